-- Which variant of each method does best, by mean accuracy over the benchmarks, then by fewest tokens?
SELECT
  method,
  row_number() OVER (PARTITION BY method ORDER BY accuracy DESC, tokens_per_episode, variant) AS place,
  variant,
  problems,
  episodes,
  accuracy,
  tokens_per_episode
FROM (
  SELECT
    split_part(method, '@', 1) AS method,
    split_part(method, '@', 2) AS variant,
    sum(problems) AS problems,
    sum(episodes) AS episodes,
    round(100 * avg(p), 2) AS accuracy,
    round(avg(tokens), 0) AS tokens_per_episode
  FROM (
    SELECT
      e.method,
      e.benchmark,
      count(DISTINCT e.problem_id) AS problems,
      count(*) AS episodes,
      avg(CAST(e.correct AS INT)) AS p,
      avg(e.prompt_tokens + e.completion_tokens) AS tokens
    FROM episodes AS e
    JOIN chosen AS c ON c.run_id = e.run_id
    WHERE e.status <> 'failed'
    GROUP BY e.method, e.benchmark
  ) AS by_benchmark
  GROUP BY method
) AS variants
ORDER BY method, place;
