"""What every part of a ruleset has in common, and the parts that stand everywhere: sources and citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from pilot.ruleset.model.field_facts import WORDS_ONLY, WrittenAs, named, reworded
from pilot.ruleset.model.values import Basis, FieldPath, Ident, Idents, Text, Words


class Part(BaseModel):
    """Any part of a ruleset: frozen, and an unknown key is an error. A null stands for a key that is not given."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_not_given(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and None in data.values():
            optional = {field.alias or name for name, field in cls.model_fields.items() if not field.is_required()}
            return {key: value for key, value in data.items() if value is not None or key not in optional}
        return data


class Source(Part):
    """A text that rules rest on."""

    title: Annotated[Words, WORDS_ONLY, reworded("title")]
    """The title of the text, as a reader would look for it."""
    by: Annotated[Text | None, WORDS_ONLY, named("author", link=" ")] = None
    """Who wrote or issued it."""
    date: Annotated[Text | None, WORDS_ONLY, named("date", link=" ")] = None
    """When it was issued or published, as exactly as is known: 2019, or 2019-01-31."""
    url: Annotated[Text | None, WORDS_ONLY, named("address", link=" ")] = None
    """Where it can be read."""
    kind: Annotated[
        Literal["enacted", "official", "scholarly", "press", "firm", "weak", "own"] | None, WORDS_ONLY, named("kind")
    ] = None
    """How far to trust it: in force, an office's word, research, press, a company's word, weak, or our own."""


class Citation(Part):
    """Where a rule comes from: the source's key, the place in it, and how much of the rule the source carries."""

    ref: Annotated[Ident | None, WORDS_ONLY, named("source", WrittenAs.SOURCES, link=" ")] = None
    """The key of the source, as it stands under sources."""
    at: Annotated[Text | None, WORDS_ONLY, named("place in the source")] = None
    """The place in the source: an article, a page, a row."""
    basis: Annotated[Basis | None, WORDS_ONLY, named("basis")] = None
    """How much the source carries: reported (behaviour and points), adapted (the behaviour alone), claimed (and
    disputed), conjectured (the real system does not disclose it) or invented (for teaching)."""
    disputed_by: Annotated[Idents, WORDS_ONLY, named("word against it", WrittenAs.SOURCES, link=" in ")] = ()
    """The keys of the sources that dispute a claim."""


BasisOf = dict[FieldPath, Citation]
"""Fields that rest on something else than the whole does, each with its own source; dotted where they lie deeper."""
