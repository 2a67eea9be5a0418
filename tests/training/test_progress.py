"""A log gets a line every ten seconds, whoever watches a file twice a second."""

import json
import logging

import pytest

from nncore.training.progress import ProgressLog, time_left
from nncore.training.settings import Progress


@pytest.fixture
def told(tmp_path, caplog):
    """Return the lines of the log, and what the file held, of 41 epochs of one second each."""
    caplog.set_level(logging.INFO)
    path, now = tmp_path / "train.progress", [0.0]
    seen = []
    with ProgressLog(path, lambda: now[0]) as log:
        for epoch in range(41):
            log("seeds 1-3 of 3", Progress(epoch, 40, 3, 0.25), epoch / 40)
            seen.append(json.loads(path.read_text()))
            now[0] += 1.0
    assert not path.exists()
    return [record.getMessage() for record in caplog.records], seen


def test_the_log_has_a_line_every_ten_seconds_with_epoch_share_and_time_left(told):
    lines, _ = told
    words = "seeds 1-3 of 3, epoch {} of 40, 3 active, median training loss 0.25"
    assert lines == [
        f"0 %, time left not known yet: {words.format(0)}",
        f"25 %, 30 s left: {words.format(10)}",
        f"50 %, 20 s left: {words.format(20)}",
        f"75 %, 10 s left: {words.format(30)}",
        f"100 %, 0 s left: {words.format(40)}",
    ]


def test_the_file_holds_share_seconds_left_and_words(told):
    _, seen = told
    assert seen[10] == {"share": 0.25, "left": 30.0, "words": "seeds 1-3 of 3, epoch 10 of 40"}


def test_a_resumed_training_counts_the_time_of_what_it_does_itself(tmp_path):
    now = [0.0]
    log = ProgressLog(tmp_path / "train.progress", lambda: now[0])
    log("", Progress(30, 40, 1, 0.1), 0.75)
    now[0] = 5.0
    log("", Progress(35, 40, 1, 0.1), 0.875)
    assert json.loads(log.path.read_text())["left"] == 5.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "time left not known yet"), (7.2, "7 s left"), (92.0, "1:32 min left")],
)
def test_time_left(seconds, words):
    assert time_left(seconds) == words
