"""Single-file pages that print well: paper and ink, nothing loaded from elsewhere; what is not markup is escaped."""

from __future__ import annotations

from markupsafe import Markup

STYLE = Markup("""
:root { color-scheme: light; --ink: #211e1a; --paper: #fbfaf6; --accent: #1f5673; --line: #d8d2c4; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 Georgia, "Noto Serif", serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
a { color: var(--accent); } p { margin: 0 0 .7rem; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: .35rem .8rem .35rem 0; }
dl { display: grid; grid-template-columns: 11rem 1fr; gap: .45rem 1rem; margin: 1rem 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
.num { font-variant-numeric: tabular-nums lining-nums; }
.blank { display: inline-block; border: 1px solid #8f887c; border-radius: 2px; padding: 0 .5em;
  background: repeating-linear-gradient(135deg, #a39d91 0 1.5px, transparent 1.5px 6px); }
.blank > span { background: var(--paper); padding: 0 .4em; font-size: .9em; }
.receipt { font-size: .8rem; border-top: 1px solid var(--line); margin-top: 1.6rem; padding-top: .5rem; }
.receipt { overflow-wrap: anywhere; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print { body { background: none; } main { max-width: none; padding: 0; } .receipt { break-inside: avoid; } }
""")
NO_STYLE = Markup()
PAGE = Markup("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
""")


def blank(label: str) -> Markup:
    """A hatched bar in the place of something withheld or unknown, with its name on it."""
    return Markup('<span class="blank"><span>{}</span></span>').format(label)


def page(title: str, body: Markup, style: Markup = NO_STYLE) -> Markup:
    """A whole page; `style` comes after the style that all pages have."""
    return PAGE.format(title=title, style=STYLE + style, body=body)
