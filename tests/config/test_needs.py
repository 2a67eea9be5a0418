"""Every need that a record of a figure, film or quantity declares is checked, and every option."""

import inspect
import re
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nncore.analysis.quantities import QUANTITIES
from nncore.check import load
from nncore.config.checks.needs import NEEDS
from nncore.config.load import ConfigError
from nncore.config.models.figure_options import SORTS
from nncore.config.models.training_block import HISTORIES
from nncore.data.kinds import DATASETS
from nncore.plots.registry import KINDS
from nncore.report.pages.prose import SECTIONS
from nncore.report.pages.value_checks import Calls
from nncore.report.pages.values import FILTERS, FUNCTIONS
from tests.config.config_example import written
from tests.config.test_mistakes import BASE, change

# A need -> the experiment of the base, and a change of it, that does not meet it.
LACKING: dict[str, tuple[str, dict[str, Any]]] = {
    "plane": ("read", {}),
    "line": ("curve", {"data": "two"}),
    "points": ("read", {}),
    "classification": ("curve", {}),
    "regression": ("plain", {}),
    "images": ("plain", {}),
    "test split": ("plain", {}),
    "snapshots": ("plain", {"snapshots": []}),
    "strip": ("plain", {"figures": []}),
    "variants": ("plain", {}),
    "two parameters": ("plain", {}),
}
DRAWN = [(kind, need) for kind, record in KINDS.items() for need in record.requires]
MEASURED = [(name, need) for name, record in QUANTITIES.items() for need in record.requires]
OPTIONS = [(kind, option) for kind, record in KINDS.items() for option in record.options]
# What each sort of option does not take.
WRONG: dict[str, Any] = {
    "scale": "cubic",
    "line": "mean",
    "split": "all",
    "count": 0,
    "switch": "on",
    "seconds": 0,
    "share": 2,
    "bound": "high",
    "extent": [0, 1],
    "history": "los",
    "measure": "los",
    "measures": ["los"],
    "setting": "no.setting",
    "snapshots": "all",
    "variant": "no variant",
    "groups": {"A": ["no variant"]},
    "epochs": [10**6],
}


def lines_of(tmp_path: Path, id: str, changes: dict[str, Any]) -> list[str]:
    """The lines of the error that a changed experiment of the base gives."""
    config = deepcopy(BASE)
    change(config["experiments"][id], changes)
    try:
        load(written(tmp_path, config))
    except ConfigError as error:
        return str(error).splitlines()
    return []


def test_every_need_has_a_case_and_is_declared_somewhere() -> None:
    assert set(LACKING) == set(NEEDS) == {need for _, need in DRAWN + MEASURED}


@pytest.mark.parametrize(("kind", "need"), DRAWN)
def test_a_need_of_a_figure_or_film_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, need: str
) -> None:
    # One need at a time: a study that lacks one may lack others too.
    monkeypatch.setitem(KINDS, kind, KINDS[kind]._replace(requires=(need,)))
    if need == "line":
        monkeypatch.setitem(DATASETS, "sine", DATASETS["sine"]._replace(n_inputs=2))
    id, changes = LACKING[need]
    changes = {key: value for key, value in changes.items() if key != "data"}
    entry = {"name": "mine", "kind": kind}
    if "at_most" in KINDS[kind].options:
        entry |= {
            "at_most": 1.0,
            next(o for o in ("quantity", "metric") if o in KINDS[kind].options): "train_loss",
        }
    key = "animations" if KINDS[kind].is_film else "figures"
    drawn = {"figures": [], "animations": [], key: [entry]}
    (line, *_) = lines_of(tmp_path, id, {**changes, **drawn})
    assert f'"{kind}" {"needs " if not NEEDS[need].key else ""}{NEEDS[need].words}' in line
    assert NEEDS[need].cure in line


