-- How far from equilibrium is each agent at each checkpoint (gain from deviating alone)?
SELECT
  q.run_id,
  q.method,
  q.epoch,
  q.agent,
  round(q.gap, 4) AS gap,
  round(q.gap_low, 4) AS gap_low,
  round(q.gap_high, 4) AS gap_high,
  round(q.nashconv, 4) AS nashconv,
  round(q.nashconv_low, 4) AS nashconv_low,
  round(q.nashconv_high, 4) AS nashconv_high,
  q.samples
FROM equilibrium AS q
ORDER BY q.run_id, q.method, q.epoch, q.agent;
