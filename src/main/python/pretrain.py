"""Trains one model on a stream of rows for a given time, and the data workers that make the rows.

    python pretrain.py stream --mix all --seed 1 --folder rows ...   writes shards until stopped
    python pretrain.py train --size mini-m --folder rows ...         trains on them

The learning rate is constant for the first half of the time and then falls to zero in a straight
line. Time, not steps, is the budget, so a run fits its slot on any device.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import torch
from torch import Tensor

from checkpoint import load, save
from data import COMPLETE, ROW, Generator, ShardReader, stream_shards, unpack
from model import MODELS, LanguageModel, document_mask, within_documents
from optim import Optimizer

WARM_STEPS = 60


@dataclass(frozen=True)
class Schedule:
    """Factor on the learning rates, by step and by the share of the time that has passed."""

    peak: float = 1.0
    decay: float = 0.5

    def factor(self, step: int, share: float) -> float:
        falling = min(1.0, max(0.0, (1 - share) / self.decay))
        return self.peak * min(1.0, (step + 1) / WARM_STEPS) * falling


def loss_function(model: LanguageModel, device: str) -> Callable[[Tensor], Tensor]:
    """Loss of a batch of packed values (B, L): flex attention, compiled, on a GPU; dense on a CPU."""
    if device == "cpu":

        def dense_loss(values: Tensor) -> Tensor:
            tokens, targets, documents = unpack(values)
            return model.loss(tokens, targets, within_documents(document_mask(documents)))

        return dense_loss

    from torch.nn.attention.flex_attention import create_block_mask, flex_attention

    make_mask = torch.compile(create_block_mask)

    def forward(tokens: Tensor, targets: Tensor, mask) -> Tensor:
        def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            return flex_attention(q, k, v, block_mask=mask, enable_gqa=True)

        return model.loss(tokens, targets, attend)

    compiled = torch.compile(forward)

    def loss(values: Tensor) -> Tensor:
        tokens, targets, documents = unpack(values)

        def visible(b, h, query, key):
            return (query >= key) & (documents[b, query] == documents[b, key])

        rows, length = tokens.shape
        mask = make_mask(visible, rows, None, length, length, device=device)
        with torch.autocast(device, dtype=torch.bfloat16):
            return compiled(tokens, targets, mask)

    return loss


class Trainer:
    """One model in training."""

    def __init__(self, size: str, device: str, batch_rows: int, start: Path | None = None):
        torch.manual_seed(0)
        self.device, self.batch_rows = device, batch_rows
        self.model = LanguageModel(MODELS[size])
        if start:
            load(self.model, start)
        self.model.to(device)
        self.loss = loss_function(self.model, device)

    def compile(self) -> float:
        """Runs forward and backward on random rows, so that no training time goes to compilation."""
        began = time.time()
        for _ in range(2):
            values = torch.randint(16, 1280, (self.batch_rows, ROW), device=self.device)
            values[:, ::256] |= 0x4000
            values[:, 1::2] |= 0x8000
            self.loss(values.to(torch.int32).to(torch.int16)).backward()
            self.model.zero_grad(set_to_none=True)
        self.synchronize()
        return time.time() - began

    def synchronize(self) -> None:
        if self.device != "cpu":
            torch.cuda.synchronize()

    def run(
        self, batches: Callable[[], Tensor], seconds: float, schedule: Schedule, name: str
    ) -> dict:
        """Trains for so many seconds; returns steps, tokens and the loss along the way."""
        optimizer = Optimizer(self.model)
        losses: list[Tensor] = []
        curve: list[dict] = []
        step, began = 0, time.time()
        while (share := (time.time() - began) / seconds) < 1:
            loss = self.loss(batches())
            loss.backward()
            factor = schedule.factor(step, share)
            optimizer.step(factor)
            losses.append(loss.detach())
            step += 1
            if step % 10 == 0:
                self.synchronize()  # keeps the queue of launched work, and so the clock, honest
            if step % 250 == 0:
                point = self.point(step, began, losses[-250:], factor)
                curve.append(point)
                print(name, json.dumps(point), flush=True)
        self.synchronize()
        return {**self.point(step, began, losses[-50:], 0.0), "curve": curve}

    def point(self, step: int, began: float, losses: list[Tensor], factor: float) -> dict:
        elapsed = time.time() - began
        tokens = step * self.batch_rows * ROW
        return {
            "step": step,
            "seconds": round(elapsed, 1),
            "loss": round(torch.stack(losses).mean().item(), 4) if losses else None,
            "rate": round(factor, 3),
            "tokens": tokens,
            "tokens_per_second": round(tokens / elapsed),
        }


def train(options: argparse.Namespace) -> None:
    name = options.out.name.split(".")[0]
    trainer = Trainer(options.size, options.device, options.batch_rows, options.start)
    compiled = trainer.compile()
    print(name, f"compiled in {compiled:.0f} s", flush=True)
    reader = ShardReader(options.folder, options.batch_rows, options.device)
    waited = time.time()
    while reader.refresh() < options.first_shards:
        time.sleep(0.2)
    batches = reader.next
    if options.second:
        while not (options.second / COMPLETE).exists():
            time.sleep(0.2)
        second = ShardReader(
            options.second, options.batch_rows, options.device, seed=1, keep=True
        )
        chance = random.Random(2)

        def batches() -> Tensor:
            return (second if chance.random() < options.second_share else reader).next()

    waited = time.time() - waited
    print(name, f"waited {waited:.0f} s for data", flush=True)
    schedule = Schedule(options.peak, options.decay)
    report = trainer.run(batches, options.seconds, schedule, name)
    save(trainer.model, options.out)
    report |= {
        "size": options.size,
        "parameters": MODELS[options.size].parameters,
        "compile_seconds": round(compiled, 1),
        "wait_seconds": round(waited, 1),
        "repeated_share": round(reader.repeated / max(1, reader.batches), 4),
        "shards": len(reader.shards),
    }
    options.out.with_suffix(".json").write_text(json.dumps(report, indent=1))
    print(name, json.dumps({k: v for k, v in report.items() if k != "curve"}), flush=True)


def stream(options: argparse.Namespace) -> None:
    # Ends through the interpreter, so that the Java process is ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.nice(5)  # a trainer that waits for a core idles the device
    generator = Generator(options.java, options.classpath)
    stream_shards(
        generator, options.tokenizer, options.mix, options.seed, options.folder, options.shards
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    s = commands.add_parser("stream")
    s.add_argument("--java", required=True)
    s.add_argument("--classpath", required=True)
    s.add_argument("--tokenizer", type=Path, required=True)
    s.add_argument("--mix", required=True)
    s.add_argument("--seed", type=int, required=True)
    s.add_argument("--folder", type=Path, required=True)
    s.add_argument("--shards", type=int, required=True)
    s.set_defaults(command=stream)
    t = commands.add_parser("train")
    t.add_argument("--size", choices=MODELS, required=True)
    t.add_argument("--folder", type=Path, required=True)
    t.add_argument("--device", required=True)
    t.add_argument("--seconds", type=float, required=True)
    t.add_argument("--batch-rows", type=int, required=True)
    t.add_argument("--first-shards", type=int, required=True)
    t.add_argument("--out", type=Path, required=True)
    t.add_argument("--start", type=Path, help="checkpoint to go on from")
    t.add_argument("--peak", type=float, default=1.0, help="factor on the learning rates")
    t.add_argument("--decay", type=float, default=0.5, help="share of the time with falling rate")
    t.add_argument("--second", type=Path, help="another folder of rows; waits for its end marker")
    t.add_argument("--second-share", type=float, default=0.0, help="share of batches from it")
    t.set_defaults(command=train)
    options = parser.parse_args()
    options.command(options)


if __name__ == "__main__":
    main()
