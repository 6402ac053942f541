-- Which reward term drives the training, and how are the terms weighted?
SELECT
  t.epoch,
  round(t.reward_al, 4) AS action_likelihood,
  round(t.reward_ts, 4) AS task_specific,
  round(t.reward_cc, 4) AS collaborative_contribution,
  round(t.alpha_al, 4) AS alpha_al,
  round(t.alpha_ts, 4) AS alpha_ts,
  round(t.alpha_cc, 4) AS alpha_cc
FROM training AS t
JOIN chosen_training AS c ON c.run_id = t.run_id
ORDER BY t.epoch;
