"""Tokens per second of an embedded model's weights on a GPU, by batch size and precision.

The weights of the shipped `model.onnx` are decoded by the PyTorch sampler of src/main/python; neither
ONNX Runtime nor Java takes part. It is the yardstick for what a GPU can do with this model. Prompts are
those of benchmark_onnxruntime.py, read and answered at temperature 0.7:

    PYTHONPATH=src/main/python python3 src/test/python/benchmark_gpu.py
"""

import argparse
import json
import pathlib
import time

import numpy
import onnx
import torch
from model import MODELS, LanguageModel
from onnx import numpy_helper
from sample import Controls, Sampler
from tokenizers import Tokenizer

ROOT = pathlib.Path(__file__).parents[3]


def load(folder: pathlib.Path) -> LanguageModel:
    """The model of an export, its matrices as rounded there."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}

    def matrix(name: str) -> torch.Tensor:
        values = stored[name + ".int8"].astype(numpy.float32) * stored[name + ".scale"]
        return torch.from_numpy(values)

    config = MODELS[folder.name]
    model = LanguageModel(config)
    query, shared = config.heads * config.head_dim, config.kv_heads * config.head_dim
    state = {"embedding.weight": matrix("embedding")}
    for i in range(config.layers):
        joined = matrix(f"{i}.qkv").split([query, shared, shared])
        parts = dict(zip("qkv", joined), o=matrix(f"{i}.o"), down=matrix(f"{i}.down"))
        parts.update(zip(("gate", "up"), matrix(f"{i}.gate_up").split(config.ffn)))
        state.update({f"blocks.{i}.{name}.weight": value for name, value in parts.items()})
        for kind, name in (("attention", f"{i}.norm"), ("ffn", f"{i}.ffn_norm")):
            state[f"blocks.{i}.{kind}_norm.weight"] = torch.from_numpy(stored[name].copy())
    state["norm.weight"] = torch.from_numpy(stored[f"{config.layers}.norm"].copy())
    model.load_state_dict(state)
    return model.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="mini-m")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--batch", default="64,256,1024,2048")
    parser.add_argument("--precision", default="float32,float16")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--max-tokens", type=int, default=200)
    options = parser.parse_args()
    folder = ROOT / "src/main/resources/models" / options.model
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    lines = (ROOT / "src/test/resources/benchmark/prompts.jsonl").read_text().splitlines()
    prompts = [
        tokenizer.encode(json.loads(line)["prompt"], add_special_tokens=False).ids
        for line in lines
    ]
    if options.device == "cuda":
        print(torch.cuda.get_device_name(), "torch", torch.__version__)
    first = {}
    for precision in options.precision.split(","):
        model = load(folder).to(options.device, getattr(torch, precision))
        for rows in map(int, options.batch.split(",")):
            chosen = [prompts[i % len(prompts)] for i in range(2 * rows)]
            sampler = Sampler(model, rows)
            rates = []
            for turn in range(options.rounds + 1):
                start = time.perf_counter()
                texts = sampler.generate(chosen, Controls(0.7), options.max_tokens, seed=turn)
                seconds = time.perf_counter() - start
                rates.append(sum(len(t.ids) + t.ended for t in texts) / seconds)
            # The first round warms up.
            median = sorted(rates[1:])[options.rounds // 2]
            print(f"{precision} batch {rows} tokens_per_s {median:.0f}", flush=True)
        greedy = Sampler(model, 64).generate(prompts, Controls(), options.max_tokens)
        first.setdefault("texts", greedy)
        same = sum(a.ids == b.ids for a, b in zip(greedy, first["texts"]))
        print(f"{precision} greedy texts equal to those of the first precision: {same} of {len(prompts)}")


if __name__ == "__main__":
    main()
