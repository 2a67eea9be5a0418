"""The document: its source, and what TeX says of it."""

import os
import re
import shutil
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.report.document.model import Column, Equation, Paragraph, Row, Table
from nncore.report.latex import document as latex
from nncore.report.latex import latex_tables, pdf
from nncore.report.latex.latex_tables import FULL_WIDTH, layout
from nncore.report.markup.latex_inline import SPECIAL, Inline, breakable, escape
from tests.report.report_example import LATEX, example, losses, with_blocks

needs_tex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
PRINTABLE = st.characters(min_codepoint=32, max_codepoint=126)


@given(st.text(PRINTABLE))
def test_no_special_sign_is_left_bare(words):
    safe = escape(words)
    for command in sorted({*SPECIAL.values(), ",{},"}, key=len, reverse=True):
        safe = safe.replace(command, "")
    assert not set(safe) & set('\\{}$&#%_^~<>|"`')
    assert ",," not in escape(words)


@given(st.text(PRINTABLE))
def test_code_may_be_broken_and_keeps_its_signs(words):
    kept = breakable(words).replace(r"\allowbreak{}", "")
    assert kept.replace(",{},", ",,") == escape(words).replace(",{},", ",,")


def test_a_sign_without_a_glyph_is_shown_as_its_code_point():
    assert escape("中") == r"\codepoint{4E2D}"


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ("$a_b$ & **c**", r"$a_b$ \& \textbf{c}"),
        ("10^{−8}", r"10\textsuperscript{\ensuremath{-}8}"),
        ("ε ≤ β₁ × √2", None),
        ("[a](https://x.y/z_1?a=1&b=%20)", r"\href{https://x.y/z\_1?a=1\&b=\%20}{a}"),
        ("[a](machine.html)", "a"),
        ("[a](#row)", r"\hyperlink{row}{a}"),
        ("[@a; @b]", r"\cite{a,b}"),
        ("`a/b`", r"\texttt{a/\allowbreak{}b}"),
    ],
)
def test_inline(markup, source):
    found = Inline({})(markup)
    assert source is None or found == source
    assert found.isascii()


@pytest.fixture
def source(tmp_path):
    target = tmp_path / "out/report.tex"
    latex.write(example(tmp_path), target, LATEX)
    return target


def test_figures_are_named_relative_to_the_source(source, tmp_path):
    text = source.read_text()
    assert "../figures/loss.pdf" in text
    assert str(tmp_path) not in text


def test_equations_of_several_lines_are_numbered_as_one():
    assert latex.display(r"\begin{align*} a &= b \end{align*}") == (
        r"\begin{aligned} a &= b \end{aligned}"
    )


def test_the_same_cells_as_on_the_page(source):
    text = source.read_text()
    for part in (
        r"0 & .126088 &",
        r"10\,000",
        r"4 & .22~\ensuremath{\times}~10\textsuperscript{\ensuremath{-}8} &",
        r"\hypertarget{row-0}{}",
        r"\hyperlink{row-0}{99\,\%}",
        r"\verdictmark{in the tails}~",
        r"\multicolumn{6}{@{}l}{\textbf{Others}}",
        r"\seedstrip{2.2}{15.4}{8.8}{22.0}{in the tails}{\seedline{0.0}\seedline{8.8}",
    ):
        assert part in text, part


def test_a_table_takes_the_largest_type_that_fits():
    def wide(n: int, words: str) -> Table:
        return Table("t", "C.", [Column("Head")] * n, [Row((words,) * n)])

    assert layout(losses()).size == "small"
    assert layout(losses()).columns == "@{}rr@{}lr@{}ll@{}"
    assert not layout(losses()).long
    broken = layout(wide(3, "many words " * 30))
    assert broken.columns.count("p{") == 3
    widths = [float(width) for width in re.findall(r"p\{([\d.]+)pt\}", broken.columns)]
    assert sum(widths) + 2 * 2 * broken.between == pytest.approx(FULL_WIDTH, abs=1)
    assert layout(wide(12, "several words")).size != "small"


def test_long_tables_may_be_broken():
    table = Table("t", "C.", [Column("A")], [Row(("a",))] * (latex_tables.LONG + 1))
    assert layout(table).long


@needs_tex
def test_it_compiles_to_the_same_bytes_in_two_folders(tmp_path):
    made = []
    for name in ("one", "two"):
        source = tmp_path / name / "out/report.tex"
        latex.write(example(tmp_path / name), source, LATEX)
        pdf.compile_pdf(source, source.with_suffix(".pdf"))
        made.append(source.with_suffix(".pdf").read_bytes())
        assert sorted(path.name for path in source.parent.iterdir()) == ["report.pdf", "report.tex"]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")


