"""Any words come through both renderings as they are; a formula is nothing but mathematics."""

import csv
import doctest
import io
import re
from contextlib import suppress
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore import files
from nncore.files import csv_words
from nncore.language import addresses, markup, signs
from nncore.language import captions as plot_words
from nncore.language import latex_commands as commands
from nncore.language.addresses import wrong_address
from nncore.language.formulas import MathError, check_formula
from nncore.language.inline import MarkupError, parse
from nncore.language.markup import escape
from nncore.language.signs import shown
from nncore.report.markup import latex_inline
from nncore.report.markup.html_inline import Inline
from nncore.report.markup.mathml import ATTRIBUTES, ELEMENTS, mathml

ANY = st.text(st.characters(codec=None, exclude_categories=[]))
COMMANDS = sorted(
    {f"\\{name}" for name in commands.SYMBOLS | commands.ACCENTS | commands.WORDS}
    | {f"\\{name}" for name in (*commands.FRACTIONS, *commands.SIGNS, "left(", "right)", "\\")}
    | {r"\begin{cases}", r"\end{cases}", r"\begin{align*}", r"\end{align*}", r"\input", r"\def"}
)
FORMULAS = st.lists(st.sampled_from([*COMMANDS, *"{{}}^_'&<>x1-+ %#^^[]\"|"]), max_size=12).map(
    "".join
)


class Words(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.said, self.tags = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.said.append(data)


@pytest.mark.parametrize("module", [addresses, files, latex_inline, markup, plot_words, signs])
def test_examples_in_the_docstrings(module):
    assert doctest.testmod(module).failed == 0


@given(ANY)
def test_any_words_come_back_from_the_page(words):
    found = Words(f"<p>{Inline({}, {})(escape(words))}</p>")
    said = "".join(found.said)
    for typeset, typed in (("’", "'"), ("\N{WORD JOINER}", ""), ("\N{NARROW NO-BREAK SPACE}", " ")):
        said, words = said.replace(typeset, typed), words.replace(typeset, typed)
    assert said == shown(words)
    assert [tag for tag, _ in found.tags] == ["p"]


@given(ANY)
def test_no_sign_of_any_words_means_something_to_tex(words):
    for written in (latex_inline.escape, latex_inline.running, latex_inline.breakable):
        source = re.sub(r"\\(?:codepoint|ensuremath)\{[^{}]*\}", "", written(words))
        known = {*latex_inline.SPECIAL.values(), *latex_inline.MATH.values(), ",{},"}
        for command in sorted(known | {latex_inline.BREAK}, key=len, reverse=True):
            source = source.replace(command, "")
        assert not set(source) & set('\\{}$&#%_^~<>|"`')
        assert "\n" not in source
        source.encode()


@given(ANY)
def test_any_markup_is_read_or_refused(words):
    with suppress(MarkupError):
        assert "".join(map(str, parse(words))) or not words


@given(FORMULAS)
def test_a_formula_that_passes_is_nothing_but_mathematics(latex):
    try:
        check_formula(latex)
    except MathError:
        with pytest.raises(MathError):
            mathml(latex)
        return
    assert not re.search(r'\^\^|[%#$"]|\\(input|def)', latex)
    try:
        tree = ElementTree.fromstring(mathml(latex))
    except MathError:
        return
    for element in tree.iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES


@given(st.one_of(ANY, ANY.map("https://a.b/{}".format), ANY.map("mailto:{}".format)))
def test_an_address_that_passes_has_no_sign_that_means_something(url):
    if not wrong_address(url):
        assert re.match(r"(?i)https?://|mailto:|doi:10|#|(index|machine)\.html$", url)
        assert not set(url) & set('\\^{}"<>`| \t\n')


@given(st.one_of(ANY, st.sampled_from("=+-@\t\r").flatmap(lambda sign: ANY.map(sign.__add__))))
def test_a_field_never_begins_a_formula_and_numbers_stay(words):
    field = csv_words(words)
    if field == words and words[:1] in set("=+-@\t\r"):
        float(words.rstrip(" %"))
    assert field in (words, f"'{words}")
    assert csv_words("-1.5e-3") == "-1.5e-3"


def test_fields_are_written_as_words():
    text = io.StringIO()
    csv.writer(text).writerow(map(csv_words, ["=1+1", "-0.5", "97.8 %"]))
    assert text.getvalue() == "'=1+1,-0.5,97.8 %\r\n"
