"""Figures and films on disk as blocks of the report, with the words that lie beside them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import Any

from nncore.config.records.figures import FigureEntry
from nncore.plots.registry import strips
from nncore.report.document.model import Figure, Film, Image, Thumbnail, Width

# A figure narrower than this many millimetres takes half of the page's width.
HALF = 100.0
# Millimetres of the two places.
PLACES: dict[Width, float] = {"half": 85.0, "full": 175.0}


class Media:
    """The drawings of all experiments under one folder of results.

    Parameters
    ----------
    results : Path
        The folder with ``figures/<id>/<name>.svg`` and ``animations/<id>/<name>.mp4``.
    """

    def __init__(self, results: Path) -> None:
        self.results = results

    def figure(self, subject: str, name: str) -> Figure:
        """Return a figure of an experiment's block."""
        words = self._words("figures", subject, name)
        return Figure(
            id=f"fig-{subject}-{name}",
            image=self._image(subject, name, words["alt"]),
            caption=words["caption"],
            width=_width(words),
            command=command(f"figures/{subject}/{name}.svg"),
            share=_share(words),
        )

    def has(self, subject: str, name: str) -> bool:
        """Return whether there is a figure of this name."""
        return self._path("figures", subject, f"{name}.svg").is_file()

    def thumbnail(self, subject: str, name: str, label: str) -> Thumbnail:
        """Return a figure as a small drawing for the card."""
        words = self._words("figures", subject, name)
        image = self._image(subject, name, words["alt"])
        return Thumbnail(image, label)

    def film(self, subject: str, name: str, figures: Sequence[FigureEntry]) -> Film:
        """Return an animation; its strip of frames is among the experiment's `figures`."""
        words = self._words("animations", subject, name)
        return Film(
            id=film_id(subject, name),
            mp4=self._path("animations", subject, f"{name}.mp4"),
            poster=self._path("animations", subject, f"{name}.png"),
            strip=self._path("figures", subject, f"{_strip(subject, figures)}.pdf"),
            caption=words["caption"],
            alt=words["alt"],
            command=command(f"animations/{subject}/{name}.mp4"),
        )

    def _path(self, kind: str, subject: str, name: str) -> Path:
        return self.results / kind / subject / name

    def _words(self, kind: str, subject: str, name: str) -> dict[str, Any]:
        path = self._path(kind, subject, f"{name}.json")
        if not path.is_file():
            raise ValueError(f"no file {path}: the words of {subject}/{name} are missing")
        words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return words

    def _image(self, subject: str, name: str, alt: str) -> Image:
        light, dark, pdf = (
            self._path("figures", subject, f"{name}{suffix}")
            for suffix in (".svg", ".dark.svg", ".pdf")
        )
        return Image(light, pdf, alt, dark)


def command(target: str) -> str:
    """Return the line that makes a file of the results."""
    return f"snakemake --cores 1 {quote(f'results/{target}')}"


def film_id(subject: str, name: str) -> str:
    """Return the id of a film in the report."""
    return f"film-{subject}-{name}"


def _share(words: Mapping[str, Any]) -> float:
    """How much of its place a figure fills, to a hundredth."""
    return min(1.0, round(float(words["width_mm"]) / PLACES[_width(words)], 2))


def _width(words: Mapping[str, Any]) -> Width:
    return "half" if words["width_mm"] < HALF else "full"


def _strip(subject: str, figures: Sequence[FigureEntry]) -> str:
    for kind in strips():
        for entry in figures:
            if entry.kind == kind:
                return entry.name
    raise ValueError(
        f"{subject}: its film needs frames for paper; list a figure of kind {strips()[0]!r}"
    )
