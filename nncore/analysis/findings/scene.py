"""What a finding looks at: set-ups by name, their values over seeds, and words for both."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nncore.analysis import readings
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.quantities import QUANTITIES, AnyStudy, n_samples, run_of
from nncore.analysis.readings import HIGH, LOW, Sample
from nncore.arrays import Array
from nncore.experiments.run_files import Run, Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.printed import Printed
from nncore.language.wording import plural

# A set-up of another experiment is written as a link to its section, "[words](#sec-id)", after
# which a variant may follow: "[words](#sec-id): variant". The words are what the sentence says.
_LINK = re.compile(r"(\[[^]]+\]\(#sec-([^)]+)\))(?:: (.+))?")


@dataclass(frozen=True)
class Setup:
    """One trained set-up: a study's variant, and what a sentence says in its place."""

    study: Study
    variant: str | None
    words: str
    preposition: str
    _read: dict[Any, Sample] = field(default_factory=dict, compare=False, repr=False)

    @property
    def run(self) -> Run:
        """The run of the variant."""
        return run_of(self.study, self.variant)

    @property
    def n(self) -> int:
        """The number of seeds, diverged ones included."""
        return self.run.n_replicas

    @property
    def phrase(self) -> str:
        """`` with Adam``, `` of [the small network](#...)``, or nothing for the study itself."""
        return f" {self.preposition} {self.words}" if self.words else ""

    @property
    def that(self) -> str:
        """What a comparison names: ``with Adam``, ``that of [the small network](#...)``."""
        return f"{'that ' if self.preposition == 'of' else ''}{self.phrase.strip()}"

    def sample(self, quantity: str, **where: Any) -> Sample:
        """Return a quantity over the seeds that did not diverge."""
        key = (quantity, *where.items())
        if key not in self._read:
            found = readings.sample(self.study, quantity, variant=self.variant, **where)
            self._read[key] = found
        return self._read[key]

    def history(self, quantity: str) -> Array:
        """Return a recorded history (R, T) of the seeds that did not diverge.

        Seeds that stopped on purpose keep their last value.
        """
        if quantity not in self.run.history:
            raise ValueError(f"{self.study.id} has no history {quantity!r}")
        values = self.run.history[quantity][self.run.status != "diverged"].copy()
        for place in range(1, values.shape[1]):
            gone = ~np.isfinite(values[:, place])
            values[gone, place] = values[gone, place - 1]
        return values

    def written(self, quantity: str, x: float) -> str:
        """Write a value: three digits, counts whole, a share with the decimals its samples give."""
        if QUANTITIES[quantity].form == "share":
            n = n_samples(self.study, quantity.partition("_")[0])
            return numbers.percent(x, digits=max(1, math.ceil(math.log10(n / 100))))
        return readings.shown(self.study, quantity, x)

    def median(self, quantity: str, **where: Any) -> str:
        """Write the median over seeds, or that every seed diverged."""
        return self.at(0.5, quantity, **where)

    def at(self, share: float, quantity: str, **where: Any) -> str:
        """Write a quantile over seeds, or that every seed diverged."""
        found = self.sample(quantity, **where)
        if not len(found.values):
            return "not finite"
        return self.written(quantity, found.quantile(share))

    def extent(self, quantity: str, **where: Any) -> str:
        """Write the 5–95 % range: ``0.1 and 0.2``."""
        return f"{self.at(LOW, quantity, **where)} and {self.at(HIGH, quantity, **where)}"


@dataclass(frozen=True)
class Scene:
    """A study among the others, with the published numbers."""

    study: AnyStudy
    studies: Mapping[str, AnyStudy]
    rows: Sequence[Judgement]

    def setup(self, name: str | None = None) -> Setup:
        """Return a set-up by a variant's label or a link; the study's own first without a name."""
        if name is None:
            return Setup(_trained(self.study), None, "", "")
        found = _LINK.fullmatch(name)
        if found is None:
            setup = Setup(_trained(self.study), name, f"*{escape(name)}*", "with")
        elif found[2] not in self.studies:
            raise ValueError(f"no run of {found[2]!r}")
        else:
            setup = Setup(_trained(self.studies[found[2]]), found[3], found[1], "of")
        run_of(setup.study, setup.variant)  # an unknown variant is an error here
        return setup

    def setups(self, names: Sequence[str] | None = None) -> list[Setup]:
        """Return named set-ups, or every variant of the study."""
        if names is None:
            names = [run.label for run in _trained(self.study).runs]
        return [self.setup(name or None) for name in names]

    def printed(self, quantity: str, of: str, epoch: int | None = None) -> Printed:
        """Return the one number that a document prints for a quantity, misprints as read."""
        found = [
            row.claim.meant
            for row in self.rows
            if (row.experiment, row.claim.quantity, row.claim.place.epoch) == (of, quantity, epoch)
        ]
        if len(found) != 1:
            raise ValueError(f"{of} has {len(found)} published numbers of {quantity!r}, not one")
        return found[0]


def _trained(study: AnyStudy) -> Study:
    if not isinstance(study, Study):
        raise ValueError(f"{study.id} is a gradient check, which has no seeds")
    return study


def label(quantity: str) -> str:
    """Return what readers call a quantity."""
    if quantity not in QUANTITIES:
        raise ValueError(f"no quantity {quantity!r}; there are {', '.join(QUANTITIES)}")
    return QUANTITIES[quantity].label


def seeds(k: int, n: int) -> str:
    """Write a count of seeds: ``all 100 seeds``, ``3 of 20 seeds``, ``none of 20 seeds``.

    >>> seeds(20, 20), seeds(3, 20), seeds(0, 20), seeds(1, 1)
    ('all 20 seeds', '3 of 20 seeds', 'none of 20 seeds', 'the only seed')
    """
    if n == 1:
        return "the only seed" if k else "not the only seed"
    if k == n:
        return f"all {plural(n, 'seed')}"
    return f"{'none' if not k else numbers.count(k)} of {plural(n, 'seed')}"


def sentence(words: str) -> str:
    """Return words as a sentence, their first letter large, also in a link.

    >>> sentence("[plain descent](#sec-digits) ends")
    '[Plain descent](#sec-digits) ends.'
    """
    start = int(words.startswith("["))
    return words[:start] + words[start : start + 1].upper() + words[start + 1 :] + "."


def verb(k: int, one: str, many: str) -> str:
    """Return the form of a verb after a count; "none" takes that of one."""
    return one if k <= 1 else many
