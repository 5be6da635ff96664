"""The development key and its tokens."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from harmony.keys import KEY_ID, development_key
from harmony.problem import SetupProblem
from harmony.tokens import AUDIENCE, ISSUER, ROLES, sign_token
from shared.runtime.identity import Role, TokenCheck


def test_the_private_key_is_for_its_owner_only_and_the_public_set_holds_no_secret(tmp_path: Path) -> None:
    key = development_key(tmp_path / "home")

    assert key.private.stat().st_mode & 0o777 == 0o600
    [public] = json.loads(key.jwks.read_bytes())["keys"]
    assert public["kid"] == KEY_ID
    assert "d" not in public


def test_the_key_stays_the_same(tmp_path: Path) -> None:
    assert development_key(tmp_path).key == development_key(tmp_path).key


def test_a_lost_public_set_is_written_again(tmp_path: Path) -> None:
    key = development_key(tmp_path)
    key.jwks.write_text('{"keys": []}')

    assert json.loads(development_key(tmp_path).jwks.read_bytes())["keys"][0]["kid"] == KEY_ID


def test_several_makers_at_once_make_one_key(tmp_path: Path) -> None:
    script = "import sys, pathlib, harmony.keys as k; print(k.development_key(pathlib.Path(sys.argv[1])).key['x'])"
    makers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "home")], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]

    made = {maker.communicate(timeout=30)[0] for maker in makers}

    assert [maker.returncode for maker in makers] == [0, 0, 0, 0]
    assert len(made) == 1
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == [
        "development-jwks.json",
        "development-key.json",
    ]


def test_a_damaged_key_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "development-key.json").write_text("{half")

    with pytest.raises(SetupProblem, match="is damaged"):
        development_key(tmp_path)


def test_a_home_that_is_a_file_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")

    with pytest.raises(SetupProblem, match="cannot be read or written"):
        development_key(tmp_path / "home")


def test_a_token_says_who_is_calling(tmp_path: Path) -> None:
    key = development_key(tmp_path)

    token = sign_token(key, subject="cm1", roles=["case_manager"], agency="a1", hours=2)

    claims = jwt.decode(token, KeySet.import_key_set(json.loads(key.jwks.read_bytes())), algorithms=["ES256"]).claims
    assert claims["iss"] == "harmony-development"
    assert claims["aud"] == "harmony"
    assert claims["sub"] == "cm1"
    assert claims["roles"] == ["case_manager"]
    assert claims["agency"] == "a1"
    assert claims["exp"] - claims["iat"] == 7200
    assert claims["jti"]


async def test_a_service_accepts_the_token(tmp_path: Path) -> None:
    key = development_key(tmp_path)
    token = sign_token(key, subject="sup1", roles=["cm_supervisor", "confidential"])

    caller = await TokenCheck(str(key.jwks), ISSUER, AUDIENCE).caller({b"authorization": b"Bearer " + token.encode()})

    assert caller.subject == "sup1"
    assert caller.roles == {"cm_supervisor", "confidential"}


def test_the_roles_are_those_of_the_services() -> None:
    assert set(ROLES) == {role.value for role in Role}


def test_an_unknown_role_is_refused_with_the_list_of_roles(tmp_path: Path) -> None:
    with pytest.raises(SetupProblem, match="There is no role king"):
        sign_token(development_key(tmp_path), subject="x", roles=["king"])


def harmony(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "harmony", *arguments],
        env={"HARMONY_HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_the_command_prints_the_token_and_nothing_else(tmp_path: Path) -> None:
    told = harmony(tmp_path, "token", "--role", "case_manager", "--role", "confidential", "--subject", "cm1")

    assert told.returncode == 0
    assert told.stdout.count("\n") == 1
    assert told.stdout.count(".") == 2
    assert told.stderr == ""


def test_the_command_refuses_an_unknown_role_without_a_traceback(tmp_path: Path) -> None:
    told = harmony(tmp_path, "token", "--role", "king", "--subject", "cm1")

    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.startswith("harmony: There is no role king.")
    assert "Traceback" not in told.stderr
