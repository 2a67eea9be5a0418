"""The laws of the house: what may import what, and how configuration reaches a job."""

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# The floors of the core; a module imports from its own floor and those below.
FLOORS = (
    "activations losses initializers schedules optimizers streams files metrics",
    "propagation network records batches reference",
    "samples results stack training checkpoint minimizers gradcheck",
)
FLOOR_OF = {f"nncore.{n}": level for level, names in enumerate(FLOORS) for n in names.split()}
LIBRARY = {"numpy", "scipy"}
# What each part above the core may import of the others. `runs`, `evidence`, `progress` and
# `markup` are single files. The configuration knows figures by name only, through the registry,
# which imports none of them.
ABOVE = {
    "nncore.progress": set(),
    "nncore.evidence": set(),
    "nncore.markup": set(),
    "nncore.data": set(),
    "nncore.runs": {"nncore.data", "nncore.experiments.build"},
    "nncore.experiments": {
        "nncore.data",
        "nncore.runs",
        "nncore.plots.registry",
        "nncore.evidence",
    },
    "nncore.plots": {"nncore.data", "nncore.runs", "nncore.markup"},
    "nncore.report": {
        "nncore.data",
        "nncore.runs",
        "nncore.evidence",
        "nncore.markup",
        "nncore.experiments.config_prose",
    },
    "nncore.check": {"nncore.experiments", "nncore.report"},
}
# Packages with one home each.
HOMES = {
    "matplotlib": r"nncore\.plots\.",
    "contourpy": r"nncore\.plots\.",
    "imageio_ffmpeg": r"nncore\.plots\.animation",
    "jinja2": r"nncore\.report\.",
    "markupsafe": r"nncore\.report\.",
    "latex2mathml": r"nncore\.report\.",
    "pydantic": r"nncore\.experiments\.config",
    "pydantic_core": r"nncore\.experiments\.config",
    "yaml": r"nncore\.experiments\.config",
    "sklearn": r"nncore\.data\.",
    "threadpoolctl": r"nncore\.report\.",
    "array_api_compat": r"nncore\.reference",
}


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {module_name(path): path for path in sorted((ROOT / "nncore").rglob("*.py"))}


def imports_of(path):
    """Names of the modules that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import in line {node.lineno}"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in SOURCES else node.module


GRAPH = {name: set(imports_of(path)) for name, path in SOURCES.items()}


def within(name, part):
    return name == part or name.startswith(f"{part}.")


def part_of(name):
    return next((part for part in ABOVE if within(name, part)), None)


def foreign(name):
    """Top-level packages that a module imports from outside of the standard library."""
    tops = {target.split(".")[0] for target in GRAPH[name]}
    return tops - set(sys.stdlib_module_names) - {"nncore"}


def test_every_module_has_its_place():
    unplaced = [n for n in SOURCES if n not in FLOOR_OF and not part_of(n) and n != "nncore"]
    assert not unplaced, f"name their floor or part in this test: {unplaced}"
    assert set(FLOOR_OF) <= set(SOURCES)


@pytest.mark.parametrize("name", FLOOR_OF)
def test_the_core_imports_downwards(name):
    upwards = {
        target
        for target in GRAPH[name]
        if within(target, "nncore") and FLOOR_OF.get(target, len(FLOORS)) > FLOOR_OF[name]
    }
    assert not upwards


@pytest.mark.parametrize("name", FLOOR_OF)
def test_the_core_needs_numpy_and_scipy_only(name):
    allowed = LIBRARY | ({"array_api_compat"} if name == "nncore.reference" else set())
    assert foreign(name) <= allowed


@pytest.mark.parametrize("part", ABOVE)
def test_parts_above_the_core_import_what_they_may(part):
    wrong = {
        f"{name} imports {target}"
        for name in SOURCES
        if within(name, part)
        for target in GRAPH[name]
        if part_of(target) not in (None, part)
        and not any(within(target, allowed) for allowed in ABOVE[part])
    }
    assert not wrong


def test_imports_have_no_cycles():
    list(TopologicalSorter(GRAPH).static_order())


@pytest.mark.parametrize("package", HOMES)
def test_packages_with_one_home_are_imported_there_only(package):
    users = [name for name in SOURCES if package in foreign(name)]
    assert all(re.match(HOMES[package], name) for name in users), users


def test_every_other_package_is_numpy_or_scipy():
    used = set().union(*map(foreign, SOURCES))
    assert used <= LIBRARY | set(HOMES), "give a new package its home in this test"


def test_the_library_knows_neither_the_workflow_nor_the_report_files():
    for name in SOURCES:
        assert not {t.split(".")[0] for t in GRAPH[name]} & {"workflow", "reports", "snakemake"}


def test_figures_are_the_only_modules_imported_by_name():
    """Other dynamic imports would hide a job's inputs; array libraries are no project modules."""
    calls = {
        name
        for name, path in SOURCES.items()
        if re.search(r"import_module\(|__import__\(", path.read_text(encoding="utf-8"))
    }
    assert calls <= {"nncore.plots.registry", "nncore.reference"}


@pytest.mark.parametrize("name", [n for n, path in SOURCES.items() if path.stem == "__init__"])
def test_packages_hold_nothing_but_a_docstring(name):
    """Importing a module runs its packages: code there would be an input of every job."""
    docstring, *rest = ast.parse(SOURCES[name].read_text(encoding="utf-8")).body
    assert isinstance(docstring, ast.Expr)
    assert [ast.unparse(node).split(" = ")[0] for node in rest] in ([], ["__version__"])


@pytest.mark.parametrize(
    "path", sorted((ROOT / "workflow/scripts").glob("*.py")), ids=lambda p: p.name
)
def test_scripts_are_short_and_get_their_settings_from_their_rule(path):
    text = path.read_text(encoding="utf-8")
    assert len([line for line in text.splitlines() if line]) <= 25
    assert "config.yaml" not in text
    assert not {"yaml", "snakemake"} & {name.split(".")[0] for name in imports_of(path)}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "workflow/rules").glob("*.smk")), ids=lambda p: p.name
)
def test_command_lines_take_no_values_from_the_configuration_directly(path):
    """Snakemake sees a change of params and input files, not of what stands in a shell string."""
    assert "{config" not in path.read_text(encoding="utf-8")
