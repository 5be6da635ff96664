"""The kinds of refusal. A domain error says what happened; the runtime maps its kind to a status."""

from typing import Any

from shared.kernel.finding import Finding


class HarmonyError(Exception):
    """`code` is stable and names the problem type; `members` are added to the problem document."""

    code = "error"
    title = "The request was refused"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
        self.members: dict[str, Any] = {}


class NotFound(HarmonyError):
    """It does not exist, or the caller may not know that it does."""

    code = "not-found"
    title = "There is nothing here"


class Conflict(HarmonyError):
    """The state of the thing forbids the action."""

    code = "conflict"
    title = "The present state forbids this"


class NotPermitted(HarmonyError):
    """The caller may see the thing but not do this to it."""

    code = "not-permitted"
    title = "You may not do this"

    def __init__(self, detail: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(detail)
        self.findings = findings


class RulesBroken(HarmonyError):
    """Rules refuse the action; `findings` say which and what to do."""

    code = "rules-broken"
    title = "Rules refuse this"

    def __init__(self, detail: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(detail)
        self.findings = findings


class InvalidMember(HarmonyError):
    """A member of the request can be read but names something that cannot be used. `pointer` is a JSON Pointer."""

    code = "invalid-request"
    title = "The request has members that cannot be used"

    def __init__(self, pointer: str, error_code: str, message: str) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.error_code = error_code


class UnsupportedType(HarmonyError):
    """The body is of a type that is not taken here; the text says which are."""

    code = "unsupported-media-type"
    title = "The request body is of a type that is not taken here"
