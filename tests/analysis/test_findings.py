"""Every finding, on a world and on its flip: the direction of its sentence turns with the data."""

import copy

import numpy as np
import pytest
from scipy import stats

from nncore.analysis.findings import tests as ranks
from nncore.analysis.findings.catalogue import FINDINGS, say
from nncore.analysis.findings.scene import Scene
from nncore.report.pages.values import render
from tests.analysis.findings_example import EPOCHS, falling, gradients, row, run, spread, study

OTHER = "[the other](#sec-other)"
WAITING = np.where(EPOCHS < 60, 0.0, 1.0)
AT_ONCE = 1 - np.exp(-EPOCHS / 30)
SWINGING = np.where(EPOCHS % 10, 1.0, 0.5)


def loss(curve):
    return {"train_loss": curve}


def two(first, second, name="b"):
    """A study of two variants."""
    return study("here", run("a", **first), run(name, **second))


def of_seeds(share, good=2.0, bad=-2.0):
    """Margins (12,) of which a share is good."""
    return np.where(np.arange(12) < round(12 * share), good, bad)


def beyond(mine, theirs):
    return {"here": study("here", run(**mine)), "other": study("other", run(**theirs))}


LOW, HIGH = {"train": spread(2.0)}, {"train": spread(0.5)}  # margins: the larger, the less loss
ROWS = (row("train_loss", "0.300"), row("test_accuracy", "75 %"), row("train_accuracy", "50 %"))
ORDERED = study("here", run("a", of_seeds(0)), run("b", of_seeds(0.25)), run("c", of_seeds(1)))
TURNED = study("here", run("a", of_seeds(1)), run("b", of_seeds(0.25)), run("c", of_seeds(0)))
NEVER = study("here", run("a", of_seeds(0)), run("b", of_seeds(0)))
HALF = {"train": np.tile([2.0, -2.0, 2.0, -2.0], (12, 1))}  # answers one class to everything


def first_wrong(n_wrong):
    """Margins (12, 4) of the samples red, blue, red, blue."""
    return np.where(np.arange(4) < n_wrong, -2.0, 2.0) + np.zeros((12, 1))


