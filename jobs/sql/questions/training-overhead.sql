-- Which share of the newest training's processor time was spent outside model calls?
SELECT
  t.epoch,
  t.episodes,
  round(t.rollout_s, 1) AS rollout_s,
  round(t.update_s, 1) AS update_s,
  round(t.process_s, 1) AS process_s,
  round(t.model_s, 1) AS model_s,
  round(100 * (1 - t.model_s / t.process_s), 1) AS outside_percent
FROM training AS t
JOIN chosen_training AS c ON c.run_id = t.run_id
WHERE t.episodes > 0 AND t.process_s > 0
ORDER BY t.epoch;
