"""Tokens per second of onnxruntime in Python: the counterpart of BenchmarkDecoder.java.

Same model file, prompts, session options, batches, sampling (temperature, log-probabilities) and
dropping of rows that have ended; NumPy does what Java does there.
"""

import argparse
import json
import pathlib
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer

COMPACTION_COST = 0.25


class Decoder:
    def __init__(self, folder: pathlib.Path, threads: int):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        inputs = {i.name: i for i in self.session.get_inputs()}
        self.past = {n: i for n, i in inputs.items() if n.startswith("past_key_values")}
        self.positions = "position_ids" in inputs
        self.keep = next((n for n in inputs if "logits_to_keep" in n), None)
        self.keep_shape = inputs[self.keep].shape if self.keep else None
        # Hidden states are an output for embeddings, not needed here.
        self.outputs = [o.name for o in self.session.get_outputs() if o.name != "hidden_states"]

    def empty(self, rows: int) -> dict:
        return {
            name: numpy.zeros((rows, i.shape[1], 0, i.shape[3]), numpy.float32)
            for name, i in self.past.items()
        }

    def forward(self, ids, mask, positions, cache):
        feed = dict(input_ids=ids, attention_mask=mask, **cache)
        if self.positions:
            feed["position_ids"] = positions
        if self.keep:
            feed[self.keep] = numpy.ones(self.keep_shape, numpy.int64)
        values = dict(zip(self.outputs, self.session.run(self.outputs, feed)))
        logits = values.pop("logits")[:, -1]
        return logits, {n.replace("present", "past_key_values"): v for n, v in values.items()}


def draw(logits, temperature: float, random) -> tuple:
    """One token per row and its log-probability under the plain model."""
    shifted = logits - logits.max(-1, keepdims=True)
    weights = numpy.exp(shifted / temperature).cumsum(-1)
    chosen = (weights <= random.random((len(logits), 1)) * weights[:, -1:]).sum(-1)
    chosen = chosen.clip(0, logits.shape[1] - 1)
    logprobs = shifted[numpy.arange(len(logits)), chosen] - numpy.log(numpy.exp(shifted).sum(-1))
    return chosen, logprobs


def generate(decoder, prompts, end_ids, max_tokens, temperature, random) -> int:
    """Number of tokens written for one batch of prompts."""
    rows, columns = len(prompts), max(map(len, prompts))
    ids = numpy.zeros((rows, columns), numpy.int64)
    mask = numpy.zeros((rows, columns), numpy.int64)
    for row, prompt in enumerate(prompts):
        ids[row, columns - len(prompt) :] = prompt
        mask[row, columns - len(prompt) :] = 1
    positions = (mask.cumsum(1) - 1).clip(0)
    logits, cache = decoder.forward(ids, mask, positions, decoder.empty(rows))
    live = numpy.ones(rows, bool)
    texts = [[] for _ in prompts]
    sums = numpy.zeros(rows)
    place = numpy.arange(rows)
    wasted = 0
    for step in range(max_tokens):
        chosen, logprobs = draw(logits, temperature, random)
        for row in numpy.flatnonzero(live):
            texts[place[row]].append(int(chosen[row]))
            sums[place[row]] += logprobs[row]
            live[row] = chosen[row] not in end_ids
        if not live.any() or step == max_tokens - 1:
            break
        wasted += int((~live).sum())
        if wasted > COMPACTION_COST * len(live):
            cache = {name: value[live] for name, value in cache.items()}
            mask, place, chosen = mask[live], place[live], chosen[live]
            live = live[live]
            wasted = 0
        mask = numpy.concatenate([mask, numpy.ones((len(mask), 1), numpy.int64)], 1)
        ids = chosen[:, None].astype(numpy.int64)
        logits, cache = decoder.forward(ids, mask, mask.sum(1, keepdims=True) - 1, cache)
    return sum(map(len, texts))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--prompts", type=pathlib.Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", default="1,8,32,64")
    parser.add_argument("--max-tokens", type=int, default=200)
    parser.add_argument("--temperature", type=float, default=0.7)
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    end_ids = {tokenizer.token_to_id("<|end|>")}
    prompts = [
        tokenizer.encode(json.loads(line)["prompt"], add_special_tokens=False).ids
        for line in options.prompts.read_text().splitlines()
    ]
    decoder = Decoder(options.model, options.threads)
    random = numpy.random.default_rng(0)
    rest = (end_ids, options.max_tokens, options.temperature, random)
    for rows in map(int, options.batch.split(",")):
        count = min(len(prompts), max(12, 6 * rows))
        chosen = sorted((prompts[i * len(prompts) // count] for i in range(count)), key=len)
        batches = [chosen[i : i + rows] for i in range(0, count, rows)]
        generate(decoder, batches[0], *rest)
        start = time.perf_counter()
        tokens = sum(generate(decoder, batch, *rest) for batch in batches)
        seconds = time.perf_counter() - start
        rate = tokens / seconds
        print(f"python batch {rows} tokens_per_s {rate:.0f} tokens {tokens} seconds {seconds:.1f}")


if __name__ == "__main__":
    main()
