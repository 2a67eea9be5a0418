"""What no notice may do, told before any value of it is known."""

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes

from nncore.language.inline import check_markup
from nncore.report.pages.notices import FILTERS, FUNCTIONS, TESTS
from nncore.report.pages.sandbox import Sandbox


def check_notice(template: str) -> list[str]:
    """Return what is wrong with a notice before any value of it is known."""
    sandbox = Sandbox(FILTERS, TESTS)
    try:
        tree = sandbox.read(template, (*FUNCTIONS, *sandbox.globals))
    except TemplateSyntaxError as error:
        return [f"line {error.lineno}: {error.message}"]
    except RecursionError:
        return ["its brackets are nested too deeply; name parts with {% set %}"]
    sketches = dict.fromkeys("".join(_sketch(tree, otherwise)) for otherwise in (False, True))
    return list(dict.fromkeys(wrong for words in sketches for wrong in check_markup(words)))


def _sketch(node: nodes.Node, otherwise: bool) -> Iterator[str]:
    """Yield the words of a template, 0 for every value, of one branch of each condition."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Expr):
        yield "0"
    elif isinstance(node, nodes.If):
        for part in node.else_ if otherwise else node.body:
            yield from _sketch(part, otherwise)
    elif isinstance(node, nodes.Template | nodes.Output | nodes.For):
        for part in node.nodes if isinstance(node, nodes.Output) else node.body:
            yield from _sketch(part, otherwise)
