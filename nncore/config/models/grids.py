"""Short forms written out: `like` takes another block's settings, `grid` makes variants.

Both are replaced before a block is checked, so that all that follows sees settings and variants as
if they had been written by hand; what is made keeps the place of what it is made from.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from pydantic import BaseModel

from nncore.config.models.subjects import Gradcheck, Subject
from nncore.config.models.training_block import Training
from nncore.config.reading.messages import shown, unknown, with_article
from nncore.config.reading.override import overridden, steps_of
from nncore.config.reading.problems import Path, Problem, Problems
from nncore.config.reading.reader import Source
from nncore.language.wording import name_of

MOST_VARIANTS = 200
# Section -> what its blocks are called, and what `like` takes of one: no words, figures or claims.
_SHOWN = {*Subject.model_fields, "figures", "like"} - {"document"}
_SETTINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "experiments": ("experiment", ("document", *Training.model_fields)),
    "gradchecks": ("gradient check", tuple(k for k in Gradcheck.model_fields if k not in _SHOWN)),
}
_VARIED = tuple(key for key in Training.model_fields if key != "data")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def write_out(source: Source) -> set[Path]:
    """Put the settings that `like` takes and the variants that `grid` makes into their blocks.

    What is wrong is added to the problems of `source`.

    Returns
    -------
    set of paths
        The places that would have been made, had nothing been wrong.
    """
    doubts: set[Path] = set()
    for section in _SETTINGS:
        blocks = source.value.get(section)
        if isinstance(blocks, dict):
            _take_settings(source, section, doubts)
    experiments = source.value.get("experiments")
    for id, block in experiments.items() if isinstance(experiments, dict) else ():
        if isinstance(block, dict) and block.get("grid") is not None:
            _make_variants(source, ("experiments", id), block, doubts)
    return doubts


def _take_settings(source: Source, section: str, doubts: set[Path]) -> None:
    blocks, settings = source.value[section], _SETTINGS[section][1]
    done: set[str] = set()

    def complete(id: str) -> None:
        """Write out the `like` of one block, after that of the block it names."""
        other = _like(blocks, id)
        if other is None or id in done:
            return
        done.add(id)
        path: Path = (section, id)
        message = _refused(source, section, id)
        if message:
            source.problems.append(Problem((*path, "like"), message))
        else:
            complete(other)
        if message or (section, other, "like") in doubts:
            doubts.update((*path, key) for key in ("like", *settings))
            return
        base = blocks[other] if isinstance(blocks[other], dict) else {}
        taken = {key: value for key, value in base.items() if key in settings}
        own = {key: blocks[id][key] for key in blocks[id] if steps_of(taken, key)[0] in settings}
        try:
            merged = overridden(taken, own)
        except Problems as found:
            source.problems += [problem.under(path) for problem in found.problems]
            merged = taken
        kept = {key: value for key, value in blocks[id].items() if key not in own}
        blocks[id] = {**merged, **kept}
        _copy_marks(source, (section, other), path, taken)

    for id in blocks:
        complete(id)


def _like(blocks: Mapping[str, Any], id: str) -> Any:
    block = blocks.get(id)
    return block.get("like") if isinstance(block, dict) else None


def _refused(source: Source, section: str, id: str) -> str | None:
    """Return what is wrong with the `like` of a block."""
    blocks, what = source.value[section], _SETTINGS[section][0]
    other = _like(blocks, id)
    if not isinstance(other, str):
        return f"is {shown(other)}; the id of one {what} is needed"
    if other == id:
        return "names the block itself; name another one"
    for section_of_other, (kind, _) in _SETTINGS.items():
        if other not in blocks and other in (source.value.get(section_of_other) or ()):
            return f'"{other}" is {with_article(kind)}; name {with_article(what)}'
    if other not in blocks:
        return unknown(what, other, (name for name in blocks if name != id))
    chain = [id]
    while isinstance(other, str) and other in blocks and other not in chain:
        chain.append(other)
        other = _like(blocks, other)
    if other != id:
        return None
    cure = "write one of them out"
    names = [*(f'"{name}"' for name in chain[1:]), "this one"]
    return (
        f"{' is like '.join(names[:2])}{''.join(f', which is like {n}' for n in names[2:])}; {cure}"
    )


def _copy_marks(source: Source, base: Path, path: Path, taken: Mapping[str, Any]) -> None:
    """Let what was taken stand where it was written."""
    n, marks = len(base), source.places.marks
    for place, mark in list(marks.items()):
        if place[:n] == base and len(place) > n and place[n] in taken:
            marks.setdefault((*path, *place[n:]), mark)


def _make_variants(source: Source, path: Path, block: dict[str, Any], doubts: set[Path]) -> None:
    place: Path = (*path, "grid")
    written = block.get("variants") or {}
    labels = set(written) if isinstance(written, dict) else set()
    found: list[Problem] = []
    made: dict[str, dict[str, Any]] = {}
    grids = block["grid"] if isinstance(block["grid"], list) else [block["grid"]]
    for index, grid in enumerate(grids):
        at: Path = (*place, index) if isinstance(block["grid"], list) else place
        if wrong := [*_wrong(grid)]:
            found += [problem.under(at) for problem in wrong]
            continue
        for label, overrides in _combinations(grid):
            if label in made or label in labels:
                cure = 'name every setting in the "label" of the grid, or leave one out'
                if label in labels:
                    cure = "variants has it too; give one of them another"
                found.append(Problem(at, f'makes the label "{label}" twice; {cure}'))
                break
            made[label] = overrides
            _mark_variant(source, path, at, label, overrides)
    if len(made) > MOST_VARIANTS:
        message = f"makes {len(made):,} variants; at most {MOST_VARIANTS} are trained in one block"
        found.append(Problem(place, f"{message}, leave values out"))
    if found:
        source.problems += found
        doubts.add((*path, "variants"))
    elif isinstance(written, dict):
        block["variants"] = {**written, **made}


def _wrong(grid: Any) -> Iterator[Problem]:
    """Yield what is wrong with one grid."""
    example = "{learning_rate: [0.1, 1]}"
    if not isinstance(grid, Mapping) or not grid.keys() - {"label"}:
        yield Problem((), f"is {shown(grid)}; settings with lists of values are needed: {example}")
        return
    for key, values in grid.items():
        if key == "label":
            continue
        if message := _unknown_setting(key):
            yield Problem((key,), message)
        elif not isinstance(values, list):
            yield Problem((key,), f"is {shown(values)}; a list of the values to train is needed")
        elif not values:
            yield Problem((key,), "is an empty list; give the values to train")
    label = grid.get("label", "a label")
    if not isinstance(label, str) or not label:
        yield Problem(("label",), f'is {shown(label)}; text such as "η = {{learning_rate}}"')
        return
    settings = [key for key in grid if key != "label"]
    for name in _PLACEHOLDER.findall(label):
        if name not in settings:
            yield Problem(("label",), unknown("setting of this grid", name, settings))


def _unknown_setting(key: str) -> str | None:
    """Return what is wrong with a dotted key of a grid; options of a name are checked later."""
    first, *inner = key.split(".")
    if first not in _VARIED:
        return unknown("setting of a grid", key, _VARIED)
    model = Training.model_fields[first].annotation
    fields = model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}
    if inner and fields and inner[0] not in fields:
        return unknown(f"key of {first}", inner[0], fields)
    return None


def _combinations(grid: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield label and dotted overrides of every combination; the last setting varies fastest.

    >>> [label for label, _ in _combinations({"network.hidden": [[2], [4, 4]], "l2": [0, "1e-3"]})]
    ['hidden 2, L2 0', 'hidden 2, L2 1e-3', 'hidden 4-4, L2 0', 'hidden 4-4, L2 1e-3']
    >>> list(_combinations({"label": "η = {learning_rate}", "learning_rate": [5]}))
    [('η = 5', {'learning_rate': 5})]
    """
    settings = {key: values for key, values in grid.items() if key != "label"}
    for values in product(*settings.values()):
        overrides = dict(zip(settings, values, strict=True))
        label = grid.get("label") or ", ".join(_words(*each) for each in overrides.items())
        yield _PLACEHOLDER.sub(lambda found, of=overrides: _text(of[found[1]]), label), overrides