# name: options, then worlds with what is said of each and nowhere else. A world is a study, or
# studies by id of which "here" is the finding's.
FLIPS = {
    "compare": (
        (("train_loss", "a", "b"), {}),
        (two(LOW, HIGH), "lower than"),
        (two(HIGH, LOW), "higher than"),
        (two(LOW, LOW), "not clearly different"),
        (two(LOW | {"n": 2, "train": 2.0}, HIGH | {"n": 2, "train": 0.5}), "too few seeds"),
        (two(LOW, HIGH | {"diverged": 12}), "every seed diverged"),
    ),
    "difference": (
        (("train_loss", OTHER), {}),
        (beyond(LOW, HIGH), "lower than"),
        (beyond(HIGH, LOW), "higher than"),
        (beyond(LOW, LOW), "not clearly different"),
        (beyond(LOW | {"n": 2, "train": 2.0}, HIGH | {"n": 2, "train": 1.0}), "too few seeds"),
    ),
    "effects": (
        (("train_loss", "a"), {}),
        (two(HIGH, LOW), "is lower with"),
        (two(LOW, HIGH), "is higher with"),
        (two(LOW, LOW), "is not clearly different with"),
        (two(LOW, HIGH | {"diverged": 12}), "without a value"),
        (two(LOW, HIGH | {"n": 1, "train": 1.0}), "not to be told"),
    ),
    "ranking": (
        (("train_loss",), {}),
        (two(LOW, HIGH), "seeds *a* (0.127) is best"),
        (two(HIGH, LOW), "seeds *b* (0.127) is best"),
        (two(LOW, LOW), "do not clearly tell"),
        (two(LOW, HIGH | {"diverged": 12}), "too few have"),
    ),
    "spread": (
        (("train_loss", "a", "b"), {}),
        (two({"train": spread(1, width=0.01)}, {"train": spread(1, width=0.9)}), "closer together"),
        (two({"train": spread(1, width=0.9)}, {"train": spread(1, width=0.01)}), "farther apart"),
        (two(LOW, LOW), "not clearly different"),
    ),
    "published seed": (
        (("train_loss", "a", "b"), {}),
        (two(HIGH, LOW), "lower than"),
        (two(LOW, HIGH), "higher than"),
        (two(LOW, LOW), "the same as"),
        (two(LOW, HIGH | {"diverged": 1}), "diverged"),
    ),
    "middle": (
        (("train_loss",), {}),
        (study("here", run(**LOW)), "0.127"),
        (study("here", run(**HIGH)), "0.474"),
        (study("here", run(diverged=12)), "every seed diverged"),
    ),
    "reach": (
        (("train_accuracy",), {"at_least": 1.0, "among": ["a", "b"]}),
        (two({"train": of_seeds(0.75)}, {"train": of_seeds(0)}), "; fewer do with *b* (0 of 12)"),
        (two({"train": of_seeds(0)}, {"train": of_seeds(1)}), "; more do with *b* (12 of 12)"),
        (two({"train": of_seeds(0.5)}, {"train": of_seeds(0.6)}), "not clearly more or fewer"),
        (two({"n": 1}, {"n": 1}), "too few seeds"),
        (two({"diverged": 2}, {}), "10 of 12 seeds (2 diverged)"),
    ),
    "overtakes": (
        (("train_loss", OTHER), {}),
        (beyond({"history": loss(falling(1, 0.05))}, LOW), "is past that by epoch"),
        (beyond({"history": loss(falling(1, 0.5))}, LOW), "does not pass that"),
        (beyond({"diverged": 12}, LOW), "diverged"),
    ),
    "smallest network": (
        (("train_accuracy",), {"at_least": 1.0}),
        (two({"train": of_seeds(1)}, {"larger": True}), "from any seed is *a*"),
        (two({"train": of_seeds(0)}, {"larger": True}), "from any seed is *b*"),
        (two({"train": of_seeds(0.25)}, {"larger": True}), "half of them is *b*"),
        (two({"train": of_seeds(0.25)}, {"train": of_seeds(0)}), "none does from half"),
        (NEVER, "none of 2 networks gets"),
    ),
    "reliability": (
        (("train_accuracy",), {"at_least": 1.0}),
        (ORDERED, "3 set-ups 1 gets every"),
        (study("here", run("a", -2.0), run("b", -2.0), run("c", -2.0)), "3 set-ups 0 gets every"),
        (two({"train": of_seeds(0.5)}, {"larger": True}), "of smaller ones *a* comes nearest"),
    ),
    "smallest change": (
        (("train_loss",), {"published": "here", "beside": "train_accuracy"}),
        (ORDERED, "*b* is the first with which"),
        (TURNED, "*a* is the first with which"),
        (NEVER, "none of the two changes brings"),
        (two({"train": of_seeds(0.25)}, {"train": of_seeds(0)}), "none brings half"),
        (two({"train": 2.0}, LOW), "lies below the range"),
    ),
    "mistakes": (
        (("test_accuracy",), {"published": "here"}),
        (study(), "one mistake in 4 samples"),
        (study("here", run(), n_test=5), "no whole number of 5 samples"),
    ),
    "progress": (
        (("train_loss",), {}),
        (study("here", run(history=loss(falling(1, 0.5)))), "falls from"),
        (study("here", run(history=loss(falling(0.5, 1)))), "rises from"),
        (study("here", run(history=loss(falling(1, 1)))), "does not clearly change"),
        (study("here", run(n=2, history=loss(falling(1, 0.5, 2)))), "too few seeds"),
    ),
    "plateau": (
        ((), {}),
        (study("here", run(history=loss(falling(1, 0.1, shape=WAITING)))), "waits, then drops"),
        (study("here", run(history=loss(falling(1, 0.1, shape=AT_ONCE)))), "does not wait"),
        (study("here", run(history=loss(falling(1, 1.5)))), "hardly falls"),
    ),
    "end": (
        ((), {}),
        (study("here", run(best=np.full(12, 100))), "stops before it is done"),
        (study("here", run(best=np.full(12, 40))), "goes on past its best epoch"),
    ),
    "oscillation": (
        ((), {"last": 50}),
        (study("here", run(history=loss(falling(1, 0.5, shape=SWINGING)))), "has not settled"),
        (study("here", run(history=loss(falling(1, 0.5)))), "does not oscillate"),
    ),
    "calmer": (
        (("a", "b"), {"last": 50}),
        (two({"history": loss(falling(1, 0.9))}, {"history": loss(falling(1, 0.1))}), "less than"),
        (two({"history": loss(falling(1, 0.1))}, {"history": loss(falling(1, 0.9))}), "more than"),
        (two({}, {}), "not clearly different"),
        (two({"n": 1}, {"n": 1}), "too few seeds"),
    ),
    "constant answer": (
        ((), {}),
        (study("here", run(train=0.0)), "next to nothing"),
        (study("here", run(train=2.0)), "None of 12 seeds ends"),
    ),
    "largest class": (
        ((), {}),
        (study("here", run(history={"train_accuracy": falling(0.5, 1.0)})), "Up to epoch 25"),
        (study("here", run(history={"train_accuracy": falling(0.5, 0.5)})), "At no epoch"),
        (study("here", run(history={"train_accuracy": falling(1.0, 1.0)})), "does better than"),
    ),
    "given up": (
        ((), {}),
        (two(HALF, LOW), "With *a* most seeds end"),
        (two(LOW, HALF), "With *b* most seeds end"),
        (two(LOW, LOW), "none of 2 set-ups"),
    ),
    "generalisation": (
        (("accuracy",), {}),
        (study("here", run(train=2.0, test=2.0), n_test=400), "alike"),
        (study("here", run(train=2.0, test=-2.0), n_test=400), "is worse than"),
        (study("here", run(train=-2.0, test=2.0), n_test=400), "is better than"),
    ),
    "classes": (
        ((), {}),
        (study("here", run(test=np.tile([-2.0, 2.0] * 2, (12, 1)))), "red (100.0 % wrong) is"),
        (study("here", run(test=np.tile([2.0, -2.0] * 2, (12, 1)))), "blue (100.0 % wrong) is"),
        (study("here", run(test=2.0)), "clearly the hardest"),
    ),
    "output floor": (
        ((), {}),
        (study("here", run(), y=[0.5, -1.0], loss="squared_error"), "times that"),
        (study("here", run(), y=[0.5, 0.9], loss="squared_error"), "every target lies within"),
        (study("here", run(train=-40.0), y=[0.0, -1.0], loss="squared_error"), "near it"),
    ),
    "optimum": (
        ((OTHER,), {}),
        (beyond({"train": 2.0}, {"train": 3.0}), "of the way to"),
        (beyond({"train": 3.0}, {"train": 2.0}), "is not lower"),
        (beyond({"train": -2.0}, {"train": 2.0}), "away from"),
    ),
    "wrong side": (
        ((OTHER,), {}),
        (beyond({"test": first_wrong(1)}, {"test": first_wrong(3)}), "fewer than"),
        (beyond({"test": first_wrong(3)}, {"test": first_wrong(1)}), "more than"),
        (beyond({"test": first_wrong(1)}, {"test": first_wrong(1)}), "as many as"),
    ),
    "sum of squares": (
        ((), {}),
        (study("here", run(train=0.5), y=[0.0, 0.0], loss="squared_error", output="identity"),
         "0.125, a sum of squares of 0.500"),
        (study("here", run(train=0.1), y=[0.0, 0.0], loss="squared_error", output="identity"),
         "0.00500, a sum of squares of 0.0200"),
    ),
    "gradient error": (
        ((1e-7,), {}),
        (gradients(1e-9), ", below the bound"),
        (gradients(1e-3), ", not below the bound"),
    ),
    "gradient steps": (
        ((), {}),
        (gradients(), "larger steps suffer"),
        (gradients(best=0), "the smallest step tried"),
        (gradients(best=8), "the largest step tried"),
        (gradients(stays=False), "rises again"),
    ),
}  # fmt: skip
CASES = [(name, place) for name, (_, *worlds) in FLIPS.items() for place in range(len(worlds))]


