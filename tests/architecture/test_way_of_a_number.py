"""The way of one printed number, from the configuration's file to the cell of the page.

``python -m pytest tests/architecture/test_way_of_a_number.py -s -n0`` lists the files on it.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nncore.analysis.published.judgements import Judgement, read_judgements, write_judgements
from nncore.analysis.published.judging import judged
from nncore.check import load
from nncore.config.records.claims import Claim
from nncore.data.draws import build_dataset
from nncore.experiments.run import run_experiment
from nncore.language.printed import Printed
from nncore.report.assemble import build_report
from nncore.report.document.made_from import Provenance
from nncore.report.html import page

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "0.065074"
MOST = 26  # the aim is fewer than 15; never more than there are now
STUDY = f"""
seed: 1
documents: {{chapter: {{title: A chapter, author: A. Author, cite: chapter, summary: Trains.}}}}
datasets: {{circle: {{kind: circle, stream: legacy, seed: 42, n_samples: 500, radius: 0.5}}}}
experiments:
  ch18-circle:
    document: chapter
    data: circle
    network: {{hidden: [8], activation: sigmoid, output: sigmoid, loss: squared_error}}
    initializer: xavier_normal
    stream: legacy
    replicas: 1
    learning_rate: 5.0
    epochs: 1501
    record_every: 1
    figures: []
    published:
      - {{quantity: train_loss, evidence: same stream, counted_from: 0, at: {{1500: "{NUMBER}"}}}}
"""


def carries(value: Any) -> bool:
    """Whether a value is the number in one of the forms in which it travels."""
    if isinstance(value, str):
        return NUMBER in value and len(value) < 200
    if isinstance(value, Judgement):
        value = value.claim
    if isinstance(value, Claim):
        value = value.printed
    return isinstance(value, Printed) and value.text == NUMBER


@contextmanager
def watched() -> Iterator[set[str]]:
    """Note the project's files in which a function has the number in any of its variables."""
    passed: set[str] = set()

    def note(frame: Any, event: str, returned: Any) -> None:
        file = frame.f_code.co_filename
        if event == "return" and file.startswith(str(ROOT / "nncore")):
            held = [returned, *frame.f_locals.values()]
            if any(map(carries, held)):
                passed.add(str(Path(file).relative_to(ROOT)))

    sys.setprofile(note)
    try:
        yield passed
    finally:
        sys.setprofile(None)


def test_few_files_are_passed_from_configuration_to_page(tmp_path: Path) -> None:
    file, kept = tmp_path / "config.yaml", tmp_path / "published.json"
    file.write_text(STUDY)
    with watched() as passed:
        config = load(file)
    data = build_dataset("circle", config.datasets["circle"])
    block = config.experiments["ch18-circle"]
    study = run_experiment("ch18-circle", block.training, data)
    with watched() as judging:
        write_judgements(kept, judged(block.document, block.claims, study))
        rows = read_judgements(kept)
        report = build_report(config, {study.id: study}, tmp_path, rows, Provenance("0", ""))
        folder = ROOT / "reports"
        page.write(report, tmp_path / "index.html", folder / "templates/html", folder / "assets")
    passed |= judging
    sys.stdout.write("".join(f"{file}\n" for file in sorted(passed)))
    text = (tmp_path / "index.html").read_text()
    printed, ours = re.findall(rf">0<span[^>]*>{NUMBER[1:]}</span></td>", text)[:2]
    assert printed == ours
    assert len(passed) <= MOST
