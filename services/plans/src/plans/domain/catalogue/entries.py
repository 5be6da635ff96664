"""Every service of the domain reference, §1.5. Rates are historical examples, effective by day of service."""

from datetime import date
from decimal import Decimal

from plans.domain.catalogue.service import Cap, Rate, Service, Unit
from plans.domain.plan import Frequency
from plans.domain.units import MonthCounting

_DAY, _WEEK, _MONTH, _YEAR = Frequency.CALENDAR_DAY, Frequency.WEEK, Frequency.MONTH, Frequency.YEAR
_ONCE = Frequency.ONE_TIME
_BACKDATING_BAN = date(2019, 4, 1)
_ONE_A_DAY = (Cap(1, _DAY, "(I): the unit is the day"),)


def _from_july_2018(amount: str) -> tuple[Rate, ...]:
    return (Rate(date(2018, 7, 1), Decimal(amount), "[13]"),)


def _from_october_2022(amount: str) -> Rate:
    return Rate(date(2022, 10, 1), Decimal(amount), "[21a]")


_CASE_MANAGEMENT = (
    Service(
        code="T1016", name="Case management", unit=Unit.QUARTER_HOUR, frequencies=(_YEAR,),
        evidence="frequency [5], unit (M)", rates=_from_july_2018("14.70"),
        special_rules=("Authorized units may be raised in place, with a plan note and a request document.",),
    ),
    Service(
        code="T1016", modifiers=("TN",), name="Case management, very rural", unit=Unit.QUARTER_HOUR,
        frequencies=(_YEAR,), evidence="frequency [5], unit (M)", rates=_from_july_2018("21.05"),
    ),
    Service(
        code="T1016", modifiers=("U3",), name="Case management, from institution to home", unit=Unit.QUARTER_HOUR,
        frequencies=(_YEAR,), evidence="frequency (I), unit (M)", rates=_from_july_2018("14.70"),
    ),
    Service(
        code="T1016", modifiers=("TN", "U3"), name="Case management, from institution to home, very rural",
        unit=Unit.QUARTER_HOUR, frequencies=(_YEAR,), evidence="frequency (I), unit (M)",
        rates=_from_july_2018("21.05"),
    ),
)  # fmt: skip

_NURSING = (
    Service(
        code="T1002", name="Assessment and evaluation by a registered nurse", unit=Unit.QUARTER_HOUR,
        frequencies=(_YEAR,), evidence="frequency [5], unit (M)", rates=_from_july_2018("15.00"),
    ),
    Service(
        code="G0299", name="Skilled nursing by a registered nurse", unit=Unit.QUARTER_HOUR,
        frequencies=(_WEEK, _MONTH), evidence="frequency (I), unit (M)", rates=_from_july_2018("15.00"),
        special_rules=("State Plan home health is used first.",),
    ),
    Service(
        code="G0299", modifiers=("TF",), name="Skilled nursing by a registered nurse, beyond the State Plan",
        unit=Unit.QUARTER_HOUR, frequencies=(_WEEK, _MONTH), evidence="frequency (I), unit (M), rate not found",
    ),
    Service(
        code="G0300", name="Skilled nursing by a licensed practical nurse", unit=Unit.QUARTER_HOUR,
        frequencies=(_WEEK, _MONTH), evidence="frequency (I), unit (M)", rates=_from_july_2018("14.00"),
        special_rules=("State Plan home health is used first.",),
    ),
    Service(
        code="G0300", modifiers=("TF",), name="Skilled nursing by a licensed practical nurse, beyond the State Plan",
        unit=Unit.QUARTER_HOUR, frequencies=(_WEEK, _MONTH), evidence="frequency (I), unit (M), rate not found",
    ),
    Service(
        code="T1001", name="State Plan personal care: nursing visit", unit=Unit.VISIT, frequencies=(_YEAR,),
        evidence="frequency (I), unit (M)", caps=(Cap(5, _YEAR, "[7b]"),),
        special_rules=("Placeholder line.",),
    ),
)  # fmt: skip

_PERSONAL_CARE = (
    Service(
        code="T1019", name="Personal care by an agency", unit=Unit.QUARTER_HOUR, frequencies=(_WEEK,),
        evidence="frequency [3], unit (M)", rates=_from_july_2018("4.05"), backdating_banned_from=_BACKDATING_BAN,
        special_rules=("The week runs from Monday to Sunday.", "Visits are verified electronically."),
    ),
    Service(
        code="T1019", modifiers=("TF",), name="Advanced supportive and restorative care", unit=Unit.QUARTER_HOUR,
        frequencies=(_WEEK,), evidence="frequency (I), unit (M)", rates=_from_july_2018("4.35"),
        backdating_banned_from=_BACKDATING_BAN,
    ),
    Service(
        code="S5125", name="Personal services assistance, self-directed (CD-PASS)", unit=Unit.QUARTER_HOUR,
        frequencies=(_WEEK,), evidence="unit [21a], frequency (I)",
        rates=(*_from_july_2018("3.42"), _from_october_2022("4.45")),
        special_rules=("Individual budget; must cost less than agency care.",),
    ),
    Service(
        code="S5125", modifiers=("TF",), name="Advanced personal services assistance, self-directed (CD-PASS)",
        unit=Unit.QUARTER_HOUR, frequencies=(_WEEK,), evidence="unit [21a], frequency (I)",
        rates=(_from_october_2022("5.34"),),
        special_rules=("Individual budget; must cost less than agency care.",),
    ),
    Service(
        code="T2025", name="Goods and services, self-directed (CD-PASS)", unit=Unit.QUARTER_HOUR,
        frequencies=(_WEEK,), evidence="unit [21a], frequency (I)", rates=(_from_october_2022("1.30"),),
        special_rules=("Goes with the personal services assistance lines.",),
    ),
)  # fmt: skip

