"""What documents print, for tests: claims from entries of a configuration."""

from typing import Any

from nncore.config.models.claims import Published
from nncore.config.records.claims import Claim


def claims(*entries: dict[str, Any]) -> tuple[Claim, ...]:
    """The claims of entries as records hold them."""
    return tuple(claim for entry in entries for claim in Published(**entry).claims())


def claim(kind: str, printed: str, **parts: Any) -> Claim:
    """One claim on a training loss."""
    key = "says" if kind in ("claim", "record") else "value"
    entry = {"quantity": "train_loss", "evidence": "same recipe", "kind": kind, key: printed}
    return next(Published(**{**entry, **parts}).claims())
