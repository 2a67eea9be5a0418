"""The values of a page read without a run: its calls against the tables, and what they ask for."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nncore.config.checks.text_contract import Asked
from nncore.config.reading.messages import unknown
from nncore.report.pages.expressions import Call, ExpressionError, Value, read
from nncore.report.pages.finding_checks import check_finding
from nncore.report.pages.values import FILTERS, FUNCTIONS

# Functions whose name is not that of a quantity, and those that only an experiment answers.
_WHAT: Mapping[str, Any] = {
    "first_epoch": "history",
    "published": "published",
    "setting": "setting",
}
_TRAINED = ("n_seeds", "n_diverged", "first_epoch")
# Stands for a value in the words of a page.
VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"


class Calls:
    """The values of a text: what is wrong with them and what they ask for.

    Attributes
    ----------
    problems : list of str
    asked : list of Asked
    words : str
        The text with `VALUE` for every value; empty where it cannot be read.
    """

    def __init__(self, text: str) -> None:
        self.problems: list[str] = []
        self.asked: list[Asked] = []
        self.words = ""
        try:
            parts = read(text)
        except ExpressionError as error:
            self.problems.append(str(error))
            return
        self.words = "".join(part if isinstance(part, str) else VALUE for part in parts)
        for part in parts:
            if isinstance(part, Value):
                self._value(part)

    def _value(self, value: Value) -> None:
        for each in value.filters:
            self.problems += _wrong("filter", each, FILTERS, f"| {each.name}")
        wrong = list(_wrong("function", value.call, FUNCTIONS, str(value.call)))
        self.problems += wrong
        if wrong:
            return
        call = value.call
        named = dict(call.named or {})
        if call.name == "finding":
            problems, asked = check_finding(str(call), call.positional, named)
            self.problems += problems
            self.asked += asked
            return
        signature = inspect.signature(FUNCTIONS[call.name])
        bound = signature.bind(None, *call.positional, **named).arguments
        where = {key: bound[key] for key in ("variant",) if key in bound}
        if is_quantity := "where" in signature.parameters:
            where |= bound.get("where", {})
        what: Any = "quantity" if is_quantity else _WHAT.get(call.name, "subject")
        source: Any = "study" if call.name in _TRAINED else ""
        quantity = None if what == "subject" else bound.get("name")
        self.asked.append(Asked(str(call), what, quantity, bound.get("of"), where, source))


def _wrong(
    what: str, call: Call, table: Mapping[str, Callable[..., Any]], words: str
) -> Iterator[str]:
    """Yield that there is no such name in a table, or that it does not take these arguments."""
    if call.name not in table:
        yield unknown(what, call.name, table)
        return
    signature = inspect.signature(table[call.name])
    try:
        signature.bind(None, *call.positional, **(call.named or {}))
    except TypeError as error:
        known = ", ".join(list(signature.parameters)[1:]) or "nothing"
        yield f"{words}: {error}; it takes {known}"
