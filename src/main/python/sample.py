"""Batched sampling with a key/value cache.

Every row of the batch has its own position in the cache, so a row that has ended takes the next
prompt at once and the batch stays full. Controls are per prompt. The order is that of Hugging Face
and of the Java decoder: repetition penalty over prompt and text, temperature, top-p.

Letters: B rows, P prompt tokens, T cache slots, V vocabulary; G, H, E as in model.py.
"""

from __future__ import annotations

from typing import NamedTuple, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from model import LanguageModel, causal
from tokenizer import END, PAD

ROUND = 16  # steps between looks at which rows have ended; each look waits for the device
PREFILL_TOKENS = 131_072
BUCKET = 64


class Controls(NamedTuple):
    """Sampling controls of one prompt; temperature 0 takes the most likely token."""

    temperature: float = 0.0
    top_p: float = 1.0
    repetition_penalty: float = 1.0


GREEDY = Controls()


class Sample(NamedTuple):
    """Text written for one prompt: its tokens without the end, and whether the end was reached."""

    ids: list[int]
    ended: bool


def adjust(
    logits: Tensor,
    temperature: Tensor,
    top_p: Tensor | None = None,
    penalty: Tensor | None = None,
    seen: Tensor | None = None,
) -> Tensor:
    """Scores to sample from by softmax, from logits (B, V); controls are (B, 1), `seen` (B, V)."""
    if penalty is not None:
        punished = torch.where(logits > 0, logits / penalty, logits * penalty)
        logits = torch.where(seen, punished, logits)
    scores = logits / torch.where(temperature > 0, temperature, 1.0)
    if top_p is not None:
        ordered, index = scores.sort(dim=-1, descending=True)
        mass = ordered.softmax(-1)
        beyond = mass.cumsum(-1) - mass >= top_p  # what stands before it is enough
        scores = scores.masked_fill(beyond.scatter(1, index, beyond), float("-inf"))
    return scores


def draw(scores: Tensor, temperature: Tensor) -> Tensor:
    """One token a row (B,): sampled by the Gumbel trick, the most likely at temperature 0."""
    noise = -torch.empty_like(scores).exponential_().clamp_(min=1e-30).log_()
    noise = torch.where(temperature > 0, noise, 0.0)
    return (scores + noise).argmax(-1)


