"""How a sentence speaks of a subject."""

from __future__ import annotations

from dataclasses import dataclass

from pilot.views.visit import frame


@dataclass(frozen=True)
class Pronouns:
    """he, him, his, or what else the file gives; `noun` is what a sentence calls the subject."""

    subject: str
    object: str
    possessive: str
    noun: str

    def verb(self, one: str, several: str) -> str:
        """The form of a verb that goes with the pronoun."""
        return several if self.subject == "they" else one


OF_GENDER = {
    "man": Pronouns("he", "him", "his", "man"),
    "woman": Pronouns("she", "her", "her", "woman"),
}
OF_COMPANY = Pronouns("it", "it", "its", "company")
OTHERS = Pronouns("they", "them", "their", "person")


def pronouns_of(selection: frame.Selection) -> Pronouns:
    """Those of the chosen resident's gender as the city's table has it, or of a company."""
    has = selection.particulars_of(selection.subject_id)
    return OF_COMPANY if "sector" in has else OF_GENDER.get(str(has.get("gender")), OTHERS)
