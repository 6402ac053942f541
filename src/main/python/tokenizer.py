"""The tokenizer: byte-level BPE of 1,280 entries, and a cached fast path for the training stream.

Words, digits, marks and spaces are split first, so each digit is a token of its own and no token
crosses a word. The first 16 entries are special tokens; the format of prompts is made of them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterable, Sequence

import regex
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

VOCABULARY = 1280
SPECIAL = [
    f"<|{name}|>"
    for name in (
        "pad question strategy solution candidate commit end revise score local "
        "reserved0 reserved1 reserved2 reserved3 reserved4 reserved5"
    ).split()
]
PAD, QUESTION, STRATEGY, SOLUTION, CANDIDATE, COMMIT, END, REVISE, SCORE, LOCAL = range(10)

PIECES = r" ?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]|\s"
LONGEST_TOKEN = 14

CHAT_TEMPLATE = (
    "{%- for message in messages -%}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>"
    "{%- endfor -%}{%- if add_generation_prompt -%}"
    "<|{{ answer_role if answer_role is defined else 'solution' }}|>{%- endif -%}"
)
"""Prompt of a list of messages; the model then writes in the place of `answer_role`."""


def train(texts: Iterable[str]) -> Tokenizer:
    """Learns the merges from texts, with the special tokens cut out of them."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=SPECIAL,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        max_token_length=LONGEST_TOKEN,
        show_progress=False,
    )
    special = re.compile("|".join(map(re.escape, SPECIAL)))
    tokenizer.train_from_iterator((special.sub("\n", text) for text in texts), trainer)
    return tokenizer


def _byte_alphabet() -> dict[str, int]:
    """The byte behind each character of byte-level BPE: printable ones stand for themselves."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [b for b in range(256) if b not in printable]
    return {chr(b): b for b in printable} | {chr(256 + i): b for i, b in enumerate(rest)}


_BYTE_OF = _byte_alphabet()


class _PieceCache(dict):
    """Piece to the bytes of its ids (two bytes each, little endian), filled on first sight."""

    def __init__(self, tokenizer: Tokenizer, flag: int):
        super().__init__()
        self.tokenizer, self.flag = tokenizer, flag

    def __missing__(self, piece: str) -> bytes:
        ids = self.tokenizer.encode(piece, add_special_tokens=False).ids
        packed = b"".join((i | self.flag).to_bytes(2, "little") for i in ids)
        if len(self) < 200_000:
            self[piece] = packed
        return packed


class Encoder:
    """Encodes as `tokenizers` does, about ten times faster on text whose words repeat.

    The pieces of the pre-tokenizer never influence each other, so the ids of each are kept. ASCII
    text, which is nearly all of it, is split by the standard library's faster `re`.
    """

    def __init__(self, path: str | Path, flag: int = 0):
        """`flag` is a bit set on the ids that `packed` gives for text the model has to learn."""
        self.tokenizer = Tokenizer.from_file(str(path))
        for expected, token in enumerate(SPECIAL):
            if self.tokenizer.token_to_id(token) != expected:
                raise ValueError(f"Invalid tokenizer {path}: {token} does not have id {expected}.")
        special = "|".join(map(re.escape, SPECIAL))
        # A space may join the mark after it, but not the first character of a special token.
        ascii_pieces = rf" ?[A-Za-z]+|[0-9]| (?!{special})[^\sA-Za-z0-9]|[^\sA-Za-z0-9]|\s"
        pieces = rf" ?\p{{L}}+|\p{{N}}| (?!{special})[^\s\p{{L}}\p{{N}}]|[^\s\p{{L}}\p{{N}}]|\s"
        self._ascii = re.compile(f"{special}|{ascii_pieces}", re.ASCII).findall
        self._unicode = regex.compile(f"{special}|{pieces}").findall
        self._plain = _PieceCache(self.tokenizer, 0)
        self._learned = _PieceCache(self.tokenizer, flag)
        self._bytes = [
            token.encode() if i < len(SPECIAL) else bytes(map(_BYTE_OF.__getitem__, token))
            for i in range(self.tokenizer.get_vocab_size())
            for token in [self.tokenizer.id_to_token(i)]
        ]

    def packed(self, text: str, learned: bool = False) -> bytes:
        """Ids of a text, two little-endian bytes each, with the flag where it is to be learned."""
        split = self._ascii if text.isascii() else self._unicode
        cache = self._learned if learned else self._plain
        return b"".join(map(cache.__getitem__, split(text)))

    def encode(self, text: str) -> list[int]:
        return list(memoryview(self.packed(text)).cast("H"))

    def decode(self, ids: Sequence[int]) -> str:
        """Text of ids, special tokens included; bytes that are no UTF-8 become U+FFFD."""
        return b"".join(map(self._bytes.__getitem__, ids)).decode("utf-8", "replace")
