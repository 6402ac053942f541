-- Does the coordinator's commitment beat the most frequent answer of its own agents?
SELECT
  e.benchmark,
  e.method,
  count(DISTINCT e.problem_id) AS problems,
  count(*) AS episodes,
  round(100 * avg(CAST(e.correct AS INT)), 2) AS commitment,
  round(100 * avg(CAST(v.share_right > 0.5 AS INT)), 2) AS right_majority,
  round(100 * avg(CAST(v.share_right > 0 AS INT)), 2) AS any_right,
  count(*) FILTER (WHERE e.correct AND v.share_right = 0) AS right_from_wrong_answers,
  count(*) FILTER (WHERE NOT e.correct AND v.share_right > 0.5) AS wrong_against_the_majority
FROM episodes AS e
JOIN chosen AS c ON c.run_id = e.run_id
JOIN (
  SELECT
    run_id, benchmark, method, problem_id, repeat,
    avg(CASE WHEN correct THEN 1.0E0 ELSE 0.0E0 END) AS share_right
  FROM agent_answers
  GROUP BY run_id, benchmark, method, problem_id, repeat
) AS v
  ON v.run_id = e.run_id
  AND v.benchmark = e.benchmark
  AND v.method = e.method
  AND v.problem_id = e.problem_id
  AND v.repeat = e.repeat
WHERE e.commitment IS NOT NULL AND e.correct IS NOT NULL
GROUP BY e.benchmark, e.method
ORDER BY e.benchmark, e.method;
