-- What does each agent add: how often is it right, and how often is it the only one?
SELECT
  a.benchmark,
  a.method,
  a.agent,
  count(*) AS answers,
  round(100 * avg(CAST(a.correct AS INT)), 2) AS accuracy,
  count(*) FILTER (WHERE a.correct AND others.right_agents = 1) AS only_right_one,
  count(*) FILTER (WHERE NOT a.correct AND others.right_agents > 0) AS wrong_where_another_is_right
FROM agent_answers AS a
JOIN chosen AS c ON c.run_id = a.run_id
JOIN (
  SELECT
    run_id, benchmark, method, problem_id, repeat, round,
    count(*) FILTER (WHERE correct) AS right_agents
  FROM agent_answers
  GROUP BY run_id, benchmark, method, problem_id, repeat, round
) AS others
  ON others.run_id = a.run_id
  AND others.benchmark = a.benchmark
  AND others.method = a.method
  AND others.problem_id = a.problem_id
  AND others.repeat = a.repeat
  AND others.round = a.round
WHERE a.correct IS NOT NULL
GROUP BY a.benchmark, a.method, a.agent
ORDER BY a.benchmark, a.method, a.agent;
