"""The bundles that browsers get are built from the sources beside them, and all that is in them may be given away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from pilot.views.scripts.bundles import ASSETS

SCRIPTS = ASSETS.parent
ROOT = SCRIPTS.parents[2]
MADE_BY = ("build.mjs", "package-lock.json", "package.json")


def sources() -> Iterator[Path]:
    yield from (path for path in (SCRIPTS / "src").rglob("*") if path.is_file())


def test_every_bundle_is_built_from_the_sources_that_stand_here() -> None:
    """Where this fails: `npm ci && npm run build` in pilot/views/scripts."""
    digest = hashlib.sha256()
    for name in sorted([*MADE_BY, *(path.relative_to(SCRIPTS).as_posix() for path in sources())]):
        digest.update(f"{name}\0".encode() + (SCRIPTS / name).read_bytes() + b"\0")
    bundles = sorted(ASSETS.glob("*.js"))

    first_lines = {path.name: path.read_text(encoding="utf-8").split("\n", 1)[0] for path in bundles}
    assert 11 == len(bundles)
    assert [] == [name for name, line in first_lines.items() if not line.endswith(f"sources {digest.hexdigest()}")]


def test_every_package_in_a_bundle_has_its_licence_beside_it() -> None:
    packages = json.loads((SCRIPTS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    bundled = {
        f"{name.removeprefix('node_modules/')} {package['version']} (MIT)"
        for name, package in packages.items()
        if name and not package.get("dev")
    }
    licences = (ASSETS / "LICENSES.txt").read_text(encoding="utf-8")

    assert [] == sorted(name for name in bundled if name not in licences)


def test_no_address_of_a_registry_stands_among_the_sources() -> None:
    """A package may say where it is funded; nothing says where it is fetched."""
    texts = [path for path in (*SCRIPTS.glob("*"), *sources(), SCRIPTS / ".npmrc") if path.is_file()]
    lines = [
        (path.name, line) for path in texts for line in path.read_text(encoding="utf-8").splitlines() if "://" in line
    ]

    assert [] == [(name, line) for name, line in lines if name != "package-lock.json" or '"url": ' not in line]


def test_a_script_can_be_read_in_one_sitting_and_its_name_stands_once() -> None:
    scripts = [path for path in (*sources(), *(ROOT / "tests" / "scripts").glob("*")) if path.suffix == ".js"]
    names = [path.name for path in scripts]

    assert [] == [path.name for path in scripts if path.read_text(encoding="utf-8").count("\n") >= 300]
    assert sorted(set(names)) == sorted(names)
