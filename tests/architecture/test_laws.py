"""The laws of the house: what may import what, and how configuration reaches a job."""

import ast
import re
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# The floors, each with the parts on it: a module imports from its own part and from floors below.
# Single modules stand where a part of the library is one file.
FLOORS = (
    "arrays files",
    "functions",
    "network training.streams",
    "training",
    "data",
    "language",
    "plots.registry",
    "config",
    "experiments",
    "analysis",
    "plots report",
    "check",
)
# What stands on NumPy and SciPy alone.
CORE = {"arrays", "functions", "files", "network", "training.streams", "training"}
LIBRARY = {"numpy", "scipy"}
# Packages with one home each.
HOMES = {
    "matplotlib": r"nncore\.plots\.",
    "contourpy": r"nncore\.plots\.",
    "imageio_ffmpeg": r"nncore\.plots\.kit\.animation",
    "jinja2": r"nncore\.report\.",
    "markupsafe": r"nncore\.report\.",
    "latex2mathml": r"nncore\.report\.",
    "markdown_it": r"nncore\.(language|report|config\.reading\.pages)",
    "mdit_py_plugins": r"nncore\.(language|report)\.",
    "pydantic": r"nncore\.config\.",
    "pydantic_core": r"nncore\.config\.",
    "yaml": r"nncore\.config\.",
    "sklearn": r"nncore\.data\.",
    "threadpoolctl": r"nncore\.report\.",
    "array_api_compat": r"nncore\.network\.reference",
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


FLOOR_OF = {part: level for level, parts in enumerate(FLOORS) for part in parts.split()}


def part_of(name):
    """The longest entry of FLOORS that holds a module: a part, or a module with its own floor."""
    holding = [part for part in FLOOR_OF if within(name, f"nncore.{part}")]
    return max(holding, key=len, default=None)


def foreign(name):
    """Top-level packages that a module imports from outside of the standard library."""
    tops = {target.split(".")[0] for target in GRAPH[name]}
    return tops - set(sys.stdlib_module_names) - {"nncore"}


def test_every_module_has_its_place():
    unplaced = [n for n in SOURCES if not part_of(n) and n != "nncore"]
    assert not unplaced, f"name their floor in this test: {unplaced}"
    assert set(FLOOR_OF) == set(filter(None, map(part_of, SOURCES)))


@pytest.mark.parametrize("part", FLOOR_OF)
def test_imports_point_down(part):
    """From a part into itself or into floors below; parts of one floor do not know each other."""
    upwards = {
        f"{name} imports {target}"
        for name in SOURCES
        if part_of(name) == part
        for target in GRAPH[name]
        if part_of(target) not in (None, part) and FLOOR_OF[part_of(target)] >= FLOOR_OF[part]
    }
    assert not upwards


def test_no_two_folders_import_each_other():
    folders = {name: name.rpartition(".")[0] for name in SOURCES}
    pairs = {
        (folders[name], folders[target])
        for name in SOURCES
        for target in GRAPH[name] & set(SOURCES)
        if folders[name] != folders[target] and "nncore" not in (folders[name], folders[target])
    }
    both = {tuple(sorted(pair)) for pair in pairs if pair[::-1] in pairs}
    assert both <= {("nncore.config.checks", "nncore.config.models")}


@pytest.mark.parametrize("name", [n for n in SOURCES if part_of(n) in CORE])
def test_the_core_needs_numpy_and_scipy_only(name):
    allowed = LIBRARY | ({"array_api_compat"} if name == "nncore.network.reference" else set())
    assert foreign(name) <= allowed


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
    assert calls <= {"nncore.plots.registry", "nncore.functions.definitions"}


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


def test_folders_and_files_stay_small():
    """A reader finds a module in a folder at a glance, and reads a file in one sitting."""
    folders = Counter(path.parent.relative_to(ROOT) for path in SOURCES.values())
    assert not {str(folder): n for folder, n in folders.items() if n > 18}
    lines = {
        name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in SOURCES.items()
    }
    assert not {name: n for name, n in lines.items() if n > 300}
