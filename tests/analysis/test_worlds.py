"""The whole catalogue, twice: on two sets of runs whose data and outcomes differ.

Nothing here is trained: the last layer is fitted by least squares and histories are made. In the
flipped world its sign is turned, so that what the other gets right it gets wrong. What a report
then says in both, but for its numbers, may not have a direction unless a finding said it, and
findings are flipped one by one in test_report_findings.py.
"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from nncore.analysis.findings import catalogue
from nncore.analysis.published.searches import sentence
from nncore.config.load import resolve
from nncore.config.reading.pages import lay_in, read_pages
from nncore.config.reading.reader import read_yaml
from nncore.data.draws import build_dataset
from nncore.experiments.network_from_block import build_architecture
from nncore.experiments.run import run_gradient_check
from nncore.experiments.run_files import Run, Study
from nncore.experiments.training_from_block import record_epochs
from nncore.network.architecture import layers
from nncore.report.assemble import build_report
from nncore.report.document.made_from import Provenance
from nncore.report.document.walk import sentences
from tests.claims import published_rows
from tests.report.report_studies import draw_all

ROOT = Path(__file__).resolve().parents[2]
N_SEEDS, N_SAMPLES = 6, 60


def words_of(text):
    return set(re.findall(r"[a-z]+", text.lower()))


DIRECTIONS = words_of(
    """
    only fewer more less better worse best worst still yet hardly barely nothing faster
    slower sooner falls fall fallen rises rise lower higher lowest highest above below alike
    same longer shorter steadier calmer easier harder wins loses reach reaches reached late
    already anymore merely overfitted converged unfinished enough
    """
)
# Words of a title or question that knows its answer.
EXPECTING = words_of(
    """
    why only still yet hardly barely best worst better worse converged unfinished overfitted
    too enough fails wins loses reaches
    """
)


@cache
def config():
    """The catalogue, of few seeds and samples."""
    source = read_yaml(ROOT / "config.yaml")
    lay_in(source, read_pages(ROOT / "reports/pages"))
    raw = source.value
    raw["replicas"] = N_SEEDS
    for block in raw["datasets"].values():
        block.pop("draws", None)
        block |= {"draws": N_SEEDS} if block["kind"] != "higham" else {}
        block |= {"n_samples": N_SAMPLES} if "n_samples" in block else {}
    for block in raw["experiments"].values():
        block.pop("replicas", None)
        for changed in (block.get("variants") or {}).values():
            changed.pop("replicas", None)
    return resolve(raw)


@cache
def world(flipped):
    """Every study; the flipped world has other points and labels, and losses that rise."""
    found = config()
    data = {
        name: build_dataset(name, replace(block, seed=1 + 100 * flipped))
        for name, block in found.datasets.items()
    }
    if flipped:
        data = {name: _swapped(each) for name, each in data.items()}
    studies = {}
    for id, block in found.gradchecks.items():
        check = run_gradient_check(id, block.settings)
        if flipped:
            layers = tuple(
                e._replace(relative=1.0, complex_relative=1.0) for e in check.check.layers
            )
            worse = {"layers": layers, "relative_by_epsilon": check.epsilons + 1.0,
                     "complex_by_epsilon": 1 / check.epsilons}  # fmt: skip
            check = replace(check, check=replace(check.check, **worse))
        studies[id] = check
    for place, (id, block) in enumerate(found.experiments.items()):
        settings = block.training
        rng = np.random.default_rng([flipped, place])
        dataset = data[settings.data]
        runs = [_run(rng, each, dataset, flipped) for each in settings.variants]
        studies[id] = Study(id, settings, dataset, tuple(runs))
    return studies


def _swapped(dataset):
    """Other labels on the same points, and other targets of a regression."""
    return replace(dataset, y=dataset.y[..., ::-1] if dataset.y.shape[-1] > 1 else 1 - dataset.y)


def _run(rng, settings, dataset, flipped):
    shape = build_architecture(settings.network, dataset.x.shape[-1], dataset.y.shape[-1])
    params = _fitted(rng, shape, dataset, -1.0 if flipped else 1.0)
    last = settings.epochs
    epochs = record_epochs(settings)
    level = rng.uniform(0.2, 1.0, (N_SEEDS, 1))
    done = np.linspace(0, 1, len(epochs)) ** rng.uniform(0.2, 5)
    fall = level * (1 - 0.99 * (1 - done if flipped else done))
    if flipped:
        fall = fall * (1 + 0.2 * np.cos(np.pi * np.arange(len(epochs))))
    splits = ("train", "test") if dataset.test.shape[1] else ("train",)
    history = {"gradient_norm": fall}
    for split in splits:
        history |= {f"{split}_loss": fall, f"{split}_mse": fall, f"{split}_accuracy": 1 - fall / 2}
    best = np.full(N_SEEDS, last // 2 if flipped else last)
    return Run(
        label=settings.label, settings=settings, architecture=shape, seeds=np.arange(N_SEEDS),
        params=params, best_params=params, best_epoch=best, n_epochs=np.full(N_SEEDS, last),
        status=np.array(["finished"] * N_SEEDS, dtype="<U16"), epochs=epochs, history=history,
        snapshot_steps=np.array([0, last]), snapshots=params[[0, 0]],
    )  # fmt: skip


def _fitted(rng, shape, dataset, sign):
    """Drawn weights (R, P) with a last layer that answers the training samples, times a sign."""
    params = rng.normal(size=(N_SEEDS, shape.n_params))
    x, y, _ = dataset.split("train", N_SEEDS)
    *hidden, last = layers(shape, params)
    for layer, activation in zip(hidden, shape.activations, strict=True):
        x = x @ layer.weights + layer.biases
        activation.value(x, x)
    if last.biases is not None:
        x = np.concatenate((x, np.ones((*x.shape[:2], 1))), axis=2)
    wanted = y if dataset.task == "regression" else 8 * y - 4
    x, wanted = (np.broadcast_to(each, (N_SEEDS, *each.shape[1:])) for each in (x, wanted))
    best = sign * np.stack(
        [np.linalg.lstsq(*pair, rcond=1e-6)[0] for pair in zip(x, wanted, strict=True)]
    )
    last.weights[:] = best[:, : last.weights.shape[1]]
    if last.biases is not None:
        last.biases[:] = best[:, -1:]
    return params


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """What the report of each world says, sentence by sentence, and what its findings said."""
    said, said_of_rows, results = [], [], tmp_path_factory.mktemp("results")
    draw_all(results, config())
    whole = catalogue.say

    def heard(*call, **named):
        said.append(whole(*call, **named))
        return said[-1]

    reports = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "say", heard)
        for flipped in (0, 1):
            studies = world(flipped)
            rows = published_rows(config(), studies)
            # Verdicts are computed too, and flipped in test_report_verdicts.py.
            said_of_rows += [
                words for row in rows for words in (row.outcome.sentence, sentence(row.tried))
            ]
            report = build_report(config(), studies, results, rows, Provenance("0", "seed: 1\n"))
            reports.append(
                [(f"{where}: {field.name}", field.value) for where, field in sentences(report)]
            )
    return reports, said, said_of_rows


def without(text, said):
    for words in sorted(said, key=len, reverse=True):
        text = text.replace(words, "")
    return text


def numberless(text):
    return re.sub(r"[\d\N{NARROW NO-BREAK SPACE}.,−]*\d", "#", text)


def test_what_two_worlds_share_but_for_numbers_has_no_direction(spoken):
    (first, second), *said = spoken
    said = [words for each in said for words in each if words]
    others = {}
    for where, text in second:
        others.setdefault(where, set()).add(without(text, said))
    wrong = []
    for where, text in first:
        text = without(text, said)
        found = DIRECTIONS & words_of(text)
        alike = {other for other in others.get(where, ()) if numberless(other) == numberless(text)}
        if found and alike and text not in alike:
            wrong.append(f"{where}: {sorted(found)}: {text}")
    assert not wrong, "\n".join(wrong)


def test_findings_turn_between_the_worlds(spoken):
    """Most of what the findings say differs by more than its numbers."""
    _, said, _ = spoken
    half = len(said) // 2
    same = [
        a for a, b in zip(said[:half], said[half:], strict=True) if numberless(a) == numberless(b)
    ]
    assert len(same) < half / 2, same


PAGES = {
    id: " ".join(block.words.body)
    for kind in ("gradchecks", "experiments")
    for id, block in getattr(config(), kind).items()
    if block.words.body
}


@pytest.mark.parametrize("id", PAGES)
def test_pages_type_no_direction_and_no_size(id):
    template = PAGES[id]
    typed = re.sub(r"\{\{.*?\}\}", "", template, flags=re.DOTALL)
    typed = re.sub(r"\[[^]]*\]\([^)]*\)", "", typed)
    assert not DIRECTIONS & words_of(typed)
    assert "(n=" not in template
    assert not re.search(r"synthetic|stand-in|\d+ by \d+|of \d+ (points|samples|seeds)", typed)


@pytest.mark.parametrize("kind", ["title", "question"])
def test_titles_and_questions_expect_no_outcome(kind):
    found = config()
    for id, block in {**found.gradchecks, **found.experiments}.items():
        words = words_of(getattr(block.words, kind))
        asked = set(ASKED.get(id, "").split())
        assert words & EXPECTING <= asked, f"{id}: {words}"


# Words of a question that is open: it asks for the direction.
ASKED = {
    "ex-square": "best",
    "microchips-2": "converged",
    "ex-tanh-gradcheck": "still",
}
