"""Letters in English, in our own plain words."""

from authorization.domain.letters.wording import Section, Wording
from authorization.domain.notice import NoticeKind
from authorization.domain.request import Frequency

ENGLISH = Wording(
    language="en",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date_format="{month} {day}, {year}",
    titles={
        NoticeKind.APPROVAL: "We approved your services",
        NoticeKind.PARTIAL: "We approved part of what was asked for you",
        NoticeKind.DENIAL: "We did not approve what was asked for you",
        NoticeKind.REDUCTION_OR_TERMINATION: "A service that you have now will be reduced or will end",
        NoticeKind.EXTENSION: "We need more time to decide",
        NoticeKind.PRIORITY_DENIED: "Your request will be decided in the usual time",
    },
    openings={
        NoticeKind.APPROVAL: ("Your case manager asked us to approve services for you. We said yes to these:",),
        NoticeKind.PARTIAL: (
            (
                "Your case manager asked us to approve services for you. We said yes to a part of it. "
                "Below you see what was asked, what we approved, and why."
            ),
        ),
        NoticeKind.DENIAL: (
            (
                "Your case manager asked us to approve services for you. We said no to the services below, "
                "and we tell you why."
            ),
            "Services that you have now, and that are not in this letter, do not change.",
        ),
        NoticeKind.REDUCTION_OR_TERMINATION: (
            (
                "You will get less of a service than you get now, or the service will end. "
                "Below you see what changes, on which day, and why."
            ),
            "Until that day nothing changes.",
        ),
        NoticeKind.EXTENSION: (
            "We have a request for services for you. We cannot decide it yet, because we need to know more.",
            "We will decide by {due}. Until then, the services that you have now do not change.",
        ),
        NoticeKind.PRIORITY_DENIED: (
            "Your case manager asked us to decide your request before others. We did not agree to that.",
            (
                "Your services are not denied. We will decide your request by {due}, counted from the day we first "
                "received it."
            ),
        ),
    },
    greeting="Dear {name}:",
    greeting_to_family="To the family or representative of {name}:",
    labels={
        "date": "Date of this letter",
        "member": "Member",
        "address": "Address",
        "medicaid_id": "Medicaid ID",
        "reference": "Letter",
        "request": "Request",
        "before": "You have now",
        "asked": "Asked for",
        "decided": "We approved",
        "decided_none": "Nothing",
        "number": "Authorization number",
        "effective": "Changes on",
        "last_day": "Last day of service",
        "why": "Why",
        "remark": "The reviewer wrote: {text}",
        "rule": "Rule: {citation}",
        "unit": "unit",
        "units": "units",
        "page": "Page {page} of {pages}",
    },
    amounts={
        Frequency.CALENDAR_DAY: "{units} {unit} each day",
        Frequency.WEEK: "{units} {unit} each week",
        Frequency.MONTH: "{units} {unit} each month",
        Frequency.YEAR: "{units} {unit} for the plan year",
        Frequency.ONE_TIME: "{units} {unit} in all",
    },
    amount_of_span="{amount}, from {start} to {end}",
    services={
        "T1016": "Case management",
        "T1002": "Nurse evaluation",
        "T1019": "Personal care",
        "T1019-TF": "Advanced supportive and restorative care",
        "S5125": "Personal services that you direct yourself",
        "T2025": "Goods and services that you direct yourself",
        "G0299": "Skilled nursing by a registered nurse",
        "G0300": "Skilled nursing by a licensed practical nurse",
        "T1005": "Respite at home",
        "S9125": "Extended respite at home",
        "UB120": "Respite in a nursing facility",
        "S5100": "Adult day health",
        "S5105": "Adult day health, personal care or therapy",
        "T2031": "Assisted living",
        "S9126": "Hospice",
        "S5170": "Home-delivered meals",
        "S5160": "Emergency call system, installation",
        "S5161": "Emergency call system",
        "T1001": "Nursing visit",
    },
    reasons={
        "NOT_ELIGIBLE": "You are not eligible for the program on these dates.",
        "LOC_EXPIRED": "Your level of care is no longer certified on these dates.",
        "INPATIENT": "You are in a hospital or nursing facility on these dates.",
        "NOT_COVERED": "The program does not pay for this service.",
        "LIMIT_EXCEEDED": "This is more than the program allows for this service.",
        "DUPLICATE": "The same service was already asked for or approved.",
        "OVERLAP": "You already have another service that cannot be combined with this one.",
        "PROVIDER_NOT_CERTIFIED": "The provider is not certified for this service.",
        "PROVIDER_OUT_OF_AREA": "The provider does not serve your county.",
        "DOC_MISSING": "We did not get a document that we need.",
        "DOC_NOT_COMPLETE": "A document that we need is not complete.",
        "SUPERVISOR_REVIEW_MISSING": "The plan was not reviewed by a supervisor.",
        "OUTSIDE_PLAN_YEAR": "The dates are outside your plan year.",
        "RETRO_NOT_ALLOWED": "The service would begin on a day that is too early.",
        "UNITS_NOT_SUPPORTED": "The documents that we have do not show a need for this much of the service.",
        "STATE_PLAN_FIRST": "Other Medicaid services must be used first.",
        "COST_CAP": "Your plan would cost more than the program allows.",
        "CDPASS_NOT_SAFE": "Directing the service yourself, as it is planned, is not safe.",
        "NOT_NEEDED_CLINICAL": "A nurse or doctor reviewed your needs and found that this service is not needed.",
        "ADVANCE_NOTICE": "The change comes later than asked, so that you hear of it in time.",
        "STRAIGHT_THROUGH": "The request meets the rules for approval without further review.",
        "WITHDRAWN": "The request was taken back.",
        "NO_JUSTIFICATION": "There was no complete note that says why waiting would harm you.",
        "PRIORITY_CRITERIA": "The reasons that were given do not meet the rules for deciding before others.",
        "INFORMATION_NEEDED": "We need more information before we can decide.",
        "REQUESTED_BY_MEMBER": "You, or somebody who speaks for you, asked for more time.",
        "CLOCK_EXPIRED": "We did not decide in the time that the rules give us. That counts as a denial.",
    },
    appeal=Section(
        heading="If you do not agree, you can appeal",
        paragraphs=(
            (
                "You can ask us to look at our decision again. This is called an appeal. "
                "Ask by {appeal_by}. You can ask by letter, in person or by phone."
            ),
            "You can speak for yourself. A lawyer, relative, friend or anybody else you choose can also speak for you.",
            (
                "We answer within {resolution_days} days. If waiting that long could harm your health, ask for a fast "
                "appeal: we then answer within {expedited_hours} hours."
            ),
            (
                "If you do not agree with the answer either, you can ask for a State fair hearing. "
                "The answer to your appeal tells you how."
            ),
        ),
    ),
    continuation=Section(
        heading="Keep your service while you wait",
        paragraphs=(
            (
                "If you appeal and also ask to keep your service by {continue_by}, it goes on as it is now until your "
                "appeal is decided. We presume that you got this letter by {receipt}."
            ),
            "If the appeal is not decided in your favor, you may have to pay for the service that went on.",
        ),
    ),
    file=Section(
        heading="See what we looked at",
        paragraphs=("You can have copies of your file, and of the rules that we used, free of charge. Just ask.",),
    ),
    grievance=Section(
        heading="If you are not happy with this",
        paragraphs=(
            (
                "You can file a complaint (a grievance) at any time, by letter, in person or by phone. "
                "It changes nothing about your services."
            ),
        ),
    ),
    questions=Section(
        heading="Questions",
        paragraphs=(
            "Ask your case manager or this office.",
            (
                "If you need this letter in another language, in large print, in braille or read to you, "
                "or if you need an interpreter, ask us. This is free."
            ),
        ),
    ),
    questions_with_contact="Ask your case manager or this office: {contact}",
    closing="Your program office",
)
