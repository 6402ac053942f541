"""Measures the exported models on fresh problems of the test split.

Every model is evaluated with the int8-rounded weights of its exported file, in fp32. The coordinator's
model writes the strategies and the commitments greedily; samples, votes and commitments of one row of
a table share the same three texts. Results go to evaluation.json, tables to evaluation.md, verdicts
on single answers to answers.jsonl.gz.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from checkpoint import load
from data import Generator
from export_onnx import round_weights
from model import MODELS, LanguageModel
from prompts import STEP_BY_STEP, commitment_prompt, solution_prompt, strategy_prompt
from sample import GREEDY, Controls, Sampler
from tokenizer import Encoder

SEED = 5
TEMPERATURES = (0.2, 0.5, 0.7, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0)
TOP_P_TEMPERATURES = (1.0, 1.2, 1.4, 1.6)
TEAM_TEMPERATURES = (0.2, 0.5, 0.7, 0.8, 1.0, 1.2)
PENALTIES = (1.05, 1.1, 1.3)
STRUCTURE_TEMPERATURE = 0.8
STRATEGY_LIMIT, COMMITMENT_LIMIT = 80, 160


def load_model(plan, name: str, path: Path, half: bool = False) -> LanguageModel:
    """A model on the plan's device; in half precision for sampling on a GPU if asked."""
    import torch

    model = LanguageModel(MODELS[plan.size(name)])
    load(model, path)
    model.to(plan.device).eval()
    if half and plan.device != "cpu":
        for p in model.parameters():  # not the rotary tables, which stay exact
            p.data = p.data.to(torch.bfloat16)
    return model


@dataclass
class Setting:
    """One row of a table: who answers, how, how often."""

    table: str
    name: str
    models: list[str]  # of each sample
    controls: Controls
    prompt: str = "strategy"  # or "cot", the zero-shot prompt
    commit: bool = True
    graded: list[list[dict]] = field(default_factory=list)  # per problem, per sample
    committed: list[dict] = field(default_factory=list)
    tokens: float = 0.0
    ended: float = 0.0


def settings(coordinator: str, executors: list[str]) -> list[Setting]:
    """All rows of all tables."""
    rows = []
    for model in executors:
        for t in TEMPERATURES:
            rows.append(Setting(f"temperature {model}", f"{t}", [model] * 3, Controls(t)))
        for t in (0.0, 0.7):
            rows.append(Setting("cot", f"{model} {t}", [model], Controls(t), "cot", False))
        rows.append(Setting("greedy", model, [model], GREEDY, "strategy", False))
    for t in TOP_P_TEMPERATURES:
        controls = Controls(t, 0.9)
        rows.append(Setting("top-p 0.9", f"{t}", [coordinator] * 3, controls))
    for r in PENALTIES:
        controls = Controls(0.7, 1.0, r)
        rows.append(Setting("repetition penalty at 0.7", f"{r}", [coordinator], controls, commit=False))
    for t in TEAM_TEMPERATURES:
        rows.append(Setting("team of all models", f"{t}", executors, Controls(t)))
    return rows


def vote(keys: list[str | None]) -> int | None:
    """Position of the first answer with the most votes; none if nobody answered."""
    given = [k for k in keys if k is not None]
    if not given:
        return None
    counts = Counter(given)
    most = max(counts.values())
    return next(i for i, k in enumerate(keys) if k is not None and counts[k] == most)


