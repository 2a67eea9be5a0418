"""Every verdict on a published number, one record each: its words, colour and mark.

Legend, tables, strips, counts, style sheet and preamble read this table; a new verdict is one entry
here, and a rule in `nncore.analysis.published.verdicts` that gives it. Marks differ in shape as
well as in colour, and those that confirm nothing are hollow.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class VerdictRecord:
    """One verdict.

    Attributes
    ----------
    name, meaning : str
        As the report writes it, and what it says.
    one, many : str
        What the headline says of one such number, and of several.
    light, dark : str
        Its colour on light and dark ground, six hexadecimal digits.
    svg : str
        Its mark in a square of 20 by 20; classes fill, line, cut and dot colour its parts.
    tex : str
        Its mark as mathematics of LaTeX.
    agrees : bool or None
        Whether ours agrees with the document; None where that is not judged.
    counts : bool
        Whether it enters counts of what was reproduced, if its evidence does.
    """

    name: str
    meaning: str
    one: str
    many: str
    light: str
    dark: str
    svg: str
    tex: str
    agrees: bool | None
    counts: bool = True

    @property
    def slug(self) -> str:
        """Its name in style sheets and in names of LaTeX."""
        return self.name.replace(" ", "-")


_SQUARE = '<rect class="{}" x="2.6" y="2.6" width="14.8" height="14.8" rx="2"/>'
_DIAMOND = '<path class="line" d="M10 1.9l8.1 8.1-8.1 8.1L1.9 10z"/>'
_RING = '<circle class="line" cx="10" cy="10" r="7.6"/>'

VERDICTS: dict[str, VerdictRecord] = {
    record.name: record
    for record in (
        VerdictRecord(
            "exact",
            "equal at every printed digit, or true as the document says",
            "comes out equal at every printed digit",
            "come out equal at every printed digit",
            "007d5a",
            "3fc79b",
            '<circle class="fill" cx="10" cy="10" r="8.5"/>'
            '<path class="cut" d="M5.9 10.4l2.8 2.8 5.4-6"/>',
            r"\boldsymbol{\checkmark}",
            True,
        ),
        VerdictRecord(
            "same order",
            "of a round-off quantity, within a factor of 10: round-off depends on the order of "
            "operations and on the processor",
            "agrees in its order of magnitude",
            "agree in their order of magnitude",
            "006ba6",
            "6bb9ee",
            _RING + '<path class="line" d="M5.8 8.6q2.1-2 4.2-.4t4.2-.4M5.8 12.6q2.1-2 4.2-.4t'
            '4.2-.4"/>',
            r"\boldsymbol{\approx}",
            True,
        ),
        VerdictRecord(
            "within the spread",
            "of the seeds: a rank among them that is not rare (p above 0.1)",
            "lies within the spread over seeds",
            "lie within the spread over seeds",
            "3f5b99",
            "9db3ea",
            '<rect class="fill" x="2" y="2" width="16" height="16" rx="2.5"/>'
            '<path class="cut" d="M5 7v6M15 7v6M5 10h10"/>'
            '<circle class="dot" cx="10" cy="10" r="2.2"/>',
            r"\blacksquare",
            True,
        ),
        VerdictRecord(
            "in the tails",
            "outside the spread, but some seed gets as far",
            "lies in the tails of its spread",
            "lie in the tails of their spread",
            "a06400",
            "e6ab4c",
            '<path class="fill" d="M10 1.8l8.9 15.9H1.1z"/>'
            '<path class="cut" d="M10 7.4v4.4M10 14.6v.2"/>',
            r"\blacktriangle",
            False,
        ),
        VerdictRecord(
            "not reached as described",
            "by any seed; what does reach it is searched for",
            "is out of reach of the set-up as described",
            "are out of reach of the set-ups as described",
            "bf4a00",
            "f2874a",
            '<path class="fill" d="M10 .8l9.2 9.2-9.2 9.2L.8 10z"/>'
            '<path class="cut" d="M7.1 7.1l5.8 5.8M12.9 7.1l-5.8 5.8"/>',
            r"\blacklozenge",
            False,
        ),
        VerdictRecord(
            "misprint",
            "impossible as printed; the reading taken is stated",
            "is impossible as printed",
            "are impossible as printed",
            "a04a7f",
            "e29ac6",
            _SQUARE.format("line")
            + '<path class="line" d="M5.6 8h8.8M5.6 12h8.8M12.6 4.6L7.4 15.4"/>',
            r"\boxtimes",
            None,
        ),
        VerdictRecord(
            "comparable",
            "not confirmed: chosen or other data give such a number too",
            "is one that such a set-up gives too",
            "are such as these set-ups give too",
            "3f5b99",
            "9db3ea",
            _SQUARE.format("line") + '<path class="line" d="M6 10h8"/>',
            r"\boxminus",
            True,
            False,
        ),
        VerdictRecord(
            "not comparable",
            "not refuted: chosen or other data give other numbers",
            "is not one that such a set-up gives",
            "are not such as these set-ups give",
            "a06400",
            "e6ab4c",
            _DIAMOND + '<path class="line" d="M7.4 12.6l5.2-5.2"/>',
            r"\lozenge",
            False,
            False,
        ),
        VerdictRecord(
            "too few seeds",
            "fewer than 19, among which no rank is rare; not counted",
            "has too few seeds to be judged",
            "have too few seeds to be judged",
            "5a626d",
            "a3abb6",
            _RING + '<path class="line" d="M6.4 10h.1M10 10h.1M13.6 10h.1"/>',
            r"\cdots",
            None,
            False,
        ),
        VerdictRecord(
            "cannot fail",
            "no outcome would have disagreed; not counted",
            "could not have come out otherwise",
            "could not have come out otherwise",
            "5a626d",
            "a3abb6",
            _RING + '<path class="line" d="M10 5.6v8.8M5.6 10h8.8"/>',
            r"\oplus",
            None,
            False,
        ),
        VerdictRecord(
            "recorded",
            "set beside ours and not judged",
            "is recorded and not judged",
            "are recorded and not judged",
            "5a626d",
            "a3abb6",
            '<path class="line" d="M4 5.5h12M4 10h12M4 14.5h7"/>',
            r"\equiv",
            None,
            False,
        ),
    )
}


def style_rules() -> str:
    """Return the style sheet's rules for the colours of marks on both grounds."""

    def rules(colour: str) -> str:
        return "\n".join(
            f":is(.mark, .number).{record.slug} {{ color: #{getattr(record, colour)}; }}"
            for record in VERDICTS.values()
        )

    dark = f"@media screen and (prefers-color-scheme: dark) {{\n{rules('dark')}\n}}"
    return f"{rules('light')}\n{dark}\n"