def _words(key: str, value: Any) -> str:
    """Return a setting in words: a name says what it is a name of, a number does not."""
    is_name = isinstance(value, Mapping) or (isinstance(value, str) and not value[:1].isdigit())
    return _text(value) if is_name else f"{name_of(key.rpartition('.')[2])} {_text(value)}"


def _text(value: Any) -> str:
    """Return a value in a label: numbers as they are written, the sizes of layers with hyphens.

    >>> _text([8, 8]), _text("1e-5"), _text(1.0), _text({"name": "momentum", "decay": 0.9})
    ('8-8', '1e-5', '1', 'momentum, decay 0.9')
    """
    if isinstance(value, Mapping):
        inner = {key: entry for key, entry in value.items() if key not in ("name", "schedule")}
        name = value.get("name", value.get("schedule"))
        words = [name_of(name)] if isinstance(name, str) else []
        words += [f"{name_of(str(key))} {_text(entry)}" for key, entry in inner.items()]
        return ", ".join(words)
    if isinstance(value, list):
        return "-".join(_text(entry) for entry in value) or "none"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return name_of(value) if isinstance(value, str) else str(value).removesuffix(".0")


def _mark_variant(
    source: Source, path: Path, grid: Path, label: str, keys: Mapping[str, Any]
) -> None:
    """Let a variant stand where the values of its settings are listed."""
    marks, variants = source.places.marks, (*path, "variants")
    if grid in marks:
        marks.setdefault(variants, marks[grid])
        marks[(*variants, label)] = marks[grid]
        marks |= {(*variants, label, key): marks[(*grid, key)] for key in keys}
