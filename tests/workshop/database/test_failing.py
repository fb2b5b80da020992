"""A failing database: every call says so in a sentence, nothing that was kept is lost, and it goes on by itself."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pilot.errors import DataError
from pilot.workshop.drafts.history import StoredDraft
from pilot.workshop.drafts.versions import Imprint
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.store import Store
from tests.workshop.cluster import Cluster

DEMO = Imprint("demo", "Demonstration", "0123456789ab")
KEPT = "kept"


def every_call(store: Store, draft: StoredDraft, room: Room, facilitator: Facilitator) -> list[Callable[[], object]]:
    """One call of each kind that the screens make."""
    desk = store.desk("mine")
    return [
        desk.drafts, lambda: desk.apply(draft.id, 1, "x", "x"), lambda: desk.undo(draft.id, 1), desk.versions,
        lambda: desk.keep_typed(draft.id, "x", 1), lambda: desk.save(draft.id, 1, "Ann", "", DEMO),
        lambda: desk.begin("other", "x"), lambda: desk.wipe(draft.id), desk.wipe_everything,
        lambda: store.room(room.code), lambda: store.join("x", room.code, "X"), lambda: store.unlock(room.code, "2468"),
        lambda: store.desk("mine", room.code), lambda: store.open_room("f", "2468", Plan("t", "o", "x", "c", 1)),
        facilitator.participants, lambda: facilitator.collect("", lambda text: DEMO), facilitator.export,
        facilitator.close, facilitator.wipe,
    ]  # fmt: skip


on_postgresql = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@on_postgresql
def test_while_the_server_is_down_every_call_says_so_and_afterwards_all_is_there(
    store: Store, cluster: Cluster, url: str, refused: Callable[..., str]
) -> None:
    desk = store.desk("mine")
    draft = desk.apply(desk.begin("demo", "start").id, 0, KEPT, "typed")
    room, facilitator = store.open_room("f", "2468", Plan("Wednesday", "demo", "start", "lantern-ford", 2))
    calls = every_call(store, draft, room, facilitator)
    cluster.kill()
    try:
        codes = {refused(call) for call in calls}
        assert "store-unreachable" == refused(Store.open, url)
    finally:
        cluster.start()

    assert {"store-unreachable"} == codes
    assert (draft,) == desk.drafts()
    assert "x" == desk.apply(draft.id, 1, "x", "x").text
    assert room.code == facilitator.room().code


@on_postgresql
def test_a_server_killed_while_many_write_loses_nothing_that_was_reported_as_kept(
    store: Store, cluster: Cluster
) -> None:
    """Each writer counts up in a draft of its own and notes what was said to be kept, until the first refusal."""
    kept: dict[int, int] = {}
    codes: set[str] = set()
    started = threading.Barrier(9)

    def write(writer: int) -> None:
        desk = store.desk(f"writer {writer}")
        draft = desk.begin("demo", "0")
        started.wait()
        try:
            for number in range(1, 10_000):
                draft = desk.apply(draft.id, draft.revision, str(number), str(number))
                kept[writer] = number
        except DataError as error:
            codes.update(problem.code for problem in error.problems)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    started.wait()
    while len(kept) < 8:
        threads[0].join(0.01)
    cluster.kill()
    for thread in threads:
        thread.join()
    cluster.start()

    assert {"store-unreachable"} == codes
    for writer, number in kept.items():
        (draft,) = store.desk(f"writer {writer}").drafts()
        assert int(draft.text) in (number, number + 1)
        assert int(draft.text) == draft.behind


class TestTheFile:
    @pytest.fixture
    def url(self, sqlite_url: str) -> str:
        """A call waits for a lock for a fifth of a second only."""
        return f"{sqlite_url}?timeout=0.2"

    @pytest.fixture
    def draft(self, store: Store) -> StoredDraft:
        desk = store.desk("mine")
        return desk.apply(desk.begin("demo", "start").id, 0, KEPT, "typed")

    @pytest.fixture
    def calls(self, store: Store, draft: StoredDraft) -> list[Callable[[], object]]:
        return every_call(store, draft, *store.open_room("f", "2468", Plan("t", "demo", "start", "lantern-ford", 2)))

    def test_a_deleted_file_is_reported_by_every_call_and_not_made_anew(
        self,
        store: Store,
        file: Path,
        draft: StoredDraft,
        calls: list[Callable[[], object]],
        refused: Callable[..., str],
    ) -> None:
        away = file.rename(file.with_name("away"))

        assert {"store-unreachable"} == {refused(call) for call in calls}
        assert not file.exists()
        away.rename(file)
        assert (draft,) == store.desk("mine").drafts()

    def test_a_copy_put_in_its_place_is_taken_up(self, store: Store, file: Path, draft: StoredDraft) -> None:
        with closing(sqlite3.connect(file)) as whole, closing(sqlite3.connect(file.with_name("copy"))) as copy:
            whole.backup(copy)
        file.unlink()
        shutil.move(file.with_name("copy"), file)

        desk = store.desk("mine")
        assert (draft,) == desk.drafts()
        desk.apply(draft.id, 1, "in the copy", "typed")
        store.close()
        with closing(sqlite3.connect(file)) as whole:
            assert [("in the copy",)] == whole.execute("SELECT text FROM drafts").fetchall()

    def test_a_file_that_is_settled_may_be_copied_alone(self, store: Store, file: Path, draft: StoredDraft) -> None:
        assert f"lie beside it, in {file.name}-wal" in store.beside
        store.settle()
        copy = shutil.copy(file, file.with_name("copy"))
        with closing(Store.open(f"sqlite:///{copy}")) as other:
            assert (draft,) == other.desk("mine").drafts()

    def test_a_file_locked_for_too_long_is_reported_by_every_call_that_writes(
        self, store: Store, file: Path, draft: StoredDraft, refused: Callable[..., str]
    ) -> None:
        desk = store.desk("mine")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert "store-unreachable" == refused(desk.apply, draft.id, 1, "x", "x")
            assert (draft,) == desk.drafts()
            other.execute("ROLLBACK")

        assert "x" == desk.apply(draft.id, 1, "x", "x").text

    def test_a_full_disk_is_reported_and_changes_nothing(
        self, store: Store, file: Path, draft: StoredDraft, refused: Callable[..., str]
    ) -> None:
        """The limit on the size of files stands for the disk."""
        resource = pytest.importorskip("resource", reason="Only POSIX systems can limit the size of files.")
        desk = store.desk("mine")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        largest = max(path.stat().st_size for path in file.parent.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 50_000, before[1]))
        try:
            assert "store-unreachable" == refused(desk.apply, draft.id, 1, "x" * 500_000, "x")
            assert (draft,) == desk.drafts()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

        assert 500_000 == len(desk.apply(draft.id, 1, "x" * 500_000, "x").text)

    def test_a_damaged_file_is_told_apart_from_one_that_is_away(
        self, store: Store, file: Path, draft: StoredDraft, refused: Callable[..., str]
    ) -> None:
        store.close()
        file.write_bytes(file.read_bytes()[:4096] + b"\xff" * 200_000)

        assert "store-damaged" == refused(store.desk("mine").drafts)

    @pytest.mark.parametrize("seed", range(8))
    def test_broken_pages_are_reported_by_whatever_meets_them_and_nothing_of_them_is_shown(
        self, store: Store, file: Path, url: str, seed: int
    ) -> None:
        desks = [store.desk(f"visitor {number}") for number in range(10)]
        for desk in desks:
            desk.apply(desk.begin("demo", "secret " * 700).id, 0, "secret! " * 700, "typed")
        store.close()
        self._broken(file, random.Random(seed))
        found = []
        for desk in desks:
            try:
                for draft in desk.drafts():
                    desk.undo(draft.id, draft.revision)
            except DataError as error:
                found.append(error)
        assert {error.problems[0].code for error in found} <= {"store-damaged"}
        assert not any("secret" in f"{error} {error.__cause__}" for error in found)

    @staticmethod
    def _broken(file: Path, dice: random.Random) -> None:
        """Five pages of zeros or of noise, the first page apart."""
        content = bytearray(file.read_bytes())
        for _ in range(5):
            page = dice.randrange(1, len(content) // 4096) * 4096
            content[page : page + 4096] = dice.choice((bytes(4096), dice.randbytes(4096)))
        file.write_bytes(content)


class Saver:
    """A process that forks a writer at a time, each of which goes on with the same draft until it is killed."""

    def __init__(self, url: str) -> None:
        program = [sys.executable, "-m", "tests.workshop.database.saver", url]
        self.process = subprocess.Popen(
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=Path(__file__).parents[3]
        )

    def killed_after(self, changes: int) -> list[int]:
        """Lets a writer make at least so many changes and kills it; the numbers that it said were kept."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{changes}\n")
        self.process.stdin.flush()
        return [int(word) for word in self.process.stdout.readline().split()]

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def saver(url: str) -> Iterator[Saver]:
    with closing(Saver(url)) as saver:
        yield saver


def test_a_writer_killed_at_any_moment_has_lost_nothing_that_it_reported_as_kept(
    store: Store, saver: Saver, file: Path
) -> None:
    """Kill -9 between, before and in the middle of changes, twenty times on the file; then every step is undone."""
    desk, dice = store.desk("saver"), random.Random(1)
    last = 0
    for _ in range(20 if file.exists() else 5):
        reported = saver.killed_after(dice.randint(1, 12))
        (draft,) = desk.drafts()
        found = int(draft.text.split()[0])
        assert reported == list(range(last + 1, last + 1 + len(reported)))
        assert found in (reported[-1], reported[-1] + 1)
        assert found == draft.behind
        last = found

    while draft.behind:
        assert f"{draft.behind} {'x' * 20_000} {draft.behind}" == draft.text
        draft = desk.undo(draft.id, draft.revision)
    assert draft.start_text == draft.text
    if file.exists():
        with closing(sqlite3.connect(file)) as connection:
            assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
