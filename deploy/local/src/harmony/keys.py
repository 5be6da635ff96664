"""The key that signs development tokens, and where it lives. Services refuse it outside development."""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harmony.problem import SetupProblem

KEY_ID = "harmony-development"
HOME_VARIABLE = "HARMONY_HOME"


def home() -> Path:
    """Harmony's folder under the user's data directory, or `HARMONY_HOME`."""
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("harmony", appauthor=False)


def private_key_file(folder: Path) -> Path:
    return folder / "development-key.json"


@dataclass(frozen=True, slots=True)
class DevelopmentKey:
    """The file of a JWK that only its owner may read, and that of the public keys which services check with."""

    private: Path
    jwks: Path
    key: dict[str, Any]


def development_key(folder: Path | None = None) -> DevelopmentKey:
    """The key of this folder (default: `home()`), made on first use. Of several makers at once one wins for all."""
    folder = folder or home()
    private, jwks = private_key_file(folder), folder / "development-jwks.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not private.exists():
            _write_first(private, _new_key())
        key = json.loads(private.read_bytes())
        public = {"keys": [{name: value for name, value in key.items() if name != "d"}]}
        if not jwks.exists() or json.loads(jwks.read_bytes()) != public:
            _written(jwks, public, 0o644).replace(jwks)
    except OSError as error:
        raise SetupProblem(
            f"The development key in {folder} cannot be read or written: {error.strerror or error}. "
            f"Put the folder right, or choose another with the variable {HOME_VARIABLE}."
        ) from error
    except ValueError as error:
        raise SetupProblem(
            f"The development key in {folder} is damaged. Delete {private.name} and {jwks.name}; a new key is made."
        ) from error
    return DevelopmentKey(private, jwks, key)


def _new_key() -> dict[str, Any]:
    from joserfc.jwk import ECKey

    made = ECKey.generate_key("P-256", {"kid": KEY_ID, "use": "sig", "alg": "ES256"}, private=True)
    return dict(made.as_dict(private=True))


def _write_first(path: Path, value: dict[str, Any]) -> None:
    """Whole or not at all, and never over a file that another process has written meanwhile."""
    written = _written(path, value, 0o600)
    try:
        path.hardlink_to(written)
    except FileExistsError:
        pass
    finally:
        written.unlink()


def _written(path: Path, value: dict[str, Any], mode: int) -> Path:
    number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(number, "w") as file:
        os.fchmod(number, mode)
        json.dump(value, file)
        file.flush()
        os.fsync(number)
    return Path(name)
