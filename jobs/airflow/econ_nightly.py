"""Nightly training with a gate, and a morning comparison, for Airflow 3 (imports on 2.10 and newer, too).

econ_nightly: validate -> pin what is in use -> train -> evaluate the candidate and what is in use on
validation problems -> gate -> full evaluation -> report -> publish the checkpoint as current. Every run
id derives from the date of the night, so a task that is tried again and a night that is triggered twice
go on where they stopped, and change nothing once they are done. econ_morning compares last night with
the night before.

What it needs: the connection `spark_default` in client mode (in cluster mode spark-submit does not
hand on exit codes), the application jar, a place for results, and a file of settings. All are
parameters of the DAG; their defaults come from the environment variables named below.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.common.compat.sdk import DAG, AirflowException, AirflowFailException, Param

# Exit codes that no further attempt makes good, and what to do about them.
FINAL = {
    2: "settings or command line are wrong; see the task's log",
    4: "the data cannot be read; see the task's log",
    6: "the budget of tokens or money is used up; raise it, and clear the task to go on",
    8: "the training diverged; go on from an earlier checkpoint with a lower learning rate",
    9: "the gate refuses the candidate, and what is in use stays so; see the task's log for the figures",
}

DRIVER_MEMORY = os.environ.get("ECON_DRIVER_MEMORY", "2g")


class EconOperator(SparkSubmitOperator):
    """Submits one command of econ-spark; fails for good where another attempt cannot help."""

    def __init__(self, *, command: list[str], **kwargs):
        super().__init__(
            application="{{ params.jar }}",
            java_class="org.econspark.job.Main",
            application_args=command,
            name="econ-{{ ti.task_id }}",
            driver_memory=DRIVER_MEMORY,
            verbose=False,
            **kwargs,
        )

    def execute(self, context):
        try:
            super().execute(context)
        except AirflowFailException:
            raise
        except AirflowException as e:
            for code, meaning in FINAL.items():
                if f"Error code is: {code}." in str(e):
                    said = [line for line in str(e).splitlines() if line.startswith("econ: ")]
                    raise AirflowFailException("\n".join([f"Exit code {code}: {meaning}.", *said])) from e
            raise


# The date of the night: the end of the data interval, or when a run without one was asked for.
NIGHT = "{{ (data_interval_end or dag_run.run_after) | ds_nodash }}"
NIGHT_BEFORE = "{{ ((data_interval_end or dag_run.run_after) - macros.timedelta(days=1)) | ds_nodash }}"

SETTINGS = ["--conf", "{{ params.settings }}"]
OUT = ["--out", "{{ params.runs }}"]
RUNS = ["--runs", "{{ params.runs }}"]
METHOD = "{{ params.method }}"
CHECKPOINT = "{{ params.runs }}/checkpoints/run_id=train-" + NIGHT
PIN = "{{ params.runs }}/checkpoints/pinned-" + NIGHT


def parameter(variable: str, default: str, description: str) -> Param:
    """A text with a default that the environment of Airflow can set for all runs."""
    return Param(os.environ.get(variable, default), type="string", description=description)


PARAMS = {
    "jar": parameter("ECON_JAR", "/opt/econ-spark/econ-spark.jar", "Application jar"),
    "settings": parameter(
        "ECON_SETTINGS", "/opt/econ-spark/nightly.conf", "Settings of training and evaluation"
    ),
    "validation_settings": parameter(
        "ECON_VALIDATION_SETTINGS",
        "/opt/econ-spark/validation.conf",
        "Settings that name the validation problems; laid over the others",
    ),
    "runs": parameter("ECON_RUNS", "/var/lib/econ-spark/runs", "Place of the result tables: a path or an hdfs: or s3a: URI"),
    "checkpoints": parameter("ECON_CHECKPOINTS", "/var/lib/econ-spark/checkpoints", "Place where checkpoints are published"),
    "reports": parameter("ECON_REPORTS", "/var/lib/econ-spark/reports", "Folder of the reports"),
    "method": Param("econ", enum=["econ", "econ-quantal"], description="Method that is trained"),
    "baselines": Param(
        "cot,econ-fixed,majority", type="string", description="Methods that the full evaluation plays beside it"
    ),
}

DEFAULTS = {
    "conn_id": os.environ.get("ECON_SPARK_CONNECTION", "spark_default"),
    "pool": os.environ.get("ECON_POOL", "default_pool"),
    "retries": 2,
    "retry_delay": timedelta(minutes=int(os.environ.get("ECON_RETRY_MINUTES", "10"))),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(hours=1),
    "execution_timeout": timedelta(hours=2),
}


def evaluation(task_id: str, run: str, *more: str, hours: int = 2) -> EconOperator:
    """Plays the validation problems under the night's run id for this purpose."""
    return EconOperator(
        task_id=task_id,
        command=["evaluate", *SETTINGS, *OUT, "--run-id", run + "-" + NIGHT, *more],
        execution_timeout=timedelta(hours=hours),
    )


