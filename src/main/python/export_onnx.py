"""Exports a model to ONNX in the layout of Hugging Face optimum, with a key/value cache.

Inputs: input_ids, attention_mask, position_ids, past_key_values.N.key/value, num_logits_to_keep (0
keeps all positions, 1 the last). Outputs: logits, present.N.key/value and, for embeddings,
hidden_states (after the final norm). Batches are padded on the left.

A second file, model_append.onnx, is the same model for a caller that keeps the cache in memory of
its own: it gives new_key_values.N.key/value of the new tokens only instead of present.N.key/value of
all. Attention looks at cached and new tokens apart, so nothing of the cache is copied at each step.

    python export_onnx.py FOLDER...    writes both files of exported models anew, from their weights

Weight matrices are stored as int8 with one scale for each output column and unpacked to fp32 when
ONNX Runtime folds constants, so the file is small and the arithmetic exact: a text does not depend
on its neighbours in the batch, as it does when activations are quantised too.

The graph uses operators of ONNX opset 17 and a few of ONNX Runtime (domain com.microsoft), which fuse
what a small model spends much of its time on besides matrix products.

Letters: B rows, L new tokens, T cached and new tokens, D width, G key/value heads, H query heads,
E head dimension, F feed-forward width, V vocabulary.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

import tokenizer
from checkpoint import load
from model import MODELS, LanguageModel, ModelConfig, rope_tables

OPSET = 17
IR_VERSION = 8
FUSED = "com.microsoft"
MASKED = -1e9


def quantise(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Int8 values and one scale a row of a matrix (rows, columns)."""
    scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
    return (weight / scale).round().clamp(-127, 127).to(torch.int8), scale


@torch.no_grad()
def round_weights(model: LanguageModel) -> LanguageModel:
    """Rounds the matrices in place to the values that the exported file holds."""
    for p in model.parameters():
        if p.dim() == 2:
            values, scale = quantise(p)
            p.copy_(values * scale)
    return model


class Graph:
    """A list of nodes under construction; names of tensors are made up as needed."""

    def __init__(self):
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant("i_" + "_".join(map(str, values)), np.array(values, np.int64))

    def integer(self, value: int) -> str:
        return self.constant(f"i{value}", np.array(value, np.int64))

    def real(self, value: float) -> str:
        return self.constant(f"f{value}", np.array(value, np.float32))

    def add(
        self, kind: str, *inputs: str, out: str | list[str] | None = None, domain="", **attributes
    ) -> str:
        """Appends a node and returns the name of its first output."""
        outputs = [out] if isinstance(out, str) else out or [f"{kind}_{len(self.nodes)}"]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def matrix(self, name: str, weight: Tensor) -> str:
        """A stored weight (rows, columns), unpacked to fp32."""
        values, scale = quantise(weight.detach().float().cpu())
        self.constant(name + ".int8", values.numpy())
        self.constant(name + ".scale", scale.numpy())
        unpacked = self.add("Cast", name + ".int8", to=TensorProto.FLOAT)
        return self.add("Mul", unpacked, name + ".scale")

    def linear(self, x: str, name: str, *weights: Tensor) -> str:
        """x times the transposed weights, several matrices joined into one product."""
        weight = self.matrix(name, torch.cat(weights))
        return self.add("MatMul", x, self.add("Transpose", weight, perm=[1, 0]))

    def split(self, x: str, axis: int, *sizes: int) -> list[str]:
        names = [f"Split_{len(self.nodes)}_{i}" for i in range(len(sizes))]
        self.add("Split", x, self.integers(*sizes), out=names, axis=axis)
        return names


