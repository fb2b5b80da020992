"""Opening: a new database is built, an older one keeps its rows, anything else is left as it is."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from pilot.errors import DataError
from pilot.workshop.database import opening
from pilot.workshop.database.connection import Database
from pilot.workshop.database.database_url import address_of
from pilot.workshop.database.holders import holder_of
from pilot.workshop.database.opening import VERSION_TABLE, bring_up_to_date
from pilot.workshop.database.tables import METADATA
from pilot.workshop.drafts.history import digest
from pilot.workshop.store import Store, utc_now
from tests.workshop.cluster import Cluster

FOLDER = Path(opening.__file__).parents[1] / "migrations"
REVISIONS = [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]
MOMENT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with closing(Database(address_of(url), utc_now)) as opened:
        yield opened


def insert(connection: Connection, table: str, **values: object) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    connection.execute(
        text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in values)})"), values
    )


def fill(connection: Connection, revision: str) -> None:
    """Rows as a store of that revision held them: a draft with a step, a version, and a room once there are any."""
    who, old = holder_of("mine"), "points: -5"
    tie: dict[str, Any] = {}
    if revision >= "0002_rooms":
        insert(
            connection, "rooms", id=1, owner=who, code="ABCDEF", title="Old", pin="00$00", origin="demo",
            start_text=old, city="lantern-ford", opened_at=MOMENT, expires_at=MOMENT + dt.timedelta(days=40_000),
            closed=False, **({"wrong_pins": 2} if revision == "0002_rooms" else {}),
        )  # fmt: skip
        insert(
            connection, "participants", id=1, room_id=1, owner=who, alias="Blue", alias_key="blue", joined_at=MOMENT,
            released=False, on_projector=False,
        )  # fmt: skip
        insert(
            connection, "choices", id=1, room_id=1, place="bands", chosen="Blue", content="x", reason="",
            chosen_at=MOMENT,
        )  # fmt: skip
        tie = {"room_id": 1, "participant_id": 1}
    if revision >= "0003_pin_tries":
        insert(connection, "pin_tries", room_id=1, browser=who, wrong=2, last_at=MOMENT, led=False)
    insert(
        connection, "drafts", id=1, owner=who, origin="demo", start_digest=digest(old), start_text=old,
        text="points: -7", revision=1, position=1, changed_at=MOMENT, **tie,
    )  # fmt: skip
    insert(
        connection, "steps", draft_id=1, number=1, offset=9, removed="5", inserted="7", made_at=MOMENT,
        **{"said": "more"},
    )  # fmt: skip
    insert(
        connection, "versions", id=1, owner=who, draft_id=1, ruleset="demo", number=1, title="Demonstration",
        alias="Ann", reason="old", fingerprint="0123456789ab", text=old, saved_at=MOMENT, **tie,
    )  # fmt: skip


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_every_revision_opens_and_keeps_its_rows(database: Database, url: str, revision: str) -> None:
    bring_up_to_date(database, revision)
    with database.writing() as connection, connection.begin():
        fill(connection, revision)

    with closing(Store.open(url)) as store:
        desk = store.desk("mine", "ABC-DEF" if revision >= "0002_rooms" else None)
        (draft,) = desk.drafts()
        assert ("points: -7", MOMENT, 1, "more") == (draft.text, draft.changed_at, draft.behind, draft.last_label)
        assert ("points: -5", MOMENT, None) == (
            desk.version(1).text,
            desk.version(1).saved_at,
            desk.version(1).parent_id,
        )
        assert "points: -5" == desk.undo(draft.id, 1).text


def test_the_revisions_are_tried_from_the_first_one_on() -> None:
    assert ["0001_drafts", "0002_rooms", "0003_pin_tries", "0004_named_drafts", "0005_seats"] == REVISIONS


def test_what_the_revisions_build_is_what_the_models_say(database: Database) -> None:
    bring_up_to_date(database)

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        found = compare_metadata(context, METADATA)
    if database.address.file:  # what happens on deletion is not read back where a column was added; see the next test
        found = [change for change in found if change[0] not in ("add_fk", "remove_fk")]
    assert [] == found


def test_in_sqlite_the_references_are_those_of_the_models(tmp_path: Path) -> None:
    def references(engine: Engine) -> dict[str, set[tuple[str, ...]]]:
        with engine.connect() as connection:
            return {
                name: {tuple(row[2:7]) for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})")}
                for name in METADATA.tables
            }

    Store.open(f"sqlite:///{tmp_path}/migrated.sqlite").close()
    migrated, made = (create_engine(f"sqlite:///{tmp_path}/{name}.sqlite") for name in ("migrated", "made"))
    METADATA.create_all(made)

    assert references(made) == references(migrated)
    assert any(references(made).values())
    migrated.dispose()
    made.dispose()


def test_opening_again_changes_nothing(sqlite_url: str, file: Path) -> None:
    Store.open(sqlite_url).close()
    before = file.read_bytes()
    Store.open(sqlite_url).close()

    assert before == file.read_bytes()


def test_processes_that_open_one_new_database_at_once_all_get_it(url: str) -> None:
    code = "import sys; from pilot.workshop.store import Store; Store.open(sys.argv[1]).desk('mine').begin('demo', 'x')"
    processes = [subprocess.Popen([sys.executable, "-c", code, url], stderr=subprocess.PIPE) for _ in range(2)]
    ends = [(process.communicate()[1], process.returncode) for process in processes]

    assert [(b"", 0)] * 2 == ends
    with closing(Store.open(url)) as store:
        assert 1 == len(store.desk("mine").drafts())


def test_a_process_that_opens_twice_still_sees_what_another_writes(sqlite_url: str) -> None:
    """It would not, had the second opening let go of the locks of the first: the other would take the log away."""
    elsewhere = (
        "import sys; from pilot.workshop.store import Store; store = Store.open(sys.argv[1]); "
        "store.desk('mine').begin('demo', 'points: -9'); store.close()"
    )
    with closing(Store.open(sqlite_url)) as first:
        first.desk("mine").begin("demo", "points: -5")
        Store.open(sqlite_url).close()

        subprocess.run([sys.executable, "-c", elsewhere, sqlite_url], check=True)

        assert {"points: -5", "points: -9"} == {draft.text for draft in first.desk("mine").drafts()}


class TestRefused:
    def test_a_database_of_a_newer_revision_is_left_as_it_is(self, database: Database, url: str) -> None:
        bring_up_to_date(database)
        with database.writing() as connection, connection.begin():
            connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0099_later'"))
        database.close()
        before = database.address.file and database.address.file.read_bytes()

        with pytest.raises(DataError) as caught:
            Store.open(url)

        (problem,) = caught.value.problems
        assert "newer-store" == problem.code
        assert "Update Points Pilot, or name another file in PILOT_DATABASE_URL." == problem.mend
        assert before == (database.address.file and database.address.file.read_bytes())

    @pytest.mark.parametrize("content", [b"id: demo\n", b"SQLite format 3\0" + b"\xff" * 2000, b"\0"])
    def test_a_file_that_is_no_sqlite_database_is_left_as_it_is(
        self, file: Path, sqlite_url: str, content: bytes, refused: Callable[..., str]
    ) -> None:
        file.write_bytes(content)

        assert "not-a-store" == refused(Store.open, sqlite_url)
        assert [(file, content)] == [(path, path.read_bytes()) for path in file.parent.iterdir()]

    def test_another_programs_file_is_left_as_it_is(
        self, file: Path, sqlite_url: str, refused: Callable[..., str]
    ) -> None:
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE bookmarks (address TEXT)")
        before = file.read_bytes()

        assert "not-a-store" == refused(Store.open, sqlite_url)
        assert before == file.read_bytes()

    def test_a_database_in_which_somebody_elses_drafts_are_is_left_as_it_is(
        self, database: Database, url: str, refused: Callable[..., str]
    ) -> None:
        if database.address.file:
            database.address.file.touch()
        with database.writing() as connection, connection.begin():
            connection.execute(text("CREATE TABLE drafts (letter TEXT)"))

        assert "not-a-store" == refused(Store.open, url)
        with database.engine.connect() as connection:
            assert ["drafts"] == inspect(connection).get_table_names()

    def test_a_folder_that_cannot_be_made_is_reported(self, file: Path, refused: Callable[..., str]) -> None:
        file.write_text("a file")

        assert "store-unreachable" == refused(Store.open, f"sqlite:///{file}/below/workshop.sqlite")

    def test_a_server_that_does_not_answer_is_reported(self, refused: Callable[..., str]) -> None:
        assert "store-unreachable" == refused(Store.open, "postgresql://pilot:secret@127.0.0.1:9/none")

    @pytest.mark.parametrize(
        "address",
        ["", "workshop.sqlite", "mysql://host/x", "sqlite://", "sqlite:///:memory:", "postgresql://host:port/x",
         "sqlite:///file?timeout=long", "postgresql+asyncpg://pilot:secret@host/x"],
    )  # fmt: skip
    def test_what_is_no_address_is_refused_without_repeating_it(self, address: str) -> None:
        with pytest.raises(DataError) as caught:
            Store.open(address)

        (problem,) = caught.value.problems
        assert ("not-a-database-address", "PILOT_DATABASE_URL") == (problem.code, problem.place.file)
        assert "secret" not in str(caught.value)

    def test_a_missing_driver_is_reported_with_the_command_that_installs_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)

        with pytest.raises(DataError) as caught:
            Store.open("postgresql://pilot:secret@127.0.0.1:9/none")

        (problem,) = caught.value.problems
        assert "no-driver" == problem.code
        assert 'python3 -m pip install "points-pilot[postgres]"' in problem.mend


class TestThePlace:
    def test_of_a_file_it_is_the_path(self, sqlite_url: str, file: Path) -> None:
        with closing(Store.open(sqlite_url)) as store:
            assert str(file) == store.place

    def test_of_a_server_it_is_host_port_and_database_without_the_password(
        self, postgres_url: str, cluster: Cluster
    ) -> None:
        with closing(Store.open(postgres_url)) as store:
            assert "" == store.beside
            assert f"PostgreSQL at 127.0.0.1:{cluster.port}, database postgres" == store.place

    def test_without_an_address_the_environment_says_it(
        self, file: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PILOT_DATABASE_URL", sqlite_url)

        with closing(Store.open()) as store:
            assert str(file) == store.place

    def test_else_it_is_a_file_in_the_users_data_folder_which_nobody_else_can_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("PILOT_DATABASE_URL")
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        monkeypatch.setenv("HOME", str(tmp_path))

        with closing(Store.open()) as store:
            assert ("workshop.sqlite", "points-pilot") == (Path(store.place).name, Path(store.place).parent.name)
            assert 0o600 == Path(store.place).stat().st_mode & 0o777

    def test_the_short_names_of_postgresql_are_understood(self) -> None:
        for name in ("postgres", "postgresql", "postgresql+psycopg"):
            assert "PostgreSQL at host:5432, database x" == address_of(f"{name}://user:secret@host/x").place


def test_importing_the_package_loads_no_database() -> None:
    code = "import sys, pilot; print(sorted({'sqlalchemy', 'sqlmodel', 'alembic'} & set(sys.modules)))"

    assert b"[]\n" == subprocess.check_output([sys.executable, "-c", code])
