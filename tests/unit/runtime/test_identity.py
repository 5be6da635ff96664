"""Which tokens are taken, and what happens when the keys cannot be read."""

from pathlib import Path

import orjson
import pytest
from joserfc.jwk import ECKey

from harmony.keys import development_key
from shared.runtime.identity import Caller, KeysAway, NotAuthenticated, TokenCheck
from tests.support.bad_tokens import BAD_TOKENS
from tests.support.identities import ISSUER, token


def a_check(jwks: str | None = None) -> TokenCheck:
    return TokenCheck(jwks or str(development_key().jwks), ISSUER, "harmony")


def with_token(value: str) -> dict[bytes, bytes]:
    return {b"authorization": f"Bearer {value}".encode("latin-1")}


@pytest.mark.parametrize("name", BAD_TOKENS)
async def test_a_bad_token_is_refused(name: str) -> None:
    with pytest.raises(NotAuthenticated) as refusal:
        await a_check().caller(with_token(BAD_TOKENS[name]()))

    assert "Zuleika" not in str(refusal.value)


@pytest.mark.parametrize("headers", [{}, {b"authorization": b"Bearer "}, {b"authorization": b"Basic YTpi"}])
async def test_something_else_than_a_bearer_token_is_refused(headers: dict[bytes, bytes]) -> None:
    with pytest.raises(NotAuthenticated):
        await a_check().caller(headers)


async def test_a_good_token_is_taken_and_remembered_until_it_expires() -> None:
    check = a_check()
    good = with_token(token("case_manager", subject="cm1", agency="agency-a"))

    first, second = await check.caller(good), await check.caller(good)

    assert first == Caller("cm1", frozenset({"case_manager"}), "agency-a")
    assert second is first


async def test_an_agency_user_with_an_unknown_role_sees_no_more() -> None:
    caller = await a_check().caller(with_token(token("case_manager", "tourist", agency="agency-a")))

    assert not caller.sees_all


async def test_a_key_that_was_added_since_is_found(tmp_path: Path) -> None:
    jwks = tmp_path / "jwks.json"
    other = ECKey.generate_key("P-256", {"kid": "other"}).as_dict(private=False)
    jwks.write_bytes(orjson.dumps({"keys": [other]}))
    check = a_check(str(jwks))
    good = with_token(token("ops"))
    with pytest.raises(NotAuthenticated):
        await check.caller(good)

    jwks.write_bytes(development_key().jwks.read_bytes())
    check._fetched_at -= check.REFETCH_SECONDS

    assert (await check.caller(good)).roles == {"ops"}


@pytest.mark.parametrize("jwks", ["/nowhere/jwks.json", "http://127.0.0.1:1/jwks.json"])
async def test_keys_that_cannot_be_read_are_no_fault_of_the_caller(jwks: str) -> None:
    with pytest.raises(KeysAway):
        await a_check(jwks).caller(with_token(token("ops")))


async def test_a_caller_who_is_known_does_not_need_the_keys_again(tmp_path: Path) -> None:
    jwks = tmp_path / "jwks.json"
    jwks.write_bytes(development_key().jwks.read_bytes())
    check = a_check(str(jwks))
    known = with_token(token("ops"))
    await check.caller(known)
    jwks.unlink()
    check._fetched_at -= check.REFETCH_SECONDS

    assert (await check.caller(known)).roles == {"ops"}
    assert (await check.caller(with_token(token("ops", subject="new")))).subject == "new"
    with pytest.raises(NotAuthenticated):
        await check.caller(with_token(BAD_TOKENS["signed by another key"]()))