def visibility(g: Graph, config: ModelConfig) -> str:
    """Additive mask (B, 1, L * H / G, T): causal, and blind to padding.

    The queries that share a key head are stacked along the length, so the mask repeats for each.
    """
    total = g.add("Gather", g.add("Shape", "attention_mask"), g.integer(1))
    new = g.add("Gather", g.add("Shape", "input_ids"), g.integer(1))
    past = g.add("Sub", total, new)
    key = g.add("Unsqueeze", g.add("Range", g.integer(0), total, g.integer(1)), g.integers(0))
    query = g.add("Unsqueeze", g.add("Range", past, total, g.integer(1)), g.integers(1))
    causal = g.add("LessOrEqual", key, query)  # (L, T)
    real = g.add("Cast", "attention_mask", to=TensorProto.BOOL)
    real = g.add("Unsqueeze", real, g.integers(1, 2))  # (B, 1, 1, T)
    seen = g.add("And", real, causal)  # (B, 1, L, T)
    mask = g.add("Where", seen, g.real(0.0), g.real(MASKED))
    return g.add("Concat", *[mask] * config.group, axis=2)


def attention(
    g: Graph, qkv: str, layer: int, config: ModelConfig, mask: str, append: bool
) -> str:
    """Attended values (B, L, H * E) of joined queries, keys and values (B, L, (H + 2 G) * E)."""
    heads, shared, size = config.heads, config.kv_heads, config.head_dim
    qk, v = g.split(qkv, 2, (heads + shared) * size, shared * size)
    qk = g.add("Reshape", qk, g.integers(0, 0, heads + shared, size))
    qk = g.add("Transpose", qk, perm=[0, 2, 1, 3])
    qk = g.add(
        "RotaryEmbedding", qk, "position_ids", "cos", "sin", domain=FUSED, interleaved=0
    )  # (B, H + G, L, E)
    q, k = g.split(qk, 1, heads, shared)
    v = g.add("Transpose", g.add("Reshape", v, g.integers(0, 0, shared, size)), perm=[0, 2, 1, 3])
    past = f"past_key_values.{layer}."
    stacked = g.integers(0, shared, -1, size)  # (B, G, L * H / G, E)
    if append:
        out = attend_apart(g, g.add("Reshape", q, stacked), k, v, past, layer, size, mask)
    else:
        present = f"present.{layer}."
        k = g.add("Concat", past + "key", k, out=present + "key", axis=2)  # (B, G, T, E)
        v = g.add("Concat", past + "value", v, out=present + "value", axis=2)
        q = g.add("Reshape", q, stacked)
        weights = g.add("Softmax", g.add("Add", scores(g, q, k, size), mask), axis=-1)
        out = g.add("MatMul", weights, v)  # (B, G, L * H / G, E)
    out = g.add("Reshape", out, g.integers(0, heads, -1, size))
    out = g.add("Transpose", out, perm=[0, 2, 1, 3])
    return g.add("Reshape", out, g.integers(0, 0, heads * size))


def scores(g: Graph, q: str, k: str, size: int) -> str:
    return g.add("FusedMatMul", q, k, domain=FUSED, transB=1, alpha=size**-0.5)


def attend_apart(
    g: Graph, q: str, k: str, v: str, past: str, layer: int, size: int, mask: str
) -> str:
    """Attention over cached and new keys and values that stay apart; gives the new ones out."""
    new = f"new_key_values.{layer}."
    k = g.add("Identity", k, out=new + "key")
    v = g.add("Identity", v, out=new + "value")
    both = g.add("Concat", scores(g, q, past + "key", size), scores(g, q, k, size), axis=3)
    weights = g.add("Softmax", g.add("Add", both, mask), axis=-1)
    cached = g.add("Slice", g.add("Shape", past + "key"), *map(g.integers, (2, 3)))
    lengths = g.add("Concat", cached, g.add("Shape", "input_ids", start=1), axis=0)
    parts = [f"weights.{layer}.past", f"weights.{layer}.new"]
    g.add("Split", weights, lengths, out=parts, axis=3)
    return g.add("Add", g.add("MatMul", parts[0], past + "value"), g.add("MatMul", parts[1], v))


