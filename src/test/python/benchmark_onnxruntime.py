"""Tokens per second of onnxruntime in Python: the counterpart of BenchmarkDecoder.java.

Same model file, prompts, session options, batches, sampling (temperature, log-probabilities),
cache kept in place where the file allows it, and dropping of rows that have ended; NumPy does what
Java does there.
"""

import argparse
import json
import pathlib
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer

COMPACTION_COST = 0.25
COLUMN_STEP = 32


class Cache:
    """Keys and values of the columns read so far, and which of them are tokens of a row.

    A graph that gives new columns only has them written into spare columns, which the mask hides.
    """

    def __init__(self, arrays: dict, rows: int):
        self.arrays, self.used = arrays, 0
        self.mask = numpy.zeros((rows, 0), numpy.int64)

    def append(self, new: dict, mask) -> None:
        end = self.used + mask.shape[1]
        if end > self.mask.shape[1]:
            columns = -(-end // COLUMN_STEP) * COLUMN_STEP
            self.mask = self.widened(self.mask, 1, columns)
            self.arrays = {n: self.widened(a, 2, columns) for n, a in self.arrays.items()}
        self.mask[:, self.used : end] = mask
        for name, value in new.items():
            self.arrays[name][:, :, self.used : end] = value
        self.used = end

    def replace(self, arrays: dict, mask) -> None:
        self.arrays = arrays
        self.mask = numpy.concatenate([self.mask, mask], 1)

    def keep(self, rows) -> None:
        self.arrays = {name: value[rows] for name, value in self.arrays.items()}
        self.mask = self.mask[rows]

    def widened(self, array, axis: int, columns: int):
        shape = list(array.shape)
        shape[axis] = columns
        wide = numpy.zeros(shape, array.dtype)
        wide[(slice(None),) * axis + (slice(self.used),)] = array[
            (slice(None),) * axis + (slice(self.used),)
        ]
        return wide


class Decoder:
    def __init__(self, folder: pathlib.Path, threads: int):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        files = [folder / "model_append.onnx", folder / "model.onnx"]
        file = next(f for f in files if f.exists())
        self.session = onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"]
        )
        inputs = {i.name: i for i in self.session.get_inputs()}
        self.past = {n: i for n, i in inputs.items() if n.startswith("past_key_values")}
        self.positions = "position_ids" in inputs
        self.keep = next((n for n in inputs if "logits_to_keep" in n), None)
        self.keep_shape = inputs[self.keep].shape if self.keep else None
        # Hidden states are an output for embeddings, not needed here.
        self.outputs = [o.name for o in self.session.get_outputs() if o.name != "hidden_states"]
        self.new_only = any(name.startswith("new_key_values") for name in self.outputs)

    def empty(self, rows: int) -> Cache:
        arrays = {
            name: numpy.zeros((rows, i.shape[1], 0, i.shape[3]), numpy.float32)
            for name, i in self.past.items()
        }
        return Cache(arrays, rows)

    def forward(self, ids, mask, positions, cache: Cache):
        """Logits of the last position; mask (rows, new columns) is of the new tokens."""
        seen = numpy.concatenate([cache.mask, mask], 1)
        feed = dict(input_ids=ids, attention_mask=seen, **cache.arrays)
        if self.positions:
            feed["position_ids"] = positions
        if self.keep:
            feed[self.keep] = numpy.ones(self.keep_shape, numpy.int64)
        values = dict(zip(self.outputs, self.session.run(self.outputs, feed)))
        logits = values.pop("logits")[:, -1]
        given = "new_key_values" if self.new_only else "present"
        values = {n.replace(given, "past_key_values"): v for n, v in values.items()}
        (cache.append if self.new_only else cache.replace)(values, mask)
        return logits


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
    cache = decoder.empty(rows)
    logits = decoder.forward(ids, mask, positions, cache)
    lengths = mask.sum(1)
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
            cache.keep(live)
            lengths, place, chosen = lengths[live], place[live], chosen[live]
            live = live[live]
            wasted = 0
        ids = chosen[:, None].astype(numpy.int64)
        logits = decoder.forward(ids, numpy.ones_like(ids), lengths[:, None], cache)
        lengths = lengths + 1
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
