-- Which runs are there, in which state, and how large are they?
SELECT
  r.run_id,
  r.state,
  r.started_at,
  count(DISTINCT e.benchmark || '/' || e.problem_id) AS problems,
  count(e.problem_id) AS episodes,
  count(DISTINCT e.benchmark) AS benchmarks,
  count(DISTINCT e.method) AS methods,
  sum(e.prompt_tokens + e.completion_tokens) AS tokens
FROM runs AS r
LEFT JOIN episodes AS e ON e.run_id = r.run_id
GROUP BY r.run_id, r.state, r.started_at
ORDER BY r.started_at, r.run_id;
