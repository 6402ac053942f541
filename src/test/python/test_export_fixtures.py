"""The committed Hugging Face exports give PyTorch's logits, left-padded and with a cache."""

import json
from pathlib import Path

import numpy as np
import pytest

onnxruntime = pytest.importorskip("onnxruntime")
MODELS = Path(__file__).resolve().parents[1] / "resources" / "models"


@pytest.mark.parametrize("name", ["tiny-llama", "tiny-gpt2"])
def test_logits_equal_those_of_pytorch(name):
    folder = MODELS / name
    expected = json.loads((folder / "expected.json").read_text())
    config = json.loads((folder / "config.json").read_text())
    session = onnxruntime.InferenceSession(
        folder / "model.onnx", providers=["CPUExecutionProvider"]
    )
    names = [o.name for o in session.get_outputs()]
    past = {}
    for value in session.get_inputs():
        if value.name.startswith("past_key_values"):
            shape = [len(expected["ids"]), *value.shape[1:2], 0, value.shape[3]]
            past[value.name] = np.zeros(shape, np.float32)
    assert len(past) == 2 * (config.get("num_hidden_layers") or config["n_layer"])
    mask = np.array(expected["attention_mask"], np.int64)
    for step in [expected, *expected["steps"]]:
        fed = {
            "input_ids": np.array(step["input_ids"], np.int64),
            "position_ids": np.array(step["position_ids"], np.int64),
            "attention_mask": mask,
        }
        out = dict(zip(names, session.run(None, fed | past)))
        np.testing.assert_allclose(out["logits"][:, -1], step["logits"], atol=1e-4)
        past = {k.replace("present", "past_key_values"): v for k, v in out.items() if "present" in k}
        mask = np.concatenate([mask, np.ones_like(mask[:, :1])], 1)


@pytest.mark.parametrize("name", ["tiny-llama", "tiny-gpt2"])
def test_tokenizer_gives_the_expected_ids(name):
    tokenizers = pytest.importorskip("tokenizers")
    expected = json.loads((MODELS / name / "expected.json").read_text())
    tokenizer = tokenizers.Tokenizer.from_file(str(MODELS / name / "tokenizer.json"))
    assert [tokenizer.encode(text).ids for text in expected["texts"]] == expected["ids"]
