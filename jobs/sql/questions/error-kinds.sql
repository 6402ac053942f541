-- What failed, how often, and on which method?
SELECT
  e.benchmark,
  e.method,
  e.error_kind,
  count(DISTINCT e.problem_id) AS problems,
  count(*) AS episodes,
  min(e.error) AS example
FROM episodes AS e
JOIN chosen AS c ON c.run_id = e.run_id
WHERE e.status = 'failed'
GROUP BY e.benchmark, e.method, e.error_kind
ORDER BY e.benchmark, e.method, e.error_kind;
