-- Which problems changed between two runs, and what was answered each time?
SELECT
  now.benchmark,
  now.method,
  now.problem_id,
  now.repeat,
  CASE WHEN now.correct THEN 'won' ELSE 'lost' END AS flip,
  now.gold,
  before.answer AS answer_before,
  now.answer AS answer_now
FROM chosen AS c
JOIN episodes AS now ON now.run_id = c.run_id
JOIN episodes AS before
  ON before.run_id = c.compared_run_id
  AND before.benchmark = now.benchmark
  AND before.method = now.method
  AND before.problem_id = now.problem_id
  AND before.repeat = now.repeat
WHERE now.correct <> before.correct
ORDER BY now.benchmark, now.method, now.problem_id, now.repeat;
