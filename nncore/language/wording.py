"""Names, settings and plurals as the report's sentences write them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nncore.functions.activations import ACTIVATIONS
from nncore.functions.initializers import INITIALIZERS
from nncore.functions.losses import LOSSES
from nncore.functions.metrics import METRICS
from nncore.functions.optimizers import OPTIMIZERS
from nncore.functions.schedules import SCHEDULES
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.printed import typeset

# Settings and options whose spelling their underscores and small letters do not tell; every other
# name is its words.
_SPELLED = {
    "beta1": "β₁",
    "beta2": "β₂",
    "epsilon": "ε",
    "l2": "L2",
    "initializer": "initial weights",
    "optimizer": "optimiser",
}
# The tables whose entries bring their own spelling.
_TABLES: tuple[Mapping[str, Any], ...] = (
    ACTIVATIONS,
    LOSSES,
    INITIALIZERS,
    OPTIMIZERS,
    SCHEDULES,
    METRICS,
)


def name_of(name: str) -> str:
    """Return a name of a configuration as readers know it.

    >>> name_of("leaky_relu"), name_of("squared_error")
    ('leaky ReLU', 'squared error')
    """
    titles = (table[name].title for table in _TABLES if name in table)
    return _SPELLED.get(name) or next(filter(None, titles), name.replace("_", " "))


def setting(value: Any) -> str:
    """Write a value of a configuration, every digit that was given.

    >>> setting([2, 8]), setting(0.001), setting(True), setting(None)
    ('2, 8', '0.001', 'yes', 'none')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, int):
        return numbers.count(value)
    if isinstance(value, float):
        return typeset(f"{value:.12g}").removeprefix("1\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}")
    if isinstance(value, Mapping):
        return choice(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(setting(entry) for entry in value) or "none"
    return escape(name_of(str(value)))


def choice(block: Mapping[str, Any]) -> str:
    """Write a name with its options: ``Adam, β₁ 0.9, β₂ 0.999``."""
    key = "name" if "name" in block else "schedule" if "schedule" in block else ""
    options = block.get("options")
    if options is None:
        options = {name: value for name, value in block.items() if name != key}
    words = [name_of(str(block[key]))] if key else []
    words += [f"{name_of(str(name))} {setting(value)}" for name, value in options.items()]
    return ", ".join(words) or "none"


def plural(n: int, one: str, many: str = "") -> str:
    """Write a count with its noun: ``1 seed``, ``100 seeds``."""
    return f"{numbers.count(n)} {one if n == 1 else many or one + 's'}"


_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def spelled(n: int) -> str:
    """Write a count as running text does: in words up to twelve.

    >>> spelled(2), spelled(56)
    ('two', '56')
    """
    return _SMALL[n] if 0 <= n < len(_SMALL) else numbers.count(n)


def spelled_plural(n: int, one: str, many: str = "") -> str:
    """Write a count with its noun in running text: ``one seed``, ``three documents``."""
    return f"{spelled(n)} {one if n == 1 else many or one + 's'}"


def unbroken(words: str) -> str:
    """Write words that stay on one line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def all_of(n: int) -> str:
    """Write that all of a number are meant.

    >>> all_of(2), all_of(5)
    ('both', 'all five')
    """
    return "both" if n == 2 else f"all {spelled(n)}"


def listed(words: Iterable[str], comma: str = ", ") -> str:
    """Join words as a sentence does: ``a, b and c``."""
    *rest, last = list(words)
    return f"{comma.join(rest)} and {last}" if rest else last


def extent(low: str, high: str) -> str:
    """Write a range of two written numbers: ``0.1–0.2``, with spaces where they hold signs.

    >>> extent("0.1", "0.2")
    '0.1–0.2'
    """
    wide = any(sign in low + high for sign in ("×", numbers.MINUS, "%"))
    return f"{low} – {high}" if wide else f"{low}–{high}"


def sizes(units: Sequence[int]) -> str:
    """Write an architecture: ``2–8–1``."""
    return "–".join(str(unit) for unit in units)
