"""`make compare`: two builds, and what it says of every way in which they can differ."""

import json
from pathlib import Path

import numpy as np
import pytest

from tools.compare import main

CSV = "variant,which,train_loss\n,seed,0.5\n,median,0.25\n"
METRICS = {"xor": {"train": {"loss": 0.5, "best": True}, "layers": [{"relative": 1}]}}


def build(folder: Path, **changes: object) -> Path:
    """A small build; `changes` replace or (None) leave out what it holds."""
    files = {
        "metrics": json.dumps(changes.get("metrics", METRICS)),
        "csv": changes.get("csv", CSV),
        "page": changes.get("page", "<p>page</p>"),
        "machine": changes.get("machine", "fast"),
    }
    names = {"metrics": "metrics.json", "csv": "tables/xor.csv", "page": "report/index.html"}
    for name, text in files.items():
        path = folder / names.get(name, "machine.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_text(text)
    (folder / "runs").mkdir()
    loss = changes.get("loss", np.array([0.5, np.nan, 0.25]))
    np.savez_compressed(folder / "runs/xor.npz", **{changes.get("array", "0/loss"): loss})
    return folder


def metrics(**train: object) -> dict[str, object]:
    xor = METRICS["xor"]
    return {"xor": {**xor, "train": {**xor["train"], **train}}}


CASES = {
    "nothing": ({}, [], ["no difference"]),
    "facts of the machine": ({"machine": "slow"}, [], ["no difference"]),
    "a cell": (
        {"csv": CSV.replace("0.25", "0.26")},
        [],
        [
            "tables/xor.csv",
            "median | train_loss: 0.26 → 0.25 (-0.01)",
            "1 files differ, in 1 places",
        ],
    ),
    "a row": ({"csv": CSV + ",worst,9\n"}, [], ["worst | train_loss: only there"]),
    "a column": ({"csv": CSV.replace("train_loss", "loss")}, [], ["seed | train_loss: only here"]),
    "a renamed column": (
        {"csv": CSV.replace("train_loss", "loss")},
        ["--only", "tables/*", "--renamed", "loss=train_loss"],
        ["tables/xor.csv", "other bytes, equal content"],
    ),
    "an array": (
        {"loss": np.array([0.5, np.nan, 0.375])},
        [],
        ["runs/xor.npz", "0/loss: 1 of 3 entries, by at most 0.125"],
    ),
    "a shape": ({"loss": np.zeros(2)}, [], ["0/loss: float64[2] → float64[3]"]),
    "an array's name": ({"array": "0/cost"}, [], ["0/cost: only there", "0/loss: only here"]),
    "a metric": (
        {"metrics": metrics(loss=0.75)},
        [],
        ["metrics.json", "xor.train.loss: 0.75 → 0.5 (-0.25)"],
    ),
    "a truth": ({"metrics": metrics(best=1)}, [], ["xor.train.best: 1 → True"]),
    "a page": ({"page": "<p>words</p>"}, [], ["report/index.html", "other bytes"]),
    "a file": ({"page": None}, [], ["report/index.html", "only here"]),
}


@pytest.mark.parametrize("case", CASES)
def test_every_difference_is_said(tmp_path, capsys, case):
    changes, options, said = CASES[case]
    there, here = build(tmp_path / "there", **changes), build(tmp_path / "here")
    code = main([str(there), "--made", str(here), *options])
    out = capsys.readouterr().out
    assert code == (0 if said == ["no difference"] else 1)
    for words in said:
        assert words in out, out


def test_a_manifest_or_the_metrics_alone_will_do(tmp_path, capsys):
    there, here = build(tmp_path / "there", metrics=metrics(loss=0.75)), build(tmp_path / "here")
    assert main([str(there / "metrics.json"), "--made", str(here)]) == 1
    assert "xor.train.loss: 0.75 → 0.5 (-0.25)" in capsys.readouterr().out
    manifest = tmp_path / "MANIFEST.sha256"
    manifest.write_text(f"{'0' * 64}  report/index.html\n")
    assert main([str(manifest), "--made", str(here), "--only", "report/*"]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == ["report/index.html", "    other bytes"]
