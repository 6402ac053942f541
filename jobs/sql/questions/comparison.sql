-- How accurate is each method, in percent, at what cost, and beside the vote at equal tokens?
-- The best over all benchmarks first. Differences are paired, in points, over all benchmarks, with 95 %
-- interval and p-value (Holm). (less): the samples drawn for the vote cost less than the method.
SELECT
  method,
  max(CASE WHEN name = 'gsm8k' THEN percent END) AS gsm8k,
  max(CASE WHEN name = 'gsm-hard' THEN percent END) AS gsm_hard,
  max(CASE WHEN name = 'math' THEN percent END) AS math,
  max(CASE WHEN name = 'svamp' THEN percent END) AS svamp,
  max(CASE WHEN name = 'strategyqa' THEN percent END) AS strategyqa,
  max(CASE WHEN name = 'travelplanner' THEN percent END) AS travel,
  max(CASE WHEN name = 'all' THEN percent END) AS together,
  max(CASE WHEN name = 'all' THEN tokens END) AS tokens,
  max(CASE WHEN name = 'all' THEN calls END) AS calls,
  max(CASE WHEN name = 'all' THEN against_vote END) AS minus_vote,
  max(CASE WHEN name = 'all' THEN p_vote END) AS p_vote,
  max(CASE WHEN name = 'all' THEN against_matched END) AS minus_matched,
  max(CASE WHEN name = 'all' THEN p_matched END) AS p_matched
FROM (
  SELECT
    c.method,
    c.accuracy,
    replace(c.benchmark, 'mini-', '') AS name,
    CASE WHEN c.accuracy IS NULL THEN 'n/a' ELSE printf('%.1f', round(100 * c.accuracy, 1)) END AS percent,
    CASE WHEN c.accuracy IS NOT NULL THEN printf('%.0f', round(c.tokens_per_problem, 0)) END AS tokens,
    CASE WHEN c.accuracy IS NOT NULL THEN printf('%.1f', round(c.calls_per_problem, 1)) END AS calls,
    CASE
      WHEN c.delta IS NOT NULL THEN printf(
        '%+.1f (%+.1f to %+.1f)',
        round(100 * c.delta, 1), round(100 * c.delta_low, 1), round(100 * c.delta_high, 1))
        || CASE WHEN c.reaches_tokens THEN '' ELSE ' (less)' END
    END AS against_vote,
    CASE
      WHEN c.p_value < 0.001 THEN '<0.001'
      WHEN c.p_value IS NOT NULL THEN printf('%.3f', round(c.p_value, 3))
    END AS p_vote,
    CASE
      WHEN c.matched_delta IS NOT NULL THEN printf(
        '%+.1f (%+.1f to %+.1f)',
        round(100 * c.matched_delta, 1), round(100 * c.matched_low, 1), round(100 * c.matched_high, 1))
    END AS against_matched,
    CASE
      WHEN c.matched_p_value < 0.001 THEN '<0.001'
      WHEN c.matched_p_value IS NOT NULL THEN printf('%.3f', round(c.matched_p_value, 3))
    END AS p_matched
  FROM comparison AS c
  JOIN chosen ON chosen.run_id = c.run_id
) AS cells
GROUP BY method
ORDER BY max(CASE WHEN name = 'all' THEN accuracy END) DESC NULLS LAST, method;
