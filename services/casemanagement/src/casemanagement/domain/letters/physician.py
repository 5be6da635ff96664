"""Letters to the primary care physician; they are in English."""

from casemanagement.domain.letters.wording import Body

GREETING = "Dear Doctor:"
NAME = "Primary care physician, NPI {npi}"
BORN = "Born"
COVERAGE = "Coverage by the plan does not change by this."
ENDED = Body(
    title="Case management of your patient ended",
    opening=(
        "Our case management of your patient ended on {ends}.",
        COVERAGE,
        "You may ask for case management of any of our members, at any time: call {line}.",
    ),
)
REASONS = {
    "goals_met_80": "at least 80 percent of the goals are met",
    "non_adherence": "the plan was not followed, or contact was lost",
    "plan_termination": "coverage by the plan ended",
    "member_request": "the member asked for it",
    "death": "the member died",
}
