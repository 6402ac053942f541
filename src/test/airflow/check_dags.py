"""Imports the DAGs as Airflow does and checks what a night relies on: python check_dags.py; see run.sh."""

import contextlib
import socket
import sys
from pathlib import Path

import airflow

try:
    from airflow.dag_processing.dagbag import DagBag  # Airflow 3.2 and newer
except ImportError:
    from airflow.models import DagBag

FOLDER = Path(__file__).resolve().parents[3] / "jobs" / "airflow"
NIGHTLY = [
    "validate", "pin", "train", "evaluate_candidate", "evaluate_current", "gate", "evaluate_full", "report", "publish",
]


def refuse(*args, **kwargs):
    raise AssertionError("a DAG file opens a connection at import")


socket.socket.connect = refuse
with contextlib.redirect_stdout(sys.stderr):  # Airflow logs there
    bag = DagBag(dag_folder=str(FOLDER))
assert bag.import_errors == {}, bag.import_errors
assert sorted(bag.dags) == ["econ_morning", "econ_nightly"], sorted(bag.dags)

nightly = bag.dags["econ_nightly"]
assert sorted(nightly.task_ids) == sorted(NIGHTLY), nightly.task_ids
order = [task.task_id for task in nightly.topological_sort()]
assert order.index("gate") > max(order.index("evaluate_candidate"), order.index("evaluate_current"))
assert order.index("publish") == len(order) - 1, "nothing is published before everything else is done"
assert nightly.max_active_runs == 1 and nightly.dagrun_timeout is not None
for dag in bag.dags.values():
    assert not dag.catchup, dag.dag_id
    for task in dag.tasks:
        assert task.retries == 2 and task.execution_timeout is not None and task.pool, task.task_id
        assert task.trigger_rule == "all_success", task.task_id
print(f"Airflow {airflow.__version__} on Python {sys.version.split()[0]} imports {len(bag.dags)} DAGs")
