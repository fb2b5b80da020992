"""A folder that is written beside its place takes it whole; what a killed process left is swept by the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pilot.whole_folders import draft_folder, take_place

KILLED = """
import os, signal, sys
from pathlib import Path
from pilot import whole_folders
place = Path(sys.argv[1])
with whole_folders.draft_folder(place) as draft:
    (draft / "new").mkdir()
    (draft / "new" / "file").write_text("half")
    if len(sys.argv) > 2:
        place.rename(draft / "old")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(*words: object) -> None:
    """A process that is killed while it writes, or where more is said, after it has moved the old folder away."""
    ended = subprocess.run([sys.executable, "-c", KILLED, *map(str, words)], check=False)
    assert -signal.SIGKILL == ended.returncode


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def put(place: Path, content: str) -> None:
    with draft_folder(place) as draft:
        (draft / "new").mkdir()
        (draft / "new" / "file").write_text(content)
        take_place(draft / "new", place)


def test_a_folder_takes_its_place_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "town", "first")
    put(tmp_path / "town", "second")
    assert ["town"] == names(tmp_path)
    assert "second" == (tmp_path / "town" / "file").read_text()


def test_what_breaks_off_leaves_the_old_folder_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path / "town", "first")
    with pytest.raises(KeyboardInterrupt), draft_folder(tmp_path / "town"):
        raise KeyboardInterrupt
    assert ["town"] == names(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot kill a process so that it notices nothing.")
class TestAKilledProcess:
    def test_its_leftovers_are_swept_by_the_next_for_the_same_place(self, tmp_path: Path) -> None:
        killed(tmp_path / "town")
        killed(tmp_path / "other town")
        assert 2 == len(names(tmp_path))
        put(tmp_path / "town", "whole")
        assert ["town"] == names(tmp_path)[1:]
        assert names(tmp_path)[0].startswith(".other town.")

    def test_a_folder_that_it_had_moved_out_of_its_place_comes_back(self, tmp_path: Path) -> None:
        put(tmp_path / "town", "old")
        killed(tmp_path / "town", "amid")
        assert "town" not in names(tmp_path)
        with draft_folder(tmp_path / "town"):
            assert "old" == (tmp_path / "town" / "file").read_text()

    def test_the_draft_of_a_living_process_stays(self, tmp_path: Path) -> None:
        living = tmp_path / f".town.{os.getppid()}-012345.part"
        living.mkdir()
        put(tmp_path / "town", "whole")
        assert living.is_dir()


def test_a_file_in_the_place_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "town").write_text("a file")
    with pytest.raises(OSError, match="town"):
        put(tmp_path / "town", "folder")
    assert "a file" == (tmp_path / "town").read_text()


def test_a_name_as_long_as_the_disk_takes_has_a_draft_too(tmp_path: Path) -> None:
    put(tmp_path / ("x" * 250), "whole")
    assert ["x" * 250] == names(tmp_path)
