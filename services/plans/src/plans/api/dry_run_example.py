"""The example of the contract: an increase from 48 to 60 units a week, asked for in October."""

from typing import Any

_L1 = {
    "ref": "L1",
    "service_code": "T1019",
    "provider": "P1",
    "units": 48,
    "frequency": "week",
    "start": "2018-07-15",
    "end": "2019-07-14",
    "status": "authorized",
}
_PLAN = {"type": "initial", "origin": "conversion", "start": "2018-07-15", "end": "2019-07-14"}

DRY_RUN_EXAMPLE: dict[str, Any] = {
    "as_of": "2018-10-24",
    "stage": "submit",
    "policy": "2018-10",
    "change": {"type": "increase"},
    "current": {**_PLAN, "lines": [_L1]},
    "proposed": {
        **_PLAN,
        "case_manager": "cm1",
        "lines": [
            {**_L1, "end": "2018-11-04", "reason": "increase"},
            {**_L1, "ref": "L2", "units": 60, "start": "2018-11-05", "status": "draft", "supersedes": "L1"},
        ],
        "notes": [
            {
                "type": "supervisor_review",
                "status": "complete",
                "text": "Please review the increase of T1019 from 2018-11-05.",
                "author": "cm1",
                "written_on": "2018-10-24",
                "acknowledged_by": "sup1",
                "acknowledged_on": "2018-10-24",
            }
        ],
        "documents": [{"type": "nurse_evaluation", "status": "complete", "dated": "2018-10-20"}],
    },
    "other_plans": [{"type": "initial", "origin": "conversion", "start": "2017-07-15", "end": "2018-07-14"}],
    "priority": False,
}
