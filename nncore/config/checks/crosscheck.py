"""The whole configuration checked: its blocks, what they say of each other, and their variants."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from nncore.config.checks.cross_references import (
    Known,
    check_data,
    check_evidence,
    check_log,
    check_measured,
    check_others,
    check_published,
    check_search,
    check_subject,
    check_table,
)
from nncore.config.checks.facts import Facts, facts_of_experiment, facts_of_gradcheck
from nncore.config.checks.figure_checks import check_drawings
from nncore.config.checks.fit import (
    Data,
    check_fit,
    check_network,
    check_on_data,
    check_training,
    data_of,
)
from nncore.config.checks.text_contract import Prose
from nncore.config.checks.texts import check_citation_keys, check_documents, check_texts
from nncore.config.checks.user_files import check_course_data, with_course_data
from nncore.config.checks.usual_figures import usual_figures
from nncore.config.models.resolved import seeds_of
from nncore.config.models.subjects import Experiment, Gradcheck, Root
from nncore.config.models.training_block import Training
from nncore.config.models.validation import Checked, check_entries
from nncore.config.reading.messages import unknown
from nncore.config.reading.override import overridden, steps_of
from nncore.config.reading.problems import Path, Problem, Problems, checked

Variants = dict[str, dict[str, Experiment]]


def check_config(
    raw: Mapping[str, Any],
    quantities: Collection[str] | None = None,
    equations: Collection[str] | None = None,
    prose: Prose | None = None,
    doubts: Collection[Path] = (),
) -> tuple[Root, Variants]:
    """Return the blocks of a configuration, and those of every experiment's variants.

    Parameters
    ----------
    raw : mapping
    quantities, equations : collection of str, optional
        The names that `published` and `mathematics` may use; any without.
    prose : Prose, optional
        What reads pages; their words are not checked without.
    doubts : collection of paths
        Places that are not what was meant, as is known from reading.

    Raises
    ------
    Problems
        All that is wrong, in the order of the configuration.
    """
    state = check_entries(Root, raw, doubts)
    state.add(check_course_data(state.block))
    state.block = with_course_data(state.block)
    variants: Variants = {}
    known = _known(raw, state, quantities, equations)
    _check_ids(state)
    for id, gradcheck in state.block.gradchecks.items():
        state.add(_check_gradcheck(id, gradcheck, known), ("gradchecks", id))
    for id, experiment in state.block.experiments.items():
        variants[id] = _check_experiment(id, experiment, raw["experiments"][id], state, known)
    _check_together(state, variants, known, prose)
    if state.problems:
        raise Problems(in_order(raw, state.problems))
    return state.block, variants


def _known(
    raw: Mapping[str, Any],
    state: Checked[Root],
    quantities: Collection[str] | None,
    equations: Collection[str] | None,
) -> Known:
    """Return the names to refer to: also those of blocks that are wrong themselves."""

    def ids(section: str) -> tuple[str, ...] | None:
        return None if (section,) in state.doubts else tuple(raw.get(section) or ())

    return Known(
        documents=ids("documents"),
        datasets=ids("datasets"),
        experiments=ids("experiments"),
        gradchecks=ids("gradchecks"),
        quantities=quantities,
        equations=equations,
    )


def _check_ids(state: Checked[Root]) -> None:
    for id in state.block.gradchecks:
        if id in state.block.experiments:
            message = "is an experiment's id too; their figures would share a folder, rename one"
            state.add([Problem(("gradchecks", id), message)])


def _check_together(
    state: Checked[Root],
    variants: Variants,
    known: Known,
    prose: Prose | None,
) -> None:
    """Check what figures, published numbers and texts need of the blocks they are of."""
    root = state.block
    facts = {id: facts_of_gradcheck(id, block) for id, block in root.gradchecks.items()}
    for id, block in root.experiments.items():
        if block.data in root.datasets:
            facts[id] = facts_of_experiment(block, root.datasets[block.data], variants[id])
    _draw_the_usual(root, variants, facts)
    state.add(check_citation_keys(root, prose))
    if prose is not None:
        state.add(check_documents(root, prose))
    for section, blocks in (("gradchecks", root.gradchecks), ("experiments", root.experiments)):
        for id in blocks:
            path: Path = (section, id)
            if id in facts:
                state.add(check_drawings(facts[id], facts), path)
                if isinstance(known.quantities, Mapping):
                    state.add(check_measured(facts[id], known.quantities), path)
            # In a section that is misspelt nobody knows what links lead to.
            if prose is not None and None not in (known.gradchecks, known.experiments):
                state.add(check_texts(id, root, facts, known.quantities, prose, known), path)


def _draw_the_usual(root: Root, variants: Variants, facts: dict[str, Facts]) -> None:
    """Give blocks that list no figures those that their kind of problem asks for."""
    sections: tuple[dict[str, Any], ...] = (root.gradchecks, root.experiments)
    for blocks in sections:
        for id, block in blocks.items():
            if block.figures is None:
                update = {"figures": usual_figures(facts[id]) if id in facts else []}
                blocks[id] = block.model_copy(update=update)
                for label, run in variants.get(id, {}).items():
                    variants[id][label] = run.model_copy(update=update)
                if id in facts:
                    facts[id] = replace(facts[id], block=blocks[id])


def _check_gradcheck(id: str, block: Gradcheck, known: Known) -> Iterator[Problem]:
    yield from check_subject(block, known)
    yield from check_others(id, block, known)
    yield from check_evidence(block, known, None)
    size = block.data["n_outputs"]
    place = f"gradchecks.{id}.data"
    for problem in (*check_network(block.network), *check_fit(block.network, Data(place, size))):
        yield problem.under(("network",))


def _check_experiment(
    id: str, block: Experiment, raw: Mapping[str, Any], state: Checked[Root], known: Known
) -> dict[str, Experiment]:
    """Add the problems of one experiment and its variants; return the blocks of the variants."""
    path: Path = ("experiments", id)
    found = [*check_subject(block, known), *check_others(id, block, known)]
    found += [*check_published(block), *check_data(block, known), *check_log(block)]
    found += _check_training(block, state.block, known)
    if (searched := state.block.experiments.get(block.searches or "")) is not None:
        found += check_search(block, searched)
    state.add(found, path)
    variants = {}
    for label, overrides in block.variants.items():
        place: Path = (*path, "variants", label)
        try:
            variants[label] = _variant(block, raw, overrides)
        except Problems as wrong:
            state.add(wrong.problems, place)
            continue
        # What is wrong in the block itself has been reported there.
        seen = {(problem.path, problem.message) for problem in found}
        variant = variants[label]
        later = [*check_data(variant, known), *_check_training(variant, state.block, known)]
        state.add((p for p in later if (p.path, p.message) not in seen), place)
    return variants


def _check_training(block: Experiment, root: Root, known: Known) -> Iterator[Problem]:
    for problem in check_network(block.network):
        yield problem.under(("network",))
    yield from check_training(block)
    if block.data in root.datasets:
        data = data_of(block.data, root.datasets[block.data])
        yield from check_on_data(block, data, *seeds_of(block, root))
        yield from check_evidence(block, known, data)
        yield from check_table(block, data)


def _variant(block: Experiment, raw: Mapping[str, Any], overrides: Mapping[str, Any]) -> Experiment:
    """Return the block of one variant."""
    keys = [key for key in Training.model_fields if key != "data"]
    problems = [
        Problem((key,), unknown("key of a variant", key, keys))
        for key in overrides
        if steps_of(raw, key)[0] not in keys
    ]
    if problems:
        raise Problems(problems)
    base = {key: value for key, value in raw.items() if key != "variants"}
    variant: Experiment = checked(TypeAdapter(Experiment), overridden(base, overrides))
    return variant.model_copy(update={"variants": block.variants})


def in_order(raw: Mapping[str, Any], problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of the configuration."""
    return sorted(problems, key=lambda problem: _rank(raw, problem.path))


def _rank(raw: Any, path: Path) -> tuple[int, ...]:
    """Return where in the configuration a path stands, for sorting."""
    ranks = []
    for step in path:
        if isinstance(raw, Mapping):
            keys = list(raw)
            ranks.append(keys.index(step) if step in raw else len(keys))
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            ranks.append(step)
            raw = raw[step]
    return tuple(ranks)
