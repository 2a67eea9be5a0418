"""Titles and first sentences of the report follow the data that were used."""

from dataclasses import replace
from pathlib import Path

import pytest

from nncore.config.records.figures import Shown
from nncore.data.origins import ORIGINS
from nncore.experiments.run_files import Study
from nncore.language.inline import escape
from nncore.plots.draw import with_shown
from nncore.report.assemble import build_report
from nncore.report.document.made_from import Provenance
from nncore.report.document.model import Paragraph, Table
from nncore.report.document.numbering import sections
from nncore.report.markup.document_checks import check
from tests.claims import published_rows
from tests.report.report_studies import config, draw_all, studies

OF_THE_SET = ("xor", "xor-adam")


def with_origin(origin: str) -> dict[str, Study]:
    """The studies, those on the exclusive or trained on data of that origin."""
    of_document = {"document_file": "course_2.txt", "file_sha256": "ab" * 32}
    return {
        id: replace(study, dataset=replace(study.dataset, origin=origin, **of_document))
        if id in OF_THE_SET
        else study
        for id, study in studies().items()
    }


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("id", OF_THE_SET)
def test_a_section_says_whose_data_it_shows(id: str, origin: str, tmp_path: Path) -> None:
    draw_all(tmp_path)
    found, record = with_origin(origin), ORIGINS[origin]
    rows = published_rows(config(), found)
    report = build_report(config(), found, tmp_path, rows, Provenance("0", "", rules={}))
    check(report)
    parts = {part.id: part for _, part in sections(report)}
    part, title = parts[f"sec-{id}"], config().experiments[id].words.title
    wanted = f"{title} ({record.title})" if record.title else title
    assert part.title == escape(wanted)
    caption = next(block.caption for block in part.blocks if isinstance(block, Table))
    assert caption.startswith(f"{escape(wanted)}: ")
    opening = part.blocks[0]
    sentence = found[id].dataset.said_of_origin()
    assert isinstance(opening, Paragraph) == bool(record.sentence)
    if isinstance(opening, Paragraph):
        assert opening.text == escape(sentence)
        assert escape("course_2.txt") in opening.text
    for other in ("sec-circle", "sec-sine"):
        assert not any(each.title and each.title in parts[other].title for each in ORIGINS.values())


@pytest.mark.parametrize("origin", ORIGINS)
def test_figures_name_a_study_with_the_origin_of_its_data(origin: str) -> None:
    study = with_origin(origin)["xor"]
    shown = with_shown(study, Shown(title="Exclusive or")).title
    record = ORIGINS[origin].title
    assert shown == (f"Exclusive or ({record})" if record else "Exclusive or")
    check = with_shown(studies()["check"], Shown(title="A check"))
    assert check.title == "A check"
