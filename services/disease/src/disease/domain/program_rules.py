"""Rules of enrolment, outreach, education and guidelines that statements and constraints keep, as pages for people."""

from dataclasses import dataclass

from disease.domain.contact_sources import (
    ATTEMPTS,
    CADENCES,
    CASE_MANAGEMENT_PROPOSED,
    COVERAGE_ENDS,
    GUIDELINES_REACH_PROVIDERS,
    LEAD_CASE_MANAGER,
    MATERIAL,
    NEWSLETTERS,
    OPT_OUT,
    RETURNED_MAIL,
)
from shared.kernel.citation import Citation


@dataclass(frozen=True, slots=True)
class ProgramRule:
    """`stage` is where it is kept: enrolment, outreach, mailing or distribution."""

    id: str
    stage: str
    title: str
    message: str
    citation: Citation


PROGRAM_RULES: tuple[ProgramRule, ...] = (
    ProgramRule(
        "R11",
        "enrolment",
        "an opt-out holds at once and only the member's own word takes it back",
        "A provider's word or a new event asks the member once, by way of the provider.",
        OPT_OUT,
    ),
    ProgramRule(
        "R16-PROGRAM",
        "enrolment",
        "a program ends with the cover and a short gap resumes it",
        "Sixty days or less resume the same enrolment, more begin the next one.",
        COVERAGE_ENDS,
    ),
    ProgramRule(
        "R13",
        "enrolment",
        "a high tier is proposed to case management once for each cause",
        "The highest tier always; the high one when the criteria of complex case management hold.",
        CASE_MANAGEMENT_PROPOSED,
    ),
    ProgramRule(
        "R12-MAIL",
        "mailing",
        "mail goes on while a case manager leads",
        "The lead takes the nurse calls, not the mail.",
        LEAD_CASE_MANAGER,
    ),
    ProgramRule(
        "CADENCE",
        "outreach",
        "welcome, mail and calls are due by the tier",
        "A higher tier brings what is due forward and never puts it off.",
        CADENCES,
    ),
    ProgramRule(
        "UTR",
        "outreach",
        "who was tried as often as the policy says gets a letter and then a flag",
        "Three attempts on two days and in two parts of the day within fourteen days; fourteen days after the letter.",
        ATTEMPTS,
    ),
    ProgramRule(
        "ED-ONCE",
        "mailing",
        "a household gets a material once in twelve months",
        "The next letter brings the next material; welcomes and letters to one member are not counted.",
        MATERIAL,
    ),
    ProgramRule(
        "ED-REQUEST",
        "mailing",
        "what a member asks for ships within five business days at any tier",
        "It moves no mailing that is scheduled.",
        MATERIAL,
    ),
    ProgramRule(
        "ED-RETURNED",
        "mailing",
        "after two returns nothing is sent to the address",
        "A new address begins at zero.",
        RETURNED_MAIL,
    ),
    ProgramRule(
        "ED-NEWS",
        "mailing",
        "newsletters go to everybody who is enrolled",
        "One copy for a household, each issue once.",
        NEWSLETTERS,
    ),
    ProgramRule(
        "R22",
        "distribution",
        "each affected provider receives each version of a guideline",
        "Who waits longer than sixty days for the newest version is listed.",
        GUIDELINES_REACH_PROVIDERS,
    ),
)
