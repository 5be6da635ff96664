"""Whether a member is pregnant on a day, and how it is known."""

from datetime import date, timedelta

from disease.domain.reading.window import Window, coded_facts, last_days, newest
from disease.domain.rule_sets.rule_set import DiabetesRules
from disease.domain.value_sets.diagnoses import PREGNANCY
from shared.kernel.facts.member_facts import MemberFacts


def pregnancy_source(facts: MemberFacts, as_of: date, rules: DiabetesRules) -> str | None:
    """What is said of the pregnancy comes before codes, which count for as long as a pregnancy lasts."""
    lasts = timedelta(days=rules.pregnancy_days)
    pregnancy = facts.pregnancy
    if pregnancy is None:
        code = newest(
            found
            for found in coded_facts(facts, as_of)
            if found.code in PREGNANCY and found.day in last_days(as_of, rules.pregnancy_days)
        )
        return str(code.code) if code else None
    if pregnancy.ended_on is not None and pregnancy.ended_on <= as_of:
        return None
    if pregnancy.estimated_due_date is not None:
        due = pregnancy.estimated_due_date
        runs = as_of in Window(due - lasts, due + timedelta(days=rules.pregnancy_days_after_due_date))
    elif pregnancy.noticed_on is not None:
        runs = pregnancy.noticed_on in last_days(as_of, rules.pregnancy_days)
    else:
        runs = True
    return "pregnancy" if runs else None
