"""The report of all experiments, assembled from configuration, studies and drawings."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from nncore.analysis.published import counts
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.quantities import AnyStudy
from nncore.config.records.configuration import Configuration
from nncore.language.markup import escape
from nncore.language.wording import listed, spelled_plural
from nncore.report.document.made_from import Provenance
from nncore.report.document.model import Report
from nncore.report.document.references import bibliography
from nncore.report.parts.content import Content, content_of
from nncore.report.parts.pictures import Media
from nncore.report.sections import order
from nncore.report.sections.headline import abstract, lead


def build_report(
    config: Configuration,
    studies: Mapping[str, AnyStudy],
    results: Path,
    rows: Sequence[Judgement],
    provenance: Provenance,
) -> Report:
    """Return the report.

    Parameters
    ----------
    config : mapping
        The resolved configuration: documents, gradchecks and experiments by id.
    studies : mapping
        Every experiment's and gradient check's study, by id.
    results : Path
        The folder with ``figures/`` and ``animations/``.
    rows : sequence of Judgement
        From `nncore.analysis.published.judgements.read_judgements`.
    provenance : Provenance

    Raises
    ------
    ValueError
        Naming what is missing, there twice, or not computable.
    """
    content = content_of(config, studies, rows, Media(results), provenance)
    for make in order.SECTIONS.values():
        content.sections.extend(make(content))
    documents = [block for _, block in content.documents_shown()]
    return Report(
        title=escape(config.title),
        subtitle=_subtitle(content),
        abstract=abstract(content),
        lead=lead(content),
        sections=content.sections,
        bibliography=bibliography(documents, content.mathematics.cited()),
        colophon=f"nncore {provenance.versions['nncore']}, commit `{provenance.commit}`.",
    )


def _subtitle(content: Content) -> str:
    n_worded = sum(row.claim.is_worded for row in content.rows)
    found = (
        (sum(1 for _ in content.documents_shown()), "document"),
        (sum(1 for _ in content.experiments()), "experiment"),
        (sum(1 for _ in content.checks()), "gradient check"),
        (len(content.rows) - n_worded, "published number"),
        (n_worded, "published statement"),
    )
    words = listed(spelled_plural(n, what) for n, what in found if n)
    if content.rows:
        words += f" ({counts.by_evidence(content.rows)})"
    return words[:1].upper() + words[1:]
