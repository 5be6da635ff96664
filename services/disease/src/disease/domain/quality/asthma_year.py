"""The asthma measures of one member in one year."""

from datetime import timedelta
from decimal import Decimal

from disease.domain.quality.definition import Definition, Year
from disease.domain.quality.outcome import Outcome, counted, excluded_for
from disease.domain.reading.asthma import units_of
from disease.domain.reading.window import Window, coded_facts, days_of_events, names_any
from disease.domain.value_sets.diagnoses import (
    ACUTE_RESPIRATORY_FAILURE,
    ASTHMA,
    CYSTIC_FIBROSIS,
    FUME_DISEASE,
    OBSTRUCTIVE_LUNG_DISEASE,
)
from disease.domain.value_sets.drugs import CONTROLLER, RELIEVER, class_of
from shared.kernel.facts.known import Known, acute_events
from shared.kernel.facts.member_facts import EncounterClass, MedicationClass

EXCLUDING = (OBSTRUCTIVE_LUNG_DISEASE, FUME_DISEASE, CYSTIC_FIBROSIS, ACUTE_RESPIRATORY_FAILURE)
ACUTE = (EncounterClass.ED, EncounterClass.INPATIENT)


def medication_ratio(known: Known, definition: Definition, year: Year) -> Outcome | None:
    """None for who had no persistent asthma in both years."""
    if not (_is_persistent(known, definition, year) and _is_persistent(known, definition, year.before)):
        return None
    codes = {found.code for found in coded_facts(known.facts, known.as_of)}
    for diagnoses in EXCLUDING:
        if any(code in diagnoses for code in codes):
            return excluded_for(diagnoses.id)
    controller, reliever = (_units(known, kind, definition, year) for kind in (CONTROLLER, RELIEVER))
    if not controller + reliever:
        return excluded_for("no_asthma_drug")
    inputs = {"controller_units": str(controller), "reliever_units": str(reliever)}
    return counted(inputs, ratio_at_least_half=controller / (controller + reliever) >= definition.values["ratio"])


def asthma_follow_up(known: Known, definition: Definition, year: Year) -> Outcome | None:
    """Events whose days of follow-up end within the year; None without any."""
    follow_up = timedelta(days=int(definition.values["follow_up_days"]))
    window = Window(year.first, year.last - follow_up)
    events = acute_events(known.facts.encounters, known.as_of)
    days = sorted(day for kind in ACUTE for day in days_of_events(events, kind, ASTHMA, window))
    if not days:
        return None
    seen = [e.start for e in known.facts.encounters if e.kind is EncounterClass.OUTPATIENT and names_any(e, ASTHMA)]
    followed = sum(any(day <= visit <= day + follow_up for visit in seen) for day in days)
    return Outcome(None, len(days), {"followed_up": followed}, {"events": [day.isoformat() for day in days]})


def _is_persistent(known: Known, definition: Definition, year: Year) -> bool:
    window, least = Window(year.first, year.last), definition.values
    events = acute_events(known.facts.encounters, known.as_of)
    dispensings = len(
        {
            (m.code, m.dispensed_on)
            for m in known.facts.medications
            if m.dispensed_on in window and class_of(m) in (CONTROLLER, RELIEVER)
        }
    )
    outpatient_days = {
        e.start
        for e in known.facts.encounters
        if e.kind is EncounterClass.OUTPATIENT and e.start in window and names_any(e, ASTHMA)
    }
    return (
        len(days_of_events(events, EncounterClass.ED, ASTHMA, window)) >= least["ed_visits"]
        or len(days_of_events(events, EncounterClass.INPATIENT, ASTHMA, window)) >= least["stays"]
        or dispensings >= least["dispensings"]
        or (
            len(outpatient_days) >= least["outpatient_days"]
            and dispensings >= least["dispensings_with_outpatient_days"]
        )
    )


def _units(known: Known, kind: MedicationClass, definition: Definition, year: Year) -> Decimal:
    days = int(definition.values["days_per_oral_unit"])
    return sum(
        (units_of(m, days) for m in known.facts.medications if m.dispensed_on in year and class_of(m) is kind),
        start=Decimal(0),
    )
