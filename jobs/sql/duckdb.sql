-- Opens the result tables under runs/ in DuckDB, whichever of them are there; from the project's folder:
--   cat jobs/sql/duckdb.sql jobs/sql/views.sql jobs/sql/questions/accuracy.sql | duckdb
-- For another place replace 'runs' below. The files under jobs/sql/columns have no rows: they keep
-- the columns of tables that no run has written yet, and of runs that lack newer columns.
SET VARIABLE runs = 'runs';
SET VARIABLE columns = 'jobs/sql/columns';

CREATE OR REPLACE MACRO files_of(table_name) AS list_append(
  list_sort((SELECT list(file) FROM glob(getvariable('runs') || '/' || table_name || '/**/*.parquet'))),
  getvariable('columns') || '/' || table_name || '.parquet');
CREATE OR REPLACE MACRO part_of(path, name) AS url_decode(nullif(regexp_extract(path, name || '=([^/]*)', 1), ''));

SET VARIABLE episodes = files_of('episodes');
CREATE OR REPLACE TEMPORARY VIEW episodes_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('episodes'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE responses = files_of('responses');
CREATE OR REPLACE TEMPORARY VIEW responses_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('responses'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE summary = files_of('summary');
CREATE OR REPLACE TEMPORARY VIEW summary_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('summary'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE pass_at_k = files_of('pass_at_k');
CREATE OR REPLACE TEMPORARY VIEW pass_at_k_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('pass_at_k'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE travel_rates = files_of('travel_rates');
CREATE OR REPLACE TEMPORARY VIEW travel_rates_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('travel_rates'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE comparison = files_of('comparison');
CREATE OR REPLACE TEMPORARY VIEW comparison_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('comparison'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE cost_curve = files_of('cost_curve');
CREATE OR REPLACE TEMPORARY VIEW cost_curve_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('cost_curve'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE levels = files_of('levels');
CREATE OR REPLACE TEMPORARY VIEW levels_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('levels'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE credit = files_of('credit');
CREATE OR REPLACE TEMPORARY VIEW credit_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('credit'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE grades = files_of('grades');
CREATE OR REPLACE TEMPORARY VIEW grades_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, part_of(filename, 'method') AS method
FROM read_parquet(getvariable('grades'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE training = files_of('training');
CREATE OR REPLACE TEMPORARY VIEW training_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id
FROM read_parquet(getvariable('training'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE equilibrium = files_of('equilibrium');
CREATE OR REPLACE TEMPORARY VIEW equilibrium_files AS
SELECT * EXCLUDE (filename, method), part_of(filename, 'run_id') AS run_id, part_of(filename, 'benchmark') AS benchmark, coalesce(method, part_of(filename, 'method')) AS method
FROM read_parquet(getvariable('equilibrium'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE rejected = files_of('rejected');
CREATE OR REPLACE TEMPORARY VIEW rejected_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id
FROM read_parquet(getvariable('rejected'), union_by_name = true, filename = true, hive_partitioning = false);

SET VARIABLE manifest = files_of('manifest');
CREATE OR REPLACE TEMPORARY VIEW manifest_files AS
SELECT * EXCLUDE (filename), part_of(filename, 'run_id') AS run_id
FROM read_parquet(getvariable('manifest'), union_by_name = true, filename = true, hive_partitioning = false);
