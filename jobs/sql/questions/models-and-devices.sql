-- Which model wrote how many tokens on which device?
SELECT
  r.model,
  r.role,
  r.device,
  count(*) AS calls,
  sum(r.prompt_tokens) AS tokens_read,
  sum(r.completion_tokens) AS tokens_written,
  count(*) FILTER (WHERE r.attempts > 1) AS calls_tried_again
FROM responses AS r
JOIN chosen AS c ON c.run_id = r.run_id
GROUP BY r.model, r.role, r.device
ORDER BY r.model, r.role, r.device;
