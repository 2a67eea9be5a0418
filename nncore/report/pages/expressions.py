"""Values in the words of a page: ``{{ value("train_loss") | significant }}``, and nothing more.

An expression is one call of a named function with literals, and filters behind it, each a name or
a call with literals. It is read as a Python expression and never run as one; there are no
statements, no attributes, no arithmetic and no nesting.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SIGNS = 10_000  # characters of a paragraph

_PARTS = re.compile(r"\{\{(.*?)\}\}|(\{%|\{#|\{\{|\}\})", re.DOTALL)
_FORM = '{{ value("train_loss") | significant }}'


class ExpressionError(ValueError):
    """Words whose values cannot be read; the message says what would be right."""


@dataclass(frozen=True)
class Call:
    """A name with literals."""

    name: str
    positional: tuple[Any, ...] = ()
    named: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        shown = [_shown(value) for value in self.positional]
        shown += [f"{key}={_shown(value)}" for key, value in (self.named or {}).items()]
        return f"{self.name}({', '.join(shown)})"


@dataclass(frozen=True)
class Value:
    """A call of a function and the filters that its result goes through, from left to right."""

    call: Call
    filters: tuple[Call, ...] = ()


def read(text: str) -> list[str | Value]:
    """Return the words of a text and the values between them, in order.

    Raises
    ------
    ExpressionError
        For a program, braces without partner, and an expression of another form.
    """
    if len(text) > SIGNS:
        raise ExpressionError(f"a paragraph of more than {SIGNS:,} characters; make two of it")
    parts: list[str | Value] = []
    end = 0
    for found in _PARTS.finditer(text):
        if sign := found[2]:
            raise ExpressionError(_stray(sign, text[found.start() :]))
        parts += [text[end : found.start()], _value(found[1])]
        end = found.end()
    return [part for part in [*parts, text[end:]] if part]


def _stray(sign: str, rest: str) -> str:
    if sign in ("{%", "{#"):
        return f"{sign} begins a program, which pages do not hold; name a finding: {_FORM}"
    return f"{sign} without its partner in {rest[:40]!r}; write values as {_FORM}"


def _value(source: str) -> Value:
    written = f"{{{{ {' '.join(source.split())} }}}}"
    try:
        tree = ast.parse(source.strip(), mode="eval").body
        # Filters bind from left to right, as `|` does in Python.
        filters: list[Call] = []
        while isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitOr):
            filters.append(_call(tree.right, is_filter=True))
            tree = tree.left
        return Value(_call(tree), tuple(reversed(filters)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        what = "" if isinstance(error, RecursionError | MemoryError) else str(error)
        what = error.msg if isinstance(error, SyntaxError) else what
        said = f" ({what})" if what else ""
        message = f"{_short(written)} is no value that can be read{said}; write values as {_FORM}"
        raise ExpressionError(message) from None


def _call(tree: ast.expr, is_filter: bool = False) -> Call:
    if isinstance(tree, ast.Name):
        if is_filter:
            return Call(tree.id)
        raise ValueError(f"{tree.id} stands without brackets, write {tree.id}(...)")
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        raise ValueError("a function by its name is needed")
    if any(keyword.arg is None for keyword in tree.keywords):
        raise ValueError("** gives no argument by its name")
    named = {str(keyword.arg): _literal(keyword.value) for keyword in tree.keywords}
    return Call(tree.func.id, tuple(_literal(argument) for argument in tree.args), named)


def _literal(tree: ast.expr) -> Any:
    if isinstance(tree, ast.List):
        return [_literal(entry) for entry in tree.elts]
    is_negative = isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub)
    constant = tree.operand if is_negative else tree  # type: ignore[attr-defined]
    if isinstance(constant, ast.Constant):
        value = constant.value
        if is_negative and isinstance(value, int | float):
            return -value
        if not is_negative and (value is None or isinstance(value, str | int | float)):
            return value
    raise ValueError("arguments are numbers, texts in quotation marks, and lists of them")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "..."
    return f'"{value}"' if isinstance(value, str) else str(value)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."
