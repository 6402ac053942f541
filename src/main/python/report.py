"""Markdown tables of an evaluation."""

from __future__ import annotations

MEASURES = ("single", "vote", "commitment", "oracle")


def tables(result: dict, overlap: dict) -> str:
    """Every table of evaluation.json, and the figures of overlap.json, in Markdown."""
    parts = [
        f"{result['problems']} fresh problems of the test split; percent right. `single`: mean of "
        "the samples; `vote`, `commitment`, `oracle`: over the same samples.",
        f"Test questions met in {overlap['training_documents']:,} training documents: "
        f"{overlap['test_questions_met']} of {overlap['test_questions']:,}.",
    ]
    names = list(dict.fromkeys(row["table"] for row in result["rows"]))
    for name in names:
        rows = [row for row in result["rows"] if row["table"] == name]
        parts += [f"## {name}", overview(rows), by_family(rows)]
    for row in result["rows"]:
        if row["table"].startswith("temperature") and "by_structure" in row:
            title = f"## structures, {row['table']} {row['setting']}"
            parts += [title, by_structure(row)]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: list[str], lines: list[list[object]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)


def figure(values: dict, measure: str) -> str:
    return f"{values[measure]:.1f}" if measure in values else ""


def measures(rows: list[dict]) -> list[str]:
    return [m for m in MEASURES if any(m in row["all"] for row in rows)]


def overview(rows: list[dict]) -> str:
    shown = measures(rows)
    paired = any("commitment_minus_vote" in row for row in rows)
    head = ["setting", *shown, *["commitment - vote"] * paired, "no answer", "cut off", "tokens"]
    lines = []
    for row in rows:
        line = [row["setting"], *(figure(row["all"], m) for m in shown)]
        if paired:
            d = row.get("commitment_minus_vote")
            line.append(f"{d['mean']:+.2f} ({d['low']:+.2f} to {d['high']:+.2f})" if d else "")
        lines.append([*line, row["no_answer"], row["cut_off"], row["tokens"]])
    return table(head, lines)


def by_family(rows: list[dict]) -> str:
    shown = measures(rows)
    families = list(rows[0]["by_family"])
    head = ["setting", *(f.removeprefix("mini-") for f in families)]
    lines = [
        [row["setting"], *(" / ".join(figure(row["by_family"][f], m) for m in shown) for f in families)]
        for row in rows
    ]
    return f"By family ({' / '.join(shown)}):\n\n" + table(head, lines)


def by_structure(row: dict) -> str:
    shown = measures([row])
    lines = [
        [
            name + " (held out)" * values["held_out"],
            values["problems"],
            *(figure(values, m) for m in shown),
        ]
        for name, values in row["by_structure"].items()
    ]
    return table(["structure", "problems", *shown], lines)
