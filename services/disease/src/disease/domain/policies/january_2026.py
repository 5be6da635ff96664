"""Policy `2026-01`: the first. Cadences, waits and the answer without a neighbour are our assumptions, hence data."""

from dataclasses import replace
from datetime import date, time

from disease.domain.contact_sources import (
    ATTEMPTS,
    CADENCES,
    GUIDELINES_REACH_PROVIDERS,
    HOUSE_CAP,
    MATERIAL,
    QUIET_HOURS,
)
from disease.domain.policies.policy import (
    Cadence,
    CallCadence,
    MailPhase,
    Policy,
    UnableToReach,
    Wait,
)
from disease.domain.tier import Tier
from shared.kernel.contact_rules import CallingHours, Persistence

LOW = Cadence(30, (MailPhase(6),), with_action_plan=False, calls=None, case_management="never")
POLICY = Policy(
    id="2026-01",
    starts=date(2026, 1, 1),
    hours=CallingHours(first=time(8), last=time(21), noon=time(12), evening=time(17)),
    hours_citation=QUIET_HOURS,
    # Any place between the coasts; Alaska and Hawaii members need a zone of their own on record.
    zones_of_unknown=("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    unable_to_reach=UnableToReach(Persistence(3, 2, 2), within_days=14, letter_wait_days=14, retry_days=90),
    unable_to_reach_citation=ATTEMPTS,
    cadences={
        # Low by mail, and one call for the health risk assessment.
        Tier.UNDETERMINED: replace(LOW, calls=CallCadence(Wait(30), Wait(30), then_days=None)),
        Tier.LOW: LOW,
        Tier.MODERATE: Cadence(30, (MailPhase(3),), with_action_plan=False, calls=None, case_management="never"),
        Tier.HIGH: Cadence(
            14,
            (MailPhase(3),),
            with_action_plan=True,
            calls=CallCadence(Wait(14), Wait(14), then_days=30),
            case_management="when_complex",
        ),
        Tier.VERY_HIGH: Cadence(
            7,
            (MailPhase(1, times=3), MailPhase(3)),
            with_action_plan=True,
            calls=CallCadence(Wait(3, business=True), Wait(2, business=True), then_days=14),
            case_management="always",
        ),
    },
    cadence_citation=CADENCES,
    cap_retry_minutes=5,
    cap_citation=HOUSE_CAP,
    hra_valid_days=180,
    newsletters_a_year=2,
    same_material_months=12,
    request_ships_business_days=5,
    adult_age=18,
    returns_that_suppress=2,
    material_citation=MATERIAL,
    guideline_days=60,
    guideline_citation=GUIDELINES_REACH_PROVIDERS,
    reinstatement_days=60,
    holidays=("US", "MO"),
)
