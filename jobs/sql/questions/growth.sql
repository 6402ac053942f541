-- How do calls and tokens of a problem grow with the number of executor agents, by a straight line?
-- Over all benchmarks, sizes of a method being its variants @nN (or @aN) beside the plain one. The last two
-- columns are tokens divided by agents, for the smallest and the largest team: where they rise, growth is
-- more than linear.
SELECT
  method,
  count(*) AS sizes,
  min(agents) AS fewest,
  max(agents) AS most,
  round(regr_slope(calls, agents), 3) AS calls_per_agent,
  round(regr_r2(calls, agents), 4) AS r2_calls,
  round(regr_slope(tokens, agents), 1) AS tokens_per_agent,
  round(regr_r2(tokens, agents), 4) AS r2_tokens,
  round(min_by(tokens / agents, agents), 1) AS tokens_each_in_smallest,
  round(max_by(tokens / agents, agents), 1) AS tokens_each_in_largest
FROM (
  SELECT
    split_part(e.method, '@', 1) AS method,
    CAST(e.agents AS DOUBLE) AS agents,
    avg(CAST(e.calls AS DOUBLE)) AS calls,
    avg(CAST(e.prompt_tokens + e.completion_tokens AS DOUBLE)) AS tokens
  FROM episodes AS e
  JOIN chosen AS c ON c.run_id = e.run_id
  WHERE e.status <> 'failed'
    AND e.agents > 0
    AND (e.method NOT LIKE '%@%' OR regexp_extract(e.method, '@[na][0-9]+$', 0) <> '')
  GROUP BY split_part(e.method, '@', 1), e.agents
) AS sizes
GROUP BY method
HAVING count(*) >= 3
ORDER BY method;
