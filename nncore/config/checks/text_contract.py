"""What the report tells the configuration about its texts: the contract between the two.

The configuration stands below the report and does not import it. Who knows both (`nncore.check`)
hands the report's `Prose` to `nncore.config.load.resolve`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol


@dataclass(frozen=True)
class Asked:
    """One thing that a page asks for, as far as it is written out.

    Attributes
    ----------
    words : str
        The call, for messages.
    what : {"quantity", "history", "published", "setting", "finding", "subject"}
        What `name` is a name of; with "subject" there is none.
    name : str or None
        None where only the run knows it.
    of : str or None
        The id of another experiment or gradient check; None for the page's own.
    where : mapping
        Parts that are written out: variant, epoch, sample, ...; None where only the run knows one.
    source : {"study", "gradient", ""}
        What alone can answer, "" for both.
    requires : tuple of str
        What must be there, names of `nncore.config.checks.needs.NEEDS`.
    """

    words: str
    what: Literal["quantity", "history", "published", "setting", "finding", "subject"]
    name: str | None = None
    of: str | None = None
    where: Mapping[str, Any] = field(default_factory=dict)
    source: Literal["study", "gradient", ""] = ""
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a text says: its mistakes, and what it refers to."""

    problems: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """The names of an experiment's figures and films."""

    figures: tuple[str, ...] = ()
    films: tuple[str, ...] = ()


class Prose(Protocol):
    """What reads the texts of a configuration as the report will."""

    @property
    def sources(self) -> Collection[str]:
        """Keys of the catalogue's bibliography."""

    @property
    def noted(self) -> Collection[str]:
        """Those of them that the report itself cites."""

    def text(self, markup: str) -> Reading:
        """Read a sentence in inline markup."""

    def words(self, words: str) -> Reading:
        """Read words that are shown as they stand, such as a title."""

    def page(self, text: str) -> Reading:
        """Read words with values."""

    def leads_nowhere(
        self, anchor: str, documents: Collection[str], subjects: Mapping[str, Drawn]
    ) -> str | None:
        """Return what is wrong with a link to a part of the report, None for nothing."""
