"""The Rulebook screen: articles, what they leave undefined, what follows, who is told, worked examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pilot import City, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.evaluation.everybody.totals import rule_totals
from pilot.ruleset.sentences.gaps import gaps
from pilot.ruleset.sentences.rule_sentences import does, price
from tests.views.screen import HOSTILE, addressed, having_opened, markup, on_screen, opened, words

CHAPTERS = ("rules", "open", "follows", "told", "examples")


def with_file(rules: Path, **address: str) -> AppTest:
    """The screen with a ruleset of the visitor's own."""
    app = addressed(**address)
    having_opened(app, rulesets={"own": rules})
    app.session_state["ruleset"] = "own"
    return on_screen(app.run(), "rulebook")


def shown_rules(app: AppTest) -> list[str]:
    return re.findall(r'<article class="pp-article" id="rule-([^"]+)"', markup(app))


def test_every_rule_stands_as_an_article_in_the_order_of_the_file() -> None:
    ruleset = load_ruleset("honest-shanghai")

    app = opened("rulebook", ruleset="honest-shanghai")

    assert shown_rules(app) == [rule.id for rule in ruleset.rules]
    for rule in ruleset.rules:
        assert rule.text in words(app)
        assert " ".join(does(rule, ruleset)) in words(app)


def test_every_rule_is_a_bar_that_leads_to_it_and_every_article_draws_whom_it_reaches(lantern_ford: City) -> None:
    ruleset = load_ruleset("rongcheng")
    totals = rule_totals(evaluate(ruleset, lantern_ford, last_day(lantern_ford)))

    page = markup(opened("rulebook", ruleset="rongcheng"))

    drawn = page.split('class="pp-spine"')[1].split("</div>")[0]
    assert [rule.id for rule in ruleset.rules] == re.findall(r"rule=([a-z0-9-]+)", drawn)
    effects = re.findall(r'class="pp-reach" role="img" aria-label="([^"]*)"', page)
    met = zip(ruleset.rules, totals["persons"], totals["companies"], effects, strict=True)
    for rule, people, firms, effect in met:
        residents = f"{people:,} of {len(lantern_ford.residents)} residents"
        assert effect.startswith(price(rule) or "no points")
        assert effect.endswith(residents if people else "40 companies" if firms else "nobody")


def test_every_article_says_how_many_met_it(lantern_ford: City) -> None:
    totals = rule_totals(evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford))).set_index("rule_id")
    light, none = totals.loc["red-light"], totals.index[totals["postings"] == 0]

    page = words(opened("rulebook", ruleset="rongcheng", words="red light"))

    assert shown_rules(opened("rulebook", ruleset="rongcheng", words="red light")) == ["red-light"]
    assert f"{light['postings']:,} postings on {light['persons']:,} residents" in page
    assert "met by nobody" in words(opened("rulebook", ruleset="rongcheng", rule=none[0]))


def test_filters_stand_in_the_address_and_come_back_with_it() -> None:
    ruleset = load_ruleset("rongcheng")
    app = opened(
        "rulebook", ruleset="rongcheng", topic="speech,faith", basis="reported", source="wendeng", sign="takes"
    )

    assert shown_rules(app) == [
        rule.id
        for rule in ruleset.rules
        if rule.topic in ("speech", "faith") and rule.source.ref == "wendeng" and (rule.points or 0) < 0
    ]
    assert f"of the {len(ruleset.rules)} rules by which the score falls on speech or faith that are reported" in words(
        app
    )
    app.text_input(key="words").input("petition").run()
    assert app.query_params["words"] == "petition"
    assert shown_rules(app) == shown_rules(
        opened(
            "rulebook",
            ruleset="rongcheng",
            topic="speech,faith",
            basis="reported",
            source="wendeng",
            sign="takes",
            words="petition",
        )
    )


def test_a_link_to_one_rule_shows_it_above_the_others_until_it_is_closed() -> None:
    app = opened("rulebook", ruleset="rongcheng", rule="judgment-mark")

    assert shown_rules(app)[0] == "judgment-mark"
    app.button(key="_close_rule").click().run()
    assert shown_rules(app)[0] == "red-light"
    assert "rule" not in app.query_params


