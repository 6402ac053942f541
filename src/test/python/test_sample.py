import random

import pytest
import torch

from model import causal
from sample import Controls, Sampler, adjust, draw
from tokenizer import END


def prompts(count: int, seed: int = 0) -> list[list[int]]:
    r = random.Random(seed)
    return [[r.randrange(16, 1280) for _ in range(r.randrange(1, 90))] for _ in range(count)]


@torch.no_grad()
def naive(model, prompt: list[int], controls: Controls, limit: int) -> tuple[list[int], bool]:
    """Greedy text without a cache, one prompt at a time."""
    ids = list(prompt)
    while len(ids) - len(prompt) < limit:
        logits = model.logits(model(torch.tensor([ids]), causal))[0, -1]
        for token in set(ids):
            z = logits[token]
            logits[token] = z / controls.repetition_penalty if z > 0 else z * controls.repetition_penalty
        token = int(logits.argmax())
        if token == END:
            return ids[len(prompt) :], True
        ids.append(token)
    return ids[len(prompt) :], False


@pytest.mark.parametrize("penalty", [1.0, 1.3])
@pytest.mark.parametrize("rows", [3, 16])
def test_greedy_text_equals_that_of_a_sampler_without_cache(model, rows, penalty):
    # A likelier end makes the rows finish at different steps, so that prompts are refilled.
    with torch.no_grad():
        model.embedding.weight[END] *= 4
    asked = prompts(13)
    controls = Controls(repetition_penalty=penalty)
    written = Sampler(model, rows).generate(asked, controls, limit=40)
    expected = [naive(model, p, controls, 40) for p in asked]
    assert [(s.ids, s.ended) for s in written] == expected
    assert len({len(s.ids) for s in written}) > 2


def test_sampled_text_keeps_the_order_of_the_prompts(model):
    asked = prompts(9)
    mixed = [Controls(0.0) if i % 2 else Controls(1.5, 0.9, 1.1) for i in range(9)]
    written = Sampler(model, 4).generate(asked, mixed, limit=20, seed=3)
    for i in range(1, 9, 2):
        assert written[i].ids == naive(model, asked[i], Controls(), 20)[0]


def test_same_seed_gives_same_text(model):
    asked, warm = prompts(5), Controls(1.2)
    sampler = Sampler(model, 8)
    first, again = (sampler.generate(asked, warm, 20, seed=4) for _ in range(2))
    assert first == again
    assert first != sampler.generate(asked, warm, 20, seed=5)


def test_adjusted_scores_equal_a_plain_computation():
    torch.manual_seed(0)
    logits = torch.randn(6, 50) * 3
    temperature = torch.tensor([0.2, 0.7, 1.0, 1.3, 2.0, 0.5])[:, None]
    top_p = torch.tensor([1.0, 0.9, 0.5, 0.3, 0.9, 0.01])[:, None]
    penalty = torch.tensor([1.0, 1.1, 1.3, 1.0, 1.2, 2.0])[:, None]
    seen = torch.rand(6, 50) < 0.3
    result = adjust(logits, temperature, top_p, penalty, seen).softmax(-1)
    for row in range(6):
        z = [float(x) for x in logits[row]]
        r = float(penalty[row])
        z = [(x / r if x > 0 else x * r) if s else x for x, s in zip(z, seen[row].tolist())]
        e = torch.tensor([x / float(temperature[row]) for x in z], dtype=torch.float64).softmax(0)
        kept, mass = [], 0.0
        for token in sorted(range(50), key=lambda t: -e[t]):
            if mass >= float(top_p[row]):
                break
            kept.append(token)
            mass += float(e[token])
        expected = torch.zeros(50, dtype=torch.float64)
        expected[kept] = e[kept] / e[kept].sum()
        assert torch.allclose(result[row].double(), expected, atol=1e-5)


def test_drawn_tokens_follow_the_probabilities():
    torch.manual_seed(0)
    scores = torch.tensor([[1.0, 0.0, -1.0, float("-inf")]]).repeat(200_000, 1)
    drawn = torch.bincount(draw(scores, torch.ones(200_000, 1)), minlength=4) / 200_000
    assert torch.allclose(drawn, scores[0].softmax(-1), atol=5e-3)


def test_refuses_a_prompt_beyond_the_context(model):
    with pytest.raises(ValueError, match="Cannot sample"):
        Sampler(model).generate([[20] * 2000], limit=100)
