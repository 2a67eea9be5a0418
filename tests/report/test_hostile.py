"""Hostile texts at every place that a reader's words reach: literal or refused, never at work."""

import re
import shutil
from html.parser import HTMLParser

import pytest
from jinja2 import FileSystemBytecodeCache

from nncore.language.inline import check_markup, check_words
from nncore.language.latex_commands import (
    ACCENTS,
    CAPITALS,
    DELIMITERS,
    ENVIRONMENTS,
    FRACTIONS,
    LETTERS,
    SIGNS,
    SYMBOLS,
    WORDS,
)
from nncore.language.markup import escape
from nncore.language.signs import shown
from nncore.report.document.model import (
    BulletList,
    Callout,
    Card,
    Code,
    Column,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
)
from nncore.report.html import page as html
from nncore.report.latex import document as latex
from nncore.report.latex import pdf
from nncore.report.markup.latex_inline import LATIN, MATH, SPECIAL
from nncore.report.markup.latex_inline import escape as tex
from nncore.report.markup.mathml import mathml
from nncore.report.pages.prose import PROSE
from tests.report.hostile import PLAIN, TEXTS, WORDY, build
from tests.report.report_example import ASSETS, HTML, LATEX
from tests.report.report_example import pdf as drawing
from tests.report.report_studies import draw_all

ADDRESS = re.compile(
    r"#[\w.:-]*|(?i:https?)://[^\s\"'<>^\\]+|mailto:[\w@.]+|machine\.html|index\.html|data:,"
)
COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)
LISTED = {f"\\{name}" for name in SYMBOLS | ACCENTS | FRACTIONS | WORDS}
ESCAPES = {r"\codepoint", r"\allowbreak", r"\texttt", r"\href", r"\ensuremath", r"\ "}

WRITTEN = {"code", "math", "em", "strong", "sup", "mtext"}  # what markup may write


