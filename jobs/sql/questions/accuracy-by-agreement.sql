-- Are answers that agents agree on right more often?
SELECT
  e.benchmark,
  e.method,
  round(e.agreement, 2) AS agreement,
  count(DISTINCT e.problem_id) AS problems,
  count(*) AS episodes,
  round(100 * avg(CAST(e.correct AS INT)), 2) AS accuracy
FROM episodes AS e
JOIN chosen AS c ON c.run_id = e.run_id
WHERE e.agreement IS NOT NULL AND e.correct IS NOT NULL
GROUP BY e.benchmark, e.method, round(e.agreement, 2)
ORDER BY e.benchmark, e.method, agreement;