def test_every_gap_has_its_sentence() -> None:
    for name in ("rongcheng", "honest-shanghai"):
        page = words(opened("rulebook", ruleset=name, chapter="open"))

        for gap in gaps(load_ruleset(name)):
            assert gap.sentence in page


def test_grades_lists_and_consequences_are_put_into_words() -> None:
    ruleset = load_ruleset("rongcheng")

    page = words(opened("rulebook", ruleset="rongcheng", chapter="follows"))

    assert "AAA 1,050 and more" in page
    assert "D below 600" in page
    for named in (*ruleset.lists.values(), *ruleset.consequences.values()):
        assert named.title in page
    assert "disputed by Getting Rongcheng Right" in page


def test_who_is_shown_what_is_a_word_and_a_sign_of_its_source_in_every_cell() -> None:
    page = words(opened("rulebook", ruleset="honest-shanghai", chapter="told"))

    assert "grade the grade or rating shown ● hidden ◐ on request ◐" in page
    assert "score the number of points hidden ◐ hidden ◐ hidden ◐" in page
    assert "What is shown lags 24 hours behind." in page
    assert "Residents, grade ● reported NPR, Morning Edition (transcript)" in page
    assert "The delay ● reported NPR, Morning Edition (transcript)" in page


def test_an_objection_to_an_entry_stands_apart_from_an_appeal_against_a_decision() -> None:
    page = words(opened("rulebook", ruleset="honest-shanghai", chapter="told"))

    assert "Somebody can object to a wrong entry." in page
    assert "There is no way to contest a decision." in page
    assert "Objection, how soon it is decided ◐ adapted" in page


def test_a_cell_that_is_not_said_is_hidden_because_of_that(tmp_path: Path) -> None:
    early = tmp_path / "early.yaml"
    early.write_text(
        "schema: 1\nid: early\ntitle: Early\nsources: {}\nparticipation: mandatory\nopens_on: 2010-01-01\nrules: []\n"
        "disclosure: {subject: {grade: shown}}\n",
        encoding="utf-8",
    )

    page = words(opened("rulebook", {"early": early}, ruleset="early", chapter="told"))

    assert "grade the grade or rating shown hidden because it is not said hidden because it is not said" in page
    assert "There is no way to contest" not in page


@pytest.mark.parametrize(
    ("ruleset", "who"),
    [
        ("rongcheng", "All residents of 18 or over and all companies."),
        ("honest-shanghai", "Residents and companies who join."),
        ("open-pilot", "Residents of 18 or over who join."),
    ],
)
def test_it_says_whom_the_ruleset_covers(ruleset: str, who: str) -> None:
    assert f"Who is covered {who}" in words(opened("rulebook", ruleset=ruleset, chapter="told"))


def test_the_weakest_part_of_a_rule_stands_beside_the_whole_with_the_text_it_rests_on() -> None:
    page = words(opened("rulebook", ruleset="rongcheng", words="red light"))

    assert "● reported ◐ in part adapted" in page
    assert "Parts that rest on a text of their own How repeats weigh" in page


def test_the_examples_hold_and_one_that_does_not_says_so(tmp_path: Path) -> None:
    number = len(load_ruleset("honest-shanghai").examples)
    assert f"All {number} examples hold." in words(opened("rulebook", ruleset="honest-shanghai", chapter="examples"))
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        """
schema: 1
id: wrong
title: Wrong
sources: {}
participation: mandatory
opens_on: 2020-01-01
score: {start: 100}
rules: [{id: late, text: Late., when: {kind: late}, points: -5, source: {}}]
examples: [{name: A slip, as_of: 2021-01-01, records: [{date: 2020-05-05, kind: late}], expect: {score: 90}}]
""",
        encoding="utf-8",
    )

    page = words(with_file(wrong, chapter="examples"))

    assert "0 of the one example hold" in page
    assert "Does not hold: score should be 90 and is 95" in page


