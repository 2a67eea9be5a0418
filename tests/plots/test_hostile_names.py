"""Names of classes, features and variants in figures: shown as they are, in figure and words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.cbook import is_math_text
from matplotlib.text import Text

from nncore.language.captions import drawn
from nncore.language.inline import parse
from nncore.language.plain import plain
from nncore.plots.kit.style import LIGHT, new_figure
from nncore.plots.registry import record_of
from tests.report.report_studies import studies

NAMES = (r"$\frac{", "a_b & <b>", "*x* [y](javascript:z)", "\x00\x1b[31m", "$1$", "`@id` ^{2}")


@given(st.text())
def test_a_name_never_becomes_mathematics(name):
    assert not is_math_text(drawn(name))


def test_what_a_figure_shows_is_the_name():
    figure = new_figure(40.0, 40.0)
    text = figure.text(0, 0, drawn("a $b$ \\$c"))
    figure.draw_without_rendering()
    assert text._preprocess_math(text.get_text()) == ("a $b$ \\$c", False)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_figure_with_hostile_names_is_drawn_and_described(name):
    study = studies()["circle"]
    named = replace(study.dataset, class_names=(name, "other"), feature_names=(name, "x2"))
    run = replace(study.run, label=name)
    hostile = replace(study, dataset=named, runs=(run, study.runs[1]))
    for kind in ("data", "region"):
        drawing = record_of(kind).draw(hostile, LIGHT)
        drawing.figure.draw_without_rendering()
        for words in (drawing.caption, drawing.alt):
            parse(words)
        if kind == "data":
            assert name in plain(drawing.alt)
            shown = [each.get_text() for each in drawing.figure.findobj(Text)]
            assert drawn(name) in shown
