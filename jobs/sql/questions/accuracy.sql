-- How accurate is each method, with the 95 % interval (Wilson), in percent?
-- Episodes of one problem are a cluster: the interval is that of as many independent episodes as would
-- have the standard error clustered by problem, at least the problems and at most the episodes.
SELECT
  benchmark,
  method,
  CAST(problems AS BIGINT) AS problems,
  CAST(n AS BIGINT) AS episodes,
  round(100 * p, 2) AS accuracy,
  round(100 * (p + z2 / (2 * independent) - half) / (1 + z2 / independent), 2) AS accuracy_low,
  round(100 * (p + z2 / (2 * independent) + half) / (1 + z2 / independent), 2) AS accuracy_high
FROM (
  SELECT *, sqrt(z2 * (p * (1 - p) + z2 / (4 * independent)) / independent) AS half
  FROM (
    SELECT
      *,
      CAST(3.841458820694124 AS DOUBLE) AS z2,
      CASE
        WHEN most_episodes = 1 THEN n
        WHEN problems < 2 OR squares = 0 THEN problems
        ELSE least(n, greatest(problems, p * (1 - p) * n * n * (problems - 1) / (squares * problems)))
      END AS independent
    FROM (
      SELECT
        benchmark,
        method,
        CAST(sum(episodes) AS DOUBLE) AS n,
        CAST(count(*) AS DOUBLE) AS problems,
        max(episodes) AS most_episodes,
        max(share_right) AS p,
        sum((right_episodes - share_right * episodes) * (right_episodes - share_right * episodes)) AS squares
      FROM (
        SELECT
          *,
          sum(right_episodes) OVER (PARTITION BY benchmark, method)
            / sum(episodes) OVER (PARTITION BY benchmark, method) AS share_right
        FROM (
          SELECT
            e.benchmark,
            e.method,
            e.problem_id,
            CAST(count(*) AS DOUBLE) AS episodes,
            CAST(count(*) FILTER (WHERE e.correct) AS DOUBLE) AS right_episodes
          FROM episodes AS e
          JOIN chosen AS c ON c.run_id = e.run_id
          WHERE e.status <> 'failed'
          GROUP BY e.benchmark, e.method, e.problem_id
        ) AS tried
      ) AS shared
      GROUP BY benchmark, method
    ) AS clusters
  ) AS sized
) AS figures
ORDER BY benchmark, method;
