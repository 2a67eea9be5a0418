r"""LaTeX mathematics as MathML Core, with constructs refused that would come out wrong.

The translation is latex2mathml's, adjusted to what browsers read (`nncore.report.mathml_core`).
Where it is known to be wrong, or does not know a command, `MathError` says so: a wrong formula
never reaches a reader.
"""

import re
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert

from nncore.report.mathml_core import adjust

WRONG = {
    "aligned": r"use \begin{align*}",
    "split": r"use \begin{align*}",
    "gathered": "use one equation a line",
    r"\operatorname*": r"use \operatorname{..} with the variable in brackets",
    r"\boldsymbol": r"use \mathbf",
    r"\bm": r"use \mathbf",
    r"\pmb": r"use \mathbf",
    r"\tag": "numbers come from the renderer",
    r"\label": "ids come from the model",
    r"\ref": "write @id in the text",
    r"\eqref": "write @id in the text",
    r"\newcommand": "write the formula out",
    r"\def": "write the formula out",
    r"\href": "links belong in the text",
}
ENVIRONMENTS = {"align*", "cases", "matrix", "pmatrix", "bmatrix", "vmatrix", "smallmatrix"}
CHILDREN = {
    "mfrac": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
}


class MathError(ValueError):
    """A formula that cannot be shown; the message quotes it and says what would be right."""


def check(latex: str) -> None:
    """Raise `MathError` for a construct that a browser or LaTeX would show wrong."""
    for command in re.findall(r"\\[A-Za-z]+\*?", latex):
        for wrong in (command, command.rstrip("*")):
            if wrong in WRONG:
                raise MathError(f"{wrong} in {latex!r}: {WRONG[wrong]}")
    for name in re.findall(r"\\begin\{([^}]*)\}", latex):
        if name not in ENVIRONMENTS:
            cure = WRONG.get(name, f"use one of {', '.join(sorted(ENVIRONMENTS))}")
            raise MathError(f"\\begin{{{name}}} in {latex!r}: {cure}")
    if not latex.isascii():
        strange = next(sign for sign in latex if not sign.isascii())
        raise MathError(f"{strange!r} in {latex!r}: write the LaTeX command for it")
    depth = 0
    for sign in re.findall(r"(?<!\\)(?:\\\\)*([{}])", latex):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            break
    if depth:
        raise MathError(f"braces do not match in {latex!r}")


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool = False) -> str:
    """`latex` as a ``<math>`` element; `display` sets limits above and below and full fractions."""
    check(latex)
    # Upright words: latex2mathml would make one italic variable of each letter.
    source = re.sub(r"\\mathrm\{([A-Za-z ]+)\}", r"\\text{\1}", latex)
    try:
        tree = ElementTree.fromstring(
            convert(source, display="block" if display else "inline").replace("&<", "&amp;<")
        )
    except Exception as error:
        raise MathError(f"{latex!r} cannot be read as mathematics: {error}") from error
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
    for element in list(tree.iter()):
        adjust(element)
        _verify(element, latex)
    tree.attrib.clear()
    if display:
        tree.set("display", "block")
    return ElementTree.tostring(tree, encoding="unicode", short_empty_elements=False)


def _verify(element: Element, latex: str) -> None:
    if "\\" in (element.text or ""):
        raise MathError(f"{element.text} in {latex!r} is not a command known here")
    if len(element) != CHILDREN.get(element.tag, len(element)):
        raise MathError(f"an argument is missing in {latex!r}")
