-- Which verdicts changed when stored answers were graded again?
SELECT
  g.run_id,
  g.benchmark,
  g.method,
  g.problem_id,
  g.repeat,
  g.previous_correct,
  g.correct,
  g.answer,
  g.reason
FROM grades AS g
WHERE g.correct <> g.previous_correct
ORDER BY g.run_id, g.benchmark, g.method, g.problem_id, g.repeat;
