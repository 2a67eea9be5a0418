r"""Inline markup as LaTeX, and words made safe for it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from nncore.language.addresses import PAGES, target
from nncore.language.inline import (
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
from nncore.language.plain import SIGNS
from nncore.language.signs import LONG, LONG_WORD
from nncore.report.document.numbering import Label

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
    # In braces, because after \\ and \item TeX would read an option.
    "[": "{[}",
    "*": "{*}",
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
    # Not in every type.
    "\N{TRADE MARK SIGN}": r"\textsuperscript{TM}",
    "\N{LATIN CAPITAL LIGATURE IJ}": "IJ",
    "\N{LATIN SMALL LIGATURE IJ}": "ij",
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
# What T1 and its companion encoding have besides ASCII, as it stands.
LATIN = frozenset(
    "".join(map(chr, range(0xC0, 0x180))).translate(dict.fromkeys(map(ord, "×÷ĦħĸĿŀŉŦŧſ")))
    + "¡¿«»‚„‹›‰€£¥¢¤¦¨¬®¯¶¹¼½¾ªº†‡ȘșȚț"
)
STYLES = {"strong": "textbf", "emphasis": "emph", "raised": "textsuperscript"}
BREAK = r"\allowbreak{}"
LONG_PART = re.compile(rf"[^\s/.:=_,-]{{{LONG_WORD},}}")


def escape(words: str) -> str:
    r"""`words` so that LaTeX prints exactly them; a sign the fonts lack as its code point.

    >>> escape("50% of a_b & {c}")
    '50\\% of a\\_b \\& \\{c\\}'
    """
    words = unicodedata.normalize("NFC", words)
    # Two commas would become a German quotation mark.
    return "".join(map(_escape, words)).replace(",,", ",{},").replace(",,", ",{},")


def has_glyph(sign: str) -> bool:
    """Whether the document's fonts show `sign`, not its code point."""
    return " " <= sign <= "~" or sign in SPECIAL or sign in MATH or sign in LATIN


def _escape(sign: str) -> str:
    if sign in SPECIAL:
        return SPECIAL[sign]
    if " " <= sign <= "~":
        return sign
    if sign in "\n\t":
        return " "  # an empty line would end the paragraph, also within braces
    if sign in MATH:
        return MATH[sign]
    return sign if sign in LATIN else rf"\codepoint{{{ord(sign):04X}}}"


def running(words: str) -> str:
    """`words` as `escape` writes them; very long ones may be broken anywhere."""
    return "".join(
        BREAK.join(map(escape, part)) if place % 2 else escape(part)
        for place, part in enumerate(re.split(f"({LONG.pattern})", words))
    )


def breakable(words: str) -> str:
    """Literal words, such as a path, that may be broken after their punctuation."""
    last = len(words) - 1
    long = {place for found in LONG_PART.finditer(words) for place in range(*found.span())}
    return "".join(
        escape(sign) + (BREAK if (sign in "/.:=_,-" or place in long) and place < last else "")
        for place, sign in enumerate(words)
    )


def url(address: str) -> str:
    r"""An address as the argument of ``\href``, where ``%`` and ``#`` begin something else."""
    address = address.replace("$", "%24").replace("~", "%7E")
    return "".join(f"\\{sign}" if sign in "%#&_{}" else sign for sign in address)


def display(latex: str) -> str:
    r"""A formula within ``$`` or ``equation``, where ``align*`` is called ``aligned``."""
    return latex.strip().replace("{align*}", "{aligned}")


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
                return running(words)
            case Math(latex):
                return f"${display(latex)}$"
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
        if address in PAGES:
            return text
        return rf"\href{{{url(target(address))}}}{{{text}}}"
