"""results/tables/published.csv: every published number or claim beside ours, for programs."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from nncore.analysis.published.judgements import Judgement
from nncore.analysis.published.verdicts import held
from nncore.analysis.readings import HIGH, LOW
from nncore.files import csv_words, write_text
from nncore.language.numbers import NARROW

COLUMNS = (
    "experiment",
    "quantity",
    "kind",
    "published",
    "reproduced",
    "median",
    "p05",
    "p95",
    "percentile",
    "n_seeds",
    "verdict",
    "evidence",
)


def write_published(path: Path, rows: Sequence[Judgement]) -> None:
    """Write the rows as CSV with the columns `COLUMNS`, whole or not at all.

    `published` and `reproduced` carry the document's digits; median, range and percentile are
    plain numbers, shares of 1 where the document prints percent; a field without a value is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(csv_words, _fields(row)) for row in rows)
    write_text(path, text.getvalue())


def _fields(row: Judgement) -> list[str]:
    spread = ["", "", ""]
    if row.n_seeds > 1 and not row.claim.is_worded:
        spread = [f"{row.sample.quantile(share):.6g}" for share in (0.5, LOW, HIGH)]
    return [
        row.experiment,
        row.label.replace(NARROW, ""),
        row.claim.kind,
        row.claim.text,
        _reproduced(row),
        *spread,
        "" if row.percentile is None else f"{row.percentile:.1f}",
        str(row.n_seeds),
        row.verdict,
        row.claim.evidence,
    ]


def _reproduced(row: Judgement) -> str:
    if row.outcome.ours is None:
        return ""
    return held(row.sample) if row.claim.is_worded else row.claim.meant.plain(row.outcome.ours)
