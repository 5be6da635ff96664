"""Policy `2019-04`: later practice of the same office, of the provider update of April 1, 2019 [3] and before it [5].

MSU applies end dates, so a case manager requests them (CS-11); backdating is banned for listed services (DT-07).
"""

from dataclasses import replace
from datetime import date

from plans.domain.policies.october_2018 import OCTOBER_2018, RULE_IDS
from plans.domain.policies.policy import ClinicalReview

APRIL_2019 = replace(
    OCTOBER_2018,
    id="2019-04",
    title="Practice from April 1, 2019: no backdating, MSU applies end dates",
    start=date(2019, 4, 1),
    rule_ids=RULE_IDS | {"BD-03", "CS-11"},
    backdating_is_banned=True,
    clinical_review=ClinicalReview(percent=25, units_a_week=20),  # (I): [8] has MSU route
)
