"""The exported graph against PyTorch: left padding, cache, kept logits, rounding of weights."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

import export_onnx
import tokenizer
from model import causal

onnxruntime = pytest.importorskip("onnxruntime")


@pytest.fixture
def folder(model, tmp_path) -> Path:
    tokenizer_file = tmp_path / "trained.json"
    tokenizer.train(["Anna has 12 apples."]).save(str(tokenizer_file))
    export_onnx.export(model, tokenizer_file, tmp_path / "model")
    return tmp_path / "model"


class Session:
    def __init__(self, path: Path, config):
        self.session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        self.names = [o.name for o in self.session.get_outputs()]
        self.config = config
        self.past = None

    def run(self, ids, mask, positions, keep=0) -> dict[str, np.ndarray]:
        c = self.config
        if self.past is None:
            empty = np.zeros((len(ids), c.kv_heads, 0, c.head_dim), np.float32)
            parts = [f"{i}.{part}" for i in range(c.layers) for part in ("key", "value")]
            self.past = {f"past_key_values.{part}": empty for part in parts}
        fed = {
            "input_ids": np.asarray(ids, np.int64),
            "attention_mask": np.asarray(mask, np.int64),
            "position_ids": np.asarray(positions, np.int64),
            "num_logits_to_keep": np.array(keep, np.int64),
        }
        out = dict(zip(self.names, self.session.run(None, fed | self.past)))
        self.past = {k.replace("present", "past_key_values"): v for k, v in out.items() if "present" in k}
        return out


def test_padded_and_cached_logits_equal_those_of_the_rounded_model(model, folder):
    export_onnx.round_weights(model)
    torch.manual_seed(3)
    lengths, steps = [7, 19, 12, 1], 4
    longest = max(lengths)
    texts = [torch.randint(16, 1280, (n + steps,)) for n in lengths]
    with torch.no_grad():
        hidden = [model(t[None], causal)[0] for t in texts]
        expected = [model.logits(h).numpy() for h in hidden]
    ids = np.zeros((len(texts), longest), np.int64)
    mask = np.zeros_like(ids)
    for row, (text, n) in enumerate(zip(texts, lengths)):
        ids[row, longest - n :], mask[row, longest - n :] = text[:n], 1
    session = Session(folder / "model.onnx", model.config)
    out = session.run(ids, mask, np.clip(mask.cumsum(1) - 1, 0, None))
    for row, n in enumerate(lengths):
        np.testing.assert_allclose(out["logits"][row, longest - n :], expected[row][:n], atol=1e-4)
        found = out["hidden_states"][row, longest - n :]
        np.testing.assert_allclose(found, hidden[row][:n].numpy(), atol=1e-4)
    for step in range(steps):
        mask = np.concatenate([mask, np.ones_like(mask[:, :1])], 1)
        ids = np.array([[int(t[n + step])] for t, n in zip(texts, lengths)])
        out = session.run(ids, mask, mask.sum(1, keepdims=True) - 1, keep=1)
        for row, n in enumerate(lengths):
            np.testing.assert_allclose(out["logits"][row, 0], expected[row][n + step], atol=1e-4)


def test_several_new_tokens_extend_a_cache(model, folder):
    export_onnx.round_weights(model)
    text = torch.randint(16, 1280, (1, 20))
    with torch.no_grad():
        expected = model.logits(model(text, causal)).numpy()
    session = Session(folder / "model.onnx", model.config)
    positions = np.arange(20)[None]
    session.run(text[:, :9].numpy(), np.ones((1, 9)), positions[:, :9])
    out = session.run(text[:, 9:].numpy(), np.ones((1, 20)), positions[:, 9:])
    np.testing.assert_allclose(out["logits"], expected[:, 9:], atol=1e-4)


def test_appending_graph_gives_new_columns_and_the_same_logits(model, folder):
    export_onnx.round_weights(model)
    c = model.config
    text = torch.randint(16, 1280, (1, 20))
    with torch.no_grad():
        expected = model.logits(model(text, causal)).numpy()
    session = onnxruntime.InferenceSession(
        folder / "model_append.onnx", providers=["CPUExecutionProvider"]
    )
    names = [o.name for o in session.get_outputs()]
    spare = 5  # columns that the mask hides
    parts = [f"{i}.{part}" for i in range(c.layers) for part in ("key", "value")]
    cache = {p: np.full((1, c.kv_heads, 20 + spare, c.head_dim), 7, np.float32) for p in parts}
    mask = np.zeros((1, 20 + spare), np.int64)
    for start, end in ((0, 9), (9, 12), (12, 20)):
        new = np.ones((1, end - start), np.int64)
        fed = {
            "input_ids": text[:, start:end].numpy(),
            "attention_mask": np.concatenate([mask, new], 1),
            "position_ids": np.arange(start, end)[None],
            "num_logits_to_keep": np.array(0),
        }
        out = session.run(None, fed | {f"past_key_values.{p}": cache[p] for p in parts})
        out = dict(zip(names, out))
        np.testing.assert_allclose(out["logits"], expected[:, start:end], atol=1e-4)
        for p in parts:
            cache[p][:, :, start:end] = out[f"new_key_values.{p}"]
        mask[:, start:end] = 1


def test_exported_weights_are_read_back(model, folder):
    again = export_onnx.read_back(folder)
    assert again.config == model.config
    for append in (False, True):
        name = "model_append.onnx" if append else "model.onnx"
        graph = export_onnx.build(again, append)
        assert graph.SerializeToString() == (folder / name).read_bytes()


def test_only_asked_logits_are_given(model, folder):
    session = Session(folder / "model.onnx", model.config)
    ids = np.arange(16, 26)[None]
    out = session.run(ids, np.ones_like(ids), np.arange(10)[None], keep=1)
    assert out["logits"].shape == (1, 1, 1280)
    assert out["hidden_states"].shape == (1, 10, model.config.width)


def test_rounding_is_idempotent_and_small(model):
    before = model.blocks[0].q.weight.detach().clone()
    once = export_onnx.round_weights(model).blocks[0].q.weight.detach().clone()
    assert (once - before).abs().max() <= before.abs().max() / 127
    assert torch.allclose(export_onnx.round_weights(model).blocks[0].q.weight, once, atol=1e-6)


def test_side_files_name_end_and_prompt_style(folder):
    files = {p.name: json.loads(p.read_text()) for p in folder.glob("*.json")}
    assert files["generation_config.json"]["eos_token_id"] == tokenizer.END
    assert files["tokenizer_config.json"]["prompt_style"] == "miniature"
    assert files["config.json"]["num_key_value_heads"] == 2
