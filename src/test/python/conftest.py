import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "main" / "python"))

from model import MODELS, LanguageModel  # noqa: E402


@pytest.fixture
def model() -> LanguageModel:
    """A tiny model whose weights are random enough to write varied text."""
    torch.manual_seed(1)
    model = LanguageModel(MODELS["tiny"])
    with torch.no_grad():
        for p in model.parameters():
            p.copy_(torch.randn_like(p) * 0.15 + (1.0 if p.dim() == 1 else 0.0))
    return model.eval()
