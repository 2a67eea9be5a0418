"""What the report was made from; the same on every machine."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from nncore import __version__

PACKAGES = (
    "numpy",
    "scipy",
    "matplotlib",
    "scikit-learn",
    "jinja2",
    "latex2mathml",
    "pydantic",
    "snakemake",
    "imageio-ffmpeg",
)


@dataclass(frozen=True)
class Provenance:
    """What the report was made from; the same on every machine.

    Attributes
    ----------
    commit : str
        Of the code.
    config : str
        The configuration's text.
    versions : mapping
    rules : mapping
        The workflow: rule -> rules whose files it reads; may be empty.
    """

    commit: str
    config: str
    versions: Mapping[str, str] = field(default_factory=lambda: versions())
    rules: Mapping[str, Sequence[str]] = field(default_factory=dict)


def versions() -> dict[str, str]:
    """Return the versions of nncore, Python and the packages that make results."""
    found = {"nncore": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
