"""A notice read without its numbers: its syntax, the calls it makes, and the words around them.

Nothing is rendered and no expression is evaluated: the template's tree is walked. What a call asks
for is told as far as it is written out; what only the run knows stays open.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.filters import FILTERS as JINJA_FILTERS

from nncore.config.checks.text_contract import Asked
from nncore.report.pages import notices
from nncore.report.pages.finding_checks import check_finding
from nncore.report.pages.notice_grammar import check_notice

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    name: getattr(notices.Values, name) for name in notices.FUNCTIONS
}
FILTERS: Mapping[str, Callable[..., Any]] = notices.FILTERS
# What a template may call besides.
BUILTINS = ("namespace", "range")
# Functions whose name is not that of a quantity, and those that only an experiment answers.
_WHAT: Mapping[str, Any] = {"first_epoch": "history", "published": "published"}
_TRAINED = ("n_seeds", "n_diverged", "first_epoch")
_OF_A_MAPPING = ("get", "items", "keys", "values")
_OTHER_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
# Stands for a value in the words of a notice.
VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"


class Notice:
    """A template that has been read.

    Attributes
    ----------
    problems : list of str
    asked : list of Asked
    words : list of str
        The text of a rendering, once for each side of its conditions, `VALUE` for every value.
    """

    def __init__(self, template: str) -> None:
        self.problems: list[str] = []
        self.asked: list[Asked] = []
        self.words: list[str] = []
        environment = _environment()
        try:
            # Never compiled: that would work out constants, however large.
            tree = environment.parse(template)
        except TemplateSyntaxError as error:
            self.problems.append(_explained(error))
            return
        except RecursionError:
            self.problems.append("is nested too deep; write it plainly")
            return
        self.problems += _unknown(tree, environment)
        self.problems += _forbidden(tree)
        self.problems += _undefined(tree)
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in FUNCTIONS:
                self._call(call, call.node.name)
        for kind in (nodes.Getattr, nodes.Getitem):
            for entry in tree.find_all(kind):
                self.asked += _setting(entry)
        if not self.problems:
            self.problems += check_notice(template)
        sides = max((len(found.elif_) + 2 for found in tree.find_all(nodes.If)), default=1)
        self.words = ["".join(_words(tree.body, side)) for side in range(sides)]

    def _call(self, call: nodes.Call, name: str) -> None:
        words = _written(call, name)
        if call.dyn_args is not None or call.dyn_kwargs is not None:
            return
        signature = inspect.signature(FUNCTIONS[name])
        positional = [_constant(node) for node in call.args]
        named = {entry.key: _constant(entry.value) for entry in call.kwargs}
        try:
            bound = signature.bind(None, *positional, **named).arguments
        except TypeError as error:
            known = ", ".join(list(signature.parameters)[1:])
            self.problems.append(f"{words}: {error}; it takes {known}")
            return
        if name == "finding":
            problems, asked = check_finding(words, positional, named)
            self.problems += problems
            self.asked += asked
            return
        of = bound.get("of")
        if "of" in bound and not isinstance(of, str):
            return  # only the run knows
        where = {key: bound[key] for key in ("variant",) if key in bound}
        is_quantity = "where" in signature.parameters
        if is_quantity:
            where |= bound.get("where", {})
        what: Any = "quantity" if is_quantity else _WHAT.get(name, "subject")
        quantity = bound.get("name") if what != "subject" else None
        source: Any = "study" if name in _TRAINED else ""
        self.asked.append(Asked(words, what, quantity, of, where, source))


def _environment() -> Environment:
    environment = Environment(autoescape=False)
    environment.filters.update(FILTERS)
    return environment


def _explained(error: TemplateSyntaxError) -> str:
    cure = "write values as {{ ... }} and statements as {% ... %}, each with its end"
    message = str(error.message or error).rstrip(".")
    return f"template syntax in its line {error.lineno}: {message}; {cure}"


def _unknown(tree: nodes.Template, environment: Environment) -> Iterator[str]:
    """Yield filters and tests that there are not."""
    for found in tree.find_all(nodes.Filter):
        if found.name not in environment.filters:
            yield f'unknown filter "{found.name}" (known: {", ".join(FILTERS)})'
    for test in tree.find_all(nodes.Test):
        if test.name not in environment.tests:
            yield f'unknown test "{test.name}" (known: {", ".join(sorted(environment.tests))})'


def _forbidden(tree: nodes.Template) -> Iterator[str]:
    """Yield what may not be asked, and filters with arguments that they do not take."""
    for kind in _OTHER_FILES:
        if tree.find(kind):
            yield f"{kind.__name__.lower()} reads another file; write its words here"
    for name in (*(f.attr for f in tree.find_all(nodes.Getattr)), *_keys(tree)):
        if name.startswith("_"):
            yield f'"{name}" is no value of a notice; leave it out'
    for found in tree.find_all(nodes.Filter):
        # Jinja's own filters take the environment as well.
        function = None if found.name in JINJA_FILTERS else FILTERS.get(found.name)
        if function is None or found.dyn_args is not None or found.dyn_kwargs is not None:
            continue
        signature = inspect.signature(function)
        try:
            named = {str(entry.key): None for entry in found.kwargs}
            signature.bind(None, *found.args, **named)
        except TypeError as error:
            known = ", ".join(list(signature.parameters)[1:]) or "nothing"
            yield f"| {found.name}: {error}; it takes {known}"


def _keys(tree: nodes.Template) -> list[str]:
    found = (_constant(entry.arg) for entry in tree.find_all(nodes.Getitem))
    return [key for key in found if isinstance(key, str)]


def _undefined(tree: nodes.Template) -> Iterator[str]:
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    names = list(tree.find_all(nodes.Name))
    own = {name.name for name in names if name.ctx != "load"}
    for name in names:
        if name.name in FUNCTIONS.keys() - own and id(name) not in called:
            yield f"{name.name} stands without brackets; write {name.name}(...)"
    # Not by jinja2.meta, which works out constants, however large.
    loaded = {name.name for name in names if name.ctx == "load"}
    for unknown in sorted(loaded - own - {*FUNCTIONS, *BUILTINS, "loop"}):
        yield f'unknown function or name "{unknown}" (known: {", ".join(FUNCTIONS)})'


def _setting(entry: Any) -> Iterator[Asked]:
    """Yield the key that is read directly from `settings()`."""
    call = entry.node
    if not (isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name)):
        return
    name = entry.attr if isinstance(entry, nodes.Getattr) else _constant(entry.arg)
    given = [*call.args, *(each.value for each in call.kwargs)]
    of = _constant(given[0]) if given else None
    is_known = isinstance(name, str) and (not given or isinstance(of, str))
    is_key = is_known and name not in _OF_A_MAPPING and not name.startswith("_")
    if call.node.name == "settings" and is_key:
        yield Asked(f"{_written(call, 'settings')}.{name}", "setting", name, of)


def _constant(node: nodes.Node) -> Any:
    """Return a number, a text or a list of them that is written out; None for everything else."""
    if isinstance(node, nodes.Const):
        return node.value
    if isinstance(node, nodes.List | nodes.Tuple):
        return [_constant(item) for item in node.items]
    if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const):
        value = node.node.value
        return -value if isinstance(value, int | float) else None
    return None


def _written(call: nodes.Call, name: str) -> str:
    """Return a call as it is written, dots for what is no constant."""

    def shown(node: nodes.Node) -> str:
        value = _constant(node)
        if value is None or isinstance(value, list):
            return "..."
        return f'"{value}"' if isinstance(value, str) else str(value)

    arguments = [shown(node) for node in call.args]
    arguments += [f"{entry.key}={shown(entry.value)}" for entry in call.kwargs]
    return f"{name}({', '.join(arguments)})"


def _words(body: list[nodes.Node], side: int) -> Iterator[str]:
    """Yield the words of a template; of every condition the branch number `side`, or the last."""
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                yield part.data if isinstance(part, nodes.TemplateData) else VALUE
        elif isinstance(node, nodes.If):
            branches = [node.body, *(each.body for each in node.elif_), node.else_]
            yield from _words(branches[min(side, len(branches) - 1)], side)
        elif isinstance(node, nodes.For | nodes.With | nodes.Scope | nodes.FilterBlock):
            yield from _words(node.body, side)
