"""The table of figures: it names functions that exist, and costs no import of matplotlib."""

import inspect
import subprocess
import sys

import pytest

from nncore.plots.registry import KINDS, FigureKind, record_of


@pytest.mark.parametrize("record", KINDS.values(), ids=list(KINDS))
def test_the_options_of_a_record_are_those_of_its_function(record: FigureKind) -> None:
    parameters = inspect.signature(record.function()).parameters
    keywords = {n: p.default for n, p in parameters.items() if p.kind is p.KEYWORD_ONLY}
    assert set(keywords) == {*record.options, *(["others"] if record.takes_others else [])}
    assert set(keywords.values()) <= {inspect.Parameter.empty}, "defaults are the record's"
    first = "judged" if record.source == "published" else "study"
    assert list(parameters)[:2] == [first, "theme"]


def test_an_unknown_kind_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no figure or animation 'lose'; there are loss, accuracy"):
        record_of("lose")


def _imported(program: str, *modules: str) -> str:
    shown = f"import sys\n{program}\nprint([m for m in {modules!r} if m in sys.modules])"
    return subprocess.check_output([sys.executable, "-c", shown], text=True).strip()


def test_reading_the_table_does_not_import_matplotlib() -> None:
    assert _imported("import nncore.plots.registry", "matplotlib", "numpy") == "[]"


def test_drawing_does_not_import_pyplot() -> None:
    program = (
        "from nncore.plots.registry import KINDS\n"
        "import nncore.plots.draw\n"
        "for record in KINDS.values(): record.function()"
    )
    assert _imported(program, "matplotlib.pyplot", "matplotlib.figure") == "['matplotlib.figure']"