with DAG(
    dag_id="econ_nightly",
    description="Trains, evaluates and, if the gate lets it pass, publishes a checkpoint",
    doc_md=__doc__,
    schedule="0 1 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=20),
    default_args=DEFAULTS,
    params=PARAMS,
    tags=["econ"],
):
    validate = EconOperator(
        task_id="validate",
        command=["validate", *SETTINGS, *OUT, "--run-id", "train-" + NIGHT],
        execution_timeout=timedelta(minutes=30),
    )
    # What is in use at the beginning of the night is what the candidate is compared with, however
    # often the night is run: later tasks look at the pin, not at what has been published since.
    pin = EconOperator(
        task_id="pin",
        command=["checkpoints", "pin", "--home", "{{ params.checkpoints }}", "--to", PIN],
        execution_timeout=timedelta(minutes=30),
    )
    train = EconOperator(
        task_id="train",
        command=[
            "train", *SETTINGS, *OUT, "--method", METHOD, "--run-id", "train-" + NIGHT,
            "--checkpoint", CHECKPOINT, "--resume", "--certificate",
            "--set", "checkpoints.home=" + PIN, "--set", "training.start-from=current",
        ],
        execution_timeout=timedelta(hours=12),
    )
    validation = ["--conf", "{{ params.validation_settings }}", "--method", METHOD]
    evaluate_candidate = evaluation("evaluate_candidate", "candidate", *validation, "--checkpoint", CHECKPOINT)
    evaluate_current = evaluation("evaluate_current", "current", *validation, "--set", "checkpoints.home=" + PIN)
    gate = EconOperator(
        task_id="gate",
        command=[
            "gate", *RUNS, "--candidate", "candidate-" + NIGHT, "--current", "current-" + NIGHT,
            "--candidate-training", "train-" + NIGHT, "--current-home", PIN, "--method", METHOD,
        ],
        execution_timeout=timedelta(minutes=30),
    )
    evaluate_full = evaluation(
        "evaluate_full", "nightly", "--method", "{{ params.baselines }}," + METHOD, "--checkpoint", CHECKPOINT, hours=12
    )
    report = EconOperator(
        task_id="report",
        command=[
            "report", *RUNS, "--run-id", "nightly-" + NIGHT, "--training", "train-" + NIGHT,
            "--out", "{{ params.reports }}/nightly-" + NIGHT + ".html",
        ],
        execution_timeout=timedelta(minutes=30),
    )
    publish = EconOperator(
        task_id="publish",
        # A night that is run again must not undo a later one.
        command=["checkpoints", "publish", "--once", CHECKPOINT, "--home", "{{ params.checkpoints }}"],
        execution_timeout=timedelta(minutes=30),
    )
    validate >> pin >> train >> [evaluate_candidate, evaluate_current] >> gate >> evaluate_full >> report >> publish


with DAG(
    dag_id="econ_morning",
    description="Compares last night with the night before",
    doc_md=__doc__,
    schedule="0 7 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    params=PARAMS,
    tags=["econ"],
):
    EconOperator(
        task_id="compare",
        command=["report", *RUNS, "--run-id", "nightly-" + NIGHT, "--compare", "nightly-" + NIGHT_BEFORE, "--out", "{{ params.reports }}/changes-" + NIGHT + ".html"],
        execution_timeout=timedelta(minutes=30),
    )
