"""How the placeholders of a text are filled: numbers, plurals, dates and words in the reader's language.

A placeholder may say how its value is shown:

- `{count:fiche|fiches}` the number and its noun, one or several; English has one of 1 only, French of 0 too
- `{count:n}`            a number with the language's thousands and decimals
- `{minutes:duration}`   minutes as a person says them; `{share:percent}` a part of 1; `{size:size}` megabytes
- `{date:date}`, `{phone:phone}`, `{value:cell}` an ISO date, a French number, any value of a record
- `{rows:and}`           several values, all of them: "21 et 63"
- `{first:+prénom ~, }`  what follows the plus with the value for `~`, nothing where the value is empty
- `{entity:word}`        a word of the program (client, address...); `{key:code}` the same as it is typed
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?( UTC)?)?")
_FRENCH_PHONE = re.compile(r"\+33(\d)((?:\d\d){4})")
_SYSTEM_ERROR = re.compile(r"(?:\[(?:Errno|WinError) -?\d+\] )?(.*?)(?:: '.*')?")
_GIGA = 1024
_WORDS_OF = frozenset({"held", "key", "part", "target", "wanted", "why"})
"""Parameters whose values are words of the program, shown in the reader's language."""

_KINDS = frozenset({"client", "prospect", "supplier", "company", "individual"})
"""Values of a cell that are such words; any other text is the user's own."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes numbers, dates and the usual errors of the system.

    `units` are those of megabytes and gigabytes, `minutes` one, several, and less than one; `date` is empty where dates stay as they are.
    """

    thousands: str
    decimal: str
    zero_is_one: bool
    units: tuple[str, str]
    percent: str
    less_than: str
    minutes: tuple[str, str, str]
    empty: str
    none: str
    both: str
    yes_no: tuple[str, str]
    date: str = ""
    local_phones: bool = False
    system: Mapping[str, str] = field(default_factory=dict)

    def number(self, value: object) -> str:
        """Return a number as the language writes it; any other value stays as it is."""
        text = str(value)
        if not _NUMBER.fullmatch(text):
            return text
        whole, point, decimals = text.partition(".")
        return f"{int(whole):,}".replace(",", self.thousands) + (self.decimal + decimals if point else "")

    def is_one(self, value: object) -> bool:
        """Return whether the noun of a number is in the singular."""
        text = str(value)
        if not _NUMBER.fullmatch(text):
            return False
        return abs(float(text)) < 2 if self.zero_is_one else abs(float(text)) == 1

    def counted(self, value: object, singular: str, several: str) -> str:
        """Return a number and its noun."""
        return f"{self.number(value)} {singular if self.is_one(value) else several}"

    def duration(self, minutes: object) -> str:
        """Return minutes in words; a value that is no number stays as it is."""
        singular, several, less = self.minutes
        text = str(minutes)
        if not _NUMBER.fullmatch(text):
            return text
        return less if float(text) < 1 else self.counted(round(float(text)), singular, several)

    def size(self, megabytes: object) -> str:
        """Return megabytes, gigabytes from 1,024 of them."""
        text = str(megabytes)
        if not text.isdecimal():
            return text
        many = int(text) >= _GIGA
        return f"{self.number(int(text) // _GIGA if many else text)} {self.units[many]}"

    def share(self, part: object) -> str:
        """Return a part of 1 as a percentage without decimals."""
        if not isinstance(part, int | float):
            return str(part)
        if 0 < part < 0.01:
            return f"{self.less_than} 1{self.percent}"
        return f"{self.number(round(100 * part))}{self.percent}"

    def listed(self, shown: Sequence[str], *, together: bool) -> str:
        """Return a list of values, the last after "and" when all are meant; for no values, the word for none."""
        if not shown:
            return self.none
        if not together or len(shown) < 2:
            return ", ".join(shown)
        return f"{', '.join(shown[:-1])} {self.both} {shown[-1]}"

    def day(self, value: object) -> str:
        """Return an ISO date or moment as the language writes it, to the minute."""
        match = _ISO.fullmatch(str(value)) if self.date else None
        if match is None:
            return str(value)
        year, month, day, time, zone = match.groups()
        return self.date.format(year=year, month=month, day=day) + (f" {time}{zone or ''}" if time else "")

    def phone(self, value: object) -> str:
        """Return a French number as it is dialled in France."""
        match = _FRENCH_PHONE.fullmatch(str(value)) if self.local_phones else None
        return str(value) if match is None else " ".join((f"0{match[1]}", *re.findall("..", match[2])))

    def detail(self, value: object) -> str:
        """Return an error of the system, translated when it is a usual one."""
        match = _SYSTEM_ERROR.fullmatch(str(value))
        return self.system.get(match[1].lower(), str(value)) if match else str(value)


class _Params(dict[str, object]):
    """Parameters that show a missing one by its name instead of failing while reporting a failure."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A parameter formatted as its placeholder asks."""

    name: str
    value: object
    manner: Manner
    words: Mapping[str, str]

    def __format__(self, spec: str) -> str:
        if isinstance(self.value, list | tuple) and (self.value or spec != "cell"):
            return self.manner.listed(
                [self._one(value, spec) for value in self.value], together=spec == "and"
            )
        if not spec and self.name in _WORDS_OF:
            spec = "word"
        return self._one(self.value, spec)

    def _one(self, value: object, spec: str) -> str:
        if spec.startswith("+"):
            return spec[1:].replace("~", str(value)) if value else ""
        if "|" in spec:
            return self.manner.counted(value, *spec.split("|"))
        ways = {
            "n": self.manner.number,
            "duration": self.manner.duration,
            "size": self.manner.size,
            "percent": self.manner.share,
            "date": self.manner.day,
            "phone": self.manner.phone,
            "cell": self._cell,
            "word": self._word,
        }
        if not spec and self.name == "said":
            return self.manner.detail(value)
        return ways.get(spec, str)(value)

    def _word(self, value: object) -> str:
        return self.words.get(value, value) if isinstance(value, str) else str(value)

    def _cell(self, value: object) -> str:
        if value is None or value in ("", [], (), {}, "∅"):
            return self.manner.empty
        if isinstance(value, bool):
            return self.manner.yes_no[not value]
        known = value in _KINDS if isinstance(value, str) else False
        return self.manner.phone(self.manner.day(self._word(value) if known else value))


def fill(template: str, params: Mapping[str, object], manner: Manner, words: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled."""
    return template.format_map(
        _Params({name: _Shown(name, value, manner, words) for name, value in params.items()})
    )
