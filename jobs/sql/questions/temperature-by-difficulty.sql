-- Which sampling controls do agents play on easy and on hard problems?
SELECT
  a.method,
  d.difficulty,
  a.agent,
  count(*) AS answers,
  round(avg(a.temperature), 4) AS temperature,
  round(avg(a.top_p), 4) AS top_p,
  round(avg(a.repetition_penalty), 4) AS repetition_penalty,
  round(100 * avg(CAST(a.correct AS INT)), 2) AS accuracy
FROM agent_answers AS a
JOIN chosen AS c ON c.run_id = a.run_id
JOIN difficulty AS d
  ON d.run_id = a.run_id AND d.benchmark = a.benchmark AND d.problem_id = a.problem_id
GROUP BY a.method, d.difficulty, a.agent
ORDER BY a.method, d.difficulty, a.agent;
