-- How many answers were cut at the token limit, and does it hurt?
SELECT
  r.benchmark,
  r.method,
  r.stage,
  count(*) AS calls,
  round(100 * avg(CAST(r.finish_reason = 'length' AS INT)), 2) AS cut_percent,
  round(100 * avg(CAST(r.correct AS INT)) FILTER (WHERE r.finish_reason = 'length'), 2) AS accuracy_cut,
  round(100 * avg(CAST(r.correct AS INT)) FILTER (WHERE r.finish_reason <> 'length'), 2) AS accuracy_whole
FROM responses AS r
JOIN chosen AS c ON c.run_id = r.run_id
WHERE r.finish_reason IS NOT NULL
GROUP BY r.benchmark, r.method, r.stage
ORDER BY r.benchmark, r.method, r.stage;
