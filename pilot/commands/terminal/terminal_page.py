"""Plain text on a page as wide as the terminal, 80 columns where there is none."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

LABEL = 9


class TerminalPage:
    """Writes paragraphs to stdout, wrapped and indented; bold is the only decoration, and says nothing by itself."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, markup=False, emoji=False)
        self._width = self._console.width

    def heading(self, text: str) -> None:
        """A heading with an empty line before it."""
        self.gap()
        self._console.print(Text(text, style="bold"))

    def text(self, text: str, indent: int = 0, label: str = "") -> None:
        """A paragraph, all its lines indented by so many columns; a label stands to its left in a column of its own."""
        hang = indent + (LABEL if label else 0)
        for number, line in enumerate(self._wrapped(text, max(self._width - hang, 20))):
            margin = f"{' ' * indent}{label:<{hang - indent}}" if number == 0 else " " * hang
            self._write(f"{margin}{line}".rstrip())

    def _wrapped(self, text: str, width: int) -> list[str]:
        if len(text) <= width and text.isascii() and text.isprintable():
            return [text]
        return [line.plain for line in Text(text).wrap(self._console, width)]

    def gap(self) -> None:
        """An empty line."""
        self._write("")

    def _write(self, line: str) -> None:
        """One line as it is, which costs a hundredth of what styled text does."""
        self._console.file.write(f"{line}\n")
