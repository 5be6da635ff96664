"""The data folder: whose it is, and who uses it now."""

from pathlib import Path

import pytest

from harmony.folder import LOCK, MARKER, DataFolder
from harmony.problem import SetupProblem


def test_a_new_folder_is_made_and_marked(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "a" / "b")

    with folder.held():
        assert folder.is_ours
        assert folder.holder() is not None

    assert folder.holder() is None
    assert sorted(path.name for path in folder.path.iterdir()) == [MARKER, LOCK]


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(SetupProblem, match="was not made by Harmony"), DataFolder(tmp_path).held():
        pass

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(SetupProblem, match="was not made by Harmony"), DataFolder(tmp_path / "letter.txt").held():
        pass


def test_a_folder_that_was_left_between_lock_and_marker_is_taken(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("1\n")

    with DataFolder(tmp_path).held():
        assert DataFolder(tmp_path).is_ours


def test_a_folder_is_used_by_one_at_a_time(tmp_path: Path) -> None:
    with (
        DataFolder(tmp_path).held(),
        pytest.raises(SetupProblem, match="Another harmony up"),
        DataFolder(tmp_path).held(),
    ):
        pass


async def test_emptying_removes_the_database_and_nothing_else(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with folder.held():
        (folder.cluster / "base").mkdir(parents=True)
        (tmp_path / ".postgres-new-abc").mkdir()
        (tmp_path / "notes.txt").write_text("mine")

        await folder.empty()

    assert sorted(path.name for path in tmp_path.iterdir()) == [MARKER, LOCK, "notes.txt"]
