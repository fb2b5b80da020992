"""Points Pilot: a transparency-first emulator of municipal points pilots, for teaching, on synthetic residents only.

The public names load what they need when they are first asked for, so that `import pilot` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pilot.city.city import City
    from pilot.city.reading.load import load_city
    from pilot.disclosure import disclose
    from pilot.errors import DataError
    from pilot.evaluation.assess import Assessment, evaluate
    from pilot.evaluation.comparing.compare import compare
    from pilot.ruleset.model import Ruleset
    from pilot.ruleset.reading.load import load_ruleset

    __version__: str

__all__ = [
    "Assessment",
    "City",
    "DataError",
    "Ruleset",
    "__version__",
    "compare",
    "disclose",
    "evaluate",
    "load_city",
    "load_ruleset",
]

_HOMES = {
    "Assessment": "pilot.evaluation.assess",
    "City": "pilot.city.city",
    "DataError": "pilot.errors",
    "Ruleset": "pilot.ruleset.model",
    "compare": "pilot.evaluation.comparing.compare",
    "disclose": "pilot.disclosure",
    "evaluate": "pilot.evaluation.assess",
    "load_city": "pilot.city.reading.load",
    "load_ruleset": "pilot.ruleset.reading.load",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        value: Any = import_module("importlib.metadata").version("points-pilot")
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
