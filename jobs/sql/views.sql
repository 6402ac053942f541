-- Views over the result tables for Spark SQL and DuckDB alike. They read the views <table>_files, which
-- duckdb.sql or `jobs/econ sql` make. Ask these views, not the files: a failed episode that was played
-- again has several rows there, of which only the highest attempt counts.

-- One row an episode: one method on one problem (and repeat).
CREATE OR REPLACE TEMPORARY VIEW episodes AS
SELECT *
FROM (
  SELECT
    *,
    max(attempt) OVER (PARTITION BY run_id, benchmark, method, problem_id, repeat) AS latest_attempt
  FROM episodes_files
) AS played
WHERE attempt = latest_attempt;

-- One row a model call of an episode that counts.
CREATE OR REPLACE TEMPORARY VIEW responses AS
SELECT r.*
FROM responses_files AS r
JOIN episodes AS e
  ON r.run_id = e.run_id
  AND r.benchmark = e.benchmark
  AND r.method = e.method
  AND r.problem_id = e.problem_id
  AND r.repeat = e.repeat
  AND r.episode_attempt = e.attempt;

-- The answers of executor agents alone.
CREATE OR REPLACE TEMPORARY VIEW agent_answers AS
SELECT * FROM responses WHERE role = 'executor' AND agent IS NOT NULL;

-- How hard a problem was for the agents of a run, over all their answers to it.
CREATE OR REPLACE TEMPORARY VIEW difficulty AS
SELECT
  run_id,
  benchmark,
  problem_id,
  avg(CAST(correct AS INT)) AS share_right,
  CASE
    WHEN avg(CAST(correct AS INT)) = 1 THEN '1 all answers right'
    WHEN avg(CAST(correct AS INT)) >= 0.5 THEN '2 half or more right'
    WHEN avg(CAST(correct AS INT)) > 0 THEN '3 fewer than half right'
    ELSE '4 none right'
  END AS difficulty
FROM agent_answers
WHERE correct IS NOT NULL
GROUP BY run_id, benchmark, problem_id;

CREATE OR REPLACE TEMPORARY VIEW summary AS SELECT * FROM summary_files;

CREATE OR REPLACE TEMPORARY VIEW pass_at_k AS SELECT * FROM pass_at_k_files;

CREATE OR REPLACE TEMPORARY VIEW travel_rates AS SELECT * FROM travel_rates_files;

-- Methods at equal tokens, the cost curve of the vote, cost by role, what each agent adds.
CREATE OR REPLACE TEMPORARY VIEW comparison AS SELECT * FROM comparison_files;

CREATE OR REPLACE TEMPORARY VIEW cost_curve AS SELECT * FROM cost_curve_files;

CREATE OR REPLACE TEMPORARY VIEW levels AS SELECT * FROM levels_files;

CREATE OR REPLACE TEMPORARY VIEW credit AS SELECT * FROM credit_files;

CREATE OR REPLACE TEMPORARY VIEW training AS SELECT * FROM training_files;

CREATE OR REPLACE TEMPORARY VIEW equilibrium AS SELECT * FROM equilibrium_files;

CREATE OR REPLACE TEMPORARY VIEW rejected AS SELECT * FROM rejected_files;

-- The newest grade of each stored answer that was graded again.
CREATE OR REPLACE TEMPORARY VIEW grades AS
SELECT *
FROM (
  SELECT
    *,
    max(graded_at) OVER (PARTITION BY run_id, benchmark, method, problem_id, repeat) AS latest_graded_at
  FROM grades_files
) AS graded
WHERE graded_at = latest_graded_at;

-- One row a run; start and end get names that need no quotes.
CREATE OR REPLACE TEMPORARY VIEW runs AS
SELECT
  m.run_id,
  m.state,
  m.start AS started_at,
  m.end AS ended_at,
  m.seed,
  m.git_commit,
  m.git_dirty,
  m.settings,
  m.datasets,
  m.models,
  m.prompts,
  m.versions
FROM manifest_files AS m;

-- The run that questions are about and the one it is compared with: the newest evaluation and the one
-- before it. Choose others by making this view anew:
--   CREATE OR REPLACE TEMPORARY VIEW chosen AS SELECT 'monday' AS run_id, 'sunday' AS compared_run_id;
CREATE OR REPLACE TEMPORARY VIEW chosen AS
SELECT newest.run_id, max_by(earlier.run_id, earlier.started_at) AS compared_run_id
FROM (
  SELECT max_by(run_id, started_at) AS run_id, max(started_at) AS started_at
  FROM runs
  WHERE run_id IN (SELECT run_id FROM summary)
) AS newest
LEFT JOIN (
  SELECT run_id, started_at FROM runs WHERE run_id IN (SELECT run_id FROM summary)
) AS earlier
  ON earlier.started_at < newest.started_at
WHERE newest.run_id IS NOT NULL
GROUP BY newest.run_id;

-- The newest run that trained.
CREATE OR REPLACE TEMPORARY VIEW chosen_training AS
SELECT max_by(run_id, started_at) AS run_id
FROM runs
WHERE run_id IN (SELECT run_id FROM training);

-- Episodes of the chosen run beside the same of the run it is compared with, where neither failed.
CREATE OR REPLACE TEMPORARY VIEW pairs AS
SELECT
  now.benchmark,
  now.method,
  now.problem_id,
  now.repeat,
  now.gold,
  now.correct,
  now.answer,
  before.correct AS compared_correct,
  before.answer AS compared_answer
FROM chosen AS c
JOIN episodes AS now ON now.run_id = c.run_id
JOIN episodes AS before
  ON before.run_id = c.compared_run_id
  AND before.benchmark = now.benchmark
  AND before.method = now.method
  AND before.problem_id = now.problem_id
  AND before.repeat = now.repeat
WHERE now.correct IS NOT NULL AND before.correct IS NOT NULL;