@pytest.mark.parametrize(("name", "need"), MEASURED)
def test_a_need_of_a_quantity_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, need: str
) -> None:
    id, changes = LACKING[need]
    record = replace(QUANTITIES[name], requires=(need,))
    monkeypatch.setitem(QUANTITIES, name, record)
    parts = {"class_name": "1"} if "class_name" in record.needs else {}
    entry = {"quantity": name, "kind": "distribution", "evidence": "chosen", "value": "1", **parts}
    lines = lines_of(
        tmp_path, id, {**changes, "published": [entry], "figures": [], "animations": []}
    )
    said = f'"{name}" {"" if NEEDS[need].key else "needs "}{NEEDS[need].words}'
    place = NEEDS[need].key or "published[0].quantity"
    assert any(said in line and f".{place}: " in line for line in lines), lines
    arguments = "".join(f", {part}={value!r}" for part, value in parts.items())
    notice = f"{{{{ value('{name}'{arguments}) }}}}"
    lines = lines_of(tmp_path, id, {**changes, "body": notice, "published": []})
    assert any(said in line and ".words.body[0]: value(" in line for line in lines), lines


@pytest.mark.parametrize(("kind", "option"), OPTIONS)
def test_an_option_of_a_figure_is_of_a_known_sort_and_checked(
    tmp_path: Path, kind: str, option: str
) -> None:
    wrong = WRONG[KINDS[kind].options[option].holds]
    entry: dict[str, Any] = {"name": "mine", "kind": kind, option: wrong}
    if option == "durations":
        entry["durations_of"] = "2"
    if option == "durations_of":
        entry["durations"] = [10]
    if kind == "epochs-to-reach" and option != "at_most":
        entry["at_most"] = 0.1
    id = next(id for id in ("sweep", "line", "plain", "read") if _meets(id, kind))
    key = "animations" if KINDS[kind].is_film else "figures"
    figures = {"figures": ["filmstrip"] if KINDS[kind].is_film else [], "animations": []}
    lines = lines_of(tmp_path, id, {**figures, key: [entry]})
    assert any(f".{key}[0].{option}" in line for line in lines), lines


def _meets(id: str, kind: str) -> bool:
    needs = KINDS[kind].requires
    has = {
        "sweep": {"plane", "classification", "variants"},
        "line": {"plane", "classification", "snapshots", "two parameters"},
        "plain": {"plane", "classification", "snapshots", "strip"},
        "read": {"classification", "images"},
    }
    return set(needs) <= has[id]


def test_sorts_are_used_and_have_a_wrong_value() -> None:
    used = {option.holds for record in KINDS.values() for option in record.options.values()}
    assert used == set(SORTS) == set(WRONG)


@pytest.mark.parametrize("kind", [k for k, r in DATASETS.items() if not r.files])
def test_records_of_data_sets_say_what_their_generators_give(kind: str) -> None:
    record = DATASETS[kind]
    samples = record.generate(np.random.default_rng(0))
    assert record.images == (samples.image_shape is not None)
    if not record.outputs_option:
        assert record.class_names == samples.class_names


def test_every_history_has_a_quantity_that_declares_its_needs() -> None:
    for name in HISTORIES:
        wanted = {"test split"} if name.startswith("test") else set()
        wanted |= {"classification"} if name.endswith("accuracy") else set()
        wanted |= {"regression"} if name.endswith("mse") else set()
        assert set(QUANTITIES[name].requires) == wanted


# --- pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_of_a_page_is_read(tmp_path: Path, name: str) -> None:
    """Its arguments are checked, and where it takes an experiment, that there is one."""
    (problem,) = Calls(f"{{{{ {name}(1, 2, 3, 4, 5, 6, 7, 8, 9) }}}}").problems or ("open",)
    assert problem == "open" or "too many positional arguments" in problem
    if "of" in inspect.signature(FUNCTIONS[name]).parameters:
        first = "'train_loss', " if "name" in inspect.signature(FUNCTIONS[name]).parameters else ""
        lines = lines_of(tmp_path, "curve", {"body": f"{{{{ {name}({first}of='nobody') }}}}"})
        assert any('unknown experiment "nobody"' in line for line in lines), lines


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_of_a_page_is_known(name: str) -> None:
    extra = "(2)" if name == "fixed" else ""
    assert not Calls(f"{{{{ n_seeds() | {name}{extra} }}}}").problems


def test_sections_that_texts_may_link_to_are_those_of_the_report() -> None:

    sources = Path(__file__).parents[2] / "nncore" / "report"
    found = {
        name
        for path in sources.rglob("*.py")
        for name in re.findall(r'Section\(\s*"sec-([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert found == set(SECTIONS)
