"""Writes the one-operator graphs that pick rows of a key/value cache (used by RowSelector.java).

Usage: python select_rows_graph.py src/main/resources/org/econspark/llm
"""

import pathlib
import sys

from onnx import TensorProto, checker, helper, save

TYPES = {"float32": TensorProto.FLOAT, "float16": TensorProto.FLOAT16}


def graph(element_type: int):
    """Gather along axis 0: data (B, H, T, D), rows (R) -> selected (R, H, T, D)."""
    data = helper.make_tensor_value_info("data", element_type, ["B", "H", "T", "D"])
    rows = helper.make_tensor_value_info("rows", TensorProto.INT64, ["R"])
    selected = helper.make_tensor_value_info("selected", element_type, ["R", "H", "T", "D"])
    node = helper.make_node("Gather", ["data", "rows"], ["selected"], axis=0)
    model = helper.make_model(
        helper.make_graph([node], "select_rows", [data, rows], [selected]),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    checker.check_model(model)
    return model


if __name__ == "__main__":
    for name, element_type in TYPES.items():
        folder = pathlib.Path(sys.argv[1]) / f"select-rows-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        save(graph(element_type), folder / "model.onnx")
