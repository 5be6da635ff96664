"""`If-Match` against the version that is there."""

import pytest

from shared.runtime.preconditions import PreconditionFailed, PreconditionRequired, check_if_match, etag


@pytest.mark.parametrize("given", ['"3"', "*", '"1", "3"', '"3","4"'])
def test_the_version_that_was_read_may_be_changed(given: str) -> None:
    check_if_match({"if-match": given}, 3, required=True)


@pytest.mark.parametrize("given", ['"2"', "3", 'W/"3"', "", '"3', "'3'"])
@pytest.mark.parametrize("required", [True, False])
def test_another_version_may_not(given: str, required: bool) -> None:
    with pytest.raises(PreconditionFailed) as refusal:
        check_if_match({"if-match": given}, 3, required=required)

    assert refusal.value.members == {"current_etag": etag(3)}


def test_the_version_is_asked_for_where_it_is_required() -> None:
    check_if_match({}, 3, required=False)
    with pytest.raises(PreconditionRequired):
        check_if_match({}, 3, required=True)
