-- Where did models answer without a final answer that could be read?
SELECT
  e.benchmark,
  e.method,
  count(*) AS episodes,
  count(*) FILTER (WHERE e.status = 'no_answer') AS no_answer,
  count(DISTINCT e.problem_id) FILTER (WHERE e.status = 'no_answer') AS problems,
  min(e.problem_id) FILTER (WHERE e.status = 'no_answer') AS example
FROM episodes AS e
JOIN chosen AS c ON c.run_id = e.run_id
GROUP BY e.benchmark, e.method
HAVING count(*) FILTER (WHERE e.status = 'no_answer') > 0
ORDER BY e.benchmark, e.method;
