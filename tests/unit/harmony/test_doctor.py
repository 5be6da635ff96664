"""What the doctor says about set-ups that are fine and set-ups that are not."""

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harmony import binaries, doctor
from harmony.doctor import Remark, Verdict, examine
from harmony.folder import MARKER, DataFolder
from harmony.page import welcome_page
from harmony.services import SERVICES


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def remarks(data: Path, port: int | None = None) -> list[Remark]:
    return list(examine(DataFolder(data), "127.0.0.1", port or free_port()))


def problems(found: list[Remark]) -> list[str]:
    return [remark.sentence for remark in found if remark.verdict is Verdict.PROBLEM]


@contextmanager
def answering(answers: dict[str, tuple[int, bytes]]) -> Iterator[int]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.get(self.path, (404, b"{}"))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_a_new_set_up_has_no_problem_and_nothing_is_made(tmp_path: Path) -> None:
    found = remarks(tmp_path / "data")

    assert problems(found) == []
    assert any("the first start makes it" in remark.sentence for remark in found)
    assert list(tmp_path.iterdir()) == []


def test_a_foreign_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    [problem] = problems(remarks(tmp_path))

    assert "was not made by Harmony" in problem


def test_data_of_another_version_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text("{}")
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")

    [problem] = problems(remarks(tmp_path))

    assert "was made by PostgreSQL 9" in problem


def test_a_folder_in_use_is_told_with_its_user(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    (tmp_path / MARKER).write_text("{}")
    with folder.held():
        (folder.cluster).mkdir()
        (folder.cluster / "PG_VERSION").write_text("9\n")
        found = remarks(tmp_path)

    assert any("is used by a harmony up (process" in remark.sentence for remark in found)


def test_a_missing_postgresql_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_packaged_folder", lambda: None)
    monkeypatch.setattr(binaries, "_machine_folders", lambda: iter(()))

    [problem] = problems(remarks(tmp_path / "data"))

    assert problem.startswith("No PostgreSQL 15 or newer was found.")


def test_a_full_disk_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 10**18)

    [problem] = problems(remarks(tmp_path / "data"))

    assert problem.startswith("Only ")


def test_a_database_of_one_s_own_that_refuses_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/plans")

    [problem] = problems(remarks(tmp_path / "data"))

    assert problem == "The database of plans at 127.0.0.1:1/plans refuses us: nothing listens there."


def test_a_port_of_another_program_is_a_problem(tmp_path: Path) -> None:
    with answering({"/": (200, b"hello")}) as port:
        [problem] = problems(remarks(tmp_path / "data", port))

    assert problem.startswith(f"Port {port} on 127.0.0.1 is used by another program.")


def test_the_services_of_a_running_harmony_are_asked_one_by_one(tmp_path: Path) -> None:
    answers = {
        "/": (200, welcome_page(SERVICES)),
        "/plans/health/ready": (200, b'{"status": "ok", "undelivered_messages": 3}'),
        "/authorization/health/ready": (503, b'{"detail": "The database does not answer."}'),
        "/casemanagement/health/ready": (200, b'{"undelivered_messages": 5000}'),
    }
    with answering(answers) as port:
        found = remarks(tmp_path / "data", port)

    sentences = {remark.sentence: remark.verdict for remark in found}
    assert sentences["plans is ready; 3 messages wait to be delivered."] is Verdict.GOOD
    assert sentences["authorization is not ready: The database does not answer."] is Verdict.PROBLEM
    assert (
        sentences["casemanagement is ready, but 5000 messages to its neighbours wait to be delivered."]
        is Verdict.WARNING
    )
    assert sentences["disease is not ready: it answers 404."] is Verdict.PROBLEM


def test_messages_that_a_neighbour_refuses_are_told(tmp_path: Path) -> None:
    answers = {
        "/": (200, welcome_page(SERVICES)),
        "/plans/health/ready": (200, b'{"undelivered_messages": 3, "refused_messages": 2}'),
    }
    with answering(answers) as port:
        found = remarks(tmp_path / "data", port)

    told = "plans is ready, but its neighbours refuse 2 of its messages; its log says why."
    assert {remark.sentence: remark.verdict for remark in found}[told] is Verdict.WARNING
