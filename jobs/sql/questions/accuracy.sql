-- How accurate is each method, with the 95 % interval (Wilson), in percent?
-- Attempts at one problem are a cluster: the interval is that of as many independent attempts as would
-- have the standard error clustered by problem, at least the problems and at most the attempts.
SELECT
  benchmark,
  method,
  CAST(n AS BIGINT) AS n,
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
        WHEN most_attempts = 1 THEN n
        WHEN problems < 2 OR squares = 0 THEN problems
        ELSE least(n, greatest(problems, p * (1 - p) * n * n * (problems - 1) / (squares * problems)))
      END AS independent
    FROM (
      SELECT
        benchmark,
        method,
        CAST(sum(attempts) AS DOUBLE) AS n,
        CAST(count(*) AS DOUBLE) AS problems,
        max(attempts) AS most_attempts,
        max(share_right) AS p,
        sum((right_attempts - share_right * attempts) * (right_attempts - share_right * attempts)) AS squares
      FROM (
        SELECT
          *,
          sum(right_attempts) OVER (PARTITION BY benchmark, method)
            / sum(attempts) OVER (PARTITION BY benchmark, method) AS share_right
        FROM (
          SELECT
            e.benchmark,
            e.method,
            e.problem_id,
            CAST(count(*) AS DOUBLE) AS attempts,
            CAST(count(*) FILTER (WHERE e.correct) AS DOUBLE) AS right_attempts
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
