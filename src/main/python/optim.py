"""Muon for the weight matrices, AdamW for embedding and norms.

Muon replaces the momentum of a matrix by the nearest orthogonal matrix, which a few Newton-Schulz
steps approximate. Source: Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural
networks", https://kellerjordan.github.io/posts/muon/ (coefficients and defaults are from there).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

MATRIX_RATE = 0.02
EMBEDDING_RATE = 0.006


def orthogonalise(matrices: Tensor, steps: int = 5) -> Tensor:
    """Moves the singular values of each of (N, rows, columns) matrices close to 1."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrices.bfloat16()
    tall = x.size(-2) > x.size(-1)
    if tall:
        x = x.mT
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * (gram @ gram)) @ x
    return (x.mT if tall else x).to(matrices.dtype)


class Muon:
    """Steps all matrices of one shape together, so that many small ones cost few launches."""

    def __init__(self, parameters: list[Tensor], momentum: float = 0.95, decay: float = 0.02):
        self.momentum, self.decay = momentum, decay
        self.groups: dict[torch.Size, list[Tensor]] = {}
        for p in parameters:
            self.groups.setdefault(p.shape, []).append(p)
        self.averages = {
            shape: torch.zeros(len(group), *shape, device=group[0].device)
            for shape, group in self.groups.items()
        }

    @torch.no_grad()
    def step(self, rate: float) -> None:
        for shape, group in self.groups.items():
            gradient = torch.stack([p.grad for p in group]).float()
            average = self.averages[shape]
            average.lerp_(gradient, 1 - self.momentum)
            update = orthogonalise(gradient.lerp_(average, self.momentum))
            scale = rate * max(1.0, shape[0] / shape[1]) ** 0.5
            torch._foreach_mul_(group, 1 - rate * self.decay)
            torch._foreach_add_(group, list(update.unbind(0)), alpha=-scale)


class Optimizer:
    """Both optimizers of a model behind one `step(factor)`; the factor scales the learning rates."""

    def __init__(self, model: nn.Module):
        matrices, rest = [], []
        for name, p in model.named_parameters():
            (matrices if p.dim() == 2 and "embedding" not in name else rest).append(p)
        self.muon = Muon(matrices)
        fused = rest[0].is_cuda
        self.adam = torch.optim.AdamW(
            rest, lr=EMBEDDING_RATE, betas=(0.9, 0.97), weight_decay=0.0, fused=fused
        )
        self.model = model

    def step(self, factor: float) -> None:
        self.muon.step(MATRIX_RATE * factor)
        for group in self.adam.param_groups:
            group["lr"] = EMBEDDING_RATE * factor
        self.adam.step()
        self.model.zero_grad(set_to_none=True)
