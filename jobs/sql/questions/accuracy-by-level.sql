-- How does accuracy change with the difficulty that the benchmark itself states?
SELECT
  e.benchmark,
  e.method,
  coalesce(e.level, 'not stated') AS level,
  count(DISTINCT e.problem_id) AS problems,
  count(*) AS episodes,
  round(100 * avg(CAST(e.correct AS INT)), 2) AS accuracy
FROM episodes AS e
JOIN chosen AS c ON c.run_id = e.run_id
WHERE e.correct IS NOT NULL
GROUP BY e.benchmark, e.method, coalesce(e.level, 'not stated')
ORDER BY e.benchmark, e.method, level;
