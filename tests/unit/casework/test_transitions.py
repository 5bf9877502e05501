"""The transition table, against a second copy that was written by hand from the design."""

from backend.casework.transitions import ACTIVE, FINISHED, STATUSES, TABLE, Actor, Status, allowed, choices

#: from → to:who, as the design says it. t: team, r: reporter, c: clock, i: intake (routing).
DESIGN = {
    "received": "assigned:i withdrawn:r",
    "assigned": "planned:t in_progress:t question:t resolved:t declined:t merged:t assigned:t withdrawn:r",
    "planned": "in_progress:t question:t resolved:t declined:t merged:t assigned:t withdrawn:r",
    "in_progress": "planned:t question:t resolved:t declined:t merged:t assigned:t withdrawn:r",
    "question": "in_progress:tr resolved:t declined:t assigned:tc withdrawn:r",
    "resolved": "reopened:tr closed:c withdrawn:r",
    "declined": "reopened:tr closed:c withdrawn:r",
    "merged": "closed:c assigned:t withdrawn:r",
    "reopened": "assigned:t planned:t in_progress:t question:t resolved:t declined:t withdrawn:r",
    "closed": "reopened:t withdrawn:r",
    "withdrawn": "",
}
WHO: dict[str, Actor] = {"t": "team", "r": "reporter", "c": "clock", "i": "routing"}


def in_design(status: Status, to: Status, by: Actor) -> bool:
    steps = dict(step.split(":") for step in DESIGN[status].split())
    return by in {WHO[letter] for letter in steps.get(to, "")}


def test_every_step_by_everybody_is_as_designed() -> None:
    for status in STATUSES:
        for to in STATUSES:
            for by in WHO.values():
                found = allowed(status, to, by, "open", reporter_reads=True)
                assert found == in_design(status, to, by), (status, to, by)


def test_every_status_has_its_row() -> None:
    assert set(TABLE) == set(STATUSES) == set(DESIGN)
    assert set(STATUSES) == ACTIVE | FINISHED
    assert not ACTIVE & FINISHED


def test_no_question_where_nobody_reads_it() -> None:
    assert not allowed("assigned", "question", "team", "open", reporter_reads=False)
    assert "question" not in choices("assigned", "open", reporter_reads=False)


def test_only_open_reports_are_merged() -> None:
    assert allowed("assigned", "merged", "team", "open", reporter_reads=True)
    for sensitivity in ("restricted", "sealed"):
        assert not allowed("assigned", "merged", "team", sensitivity, reporter_reads=True)


def test_nothing_follows_a_withdrawal() -> None:
    assert choices("withdrawn", "open", reporter_reads=True) == ()


def test_transfers_and_merges_are_no_plain_choice() -> None:
    assert set(choices("assigned", "open", reporter_reads=True)) == {
        "planned",
        "in_progress",
        "question",
        "resolved",
        "declined",
    }
