"""Thirteen legal duties on telling people what is decided about them, in our own words, with where they were read.

A teaching comparison, not advice: a duty is shortened to what a ruleset can show, and most of them bind other people in
other places than the ruleset is drawn from.
"""

from __future__ import annotations

from dataclasses import dataclass

from pilot.ruleset.model.part import Source

NOT_ADVICE = "A teaching comparison, not advice. Each duty is shortened to what a ruleset can show."


@dataclass(frozen=True)
class Requirement:
    """A yardstick: `id` is Y1 to Y13, `law` where the duty stands, `duty` what it asks, `test` the question put here.

    `unchecked` names a part of the duty that was not read in a source, empty where all was.
    """

    id: str
    law: str
    short: str
    duty: str
    test: str
    sources: tuple[Source, ...]
    unchecked: str = ""


def _law(title: str, url: str | None = None, by: str | None = None, date: str | None = None) -> Source:
    return Source(title=title, url=url, by=by, date=date)


_STATUTES = "https://github.com/LawRefBook/Laws"

REQUIREMENTS = (
    Requirement(
        "Y1",
        "United States, Fair Credit Reporting Act, 15 U.S.C. 1681m",
        "adverse-action notice",
        "Whoever acts against somebody on the strength of a report sends a notice with the score that was "
        "used, the name "
        "and contact of the source, that the source did not decide, the right to a free copy within 60 days, and the "
        "right to dispute.",
        "Does a letter tell what was decided, the score and who supplied each entry, is a copy of the file "
        "to be had, and "
        "can it be disputed?",
        (
            _law("15 U.S.C. 1681m", "https://checkoutapi.com/uscode/title15_chapter41_subchapterIII_section1681m"),
            _law("15 U.S.C. 1681m", "https://policyrisk.com/us-code/title/15/section/1681m"),
            _law("Section 615, requirements on users of reports", "http://www.creditreporting.com/fcra-615.html"),
        ),
    ),
    Requirement(
        "Y2",
        "United States, Fair Credit Reporting Act, 15 U.S.C. 1681g(f)",
        "key factors and range",
        "Whoever asks is told the score, its range, its date, who provided it, and the key factors that lowered it.",
        "On asking, are the score, the reasons with their points, and the range shown?",
        (
            _law(
                "Requirements on users of consumer reports, 15 U.S.C. 1681m",
                "https://zaptd.com/article/requirements-on-users-of-consumer-reports-15-usc-s-1681m",
            ),
        ),
        "That up to four key factors are told was not read in a source.",
    ),
    Requirement(
        "Y3",
        "United States, Regulation B, 12 CFR 1002.9 (earlier 202.9)",
        "specific reasons in writing",
        "Within 30 days comes a written notice that names the creditor and the supervising agency and gives specific "
        "reasons, or the right to be told them on asking.",
        "Is there a letter on each decision, and a reason in it or on asking, not a grade alone?",
        (_law("12 CFR 202.9, older numbering", "http://edocket.access.gpo.gov/cfr_2006/janqtr/12cfr202.9.htm"),),
    ),
    Requirement(
        "Y4",
        "United States, Consumer Financial Protection Bureau, circular 2023-03",
        "reasons that really counted",
        "A complex model is no excuse: the reasons given are those that were scored, and a vague reason "
        "from a checklist "
        "will not do.",
        "Is each reason that is shown a rule that was applied and counted?",
        (
            _law(
                "Circular 2023-03, adverse action notification requirements",
                "https://www.consumerfinance.gov/compliance/circulars/circular-2023-03-adverse-action-notification-"
                "requirements-and-the-proper-use-of-the-cfpbs-sample-forms-provided-in-regulation-b/",
                "Consumer Financial Protection Bureau",
                "2023",
            ),
            _law(
                "CFPB revisits adverse action notice requirements",
                "https://www.consumerfinancemonitor.com/2023/09/20/cfpb-revisits-adverse-action-notice-requirements-when-"
                "using-artificial-intelligence-or-complex-credit-models/",
                "Consumer Finance Monitor",
                "2023-09-20",
            ),
        ),
        "That an internal cut-off alone is no reason was not read in a source.",
    ),
    Requirement(
        "Y5",
        "European Union, General Data Protection Regulation Art. 15(1)(h); Court of Justice C-203/22",
        "logic that can be followed",
        "Whoever asks is told the logic involved so that they can follow it and, if need be, correct it; a "
        "trade secret "
        "does not end the duty but is weighed by an authority or a court.",
        "Can a resident who asks work the score out again from what is shown?",
        (
            _law(
                "ECJ on scoring",
                "https://www.taylorwessing.com/en/insights-and-events/insights/2025/03/ecj-on-scoring",
                "Taylor Wessing",
                "2025-03",
            ),
            _law(
                "Judgment C-203/22, Dun & Bradstreet Austria (read in a copy)", None, "Court of Justice", "2025-02-27"
            ),
        ),
    ),
    Requirement(
        "Y6",
        "European Union, General Data Protection Regulation Art. 22; Court of Justice C-634/21 (SCHUFA)",
        "a human review",
        "A score is itself an automated decision where others draw strongly on it.",
        "Wherever a grade decides about something, is a review by a person offered?",
        (
            _law(
                "C-634/21 SCHUFA Holding (Scoring)",
                "https://gdprhub.eu/index.php?title=CJEU_-_C%E2%80%91634%2F21_-_SCHUFA_Holding_%28Scoring%29",
                "GDPRhub",
            ),
            _law(
                "Judgment C-634/21", "https://dpcuria.eu/details?reference=C-634/21", "Court of Justice", "2023-12-07"
            ),
        ),
        "The right to a person, to one's own view and to contest (Art. 22(3)) was not read in a source.",
    ),
    Requirement(
        "Y7",
        "European Union, AI Act Art. 5(1)(c)",
        "no social scoring",
        "Persons are not scored over time by their social behaviour or traits where that leads to harm in contexts "
        "unrelated to the data, or out of proportion.",
        "Does everything that harms stay in the field of life that it came from, off relatives and off basic rights?",
        (
            _law("AI Act, questions on social scoring", "https://fontvera.eu/intelligence/ai-act-faq-social-scoring"),
            _law(
                "The EU Commission guidelines on prohibited AI practices, part one",
                "https://www.mondaq.com/ireland/new-technology/1587792/the-eu-commission-guidelines-on-prohibited-ai-"
                "practices-under-the-ai-act-part-one",
                "Mondaq",
                "2025-02-20",
            ),
        ),
    ),
    Requirement(
        "Y8",
        "Shanghai regulation on social credit, Art. 32, 34, 36 and 37",
        "reasons, source, objection",
        "Reason and basis are told; a sanction that was not published may not be used; everybody may know "
        "the source and "
        "the reason of a change and have two free reports a year; an objection is flagged within one working day and "
        "decided within five.",
        "Is the reason told, are sanctions known beforehand, can source, reason and record be seen, and "
        "how long does an "
        "objection take?",
        (_law("Shanghai regulation on social credit", _STATUTES, "Shanghai", "2017-06-23"),),
    ),
    Requirement(
        "Y9",
        "Shandong regulation on social credit, Art. 13, 20 and 38",
        "no public display",
        "What is known of individuals is not put on public display, minor penalties are not recorded, and "
        "nothing counts "
        "for more than five years.",
        "Is nothing about a person shown to the public, does no rule read a minor penalty, and does every entry end?",
        (_law("Shandong regulation on social credit", _STATUTES, "Shandong", "2020-07-24"),),
    ),
    Requirement(
        "Y10",
        "Henan regulation on social credit",
        "notice before listing",
        "Before somebody is put on a list, a written notice gives the basis, the reason, the sanctions and "
        "the right to "
        "object.",
        "Is a letter due before a listing takes effect?",
        (_law("Henan regulation on social credit", _STATUTES, "Henan", "2019-11-29"),),
    ),
    Requirement(
        "Y11",
        "Shenzhen regulation on social credit, Art. 29 and 39",
        "clear, relevant, traceable",
        "Scoring has clear standards and uses nothing unrelated to credit; its rules can be explained and "
        "its data traced, "
        "and everybody may know score, standards and rules.",
        "Are rules, bands and senders open, does each rule say what field of life it is about, and is each "
        "about credit?",
        (_law("Shenzhen regulation on social credit", _STATUTES, "Shenzhen", "2023-01-06"),),
    ),
    Requirement(
        "Y12",
        "China, Personal Information Protection Law Art. 24 and 48",
        "explanation and opt-out",
        "Whoever asks is given an explanation, and may refuse a decision of major effect that a machine "
        "alone has made.",
        "Are the rules and the reasons to be had on asking, and can one stay out?",
        (_law("Personal Information Protection Law", _STATUTES, None, "2021"),),
    ),
    Requirement(
        "Y13",
        "China, credit repair measures, order 36 (from 1 April 2026)",
        "fixed terms and repair",
        "Minor entries are not shown and last at most three months, others at most three years; repair ends display, "
        "sharing and sanctions together.",
        "Does every entry against somebody end within its term, and does repair end everything that it led to at once?",
        (_law("Order 36, credit repair measures", "https://toubiaole.com/news/xingyexinwen/887.html"),),
    ),
)