def test_markup_in_a_ruleset_is_shown_and_never_becomes_part_of_the_page(tmp_path: Path) -> None:
    rules = tmp_path / "hostile.yaml"
    rules.write_text(
        f"""
schema: 1
id: hostile
title: "{HOSTILE}"
place: "{HOSTILE}"
summary: "{HOSTILE}"
sources: {{s: {{title: "{HOSTILE}", by: "{HOSTILE}", date: "{HOSTILE}", url: "{HOSTILE}"}}}}
participation: mandatory
opens_on: 2020-01-01
score: {{start: 100}}
bands: [{{grade: "{HOSTILE}", from: 100, consequences: [c]}}, {{grade: "<b>", title: "{HOSTILE}"}}]
rules:
  - {{id: "<b>", text: "some other {HOSTILE}", when: {{kind: "{HOSTILE}", agency: "{HOSTILE}"}}, lists: [l], points: -5,
      source: {{ref: s, at: "{HOSTILE}", disputed_by: [s]}}}}
lists: {{l: {{title: "{HOSTILE}", kind: blacklist, text: "{HOSTILE}", agency: "{HOSTILE}", publishes: ["{HOSTILE}"]}}}}
consequences: {{c: {{title: "{HOSTILE}", text: "{HOSTILE}", effect: burden, area: "{HOSTILE}", agency: "{HOSTILE}"}}}}
recourse: {{appeal: {{available: true, decided_by: "{HOSTILE}"}}, repair: {{available: true, text: "{HOSTILE}"}}}}
examples:
  - {{name: "{HOSTILE}", as_of: 2021-01-01, subject: {{"{HOSTILE}": "{HOSTILE}"}},
      records: [{{date: 2020-05-05, kind: "{HOSTILE}", agency: "{HOSTILE}"}}], expect: {{grade: "{HOSTILE}"}}}}
""",
        encoding="utf-8",
    )
    for chapter in CHAPTERS:
        page = markup(with_file(rules, chapter=chapter))

        assert "&lt;img src=x" in page
        assert "<img" not in page


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_ruleset_that_holds_next_to_nothing_leaves_no_chapter_empty(chapter: str, tmp_path: Path) -> None:
    rules = tmp_path / "bare.yaml"
    rules.write_text(
        "schema: 1\nid: bare\ntitle: Bare\nsources: {}\nparticipation: mandatory\nopens_on: 2021-01-01\nrules: []\n",
        encoding="utf-8",
    )
    sentence = {
        "rules": "This ruleset has no rules.",
        "open": "Whether an entry can be contested is not said.",
        "follows": "This ruleset keeps no score and no grades, only lists.",
        "told": "No notice is promised.",
        "examples": "This ruleset has no worked examples.",
    }[chapter]

    assert sentence in words(with_file(rules, chapter=chapter))


def test_a_long_rulebook_is_leafed_through_a_hundred_articles_at_a_time(tmp_path: Path) -> None:
    head = "schema: 1\nid: long\ntitle: Long\nsources: {}\nparticipation: mandatory\nopens_on: 2021-01-01\n"
    rule = "  - {{id: r{0}, text: Rule {0}., when: {{kind: k}}, source: {{}}}}\n"
    rules = tmp_path / "long.yaml"
    rules.write_text(f"{head}rules:\n{''.join(rule.format(number) for number in range(507))}", encoding="utf-8")

    app = with_file(rules)

    assert shown_rules(app) == [f"r{number}" for number in range(100)]
    app.selectbox(key="articles").select("500").run()
    assert shown_rules(app) == [f"r{number}" for number in range(500, 507)]


def test_links_of_a_visitors_own_ruleset_lead_to_it_again(tmp_path: Path) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text(
        "schema: 1\nid: mine\ntitle: Mine\nsources: {}\nparticipation: mandatory\nopens_on: 2021-01-01\n"
        "rules: [{id: r, text: Something lavish., when: {kind: k}, source: {}}]\n",
        encoding="utf-8",
    )

    (link,) = re.findall(r'href="([^"]+)"', markup(with_file(rules)))
    assert link.startswith("rulebook?")
    assert "ruleset=own&amp;" in link
    assert link.endswith("&amp;rule=r")
