-- How many problems changed from right to wrong or back between two runs?
-- Where a problem was played several times, won means right more often than before, lost less often.
SELECT
  benchmark,
  method,
  count(*) AS problems,
  sum(episodes) AS episodes,
  count(*) FILTER (WHERE right_now > right_before) AS won,
  count(*) FILTER (WHERE right_now < right_before) AS lost,
  count(*) FILTER (WHERE right_now = episodes AND right_before = episodes) AS right_in_both,
  count(*) FILTER (WHERE right_now = 0 AND right_before = 0) AS wrong_in_both,
  count(*) FILTER (WHERE right_now = right_before AND right_now > 0 AND right_now < episodes)
    AS partly_right_in_both
FROM (
  SELECT
    benchmark,
    method,
    problem_id,
    count(*) AS episodes,
    count(*) FILTER (WHERE correct) AS right_now,
    count(*) FILTER (WHERE compared_correct) AS right_before
  FROM pairs
  GROUP BY benchmark, method, problem_id
) AS problems
GROUP BY benchmark, method
ORDER BY benchmark, method;
