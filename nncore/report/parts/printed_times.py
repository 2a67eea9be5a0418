"""How long documents say that a training took, beside how long ours took on this machine."""

from collections.abc import Iterator, Mapping

from nncore.config.records.claims import Claim
from nncore.config.records.configuration import Configuration, Experiment
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import plural
from nncore.report.document.model import Section
from nncore.report.parts.tables import right, table

SECTION = "sec-printed-times"


def printed_times(config: Configuration, jobs: Mapping[str, float]) -> Iterator[Section]:
    """Yield the section of the times that documents print; none where nothing is to compare.

    Parameters
    ----------
    config : mapping
        The resolved configuration; a record with `seconds` and `epoch` is a printed time.
    jobs : mapping
        Seconds of every job, by rule and job: ``train/digits``.
    """
    rows = [
        _row(block, claim, claim.seconds, jobs[f"train/{id}"])
        for id, block in config.experiments.items()
        for claim in block.claims
        if claim.seconds and f"train/{id}" in jobs
    ]
    if not rows:
        return
    found = table(
        "tab-printed-times",
        "Times that documents print, beside those of this machine. Ours are of the whole job, "
        "which trains all seeds at once and reads and writes files; the ratio is of the seconds "
        "for one epoch of one network. Machines differ, and so may the data.",
        [
            *("Experiment", "The document's words", right("Ours"), "For"),
            right("Document's time over ours"),
        ],
        rows,
    )
    yield Section(SECTION, "Times that documents print", [found])


def _row(block: Experiment, claim: Claim, printed: float, seconds: float) -> list[str]:
    epochs = sum(each.epochs * each.replicas for each in block.training.variants)
    ratio = (printed / (claim.printed_epoch or 1)) / (seconds / epochs)
    networks = sum(each.replicas for each in block.training.variants)
    return [
        escape(block.words.title),
        f"“{escape(claim.says)}”",
        numbers.seconds(seconds),
        f"{plural(networks, 'network')}, {plural(epochs, 'epoch')} in all",
        numbers.significant(ratio, 2),
    ]
