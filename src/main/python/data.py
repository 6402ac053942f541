"""Training data: documents from the Java generator, encoded and packed into rows of tokens.

A row is 2,048 values of 16 bits. The low bits of a value are the token, `LEARN` marks what the model
writes and therefore learns, `START` marks the first token of a document. Workers write rows as
shards (NumPy files); trainers read the shards of a folder as they appear.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator

import numpy as np
import torch
from torch import Tensor

from tokenizer import PAD, Encoder

ROW = 2048
LEARN = 0x8000
START = 0x4000
TOKEN = 0x3FFF
OPEN_ROWS = 24
SHARD_ROWS = 512
UNREAD_SHARDS = 256  # workers pause when so many wait to be read
COMPLETE = "complete"  # name of the file that ends a folder of shards
MAIN_CLASS = "org.econspark.benchmark.miniature.TrainingText"


@dataclass(frozen=True)
class Generator:
    """How to start the Java generator."""

    java: str
    classpath: str

    def command(self, *arguments: object) -> list[str]:
        # One core each: the many processes of a run must not start compiler and collector threads
        # for every core of the machine.
        flags = ["-XX:+UseSerialGC", "-Xmx512m", "-XX:CICompilerCount=2"]
        return [self.java, *flags, "-cp", self.classpath, MAIN_CLASS, *map(str, arguments)]

    def stream(self, *arguments: object) -> Iterator[dict]:
        """JSON lines of an endless command; ends the process when the caller stops reading."""
        process = subprocess.Popen(self.command(*arguments), stdout=subprocess.PIPE)
        try:
            yield from map(json.loads, process.stdout)
            if process.wait():
                command = " ".join(map(str, arguments))
                raise RuntimeError(f"Cannot read '{command}': exit code {process.returncode}.")
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    def call(self, *arguments: object, lines: Iterable[dict] = ()) -> list[dict]:
        """JSON lines that a command answers to the JSON lines on its standard input."""
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        done = subprocess.run(
            self.command(*arguments), input=text.encode(), stdout=subprocess.PIPE, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]


def encode_document(encoder: Encoder, parts: list[list]) -> bytes:
    """Values of a document given as parts (text, whether it is to be learned)."""
    packed = bytearray(b"".join(encoder.packed(text, bool(learn)) for text, learn in parts))
    packed[1] |= START >> 8
    return bytes(packed)


def pack(documents: Iterator[bytes], rows: int, length: int = ROW) -> np.ndarray:
    """Fills rows by best fit over a few open ones; longer documents are left out.

    Ends early, with every document placed, if the documents end.
    """
    size = 2 * length
    open_rows: list[list[bytes]] = []
    used: list[int] = []
    closed: list[bytes] = []
    for document in documents:
        need = len(document)
        if need > size:
            continue
        best = -1
        for i, fill in enumerate(used):
            if fill + need <= size and (best < 0 or fill > used[best]):
                best = i
        if best >= 0:
            open_rows[best].append(document)
            used[best] += need
            continue
        if len(open_rows) == OPEN_ROWS:
            fullest = used.index(max(used))
            closed.append(b"".join(open_rows.pop(fullest)))
            used.pop(fullest)
            if len(closed) == rows:
                break
        open_rows.append([document])
        used.append(need)
    else:
        closed += [b"".join(row) for row in open_rows]
    packed = np.full((len(closed), length), PAD, dtype=np.uint16)
    for row, values in zip(packed, closed):
        values = np.frombuffer(values, dtype="<u2")
        row[: len(values)] = values
        if len(values) < length:
            row[len(values)] |= START  # the rest is a document of padding
    return packed


def save_shard(folder: Path, name: str, rows: np.ndarray) -> None:
    """Writes a shard so that a reader never sees half of it."""
    hidden = folder / f".{name}.part"
    with open(hidden, "wb") as file:
        np.save(file, rows)
    os.replace(hidden, folder / f"{name}.npy")


def stream_shards(
    generator: Generator, tokenizer: Path, mix: str, seed: int, folder: Path, shards: int
) -> None:
    """Body of a data worker: fresh documents of one seed, packed into up to `shards` shards."""
    encoder = Encoder(tokenizer, flag=LEARN)
    lines = generator.stream("documents", "--seed", seed, "--mix", mix)
    documents = (encode_document(encoder, line["parts"]) for line in lines)
    for shard in range(shards):
        save_shard(folder, f"{shard:05d}-{seed}", pack(documents, SHARD_ROWS))
        while sum(1 for _ in folder.glob("*.npy")) >= UNREAD_SHARDS:
            time.sleep(0.2)


def unpack(values: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Tokens, targets (-100 where nothing is learned) and document numbers of rows (B, L)."""
    values = values.int() & 0xFFFF
    tokens = (values & TOKEN).long()
    learned = torch.where((values & LEARN) != 0, tokens, -100)
    targets = torch.full_like(tokens, -100)
    targets[:, :-1] = learned[:, 1:]
    documents = ((values & START) != 0).cumsum(1)
    return tokens, targets, documents


class ShardReader:
    """Batches of rows from a growing folder of shards; each shard once, then again if none is new.

    Shards stay on the device; their files are deleted as they are read unless `keep` is set.
    """

    def __init__(
        self, folder: Path, batch_rows: int, device: str, seed: int = 0, keep: bool = False
    ):
        self.folder, self.batch_rows, self.device, self.keep = folder, batch_rows, device, keep
        self.random = random.Random(seed)
        self.seen: set[str] = set()
        self.shards: list[Tensor] = []
        self.pending: list[tuple[int, int]] = []
        self.first_new = 0
        self.batches = self.repeated = 0
        self._repeating = False

    def refresh(self) -> int:
        """Loads shards that appeared; returns the number of shards known."""
        for path in sorted(self.folder.glob("*.npy")):
            if path.name not in self.seen:
                self.seen.add(path.name)
                rows = torch.from_numpy(np.load(path).view(np.int16))
                self.shards.append(rows.to(self.device))
                if not self.keep:
                    path.unlink()
        return len(self.shards)

    def next(self) -> Tensor:
        """(B, L) values as int16."""
        if not self.pending:
            self.refresh()
            if not self.shards:
                raise ValueError(f"Cannot read training rows: no shard in {self.folder} yet.")
            self._repeating = self.first_new == len(self.shards)
            chosen = range(0 if self._repeating else self.first_new, len(self.shards))
            self.first_new = len(self.shards)
            for shard in chosen:
                last = self.shards[shard].shape[0] - self.batch_rows
                self.pending += [(shard, row) for row in range(0, last + 1, self.batch_rows)]
            if not self.pending:
                raise ValueError(f"Cannot fill a batch of {self.batch_rows} rows: shards are smaller.")
            self.random.shuffle(self.pending)
        shard, row = self.pending.pop()
        self.batches += 1
        self.repeated += self._repeating
        return self.shards[shard][row : row + self.batch_rows]
