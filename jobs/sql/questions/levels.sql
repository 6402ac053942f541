-- What do executors, local coordinators and the global one cost, and how much do they read at once?
SELECT
  l.method,
  round(100 * a.accuracy, 1) AS accuracy,
  l.role,
  round(l.calls_per_problem, 1) AS calls,
  round(l.tokens_per_problem, 0) AS tokens,
  round(l.mean_context, 0) AS read_by_a_call,
  l.most_context AS longest_read
FROM levels AS l
JOIN chosen AS c ON c.run_id = l.run_id
LEFT JOIN (
  SELECT e.run_id, e.method, avg(CAST(e.correct AS INT)) AS accuracy
  FROM episodes AS e
  WHERE e.status <> 'failed'
  GROUP BY e.run_id, e.method
) AS a
  ON a.run_id = l.run_id AND a.method = l.method
ORDER BY l.method, l.role;
