"""Makes the small Hugging Face exports that tests of the Java decoder load.

    pip install "transformers==4.57.*" "optimum==2.1.*" optimum-onnx onnxruntime
    python make_export_fixtures.py ../resources/models

Two randomly initialised models, one shaped like Llama (grouped key heads, rotary positions) and one
like GPT-2 (learned positions), are exported by Hugging Face optimum with past key values, with
tokenizer and chat template beside them. `expected.json` holds PyTorch's logits, computed for each
text alone, without padding and without a cache: a decoder has to reach them with both.

The Llama's chat template stands in tokenizer_config.json, GPT-2's in chat_template.jinja: both
places are in use.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import optimum.version
import torch
import transformers
from optimum.exporters.onnx import onnx_export_from_model
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    GPT2Config,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

VOCABULARY = 300
CONTEXT = 128
STEPS = 4
TEXTS = [
    "Anna has 12 apples.",
    "She gives three apples to each of her four friends and keeps the rest. How many?",
    "Why?",
]
MESSAGES = [
    {"role": "system", "content": "Work step by step."},
    {"role": "user", "content": "What is 3 + 4?"},
]
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|{{ message['role'] }}|>\n"
    "{{ message['content'] | trim }}{{ eos_token }}\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
)


def small_tokenizer() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<s>", "</s>", "<pad>"],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXTS * 2, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        chat_template=CHAT_TEMPLATE,
        padding_side="left",
        model_max_length=CONTEXT,
    )


def small_models(tokenizer: PreTrainedTokenizerFast) -> dict[str, transformers.PreTrainedModel]:
    ids = {
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }
    llama = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        initializer_range=0.2,
        **ids,
    )
    gpt2 = GPT2Config(
        vocab_size=VOCABULARY,
        n_positions=CONTEXT,
        n_embd=32,
        n_layer=2,
        n_head=4,
        initializer_range=0.2,
        **ids,
    )
    torch.manual_seed(0)
    return {
        "tiny-llama": LlamaForCausalLM(llama).eval(),
        "tiny-gpt2": GPT2LMHeadModel(gpt2).eval(),
    }


@torch.no_grad()
def reference(model, ids: list[list[int]], pad: int) -> dict:
    """Logits after each text and after each of a few greedy steps, and the padded batch to feed."""
    longest = max(map(len, ids))
    steps, grown = [], [list(row) for row in ids]
    logits = [model(torch.tensor([row])).logits[0, -1] for row in grown]
    first = [row.tolist() for row in logits]
    for _ in range(STEPS):
        tokens = [int(row.argmax()) for row in logits]
        positions = [len(row) for row in grown]
        grown = [row + [token] for row, token in zip(grown, tokens)]
        logits = [model(torch.tensor([row])).logits[0, -1] for row in grown]
        steps.append(
            {
                "input_ids": [[t] for t in tokens],
                "position_ids": [[p] for p in positions],
                "logits": [rounded(row.tolist()) for row in logits],
            }
        )
    return {
        "input_ids": [[pad] * (longest - len(row)) + row for row in ids],
        "attention_mask": [[0] * (longest - len(row)) + [1] * len(row) for row in ids],
        "position_ids": [[0] * (longest - len(row)) + list(range(len(row))) for row in ids],
        "logits": [rounded(row) for row in first],
        "steps": steps,
    }


def rounded(row: list[float]) -> list[float]:
    return [round(x, 6) for x in row]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    tokenizer = small_tokenizer()
    for name, model in small_models(tokenizer).items():
        folder = out / name
        onnx_export_from_model(model, folder, task="text-generation-with-past", opset=18)
        tokenizer.save_pretrained(folder, save_jinja_files=name == "tiny-gpt2")
        ids = [tokenizer(text)["input_ids"] for text in TEXTS]
        chat = tokenizer.apply_chat_template(MESSAGES, tokenize=False, add_generation_prompt=True)
        expected = {
            "made_with": {
                "optimum": optimum.version.__version__,
                "transformers": transformers.__version__,
                "torch": torch.__version__,
                "python": sys.version.split()[0],
            },
            "texts": TEXTS,
            "ids": ids,
            "chat": {"messages": MESSAGES, "prompt": chat},
            **reference(model, ids, tokenizer.pad_token_id),
        }
        (folder / "expected.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main()
