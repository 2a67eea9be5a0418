"""Pages against the configuration: what they cite, link to and ask for is there."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from nncore.config.checks.asked_quantities import (
    blocks_of,
    check_epoch,
    check_quantity,
    check_variant,
)
from nncore.config.checks.cross_references import Known
from nncore.config.checks.facts import Facts
from nncore.config.checks.needs import lacking
from nncore.config.checks.text_contract import Asked, Drawn, Prose, Reading
from nncore.config.models.subjects import Experiment, Gradcheck, Root
from nncore.config.models.training_block import HISTORIES
from nncore.config.reading.messages import unknown
from nncore.config.reading.problems import Path, Problem


def check_citation_keys(root: Root, prose: Prose | None) -> Iterator[Problem]:
    """Every document has a key of the bibliography to itself."""
    taken: dict[str, str] = dict.fromkeys(prose.noted, "the report itself") if prose else {}
    for id, document in root.documents.items():
        if document.cite in taken:
            message = f'"{document.cite}" is the key of {taken[document.cite]}; take another'
            yield Problem(("documents", id, "cite"), message)
        taken.setdefault(document.cite, f"documents.{id}")


def check_documents(root: Root, prose: Prose) -> Iterator[Problem]:
    """What is shown of a document as it stands holds nothing that the report would refuse."""
    yield from (Problem(("title",), message) for message in prose.words(root.title).problems)
    for id, document in root.documents.items():
        for key in ("title", "author", "summary"):
            for message in prose.words(getattr(document, key)).problems:
                yield Problem(("documents", id, key), message)


def check_texts(
    id: str,
    root: Root,
    facts: Mapping[str, Facts],
    quantities: Collection[str] | None,
    prose: Prose,
    known: Known,
) -> Iterator[Problem]:
    """Yield what is wrong with the texts of an experiment or a gradient check.

    Parameters
    ----------
    id : str
    root : Root
    facts : mapping
        Of all blocks that are right, by id.
    quantities : mapping of str to records, or collection of str
    prose : Prose
    known : Known
        Also the names of blocks that are wrong themselves: what leads to them is not judged.
    """
    named = {*(known.gradchecks or ()), *(known.experiments or ()), *(known.documents or ())}
    left_out = named - facts.keys() - root.documents.keys()
    subjects: dict[str, Experiment | Gradcheck] = {**root.gradchecks, **root.experiments}
    drawn = {name: _drawn(block) for name, block in subjects.items()}
    keys = {document.cite for document in root.documents.values()} | set(prose.sources)
    words = subjects[id].words
    readings: dict[Path, Reading] = {
        ("title",): prose.words(words.title),
        ("question",): prose.text(words.question),
        ("answer",): prose.page(words.answer),
        **{("body", n): prose.page(text) for n, text in enumerate(words.body)},
    }
    for place, reading in readings.items():
        path: Path = ("words", *place)
        yield from (Problem(path, message) for message in reading.problems)
        for link in reading.links:
            if any(name in link for name in left_out):
                continue
            if message := prose.leads_nowhere(link, root.documents, drawn):
                yield Problem(path, message)
        for cited in reading.citations:
            if cited not in keys and root.documents.keys() >= set(known.documents or ()):
                yield Problem(path, unknown("citation", cited, sorted(keys)))
        for asked in reading.asked:
            if asked.of in left_out and asked.of not in subjects:
                continue
            yield from _check_asked(path, id, asked, subjects, facts, quantities)


def _drawn(block: Experiment | Gradcheck) -> Drawn:
    figures = [entry["name"] for entry in block.figures or ()]
    if any(entry.kind == "distribution" for entry in block.published):
        figures.append("spread")
    films = [entry["name"] for entry in getattr(block, "animations", ())]
    return Drawn(tuple(figures), tuple(films))


def _check_asked(
    path: Path,
    id: str,
    asked: Asked,
    subjects: Mapping[str, Experiment | Gradcheck],
    facts: Mapping[str, Facts],
    quantities: Collection[str] | None,
) -> Iterator[Problem]:
    of = id if asked.of is None else asked.of
    if of not in subjects:
        yield Problem(path, f"{asked.words}: {unknown('experiment', of, subjects)}")
        return
    block = subjects[of]
    found: list[Problem] = []
    if asked.what == "published":
        found += _check_published(of, asked, block)
    elif asked.what == "setting" and asked.name is not None:
        known = ["id", *type(block).model_fields]
        if asked.name.partition(".")[0] not in known:
            found.append(Problem((), unknown("setting", asked.name, known)))
    elif of in facts:
        found += _check_measured(of, asked, facts[of], quantities)
    own = of == id
    for problem in found:
        parts = f"{problem.path[-1]} " if problem.path else ""
        words = f"{asked.words}: {parts}{problem.message}"
        # What rests on a mistake of another block is not followed up.
        yield replace(problem, path=path, message=words, reads=problem.reads if own else ())


def _check_published(of: str, asked: Asked, block: Experiment | Gradcheck) -> Iterator[Problem]:
    if asked.name is None:
        return
    n = sum(len(e.at or (1,)) for e in block.published if e.quantity == asked.name)
    if n != 1:
        printed = dict.fromkeys(entry.quantity for entry in block.published)
        known = f"printed are {', '.join(printed)}" if printed else "none are printed"
        message = f"{of} has {n} published numbers of {asked.name}, one is needed; {known}"
        yield Problem((), message, reads=(("published",),))


def _check_measured(
    of: str, asked: Asked, facts: Facts, quantities: Collection[str] | None
) -> Iterator[Problem]:
    if asked.source and asked.source != facts.source:
        message = f"{of} is {blocks_of(facts.source)}; {blocks_of(asked.source)} is needed"
        yield Problem((), message)
        return
    if asked.what == "finding":
        yield from lacking(str(asked.name), asked.requires, facts, ())
        return
    yield from check_variant((), asked.where.get("variant"), facts)
    where = {part: x for part, x in asked.where.items() if x is not None}
    if asked.what == "history" and asked.name is not None and asked.name not in HISTORIES:
        yield Problem((), unknown("history", asked.name, HISTORIES))
        return
    if asked.name is None or asked.what == "subject" or quantities is None:
        if (epoch := where.get("epoch")) is not None:
            yield from check_epoch((), epoch, where.get("variant"), facts)
        return
    if asked.name not in quantities:
        yield Problem((), unknown("quantity", asked.name, quantities))
        return
    if isinstance(quantities, Mapping):
        yield from _check_parts(of, asked, quantities[asked.name], facts)
        yield from check_quantity((), asked.name, quantities[asked.name], where, facts)


def _check_parts(of: str, asked: Asked, record: Any, facts: Facts) -> Iterator[Problem]:
    if record.source != facts.source:
        kinds = blocks_of(record.source), blocks_of(facts.source)
        yield Problem((), f"{record.name} is a quantity of {kinds[0]}; {of} is {kinds[1]}")
        return
    if asked.what == "history":
        return
    allowed = {"variant", *record.needs, *record.takes}
    for part in sorted(set(asked.where) - allowed):
        yield Problem((), f"{record.name} takes no {part}; leave it out")
    for part in record.needs:
        if part not in asked.where:
            yield Problem((), f"{record.name} needs {part}; give it as {part}=...")
