"""Executes every notebook top to bottom and checks that its figures say what they show: run.sh."""

import json
import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

PROJECT = Path(__file__).resolve().parents[3]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))

# Names things or counts them; has no unit.
WITHOUT_UNIT = {"epoch", "method", "what the call was for"}

# Runs after the last cell, where all figures are still open.
LABELS = """
import json
import matplotlib.pyplot as plt
json_labels = [[axis.get_xlabel(), axis.get_ylabel(), len(axis.lines) + len(axis.collections)]
               for number in plt.get_fignums() for axis in plt.figure(number).axes]
print(json.dumps(json_labels))
"""


def test_there_are_three():
    assert [path.stem for path in NOTEBOOKS] == ["equilibrium", "results", "training"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path):
    for cell in json.loads(path.read_text())["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None, cell["id"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_executes_and_labels_its_axes(path):
    assert os.environ["ECON_RUNS"]
    notebook = nbformat.read(path, as_version=4)
    assert "read_parquet" not in path.read_text(), "tables are read through the views"
    notebook.cells.append(nbformat.v4.new_code_cell(LABELS))
    os.environ["MPLBACKEND"] = "agg"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    labels = json.loads(notebook.cells[-1].outputs[0].text)
    assert len(labels) >= 2
    for x, y, drawn in labels:
        for label in (x, y):
            assert label in WITHOUT_UNIT or re.search(r"\S \(.+\)$", label), f"no unit in {label!r}"
        assert drawn > 0, f"nothing is drawn over {x!r}"
