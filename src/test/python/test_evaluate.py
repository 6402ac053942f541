from evaluate import Setting, vote
from overlap import normalised
from report import tables
from sample import Controls


def test_the_vote_takes_the_first_of_equals_and_skips_missing_answers():
    assert vote(["4", "5", "5"]) == 1
    assert vote([None, "7", "8"]) == 1
    assert vote(["4", "5", "6"]) == 0
    assert vote([None, None]) is None


def test_questions_are_compared_without_case_marks_and_white_space():
    assert normalised(" How MANY,  apples\n($3x-4$)? ") == "how many apples 3x-4"


def test_tables_show_every_row():
    values = {"single": 50.0, "vote": 60.0, "commitment": 70.0, "oracle": 80.0}
    row = {
        "table": "temperature mini-m",
        "setting": "0.8",
        "no_answer": 1.0,
        "cut_off": 2.0,
        "tokens": 99.0,
        "all": values,
        "by_family": {"mini-svamp": values},
        "by_structure": {"mini-svamp/groups": {"problems": 3, "held_out": True, **values}},
        "commitment_minus_vote": {"mean": 1.0, "low": 0.5, "high": 1.5},
    }
    overlap = {"training_documents": 10, "test_questions": 5, "test_questions_met": 0}
    text = tables({"problems": 5, "rows": [row]}, overlap)
    assert "+1.00 (+0.50 to +1.50)" in text
    assert "| mini-svamp/groups (held out) | 3 | 50.0 | 60.0 | 70.0 | 80.0 |" in text
    assert "0 of 5" in text


def test_paired_interval_and_shares_come_from_the_same_answers():
    from evaluate import Evaluation

    evaluation = Evaluation.__new__(Evaluation)
    evaluation.problems = [
        {"family": "a", "structure": "s", "held_out": i == 3, "difficulty": 1} for i in range(4)
    ]
    evaluation.families = ["a"]
    row = Setting("t", "0.8", ["m"] * 3, Controls(0.8))
    right, wrong = {"correct": True, "key": "1", "answer": "1"}, {
        "correct": False,
        "key": "2",
        "answer": "2",
    }
    row.graded = [[right, wrong, wrong]] * 2 + [[right] * 3, [wrong] * 3]
    row.committed = [right, wrong, right, wrong]
    figures = evaluation.figures(row)
    assert figures["all"] == {"single": 41.67, "vote": 25.0, "oracle": 75.0, "commitment": 50.0}
    assert figures["commitment_minus_vote"]["mean"] == 25.0
    assert figures["held_out"]["single"] == 0.0