def said(name, world):
    (options, named), *_ = FLIPS[name]
    studies = world if isinstance(world, dict) else {"here": world}
    words = say(Scene(studies["here"], studies, ROWS), name, *options, **named)
    return words.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_every_finding_has_a_flip():
    assert set(FLIPS) == set(FINDINGS)
    assert all(len(worlds) >= 2 for _, *worlds in FLIPS.values())


@pytest.mark.parametrize(("name", "place"), CASES)
def test_a_finding_turns_when_its_data_do(name, place):
    _, *worlds = FLIPS[name]
    world, phrase = worlds[place]
    words = said(name, world)
    assert phrase.lower() in words.lower()
    assert words.endswith(".")
    others = [other for i, (_, other) in enumerate(worlds) if i != place]
    if name not in (
        "smallest network",
        "reliability",
        "smallest change",
        "gradient steps",
        "reach",
    ):
        assert not [other for other in others if other.lower() in words.lower()], words


def lost(world):
    """The same studies when every seed has diverged."""
    studies = world if isinstance(world, dict) else {"here": world}
    for each in studies.values():
        for trained in each.runs:
            trained.status[:] = "diverged"
            for values in trained.history.values():
                values[:, 1:] = np.nan
    return studies


@pytest.mark.parametrize("name", [name for name in FLIPS if not name.startswith("gradient")])
def test_a_finding_of_diverged_seeds_claims_nothing(name):
    _, (world, phrase), *_ = FLIPS[name]
    words = said(name, lost(copy.deepcopy(world)))
    assert phrase.lower() not in words.lower() or name == "mistakes"
    assert "nan" not in words


