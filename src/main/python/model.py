"""The embedded language model: a small Llama-style decoder.

Letters in shape comments: B rows, L tokens of a row, D width, H query heads, G key/value heads, E head
dimension, F feed-forward width, V vocabulary.

The layout of weights and the rotation of queries and keys are those of Hugging Face's
`LlamaForCausalLM`, so `tests/test_model.py` can hold the two against each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

LABEL_SMOOTHING = 1e-5  # more of it moves the temperature at which text falls apart below 1.4


@dataclass(frozen=True)
class ModelConfig:
    """Sizes of one model."""

    width: int
    layers: int
    heads: int
    kv_heads: int
    ffn: int
    head_dim: int = 32
    vocabulary: int = 1280
    context: int = 2048
    rope_base: float = 10_000.0
    epsilon: float = 1e-5

    @property
    def group(self) -> int:
        """Query heads that share one key/value head."""
        return self.heads // self.kv_heads

    @property
    def parameters(self) -> int:
        attention = self.width * self.head_dim * 2 * (self.heads + self.kv_heads)
        layer = attention + 3 * self.width * self.ffn + 2 * self.width
        return self.layers * layer + self.width * (self.vocabulary + 1)


MODELS: dict[str, ModelConfig] = {
    "mini-m": ModelConfig(width=256, layers=8, heads=8, kv_heads=2, ffn=768),
    "mini-s": ModelConfig(width=160, layers=6, heads=5, kv_heads=1, ffn=480),
    "mini-s-words": ModelConfig(width=160, layers=6, heads=5, kv_heads=1, ffn=480),
    "tiny": ModelConfig(width=64, layers=2, heads=4, kv_heads=2, ffn=128, head_dim=16),
}

Attend = Callable[[Tensor, Tensor, Tensor], Tensor]
"""Attention over (B, H, L, E) queries and (B, G, L, E) keys and values, giving (B, H, L, E)."""


def rope_tables(config: ModelConfig, length: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines of the rotary embedding, each (length, E), the half table repeated twice."""
    half = torch.arange(0, config.head_dim, 2, dtype=torch.float32) / config.head_dim
    angles = torch.outer(torch.arange(length, dtype=torch.float32), config.rope_base**-half)
    angles = torch.cat([angles, angles], dim=-1)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turns queries or keys (B, heads, L, E) by their position; in fp32, as inference does."""
    a, b = x.chunk(2, dim=-1)
    return (x.float() * cos + torch.cat([-b, a], dim=-1).float() * sin).to(x.dtype)


class RmsNorm(nn.Module):
    def __init__(self, config: ModelConfig):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(config.width))
        self.epsilon = config.epsilon

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, (x.shape[-1],), self.weight.to(x.dtype), self.epsilon)


class Block(nn.Module):
    """Attention and SwiGLU feed-forward, each with a norm before it and a residual around it."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        c, d = config, config.width
        self.config = config
        self.attention_norm, self.ffn_norm = RmsNorm(c), RmsNorm(c)
        self.q = nn.Linear(d, c.heads * c.head_dim, bias=False)
        self.k = nn.Linear(d, c.kv_heads * c.head_dim, bias=False)
        self.v = nn.Linear(d, c.kv_heads * c.head_dim, bias=False)
        self.o = nn.Linear(c.heads * c.head_dim, d, bias=False)
        self.gate = nn.Linear(d, c.ffn, bias=False)
        self.up = nn.Linear(d, c.ffn, bias=False)
        self.down = nn.Linear(c.ffn, d, bias=False)

    def project(self, x: Tensor, cos: Tensor, sin: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries (B, H, L, E), keys and values (B, G, L, E) of hidden states (B, L, D)."""
        h = self.attention_norm(x)

        def heads(y: Tensor) -> Tensor:
            return y.unflatten(-1, (-1, self.config.head_dim)).transpose(1, 2)

        q, k, v = heads(self.q(h)), heads(self.k(h)), heads(self.v(h))
        return rotate(q, cos, sin), rotate(k, cos, sin), v

    def finish(self, x: Tensor, attended: Tensor) -> Tensor:
        """The rest of the block, after attention gave (B, H, L, E)."""
        x = x + self.o(attended.transpose(1, 2).flatten(2))
        h = self.ffn_norm(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h))


class LanguageModel(nn.Module):
    """Decoder with tied embeddings. `forward` gives the normed hidden states (B, L, D)."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = RmsNorm(config)
        cos, sin = rope_tables(config, config.context)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self.initialise()

    @torch.no_grad()
    def initialise(self) -> None:
        """Small random weights; every block starts as the identity."""
        for name, p in self.named_parameters():
            if name == "embedding.weight":
                nn.init.normal_(p, std=0.02)
            elif name.endswith(("o.weight", "down.weight")):
                nn.init.zeros_(p)
            elif p.dim() == 2:
                nn.init.normal_(p, std=0.5 / math.sqrt(p.shape[1]))
            else:
                nn.init.ones_(p)

    def forward(self, tokens: Tensor, attend: Attend) -> Tensor:
        x = self.embedding(tokens)  # (B, L, D)
        cos, sin = self.cos[: tokens.shape[1]], self.sin[: tokens.shape[1]]
        for block in self.blocks:
            x = block.finish(x, attend(*block.project(x, cos, sin)))
        return self.norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        """(..., D) to (..., V) by the tied embedding."""
        return hidden @ self.embedding.weight.to(hidden.dtype).T

    def loss(self, tokens: Tensor, targets: Tensor, attend: Attend) -> Tensor:
        """Mean cross entropy; `targets` (B, L) is -100 where nothing is to be learned."""
        logits = self.logits(self(tokens, attend)).float()
        return F.cross_entropy(
            logits.flatten(0, 1),
            targets.flatten(),
            ignore_index=-100,
            label_smoothing=LABEL_SMOOTHING,
        )


def causal(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Plain causal attention, one document a row."""
    group = q.shape[1] // k.shape[1]
    k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)


def document_mask(documents: Tensor) -> Tensor:
    """(B, 1, L, L), true where a token may look: itself and what stands before it in its document.

    `documents` (B, L) numbers the document of each token.
    """
    same = documents[:, None, :, None] == documents[:, None, None, :]
    length = documents.shape[1]
    return same & torch.ones(length, length, dtype=torch.bool, device=same.device).tril()


def within_documents(mask: Tensor) -> Attend:
    """Attention under a dense mask of `document_mask`; for the CPU."""

    def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        group = q.shape[1] // k.shape[1]
        k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)

    return attend
