"""Checkpoints: half-precision safetensors, small enough to travel between machines in one piece."""

from __future__ import annotations

from pathlib import Path

from safetensors.torch import load_file, save_file

from model import LanguageModel


def save(model: LanguageModel, path: Path) -> None:
    weights = {name: w.detach().half().cpu() for name, w in model.state_dict().items()}
    save_file(weights, path)


def load(model: LanguageModel, path: Path) -> None:
    model.load_state_dict({name: w.float() for name, w in load_file(path).items()})
