"""A quantity is one record, and so is a verdict: each in one place, and seen everywhere."""

import copy
from dataclasses import replace

import numpy as np
import pytest

from nncore.analysis.published.judging import judged
from nncore.analysis.published.published_csv import write_published
from nncore.analysis.published.verdict_records import VERDICTS
from nncore.analysis.quantities import QUANTITIES, Quantity
from nncore.config.load import ConfigError, resolve
from nncore.report.html import page as html
from nncore.report.latex import document as latex
from tests.report.report_example import ASSETS, ROOT, example
from tests.report.report_studies import CONFIG, studies

PUBLISHED = [{"quantity": "toy", "kind": "distribution", "evidence": "same recipe", "value": "0.5"}]


def test_a_quantity_is_one_record(tmp_path, monkeypatch):
    raw = copy.deepcopy(CONFIG)
    raw["experiments"]["xor"]["published"] = PUBLISHED
    with pytest.raises(ConfigError, match='unknown quantity "toy"'):
        resolve(raw, quantities=QUANTITIES)
    toy = Quantity("toy", "toy number", "number", lambda study, place: np.linspace(0, 1, 6))
    monkeypatch.setitem(QUANTITIES, "toy", toy)
    block = resolve(raw, quantities=QUANTITIES).experiments["xor"]
    (row,) = judged("paper", block.claims, studies()["xor"])
    assert (row.label, row.outcome.ours) == ("toy number", 0.5)
    write_published(tmp_path / "published.csv", [row])
    assert "xor,toy number,distribution,0.5,0.5," in (tmp_path / "published.csv").read_text()


def test_a_verdict_is_one_record(tmp_path, monkeypatch):
    toy = replace(
        VERDICTS["exact"], name="toy verdict", meaning="as toys are", light="123456", tex=r"\star"
    )
    for known in (False, True):
        if known:
            monkeypatch.setitem(VERDICTS, toy.name, toy)
        report = example(tmp_path)
        page = html.render(report, ROOT / "reports/templates/html", ASSETS)
        source = latex.render(report, ROOT / "reports/templates/latex", tmp_path)
        assert (".toy-verdict { color: #123456; }" in page) is known
        for text in (page, source):
            assert ("as toys are" in text) is known
        assert (r"\star" in source) is known
