"""Runs two nights of econ_nightly and a morning on a few problems, in a real Airflow: python nights.py; see run.sh.

Night one must succeed, and a task of it that is tried again must change nothing. Night two gets a planted
regression, answers of the candidate that are turned wrong, and must end at the gate with nothing published.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[3]
WORK = Path(os.environ["AIRFLOW_HOME"])
RUNS = Path(os.environ["ECON_RUNS"])
CHECKPOINTS = Path(os.environ["ECON_CHECKPOINTS"])
REPORTS = Path(os.environ["ECON_REPORTS"])

NIGHTLY = f"""
run {{ benchmarks = [mini-gsm8k], limit = 6, chunk-size = 8 }}
training {{ epochs = 1, episodes = 6, validation-limit = 4, certificate-limit = 2, certificate-samples = 1 }}
"""
VALIDATION = f"""
run.limit = 12
benchmarks.mini-gsm8k.path = "{PROJECT}/datasets/mini-gsm8k/validation.jsonl"
"""


def airflow(*args, expect_success=True):
    """Runs the command line of Airflow and returns what it said."""
    done = subprocess.run(["airflow", *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if (done.returncode == 0) != expect_success:
        print(done.stdout[-12000:])
        sys.exit(f"airflow {' '.join(args)} ended with {done.returncode}")
    return done.stdout


def ids():
    """Run ids with episodes."""
    return sorted(path.name.removeprefix("run_id=") for path in (RUNS / "manifest").iterdir())


def rows():
    """A digest of every result row, times of play included, and of the published state."""
    digest = hashlib.sha256()
    for table in ("episodes", "responses", "training", "equilibrium"):
        for row in duckdb.sql(f"SELECT * FROM read_parquet('{RUNS}/{table}/**/*.parquet', union_by_name=true, filename=false) ORDER BY ALL").fetchall():
            digest.update(repr(row).encode())
    for path in sorted(CHECKPOINTS.rglob("*.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def plant_regression(run):
    """Turns every right answer of a run wrong, in place."""
    for file in (RUNS / "episodes" / f"run_id={run}").rglob("*.parquet"):
        partial = file.with_suffix(".partial")
        duckdb.sql(f"COPY (SELECT * REPLACE (correct AND FALSE AS correct) FROM read_parquet('{file}', hive_partitioning=false)) TO '{partial}' (FORMAT parquet)")
        partial.rename(file)
        (file.parent / f".{file.name}.crc").unlink(missing_ok=True)


(WORK / "nightly.conf").write_text(NIGHTLY)
(WORK / "validation.conf").write_text(VALIDATION)

airflow("dags", "test", "econ_nightly", "2026-01-06")
assert ids() == ["candidate-20260106", "current-20260106", "nightly-20260106", "train-20260106"], ids()
assert (REPORTS / "nightly-20260106.html").stat().st_size > 500_000
published = sorted(path.name for path in CHECKPOINTS.glob("current-*.json"))
assert len(published) == 1, published
print("night one: all tasks succeeded, its checkpoint is published")

before = rows()
airflow("tasks", "test", "econ_nightly", "evaluate_current", "2026-01-06")
airflow("tasks", "test", "econ_nightly", "evaluate_full", "2026-01-06")
airflow("tasks", "test", "econ_nightly", "publish", "2026-01-06")
assert rows() == before
print("night one: tasks that were tried again changed nothing")

for task in ("pin", "train", "evaluate_candidate"):
    airflow("tasks", "test", "econ_nightly", task, "2026-01-07")
plant_regression("candidate-20260107")
said = airflow("dags", "test", "econ_nightly", "2026-01-07", expect_success=False)
assert "Exit code 9: the gate refuses the candidate" in said, said[-6000:]
assert "accuracy over all problems" in said
assert "nightly-20260107" not in ids() and sorted(path.name for path in CHECKPOINTS.glob("current-*.json")) == published
print("night two: the gate refused the planted regression, and nothing was published")
