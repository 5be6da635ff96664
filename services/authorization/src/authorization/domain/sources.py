"""The documents that the rules and policies of this service cite."""

from shared.kernel.citation import Citation, Source

PROVIDER_UPDATE = Source(
    "provider-update-2018-10-01", "Provider Update - October 1, 2018", "provider-update-2018-10-01.txt"
)
PRIORITY_UPDATE = Source("provider-update-2018-11-07", "Provider Update - November 7, 2018")
PROGRAM_UPDATE = Source("provider-update-2019-12-26", "Provider Update - December 26, 2019")
CFR_AUTHORIZATION = Source("42-cfr-438-210", "42 CFR 438.210, coverage and authorization of services")
CFR_NOTICE = Source("42-cfr-431-210", "42 CFR 431.210, content of notice")
CFR_ADVANCE_NOTICE = Source("42-cfr-431-211", "42 CFR 431.211 to 431.214, advance notice and its exceptions")
CFR_REINSTATEMENT = Source("42-cfr-431-231", "42 CFR 431.231, reinstating services")
CFR_APPEALS = Source("42-cfr-438-402", "42 CFR 438.402 to 438.424, grievance and appeal system")
CMS_FINAL_RULE = Source("cms-0057-f", "CMS-0057-F, interoperability and prior authorization")
CFR_WAIVER = Source("42-cfr-441-301", "42 CFR 441.301, contents of request for a waiver")
DOMAIN_PAGE = Source("plans-and-authorization", "Service plans and authorization: the domain")

NO_NOTE_NO_PRIORITY = Citation(
    PROVIDER_UPDATE,
    "Corresponding Documents",
    "Lack of a note will be automatic denial of priority processing (except UB120, AL or CD-PASS)",
)
PRIORITY_BY_NOTE = Citation(
    PROVIDER_UPDATE,
    "Corresponding Documents",
    "All Priorities should be requested by adding a Plan Note stating the justification of priority processing",
)
PRIORITY_CRITERIA = Citation(
    PRIORITY_UPDATE, "Priority requests", "Staff test a priority against the criteria; a note alone is not enough."
)
PRIORITY_WITHIN_A_DAY = Citation(
    PRIORITY_UPDATE, "Priority requests", "Accepted priorities are worked within 24 hours."
)
DECISION_TIME = Citation(
    CFR_AUTHORIZATION,
    "(d) Timeframe for authorization decisions",
    "A standard decision is made within 7 calendar days of receipt, an expedited one within 72 hours.",
)
EXPIRED_CLOCK = Citation(
    CFR_APPEALS,
    "438.404(c)(5)",
    "A decision that is not made in time is a denial on the day on which the time ends.",
)
DECISION_EXPERTISE = Citation(
    CFR_AUTHORIZATION,
    "(b)(3)",
    "Whoever denies or reduces has expertise in the person's medical, behavioral or LTSS needs.",
)
NOTICE_CONTENT = Citation(
    CFR_NOTICE, "(a)-(c)", "A notice states the action, its specific reasons and the regulation that supports it."
)
INDEPENDENT_DECISION = Citation(
    DOMAIN_PAGE,
    "4.3, WF-04",
    "Whoever decides is not of the case management agency, and every line is decided before the plan leaves review.",
)
ADVANCE_NOTICE = Citation(
    CFR_ADVANCE_NOTICE,
    "431.211, 431.213 and 431.214",
    "Notice is mailed at least 10 days before a service is reduced, suspended or ended, but for the exceptions named.",
)
PRESUMED_RECEIPT = Citation(
    CFR_REINSTATEMENT,
    "(c)",
    "Receipt is presumed 5 days after the date on the notice; who asks within 10 days of receipt is reinstated.",
)
APPEAL_TIME = Citation(
    CFR_APPEALS,
    "438.402(c) and 438.408",
    "An appeal is asked for within 60 days of the notice and resolved within 30 days, expedited within 72 hours.",
)
APPEAL_REVIEWER = Citation(
    CFR_APPEALS, "438.406(b)(2)", "Appeals are decided by people who had no part in the decision before."
)
CONTINUATION = Citation(
    CFR_APPEALS,
    "438.420",
    "A service goes on during an appeal when that is asked for in time, and until the appeal is decided.",
)
PUBLIC_METRICS = Citation(
    CMS_FINAL_RULE,
    "Prior authorization metrics",
    "By 31 March the figures of the calendar year before are public: approved, denied, approved after appeal and after "
    "extension, and mean and median time, for standard and expedited requests.",
)
ELIGIBLE_MEMBER = Citation(
    DOMAIN_PAGE,
    "4.3, EL-01",
    "Waiver services need active eligibility and level of care, a waiver slot, and a member of the age it serves.",
)
OUTBOUND = Citation(
    DOMAIN_PAGE,
    "4.3, ED-01",
    "What was rejected or not sent for more than a day is worked on; nothing goes out twice under one control number.",
)
STRAIGHT_THROUGH_APPROVAL = Citation(
    DOMAIN_PAGE,
    "3, auto-approval rules",
    "A policy may approve without a reviewer what has no error finding, is below its thresholds and names a certified "
    "provider; it never denies.",
)
UNITS_RECOMPUTED = Citation(
    DOMAIN_PAGE, "4.3, UN-03", "The total is computed anew by the server and compared with the submitted one."
)
UNITS_FLOOR = Citation(
    DOMAIN_PAGE, "4.3, UN-04", "New total of units is at least the used units; the amount is at least what was paid."
)
UNITS_LEFT = Citation(
    DOMAIN_PAGE,
    "4.3, UN-05",
    "Parts of a year quantity sum to no more than the plan year's; a transfer carries the remaining units.",
)
USED_AGAINST_AUTHORIZED = Citation(
    DOMAIN_PAGE, "2.2, Utilization", "Units used are followed against units authorized, within the authorized dates."
)
BURN_RATE = Citation(
    DOMAIN_PAGE,
    "4.3, UN-06",
    "Warn at a burn rate above 110% or below 50% of what is expected, at few remaining units, and at none used "
    "30 days after the start.",
)
LINE_DECISION = Citation(
    DOMAIN_PAGE, "2.4", "A line is authorized, modified or not authorized; a decision gives no more than was asked."
)