class Page(HTMLParser):
    """What a page would do and what it says."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.scripts, self.wrong = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "formaction", "xlink:href"):
                self.wrong.append((tag, name))
            if tag in ("a", "link") and name == "href" and not ADDRESS.fullmatch(value):
                self.wrong.append((tag, value))
            if name in ("src", "srcset", "poster") and not value.startswith("data:"):
                self.wrong.append((tag, value))

    handle_startendtag = handle_starttag

    def handle_data(self, data):
        (self.scripts if self.elements[-1:] == ["script"] else self.words).append(data)


@pytest.fixture(scope="module", autouse=True)
def compiled(tmp_path_factory):
    """Templates are compiled once for all renderings of this file."""
    kept = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))
    with pytest.MonkeyPatch.context() as patch:
        for renderer in (html, latex):

            def environment(templates, suffix, usual=renderer.environment):
                jinja = usual(templates, suffix)
                jinja.bytecode_cache = kept
                return jinja

            patch.setattr(renderer, "environment", environment)
        yield


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "results"
    draw_all(folder)
    for path in folder.rglob("*.pdf"):
        path.write_bytes(drawing())
    return folder


@pytest.fixture(scope="module")
def usual(results):
    """What the page and the source of a report without hostile words consist of."""
    report = build(results)
    source = latex.render(report, LATEX, results / "report")
    page = Page(html.render(report, HTML, ASSETS))
    signs = tex("".join(map(chr, range(1, 0x2300))))
    return page, {*COMMAND.findall(source), *COMMAND.findall(signs)} | LISTED | ESCAPES


def check_nothing_happens(report, results, usual):
    """Both renderings hold no element, address or command but those of a plain report."""
    page, commands = usual
    text = html.render(report, HTML, ASSETS)
    found = Page(text)
    assert found.elements.count("script") == 1
    assert found.scripts == page.scripts
    assert set(found.elements) <= set(page.elements) | {
        "code",
        "math",
        "em",
        "strong",
        "sup",
        "mtext",
    }
    assert found.wrong == []
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    source = latex.render(report, LATEX, results / "report")
    assert set(COMMAND.findall(source)) <= commands
    assert "^^" not in source
    source.encode()
    text.encode()
    return found, source


@pytest.mark.parametrize("name", TEXTS)
def test_plain_words_are_shown_as_they_stand(results, usual, name):
    words = TEXTS[name]
    found, source = check_nothing_happens(
        build(results, **dict.fromkeys(WORDY, words)), results, usual
    )
    said = re.sub(r"\s+", " ", "".join(found.words).replace("’", "'"))
    expected = re.sub(r"\s+", " ", shown(words)).strip().rstrip(".")
    # Title, document, author, summary, note, variant, class and the comment of the file.
    assert said.count(re.sub(r"(?<=\d) (?=%)", "\N{NARROW NO-BREAK SPACE}", expected)) >= 8
    assert tex(words).split("\n")[0].strip(" .")[:8] in source


@pytest.mark.parametrize("name", TEXTS)
def test_markup_is_shown_or_refused_by_place(results, usual, name):
    words = TEXTS[name]
    problems = {"question": check_markup(words), "page": PROSE.page(words).problems}
    shown_at = [
        place
        for place, found in problems.items()
        if not found or found[0].endswith("write the whole one")
    ]
    if shown_at:
        check_nothing_happens(build(results, **dict.fromkeys(shown_at, words)), results, usual)
    for place in problems.keys() - shown_at:
        with pytest.raises(ValueError, match=r"sec-xor, Callout: text: |xor: page: ") as caught:
            html.render(build(results, **{place: words}), HTML, ASSETS)
        assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("name", TEXTS)
def test_an_address_is_refused_by_place(results, name):
    with pytest.raises(ValueError, match=r"documents: paper: url .* is no address"):
        build(results, url=TEXTS[name])


ADDRESSES = (
    "https://a.b/c_(d)?e=1&f=%20$#g~h".replace("(", "%28").replace(")", "%29"),
    "http://a.b:80/",
    "mailto:a@b.c",
    "doi:10.1/a",
    "HTTP://a.b",
    "machine.html",
)


@pytest.mark.parametrize("url", ADDRESSES)
def test_usual_addresses_pass(results, usual, url):
    found, _ = check_nothing_happens(build(results, url=url), results, usual)
    assert "Author" in "".join(found.words)


def test_words_that_stand_for_a_value_are_found_early():
    assert check_words("a loss of nan") == ["'nan' stands for a value; write it in words"]
    assert check_words(PLAIN) == []
    assert check_words("a\ud800")[0].endswith("write the whole one")


def nasty():
    """A report with every text as heading, sentence, point, cell and line of code."""
    texts = list(TEXTS.values())
    sections = [
        Section(f"s{number}", escape(words), list(_set_apart(number, words)))
        for number, words in enumerate(texts)
    ]
    links = [f"**[a]({url})** *[b]({url})*" for url in ADDRESSES]
    rows = [
        Row((str(number), escape(words), f"`{words.replace('`', ' ')}`"))
        for number, words in enumerate(texts)
    ]
    columns = [Column("Number"), Column("Words"), Column("Code")]
    blocks = [
        BulletList([*links, *map(escape, texts)]),
        Code("\n".join(texts), "yaml", "All"),
        Table("all", "All.", columns, rows),
    ]
    return Report(
        "Nasty", "Words", ["Abstract."], (), [Section("all-texts", "All", blocks), *sections]
    )


def _set_apart(number, words):
    """A sentence, and one of the blocks that do not break over pages, in turn."""
    said = escape(words)
    yield Paragraph(f"**{escape(words.strip())}** {said}")
    if number % 3 == 0:
        yield Callout("notice", said)
    elif number % 3 == 1:
        yield Card(said, [("Term", said)])
    else:
        columns = [Column("Number"), Column(escape(words[:20]))]
        yield Table(f"t{number}", said, columns, [Row((str(number), said))], notes=[said])


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_all_of_them_come_out_on_paper(tmp_path):
    source = tmp_path / "report.tex"
    latex.write(nasty(), source, LATEX)
    pdf.compile_pdf(source, source.with_suffix(".pdf"))
    assert source.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert not list(tmp_path.rglob("hacked"))


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_every_listed_command_and_sign_is_set(tmp_path):
    arguments = dict.fromkeys(ACCENTS | WORDS - CAPITALS, "{x}")
    arguments |= dict.fromkeys(CAPITALS, "{A}") | dict.fromkeys(FRACTIONS, "{x}{y}")
    formulas = [f"\\{name}{arguments.get(name, ' ')}" for name in SYMBOLS | {*arguments}]
    formulas += [f"x_\\{name}" for name in LETTERS | {"text{a}", "mathrm{b}"}]
    formulas += [rf"\begin{{{name}}} a & b \\ c \end{{{name}}}" for name in ENVIRONMENTS]
    formulas += [rf"\left{name} x \right{name}" for name in DELIMITERS]
    formulas += [f"a\\{name} b" for name in SIGNS]
    for formula in formulas:
        mathml(formula)
    signs = "".join(sorted({*LATIN, *MATH, *SPECIAL} - {" "}))
    blocks = [
        Paragraph(" ".join(f"${formula}$" for formula in sorted(formulas))),
        *(Paragraph(style.format(escape(signs))) for style in ("{}", "**{}**", "*{}*")),
        Code(signs),
    ]
    source = tmp_path / "report.tex"
    latex.write(Report("A", "B", (), (), [Section("s", "S", blocks)]), source, LATEX)
    pdf.compile_pdf(source, source.with_suffix(".pdf"))
