"""The real workflow on a tiny configuration, in a folder whose name holds a space and an umlaut."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from tests.workflow.project import Project

TINY = Path(__file__).with_name("tiny.yaml")
COLUMNS = (
    "experiment,quantity,kind,published,reproduced,median,p05,p95,percentile,n_seeds,verdict,"
    "evidence"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("ein Ordner mit ü"), TINY)
    project.snakemake()
    return project


def test_everything_promised_is_there(built):
    results = built.folder / "results"
    expected = ["metrics.json", "tables/published.csv", "report/index.html", "report/report.tex"]
    expected += [f"runs/tiny-xor{suffix}" for suffix in (".npz", ".json")]
    expected += [f"figures/tiny-xor/region{suffix}" for suffix in (".svg", ".png", ".pdf")]
    expected += ["animations/tiny-voronoi/training.mp4", "report/machine.html"]
    for name in expected:
        assert (results / name).stat().st_size > 100, name


def test_the_manifest_lists_every_file_but_logs_and_machine_facts(built):
    results = built.folder / "results"
    lines = (results / "MANIFEST.sha256").read_text().splitlines()
    listed = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    files = [path for path in results.rglob("*") if path.is_file()]
    made = {p.relative_to(results).as_posix(): sha256(p.read_bytes()).hexdigest() for p in files}
    apart = ("logs/", "config/", "machine.json", "report/machine.html", "MANIFEST.sha256")
    assert listed == {name: made[name] for name in made if not name.startswith(apart)}
    assert list(listed) == sorted(listed)


def test_a_second_run_finds_nothing_to_do(built):
    assert "Nothing to be done" in built.snakemake().stderr


def test_touching_every_file_reruns_nothing(built):
    for path in built.folder.rglob("*"):
        if path.is_file() and "results" not in path.parts and ".snakemake" not in path.parts:
            path.touch()
    planned, said = built.planned()
    assert planned == {}
    assert "Nothing to be done" in said


def test_a_dry_run_changes_no_file(built):
    config = built.folder / "config.yaml"
    before = config.read_text()
    for text in (before, before.replace("learning_rate: 2.0", "learning_rate: 1.5")):
        config.write_text(text)
        tree = built.tree()
        built.snakemake("--dry-run")
        assert built.tree() == tree
    config.write_text(before)


# What is read by whom, and so reruns what; all of it dated before everything that was made.
MANIFEST = "write_manifest"
REPORT = {"build_report", "compile_pdf", "describe_machine", MANIFEST}
SHOWN = {"draw_figure", "judge", "make_tables"}
READ = {
    "nncore/plots/figures/fits.py": (b"\n# edited", REPORT | {"draw_figure"}),
    "nncore/report/latex/pdf.py": (b"\n# edited", {"compile_pdf", "describe_machine", MANIFEST}),
    "reports/templates/html/page.html": (b"\n", REPORT),
    "workflow/scripts/make_tables.py": (b"\n# edited", REPORT | {"make_tables"}),
    "results/data/sine.npz": (b"", REPORT | SHOWN | {"train"}),
    "results/data/sine.json": (b" ", REPORT),
    "results/runs/tiny-sine.json": (b" ", REPORT | SHOWN),
    "results/figures/tiny-sine/fit.svg": (b" ", REPORT),
    "results/report/report.tex": (b" ", {"compile_pdf", "describe_machine", MANIFEST}),
}


@pytest.mark.parametrize("path", READ)
def test_what_is_read_counts_by_content_and_not_by_date(built, path):
    addition, expected = READ[path]
    file = built.folder / path
    before = file.read_bytes()
    file.write_bytes(before + addition if addition else before[:-1])
    os.utime(file, (10**9, 10**9))
    try:
        planned, _ = built.planned()
    finally:
        file.write_bytes(before)
    assert set(planned) == expected


def test_an_edited_loss_reruns_training_but_no_data_set(built):
    source = built.folder / "nncore/functions/losses.py"
    before = source.read_text()
    built.edit("nncore/functions/losses.py")
    try:
        rules = set(built.planned()[0])
    finally:
        source.write_text(before)
    assert {"train", "check_gradients", "draw_figure", "make_tables", "build_report"} <= rules
    assert "make_dataset" not in rules


def test_figures_mark_published_numbers(built):
    figures = built.folder / "results/figures/tiny-xor"
    captions = {
        name: json.loads((figures / f"{name}.json").read_text())["caption"]
        for name in ("loss", "region")
    }
    assert "Hollow diamonds: published values." in captions["loss"]
    assert "published" not in captions["region"]


def test_a_corrected_digit_redraws_its_marks_and_retrains_nothing(built):
    config = built.folder / "config.yaml"
    before = config.read_text()
    config.write_text(before.replace("0.086947", "0.086948"))
    try:
        planned, said = built.planned()
    finally:
        config.write_text(before)
        built.planned()
    assert planned["draw_figure"] == 1
    assert "draw_figure/tiny-xor/loss" in said
    assert set(planned) <= {"draw_figure", "judge", "make_tables", *REPORT}


def test_an_edited_plot_module_reruns_its_figures_and_the_report_only(built):
    source = built.folder / "nncore/plots/figures/fits.py"
    before = source.read_text()
    built.edit("nncore/plots/figures/fits.py")
    try:
        planned, said = built.planned()
    finally:
        source.write_text(before)
    assert "draw_figure/tiny-sine/fit" in said
    assert planned["draw_figure"] == planned["build_report"] == 1
    assert set(planned) <= {"draw_figure", *REPORT}


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("pages/first/tiny-xor.md", "learned"),
        ("pages/second/index.md", "sorts"),
        ("pages/sources.bib", "Second"),
        ("reports/pages/mathematics.md", "bends"),
    ],
)
def test_an_edited_word_of_a_page_rebuilds_the_report_only(built, page, word):
    file = built.folder / page
    before = file.read_text()
    assert word in before
    file.write_text(before.replace(word, "learns"))
    try:
        planned, _ = built.planned()
    finally:
        file.write_text(before)
    assert planned == dict.fromkeys(REPORT, 1)


def test_the_report_shows_the_rule_graph_as_it_is(built):
    done = built.snakemake("--rulegraph", "mermaid-js", "--forceall")
    names = dict(re.findall(r"id(\d+)\[(\w+)\]", done.stdout))
    arrows = {(names[a], names[b]) for a, b in re.findall(r"id(\d+) --> id(\d+)", done.stdout)}
    (path,) = built.folder.glob("results/config/stages.*.json")
    stages = json.loads(path.read_text())
    shown = {(source, rule) for rule, sources in stages.items() for source in sources}
    assert len(arrows) > 10
    assert shown >= {arrow for arrow in arrows if arrow[1] != "all"}
    assert {rule for _, rule in arrows} - {"all"} <= set(stages)


def test_published_table_has_the_promised_columns_and_exact_rows(built):
    with (built.folder / "results/tables/published.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert ",".join(rows[0]) == COLUMNS
    exact = [row for row in rows if row["kind"] == "exact"]
    assert len(exact) == 2
    assert {row["verdict"] for row in exact} == {"exact"}
    assert all("nan" not in value.lower() for row in rows for value in row.values())


def test_metrics_hold_splits_best_epoch_and_spread(built):
    metrics = json.loads((built.folder / "results/metrics.json").read_text())
    digits = metrics["tiny-digits"]
    assert {"loss", "accuracy"} <= set(digits["train"]) & set(digits["test"])
    assert {"median", "p05", "p95"} <= set(digits["test"]["spread"]["accuracy"])
    assert 0 <= digits["best_epoch"] <= 3


def test_durations_stand_beside_the_report_by_job(built):
    seconds = json.loads((built.folder / "results/machine.json").read_text())["seconds"]
    assert {"train/tiny-xor", "draw_figure/tiny-xor/loss", "build_report"} <= set(seconds)
    assert all(took > 0 for took in seconds.values())
    assert (
        "<code>train/tiny-xor</code>" in (built.folder / "results/report/machine.html").read_text()
    )


def test_divergence_ends_a_replica_is_shown_and_loses_nothing(built):
    record = json.loads((built.folder / "results/runs/tiny-sine.json").read_text())
    labels = [run["label"] for run in record["runs"]]
    with np.load(built.folder / "results/runs/tiny-sine.npz", allow_pickle=False) as arrays:
        number = labels.index("diverging")
        assert set(arrays[f"{number}/status"]) == {"diverged"}
        assert np.isfinite(arrays[f"{number}/params"]).all()
        assert set(arrays[f"{labels.index('slow')}/status"]) == {"completed"}
    page = (built.folder / "results/report/index.html").read_text()
    assert "diverged" in page


def test_the_page_needs_no_network_and_has_no_holes(built):
    page = (built.folder / "results/report/index.html").read_text()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]*\.(?:js|css|woff2?|png|svg)', page)
    assert not re.findall(r"<(?:script|link|img|source|video)[^>]+(?:src|href)=\"https?:", page)
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S)
    for hole in ("undefined", "None", "nan", "NaN", "inf"):
        assert not re.search(rf"(?<![\w-]){hole}(?![\w-])", text), hole
    assert all(re.search(r'alt="[^"]+"', image) for image in re.findall(r"<img[^>]*>", page))


def test_one_figure_alone(built):
    target = "results/figures/tiny-sine/fit.svg"
    (built.folder / target).unlink()
    built.snakemake(target, cores=1)
    assert (built.folder / target).exists()


def test_a_damaged_file_is_named_with_its_cure(built):
    path = built.folder / "results/data/voronoi.npz"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    try:
        done = built.snakemake("results/runs/tiny-voronoi.npz", check=False)
    finally:
        path.write_bytes(whole)
    assert done.returncode
    assert "results/data/voronoi.npz: damaged" in done.stdout + done.stderr
    built.snakemake()


def test_an_interrupted_run_goes_on(tmp_path):
    project = Project(tmp_path / "project", TINY)
    command = [sys.executable, "-m", "snakemake", "--cores", "2"]
    process = subprocess.Popen(
        command,
        cwd=project.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    for line in process.stderr:
        if re.match(r"[\d:]{8} +1 of ", line):
            os.killpg(process.pid, signal.SIGINT)
            break
    process.stderr.read()
    assert process.wait() != 0
    assert not list(project.folder.glob("results/**/.*.npz.*"))
    project.snakemake("results/runs/tiny-xor.npz", "results/runs/tiny-digits.npz")
