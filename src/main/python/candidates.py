"""Trains the coordinator on answers that the trained executors really give.

Commitments of the stream judge solutions whose errors were planted. Here the models solve fresh
problems of the training split at many temperatures, the generator labels what they wrote, and the
coordinator's model goes on training on a mix of these and of the stream, at a low rate.
"""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from data import COMPLETE, LEARN, ROW, Generator, encode_document, pack, save_shard
from prompts import STEP_BY_STEP, solution_prompt, strategy_prompt
from sample import Controls, Sampler
from tokenizer import Encoder

SEED = 77
SAMPLES = {"mini-m": 3, "mini-s": 1, "mini-s-words": 1}
DOCUMENTS_PER_PROBLEM = 4
SECOND_SHARE = 0.5
PEAK, DECAY = 0.35, 0.9
STRATEGY_LIMIT = 80
STREAM_SEED = 5001


def run(plan, log) -> None:
    """The stage: samples while the trainer compiles, then waits for the trainer."""
    from train_language_models import COORDINATOR, HERE, Processes, start_workers

    folder = plan.work / "sampled"
    folder.mkdir(exist_ok=True)
    mix = plan.mixes[COORDINATOR]
    with Processes(log) as processes:
        processes.task(
            COORDINATOR, HERE / "pretrain.py", "train", "--size", plan.size(COORDINATOR),
            "--folder", plan.work / "stream" / mix, "--device", plan.device,
            "--seconds", plan.candidate_seconds, "--batch-rows", plan.batch_rows,
            "--first-shards", plan.first_shards, "--out", plan.final(COORDINATOR),
            "--start", plan.pretrained(COORDINATOR), "--peak", PEAK, "--decay", DECAY,
            "--second", folder, "--second-share", SECOND_SHARE,
        )  # fmt: skip
        start_workers(plan, processes, [mix], seed=STREAM_SEED)
        if not (folder / COMPLETE).exists():
            make_rows(plan, log, folder)
            (folder / COMPLETE).touch()
        processes.wait()


def make_rows(plan, log, folder: Path) -> None:
    """Solutions of the executors, as packed rows of commitment documents."""
    problems = plan.generator.call(
        "problems", "--split", "train", "--seed", SEED, "--count", plan.candidate_problems
    )
    log("problems drawn", count=len(problems))
    r = random.Random(SEED)
    r.shuffle(problems)
    strategies, solutions = solve(plan, log, problems, r)
    if plan.worked_candidates:
        solutions = [[*s[:-1], p["solution"]] for s, p in zip(solutions, problems)]
    requests = []
    for problem, strategy, texts in zip(problems, strategies, solutions):
        for _ in range(DOCUMENTS_PER_PROBLEM):
            count = r.choices([2, 3, 4, 5], [0.15, 0.55, 0.15, 0.15])[0]
            chosen = r.sample(texts, min(count, len(texts)))
            requests.append({"id": problem["id"], "strategy": strategy, "candidates": chosen})
    # Documents of one problem stand apart, so that no row or batch repeats a question.
    r.shuffle(requests)
    processes = plan.processes
    chunks = [requests[i::processes] for i in range(processes)]
    # Spawned, since this process holds the device.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        jobs = [
            pool.submit(label, plan.generator, plan.tokenizer, chunk, folder, f"sampled-{i}")
            for i, chunk in enumerate(chunks)
        ]
        documents, rows = map(sum, zip(*(job.result() for job in jobs)))
    log("candidates labelled", asked=len(requests), documents=documents, tokens=rows * ROW)


def label(
    generator: Generator, tokenizer: Path, requests: list[dict], folder: Path, name: str
) -> tuple[int, int]:
    """Has the generator judge candidates and saves the documents; returns documents and rows."""
    encoder = Encoder(tokenizer, flag=LEARN)
    lines = generator.call("commit-documents", lines=requests)
    rows = pack((encode_document(encoder, line["parts"]) for line in lines), 10**9)
    np.random.default_rng(SEED).shuffle(rows)
    save_shard(folder, name, rows)
    return len(lines), len(rows)


def solve(plan, log, problems: list[dict], r: random.Random) -> tuple[list[str], list[list[str]]]:
    """Strategies and solutions of the models, as the coordinator will meet them."""
    from train_language_models import COORDINATOR
    from evaluate import load_model

    encoder = Encoder(plan.tokenizer)
    models = {name: load_model(plan, name, plan.pretrained(name), half=True) for name in SAMPLES}
    planner = Sampler(models[COORDINATOR], plan.sample_rows)
    planned = planner.generate(
        [encoder.encode(strategy_prompt(p["question"])) for p in problems],
        Controls(0.5),
        limit=STRATEGY_LIMIT,
        seed=SEED,
    )
    strategies = [encoder.decode(s.ids) for s in planned]
    for i in range(len(strategies)):
        if r.random() < 0.12:
            strategies[i] = r.choice(["", STEP_BY_STEP, STEP_BY_STEP])
    log("strategies sampled")
    prompts = [
        encoder.encode(solution_prompt(p["question"], s)) for p, s in zip(problems, strategies)
    ]
    solutions: list[list[str]] = [[] for _ in problems]
    for name, samples in SAMPLES.items():
        controls = [
            Controls(r.uniform(0.2, 1.4), 0.9 if r.random() < 0.25 else 1.0)
            for _ in range(samples * len(prompts))
        ]
        written = Sampler(models[name], plan.sample_rows).generate(
            prompts * samples, controls, limit=plan.solution_limit, seed=SEED
        )
        for i, sample in enumerate(written):
            solutions[i % len(prompts)].append(encoder.decode(sample.ids))
        log("solutions sampled", model=name, tokens=sum(len(s.ids) for s in written))
    return strategies, solutions
