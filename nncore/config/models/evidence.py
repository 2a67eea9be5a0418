"""What a published number's comparison can show, and the kinds of published number.

Agreement shows nothing by itself: with the document's own random stream every digit must be equal,
with free choices made knowing the number it can hardly differ. One table, used by the check of the
configuration and by the report.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
    """How strong a comparison is.

    Attributes
    ----------
    name, meaning, words : str
        As the report writes it, what it is, and what is said of numbers with it in a sentence.
    counts : bool
        Whether a comparison can reproduce a number or fail to, and enters the counts.
    is_fixed : bool
        Whether the document's random numbers are ours, so that one value is the right one.
    caveat : str
        What to say beside a row that cannot count; empty where it can.
    """

    name: str
    meaning: str
    words: str
    counts: bool
    is_fixed: bool = False
    caveat: str = ""


SAME_STREAM, SAME_RECIPE, CHOSEN, STAND_IN = "same stream", "same recipe", "chosen", "stand-in"
# In order of what they show.
EVIDENCE: dict[str, Evidence] = {
    record.name: record
    for record in (
        Evidence(
            SAME_STREAM,
            "the document's own random numbers",
            "with the documents' own random stream",
            True,
            True,
        ),
        Evidence(
            SAME_RECIPE,
            "the document's data and settings, our random numbers",
            "from the documents' data and settings",
            True,
        ),
        Evidence(
            CHOSEN,
            "free choices made knowing the number",
            "from choices made knowing them",
            False,
            caveat="The set-up was chosen knowing this number, which it cannot confirm.",
        ),
        Evidence(
            STAND_IN,
            "other data in place of the document's",
            "from other data",
            False,
            caveat="These are not the document's data, so its number is neither confirmed nor "
            "refuted.",
        ),
    )
}

# How a published number is compared, by the name of its kind.
KINDS: dict[str, str] = {
    "exact": "equal digits",
    "order": "equal order of magnitude",
    "distribution": "one draw of a distribution",
    "claim": "the document's words on something that is true or false of a run",
    "record": "words that are set beside ours and not judged",
}


def effective(declared: str, stands_in_for: str) -> str:
    """Return the evidence of a row: other data leave none but their own.

    >>> effective("same recipe", ""), effective("same recipe", "classification2.txt")
    ('same recipe', 'stand-in')
    """
    return STAND_IN if stands_in_for else declared


def weakest(names: list[str]) -> str:
    """Return the evidence that shows least.

    >>> weakest(["same recipe", "chosen"])
    'chosen'
    """
    return max(names, key=list(EVIDENCE).index)
