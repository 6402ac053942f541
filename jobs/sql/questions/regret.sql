-- How much more would fixed controls have earned in the newest training, epoch by epoch (regret)?
SELECT
  t.epoch,
  round(q.reward, 4) AS reward_fixed,
  round(t.reward, 4) AS reward_obtained,
  round(
    sum((t.episodes - t.failed) * (q.reward - t.reward)) OVER (
      PARTITION BY t.run_id ORDER BY t.epoch
    ),
    3
  ) AS regret
FROM training AS t
JOIN chosen_training AS c ON c.run_id = t.run_id
JOIN equilibrium AS q ON q.run_id = t.run_id AND q.agent = 0 AND q.method = 'econ-fixed'
WHERE t.reward IS NOT NULL
ORDER BY t.epoch;