_RESPITE = (
    Service(
        code="T1005", name="Respite at home", unit=Unit.QUARTER_HOUR, frequencies=(_WEEK, _YEAR),
        evidence="frequency (I), unit (M)", caps=(Cap(28, _DAY, "(M)"),), rates=_from_july_2018("4.05"),
        backdating_banned_from=_BACKDATING_BAN, special_rules=("At least 8 units on a day of respite (M).",),
    ),
    Service(
        code="S9125", name="Respite at home, extended", unit=Unit.DAY, frequencies=(_DAY,),
        evidence="frequency (I), unit [13]", caps=_ONE_A_DAY, rates=_from_july_2018("168.80"),
        backdating_banned_from=_BACKDATING_BAN, special_rules=("At least eight hours (M).",),
    ),
    Service(
        code="UB120", name="Respite in a nursing facility", unit=Unit.DAY, frequencies=(_DAY,),
        evidence="frequency: provider update of 2018-10-01; meaning (I)", backdating_banned_from=_BACKDATING_BAN,
        special_rules=("Number of units is 1 per calendar day.", "Priced at the facility's routine daily rate [16]."),
    ),
)  # fmt: skip

_DAY_AND_RESIDENTIAL = (
    Service(
        code="S5100", modifiers=("U1",), name="Adult day health", unit=Unit.QUARTER_HOUR, frequencies=(_DAY, _WEEK),
        evidence="unit [21], frequency (I)", caps=(Cap(32, _DAY, "[21]"),), rates=_from_july_2018("2.00"),
        backdating_banned_from=_BACKDATING_BAN,
        special_rules=("Modifier U1 is mandatory.", "Goals state days per week and hours per day."),
    ),
    Service(
        code="S5105", name="Adult day health: personal care", unit=Unit.SESSION, frequencies=(_DAY, _WEEK),
        evidence="frequency (I), unit (M)", caps=(Cap(1, _DAY, "(M): one per attended day"),),
        rates=_from_july_2018("7.95"), backdating_banned_from=_BACKDATING_BAN,
    ),
    Service(
        code="S5105", modifiers=("TG",), name="Adult day health: therapies", unit=Unit.SESSION,
        frequencies=(_DAY, _WEEK), evidence="frequency (I), unit (M)",
        caps=(Cap(1, _DAY, "(M): one per attended day"),), rates=_from_july_2018("11.25"),
        backdating_banned_from=_BACKDATING_BAN,
    ),
    *(
        Service(
            code="T2031", modifiers=modifiers, name=f"Assisted living, {tier} tier", unit=Unit.DAY, frequencies=(_DAY,),
            evidence="frequency (I), unit [13]", caps=_ONE_A_DAY, rates=_from_july_2018(rate),
            backdating_banned_from=_BACKDATING_BAN,
            special_rules=("Not together with personal care, respite or meals at home (M).",),
        )
        for modifiers, tier, rate in (
            ((), "standard", "47.10"),
            (("TF",), "intermediate", "63.55"),
            (("TG",), "high", "88.90"),
        )
    ),
    Service(
        code="S9126", name="Hospice", unit=Unit.DAY, frequencies=(_DAY,), evidence="frequency (I), unit [13]",
        caps=_ONE_A_DAY, rates=_from_july_2018("123.80"),
    ),
)  # fmt: skip

_AT_HOME = (
    Service(
        code="S5170", name="Home-delivered meal", unit=Unit.MEAL, frequencies=(_DAY, _WEEK),
        evidence="frequency [6], unit (M)", rates=_from_july_2018("5.15"), backdating_banned_from=_BACKDATING_BAN,
    ),
    Service(
        code="S5160", name="Emergency response system: installation", unit=Unit.INSTALLATION, frequencies=(_ONCE,),
        evidence="(M)", backdating_banned_from=_BACKDATING_BAN,
    ),
    Service(
        code="S5161", name="Emergency response system: monthly service", unit=Unit.MONTH, frequencies=(_MONTH,),
        evidence="(M)", month_counting=MonthCounting.TOUCHED, backdating_banned_from=_BACKDATING_BAN,
    ),
    *(
        Service(
            code=code, name=name, unit=Unit.ITEM, frequencies=(_ONCE, _MONTH), evidence="(M); our own code",
            backdating_banned_from=banned,
            special_rules=("Priced per item; needs prior authorization and quotes (M).",),
        )
        for code, name, banned in (
            ("DME", "Medical equipment, priced per item", None),
            ("SUPPLIES", "Medical supplies, priced per item", _BACKDATING_BAN),
            ("MODIFICATION", "Modification of the home, priced per item", None),
        )
    ),
)  # fmt: skip

SERVICES: tuple[Service, ...] = (
    *_CASE_MANAGEMENT,
    *_NURSING,
    *_PERSONAL_CARE,
    *_RESPITE,
    *_DAY_AND_RESIDENTIAL,
    *_AT_HOME,
)
