"""Prompts of the roles, in the format that the training documents teach.

Each message is its role's token, the text and `<|end|>`; the role that answers stands last, bare.
"""

from __future__ import annotations

from typing import Sequence

STEP_BY_STEP = "Work step by step."

# The room of candidates is that of the generator's class Commitments; a test compares the two.
ROOM = 2400
LONGEST_CANDIDATE, SHORTEST_CANDIDATE = 620, 180
GAP = " ... "


def message(role: str, content: str) -> str:
    return f"<|{role}|>{content}<|end|>"


def strategy_prompt(question: str) -> str:
    return message("question", question) + "<|strategy|>"


def solution_prompt(question: str, strategy: str) -> str:
    return message("question", question) + message("strategy", strategy) + "<|solution|>"


def commitment_prompt(question: str, strategy: str, candidates: Sequence[str]) -> str:
    """What a coordinator reads: long candidates are shortened to their first and last part."""
    parts = [message("question", question), message("strategy", strategy)]
    for number, candidate in enumerate(candidates, start=1):
        parts.append(message("candidate", f"{number}: {shortened(candidate, len(candidates))}"))
    return "".join(parts) + "<|commit|>"


def shortened(candidate: str, count: int) -> str:
    """The part of one of `count` candidates that fits, cut at white space."""
    room = max(SHORTEST_CANDIDATE, min(LONGEST_CANDIDATE, ROOM // count))
    if len(candidate) <= room:
        return candidate
    head = room * 2 // 5
    tail = len(candidate) - (room - head - len(GAP))
    while head > 0 and not candidate[head].isspace():
        head -= 1
    while tail < len(candidate) and not candidate[tail - 1].isspace():
        tail += 1
    return candidate[:head] + GAP + candidate[tail:]
