r"""Which mathematics may enter the report: a closed list of commands and a grammar around them.

A formula reaches TeX and the page as it stands, so what is not known here is refused: no command
beyond the lists, no ``^^``, ``%``, ``#`` or ``$``, and nothing at which TeX would stop.
"""

import re
from typing import NoReturn

from nncore.language.latex_commands import (
    ACCENTS,
    ALPHABETS,
    CAPITALS,
    CURES,
    DELIMITERS,
    ENVIRONMENTS,
    FRACTIONS,
    LETTERS,
    SIGNS,
    SYMBOLS,
    WORDS,
)

LONGEST, DEEPEST = 2000, 12
_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\^\^|\s+|.", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9+\-*/=<>()\[\]|,.;:!?'~@]")
_CAPITALS = re.compile(r"\{[A-Z ]+\}|[A-Z]")
_LETTERS = re.compile(r"\{[A-Za-z ]+\}")
_WORDS = re.compile(r"\{([A-Za-z0-9 +\-*/=<>()\[\]|,.;:!?'@]*)\}")
_CURE = {
    False: "between its braces belong words: letters, digits and punctuation",
    True: "between its braces belong letters",
}


class MathError(ValueError):
    """A formula that cannot be shown; the message quotes it and says what would be right."""


def check_formula(latex: str) -> None:
    """Raise `MathError` for what is not in the lists, or where TeX would stop."""
    if len(latex) > LONGEST:
        raise MathError(f"a formula of {len(latex)} characters ({LONGEST} at most)")
    strange = next((sign for sign in latex if not sign.isascii()), "")
    if strange:
        raise MathError(f"{strange!r} in {latex!r}: write the LaTeX command for it")
    _check_commands(latex)
    _Reader(latex).row("")


def _check_commands(latex: str) -> None:
    """Name the first command that is not known before the first that stands wrongly."""
    known = {*SYMBOLS, *SIGNS, *ACCENTS, *FRACTIONS, *WORDS, *("left", "right", "begin", "end")}
    for command in re.findall(r"\\(?:[A-Za-z]+\*?|.)", latex, re.DOTALL):
        for name in (command, command.rstrip("*")):
            if name in CURES and name != r"\\":
                raise MathError(f"{name} in {latex!r}: {CURES[name]}")
        name = command[1:].rstrip("*")
        if name not in known and command != r"\\":
            raise MathError(f"{command} in {latex!r} is not a command known here")
    for name in re.findall(r"\\begin\{([^}]*)\}", latex):
        if name not in ENVIRONMENTS:
            cure = CURES.get(name, f"use one of {', '.join(sorted(ENVIRONMENTS))}")
            raise MathError(rf"\begin{{{name}}} in {latex!r}: {cure}")


