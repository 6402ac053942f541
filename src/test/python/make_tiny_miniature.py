"""Makes src/test/resources/models/tiny-miniature: a random model in the embedded models' layout.

Usage: python src/test/python/make_tiny_miniature.py src/test/resources/models/tiny-miniature
"""

import pathlib
import sys
import tempfile

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "main" / "python"))

from export_onnx import export
from model import LanguageModel, ModelConfig
import tokenizer as mini_tokenizer

TEXTS = [
    "Anna has 12 apples and Ben has 7 more than Anna. How many do they have together?",
    "Add 7 to 12, then add both. 12+7=19 12+19=31 \\boxed{31}",
    "right. wrong, 12*4=48. 1 ok; 2 wrong",
] * 4


def main(folder: pathlib.Path) -> None:
    torch.manual_seed(7)
    mini_tokenizer.VOCABULARY = 300
    config = ModelConfig(
        width=32, layers=2, heads=4, kv_heads=2, ffn=48, head_dim=8, vocabulary=300, context=128
    )
    model = LanguageModel(config).eval()
    with torch.no_grad():
        # Larger than for training, so that the likely next token changes with the prompt.
        for parameter in model.parameters():
            if parameter.dim() == 2:
                parameter.normal_(std=0.3)
    with tempfile.TemporaryDirectory() as scratch:
        file = pathlib.Path(scratch) / "tokenizer.json"
        mini_tokenizer.train(TEXTS).save(str(file))
        export(model, file, folder)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
