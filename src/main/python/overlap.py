"""Counts test questions that occur in training text.

There should be none: a hash of a question's text decides its split. This looks at real text.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import ProcessPoolExecutor

from data import Generator
from evaluate import SEED as TEST_SEED

SEED = 900_001
OPERATORS = "+-*/^=<>"


def normalised(question: str) -> str:
    """Question text as the generator's splits compare it.

    Lower case; operators stand like letters and digits, all else between them is one space.
    """
    kept = (c if c.isalnum() or c in OPERATORS else " " for c in question.lower())
    return " ".join("".join(kept).split())


def questions_met(generator: Generator, seed: int, count: int, questions: set[str]) -> set[str]:
    """Which of the normalised questions occur in so many training documents of one seed."""
    found = set()
    asked = re.compile(r"<\|question\|>(.*?)<\|end\|>", re.DOTALL).findall
    for document in generator.stream("documents", "--seed", seed, "--count", count):
        for question in asked("".join(text for text, _ in document["parts"])):
            key = normalised(question)
            if key in questions:
                found.add(key)
    return found


def run(plan, log) -> None:
    """The stage: the questions of the evaluation against documents of fresh seeds."""
    problems = plan.generator.call(
        "problems", "--split", "test", "--seed", TEST_SEED, "--count", plan.evaluation_problems
    )
    questions = {normalised(p["question"]) for p in problems}
    processes = plan.processes
    count = plan.overlap_documents // processes
    with ProcessPoolExecutor(processes) as pool:
        jobs = [
            pool.submit(questions_met, plan.generator, SEED + i, count, questions)
            for i in range(processes)
        ]
        found = set().union(*(job.result() for job in jobs))
    result = {
        "training_documents": count * processes,
        "test_questions": len(questions),
        "test_questions_met": len(found),
    }
    (plan.work / "overlap.json").write_text(json.dumps(result, indent=1) + "\n")
    log("overlap counted", **result)
