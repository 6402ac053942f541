-- What does a right answer cost, in tokens and calls?
SELECT
  e.benchmark,
  e.method,
  count(DISTINCT e.problem_id) AS problems,
  count(*) AS episodes,
  count(*) FILTER (WHERE e.correct) AS right_answers,
  round(avg(e.prompt_tokens + e.completion_tokens), 1) AS tokens_per_episode,
  round(
    sum(e.prompt_tokens + e.completion_tokens)
      / CAST(nullif(count(*) FILTER (WHERE e.correct), 0) AS DOUBLE), 1) AS tokens_per_correct,
  round(avg(e.calls), 2) AS calls_per_episode
FROM episodes AS e
JOIN chosen AS c ON c.run_id = e.run_id
GROUP BY e.benchmark, e.method
ORDER BY e.benchmark, e.method;
