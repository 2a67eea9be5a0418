"""What the entries of tables whose entries have options have in common."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True)
class Choice:
    """A named record of options; its table holds the class, a configuration chooses the options.

    Attributes
    ----------
    name : str
        The name used in configurations.
    title : str
        What readers call it, where that is not the name's own words.
    """

    name: ClassVar[str]
    title: ClassVar[str] = ""

    @property
    def options(self) -> dict[str, Any]:
        """The options by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
