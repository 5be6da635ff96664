"""Strong ETags and `If-Match`."""

from collections.abc import Mapping

from shared.kernel.errors import HarmonyError


class PreconditionFailed(HarmonyError):
    code = "stale"
    title = "Somebody changed this in the meantime"


class PreconditionRequired(HarmonyError):
    code = "precondition-required"
    title = "Say which version you changed"


def etag(version: int) -> str:
    return f'"{version}"'


def check_if_match(headers: Mapping[str, str], version: int, *, required: bool) -> None:
    """Raises `PreconditionRequired` without `If-Match` where it is required, `PreconditionFailed` for a stale one."""
    given = headers.get("if-match")
    if given is None:
        if required:
            raise PreconditionRequired("Send If-Match with the ETag of the version that you read.")
        return
    wanted = {tag.strip() for tag in given.split(",")}
    if "*" not in wanted and etag(version) not in wanted:
        error = PreconditionFailed(
            "The version you read is no longer the newest. Read it again, look at what changed, and repeat your change."
        )
        error.members = {"current_etag": etag(version)}
        raise error
