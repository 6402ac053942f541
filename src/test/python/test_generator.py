"""Against the Java generator; skipped where its classes are not compiled (`mvnw compile`)."""

import os
import random
import shutil
from itertools import islice
from pathlib import Path

import pytest

from data import Generator, encode_document, pack
from overlap import normalised, questions_met
from prompts import commitment_prompt, solution_prompt

ROOT = Path(__file__).resolve().parents[3]
JACKSON = Path.home() / ".m2" / "repository" / "com" / "fasterxml" / "jackson" / "core"


@pytest.fixture(scope="module")
def generator() -> Generator:
    classpath = os.environ.get("GENERATOR_CLASSPATH")
    if not classpath:
        jars = [*JACKSON.glob("*/2.15.2/*.jar")]
        main = ROOT / "target/classes/org/econspark/benchmark/miniature/TrainingText.class"
        if not main.exists() or len(jars) < 3 or not shutil.which("java"):
            pytest.skip("the generator is not compiled: run ./mvnw compile")
        classpath = os.pathsep.join(map(str, [ROOT / "target/classes", *jars]))
    return Generator("java", classpath)


def test_commitment_prompts_are_those_of_the_training_documents(generator):
    problems = generator.call("problems", "--split", "train", "--seed", 5, "--count", 40)
    r = random.Random(1)
    requests = []
    for problem in problems:
        wrong = problem["solution"].replace("\\boxed{", "\\boxed{7")
        long = "word " * r.randrange(1, 200)
        texts = [r.choice([problem["solution"], wrong, long + wrong]) for _ in range(r.randrange(2, 9))]
        requests.append(
            {"id": problem["id"], "strategy": problem["strategy"], "candidates": texts}
        )
    expected = {
        commitment_prompt(p["question"], q["strategy"], q["candidates"])
        for p, q in zip(problems, requests)
    }
    documents = generator.call("commit-documents", lines=requests)
    assert len(documents) > 100
    for document in documents:
        assert "".join(text for text, learned in document["parts"] if not learned) in expected


def test_solution_prompts_are_those_of_the_training_documents(generator):
    kinds = set()
    for document in generator.call("documents", "--seed", 3, "--count", 300):
        text = "".join(text for text, _ in document["parts"])
        if document["kind"] not in ("plan", "generic"):
            continue
        question, strategy = text.split("<|end|>")[:2]
        prompt = solution_prompt(
            question.removeprefix("<|question|>"), strategy.removeprefix("<|strategy|>")
        )
        assert text.startswith(prompt)
        kinds.add(document["kind"])
    assert kinds == {"plan", "generic"}


def test_worked_solutions_are_graded_as_right(generator):
    problems = generator.call("problems", "--split", "test", "--seed", 5, "--count", 20)
    lines = [{"id": p["id"], "text": p["solution"]} for p in problems]
    lines += [{"id": p["id"], "text": "no box"} for p in problems]
    verdicts = generator.call("grade", lines=lines)
    assert all(v["correct"] for v in verdicts[: len(problems)])
    assert not any(v["correct"] or v["answer"] for v in verdicts[len(problems) :])


def test_a_training_question_is_found_and_a_test_question_is_not(generator):
    def questions(split: str) -> set[str]:
        problems = generator.call("problems", "--split", split, "--seed", 9, "--count", 200)
        return {normalised(p["question"]) for p in problems}

    first = next(generator.stream("documents", "--seed", 4, "--mix", "all"))
    text = "".join(t for t, _ in first["parts"])
    met = normalised(text.split("<|question|>")[1].split("<|end|>")[0])
    assert questions_met(generator, 4, 50, {met}) == {met}
    assert questions_met(generator, 4, 3000, questions("test")) == set()


def test_streamed_documents_fill_rows(generator, tmp_path):
    import tokenizer

    documents = list(islice(generator.stream("documents", "--seed", 2), 400))
    path = tmp_path / "tokenizer.json"
    tokenizer.train(t for d in documents for t, _ in d["parts"]).save(str(path))
    encoder = tokenizer.Encoder(path)
    rows = pack((encode_document(encoder, d["parts"]) for d in documents), 1000)
    assert (rows != 0).mean() > 0.9
