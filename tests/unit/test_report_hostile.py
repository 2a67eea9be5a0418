"""Hostile texts at every place that a reader's words reach: literal or refused, never at work."""

import re
import shutil
from html.parser import HTMLParser

import pytest

from nncore.report import html, latex, pdf
from nncore.report.commands import ACCENTS, FRACTIONS, SYMBOLS, WORDS
from nncore.report.latex_inline import escape as tex
from nncore.report.notice_checks import check_notice
from nncore.report.signs import shown
from nncore.report.text import check_markup, check_words
from tests.unit.hostile import PLAIN, TEXTS, WORDY, build
from tests.unit.report_example import ASSETS, HTML, LATEX
from tests.unit.report_example import pdf as drawing
from tests.unit.report_studies import draw_all

ADDRESS = re.compile(r"#[\w.:-]*|https?://[^\s\"'<>^\\]+|machine\.html|index\.html|data:,")
COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)
LISTED = {f"\\{name}" for name in SYMBOLS | ACCENTS | FRACTIONS | WORDS}
ESCAPES = {r"\codepoint", r"\allowbreak", r"\texttt", r"\href", r"\ensuremath", r"\ "}


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
    return page, set(COMMAND.findall(source)) | LISTED | ESCAPES | set(COMMAND.findall(SIGNS))


SIGNS = tex("".join(map(chr, range(1, 0x2300))))


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


@pytest.mark.parametrize("place", ["question", "notice"])
@pytest.mark.parametrize("name", TEXTS)
def test_markup_is_shown_or_refused_by_place(results, usual, name, place):
    words = TEXTS[name]
    if not (check_markup(words) if place == "question" else check_notice(words)):
        check_nothing_happens(build(results, **{place: words}), results, usual)
        return
    with pytest.raises(ValueError, match=r"sec-xor, Callout: text: |xor: notice: ") as caught:
        html.render(build(results, **{place: words}), HTML, ASSETS)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("name", TEXTS)
def test_an_address_is_refused_by_place(results, name):
    for url in (TEXTS[name], f"https://a.b/{TEXTS[name]}"):
        with pytest.raises(ValueError, match=r"documents: paper: url .* is no address|characters"):
            build(results, url=url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.b/c_(d)?e=1&f=%20#g~h",
        "http://a.b:80/",
        "mailto:a@b.c",
        "doi:10.1/a",
        "HTTP://a.b",
    ],
)
def test_usual_addresses_pass(results, usual, url):
    report = build(results, url=url)
    source = latex.render(report, LATEX, results / "report")
    assert r"\href{" in source
    page = html.render(report, HTML, ASSETS)
    assert Page(page).elements.count("script") == 1
    assert "doi:" not in re.findall(r'href="([^"]*)', page)


def test_words_that_stand_for_a_value_are_found_early():
    assert check_words("a loss of nan") == ["'nan' stands for a value; write it in words"]
    assert check_words(PLAIN) == []
    assert check_words("a\ud800")[0].endswith("write the whole one")


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_all_of_them_come_out_on_paper(results):
    """One report that holds every text at every place of plain words compiles."""
    planted = results / "planted.tex"
    planted.write_text("SECRET")
    long = [words for words in TEXTS.values() if len(words) > 100]
    short = " ".join(words for words in TEXTS.values() if len(words) <= 100)
    words = f"{short} {' '.join(long)} \\input{{{planted}}}"
    report = build(results, **dict.fromkeys(("note", "yaml", "summary", "document"), words))
    source = results / "report/report.tex"
    latex.write(report, source, LATEX)
    pdf.compile_pdf(source, source.with_suffix(".pdf"))
    report = build(results, **dict.fromkeys(("title", "author", "variant", "class"), short))
    latex.write(report, source, LATEX)
    pdf.compile_pdf(source, source.with_suffix(".pdf"))
    assert not list(results.rglob("hacked"))
