"""What documents print, for tests: claims from entries of a configuration."""

from collections.abc import Mapping
from typing import Any

from nncore.analysis.published.judgements import Judgement
from nncore.analysis.published.judging import judged
from nncore.analysis.quantities import AnyStudy
from nncore.config.models.claims import Published
from nncore.config.records.claims import Claim
from nncore.config.records.configuration import Configuration


def claims(*entries: dict[str, Any]) -> tuple[Claim, ...]:
    """The claims of entries as records hold them."""
    return tuple(claim for entry in entries for claim in Published(**entry).claims())


def claim(kind: str, printed: str, **parts: Any) -> Claim:
    """One claim on a training loss."""
    key = "says" if kind in ("claim", "record") else "value"
    entry = {"quantity": "train_loss", "evidence": "same recipe", "kind": kind, key: printed}
    return next(Published(**{**entry, **parts}).claims())


def published_rows(config: Configuration, studies: Mapping[str, AnyStudy]) -> list[Judgement]:
    """The judgements of a resolved configuration, as the rule `judge` makes them."""
    found: list[Judgement] = []
    for id, block in {**config.gradchecks, **config.experiments}.items():
        searches = [name for name, other in config.experiments.items() if other.searches == id]
        if id in studies:
            others = [studies[name] for name in searches]
            found += judged(block.document, block.claims, studies[id], others)
    return found
