-- How many problems changed from right to wrong or back between two runs?
SELECT
  now.benchmark,
  now.method,
  count(*) AS compared,
  count(*) FILTER (WHERE now.correct AND NOT before.correct) AS won,
  count(*) FILTER (WHERE before.correct AND NOT now.correct) AS lost,
  count(*) FILTER (WHERE now.correct AND before.correct) AS right_in_both,
  count(*) FILTER (WHERE NOT now.correct AND NOT before.correct) AS wrong_in_both
FROM chosen AS c
JOIN episodes AS now ON now.run_id = c.run_id
JOIN episodes AS before
  ON before.run_id = c.compared_run_id
  AND before.benchmark = now.benchmark
  AND before.method = now.method
  AND before.problem_id = now.problem_id
  AND before.repeat = now.repeat
WHERE now.correct IS NOT NULL AND before.correct IS NOT NULL
GROUP BY now.benchmark, now.method
ORDER BY now.benchmark, now.method;
