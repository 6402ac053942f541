-- Which problems does no method get right?
SELECT
  e.benchmark,
  e.problem_id,
  min(e.question) AS question,
  min(e.gold) AS gold,
  count(*) AS episodes,
  count(DISTINCT e.answer) AS different_answers
FROM episodes AS e
JOIN chosen AS c ON c.run_id = e.run_id
WHERE e.correct IS NOT NULL
GROUP BY e.benchmark, e.problem_id
HAVING count(*) FILTER (WHERE e.correct) = 0
ORDER BY e.benchmark, e.problem_id;
