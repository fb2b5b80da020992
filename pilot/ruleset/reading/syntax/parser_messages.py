"""What the YAML parser complains of, and what somebody who types a ruleset should read instead."""

from __future__ import annotations

from typing import NamedTuple

_QUOTES = 'put the whole value in quotes: "...".'
_DELETE_OR_QUOTE = "delete it, or put the value in quotes."
_LINE_UP = "line the key up with the other keys of the same part, using spaces"
_ESCAPES = "write two backslashes, or use single quotes."


class SyntaxFault(NamedTuple):
    """A fault in the writing: some words of the parser's sentence, our code for it, what is wrong, and the mend."""

    words: str
    code: str
    found: str
    mend: str


SYNTAX_FAULTS = (
    SyntaxFault(
        "unknown escape character", "escape", "a backslash followed by this character means nothing.", _ESCAPES
    ),
    SyntaxFault(
        "hexdecimal number",  # as the parser spells it
        "escape",
        "in double quotes, \\x, \\u and \\U are followed by 2, 4 and 8 hexadecimal digits.",
        _ESCAPES,
    ),
    SyntaxFault(
        "Unicode character escape",
        "escape",
        "this escape does not name a character of its own.",
        "type the character itself; the file is UTF-8.",
    ),
    SyntaxFault("scanning an alias", "reserved-character", "a value that begins with * repeats another part.", _QUOTES),
    SyntaxFault("scanning an anchor", "reserved-character", "a value that begins with & names a part.", _QUOTES),
    SyntaxFault("scanning a tag", "reserved-character", "a value that begins with ! is read as a tag.", _QUOTES),
    SyntaxFault("undefined tag handle", "reserved-character", "a value that begins with ! is read as a tag.", _QUOTES),
    SyntaxFault(
        "scanning a block scalar",
        "text-block",
        "after | or > the line ends; the text begins on the next line, indented.",
        "start the text on a new line, or put it in quotes.",
    ),
    SyntaxFault(
        "mapping values are not allowed",
        "stray-colon",
        "a colon followed by a space ends a key, and no key can stand here.",
        f'if the colon belongs to the text, put the text in quotes: "..."; if this is a key, {_LINE_UP}.',
    ),
    SyntaxFault(
        "unexpected ':'",
        "stray-colon",
        "inside brackets or braces, a word cannot end with a colon.",
        "write the value after a space, or put the word in quotes.",
    ),
    SyntaxFault(
        "mapping keys are not allowed",
        "reserved-character",
        "a question mark followed by a space begins a key, and no key can stand here.",
        _QUOTES,
    ),
    SyntaxFault(
        "block sequence entries are not allowed",
        "stray-dash",
        "a dash followed by a space begins a list entry, and none can stand here.",
        "begin the entry on a line of its own, or put the value in quotes.",
    ),
    SyntaxFault(
        "could not find expected ':'",
        "missing-colon",
        "this line is neither a key with its value nor part of the text above.",
        'write "key: value", with a space after the colon.',
    ),
    SyntaxFault(
        "did not find expected key",
        "indentation",
        "this does not fit the lines above: it is indented otherwise, or follows a value that has already ended.",
        f"{_LINE_UP}; a quote inside a quoted text is written twice.",
    ),
    SyntaxFault(
        "'-' indicator",
        "indentation",
        "this stands among the entries of a list but does not begin with a dash.",
        "begin the entry with a dash and a space, or line it up with the part that it belongs to.",
    ),
    SyntaxFault(
        "expected node content",
        "stray-bracket",
        "found a bracket, a brace or a comma where a value belongs.",
        _DELETE_OR_QUOTE,
    ),
    SyntaxFault(
        "<document start>",
        "stray-text",
        "the ruleset has already ended above, and more text follows.",
        "delete this, or put it under a key.",
    ),
    SyntaxFault(
        "directive", "reserved-character", "a line that begins with % instructs the parser.", "delete the line."
    ),
    SyntaxFault(
        "incompatible YAML", "reserved-character", "this asks for another version of YAML.", "delete the line."
    ),
)

OTHERWISE = SyntaxFault(
    "",
    "not-yaml",
    "from here on the text cannot be read.",
    "compare with a shipped ruleset; quotes, brackets and indentation are the usual causes.",
)
