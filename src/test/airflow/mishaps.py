"""Mishaps after a task has done its work, caused by bin/spark-submit: python mishaps.py TASK RUN_ID

ECON_MISHAPS names them: `lose:TASK` fails the task's first attempt as if its machine had been lost, and
keeps the digests of what it had written; `spoil:TASK` turns the answers of the task's run wrong.
"""

import json
import os
import sys
from pathlib import Path

import tables

task, run_id = sys.argv[1:]
mishaps = os.environ["ECON_MISHAPS"].split(",")
if f"spoil:{task}" in mishaps:
    tables.spoil(run_id)
if f"lose:{task}" in mishaps:
    kept = Path(os.environ["ECON_LOST"]) / f"{task}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(tables.digests()))
        print(f"The machine of {task} is lost.", file=sys.stderr)
        sys.exit(137)
