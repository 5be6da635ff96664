"""Plans handed in whole: lines, note, documents and submission in one request."""

from datetime import timedelta
from typing import Any

from tests.support.office import TODAY, a_line, a_plan, plan_year

DAYS = 9


def some_lines(count: int) -> list[dict[str, Any]]:
    """Meals for nine days each, one line after the other."""
    first = plan_year().start
    spans = [(first + timedelta(days=DAYS * place), timedelta(days=DAYS - 1)) for place in range(count)]
    return [
        a_line("S5170", 1 + place % 2, "calendar_day", start=str(start), end=str(start + length))
        for place, (start, length) in enumerate(spans)
    ]


def a_whole_plan(member_id: str, lines: int = 8, **changes: Any) -> dict[str, Any]:
    return a_plan(
        member_id,
        **{
            "lines": some_lines(lines),
            "notes": [{"type": "supervisor_review", "text": "Please review."}],
            "documents": [
                {"type": kind, "status": "complete", "dated": str(TODAY)}
                for kind in ("ucat", "nurse_evaluation", "service_team_release")
            ],
            "submission": {"priority": False},
            **changes,
        },
    )