class Sampler:
    """Writes texts for many prompts with one model."""

    def __init__(self, model: LanguageModel, rows: int = 4096):
        self.model, self.rows = model, rows
        self.device = model.embedding.weight.device

    @torch.inference_mode()
    def generate(
        self,
        prompts: Sequence[Sequence[int]],
        controls: Controls | Sequence[Controls] = GREEDY,
        limit: int = 256,
        seed: int = 0,
    ) -> list[Sample]:
        """Samples in the order of the prompts; each ends at `<|end|>` or after `limit` tokens."""
        if isinstance(controls, Controls):
            controls = [controls] * len(prompts)
        longest = max(map(len, prompts), default=0) + limit
        if longest > self.model.config.context:
            raise ValueError(
                f"Cannot sample: prompt and text take {longest} tokens, the context holds "
                f"{self.model.config.context}; shorten the prompt or lower the limit."
            )
        torch.manual_seed(seed)
        batch = _Batch(self.model, self.device, min(self.rows, len(prompts)), longest, limit)
        batch.use(
            top_p=any(c.top_p < 1 for c in controls),
            penalty=any(c.repetition_penalty != 1 for c in controls),
        )
        # Longest first: rows of similar length share the batch, and the cache shrinks at the end.
        queue = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
        samples: list[Sample | None] = [None] * len(prompts)
        while queue or batch.live:
            free = batch.free_rows()
            if queue and (not batch.live or len(free) >= batch.size // 8):
                taken = [queue.pop() for _ in range(min(len(free), len(queue)))]
                batch.admit(free, [(i, prompts[i], controls[i]) for i in taken])
            elif not queue and len(batch.live) <= batch.size // 2:
                batch.shrink()
            for _ in range(ROUND):
                batch.step()
            for i, sample in batch.collect():
                samples[i] = sample
        return samples


class _Batch:
    """The state of the rows on the device."""

    def __init__(self, model: LanguageModel, device, size: int, longest: int, limit: int):
        c = model.config
        self.model, self.device, self.size, self.limit = model, device, size, limit
        slots = -(-(longest + ROUND + 1) // BUCKET) * BUCKET
        dtype = model.embedding.weight.dtype
        shape = (size, c.kv_heads, slots, c.head_dim)
        self.keys = [torch.zeros(shape, device=device, dtype=dtype) for _ in model.blocks]
        self.values = [torch.zeros_like(k) for k in self.keys]
        self.slots = torch.arange(slots, device=device)
        self.position = torch.zeros(size, dtype=torch.long, device=device)  # slot of the next token
        self.written = torch.zeros(size, dtype=torch.long, device=device)
        self.ended = torch.ones(size, dtype=torch.bool, device=device)
        self.token = torch.full((size,), PAD, dtype=torch.long, device=device)
        self.text = torch.full((size, limit), END, dtype=torch.long, device=device)
        self.logits = torch.zeros(size, c.vocabulary, device=device)
        self.temperature = torch.ones(size, 1, device=device)
        self.top_p = self.penalty = self.seen = None
        self.live: dict[int, int] = {}  # row to the number of its prompt
        self.rows = torch.arange(size, device=device)
        # Slots in use, known without asking the device: steps so far plus the largest offset.
        self.steps = self.peak = 0
        self.offset = [0] * size

    def use(self, top_p: bool, penalty: bool) -> None:
        """Switches on the controls that any prompt asks for; both cost time at every step."""
        if top_p:
            self.top_p = torch.ones(self.size, 1, device=self.device)
        if penalty:
            self.penalty = torch.ones(self.size, 1, device=self.device)
            self.seen = torch.zeros_like(self.logits, dtype=torch.bool)

    def free_rows(self) -> list[int]:
        return [row for row in range(self.size) if row not in self.live]

    def admit(self, free: list[int], prompts: list[tuple[int, Sequence[int], Controls]]) -> None:
        """Reads prompts into free rows."""
        rows = free[: len(prompts)]
        self.live.update(zip(rows, (i for i, _, _ in prompts)))
        for row, (_, prompt, _) in zip(rows, prompts):
            self.offset[row] = len(prompt) - self.steps
        self.peak = max(self.offset[row] for row in self.live)
        at = 0
        while at < len(prompts):
            padded = -(-len(prompts[at][1]) // BUCKET) * BUCKET
            count = max(1, PREFILL_TOKENS // padded)
            self._prefill(rows[at : at + count], prompts[at : at + count], padded)
            at += count

    def _prefill(self, rows: list[int], prompts: list, padded: int) -> None:
        """Prompts come longest first, so the first one's padded length holds for all."""
        tokens = torch.full((len(rows), padded), PAD, dtype=torch.long)
        for row, (_, prompt, _) in zip(tokens, prompts):
            row[: len(prompt)] = torch.tensor(prompt)
        lengths = [len(p) for _, p, _ in prompts]
        index = torch.tensor(rows, device=self.device)
        last = torch.tensor(lengths, device=self.device) - 1
        tokens = tokens.to(self.device)
        x = self.model.embedding(tokens)
        cos, sin = self.model.cos[:padded], self.model.sin[:padded]
        used = min(padded, len(self.slots))
        for block, keys, values in zip(self.model.blocks, self.keys, self.values):
            q, k, v = block.project(x, cos, sin)
            # Padding stands behind the prompt: causal attention hides it, text overwrites it.
            keys[index, :, :used], values[index, :, :used] = k[:, :, :used], v[:, :, :used]
            x = block.finish(x, causal(q, k, v))
        x = self.model.norm(x[torch.arange(len(rows), device=self.device), last])
        self.logits[index] = self.model.logits(x).float()
        self.position[index] = last + 1
        self.written[index] = 0
        self.ended[index] = False
        controls = torch.tensor([c for _, _, c in prompts], device=self.device)
        self.temperature[index] = controls[:, 0:1]
        if self.top_p is not None:
            self.top_p[index] = controls[:, 1:2]
        if self.penalty is not None:
            self.penalty[index] = controls[:, 2:3]
            # The padding marks PAD as seen, which the model never writes.
            self.seen[index] = torch.zeros_like(self.seen[index]).scatter(1, tokens, True)

    def step(self) -> None:
        """Draws a token for every row and reads it; rows that have ended idle along."""
        scores = adjust(self.logits, self.temperature, self.top_p, self.penalty, self.seen)
        token = torch.where(self.ended, END, draw(scores, self.temperature))
        if self.seen is not None:
            self.seen.scatter_(1, token[:, None], True)
        at = self.written.clamp(max=self.limit - 1)[:, None]
        kept = torch.where(self.ended[:, None], self.text.gather(1, at), token[:, None])
        self.text.scatter_(1, at, kept)
        self.written += ~self.ended & (token != END)
        self.ended |= (token == END) | (self.written >= self.limit)

        self.steps += 1
        bound = min(-(-(self.peak + self.steps) // BUCKET) * BUCKET, len(self.slots))
        position = self.position.clamp(max=len(self.slots) - 1)
        mask = (self.slots[:bound] <= position[:, None])[:, None, None, :]  # (B, 1, 1, T)
        cos = self.model.cos[position][:, None, None]  # (B, 1, 1, E)
        sin = self.model.sin[position][:, None, None]
        rows = self.rows
        x = self.model.embedding(token[:, None])
        for block, keys, values in zip(self.model.blocks, self.keys, self.values):
            q, k, v = block.project(x, cos, sin)
            keys[rows, :, position], values[rows, :, position] = k[:, :, 0], v[:, :, 0]
            # The queries that share a key head stand as if they were a sequence: no repeated keys.
            shared = q.unflatten(1, (keys.shape[1], -1))[:, :, :, 0]  # (B, G, H/G, E)
            a = F.scaled_dot_product_attention(
                shared, keys[:, :, :bound], values[:, :, :bound], attn_mask=mask
            )
            x = block.finish(x, a.flatten(1, 2)[:, :, None])
        self.logits = self.model.logits(self.model.norm(x[:, 0])).float()
        self.position = position + ~self.ended

    def collect(self) -> list[tuple[int, Sample]]:
        """Takes the texts of the rows that have ended since the last call."""
        ended = self.ended.tolist()
        rows = [row for row in self.live if ended[row]]
        if not rows:
            return []
        index = torch.tensor(rows, device=self.device)
        texts, counts = self.text[index].tolist(), self.written[index].tolist()
        out = []
        for row, text, count in zip(rows, texts, counts):
            out.append((self.live.pop(row), Sample(text[:count], count < self.limit)))
        self.peak = max((self.offset[row] for row in self.live), default=-self.steps)
        return out

    def shrink(self) -> None:
        """Keeps the rows at work only."""
        rows = sorted(self.live)
        index = torch.tensor(rows, device=self.device, dtype=torch.long)
        self.keys = [k[index] for k in self.keys]
        self.values = [v[index] for v in self.values]
        for name in ("position", "written", "ended", "token", "text", "logits", "temperature"):
            setattr(self, name, getattr(self, name)[index])
        for name in ("top_p", "penalty", "seen"):
            if getattr(self, name) is not None:
                setattr(self, name, getattr(self, name)[index])
        self.live = {new: self.live[old] for new, old in enumerate(rows)}
        self.offset = [self.offset[old] for old in rows]
        self.rows = self.rows[: len(rows)]
        self.size = len(rows)
