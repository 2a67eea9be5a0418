"""The tables of figures: they name functions that exist, and cost no import of matplotlib."""

import inspect
import subprocess
import sys

import pytest

from nncore.plots.registry import ANIMATIONS, FIGURES, options_of, record_of, resolve

KINDS = (*FIGURES, *ANIMATIONS)


@pytest.mark.parametrize("kind", KINDS)
def test_options_read_from_the_source_are_those_of_the_function(kind: str) -> None:
    parameters = inspect.signature(resolve(kind)).parameters
    keywords = {n: p.default for n, p in parameters.items() if p.kind is p.KEYWORD_ONLY}
    options = options_of(kind)
    assert options.takes_others == ("others" in keywords)
    keywords.pop("others", None)
    assert options.defaults == keywords
    assert list(parameters)[1] == "theme"


def test_names_are_unique_over_both_tables() -> None:
    assert not set(FIGURES) & set(ANIMATIONS)
    assert all(kind == record.kind for kind, record in (FIGURES | ANIMATIONS).items())


def test_an_unknown_kind_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no figure or animation 'lose'; there are loss, accuracy"):
        record_of("lose")


def _imported(program: str, *modules: str) -> str:
    shown = f"import sys\n{program}\nprint([m for m in {modules!r} if m in sys.modules])"
    return subprocess.check_output([sys.executable, "-c", shown], text=True).strip()


def test_reading_the_tables_does_not_import_matplotlib() -> None:
    program = "from nncore.plots.registry import *\nfor k in FIGURES | ANIMATIONS: options_of(k)"
    assert _imported(program, "matplotlib", "numpy") == "[]"


def test_drawing_does_not_import_pyplot() -> None:
    program = (
        "from nncore.plots.registry import *\n"
        "import nncore.plots.kit.save, nncore.plots.kit.animation\n"
        "for k in FIGURES | ANIMATIONS: resolve(k)"
    )
    assert _imported(program, "matplotlib.pyplot", "matplotlib.figure") == "['matplotlib.figure']"
