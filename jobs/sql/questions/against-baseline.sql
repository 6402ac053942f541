-- Which methods differ from the baseline, and is the difference more than chance?
SELECT
  s.benchmark,
  s.method,
  s.baseline,
  round(100 * s.delta, 2) AS points,
  round(100 * s.delta_low, 2) AS points_low,
  round(100 * s.delta_high, 2) AS points_high,
  round(s.p_value, 4) AS p_holm,
  CASE
    WHEN s.p_value < 0.05 AND s.delta > 0 THEN 'better'
    WHEN s.p_value < 0.05 AND s.delta < 0 THEN 'worse'
    ELSE 'no clear difference'
  END AS verdict
FROM summary AS s
JOIN chosen AS c ON c.run_id = s.run_id
WHERE s.delta IS NOT NULL
ORDER BY s.benchmark, s.method;
