"""Where things stand, a path of keys -> file, line and column, and the error that says it."""

from collections.abc import Iterable, Mapping

from nncore.config.reading.problems import Path, Place, Problem, dotted


class Places:
    """The places of a configuration's keys and entries.

    Parameters
    ----------
    source : str
        How messages call the file.
    marks : mapping of paths to Place
        None known, as for a mapping that came from no file, gives the source alone.
    """

    def __init__(self, source: str, marks: Mapping[Path, Place] | None = None) -> None:
        self.source = source
        self.marks = dict(marks or {})

    def of(self, path: Path) -> Place:
        """Return the place of a path, or of the nearest block around one that is not written.

        A dotted key, as variants have, is found for the path of the keys it joins.
        """
        return self.marks.get(self.written(path), Place(self.source))

    def written(self, path: Path) -> Path:
        """Return `path` as far as it is written, with dotted keys as they are."""
        known: Path = ()
        while len(known) < len(path):
            found = self._next(known, path)
            if found is None:
                break
            known, path = found
        return known

    def _next(self, known: Path, path: Path) -> tuple[Path, Path] | None:
        """Return a longer known path, and `path` with the keys of a dotted key joined."""
        start = len(known)
        for end in range(len(path), start, -1):
            step = path[start] if end == start + 1 else ".".join(map(str, path[start:end]))
            if (*known, step) in self.marks:
                return (*known, step), (*known, step, *path[end:])
        return None

    def of_problem(self, problem: Problem) -> Place:
        """Return where a problem stands."""
        return problem.at or self.of(problem.path)

    def distinct(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems without those that say the same of the same place of a file."""
        kept: dict[tuple[Place, str], Problem] = {}
        for index, problem in enumerate(problems):
            place = self.of_problem(problem)
            kept.setdefault((place, problem.message if place.line else str(index)), problem)
        return list(kept.values())


class ConfigError(Exception):
    """The configuration cannot be used; ``str()`` is the whole message, one line for each problem.

    Attributes
    ----------
    problems : tuple of Problem
    """

    def __init__(self, places: Places, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self._line(places, problem) for problem in self.problems))

    @staticmethod
    def _line(places: Places, problem: Problem) -> str:
        parts = (str(places.of_problem(problem)), dotted(problem.path), problem.message)
        # What was written may hold line breaks; a problem is one line.
        return " ".join(": ".join(part for part in parts if part).split())
