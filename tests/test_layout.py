"""The house rules that a machine can hold; each test names the files that break its rule."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path
    for folder in ("pilot", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)
PACKAGE = [path for path in MODULES if path.is_relative_to(ROOT / "pilot")]
SOURCES = sorted((ROOT / "pilot" / "views" / "scripts" / "src").rglob("*.js"))
CODE = [ROOT / "app.py", *MODULES, *sorted((ROOT / "tests").rglob("*.py"))]
SCRIPT_TESTS = sorted((ROOT / "tests" / "scripts").glob("*.js"))
SCRIPTS = [path for path in (ROOT / ".ci").iterdir() if path.is_file()]
PROSE = [*ROOT.glob("*.md"), *ROOT.glob("rulesets/*.*"), *ROOT.glob("sample_data/**/*.md")]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def test_a_file_says_by_its_name_what_is_in_it() -> None:
    vague = {"utils", "util", "helpers", "common", "misc"}

    assert [] == [named(path) for path in CODE if path.stem in vague]


def test_a_module_says_in_its_docstring_what_it_is_for() -> None:
    assert [] == [named(path) for path in MODULES if not ast.get_docstring(ast.parse(text_of(path)))]


def test_a_module_can_be_read_in_one_sitting() -> None:
    assert [] == [named(path) for path in [*CODE, *SOURCES, *SCRIPT_TESTS] if text_of(path).count("\n") > 300]


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    """Eighteen modules at most."""
    sizes = Counter(path.parent for path in PACKAGE)

    assert [] == [named(folder) for folder, size in sizes.items() if size > 18]


def test_a_name_stands_for_one_module_and_one_class() -> None:
    """Only a screen and a room's reading may be called alike in several rooms."""
    modules = Counter(path.stem for path in PACKAGE if path.stem not in ("__init__", "screen", "load"))
    classes = Counter(
        node.name for path in PACKAGE for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.ClassDef)
    )

    assert [] == [name for name, times in (modules + classes).items() if times > 1]


def test_what_is_named_is_named_in_the_words_of_the_field() -> None:
    """Not by what somebody said, told or asked, and no loop runs over `each`."""
    house = {"said", "told", "asked", "saying", "sayings", "telling", "each"}
    found = {
        f"{named(path)}: {name}"
        for path in CODE
        for node in ast.walk(ast.parse(text_of(path)))
        for name in names_in(node)
        if house & set(name.lower().strip("_").split("_")) or "ways_in" in name
    }
    assert [] == sorted(found)


def names_in(node: ast.AST) -> list[str]:
    """The names that a piece of code gives or uses."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
            return [name]
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            # The name of a test is a sentence, in ordinary English.
            return [] if name.startswith("test_") else [name]
        case ast.keyword(arg=str(name)):
            return [name]
    return []


def test_nothing_is_left_to_do_in_a_comment() -> None:
    left = re.compile("|".join([r"#.*\bTO" + r"DO\b", r"#.*\bFIX" + r"ME\b", r"#.*\bX" + r"XX\b"]))

    assert [] == [named(path) for path in [*CODE, *SCRIPTS] if left.search(text_of(path))]


def test_text_has_plain_line_ends_and_no_tabs() -> None:
    assert [] == [named(path) for path in [*CODE, *SCRIPTS, *PROSE] if re.search(r"[\r\t]", text_of(path))]


def test_every_version_is_pinned_and_no_host_or_path_is_named() -> None:
    pins = [line for line in text_of(ROOT / "constraints.txt").splitlines() if not line.startswith("#")]

    assert [] == [pin for pin in pins if not re.fullmatch(r"[a-z0-9-]+==[0-9][a-z0-9.]*( ; [^/@:]+)?", pin)]


def test_every_package_that_is_required_has_its_version_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"].values()
    packages = [*project["dependencies"], *(package for extra in optional for package in extra)]
    names = {re.split(r"[\[<>=~; ]", package)[0].lower() for package in packages} - {project["name"]}
    pinned = {
        line.split("==")[0].lower() for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    assert names <= pinned


PAGES = [path for path in MODULES if named(path).startswith(("pilot/views/", "pilot/report/"))]


def tags_in_plain_text(path: Path) -> bool:
    """Whether an f-string of the module holds a tag."""
    texts = (
        part.value
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant)
    )
    return any(re.search(r"</?[a-z]", str(text)) for text in texts)


def test_markup_is_built_by_the_type_that_escapes_what_is_put_into_it() -> None:
    built = [named(path) for path in PAGES if tags_in_plain_text(path)]

    assert [] == built


def test_markup_reaches_the_page_through_the_function_that_refuses_plain_words() -> None:
    by_hand = re.compile(r"\.html\(|\bescape\(|unsafe_allow_html")
    found = [named(path) for path in PAGES if by_hand.search(text_of(path))]

    assert ["pilot/views/html.py"] == found
