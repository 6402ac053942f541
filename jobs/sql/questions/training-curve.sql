-- How did reward, accuracy and loss go over the epochs of the newest training?
SELECT
  t.epoch,
  t.weights_version,
  round(t.reward, 4) AS reward,
  round(100 * t.accuracy, 2) AS accuracy,
  round(100 * t.validation_accuracy, 2) AS validation_accuracy,
  round(t.loss_total, 5) AS loss_total,
  round(t.mean_temperature, 4) AS mean_temperature,
  round(t.mean_top_p, 4) AS mean_top_p,
  t.stopped
FROM training AS t
JOIN chosen_training AS c ON c.run_id = t.run_id
ORDER BY t.epoch;
