"""Answers of a questionnaire, read strictly: what cannot be an answer is none."""

from shared.kernel.facts.member_facts import Assessment

DAYS_OF_A_WEEK = 7
MOST_PER_MONTH = 31
MOST_COURSES = 52
ACTIVITY = ("none", "some", "extreme")


def whole(assessment: Assessment, name: str, most: int) -> int | None:
    answer = assessment.answers.get(name)
    return answer if isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer <= most else None


def yes(assessment: Assessment, name: str) -> bool | None:
    answer = assessment.answers.get(name)
    return answer if isinstance(answer, bool) else None


def one_of(assessment: Assessment, name: str, words: tuple[str, ...]) -> str | None:
    answer = assessment.answers.get(name)
    return answer if isinstance(answer, str) and answer in words else None
