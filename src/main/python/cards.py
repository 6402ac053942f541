"""Model cards: what each shipped model is, how it was trained and what it can do, with figures."""

from __future__ import annotations

import json
from pathlib import Path

from model import MODELS, ModelConfig
from report import by_family, by_structure, figure, overview, table, tables
from tokenizer import SPECIAL
from train_language_models import COORDINATOR

MIXES = {
    "all": "all six families (of the tokens 46 % word problems with small and large numbers, 19 % "
    "mathematics, 15 % trip plans, 11 % questions over facts, 5 % short problems, 4 % drills)",
    "numbers": "mostly word problems with small and large numbers and mathematics (87 % of the tokens)",
    "words": "mostly short problems with distractors, yes/no questions over facts and trip plans "
    "(83 % of the tokens)",
}
LIMITS = """\
- It knows the six miniature families of this project's generator and nothing else: no world
  knowledge, no other question, no other language. Real benchmarks are out of its reach.
- It was trained on the same sentence frames, names and ranges of numbers that the miniature
  benchmarks use; structures marked *held out* in the tables never occurred in its training text.
- The miniatures measure how agents work together on problems a model sometimes gets wrong. Its
  accuracy on them says nothing about larger models.
- It follows the prompt format below only, and reads at most 2,048 tokens."""
FORMAT = """\
A prompt is a list of messages, each `<|role|>`, its text and `<|end|>`; then stands the bare
`<|role|>` of the answer, which the model writes up to `<|end|>`:

    <|question|>Q<|end|><|strategy|>                            a strategy
    <|question|>Q<|end|><|strategy|>S<|end|><|solution|>        worked steps, last line \\boxed{A}
    ...<|candidate|>1: T<|end|><|candidate|>2: U<|end|><|commit|>   1 ok; 2 wrong, 12*4=48. \\boxed{A}
    ...<|candidate|>1: own<|end|><|candidate|>2: T<|end|><|revise|>   a full worked solution
    <|question|>Q<|end|><|candidate|>1: T<|end|><|score|>       right. / wrong, 12*4=48.
    <|question|>Q<|end|><|strategy|>S<|end|><|local|>           a refined strategy"""


def card(
    name: str, plan, result: dict, overlap: dict, training: list[tuple[str, dict]]
) -> str:
    """Text of one model's README.md."""
    config = MODELS[plan.size(name)]
    rows = [row for row in result["rows"] if row["table"] == f"temperature {name}"]
    single = [
        row
        for row in result["rows"]
        if row["table"] in ("cot", "greedy") and row["models"] == [name]
    ]
    parts = [
        f"# {name}",
        f"A decoder language model of {config.parameters / 1e6:.2f} million parameters, trained from "
        "scratch on generated text. It plays strategy writer, solver and coordinator in the miniature "
        "benchmarks.",
        "## Limits",
        LIMITS,
        "## Shape",
        shape(config, plan.work / name / "model.onnx"),
        "## Training",
        f"Text: an endless stream of the generator's training side, {MIXES[plan.mixes[name]]}. "
        "Commands and recipe: `src/main/python/README.md`.",
        steps(training),
        f"Test questions met in {overlap['training_documents']:,} training documents: "
        f"{overlap['test_questions_met']} of {overlap['test_questions']:,} (the splits are made by a "
        "hash of the question's text).",
        "## Prompt format",
        FORMAT,
        "## Accuracy",
        f"Percent right on {result['problems']:,} fresh problems of the test split "
        f"({result['problems'] // len(rows[0]['by_family'])} a family), with the weights of this file. "
        "Strategies and commitments are written greedily by the coordinator's model. `single`: mean of "
        "three samples; `vote`, `commitment`, `oracle`: of the same three; the difference has its "
        "paired 95 % interval.",
        "### One sample: greedy, and the zero-shot prompt `Work step by step.` by temperature",
        zero_shot(single),
        "### By temperature",
        overview(rows),
        by_family(rows),
        *[
            text
            for row in rows
            if "by_structure" in row
            for text in (f"### By kind at temperature {row['setting']}", by_structure(row))
        ],
        *other_tables(name, result),
        f"Special tokens, ids 0 to 15: {' '.join(f'`{token}`' for token in SPECIAL)}.",
    ]
    return "\n\n".join(parts) + "\n"


def other_tables(name: str, result: dict) -> list[str]:
    """Tables with other controls and of mixed teams, for the model that commits in them."""
    if name != COORDINATOR:
        return []
    own = ("cot", "greedy")
    rows = [r for r in result["rows"] if r["table"] not in own and "temperature " not in r["table"]]
    parts = []
    for title in dict.fromkeys(row["table"] for row in rows):
        chosen = [row for row in rows if row["table"] == title]
        parts += [f"### {title[0].upper()}{title[1:]}", overview(chosen), by_family(chosen)]
    return parts


def shape(config: ModelConfig, path: Path) -> str:
    size = f"{path.stat().st_size / 1e6:.1f} MB" if path.exists() else "-"
    return table(
        ["width", "layers", "heads", "key/value heads", "head", "FFN", "context", "vocabulary", "file"],
        [
            [
                config.width, config.layers, config.heads, config.kv_heads, config.head_dim,
                config.ffn, config.context, config.vocabulary, size,
            ]
        ],
    )  # fmt: skip


def steps(training: list[tuple[str, dict]]) -> str:
    head = ["stage", "steps", "tokens", "seconds", "last loss", "rows seen again"]
    return table(
        head,
        [
            [
                stage, f"{t['step']:,}", f"{t['tokens'] / 1e6:,.0f} M", t["seconds"], t["loss"],
                f"{t['repeated_share']:.0%}",
            ]
            for stage, t in training
        ],
    )  # fmt: skip


def zero_shot(rows: list[dict]) -> str:
    families = list(rows[0]["by_family"])
    lines = []
    for row in rows:
        temperature = row["controls"]["temperature"]
        how = "strategy" if row["table"] == "greedy" else "zero-shot"
        values = [figure(row["by_family"][f], "single") for f in families]
        lines.append([f"{how}, {temperature}", figure(row["all"], "single"), *values])
    return table(["prompt, temperature", "all", *(f.removeprefix("mini-") for f in families)], lines)


def run(plan) -> None:
    """The stage."""
    result = json.loads((plan.work / "evaluation.json").read_text())
    overlap = json.loads((plan.work / "overlap.json").read_text())
    (plan.work / "evaluation.md").write_text(tables(result, overlap))
    for name in plan.mixes:
        training = []
        for stage, path in (
            ("stream", plan.pretrained(name).with_suffix(".json")),
            ("sampled candidates", plan.work / f"{name}.json"),
        ):
            if path.exists():
                training.append((stage, json.loads(path.read_text())))
        (plan.work / name / "README.md").write_text(card(name, plan, result, overlap, training))
