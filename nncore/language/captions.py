"""Numbers and phrases as captions and alt texts write them."""

import re
from collections.abc import Iterable

import numpy as np

MINUS = "\N{MINUS SIGN}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
# Control characters but the end of a line, and halves of characters.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _digits(value: float, digits: int) -> tuple[str, int | None]:
    """Return a non-negative number as (mantissa, exponent), exponent None when written plainly."""
    if value == 0.0:
        return "0", None
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if -4 <= exponent < 6:
        return _grouped(f"{value:.{max(digits - 1 - exponent, 0)}f}"), None
    return mantissa, exponent


def number(value: float, digits: int = 3) -> str:
    r"""Return `value` to `digits` significant digits, powers of ten as mathematics.

    >>> number(0.012668), number(3.2e-5, 2), number(float("nan"))
    ('0.0127', '$3.2\\times10^{-5}$', 'not finite')
    """
    if not np.isfinite(value):
        return "not finite"
    mantissa, exponent = _digits(abs(value), digits)
    sign = MINUS if value < 0 else ""
    if exponent is None:
        return sign + mantissa
    return f"${'-' if value < 0 else ''}{mantissa}\\times10^{{{exponent}}}$"


def count(value: float) -> str:
    """Return a whole number, thousands apart from five digits on."""
    return _grouped(f"{round(float(value))}")


def _grouped(digits: str) -> str:
    whole, point, rest = digits.partition(".")
    return (f"{int(whole):,}".replace(",", NARROW) if len(whole) > 4 else whole) + point + rest


def percent(share: float, n_samples: int) -> str:
    """Return a share of `n_samples` in percent, with one decimal more than 1/n can matter.

    >>> percent(0.978, 500).replace(NARROW, "_"), percent(0.75, 4).replace(NARROW, "_")
    ('97.80_%', '75.0_%')
    """
    if not np.isfinite(share):
        return "not finite"
    decimals = max(int(np.ceil(np.log10(max(n_samples, 1) / 100.0))), 0) + 1
    return f"{100.0 * share:.{decimals}f}{NARROW}%"


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: ``a, b and c``."""
    *rest, last = list(words)
    return f"{', '.join(rest)} and {last}" if rest else last


def drawn(words: str) -> str:
    r"""Return words of others, such as the name of a class, so that a figure shows exactly them.

    >>> drawn("costs $3")
    'costs \\$3'
    """
    # Between two dollar signs matplotlib would read mathematics.
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", words).replace("$", r"\$")


def plural(number_of: int, noun: str, several: str | None = None) -> str:
    """Return ``1 seed``, ``100 seeds``."""
    return f"{count(number_of)} {noun if number_of == 1 else several or noun + 's'}"
