-- How accurate is each method, with the 95 % interval (Wilson), in percent?
-- Takes every attempt as independent; where problems were tried several times, the table summary does better.
SELECT
  benchmark,
  method,
  n,
  round(100 * p, 2) AS accuracy,
  round(100 * (p + z2 / (2 * n) - half) / (1 + z2 / n), 2) AS accuracy_low,
  round(100 * (p + z2 / (2 * n) + half) / (1 + z2 / n), 2) AS accuracy_high
FROM (
  SELECT *, sqrt(z2 * (p * (1 - p) + z2 / (4 * n)) / n) AS half
  FROM (
    SELECT
      e.benchmark,
      e.method,
      count(*) AS n,
      avg(CAST(e.correct AS INT)) AS p,
      CAST(3.841458820694124 AS DOUBLE) AS z2
    FROM episodes AS e
    JOIN chosen AS c ON c.run_id = e.run_id
    WHERE e.status <> 'failed'
    GROUP BY e.benchmark, e.method
  ) AS shares
) AS figures
ORDER BY benchmark, method;
