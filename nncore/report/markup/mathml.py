r"""LaTeX mathematics as MathML Core, with constructs refused that would come out wrong.

The translation is latex2mathml's, adjusted to what browsers read
(`nncore.report.markup.mathml_core`). Where it is known to be wrong, or does not know a command,
`MathError` says so: a wrong formula never reaches a reader.
"""

import re
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert

from nncore.language.formulas import MathError, check_formula
from nncore.language.latex_commands import WORDS
from nncore.report.markup.mathml_core import adjust

CHILDREN = {
    "mfrac": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
}


# What a formula may consist of on the page: no element and no attribute beyond these.
ELEMENTS = {
    *CHILDREN, *("math", "mi", "mn", "mo", "mrow", "mspace", "msqrt", "mroot", "mstyle", "mtable"),
    *("mtd", "mtext", "mtr"),
}  # fmt: skip
ATTRIBUTES = {
    *("accent", "class", "depth", "display", "displaystyle", "fence", "form", "height"),
    *("largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits"),
    *("rspace", "scriptlevel", "separator", "stretchy", "symmetric", "width"),
}  # fmt: skip
# Signs of words that latex2mathml would write as if they were its own.
_HELD, _RELEASED = str.maketrans("<>", "\ue000\ue001"), str.maketrans("\ue000\ue001", "<>")


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool = False) -> str:
    """`latex` as a ``<math>`` element; `display` sets limits above and below and full fractions."""
    check_formula(latex)
    # Upright words: latex2mathml would make one italic variable of each letter.
    source = re.sub(r"\\mathrm\{([A-Za-z ]+)\}", r"\\text{\1}", latex)
    source = re.sub(rf"\\(?:{'|'.join(sorted(WORDS))})\s*\{{[^}}]*\}}", _hold, source)
    try:
        tree = ElementTree.fromstring(
            convert(source, display="block" if display else "inline").replace("&<", "&amp;<")
        )
    except Exception as error:
        raise MathError(f"{latex!r} cannot be read as mathematics: {error}") from error
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.text = (element.text or "").translate(_RELEASED)
    for element in list(tree.iter()):
        adjust(element)
        _verify(element, latex)
    tree.attrib.clear()
    if display:
        tree.set("display", "block")
    return ElementTree.tostring(tree, encoding="unicode", short_empty_elements=False)


def _hold(words: re.Match[str]) -> str:
    return words[0].translate(_HELD)


def _verify(element: Element, latex: str) -> None:
    if element.tag not in ELEMENTS or not set(element.attrib) <= ATTRIBUTES:
        raise MathError(f"{latex!r} comes out as <{element.tag}>, which is no mathematics")
    if "\\" in (element.text or ""):
        raise MathError(f"{element.text} in {latex!r} is not a command known here")
    if len(element) != CHILDREN.get(element.tag, len(element)):
        raise MathError(f"an argument is missing in {latex!r}")
