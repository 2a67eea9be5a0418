"""The page."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.analysis.published.verdict_records import VERDICTS
from nncore.config.models.evidence import EVIDENCE
from nncore.language.inline import escape
from nncore.report.document import media
from nncore.report.document.model import Paragraph
from nncore.report.html import page as html
from nncore.report.markup.document_checks import ReportError
from nncore.report.markup.html_inline import Inline
from tests.report.report_example import ASSETS, AWKWARD, HTML, example, png, with_blocks


class Tree(HTMLParser):
    """Collects elements, and fails where tags do not match."""

    VOID = frozenset({"meta", "link", "img", "source", "br", "hr", "input"})

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.words = [], [], []
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture
def page(tmp_path):
    return html.render(example(tmp_path), HTML, ASSETS)


def test_it_is_well_formed_and_names_nothing_outside(page):
    tree = Tree(page)
    ids = [attributes["id"] for _, attributes in tree.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in tree.found:
        for name in ("src", "srcset", "poster"):
            if name in attributes:
                assert attributes[name].startswith("data:"), tag
        target = attributes.get("href", "") if tag in ("a", "use") else ""
        if target.startswith("#"):
            assert target[1:] in ids, target
    assert not re.search(r"url\((?!\"data:)", page)
    assert all(link["href"] == "data:," for link in tree.all("link"))


def test_everything_has_words(page):
    tree = Tree(page)
    assert all(img["alt"] for img in tree.all("img"))
    assert all(video["aria-label"] for video in tree.all("video"))
    assert all(int(img["width"]) > 0 and int(img["height"]) > 0 for img in tree.all("img"))
    assert len(tree.all("figcaption")) >= 5
    assert "The loss falls by 10^3" in {img["alt"] for img in tree.all("img")}


def test_films_do_not_start_by_themselves(page):
    (video,) = Tree(page).all("video")
    assert "autoplay" not in video
    assert {"controls", "loop", "muted"} <= set(video)
    assert video["preload"] == "none"


def test_tables_have_heads_and_captions(page):
    tree = Tree(page)
    assert len(tree.all("caption")) == len(tree.all("table")) == 1
    scopes = [th["scope"] for th in tree.all("th")]
    assert scopes == ["col"] * 4 + ["row"] * 2 + ["rowgroup", "row"]
    regions = [div for div in tree.all("div") if div.get("role") == "region"]
    assert all(div["tabindex"] == "0" and div["aria-labelledby"] for div in regions)


def test_numbers_are_cut_at_their_point(page):
    assert re.search(r'>\s*0<span class="tail" style="width:[\d.]+em">.126088</span>', page)
    assert "4<span" in page
    assert "10<sup>−8</sup>" in page


def test_a_small_plot_has_words(page):
    (drawn,) = (svg for svg in Tree(page).all("svg") if svg["class"] == "strip")
    assert drawn["aria-label"] == "1.5 among 3 seeds."
    assert "<title>1.5 among 3 seeds.</title>" in page


def test_the_scoreboard_names_verdict_and_evidence_of_every_mark(page):
    labels = [a["aria-label"] for a in Tree(page).all("a") if "aria-label" in a]
    wanted = [f"loss, {v}: {v} ({e})" for e in EVIDENCE for v in VERDICTS]
    assert [label for label in labels if label.startswith("loss, ")] == wanted
    for record in VERDICTS.values():
        assert f"<b>{len(EVIDENCE)} {record.name}</b>" in page
        assert f'<symbol id="mark-{record.slug}" viewBox="0 0 20 20">{record.svg}</symbol>' in page
    for name in EVIDENCE:
        assert f"<b>{len(VERDICTS)} {name}</b>" in page


def test_references_and_citations_are_resolved(page):
    assert '<a class="ref" href="#fig-loss">Figure\N{NO-BREAK SPACE}2</a>' in page
    assert '<a href="#ref-a">1</a>' in page
    assert "@" not in re.sub(r"<style>.*?</style>|data:[^\"]+", "", page, flags=re.DOTALL)


def test_awkward_words_are_shown_as_they_are(page):
    shown = "50\N{NARROW NO-BREAK SPACE}% of a_b & <b>c</b> #1 {x} ~ ^{} \\ -- it’s"
    assert AWKWARD.count("<b>") == 1
    assert any(shown in words for words in Tree(page).words)


def test_dark_drawings_are_for_screens_only(page):
    sources = [source for source in Tree(page).all("source") if "srcset" in source]
    assert sources
    assert {source["media"] for source in sources} == {"screen and (prefers-color-scheme: dark)"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_words_survive(words):
    shown = Tree(f"<p>{Inline({}, {})(escape(words))}</p>").words
    assert "".join(shown).replace("’", "'") == words.replace("’", "'")


def test_a_wrong_report_writes_nothing(tmp_path):
    target = tmp_path / "out/index.html"
    with pytest.raises(ReportError):
        html.write(with_blocks(example(tmp_path), Paragraph("@gone")), target, HTML, ASSETS)
    assert not target.parent.exists()


def test_two_folders_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        html.write(example(tmp_path / name), tmp_path / name / "out/index.html", HTML, ASSETS)
    first, second = ((tmp_path / name / "out/index.html").read_bytes() for name in ("one", "two"))
    assert first == second


def test_sizes_are_read_from_drawings(tmp_path):
    drawing = tmp_path / "a.svg"
    drawing.write_text('<?xml version="1.0"?>\n<svg a="b"\n width="72pt" height="25.4mm" c="d">')
    assert media.size(drawing) == (96, 96)
    (tmp_path / "a.png").write_bytes(png(5, 3))
    assert media.size(tmp_path / "a.png") == (5, 3)
    drawing.write_text("<svg>")
    with pytest.raises(ValueError, match="no width"):
        media.size(drawing)
    with pytest.raises(ValueError, match="can show"):
        media.data_uri(tmp_path / "a.gif")
