"""A kind of block is one record and two templates, a section or a part of one is one function."""

import shutil
from dataclasses import dataclass

import pytest

from nncore.report.assemble import build_report
from nncore.report.document import numbering
from nncore.report.document.declared import Block, Command, File, Id, Markup, Value
from nncore.report.document.made_from import Provenance
from nncore.report.document.model import Paragraph, Section
from nncore.report.document.walk import every
from nncore.report.html import page as html
from nncore.report.latex import document as latex
from nncore.report.markup.document_checks import ReportError, check
from nncore.report.sections import anatomy, order
from tests.claims import published_rows
from tests.report.report_example import ASSETS, ROOT, example, with_blocks
from tests.report.report_studies import config, draw_all, studies

TEMPLATES = {
    "html/blocks/toy_quote.html": (
        '<blockquote id="{{ block.id }}">{{ labels[block.id] }}: {{ block.words | inline }}'
        "{% for name, score in block.scores %} {{ name | inline }}{{ score | inline }}{% endfor %}"
        "{% for block in block.inner %}{% include block | partial %}{% endfor %}</blockquote>"
    ),
    "latex/blocks/toy_quote.tex": (
        r"\begin{quote}\label{((( block.id )))}((( block.words | inline )))"
        "((* for block in block.inner *))((* include block | partial *))((* endfor *))"
        r"\end{quote}"
    ),
}


@pytest.fixture
def quote():
    """A kind of block that the library does not know."""

    @dataclass(frozen=True)
    class ToyQuote(Block):
        numbered = "Quotation"
        id: Id
        words: Markup
        source: File
        scores: tuple[tuple[Markup, Value], ...] = ()
        inner: tuple[Block, ...] = ()
        command: Command = ""

    return ToyQuote


@pytest.fixture
def templates(tmp_path):
    folder = shutil.copytree(ROOT / "reports/templates", tmp_path / "templates")
    for name, text in TEMPLATES.items():
        (folder / name).write_text(text)
    return folder


def test_a_block_is_one_record_and_two_templates(tmp_path, quote, templates):
    source = tmp_path / "source.pdf"
    source.write_text("")
    words = "As *they* say, @toy-2 and [it](#toy-1)"
    inner = (Paragraph("Within."), quote("toy-2", "Deeper", source, command="say it"))
    block = quote("toy-1", words, source, (("eight", "8"),), inner, "say more")
    report = with_blocks(example(tmp_path), block)
    check(report)
    assert {id: str(label) for id, label in numbering.number(report).items()} == {
        "only": "Section\N{NO-BREAK SPACE}1",
        "toy-1": "Quotation\N{NO-BREAK SPACE}1",
        "toy-2": "Quotation\N{NO-BREAK SPACE}2",
    }
    assert list(filter(None, every(report, "command"))) == ["say more", "say it"]
    page = html.render(report, templates / "html", ASSETS)
    assert (
        '<blockquote id="toy-1">Quotation\N{NO-BREAK SPACE}1: As <em>they</em> say, '
        '<a class="ref" href="#toy-2">Quotation\N{NO-BREAK SPACE}2</a>'
    ) in page
    assert "<p>Within.</p>" in page
    source = latex.render(report, templates / "latex", tmp_path)
    assert r"\begin{quote}\label{toy-1}As \emph{they} say, \hyperref[toy-2]" in source
    assert "Within." in source


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": ""}, "only, ToyQuote: empty id"),
        ({"id": "a b"}, "id 'a b' is not a letter"),
        ({"words": "@gone"}, "only, ToyQuote toy: words: @gone leads nowhere"),
        ({"words": "a loss of nan"}, "words: 'nan' stands for a value"),
        ({"scores": (("a", "undefined"),)}, "score 1, value: 'undefined' stands for a value"),
        ({"source": "gone.pdf"}, "source: no file"),
        ({"inner": (Paragraph(""),)}, "only, Paragraph: empty text"),
    ],
)
def test_its_fields_are_checked_by_what_they_declare(tmp_path, quote, changes, message):
    (tmp_path / "source.pdf").write_text("")
    fields = {"id": "toy", "words": "Words", "source": "source.pdf", **changes}
    block = quote(**fields | {"source": tmp_path / fields["source"]})
    with pytest.raises(ReportError) as caught:
        check(with_blocks(example(tmp_path), block))
    assert message in str(caught.value)


def test_a_section_and_a_part_of_one_are_one_entry_each(tmp_path, monkeypatch):
    draw_all(tmp_path)

    def toy_section(content):
        seen = ", ".join(part.id for part in content.sections)
        yield Section("sec-toy", "Toy", [Paragraph(f"After {seen}; @fig-xor-loss.")])

    def toy_part(experiment, content):
        yield Paragraph(f"A toy of {experiment.title}; see @sec-toy.")

    chapters = list(order.SECTIONS.items())
    monkeypatch.setattr(order, "SECTIONS", dict([*chapters[:-1], ("toy", toy_section)]))
    monkeypatch.setattr(anatomy, "EXPERIMENT", (*anatomy.EXPERIMENT, toy_part))
    rows = published_rows(config(), studies())
    report = build_report(config(), studies(), tmp_path, rows, Provenance("0", "seed: 1\n"))
    check(report)
    labels = numbering.number(report)
    assert report.sections[-1].id == "sec-toy"
    assert labels["sec-toy"].number == str(len(report.sections))
    page = html.render(report, ROOT / "reports/templates/html", ASSETS)
    assert "<p>After sec-published, sec-gradients, doc-paper, sec-across; " in page
    assert page.count(f'see <a class="ref" href="#sec-toy">{labels["sec-toy"]}') == 4
    source = latex.render(report, ROOT / "reports/templates/latex", tmp_path)
    assert r"A toy of Circle; see \hyperref[sec-toy]" in source
