"""Templates that can do nothing but put together a sentence.

Jinja2's immutable sandbox, with everything taken away that a sentence does not need: only the
functions, filters and tests it is given, no attributes but keys of mappings, no way to define or
include anything. Steps are counted, sizes are bounded, and a clock is looked at with every step.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

from nncore.language.inline import escape

STEPS, SECONDS = 20_000, 20.0  # calls, operations and rounds of loops; wall time
SIGNS = 10_000  # characters of a template, a value and a result
BITS = 256  # of a whole number
ITEMS = 5_000  # values in lists, those within lists counted

_NODES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.NSRef, nodes.Const),
    *(nodes.List, nodes.Tuple, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call),
    *(nodes.Keyword, nodes.Filter, nodes.Test, nodes.Assign, nodes.For, nodes.If, nodes.CondExpr),
    *(nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Neg, nodes.Pos),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow),
)  # fmt: skip
# What the sandbox adds to a template: rounds are counted, lists weighed.
_ROUNDS, _WEIGHED = "counted rounds", "weighed list"


class Raw(str):
    """Words of the configuration, which are shown as they stand."""

    __slots__ = ()


def raw(value: Any) -> Any:
    """Return a copy of plain data in which all words are `Raw`."""
    if isinstance(value, str):
        return Raw(value)
    if isinstance(value, Mapping):
        return {key: raw(entry) for key, entry in value.items()}
    return [raw(entry) for entry in value] if isinstance(value, list | tuple) else value


class LimitError(ValueError):
    """A template that asks for more than a sentence can need."""


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for one sentence.

    Parameters
    ----------
    filters, tests : mapping
        All there are.
    longest : int
        How many numbers a `range` may hold.
    """

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(
        self,
        filters: Mapping[str, Callable[..., Any]],
        tests: Mapping[str, Callable[..., Any]],
        longest: int = 0,
    ) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, finalize=self._finalize)
        self.filters = {name: self._bounded(function) for name, function in filters.items()}
        self.filters |= {_ROUNDS: self._rounds, _WEIGHED: self._weighed}
        self.tests = dict(tests)
        self.globals = {"namespace": Namespace, "range": self._range}
        self._longest, self._left, self._until = longest, STEPS, time.monotonic() + SECONDS

    def render(self, template: str, functions: Mapping[str, Callable[..., Any]]) -> str:
        """Return the sentence.

        Raises
        ------
        ValueError, TypeError, ArithmeticError, LookupError, jinja2.TemplateError
            For what is not allowed, does not exist or takes too much.
        """
        tree = self.read(template, (*functions, *self.globals))
        context = {name: self._bounded(function) for name, function in functions.items()}
        code = self.compile(_Guard().visit(tree))
        compiled = self.template_class.from_code(self, code, self.make_globals(None))
        parts, length = [], 0
        for part in compiled.generate(context):
            length += len(part)
            if length > SIGNS:
                raise LimitError(f"the sentence has more than {SIGNS} characters")
            parts.append(part)
        return "".join(parts).strip()

    def read(self, template: str, functions: Iterable[str]) -> nodes.Template:
        """Return the template as a tree, or raise `TemplateSyntaxError` with its line."""
        if len(template) > SIGNS:
            raise TemplateSyntaxError(f"the template has more than {SIGNS} characters", 1)
        tree = self.parse(template)
        problem = next(self._problems(tree, set(functions)), None)
        if problem:
            raise TemplateSyntaxError(*problem)
        return tree

    def _problems(self, tree: nodes.Template, functions: set[str]) -> Iterator[tuple[str, int]]:
        """Yield what a template may not do, with its line."""
        for node in _all(tree):
            line = node.lineno or 1
            if not isinstance(node, _NODES):
                yield f"{type(node).__name__.lower()} is not allowed in a sentence", line
            elif isinstance(node, nodes.Filter) and node.name not in self.filters:
                yield f"no filter {node.name!r}; there are {', '.join(sorted(self.filters))}", line
            elif isinstance(node, nodes.Test) and node.name not in self.tests:
                yield f"no test {node.name!r}; there are {', '.join(sorted(self.tests))}", line
            elif isinstance(node, nodes.Call):
                name = getattr(node.node, "name", None)
                if not isinstance(node.node, nodes.Name) or name not in functions:
                    called = name or getattr(node.node, "attr", "that")
                    known = ", ".join(sorted(functions))
                    yield f"{called!r} cannot be called; there are {known}", line
            elif isinstance(node, nodes.For) and node.recursive:
                yield "a loop within itself is not allowed in a sentence", line
        for name in sorted(find_undeclared_variables(tree) - functions):
            line = next(each.lineno for each in tree.find_all(nodes.Name) if each.name == name)
            yield f"{name!r} is undefined; there are {', '.join(sorted(functions))}", line

    # What a template does while it runs.

    def step(self) -> None:
        """Count a step."""
        self._left -= 1
        if self._left < 0:
            raise LimitError(f"more than {STEPS} steps; loop over less")
        if time.monotonic() > self._until:
            raise LimitError(f"takes longer than {SECONDS:g} s; ask for less")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a mapping's entry, or what a namespace or a loop holds."""
        if isinstance(obj, Namespace | LoopContext) and not attribute.startswith("_"):
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an entry of a mapping or a list, never an attribute."""
        self.step()
        if isinstance(obj, Mapping):
            if argument in obj:
                return obj[argument]
            raise KeyError(f"no {argument!r}; there are {', '.join(map(str, obj))}")
        if isinstance(obj, list | tuple | str) and isinstance(argument, int | slice):
            return obj[argument]
        if isinstance(obj, Undefined):
            return super().getitem(obj, argument)
        raise TypeError(f"{type(obj).__name__} has no {argument!r} that a sentence may read")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers; ``+`` joins lists and words too."""
        self.step()
        numbers = all(isinstance(each, int | float) for each in (left, right))
        if operator == "+" and type(left) is type(right) is list:
            return self._weighed(left + right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self._weighed(_markup(left) + _markup(right))
        if not numbers:
            raise TypeError(f"{operator} takes numbers, not {_kind(left)} and {_kind(right)}")
        if operator == "**" and (abs(right) > BITS or _bits(left) * abs(right) > BITS):
            raise LimitError(f"{left} ** {right} is too large")
        return self._weighed(super().call_binop(context, operator, left, right))

    def is_safe_callable(self, obj: Any) -> bool:
        """Whatever can be named may be called: a template's names are checked beforehand."""
        return True

    def _bounded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)  # with Jinja's mark of what it wants first
        def bounded(*args: Any, **kwargs: Any) -> Any:
            self.step()
            return self._weighed(function(*args, **kwargs))

        return bounded

    def _weighed(self, value: Any) -> Any:
        """Return `value`, with an iterator as a list, unless it is too large."""
        if isinstance(value, Iterator):
            value = list(value)
        room = ITEMS
        waiting = [value]
        while waiting:
            each = waiting.pop()
            room -= 1
            if isinstance(each, list | tuple):
                waiting += each[: room + 1]
            elif isinstance(each, str) and len(each) > SIGNS:
                raise LimitError(f"words of more than {SIGNS} characters")
            elif isinstance(each, int) and _bits(each) > BITS:
                raise LimitError("a whole number is too large")
            if room < 0:
                raise LimitError(f"a list holds more than {ITEMS} values")
        return value

    def _rounds(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self.step()
            yield value

    def _range(self, *limits: int) -> range:
        numbers = range(*limits)
        if len(numbers) > self._longest:
            raise LimitError(
                f"range of {len(numbers)}: the run has no more than {self._longest} of anything"
            )
        return numbers

    def _finalize(self, value: Any) -> Any:
        """Let words and numbers be shown, those of the configuration as they stand."""
        if isinstance(value, Undefined):
            return str(value)  # an error, except for the branch that a condition leaves out
        if isinstance(value, str):
            return _markup(value)
        if isinstance(value, int | float):
            return value
        raise TypeError(f"{_kind(value)} cannot be shown; name the value that is meant")


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all in it, without recursion."""
    waiting = [node]
    while waiting:
        yield (each := waiting.pop())
        waiting += reversed([*each.iter_child_nodes()])


class _Guard(NodeTransformer):
    """Puts the counting of rounds and the weighing of lists into a tree."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _ROUNDS)
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:
        self.generic_visit(node)
        return _filtered(node, _WEIGHED)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        self.generic_visit(node)
        return node if node.ctx == "store" else _filtered(node, _WEIGHED)


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _markup(words: str) -> str:
    return escape(words) if isinstance(words, Raw) else words


def _bits(number: float) -> int:
    return number.bit_length() if isinstance(number, int) else 53


def _kind(value: Any) -> str:
    return {"str": "words", "dict": "a block", "list": "a list", "tuple": "a list"}.get(
        type(value).__name__, type(value).__name__
    )
