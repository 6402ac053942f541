-- How do learned controls compare with fixed ones over all trainings, METHOD and its variants METHOD@seed-2, ...?
-- In percent and points over all benchmarks. A problem's difference is the mean over trainings and repeats;
-- the 95 % interval is the normal one over problems, and spread is between the trainings.
WITH played AS (
  SELECT
    e.run_id,
    e.method AS training,
    split_part(e.method, '@', 1) AS method,
    e.method IN ('econ', 'econ-quantal') OR e.method LIKE 'econ%@seed-%' AS learns,
    e.benchmark,
    e.problem_id,
    CAST(e.correct AS INT) AS accuracy,
    e.prompt_tokens + e.completion_tokens AS tokens
  FROM episodes AS e
  JOIN chosen AS c ON c.run_id = e.run_id
  WHERE e.status <> 'failed'
    AND (e.method IN ('cot', 'majority', 'econ-fixed', 'econ', 'econ-quantal') OR e.method LIKE 'econ%@seed-%')
),
by_problem AS (
  SELECT run_id, method, learns, benchmark, problem_id, avg(accuracy) AS accuracy, avg(tokens) AS tokens
  FROM played
  GROUP BY run_id, method, learns, benchmark, problem_id
),
trainings AS (
  SELECT method, count(*) AS n, stddev_samp(accuracy) AS spread
  FROM (SELECT method, training, avg(accuracy) AS accuracy FROM played WHERE learns GROUP BY method, training) AS each
  GROUP BY method
)
SELECT
  learned.method,
  max(trainings.n) AS trainings,
  count(*) AS problems,
  round(100 * avg(learned.accuracy), 1) AS accuracy,
  round(100 * max(trainings.spread), 1) AS spread,
  round(avg(learned.tokens), 0) AS tokens,
  other.method AS other,
  round(100 * avg(other.accuracy), 1) AS other_accuracy,
  round(avg(other.tokens), 0) AS other_tokens,
  round(100 * avg(learned.accuracy - other.accuracy), 1) AS difference,
  round(100 * (avg(learned.accuracy - other.accuracy)
    - 1.96 * stddev_samp(learned.accuracy - other.accuracy) / sqrt(count(*))), 1) AS low,
  round(100 * (avg(learned.accuracy - other.accuracy)
    + 1.96 * stddev_samp(learned.accuracy - other.accuracy) / sqrt(count(*))), 1) AS high
FROM by_problem AS learned
JOIN by_problem AS other
  ON other.run_id = learned.run_id AND other.benchmark = learned.benchmark AND other.problem_id = learned.problem_id
JOIN trainings ON trainings.method = learned.method
WHERE learned.learns AND NOT other.learns
GROUP BY learned.method, other.method
ORDER BY learned.method, other.method;