def feed_forward(g: Graph, x: str, name: str, block, config: ModelConfig) -> str:
    both = g.linear(x, name + "gate_up", block.gate.weight, block.up.weight)
    gate, up = g.split(both, 2, config.ffn, config.ffn)
    gate = g.add("QuickGelu", gate, domain=FUSED, alpha=1.0)  # SiLU
    return g.linear(g.add("Mul", gate, up), name + "down", block.down.weight)


def build(model: LanguageModel, append: bool = False) -> onnx.ModelProto:
    """The graph of a model; matrices are rounded on the way.

    With `append` it gives keys and values of the new tokens only.
    """
    c = model.config
    g = Graph()

    def norm_weight(name: str, norm) -> str:
        return g.constant(name, norm.weight.detach().float().cpu().numpy())

    def add_and_norm(x: str, y: str, name: str, norm) -> tuple[str, str]:
        """The normed sum and the sum."""
        outputs = [name + ".normed", "", "", name + ".sum"]
        weight = norm_weight(name, norm)
        g.add(
            "SkipSimplifiedLayerNormalization", x, y, weight,
            out=outputs, domain=FUSED, epsilon=c.epsilon,
        )  # fmt: skip
        return outputs[0], outputs[3]

    cos, sin = rope_tables(c, c.context)
    g.constant("cos", cos[:, : c.head_dim // 2].numpy())
    g.constant("sin", sin[:, : c.head_dim // 2].numpy())
    embedding = g.matrix("embedding", model.embedding.weight)
    mask = visibility(g, c)
    x = g.add("Gather", embedding, "input_ids")  # (B, L, D)
    h = g.add(
        "SimplifiedLayerNormalization", x, norm_weight("0.norm", model.blocks[0].attention_norm),
        axis=-1, epsilon=c.epsilon, stash_type=1,
    )  # fmt: skip
    for i, block in enumerate(model.blocks):
        qkv = g.linear(h, f"{i}.qkv", block.q.weight, block.k.weight, block.v.weight)
        attended = g.linear(attention(g, qkv, i, c, mask, append), f"{i}.o", block.o.weight)
        h, x = add_and_norm(x, attended, f"{i}.ffn_norm", block.ffn_norm)
        y = feed_forward(g, h, f"{i}.", block, c)
        last = i == c.layers - 1
        norm = model.norm if last else model.blocks[i + 1].attention_norm
        h, x = add_and_norm(x, y, f"{i + 1}.norm", norm)
    h = g.add("Identity", h, out="hidden_states")
    first = g.add("Neg", g.add("Unsqueeze", "num_logits_to_keep", g.integers(0)))
    kept = g.add("Slice", h, first, g.integers(2**31 - 1), g.integers(1))
    g.add("MatMul", kept, g.add("Transpose", embedding, perm=[1, 0]), out="logits")

    inputs, outputs = interface(c, append)
    graph = helper.make_graph(g.nodes, "language_model", inputs, outputs, [*g.constants.values()])
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)


def interface(c: ModelConfig, append: bool) -> tuple[list, list]:
    """Inputs and outputs of the graph."""

    def value(name: str, kind: int, *shape):
        return helper.make_tensor_value_info(name, kind, shape)

    def cache(name: str, length: str) -> list:
        shape = ("batch_size", c.kv_heads, length, c.head_dim)
        return [
            value(f"{name}.{layer}.{part}", TensorProto.FLOAT, *shape)
            for layer in range(c.layers)
            for part in ("key", "value")
        ]

    integer, real = TensorProto.INT64, TensorProto.FLOAT
    inputs = [
        value("input_ids", integer, "batch_size", "sequence_length"),
        value("attention_mask", integer, "batch_size", "total_sequence_length"),
        value("position_ids", integer, "batch_size", "sequence_length"),
        *cache("past_key_values", "past_sequence_length"),
        value("num_logits_to_keep", integer),
    ]
    outputs = [
        value("logits", real, "batch_size", "kept_length", c.vocabulary),
        *(
            cache("new_key_values", "sequence_length")
            if append
            else cache("present", "total_sequence_length")
        ),
        value("hidden_states", real, "batch_size", "sequence_length", c.width),
    ]
    return inputs, outputs


def side_files(c: ModelConfig) -> dict[str, dict]:
    """The usual JSON files beside an exported model."""
    end, pad = tokenizer.SPECIAL[tokenizer.END], tokenizer.SPECIAL[tokenizer.PAD]
    return {
        "config.json": {
            "architectures": ["LlamaForCausalLM"],
            "model_type": "llama",
            "vocab_size": c.vocabulary,
            "hidden_size": c.width,
            "intermediate_size": c.ffn,
            "num_hidden_layers": c.layers,
            "num_attention_heads": c.heads,
            "num_key_value_heads": c.kv_heads,
            "head_dim": c.head_dim,
            "max_position_embeddings": c.context,
            "rms_norm_eps": c.epsilon,
            "rope_theta": c.rope_base,
            "tie_word_embeddings": True,
            "pad_token_id": tokenizer.PAD,
            "eos_token_id": tokenizer.END,
        },
        "generation_config.json": {
            "eos_token_id": tokenizer.END,
            "pad_token_id": tokenizer.PAD,
            "max_new_tokens": 256,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": c.context,
            "padding_side": "left",
            "eos_token": end,
            "pad_token": pad,
            "prompt_style": "miniature",
            "chat_template": tokenizer.CHAT_TEMPLATE,
        },
        "special_tokens_map.json": {"eos_token": end, "pad_token": pad},
    }


def export(model: LanguageModel, tokenizer_file: Path, folder: Path) -> int:
    """Writes model and files to a folder; returns the size of one model file in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    save_graphs(model, folder)
    shutil.copy(tokenizer_file, folder / "tokenizer.json")
    for name, content in side_files(model.config).items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n")
    return (folder / "model.onnx").stat().st_size


def save_graphs(model: LanguageModel, folder: Path) -> None:
    onnx.save(build(model), folder / "model.onnx")
    onnx.save(build(model, append=True), folder / "model_append.onnx")


def read_back(folder: Path) -> LanguageModel:
    """The model of an exported folder, with its rounded weights."""
    sizes = json.loads((folder / "config.json").read_text())
    config = ModelConfig(
        width=sizes["hidden_size"],
        layers=sizes["num_hidden_layers"],
        heads=sizes["num_attention_heads"],
        kv_heads=sizes["num_key_value_heads"],
        ffn=sizes["intermediate_size"],
        head_dim=sizes["head_dim"],
        vocabulary=sizes["vocab_size"],
        context=sizes["max_position_embeddings"],
        rope_base=sizes["rope_theta"],
        epsilon=sizes["rms_norm_eps"],
    )
    graph = onnx.load(folder / "model.onnx").graph
    stored = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    model = LanguageModel(config)

    def fill(name: str, *weights: Tensor) -> None:
        rows = stored[name + ".int8"].float() * stored[name + ".scale"]
        for weight, part in zip(weights, rows.split([len(w) for w in weights])):
            weight.copy_(part)

    with torch.no_grad():
        fill("embedding", model.embedding.weight)
        for i, block in enumerate(model.blocks):
            fill(f"{i}.qkv", block.q.weight, block.k.weight, block.v.weight)
            fill(f"{i}.o", block.o.weight)
            fill(f"{i}.gate_up", block.gate.weight, block.up.weight)
            fill(f"{i}.down", block.down.weight)
            block.attention_norm.weight.copy_(stored[f"{i}.norm"])
            block.ffn_norm.weight.copy_(stored[f"{i}.ffn_norm"])
        model.norm.weight.copy_(stored[f"{config.layers}.norm"])
    return model


def run(plan, log) -> None:
    """The stage: every final checkpoint becomes a folder."""
    for name in plan.mixes:
        folder = plan.work / name
        if not (folder / "model.onnx").exists():
            model = LanguageModel(MODELS[plan.size(name)])
            load(model, plan.final(name))
            size = export(model, plan.tokenizer, folder)
            log("exported", model=name, bytes=size)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        save_graphs(read_back(Path(name)), Path(name))
