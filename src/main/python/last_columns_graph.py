"""Writes the one-operator graphs that take the last columns of a cache (used by LastColumns.java).

Usage: python last_columns_graph.py src/main/resources/org/econspark/llm
"""

import pathlib
import sys

from onnx import TensorProto, checker, helper, save

TYPES = {"float32": TensorProto.FLOAT, "float16": TensorProto.FLOAT16}
END = 2**31 - 1


def graph(element_type: int):
    """Slice along axis 2: data (B, H, T, D) from column first (1), negative from the end."""
    data = helper.make_tensor_value_info("data", element_type, ["B", "H", "T", "D"])
    first = helper.make_tensor_value_info("first", TensorProto.INT64, [1])
    taken = helper.make_tensor_value_info("taken", element_type, ["B", "H", "L", "D"])
    constants = [
        helper.make_tensor(name, TensorProto.INT64, [1], [value])
        for name, value in (("end", END), ("axis", 2))
    ]
    node = helper.make_node("Slice", ["data", "first", "end", "axis"], ["taken"])
    model = helper.make_model(
        helper.make_graph([node], "last_columns", [data, first], [taken], constants),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    checker.check_model(model)
    return model


if __name__ == "__main__":
    for name, element_type in TYPES.items():
        folder = pathlib.Path(sys.argv[1]) / f"last-columns-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        save(graph(element_type), folder / "model.onnx")
