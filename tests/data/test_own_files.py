"""What every reader says of a file that is missing, empty, a folder, or holds anything at all."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nncore.config.load import resolve
from nncore.data.draws import build_dataset
from nncore.data.kinds import DATASETS
from nncore.experiments.run import run_experiment
from tests.config.config_example import changed
from tests.data.data_example import dataset, options_of

# The file is written anew for every example, so that one folder may serve them all.
SAME_FOLDER = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
FILE_KINDS = [kind for kind, record in DATASETS.items() if record.files]


@pytest.mark.parametrize("kind", FILE_KINDS)
@SAME_FOLDER
@given(content=st.binary(max_size=400))
def test_any_file_is_read_or_refused_with_its_name(
    kind: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"any: "):
        dataset(kind, path=str(path))


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_file_that_is_missing_a_folder_or_empty(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=rf"'{kind}': own\.x: no such file in {tmp_path}"):
        dataset(kind, path="own.x")
    with pytest.raises(FileNotFoundError, match=r"no such file; correct the path or put it there"):
        dataset(kind, path=str(tmp_path / "own.x"))
    Path("own.x").mkdir()
    with pytest.raises(ValueError, match=r"own\.x: is a folder; the path of a file is needed"):
        dataset(kind, path="own.x")
    Path("empty.x").touch()
    with pytest.raises(ValueError, match=r"empty\.x: the file is empty"):
        dataset(kind, path="empty.x")


def test_the_record_names_the_files_that_a_rule_depends_on() -> None:
    assert set(FILE_KINDS) >= {"csv", "mat"}
    assert DATASETS["csv"].paths({"path": "own.txt"}) == ["own.txt"]
    assert DATASETS["circle"].paths({"radius": 0.5}) == []


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("mat", {}),
        ("csv", {"experiments/full/network/loss": "binary_log_loss"}),
    ],
)
def test_the_configuration_alone_puts_a_file_in_place_of_a_data_set(
    kind: str, changes: dict[str, str], tmp_path: Path
) -> None:
    """The experiment on digits, trained on the file instead."""
    block = {"kind": kind, "draws": 2, "test_fraction": 0.4, "standardise": True}
    block["stands_in_for"] = ""
    block |= options_of(kind, tmp_path)
    config = resolve(
        changed(
            {
                "datasets/digits": block,
                "experiments/full/epochs": 2,
                "experiments/full/replicas": 2,
                **changes,
            }
        )
    )
    data = build_dataset("digits", config.datasets["digits"])
    run = run_experiment("full", config.experiments["full"].training, data).run
    assert run.architecture.sizes == (data.x.shape[2], 64, 32, data.y.shape[2])
    assert (run.status == "completed").all()