def test_options_that_do_not_fit_are_an_error():
    here = study()
    scene = Scene(here, {"here": here}, ROWS)
    for call, message in (
        (("no such",), "no finding 'no such'; there are compare"),
        (("compare",), "finding 'compare': missing a required argument: 'quantity'"),
        (("compare", "train_loss", "z"), "no variant 'z'"),
        (("compare", "train_loss", "[x](#sec-z)"), "no run of 'z'"),
        (("ranking", "train_loss"), "needs variants, which here has not"),
        (("gradient error", 1.0), "needs gradients"),
        (("reach", "train_loss"), "one of at_least, at_most and published"),
        (("mistakes", "train_mse"), "missing a required argument"),
    ):
        with pytest.raises(ValueError, match=message.replace("(", r"\(")):
            say(scene, *call)


def test_a_page_calls_findings_by_name():
    here = study()
    words = render('{{ finding("middle", "train_loss") }}', here, {"here": here})
    assert words.startswith("The training loss is 0.313 in the median of 12 seeds")
    with pytest.raises(ValueError, match="here: page: no finding 'x'"):
        render('{{ finding("x") }}', here, {"here": here})


@pytest.mark.parametrize("sizes", [(5, 5), (12, 9), (100, 100), (30, 4)])
def test_the_rank_sum_test_is_scipys(sizes):
    rng = np.random.default_rng(1)
    for shift in (0.0, 0.3, 1.0):
        a, b = (np.round(rng.normal(size=n), 1) for n in sizes)
        a = a + shift
        found = stats.mannwhitneyu(a, b, method="asymptotic")
        assert ranks._rank_sum_p(a, b, found.statistic) == pytest.approx(found.pvalue)


def test_counts_are_told_apart_by_fishers_exact_test():
    for n, of in ((7, 9), (12, 4)):
        for k in range(n + 1):
            for other in range(of + 1):
                p = stats.fisher_exact([[k, n - k], [other, of - other]]).pvalue
                told = ranks.order_of_counts(k, n, other, of)
                assert (told in ("lower", "higher")) == (p <= ranks.LEVEL), (k, n, other, of)


def test_seeds_without_a_difference_are_told_apart_as_rarely_as_the_level_says():
    rng = np.random.default_rng(2)
    draws = rng.normal(size=(2000, 2, 20))
    wrong = sum(ranks.order(a, b) in ("lower", "higher") for a, b in draws)
    assert 0.03 < wrong / 2000 < 0.07