@needs_tex
@pytest.mark.parametrize(
    ("body", "message"),
    [
        (r"\undefinedcommand", "Undefined control sequence"),
        (r"\ref{gone}", "Reference `gone'"),
        (r"\cite{gone}", "Citation `gone'"),
        (r"\noindent\hbox to 2\textwidth{a\hfil b}", "Overfull"),
        (r"a\label{x}\label{x}", "Label `x' multiply defined"),
    ],
)
def test_trouble_in_the_log_is_an_error(tmp_path, body, message):
    source = tmp_path / "a.tex"
    source.write_text(rf"\documentclass{{article}}\begin{{document}}{body} \end{{document}}")
    with pytest.raises(pdf.LatexError) as caught:
        pdf.compile_pdf(source, tmp_path / "a.pdf")
    assert message in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.tex"]


@needs_tex
@pytest.mark.parametrize(
    "block",
    [
        Paragraph(
            "Every sign: α β γ δ ε ζ η θ κ λ μ ν ξ π ρ σ τ φ χ ψ ω "
            "Γ Δ Θ Λ Σ Φ Ω × · ≤ ≥ ≈ ≠ ± → ∞ ∈ ∑ √ ∂ ∇ ≪ ≫ ∼ ⊙ … – — ‘a’ “b” é ß ° § µ"
        ),
        Equation(r"\hat\theta_i = \operatorname{Im} f(x) \quad \mathcal{N}(0, 1), \; \mathbb{R}"),
        Table("t", "C.", [Column("Words " * 3)] * 9, [Row(("several words here",) * 9)]),
        Table("t", "C.", [Column("A")] * 2, [Row(("word " * 40, "`results/runs/a.npz`"))] * 20),
    ],
)
def test_what_the_page_can_show_compiles(tmp_path, block):
    source = tmp_path / "report.tex"
    latex.write(with_blocks(example(tmp_path), block), source, LATEX)
    pdf.compile_pdf(source, tmp_path / "report.pdf")


def fake_engine(folder, lines):
    """A program that does this in place of TeX."""
    engine = folder / "bin/pdflatex"
    engine.parent.mkdir()
    engine.write_text(f"#!/bin/sh\n{lines}\n")
    engine.chmod(engine.stat().st_mode | stat.S_IXUSR)
    (folder / "a.tex").write_text("")
    return os.fspath(engine)


def test_references_that_never_settle_are_an_error(tmp_path):
    engine = fake_engine(
        tmp_path,
        "for a; do case $a in -output-directory=*) d=${a#*=};; esac; done\n"
        'echo "LaTeX Warning: Rerun to get cross-references right." > $d/a.log',
    )
    with pytest.raises(pdf.LatexError, match="still move after 4 runs"):
        pdf.compile_pdf(tmp_path / "a.tex", tmp_path / "a.pdf", engine)


def test_an_engine_that_does_not_end_is_stopped(tmp_path):
    engine = fake_engine(tmp_path, "exec sleep 60")
    with pytest.raises(pdf.LatexError, match=r"pdflatex was stopped after 0\.2 s"):
        pdf.compile_pdf(tmp_path / "a.tex", tmp_path / "a.pdf", engine, seconds=0.2)


def test_the_engine_runs_without_a_shell_input_or_files_from_elsewhere(tmp_path):
    said = tmp_path / "said"
    engine = fake_engine(
        tmp_path, f'echo "$@ $openin_any $openout_any" > {said}; cat >> {said}; exit 1'
    )
    with pytest.raises(pdf.LatexError):
        pdf.compile_pdf(tmp_path / "a.tex", tmp_path / "a.pdf", engine)
    assert said.read_text().endswith(" a.tex p p\n")
    assert "-no-shell-escape" in said.read_text()


@needs_tex
@pytest.mark.parametrize(
    "path", ["{folder}/planted", "planted", "{folder}/../{folder.name}/planted"]
)
def test_a_planted_file_cannot_be_read(tmp_path, path):
    (tmp_path / "planted.tex").write_text("SECRET")
    name = path.format(folder=tmp_path)
    source = tmp_path / "a.tex"
    source.write_text(
        rf"\documentclass{{article}}\begin{{document}}\label{{sec-x}} \input{{{name}}} "
        r"\end{document}"
    )
    with pytest.raises(pdf.LatexError, match="The text is after sec-x"):
        pdf.compile_pdf(source, tmp_path / "a.pdf")


def test_a_missing_engine_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="notex is not installed"):
        pdf.compile_pdf(tmp_path / "a.tex", tmp_path / "a.pdf", engine="notex")
