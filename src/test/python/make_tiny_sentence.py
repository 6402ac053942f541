"""Makes src/test/resources/models/tiny-sentence: a random encoder in the layout of sentence embedding exports.

Usage: python src/test/python/make_tiny_sentence.py src/test/resources/models/tiny-sentence
Needs torch and tokenizers; expected.json holds PyTorch's vectors.
"""

import json
import pathlib
import sys

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors

TEXTS = ["Anna has 12 apples.", "She gives three apples to each of her four friends. Why?"]
WIDTH, LIMIT = 16, 24
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


class Encoder(torch.nn.Module):
    """Embeddings of tokens, positions and types, then one attention over the unmasked tokens."""

    def __init__(self, vocabulary: int):
        super().__init__()
        self.tokens = torch.nn.Embedding(vocabulary, WIDTH)
        self.positions = torch.nn.Embedding(LIMIT, WIDTH)
        self.types = torch.nn.Embedding(2, WIDTH)
        self.mix = torch.nn.Linear(WIDTH, WIDTH)

    def forward(self, input_ids, attention_mask, token_type_ids):
        positions = torch.cumsum(torch.ones_like(input_ids), 1) - 1
        x = self.tokens(input_ids) + self.positions(positions) + self.types(token_type_ids)
        scores = x @ self.mix(x).transpose(1, 2) / WIDTH**0.5
        scores = scores + (1 - attention_mask[:, None, :].float()) * -1e9
        return x + scores.softmax(-1) @ x


def make_tokenizer() -> Tokenizer:
    words = sorted({w for t in TEXTS for w in t.replace(".", " . ").replace("?", " ? ").split()})
    vocabulary = {w: i for i, w in enumerate(SPECIAL + words)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer


def main(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(5)
    tokenizer = make_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    model = Encoder(tokenizer.get_vocab_size()).eval()
    ids = torch.tensor([tokenizer.encode(TEXTS[0]).ids])
    axes = {0: "batch_size", 1: "sequence_length"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        model, (ids, torch.ones_like(ids), torch.zeros_like(ids)), str(folder / "model.onnx"),
        input_names=names, output_names=["last_hidden_state"], opset_version=17, dynamo=False,
        dynamic_axes={name: axes for name in [*names, "last_hidden_state"]},
    )  # fmt: skip
    expected = {"texts": TEXTS, "mean": [], "cls": []}
    for text in TEXTS:
        with torch.no_grad():
            ids = torch.tensor([tokenizer.encode(text).ids])
            states = model(ids, torch.ones_like(ids), torch.zeros_like(ids))[0]
        for name, vector in (("mean", states.mean(0)), ("cls", states[0])):
            expected[name].append([round(v, 6) for v in (vector / vector.norm()).tolist()])
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")
    files = {
        "config.json": {"model_type": "bert", "hidden_size": WIDTH, "max_position_embeddings": LIMIT},
        "tokenizer_config.json": {"model_max_length": LIMIT, "cls_token": "[CLS]"},
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
