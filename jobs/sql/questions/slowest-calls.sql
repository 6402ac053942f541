-- Which model calls took longest?
SELECT
  r.latency_ms,
  r.benchmark,
  r.method,
  r.problem_id,
  r.repeat,
  r.role,
  r.stage,
  r.agent,
  r.model,
  r.prompt_tokens,
  r.completion_tokens,
  r.attempts
FROM responses AS r
JOIN chosen AS c ON c.run_id = r.run_id
ORDER BY
  r.latency_ms DESC, r.benchmark, r.method, r.problem_id, r.repeat, r.role, r.stage, r.agent
LIMIT 20;
