"""The texts of a configuration read as the report will read them, before there is a result."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from nncore.config.checks.text_contract import Drawn, Reading
from nncore.config.reading.problems import Problem
from nncore.language.formulas import MathError
from nncore.language.inline import (
    Citation,
    CrossReference,
    Link,
    MarkupError,
    Math,
    check_markup,
    check_words,
    parse,
    walk,
)
from nncore.report.document.notes import notes
from nncore.report.document.references import cited_in, sources
from nncore.report.markup.mathml import mathml
from nncore.report.pages.value_checks import VALUE, Calls

# Sections that every report has, or has where there is something to say.
SECTIONS = (
    "across",
    "commands",
    "data",
    "durations",
    "every",
    "gradients",
    "machine",
    "provenance",
    "published",
    "rules",
    "versions",
)
# Ids of what stands in the report by its results.
_BY_RESULT = ("tab-", "row-", "eq-", "across-")


class ReportProse:
    """What `nncore.config.load.resolve` asks of the report."""

    @property
    def sources(self) -> Collection[str]:
        """Keys of the catalogue's bibliography."""
        return sources()

    @property
    def noted(self) -> Collection[str]:
        """Keys that the notes on the mathematics cite."""
        return {key for note in notes().values() for key in cited_in(note.text)}

    def notes(self) -> Iterator[Problem]:
        """Yield what is wrong with the notes on the mathematics."""
        for name, note in notes().items():
            wrong = [*self.text(note.text).problems]
            wrong += [each for latex in note.equations for each in _wrong_mathematics(latex)]
            yield from (Problem((), f"{name}: {message}", at=note.at) for message in wrong)

    def text(self, markup: str) -> Reading:
        """Read a sentence in inline markup: mistakes, links, citations."""
        problems = [] if VALUE in markup else check_markup(markup)
        links: list[str] = []
        citations: list[str] = []
        try:
            found = list(walk(parse(markup)))
        except MarkupError as error:
            return Reading((str(error).replace(VALUE, "..."),))
        for node in found:
            match node:
                case Math(latex):
                    problems += _wrong_mathematics(latex)
                case CrossReference(id):
                    links.append(id)
                case Link(url) if url.startswith("#"):
                    links.append(url[1:])
                case Citation(keys):
                    citations += keys
        known = [link for link in links if VALUE not in link]
        return Reading(tuple(problems), tuple(known), tuple(citations))

    def words(self, words: str) -> Reading:
        """Read words that are shown as they stand, such as a title: values that are none."""
        return Reading(tuple(check_words(words)))

    def page(self, text: str) -> Reading:
        """Read words with values: mistakes of both, and what they ask for."""
        calls = Calls(text)
        read = self.text(calls.words)
        return replace(read, problems=(*calls.problems, *read.problems), asked=tuple(calls.asked))

    def leads_nowhere(
        self, anchor: str, documents: Collection[str], subjects: Mapping[str, Drawn]
    ) -> str | None:
        """Return what is wrong with a link to a part of the report; None for nothing."""
        known = list(_anchors(documents, subjects))
        if anchor in known or anchor.startswith(_BY_RESULT):
            return None
        return f"a link to #{anchor} leads nowhere; {_cure(anchor, known)}"


def _wrong_mathematics(latex: str) -> Iterator[str]:
    try:
        mathml(latex.replace(VALUE, "0"))
    except MathError as error:
        yield f"mathematics: {error}"


def _anchors(documents: Collection[str], subjects: Mapping[str, Drawn]) -> Iterator[str]:
    yield from (f"sec-{name}" for name in (*subjects, *SECTIONS))
    yield from (f"doc-{id}" for id in documents)
    for id, drawn in subjects.items():
        yield from (f"fig-{id}-{name}" for name in drawn.figures)
        yield from (f"film-{id}-{name}" for name in drawn.films)


def _cure(anchor: str, known: list[str]) -> str:
    kind = anchor.partition("-")[0]
    alike = [name for name in known if name.startswith(f"{kind}-")]
    if near := difflib.get_close_matches(anchor, alike, n=1):
        return f'did you mean "#{near[0]}"?'
    if alike:
        return f"there are {', '.join(alike[:8])}{', ...' if len(alike) > 8 else ''}"
    return "write sec-<experiment>, doc-<document> or fig-<experiment>-<figure>"


PROSE = ReportProse()
