r"""Inline markup as LaTeX, and words made safe for it."""

import unicodedata
from collections.abc import Mapping, Sequence

from nncore.report.numbering import Label
from nncore.report.text import (
    Citation,
    CrossReference,
    Link,
    Literal,
    Math,
    Node,
    Styled,
    Text,
    parse,
)
from nncore.report.words import SIGNS

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    # Apart, so that no ligature makes a dash or other quotation marks of them.
    "-": "-{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "\N{NO-BREAK SPACE}": "~",
    "\N{NARROW NO-BREAK SPACE}": r"\,",
    "\N{THIN SPACE}": r"\,",
    "\N{WORD JOINER}": "",
    "\N{EN DASH}": r"\textendash{}",
    "\N{EM DASH}": r"\textemdash{}",
    "\N{LEFT SINGLE QUOTATION MARK}": r"\textquoteleft{}",
    "\N{RIGHT SINGLE QUOTATION MARK}": r"\textquoteright{}",
    "\N{LEFT DOUBLE QUOTATION MARK}": r"\textquotedblleft{}",
    "\N{RIGHT DOUBLE QUOTATION MARK}": r"\textquotedblright{}",
    "\N{HORIZONTAL ELLIPSIS}": r"\dots{}",
    "\N{BULLET}": r"\textbullet{}",
    "\N{DEGREE SIGN}": r"\textdegree{}",
    "\N{SECTION SIGN}": r"\S{}",
    "\N{COPYRIGHT SIGN}": r"\textcopyright{}",
    "\N{SUPERSCRIPT TWO}": r"\textsuperscript{2}",
    "\N{SUPERSCRIPT THREE}": r"\textsuperscript{3}",
    "\N{MINUS SIGN}": r"\ensuremath{-}",
    "\N{MICRO SIGN}": r"\textmu{}",
}
# Signs that LaTeX has in formulas only.
MATH = {sign: rf"\ensuremath{{\{name}}}" for name, sign in SIGNS.items() if len(sign) == 1}
MATH |= {f"{digit}": rf"\ensuremath{{_{place}}}" for place, digit in enumerate("₀₁₂₃₄₅₆₇₈₉")}
MATH |= {
    "\N{DOUBLE VERTICAL LINE}": r"\ensuremath{\|}",
    "\N{MULTIPLICATION SIGN}": r"\ensuremath{\times}",
    "\N{GREEK SMALL LETTER MU}": r"\ensuremath{\mu}",
    "\N{GREEK SMALL LETTER EPSILON}": r"\ensuremath{\varepsilon}",
    "√": r"\ensuremath{\surd}",
    "\N{LEFTWARDS ARROW}": r"\ensuremath{\leftarrow}",
    "\N{CHECK MARK}": r"\ensuremath{\checkmark}",
}
STYLES = {"strong": "textbf", "emphasis": "emph", "raised": "textsuperscript"}


def escape(words: str) -> str:
    r"""`words` so that LaTeX prints exactly them.

    Raises `ValueError` naming a sign for which the document's fonts have no glyph.

    >>> escape("50% of a_b & {c}")
    '50\\% of a\\_b \\& \\{c\\}'
    """
    # Two commas would become a German quotation mark.
    return "".join(_escape(sign) for sign in words).replace(",,", ",{},").replace(",,", ",{},")


def _escape(sign: str) -> str:
    if sign in SPECIAL:
        return SPECIAL[sign]
    if " " <= sign <= "~" or sign == "\n":
        return sign
    if sign in MATH and sign != " ":
        return MATH[sign]
    if "\u00a1" <= sign <= "\u017f" and unicodedata.category(sign)[0] == "L":
        return sign  # accented Latin, which the T1 encoding has
    name = unicodedata.name(sign, f"U+{ord(sign):04X}")
    raise ValueError(f"{sign!r} ({name}) has no glyph in the document's fonts")


def breakable(words: str) -> str:
    """Literal words, such as a path, that may be broken after their punctuation."""
    last = len(words) - 1
    return "".join(
        escape(sign) + (r"\allowbreak{}" if sign in "/.:=_,-" and place < last else "")
        for place, sign in enumerate(words)
    )


def url(address: str) -> str:
    r"""An address as the argument of ``\href``, where ``%`` and ``#`` begin something else."""
    return "".join(f"\\{sign}" if sign in "%#&_{}" else sign for sign in address)


class Inline:
    """Turns sentences into LaTeX, with references by the names that `labels` gives them."""

    def __init__(self, labels: Mapping[str, Label]) -> None:
        self.labels = labels

    def __call__(self, markup: str) -> str:
        """A sentence as LaTeX."""
        return self._all(parse(markup))

    def _all(self, nodes: Sequence[Node]) -> str:
        return "".join(self._one(node) for node in nodes)

    def _one(self, node: Node) -> str:
        match node:
            case Text(words):
                return escape(words)
            case Math(latex):
                return f"${latex}$"
            case Literal(words):
                return rf"\texttt{{{breakable(words)}}}"
            case Styled(style, children):
                return rf"\{STYLES[style]}{{{self._all(children)}}}"
            case Link(address, children):
                return self.link(address, self._all(children))
            case CrossReference(id):
                return rf"\hyperref[{id}]{{{self.labels[id].kind}~\ref*{{{id}}}}}"
            case Citation(keys):
                return rf"\cite{{{','.join(keys)}}}"

    def link(self, address: str, text: str) -> str:
        """`text` leading to `address`; from paper nothing leads to files beside the page."""
        if address.startswith("#"):
            # Numbered parts carry a label, rows of tables a bare target.
            id = address[1:]
            return (
                rf"\hyperref[{id}]{{{text}}}"
                if id in self.labels
                else rf"\hyperlink{{{id}}}{{{text}}}"
            )
        if "://" in address or address.startswith("mailto:"):
            return rf"\href{{{url(address)}}}{{{text}}}"
        return text
