"""Inline markup and its plain words."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.language import inline as text
from nncore.language import plain as words
from nncore.language.inline import (
    Citation,
    CrossReference,
    Link,
    Literal,
    MarkupError,
    Math,
    Styled,
    Text,
    escape,
    parse,
)
from nncore.language.plain import plain


@pytest.mark.parametrize("module", [text, words])
def test_examples_in_the_docstrings(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("markup", "nodes"),
    [
        ("words", (Text("words"),)),
        ("$a_b^*$", (Math("a_b^*"),)),
        (
            "**b** *e*",
            (Styled("strong", (Text("b"),)), Text(" "), Styled("emphasis", (Text("e"),))),
        ),
        ("`a*b$`", (Literal("a*b$"),)),
        ("10^{−8}", (Text("10"), Styled("raised", (Text("−8"),)))),
        ("[a *b*](#u)", (Link("#u", (Text("a "), Styled("emphasis", (Text("b"),)))),)),
        ("see @fig-1.5.", (Text("see "), CrossReference("fig-1.5"), Text("."))),
        ("[@a; @b-c]", (Citation(("a", "b-c")),)),
        (r"\$5 \@x \*", (Text("$5 @x *"),)),
        ("2 * 3 * 4", (Text("2 * 3 * 4"),)),
        ("me@example.org", (Text("me@example.org"),)),
        ("[0, 1] and (x)", (Text("[0, 1] and (x)"),)),
        ("**bold with *both* in**", None),
        ("it's", (Text("it’s"),)),
    ],
)
def test_constructs(markup, nodes):
    parsed = parse(markup)
    if nodes is not None:
        assert parsed == nodes


def test_emphasis_inside_strong():
    inner = (Text("a "), Styled("emphasis", (Text("b"),)), Text(" c"))
    assert parse("**a *b* c**") == (Styled("strong", inner),)


@pytest.mark.parametrize("markup", ["costs $5", "a ` b", "$ $"])
def test_a_sign_without_its_partner_is_an_error(markup):
    with pytest.raises(MarkupError):
        parse(markup)


@given(st.text())
def test_escaped_words_stay_words(words):
    expected = "".join(node.text for node in parse(escape(words)))  # type: ignore[union-attr]
    assert expected.replace("’", "'") == words.replace("’", "'")


def test_plain_words():
    assert plain("**a** $\\eta$ [b](#u) @fig [@k]", lambda id: "Figure 1") == "a η b Figure 1 [k]"
