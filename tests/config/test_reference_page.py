"""The written reference of the configuration is that of the model."""

import json
from pathlib import Path

import pytest

from nncore.config.known_names import names
from nncore.config.models.subjects import Experiment, Root
from nncore.config.models.words import Words
from nncore.config.reference_page import main, reference
from nncore.functions.optimizers import OPTIMIZERS
from nncore.plots.registry import KINDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "config.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == reference(), (
        "docs/config.md is out of date; write it again with "
        "`python -m nncore.config.reference_page docs/config.md`"
    )


def test_the_page_shows_every_key_and_no_class_of_ours() -> None:
    text = reference()
    keys = {*Root.model_fields, *Experiment.model_fields, *Words.model_fields} - {"words", "body"}
    for key in keys:
        assert f"| `{key}` |" in text
    for line in text.splitlines():
        assert "| anything" not in line
        assert not line.startswith("|") or line.replace("\\|", "").count("|") == 5, line


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    assert main([str(tmp_path / "config.md")]) == 0
    assert (tmp_path / "config.md").read_text("utf-8") == reference()


def test_the_command_prints_names_and_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--names"]) == 0
    printed = capsys.readouterr().out
    assert "  adam(beta1: float = 0.9, " in printed
    assert all(f"  {name}(" in printed for name in OPTIMIZERS)
    assert main(["--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(Root.model_fields)
    assert schema["$defs"]["Experiment"]["properties"]["epochs"]["minimum"] == 1


def test_the_command_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "docs/config.md" in capsys.readouterr().err


def test_names_lists_figures_that_an_experiment_can_have() -> None:
    listed = names()
    for kind, record in KINDS.items():
        assert (f"  {kind}(" in listed) == (record.source != "published")
