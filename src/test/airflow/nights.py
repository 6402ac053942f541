"""Runs nights of econ_nightly and a morning on a few problems, in a real Airflow: python nights.py [first]

Night one must succeed although tasks are lost after their work is done; that Airflow tries them again must
change nothing. Night two gets a planted regression, answers of the candidate that are turned wrong, and must
end at the gate with nothing published. Without the spoiled run the same night goes on to its end, and
econ_morning compares it with night one. `first` plays the first night only. See run.sh.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import tables

PROJECT = Path(__file__).resolve().parents[3]
WORK = Path(os.environ["AIRFLOW_HOME"])
REPORTS = Path(os.environ["ECON_REPORTS"])
LOST = Path(os.environ["ECON_LOST"])
NIGHT_ONE = ["candidate-20260106", "current-20260106", "nightly-20260106", "train-20260106"]

NIGHTLY = """
run { benchmarks = [mini-gsm8k], limit = 4, chunk-size = 4 }
learning { batch-size = 4, update-interval = 2, quantal.grid = 2 }
training { epochs = 1, episodes = 4, validation-limit = 4, certificate-limit = 4, certificate-samples = 1 }
"""
VALIDATION = f"""
run.limit = 6
benchmarks.mini-gsm8k.path = "{PROJECT}/datasets/mini-gsm8k/validation.jsonl"
"""


STARTED = time.monotonic()


def say(what):
    """Prints what was seen, with the seconds since the beginning of the play."""
    print(f"{time.monotonic() - STARTED:4.0f} s  {what}", flush=True)


def night(dag, date, mishaps="", succeeds=True):
    """Runs all tasks of a DAG for a date and returns what Airflow logged."""
    done = subprocess.run(
        ["airflow", "dags", "test", dag, date],
        env={**os.environ, "ECON_MISHAPS": mishaps},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    (WORK / f"{dag}-{date}-{'ok' if succeeds else 'refused'}.log").write_text(done.stdout)
    if (done.returncode == 0) != succeeds:
        print(done.stdout[-12000:])
        sys.exit(f"{dag} of {date} ended with {done.returncode}")
    return done.stdout


def first_night(lost):
    said = night("econ_nightly", "2026-01-06", ",".join(f"lose:{task}" for task in lost))
    assert tables.run_ids() == NIGHT_ONE, tables.run_ids()
    assert (REPORTS / "nightly-20260106.html").stat().st_size > 500_000
    assert len(tables.published()) == 1, tables.published()
    progress = re.findall(r"\] (epoch 1, play with weights \d+: 4/4 episodes, 0 failed)", said)
    assert progress, "the log of train shows no progress"
    say(f"night one: the log of train says '{progress[0]}'")
    say("night one: all tasks succeeded, its checkpoint is published")
    now = tables.digests()
    for task in lost:
        assert f"The machine of {task} is lost." in said, task
        before = json.loads((LOST / f"{task}.json").read_text())
        assert before and {key: now.get(key) for key in before} == before, task
    say(f"night one: Airflow tried {', '.join(lost)} again after its work was done, and no row changed")


def refused_night():
    before = tables.published()
    said = night("econ_nightly", "2026-01-07", "spoil:evaluate_candidate", succeeds=False)
    assert "Exit code 9: the gate refuses the candidate" in said, said[-6000:]
    refusal = re.search(r"econ: (The gate refuses 'candidate-20260107'[^;]*)", said).group(1)
    assert "accuracy over all problems" in refusal
    assert "nightly-20260107" not in tables.run_ids() and tables.published() == before
    say("night two: the planted regression ended at the gate, and nothing was published")
    say(f"night two: {refusal}")


def mended_night():
    subprocess.run(
        ["spark-submit", "--master", "local[1]", "--class", "org.econspark.job.Main", os.environ["ECON_JAR"],
         "runs", "delete", "candidate-20260107", "--runs", os.environ["ECON_RUNS"], "--yes"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    kept = {key: value for key, value in tables.digests().items() if "20260107" in key}
    night("econ_nightly", "2026-01-07")
    now = tables.digests()
    assert kept and {key: now.get(key) for key in kept} == kept
    assert "nightly-20260107" in tables.run_ids() and len(tables.published()) == 2
    say("night two, triggered again: it went on from where it had stopped, and its checkpoint is published")


def morning():
    night("econ_morning", "2026-01-07")
    assert (REPORTS / "changes-20260107.html").stat().st_size > 500_000
    say("morning: the second night is compared with the first")


(WORK / "nightly.conf").write_text(NIGHTLY)
(WORK / "validation.conf").write_text(VALIDATION)
if sys.argv[1:] == ["first"]:
    first_night(["evaluate_full"])
else:
    first_night(["train", "evaluate_full", "publish"])
    refused_night()
    mended_night()
    morning()
