import random

import pytest

import tokenizer
from data import LEARN, START, encode_document
from tokenizer import SPECIAL, Encoder

TEXTS = [
    "Anna has 12 apples and 305 pears. How many fruits are in the 4 baskets?\n12*4=48",
    "If $x+3=7$, what is $x$? \\boxed{\\frac{1}{2}}",
    "First find Kevin's marbles, then add 12; Café €3.50 x² ½ naïve",
]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> Encoder:
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    tokenizer.train(TEXTS * 3).save(str(path))
    return Encoder(path, flag=LEARN)


def random_text(r: random.Random) -> str:
    alphabet = "ab Z9 0.,\n\t\\{}$*=-'<>|_éß²½€中\u00a0\u2003😀"
    parts = [r.choice(TEXTS), r.choice(SPECIAL), "".join(r.choices(alphabet, k=r.randrange(12)))]
    return "".join(r.choices(parts, k=r.randrange(1, 6)))


def test_cached_ids_equal_those_of_the_library(encoder):
    r = random.Random(0)
    for _ in range(3000):
        text = random_text(r)
        assert encoder.encode(text) == encoder.tokenizer.encode(text).ids, repr(text)


def test_decoding_gives_the_text_back(encoder):
    r = random.Random(1)
    for _ in range(500):
        text = random_text(r)
        assert encoder.decode(encoder.encode(text)) == text


def test_decoding_equals_the_library_on_any_ids(encoder):
    r = random.Random(2)
    for _ in range(500):
        ids = r.choices(range(16, encoder.tokenizer.get_vocab_size()), k=9)
        assert encoder.decode(ids) == encoder.tokenizer.decode(ids, skip_special_tokens=False)


def test_digits_are_single_tokens(encoder):
    assert len(encoder.encode("12345")) == 5


def test_special_tokens_have_the_first_ids(encoder):
    assert encoder.encode("".join(SPECIAL)) == list(range(16))
    assert SPECIAL[tokenizer.END] == "<|end|>"
    assert SPECIAL[tokenizer.LOCAL] == "<|local|>"


def test_a_document_marks_its_start_and_what_is_learned(encoder):
    parts = [["<|question|>Why?<|end|><|solution|>", 0], ["No.<|end|>", 1]]
    values = list(memoryview(encode_document(encoder, parts)).cast("H"))
    plain = encoder.encode("".join(text for text, _ in parts))
    learned = len(encoder.encode("No.<|end|>"))
    assert values[0] == plain[0] | START
    assert values[1:-learned] == plain[1:-learned]
    assert values[-learned:] == [token | LEARN for token in plain[-learned:]]
