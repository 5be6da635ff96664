"""Letters in English, in our own plain words."""

from casemanagement.domain.letters.wording import Body, LetterKind, Section, Wording

COVERAGE = "Your coverage and your other services do not change."
COME_BACK = "You can come back whenever you want: one call is enough."

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
    programs={
        "catastrophic": "case management after a serious injury",
        "complex": "complex case management",
        "complex_hiv": "complex case management",
        "lead": "the lead program",
        "prenatal": "the prenatal program",
        "high_risk_obstetrics": "the high-risk pregnancy program",
        "transplant": "the transplant program",
        "special_needs": "the special needs program",
        "long_term_care": "long-term care management",
    },
    neutral="our care program",
    scopes={
        "all": "all our programs",
        "all_cm": "all case management programs",
        "all_dm": "all disease management programs",
        "channel:phone": "calls from us",
        "channel:sms": "text messages from us",
        "channel:mail": "mail from us",
        "channel:email": "e-mail from us",
    },
    reasons={
        "goals_met_80": "The goals that we set together are met. Well done!",
        "non_adherence": "The plan that we made together was not followed, or we lost contact.",
        "plan_termination": "Your coverage by this plan ended.",
        "member_request": "You asked us to end it.",
        "death": "The member died.",
    },
    greeting="Dear {name}:",
    guardian="Parent or guardian of {name}",
    guardian_greeting="Dear parent or guardian of {name}:",
    about_child="This letter is about {name}. “You” means {name} and you.",
    labels={
        "date": "Date of this letter",
        "member": "Member",
        "case": "Case number",
        "ends": "Ends on",
        "reason": "Why",
        "reference": "Letter",
        "page": "Page {page} of {pages}",
    },
    bodies={
        LetterKind.WELCOME: Body(
            title="A nurse will help you with your care",
            opening=(
                "You are now in {program}. It costs you nothing, and it changes nothing of your coverage.",
                (
                    "A nurse case manager will call you soon. The nurse asks how you are, makes a plan with you and "
                    "your doctor, and helps you to get the care and the services that you need."
                ),
            ),
            sections=(
                Section(
                    heading="If you do not want this",
                    paragraphs=(
                        "You may leave at any time and need no reason. Call {line}, or tell the nurse who calls you.",
                        f"{COVERAGE} {COME_BACK}",
                    ),
                ),
            ),
        ),
        LetterKind.CONTACT_INFORMATION: Body(
            title="Where to call when you need us",
            opening=(
                "We looked at what you or your doctor told us. As things are now, you need no case manager.",
                (
                    "Please go to all visits with your doctor. Call us as soon as something changes or worries you, "
                    "and ask for {program}. We will look at it again with you."
                ),
            ),
        ),
        LetterKind.UNABLE_TO_REACH: Body(
            title="We tried to reach you",
            opening=(
                "We tried to call you about {program} and did not reach you.",
                "Please call us at {line}, or tell us a better number and a better time.",
                "If we do not hear from you by {by}, we stop calling. " + COVERAGE + " " + COME_BACK,
            ),
        ),
        LetterKind.WARNING: Body(
            title="Please talk with us about your plan",
            opening=(
                "We made a plan with you in {program}. It is not being followed now, or we cannot reach you.",
                (
                    "If something stands in the way, such as a ride, a phone or an interpreter, tell us. We will help, "
                    "and we can change the plan together."
                ),
                "If we do not hear from you by {by}, case management may end. " + COVERAGE,
            ),
        ),
        LetterKind.DISCHARGE: Body(
            title="Your case management ends",
            opening=("You were in {program}. It ends on {ends}.", COVERAGE),
            sections=(
                Section(
                    heading="If you need us again",
                    paragraphs=(COME_BACK, "Your doctor can also ask us to help you, at any time."),
                ),
            ),
        ),
        LetterKind.OPT_OUT_CONFIRMATION: Body(
            title="You will not hear from us about this any more",
            opening=(
                "You told us that you do not want {scope}. We wrote it down, and it holds from {ends} on.",
                "We still answer when you call, and we still send what the law tells us to send. " + COVERAGE,
                COME_BACK,
            ),
        ),
    },
    channel_closed=Body(
        title="We will reach you in another way",
        opening=(
            "You told us that you do not want {scope}. We wrote it down, and it holds from {ends} on.",
            "You stay in your programs, and we still answer when you call. " + COVERAGE,
            "You can change this whenever you want: one call is enough.",
        ),
    ),
    goals="Goals met: {met} of {eligible}.",
    coverage=COVERAGE,
    reach=Section(
        heading="How to reach us",
        paragraphs=(
            "Call {line}. If you use TTY, call {tty}.",
            "A nurse answers questions day and night at {nurse_line}; TTY {nurse_tty}.",
            "We have interpreters for every language. They cost you nothing.",
        ),
    ),
    tagline="ATTENTION: If you speak English, help in your language costs you nothing. Call {line} (TTY: {tty}).",
    closing="Your case management team",
    neutral_sender="Member Services",
)
