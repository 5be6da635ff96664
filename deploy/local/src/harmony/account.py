"""As whom PostgreSQL runs. It refuses root, so root lends it an unprivileged account or a namespace of its own."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from harmony.problem import SetupProblem

UNPRIVILEGED = ("postgres", "nobody")
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000

# Looked up here because the child may not import or allocate much between fork and exec.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Account:
    """`name` completes "it runs …"; `uid` and `gid` own the files.

    `seen_as` is set in a user namespace: the numbers of user and group that PostgreSQL sees there.
    """

    name: str
    uid: int
    gid: int
    seen_as: tuple[int, int] | None = None

    def start(
        self, command: Sequence[str | Path], *, output: IO[bytes] | int, death_signal: int = signal.SIGKILL
    ) -> subprocess.Popen[bytes]:
        """Run as this account, away from our terminal's signals; Linux sends `death_signal` once our thread ends."""
        other = self.seen_as is None and self.uid != os.geteuid()
        return subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(),
            start_new_session=True,
            user=self.uid if other else None,
            group=self.gid if other else None,
            extra_groups=[] if other else None,
            preexec_fn=self._child_setup(death_signal),
        )

    def reaches(self, folder: Path, program: Path) -> bool:
        """Whether the account can enter the folder and run the program: tried, not reckoned from mode bits."""
        attempt: list[str | Path] = ["/bin/sh", "-c", 'cd "$1" && exec "$2" --version', "sh", folder, program]
        try:
            return self.start(attempt, output=subprocess.DEVNULL).wait(timeout=10) == 0
        except (OSError, subprocess.SubprocessError):
            return False

    def own(self, folder: Path) -> None:
        """Give the folder and all that is in it to the account, where it is not its own already."""
        if os.geteuid() != 0:
            return
        for path in (folder, *folder.rglob("*")):
            if path.lstat().st_uid != self.uid:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def _child_setup(self, death_signal: int) -> Callable[[], None] | None:
        libc, parent = _libc, os.getpid()
        if libc is None:
            return None
        maps = self._namespace_maps()

        def bind_to_parent() -> None:
            if maps and libc.unshare(CLONE_NEWUSER) != 0:
                raise OSError(ctypes.get_errno(), "unshare")
            for path, line in maps:
                file = os.open(path, os.O_WRONLY)
                os.write(file, line)
                os.close(file)
            libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

        return bind_to_parent

    def _namespace_maps(self) -> list[tuple[str, bytes]]:
        if self.seen_as is None:
            return []
        uid, gid = self.seen_as
        return [
            ("/proc/self/setgroups", b"deny"),
            ("/proc/self/uid_map", b"%d %d 1" % (uid, self.uid)),
            ("/proc/self/gid_map", b"%d %d 1" % (gid, self.gid)),
        ]


def choose_account(data: Path, program: Path) -> Account:
    """The account that runs a server on this data folder, which need not exist yet. Raises `SetupProblem`."""
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0 and owner not in (None, os.geteuid()):
        raise SetupProblem(
            f"The data folder {data} belongs to another account. Run Harmony as that account, "
            "or choose another folder with --data."
        )
    candidates = sorted(_candidates(owner), key=lambda account: account.uid != owner)
    for account in candidates:
        if account.reaches(data.parent, program):
            return account
    raise SetupProblem(
        f"PostgreSQL does not run as root, and no unprivileged account can reach both {data.parent} and "
        f"{program.parent}. Choose a data folder that other accounts may enter with --data, "
        "or run Harmony as an ordinary user."
    )


def _candidates(owner: int | None) -> Iterator[Account]:
    uid, gid = os.geteuid(), os.getegid()
    accounts = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    if uid != 0 and any(entry.pw_uid == uid for entry in accounts.values()):
        yield Account("as ourselves", uid, gid)
    if uid == 0:
        names = [name for name, entry in accounts.items() if entry.pw_uid == owner]
        for name in dict.fromkeys((*names, *UNPRIVILEGED)):
            if entry := accounts.get(name):
                yield Account(f"as the account {name}", entry.pw_uid, entry.pw_gid)
    # initdb looks its own number up, so the namespace shows one that the machine knows.
    known = next((accounts[name] for name in (*UNPRIVILEGED, *accounts) if name in accounts), None)
    if _libc is not None and known is not None:
        yield Account("in a user namespace", uid, gid, (known.pw_uid, known.pw_gid))


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
