-- Which problems changed between two runs, and what was answered each time?
-- One row a problem, with the answers of the first of its repeats that changed.
SELECT
  benchmark,
  method,
  problem_id,
  count(*) AS episodes,
  count(*) FILTER (WHERE compared_correct) AS right_before,
  count(*) FILTER (WHERE correct) AS right_now,
  min(gold) AS gold,
  min_by(coalesce(compared_answer, '(none)'), repeat) FILTER (WHERE correct <> compared_correct)
    AS answer_before,
  min_by(coalesce(answer, '(none)'), repeat) FILTER (WHERE correct <> compared_correct) AS answer_now
FROM pairs
GROUP BY benchmark, method, problem_id
HAVING count(*) FILTER (WHERE correct <> compared_correct) > 0
ORDER BY benchmark, method, problem_id;
