"""Trains the embedded language models from scratch, in restartable stages.

    stage       needs                         makes
    tokenizer   the generator                 tokenizer.json
    pretrain    tokenizer                     <model>.pretrained.safetensors for each model
    candidates  pretrained models             <coordinator>.safetensors, trained on sampled candidates
    export      pretrained, candidates        <model>/model.onnx and the files beside it
    evaluate    export                        evaluation.json
    overlap     the generator                 overlap.json: test questions met in training text
    cards       evaluate, overlap             evaluation.md, <model>/README.md

A stage whose output is there is skipped, so the same command can be repeated after a failure and
stages may run on different machines when the work folder travels. README.md has the commands.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from data import Generator

STAGES = ("tokenizer", "pretrain", "candidates", "export", "evaluate", "overlap", "cards")
COORDINATOR = "mini-m"
HERE = Path(__file__).resolve().parent
RETURN_LIMIT = 15_500_000
"""Bytes of the largest file that is handed over between machines."""


@dataclass(frozen=True)
class Plan:
    """Everything that is chosen about a run; `fast()` is the same run in miniature."""

    generator: Generator
    work: Path
    device: str
    mixes: dict[str, str] = field(
        default_factory=lambda: {
            "mini-m": "all",
            "mini-s": "numbers",
            "mini-s-words": "words",
        }
    )
    sizes: dict[str, str] = field(default_factory=dict)  # another size for a model, by name
    workers: dict[str, int] = field(
        default_factory=lambda: {"all": 5, "numbers": 2, "words": 2}
    )
    seconds: dict[str, float] = field(
        default_factory=lambda: {"mini-m": 430.0, "mini-s": 220.0, "mini-s-words": 220.0}
    )
    shards: int = 2000
    batch_rows: int = 64
    first_shards: int = 24
    tokenizer_documents: int = 60_000
    candidate_problems: int = 7000  # of each family
    candidate_seconds: float = 75.0
    worked_candidates: bool = False  # adds the worked solution, for models that solve nothing
    evaluation_problems: int = 500  # of each family
    sample_rows: int = 4096
    solution_limit: int = 320  # tokens
    overlap_documents: int = 5_000_000
    processes: int = 12  # of the generator and of grading

    def fast(self) -> "Plan":
        names = dict.fromkeys(self.mixes, "tiny")
        seconds = {"mini-m": 20.0, "mini-s": 12.0, "mini-s-words": 12.0}
        return Plan(
            **{
                **self.__dict__,
                "sizes": names,
                "workers": {"all": 1, "numbers": 1, "words": 1},
                "seconds": seconds,
                "shards": 3,
                "batch_rows": 4,
                "first_shards": 1,
                "tokenizer_documents": 3000,
                "candidate_problems": 12,
                "candidate_seconds": 10.0,
                "worked_candidates": True,
                "evaluation_problems": 1,
                "solution_limit": 24,
                "sample_rows": 32,
                "overlap_documents": 2000,
                "processes": 1,
            }
        )

    @property
    def tokenizer(self) -> Path:
        return self.work / "tokenizer.json"

    def size(self, model: str) -> str:
        return self.sizes.get(model, model)

    def pretrained(self, model: str) -> Path:
        return self.work / f"{model}.pretrained.safetensors"

    def final(self, model: str) -> Path:
        tuned = self.work / f"{model}.safetensors"
        return tuned if model == COORDINATOR else self.pretrained(model)


class Log:
    """Prints with the seconds since the start and keeps the records for `log.json`."""

    def __init__(self, path: Path):
        self.path, self.start = path, time.time()
        self.records = json.loads(path.read_text()) if path.exists() else []

    def __call__(self, event: str, **figures: object) -> None:
        seconds = round(time.time() - self.start, 1)
        print(f"[{seconds:7.1f}s] {event} {json.dumps(figures) if figures else ''}", flush=True)
        self.records.append({"seconds": seconds, "event": event, **figures})
        self.path.write_text(json.dumps(self.records, indent=1))


def train_tokenizer(plan: Plan, log: Log) -> None:
    import itertools

    import tokenizer

    texts = (
        text
        for document in itertools.islice(
            plan.generator.stream("documents", "--seed", 1_000_001, "--mix", "all"),
            plan.tokenizer_documents,
        )
        for text, _ in document["parts"]
    )
    trained = tokenizer.train(texts)
    trained.save(str(plan.tokenizer))
    log("tokenizer trained", entries=trained.get_vocab_size())


class Processes:
    """Child processes of a stage: all end with it, and a failed one ends the stage at once."""

    def __init__(self, log: Log):
        self.log = log
        self.workers: list[subprocess.Popen] = []
        self.tasks: dict[str, subprocess.Popen] = {}

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *_: object) -> None:
        for process in [*self.workers, *self.tasks.values()]:
            if process.poll() is None:
                process.terminate()
        for process in [*self.workers, *self.tasks.values()]:
            process.wait()

    @staticmethod
    def start(*arguments: object) -> subprocess.Popen:
        environment = dict(os.environ)
        environment.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "4")
        return subprocess.Popen(
            [sys.executable, "-u", *map(str, arguments)], cwd=HERE, env=environment
        )

    def worker(self, *arguments: object) -> None:
        self.workers.append(self.start(*arguments))

    def task(self, name: str, *arguments: object) -> None:
        self.tasks[name] = self.start(*arguments)

    def wait(self) -> None:
        running = dict(self.tasks)
        while running:
            for name, process in list(running.items()):
                code = process.poll()
                if code is None:
                    continue
                if code:
                    raise SystemExit(f"Cannot finish {name}: exit code {code}, see its output.")
                self.log(f"{name} ended")
                del running[name]
            for worker in self.workers:
                if worker.poll():
                    raise SystemExit(f"Cannot read data: a worker ended with {worker.poll()}.")
            time.sleep(0.2)


def start_workers(plan: Plan, processes: Processes, mixes: list[str], seed: int) -> None:
    """Data workers of each mix, taken in turns so that every mix has rows early."""
    queue = [(turn, mix) for mix in mixes for turn in range(plan.workers[mix])]
    for turn, mix in sorted(queue):
        folder = plan.work / "stream" / mix
        folder.mkdir(parents=True, exist_ok=True)
        processes.worker(
            HERE / "pretrain.py", "stream", "--java", plan.generator.java,
            "--classpath", plan.generator.classpath, "--tokenizer", plan.tokenizer,
            "--mix", mix, "--seed", seed + turn, "--folder", folder, "--shards", plan.shards,
        )  # fmt: skip


def pretrain(plan: Plan, log: Log) -> None:
    """Trains every missing model at once on one device, beside the data workers."""
    missing = [m for m in plan.mixes if not plan.pretrained(m).exists()]
    with Processes(log) as processes:
        for model in missing:
            processes.task(
                model, HERE / "pretrain.py", "train", "--size", plan.size(model),
                "--folder", plan.work / "stream" / plan.mixes[model], "--device", plan.device,
                "--seconds", plan.seconds[model], "--batch-rows", plan.batch_rows,
                "--first-shards", plan.first_shards, "--out", plan.pretrained(model),
            )  # fmt: skip
        mixes = sorted({plan.mixes[m] for m in missing})
        start_workers(plan, processes, mixes, seed=1)
        processes.wait()


def hand_over(plan: Plan, out: Path, log: Log) -> None:
    """Copies what a later stage or a reader needs into a flat folder of few small files."""
    out.mkdir(parents=True, exist_ok=True)
    small = out / "small-files.tar.gz"
    with tarfile.open(small, "w:gz") as archive:
        for path in sorted(plan.work.iterdir()):
            if path.suffix in (".json", ".md"):
                archive.add(path, path.name)
        for folder in sorted(p.parent for p in plan.work.glob("*/model.onnx")):
            archive.add(folder, folder.name)
    for path in sorted([*plan.work.glob("*.safetensors"), *plan.work.glob("*.jsonl.gz")]):
        shutil.copy(path, out / path.name)
    for path in sorted(out.iterdir()):
        if path.stat().st_size > RETURN_LIMIT:
            log("too large to hand over", file=path.name, bytes=path.stat().st_size)


def run_stage(stage: str, plan: Plan, log: Log) -> None:
    if stage == "tokenizer":
        if not plan.tokenizer.exists():
            train_tokenizer(plan, log)
    elif stage == "pretrain":
        if not all(plan.pretrained(m).exists() for m in plan.mixes):
            pretrain(plan, log)
    elif stage == "candidates":
        if not plan.final(COORDINATOR).exists():
            import candidates

            candidates.run(plan, log)
    elif stage == "export":
        import export_onnx

        export_onnx.run(plan, log)
    elif stage == "evaluate":
        if not (plan.work / "evaluation.json").exists():
            import evaluate

            evaluate.run(plan, log)
    elif stage == "overlap":
        if not (plan.work / "overlap.json").exists():
            import overlap

            overlap.run(plan, log)
    elif stage == "cards":
        import cards

        cards.run(plan)
    log(f"stage {stage} done")


def parse(arguments: list[str] | None = None) -> tuple[Plan, list[str], Path | None]:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stages", nargs="+", choices=STAGES, metavar="STAGE")
    parser.add_argument("--java", default="java", help="command that starts Java 17 or newer")
    parser.add_argument("--classpath", required=True, help="class path that holds the generator")
    parser.add_argument("--work", type=Path, required=True, help="folder of inputs and outputs")
    parser.add_argument("--out", type=Path, help="folder for copies of what to keep")
    parser.add_argument("--device", default="cuda", choices=("cuda", "cpu"))
    parser.add_argument("--fast", action="store_true", help="tiny sizes, to try the path")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=JSON", help="another value of the plan"
    )
    options = parser.parse_args(arguments)
    # Children run in the folder of this script, so every path has to hold from anywhere.
    absolute = os.pathsep.join(
        str(Path(entry).resolve()) for entry in options.classpath.split(os.pathsep)
    )
    java = options.java if os.sep not in options.java else str(Path(options.java).resolve())
    plan = Plan(Generator(java, absolute), options.work.resolve(), options.device)
    if options.fast:
        plan = plan.fast()
    changed = dict(item.split("=", 1) for item in options.set)
    unknown = changed.keys() - plan.__dict__.keys()
    if unknown:
        parser.error(f"unknown plan keys {sorted(unknown)}; known: {sorted(plan.__dict__)}")
    for key, value in changed.items():
        old, new = getattr(plan, key), json.loads(value)
        plan = Plan(**{**plan.__dict__, key: {**old, **new} if isinstance(old, dict) else new})
    return plan, options.stages, options.out


def main() -> None:
    plan, stages, out = parse()
    plan.work.mkdir(parents=True, exist_ok=True)
    log = Log(plan.work / "log.json")
    try:
        for stage in stages:
            run_stage(stage, plan, log)
    finally:
        if out:
            hand_over(plan, out, log)


if __name__ == "__main__":
    main()
