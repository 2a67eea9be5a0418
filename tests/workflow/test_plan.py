"""What the plan says of a configuration, without Snakemake: jobs, files, stages."""

from pathlib import Path

import pytest

from nncore.check import load
from workflow.plan import MANIFEST, PlannedFiles, contents, jobs_of, stages_of

TINY = Path(__file__).with_name("tiny.yaml")


@pytest.fixture(scope="module")
def jobs():
    study = load([TINY])
    return jobs_of(study, ["config.yaml"], ["reports/page.html"], with_pdf=True)


def test_every_file_is_made_once_and_every_file_read_is_made_or_given(jobs):
    made = [path for job in jobs.values() for path in job.makes]
    read = {path for job in jobs.values() for paths in job.reads.values() for path in paths}
    assert len(made) == len(set(made))
    assert read - set(made) == {"config.yaml", "reports/page.html"}


def test_a_drawing_reads_its_own_runs_and_marks_its_own_claims(jobs):
    loss, region = jobs["draw_figure", "tiny-xor/loss"], jobs["draw_figure", "tiny-xor/region"]
    assert loss.reads["runs"] == ["results/runs/tiny-xor.npz"]
    assert loss.reads["datasets"] == ["results/data/xor.npz"]
    assert loss.module == "nncore.plots.figures.curves"
    assert loss.slice.shown["tiny-xor"].claims
    assert not region.slice.shown["tiny-xor"].claims
    assert ("draw_figure", "tiny-sine/spread") in jobs
    assert jobs["draw_animation", "tiny-voronoi/training"].makes[0].endswith("training.mp4")


def test_stages_follow_from_what_jobs_read(jobs):
    stages = stages_of(jobs)
    assert stages["train"] == ["make_dataset"]
    assert stages["make_tables"] == ["check_gradients", "judge", "make_dataset", "train"]
    assert stages["describe_machine"] == ["write_manifest"]
    listed = set(jobs["write_manifest", ""].slice)
    assert not listed & {MANIFEST, *jobs["describe_machine", ""].makes}
    assert "compile_pdf" not in stages_of(jobs_of(load([TINY]), [], [], with_pdf=False))


def test_planning_writes_nothing_before_a_run_begins(tmp_path):
    planned = PlannedFiles(tmp_path)
    path = Path(planned.file("train/xor", {"epochs": 3}))
    assert path.as_posix() == planned.file("train/xor", {"epochs": 3})
    assert path.as_posix() != planned.file("train/xor", {"epochs": 4})
    assert not list(tmp_path.iterdir())
    planned.begin()
    assert path.is_file()
    assert Path(planned.file("train/xor", {"epochs": 5})).is_file()


def test_contents_tell_edited_and_missing_files_apart(tmp_path):
    file = tmp_path / "a"
    found = [contents({"files": [str(file)]})]
    for text in ("one", "two"):
        file.write_text(text)
        found.append(contents({"files": [str(file)]}))
    assert len(set(found)) == 3
