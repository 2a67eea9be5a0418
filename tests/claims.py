"""What documents print, for tests: claims from entries of a configuration."""

from typing import Any

from nncore.config.models.claims import Claim, Published, claims_as_json


def claims(*entries: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims of entries as a resolved block holds them."""
    return claims_as_json([Published(**entry) for entry in entries])


def claim(kind: str, printed: str, **parts: Any) -> Claim:
    """One claim on a training loss."""
    key = "says" if kind in ("claim", "record") else "value"
    entry = {"quantity": "train_loss", "evidence": "same recipe", "kind": kind, key: printed}
    return next(Published(**{**entry, **parts}).claims())
