"""From the MathML that latex2mathml writes to the one that browsers show as TeX would.

MathML Core has no named spaces and no column spacing, gives every operator the spaces of its kind
unless told otherwise, and stretches bars and accents that TeX leaves alone.
"""

import unicodedata
from xml.etree.ElementTree import Element, SubElement

SPACES = {"negativethinmathspace": "-0.167em", "thinmathspace": "0.167em"}
THIN = "0.167em"
LETTERS = set("∞∂∇∅⊤′″∀∃")  # stand like letters, without space around them
BARS = {"|", "‖", "∥"}
SIGNS = {"+", "\N{MINUS SIGN}", "±"}
ACCENTS = {"^": "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "~": "\N{SMALL TILDE}"}
ROWS = {"mrow", "math", "mtd", "mstyle", "msqrt"}
SCRIPTED = {"msub", "msup", "msubsup", "munder", "munderover"}


def adjust(element: Element) -> None:
    """Adjust one element; its children may be new ones afterwards."""
    if element.tag in {"mi", "mo"}:
        _adjust_sign(element)
    elif element.tag == "mspace":
        element.set("width", SPACES.get(element.get("width", ""), element.get("width", "0")))
    elif element.tag == "mover":
        _adjust_accent(element)
    elif element.tag == "mtable":
        aligned = "columnspacing" in element.attrib
        element.set("class", "aligned" if aligned else "grid")
        for name in ("columnspacing", "rowspacing"):
            element.attrib.pop(name, None)
    if element.tag == "mtd" and "columnalign" in element.attrib:
        element.set("class", element.attrib.pop("columnalign"))
    if element.tag in ROWS:
        _space_row(element)


def _adjust_sign(element: Element) -> None:
    """Operators as operators, letters as letters, bars as high as what stands beside them."""
    text = element.text or ""
    if text in LETTERS:
        element.tag = "mi"
        element.attrib = {"mathvariant": "normal"}
    elif text == "~":
        element.tag, element.text = "mo", "\N{TILDE OPERATOR}"
    elif element.tag == "mi" and len(text) == 1 and unicodedata.category(text) == "Sm":
        element.tag = "mo"
    elif element.tag == "mi" and "Α" <= text <= "Ω":
        element.set("mathvariant", "normal")  # capital Greek stands upright, as in LaTeX
    elif text in BARS and "fence" not in element.attrib:
        element.attrib = {"stretchy": "false", "lspace": "0", "rspace": "0"}


def _adjust_accent(element: Element) -> None:
    base, accent = element
    if accent.text in ACCENTS:
        accent.text = ACCENTS[accent.text]
        element.set("accent", "true")
        accent.set("stretchy", "false" if len(base) < 2 else "true")


def _function(element: Element) -> Element | None:
    """The name of a function (``log``) if `element` is one, with limits or without."""
    if element.tag in SCRIPTED and len(element):
        return _function(element[0])
    name = element.text or ""
    return element if element.tag in {"mo", "mi"} and len(name) > 1 and name.isalpha() else None


def _space_row(row: Element) -> None:
    """Thin spaces around names of functions, as in TeX, and signs that belong to one number."""
    children = list(row)
    for element in children:
        row.remove(element)
    for place, element in enumerate(children):
        if element.text in SIGNS and place and not _ends(children[place - 1]):
            element.set("form", "prefix")
        name = _function(element)
        if name is None:
            row.append(element)
            continue
        name.tag = "mi"
        if place and _ends(children[place - 1]):
            SubElement(row, "mspace", width=THIN)
        row.append(element)
        if place + 1 < len(children) and not _opens(children[place + 1]):
            SubElement(row, "mspace", width=THIN)


def _ends(element: Element) -> bool:
    """Whether `element` ends a quantity: not an operator, but a closing bracket."""
    if element.tag == "mo":
        return element.text in {")", "]", "}"} | BARS
    return element.tag != "mspace"


def _opens(element: Element) -> bool:
    if element.tag == "mrow" and len(element):
        return _opens(element[0])
    return element.tag in {"mo", "mspace"}
