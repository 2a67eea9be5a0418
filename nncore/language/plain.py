"""Inline markup as plain words: for titles, bookmarks, alternative texts, widths of cells."""

import re
from collections.abc import Callable, Sequence

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

# LaTeX commands that have a letter or sign of their own in Unicode.
SIGNS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "µ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "ϕ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Omega": "Ω", "times": "×", "cdot": "·", "le": "≤",
    "leq": "≤", "ge": "≥", "geq": "≥", "approx": "≈", "neq": "≠", "pm": "±", "to": "→",
    "rightarrow": "→", "infty": "∞", "in": "∈", "sum": "∑", "sqrt": "√", "partial": "∂",
    "nabla": "∇", "ll": "≪", "gg": "≫", "sim": "∼", "odot": "⊙", "top": "ᵀ", "ldots": "…",
    "quad": " ", "hat": "", "mathrm": "", "text": "", "mathbf": "", "left": "", "right": "",
    "operatorname": "", "lVert": "‖", "rVert": "‖", "Vert": "‖", "bar": "", "tilde": "",
    "mathcal": "",
}  # fmt: skip


def plain(markup: str, number: Callable[[str], str] = lambda id: id) -> str:
    r"""The sentence without markup; `number` turns the id of a cross-reference into words.

    >>> plain(r"rate $\eta = 0.5$ and *more* ^{2}")
    'rate η = 0.5 and more 2'
    """
    return _words(parse(markup), number)


def _words(nodes: Sequence[Node], number: Callable[[str], str]) -> str:
    parts = []
    for node in nodes:
        match node:
            case Text(words) | Literal(words):
                parts.append(words)
            case Math(latex):
                parts.append(math_in_words(latex))
            case Styled(_, children) | Link(_, children):
                parts.append(_words(children, number))
            case CrossReference(id):
                parts.append(number(id))
            case Citation(keys):
                parts.append(f"[{', '.join(keys)}]")
    return "".join(parts)


def math_in_words(latex: str) -> str:
    r"""A short formula as one line of text, near enough for a screen reader or a bookmark.

    >>> math_in_words(r"\|g - \hat{g}\| \le 10^{-7}")
    '‖g − g‖ ≤ 10^−7'
    """
    line = latex.replace(r"\|", "‖").replace("-", "\N{MINUS SIGN}")
    line = re.sub(r"\\[,;:! ]", " ", line)
    line = re.sub(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1/\2", line)
    line = re.sub(r"\\([A-Za-z]+)", lambda found: SIGNS.get(found[1], found[1]), line)
    return re.sub(r"\s+", " ", re.sub(r"[{}\\&]", "", line)).strip()
