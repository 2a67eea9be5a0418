"""Inline markup as HTML."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from nncore.language.addresses import target
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
from nncore.language.signs import shown
from nncore.report.document.numbering import Label
from nncore.report.markup.mathml import mathml

STYLES = {"strong": "strong", "emphasis": "em", "raised": "sup"}


class Inline:
    """Turns sentences into HTML, with references resolved by `labels` and `citations`.

    Parameters
    ----------
    labels : the label of every numbered part by id.
    citations : the number of every entry of the bibliography by key.
    """

    def __init__(self, labels: Mapping[str, Label], citations: Mapping[str, int]) -> None:
        self.labels = labels
        self.citations = citations

    def __call__(self, markup: str) -> Markup:
        """A sentence as HTML, safe to insert."""
        return self._all(parse(markup))

    def _all(self, nodes: Sequence[Node]) -> Markup:
        return Markup("").join(self._one(node) for node in nodes)

    def _one(self, node: Node) -> Markup:
        match node:
            case Text(words):
                return escape(shown(words))
            case Math(latex):
                return Markup(mathml(latex))
            case Literal(words):
                return Markup("<code>{}</code>").format(shown(words))
            case Styled(style, children):
                return Markup("<{0}>{1}</{0}>").format(STYLES[style], self._all(children))
            case Link(url, children):
                return Markup('<a href="{}">{}</a>').format(target(url), self._all(children))
            case CrossReference(id):
                return Markup('<a class="ref" href="#{}">{}</a>').format(id, str(self.labels[id]))
            case Citation(keys):
                return self._cited(keys)

    def _cited(self, keys: Sequence[str]) -> Markup:
        links = Markup(",\N{THIN SPACE}").join(
            Markup('<a href="#ref-{}">{}</a>').format(key, self.citations[key]) for key in keys
        )
        return Markup('<span class="cite">[{}]</span>').format(links)