class _Reader:
    """Reads a formula from left to right as TeX would."""

    def __init__(self, latex: str) -> None:
        self.latex, self.at, self.depth = latex, 0, 0
        # Columns an environment has and those begun in this row; none in a group inside of it.
        self.columns, self.column = 0, 0

    def fail(self, what: str, cure: str) -> NoReturn:
        raise MathError(f"{what} in {self.latex!r}: {cure}")

    def peek(self) -> str:
        """Return the next token, spaces passed over; empty at the end."""
        found = _TOKEN.match(self.latex, self.at)
        while found and found[0].isspace():
            self.at = found.end()
            found = _TOKEN.match(self.latex, self.at)
        return found[0] if found else ""

    def take(self) -> str:
        token = self.peek()
        self.at += len(token)
        return token

    def row(self, end: str, columns: int = 0) -> None:
        """Read up to `end` and past it, in an environment with `columns` or in a group."""
        outside = self.columns, self.column
        self.columns, self.column, self.depth = columns, 1, self.depth + 1
        if self.depth > DEEPEST:
            self.fail(f"more than {DEEPEST} levels", "write it in parts")
        scripts = ""
        while (token := self.take()) != end:
            if token in ("^", "_", "'"):
                self._script(token, scripts)
                scripts += token
            else:
                scripts = ""
                self._atom(token)
        self.columns, self.column = outside
        self.depth -= 1

    def _script(self, token: str, scripts: str) -> None:
        # Primes are raised: more of them and one raised part may follow at once, nothing else.
        at_once = self.latex[self.at - 2 : self.at - 1] == "'" and "^" not in scripts
        again = token in scripts if token == "_" else {"^", "'"} & set(scripts)
        if again and not (at_once and token in "^'"):
            self.fail(f"two scripts {token} after each other", "put braces around the first")
        if token == "'":
            return
        name = self.peek()[1:]
        if not again and self.peek()[:1] == "\\" and name in ALPHABETS | WORDS - {"operatorname"}:
            self._atom(self.take())
        else:
            self._argument(token)

    def _argument(self, of: str) -> None:
        token = self.take()
        is_letter = token[:1] == "\\" and token[1:] in LETTERS
        if token == "{":
            self.row("}")
        elif not is_letter and not (_PLAIN.fullmatch(token) and token not in "'~"):
            without = token in ("", "}", "&", r"\\", r"\end", r"\right")
            self.fail(f"an argument {'is missing' if without else 'needs braces'}", f"{of}{{..}}")

    def _atom(self, token: str) -> None:
        if token in ("&", r"\\"):
            self._separator(token)
        elif token == "{":
            self.row("}")
        elif token in ("", "}"):
            self.fail("braces do not match", "close every bracket that is opened")
        elif token[0] == "\\":
            self._command(token, token[1:])
        elif not _PLAIN.fullmatch(token):
            self.fail(repr(token), CURES.get(token, "leave it out"))

    def _command(self, token: str, name: str) -> None:
        if name in ("end", "right"):
            self.fail(f"{token} without its beginning", "braces and environments must nest")
        elif name == "left":
            self._delimiter(token)
            self.row(r"\right")
            self._delimiter(r"\right")
        elif name == "begin":
            self._environment()
        elif name in WORDS:
            letters = name == "operatorname"
            self._words(token, _LETTERS if letters else _WORDS, _CURE[letters])
        elif name in CAPITALS:
            self._words(token, _CAPITALS, "its argument must be capital letters")
        elif name in FRACTIONS | ACCENTS:
            self._arguments(token, 2 if name in FRACTIONS else 1)
        elif name not in SYMBOLS | SIGNS:
            self.fail(token, "leave it out")

    def _arguments(self, of: str, n: int) -> None:
        if of == r"\sqrt" and self.peek() == "[":
            self.take()
            self.row("]")
        for _ in range(n):
            self._argument(of)

    def _separator(self, token: str) -> None:
        if not self.columns:
            self.fail(token, CURES[token])
        self.column = self.column + 1 if token == "&" else 1
        if self.column > self.columns:
            self.fail(f"more than {self.columns} columns", "TeX has no room for more")
        if token == r"\\":
            self._no_option(token)

    def _no_option(self, after: str) -> None:
        if self.peek() in ("[", "*"):
            self.fail(f"{self.peek()} after {after}", "TeX reads an option; put braces around it")

    def _delimiter(self, of: str) -> None:
        if self.take() not in DELIMITERS:
            self.fail(f"{of} without a bracket", f"write {of}( or {of}.")

    def _environment(self) -> None:
        name = self._name()
        self._no_option(rf"\begin{{{name}}}")
        self.row(r"\end", ENVIRONMENTS[name])
        if self._name() != name:
            self.fail(rf"\begin{{{name}}} without its end", rf"write \end{{{name}}}")

    def _name(self) -> str:
        found = re.compile(r"\{([A-Za-z]+\*?)\}").match(self.latex, self.at)
        if found is None or found[1] not in ENVIRONMENTS:
            self.fail("an environment without its name", r"write \begin{cases} .. \end{cases}")
        self.at = found.end()
        return found[1]

    def _words(self, of: str, form: re.Pattern[str], cure: str) -> None:
        self.peek()
        found = form.match(self.latex, self.at)
        if found is None:
            self.fail(of, cure)
        self.at = found.end()