class Evaluation:
    def __init__(self, plan, log):
        from train_language_models import COORDINATOR

        self.plan, self.log, self.coordinator = plan, log, COORDINATOR
        self.encoder = Encoder(plan.tokenizer)
        self.problems = plan.generator.call(
            "problems", "--split", "test", "--seed", SEED, "--count", plan.evaluation_problems
        )
        self.samplers = {
            name: Sampler(
                round_weights(load_model(plan, name, plan.final(name))), plan.sample_rows
            )
            for name in plan.mixes
        }
        self.families = list(dict.fromkeys(p["family"] for p in self.problems))

    def write_strategies(self) -> None:
        prompts = [self.encoder.encode(strategy_prompt(p["question"])) for p in self.problems]
        written = self.samplers[self.coordinator].generate(prompts, GREEDY, STRATEGY_LIMIT)
        self.strategies = [self.encoder.decode(s.ids) for s in written]
        self.log("strategies written")

    def answer(self, rows: list[Setting]) -> None:
        """Samples and grades the solutions of all rows, each model's in few large batches."""
        prompts = {
            "strategy": [
                self.encoder.encode(solution_prompt(p["question"], s))
                for p, s in zip(self.problems, self.strategies)
            ],
            "cot": [
                self.encoder.encode(solution_prompt(p["question"], STEP_BY_STEP))
                for p in self.problems
            ],
        }
        n = len(self.problems)
        for row in rows:
            row.graded = [[{}] * len(row.models) for _ in range(n)]
        asked = []
        for model, sampler in self.samplers.items():
            # Top-p and penalty cost time at every step, so their rows are sampled by themselves.
            for plain in (True, False):
                jobs = [
                    (row, at)
                    for row in rows
                    for at, name in enumerate(row.models)
                    if name == model and plain == (row.controls[1:] == GREEDY[1:])
                ]
                if not jobs:
                    continue
                written = sampler.generate(
                    [prompt for row, _ in jobs for prompt in prompts[row.prompt]],
                    [row.controls for row, _ in jobs for _ in range(n)],
                    self.plan.solution_limit,
                    seed=SEED + plain,
                )
                for job, (row, at) in enumerate(jobs):
                    samples = written[job * n : (job + 1) * n]
                    row.tokens += float(np.mean([len(s.ids) for s in samples])) / len(row.models)
                    row.ended += float(np.mean([s.ended for s in samples])) / len(row.models)
                    asked += [(row, i, at, self.encoder.decode(s.ids)) for i, s in enumerate(samples)]
                tokens = sum(len(s.ids) for s in written)
                self.log("sampled", model=model, texts=len(written), tokens=tokens)
        verdicts = self.grade([(i, text) for _, i, _, text in asked])
        for (row, i, at, text), verdict in zip(asked, verdicts):
            row.graded[i][at] = {**verdict, "text": text}
        self.log("graded", texts=len(asked))

    def commit(self, rows: list[Setting]) -> None:
        """The coordinator's commitments over the samples of each row."""
        rows = [row for row in rows if row.commit]
        prompts = [
            self.encoder.encode(
                commitment_prompt(problem["question"], strategy, [g["text"] for g in graded])
            )
            for row in rows
            for problem, strategy, graded in zip(self.problems, self.strategies, row.graded)
        ]
        # Text that fell apart at a high temperature can fill more tokens than the context has.
        room = self.samplers[self.coordinator].model.config.context - COMMITMENT_LIMIT
        prompts = [p if len(p) <= room else p[: room - 1] + p[-1:] for p in prompts]
        written = self.samplers[self.coordinator].generate(prompts, GREEDY, COMMITMENT_LIMIT)
        n = len(self.problems)
        verdicts = self.grade(
            [(job % n, self.encoder.decode(sample.ids)) for job, sample in enumerate(written)]
        )
        for r, row in enumerate(rows):
            row.committed = verdicts[r * n : (r + 1) * n]
        self.log("commitments written", texts=len(written))

    def grade(self, answers: list[tuple[int, str]]) -> list[dict]:
        """Verdicts of the generator on (problem, text) pairs."""
        processes = self.plan.processes
        size = -(-len(answers) // processes)
        chunks = [
            [{"id": self.problems[i]["id"], "text": text} for i, text in answers[at : at + size]]
            for at in range(0, len(answers), size)
        ]
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            parts = pool.map(grade, [self.plan.generator] * len(chunks), chunks)
            return [verdict for part in parts for verdict in part]

    def figures(self, row: Setting) -> dict:
        """Shares right, in percent, over all problems, by family and by structure."""
        right = {
            "single": [np.mean([g["correct"] for g in graded]) for graded in row.graded],
        }
        if len(row.models) > 1:
            choices = [vote([g["key"] for g in graded]) for graded in row.graded]
            right["vote"] = [
                c is not None and graded[c]["correct"] for c, graded in zip(choices, row.graded)
            ]
            right["oracle"] = [any(g["correct"] for g in graded) for graded in row.graded]
        if row.committed:
            right["commitment"] = [c["correct"] for c in row.committed]
        right = {name: np.array(values, float) * 100 for name, values in right.items()}
        no_answer = np.mean([g["answer"] is None for graded in row.graded for g in graded]) * 100
        figures = {
            "table": row.table,
            "setting": row.name,
            "models": row.models,
            "controls": row.controls._asdict(),
            "problems": len(self.problems),
            "no_answer": round(float(no_answer), 2),
            "cut_off": round(100 * (1 - row.ended), 2),
            "tokens": round(row.tokens, 1),
            "all": summary(right, np.ones(len(self.problems), bool)),
        }
        families = np.array([p["family"] for p in self.problems])
        figures["by_family"] = {f: summary(right, families == f) for f in self.families}
        if row.name == str(STRUCTURE_TEMPERATURE) or row.table in ("cot", "greedy"):
            held = np.array([p["held_out"] for p in self.problems])
            kinds = np.array([f"{p['family']}/{p['structure']}" for p in self.problems])
            figures["by_structure"] = {
                k: {
                    "problems": int((kinds == k).sum()),
                    "held_out": bool(held[kinds == k].all()),
                    **summary(right, kinds == k),
                }
                for k in sorted(set(kinds))
            }
            figures["held_out"] = summary(right, held) if held.any() else {}
        if "commitment" in right:
            difference = right["commitment"] - right["vote"]
            error = difference.std(ddof=1) / len(difference) ** 0.5
            figures["commitment_minus_vote"] = {
                "mean": round(float(difference.mean()), 2),
                "low": round(float(difference.mean() - 1.96 * error), 2),
                "high": round(float(difference.mean() + 1.96 * error), 2),
            }
        return figures


def summary(right: dict[str, np.ndarray], chosen: np.ndarray) -> dict[str, float]:
    return {name: round(float(values[chosen].mean()), 2) for name, values in right.items()}


def grade(generator: Generator, lines: list[dict]) -> list[dict]:
    return generator.call("grade", lines=lines)


def run(plan, log) -> None:
    """The stage."""
    evaluation = Evaluation(plan, log)
    evaluation.write_strategies()
    rows = settings(evaluation.coordinator, list(plan.mixes))
    evaluation.answer(rows)
    evaluation.commit(rows)
    result = {
        "problems": len(evaluation.problems),
        "split_seed": SEED,
        "rows": [evaluation.figures(row) for row in rows],
    }
    with gzip.open(plan.work / "answers.jsonl.gz", "wt") as file:
        for i, problem in enumerate(evaluation.problems):
            line = {k: problem[k] for k in ("id", "family", "structure", "held_out", "difficulty")}
            line["strategy"] = evaluation.strategies[i]
            for row in rows:
                verdicts = "".join("01"[g["correct"]] for g in row.graded[i])
                if row.committed:
                    verdicts += "-" + "01"[row.committed[i]["correct"]]
                line[f"{row.table} {row.name}"] = verdicts
            file.write(json.dumps(line) + "\n")
    (plan.work / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n")
    log("evaluated", problems=result["problems"])
