"""A small report with every kind of block and its files, for the tests of both renderings."""

import struct
import zlib
from dataclasses import replace
from pathlib import Path

from nncore.analysis.published.verdict_records import VERDICTS
from nncore.config.models.evidence import EVIDENCE
from nncore.language.numbers import scientific
from nncore.report.document.model import (
    BulletList,
    Callout,
    Card,
    Cell,
    Code,
    Column,
    Equation,
    Facts,
    Figure,
    FigureRow,
    Film,
    Image,
    Mark,
    MarkGroup,
    Paragraph,
    Reference,
    Report,
    Row,
    Scoreboard,
    Section,
    Strip,
    Table,
    Thumbnail,
)

ROOT = Path(__file__).parents[2]
HTML = ROOT / "reports/templates/html"
LATEX = ROOT / "reports/templates/latex"
ASSETS = ROOT / "reports/assets"

# Text that means something to HTML or to LaTeX.
AWKWARD = "50 % of a_b & \\<b>c\\</b> #1 {x} ~ \\^{} \\\\ -- it's"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="60mm" viewBox="0 0 85 60">'
    '<path d="M0 60L85 0" stroke="{ink}"/></svg>'
)


DRAWN = Strip((0.0, 0.4, 0.9), 0.1, 0.4, 0.8, 1.0, "in the tails", "1.5 among 3 seeds.")


def png(width: int = 4, height: int = 2) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def pdf(width: int = 241, height: int = 170) -> bytes:
    """One page with a diagonal."""
    stream = f"0 0 m {width} {height} l S".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))
    return out + head + table + tail


def image(folder: Path, name: str, alt: str) -> Image:
    """A drawing in all its files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(SVG.format(w=85, ink="black"))
    (folder / f"{name}.dark.svg").write_text(SVG.format(w=85, ink="white"))
    (folder / f"{name}.pdf").write_bytes(pdf())
    return Image(folder / f"{name}.svg", folder / f"{name}.pdf", alt, folder / f"{name}.dark.svg")


def losses() -> Table:
    """The table that both renderings must show alike."""
    return Table(
        "tab-losses",
        "Loss of `ch18-xor`, published and ours.",
        [
            Column("Epoch", align="right"),
            Column("Published", align="decimal"),
            Column("Ours", unit="nats", align="decimal"),
            Column("Verdict"),
        ],
        [
            Row(("0", "0.126088", "0.126088", Cell("exact", verdict="exact")), id="row-0"),
            Row(
                (
                    "10\N{NARROW NO-BREAK SPACE}000",
                    scientific(4.22e-8),
                    "–",
                    Cell(DRAWN.words, strip=DRAWN),
                ),
                id="row-1",
            ),
            Row(
                (
                    Cell("99 %", href="#row-0"),
                    "−1.5",
                    "12",
                    Cell("in the tails", "#row-1", "in the tails"),
                ),
                group="Others",
            ),
        ],
        notes=["Epochs counted from $0$."],
        command="snakemake --cores 1 results/tables/x.csv",
    )


def example(folder: Path) -> Report:
    """The report, its files written to `folder`."""
    loss = image(folder / "figures", "loss", "The loss falls by $10^{3}$")
    (folder / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    (folder / "poster.png").write_bytes(png())
    (folder / "strip.pdf").write_bytes(pdf(500, 90))
    film = Film(
        "fig-film",
        folder / "film.mp4",
        folder / "poster.png",
        folder / "strip.pdf",
        "From noise to fit.",
        "Noise becomes three cells",
    )
    marks = [
        Mark(f"loss, {verdict}", verdict, "#row-0", evidence)
        for evidence in EVIDENCE
        for verdict in VERDICTS
    ]
    board = Scoreboard(
        "board",
        "One mark a number.",
        [MarkGroup("Chapter & co", [*marks])],
    )
    first = Section(
        "first",
        "What $\\eta$ does & why",
        [
            Callout("question", "Does it *learn*?"),
            Card(
                "Set-up",
                [("Loss", "$\\frac{1}{2}\\lVert y \\rVert^2$"), ("Rate", "2.0")],
                [Thumbnail(loss, "The data"), Thumbnail(loss, "The network")],
            ),
            Equation("\\sigma(z) = \\frac{1}{1 + \\exp(-z)}", "eq-sigmoid"),
            Equation("\\begin{align*} a &= b \\\\ c &= d \\end{align*}"),
            Paragraph("By @eq-sigmoid, @fig-loss, @tab-losses and [the row](#row-0) [@a; @b]."),
            losses(),
            FigureRow(
                (
                    Figure("fig-loss", loss, "Loss.", "half", "snakemake loss.svg"),
                    Figure("fig-region", loss, "Region.", "half"),
                )
            ),
            Callout("notice", "It falls (@fig-film)."),
            Callout("repair", "With $\\tanh$ it works."),
            Callout("note", "On one core."),
        ],
        [Section("second", "Deeper", [BulletList([AWKWARD, "two"]), board])],
    )
    made = Section(
        "made",
        "How this was made",
        [
            Code(
                "a: {b: '~ 50 %'}  # β\n\n    c: \\x_1 -- <d> && ,, \"e\"", "yaml", "`config`", True
            ),
            Code("make report"),
            Figure("fig-wide", loss, "Wide."),
        ],
    )
    return Report(
        f"Title: {AWKWARD}",
        "Subtitle",
        ["Abstract with **two** words."],
        [Facts([("2.1 × 10^{−16}", "largest error"), ("41", "numbers")]), film],
        [first, made],
        [
            Reference("a", "A. *Book*, 2024."),
            Reference("b", "B. [web](https://a.b/c_d?e=1&f=2%20#g)"),
        ],
        "Made by nncore.",
    )


def with_blocks(report: Report, *blocks: object) -> Report:
    """`report` with `blocks` in place of everything but its bibliography."""
    section = Section("only", "Only", blocks)  # type: ignore[arg-type]
    return replace(report, lead=(), sections=(section,))
