"""What a night leaves: digests of the rows of each run and of what is published."""

import hashlib
import os
from pathlib import Path

import duckdb

RUNS = Path(os.environ["ECON_RUNS"])
CHECKPOINTS = Path(os.environ["ECON_CHECKPOINTS"])


def run_ids():
    """Run ids that have a manifest."""
    return sorted(path.name.removeprefix("run_id=") for path in (RUNS / "manifest").iterdir())


def published():
    """Files that say what is or was in use."""
    return sorted(path.name for path in CHECKPOINTS.glob("current-*.json"))


def digests():
    """One digest for each result table of each run, times of play included, and each published state."""
    found = {}
    for table in ("episodes", "responses", "summary", "training", "equilibrium"):
        for folder in sorted((RUNS / table).glob("run_id=*")):
            rows = duckdb.sql(f"SELECT * FROM read_parquet('{folder}/**/*.parquet', union_by_name=true) ORDER BY ALL")
            found[f"{table}/{folder.name}"] = hashlib.sha256(repr(rows.fetchall()).encode()).hexdigest()
    for name in published():
        found[name] = hashlib.sha256((CHECKPOINTS / name).read_bytes()).hexdigest()
    return found


def spoil(run_id):
    """Turns every right answer of a run wrong, in place."""
    for file in (RUNS / "episodes" / f"run_id={run_id}").rglob("*.parquet"):
        partial = file.with_suffix(".partial")
        duckdb.sql(
            "COPY (SELECT * REPLACE (correct AND FALSE AS correct)"
            f" FROM read_parquet('{file}', hive_partitioning=false)) TO '{partial}' (FORMAT parquet)"
        )
        partial.rename(file)
        (file.parent / f".{file.name}.crc").unlink(missing_ok=True)
