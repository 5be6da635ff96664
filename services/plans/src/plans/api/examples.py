"""Worked examples for the documentation page; a test reads each as its operation does."""

from typing import Any

_MEMBER_ID = "0199a1b2-0000-7000-8000-0000000000a1"
_PROVIDER_ID = "0199a1b2-0000-7000-8000-0000000000b1"
_LINE_ID = "0199a1b2-0000-7000-8000-000000000001"
_T1019 = {
    "service_code": "T1019",
    "provider_id": _PROVIDER_ID,
    "units": 48,
    "frequency": "week",
    "start": "2018-07-15",
    "end": "2019-07-14",
}
_UB120 = {
    "service_code": "UB120",
    "units": 1,
    "frequency": "calendar_day",
    "start": "2018-12-20",
    "end": "2018-12-29",
}
_NOTE = {
    "type": "supervisor_review",
    "text": "Please review the increase of T1019 from 2018-11-05.",
    "status": "complete",
}
_DOCUMENT = {"type": "nurse_evaluation", "status": "complete", "dated": "2018-10-20"}

_MEMBER = {
    "medicaid_id": "M0000001",
    "given_name": "Ada",
    "family_name": "Byron",
    "birth_date": "1941-12-10",
    "sex": "female",
    "county": "Tulsa",
    "language": "en",
    "address": {"lines": ["12 Elm Street"], "city": "Tulsa", "state": "OK", "postal_code": "74103"},
    "household": "elm-street-12",
    "primary_care_npi": "1234567893",
    "coverage": [{"program": "advantage", "start": "2018-01-01", "end": None, "pharmacy": True}],
}
_MEMBER_CHANGE = {"county": "Osage", "phone": "918-555-0100"}
_PROVIDER = {
    "npi": "1234567893",
    "name": "Red River Home Care",
    "kind": "home_care_agency",
    "certifications": [{"service_code": "T1019", "counties": ["Tulsa"], "start": "2018-01-01", "end": None}],
}
_PROVIDER_CHANGE = {"name": "Red River Home Care and Nursing"}
_PLAN = {
    "member_id": _MEMBER_ID,
    "type": "initial",
    "start": "2018-07-15",
    "end": "2019-07-14",
    "lines": [{**_T1019, "ref": "L1"}, {**_UB120, "ref": "L2"}],
    "notes": [_NOTE],
    "documents": [_DOCUMENT],
    "submission": {"priority": False},
}
_LINE = _UB120
_LINE_CHANGE = {"units": 40, "frequency": "week"}
_SERVICE_CHANGE = {
    "type": "increase",
    "line_id": _LINE_ID,
    "effective": "2018-11-05",
    "units": 60,
    "reason": "Lives alone since October",
}
_DOCUMENT_CHANGE = {"status": "complete", "dated": "2018-10-22"}
_SUBMISSION = {"priority": True}
_REVIEW = {"outcome": "approved", "text": "The nurse evaluation supports 60 units a week."}
_STAY = {"facility": "hospital", "start": "2018-12-03"}
_STAY_CHANGE = {"end": "2018-12-09"}
_RATE_CHANGE = {"service_code": "T1016", "effective": "2019-10-01", "dry_run": True}
_CLOSURE = {"reason": "death", "effective": "2019-01-17", "text": "Told by her daughter."}

_KEPT = {"id": "0199a1b2-0000-7000-8000-0000000000c1", "created_at": "2018-10-24T15:00:00Z"}
_CHANGEABLE = {**_KEPT, "version": 1, "updated_at": "2018-10-24T15:00:00Z"}
_WRITTEN = {"author": "cm1", "written_on": "2018-10-24", "acknowledged_by": "sup1", "acknowledged_on": "2018-10-24"}


def _shown(example: dict[str, Any]) -> dict[str, Any]:
    return {"example": example}


MEMBER = _shown(_MEMBER)
MEMBER_CHANGE = _shown(_MEMBER_CHANGE)
PROVIDER = _shown(_PROVIDER)
PROVIDER_CHANGE = _shown(_PROVIDER_CHANGE)
PLAN = _shown(_PLAN)
LINE = _shown(_LINE)
LINE_CHANGE = _shown(_LINE_CHANGE)
SERVICE_CHANGE = _shown(_SERVICE_CHANGE)
NOTE = _shown(_NOTE)
DOCUMENT = _shown(_DOCUMENT)
DOCUMENT_CHANGE = _shown(_DOCUMENT_CHANGE)
SUBMISSION = _shown(_SUBMISSION)
REVIEW = _shown(_REVIEW)
CLOSURE = _shown(_CLOSURE)
RATE_CHANGE = _shown(_RATE_CHANGE)
STAY = _shown(_STAY)
STAY_CHANGE = _shown(_STAY_CHANGE)
STAY_READ = _shown({**_STAY, **_STAY_CHANGE, **_CHANGEABLE, "withdrawn": False})
MEMBER_READ = _shown({**_MEMBER, **_CHANGEABLE, "agency": "agency-a"})
PROVIDER_READ = _shown({**_PROVIDER, **_CHANGEABLE})
NOTE_READ = _shown({**_NOTE, **_WRITTEN, **_KEPT})
DOCUMENT_READ = _shown({**_DOCUMENT, **_KEPT})
