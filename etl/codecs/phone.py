"""Phone cells: any way people write numbers, to E.164 (`+33199001234`), read from the row's country.

The plan and the validity of numbers are those of `phonenumbers`; on top come the French overseas blocks, the
zero Excel loses, and the numbers Arcep keeps for fiction.
"""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberFormat, ValidationResult

from etl.codecs.base import UNSTATED, Cell, Options
from etl.codecs.cleaning.clean import is_scientific, ordinary
from etl.codecs.cleaning.digits import only_number, with_digits
from etl.codecs.column import PENDING, ColumnCodec, Plain, Reading, all_matching, refused, repaired
from etl.codecs.numbers.numeral import is_fraction, without_fraction
from etl.codecs.text import cell_text

_OVERSEAS = ("RE", "YT", "GP", "MQ", "GF")
_FRENCH = frozenset({"FR", "MF", "BL", *_OVERSEAS})

# 02 62, 02 63, 02 69, 05 9x, 06 39, 06 9x, 07 09, 09 39, 09 47 and 09 76 hold numbers of overseas, whose
# code is not 33.
_OVERSEAS_BLOCK = re.compile(r"(?:26[239]|59|639|69|709|9(?:39|47|76))[0-9]+")

# Arcep's numbering plan reserves these for fiction; the library considers 06 39 98 invalid.
_FICTION = re.compile(r"\+33(?:19900|26191|35301|46571|53649|63998)[0-9]{4}")


def _national_plan() -> str:
    plan = PhoneMetadata.metadata_for_region("FR")
    kinds = [plan.fixed_line, plan.mobile, plan.voip] if plan else []
    return "|".join(f"(?:{kind.national_number_pattern})" for kind in kinds if kind)


_PUNCTUATION = str.maketrans("", "", " .-\u00a0\u202f")
_FRENCH_NUMBER = (
    r"(?:0|(?:\+33|0033)(?:\(0\))?)"
    rf"(?P<national>63998[0-9]{{4}}|(?!{_OVERSEAS_BLOCK.pattern}$)(?:{_national_plan()}))"
)
_french = re.compile(_FRENCH_NUMBER).fullmatch
_french_numbers = all_matching(_FRENCH_NUMBER)
_LETTER = re.compile(r"[^\W\d_]")
_EXTENSION = re.compile(
    r"(?P<phone>.*?\d)[\s,;.]*(?:poste|post|ext(?:ension)?|interne|int|p|x|#)[\s.:=]*(?P<extension>\d{1,6})",
    re.IGNORECASE,
)
_LINK = re.compile(r"^(?:tel|callto):(?://)?\s*(?=[+(0-9])", re.IGNORECASE)
"""The scheme of a phone link."""

_BETWEEN = re.compile(r"[/;,|\n]|\s(?:ou|et|or|and)\s|\s-\s", re.IGNORECASE)
_TWICE = re.compile(r"(0\d{9})(0\d{9})")


class Phone(ColumnCodec):
    """A phone number in E.164; one number a cell, no extension.

    Where the country is not known yet, a number without a + and country code passes as typed.
    """

    kind = "phone"
    as_text = True
    hinted = True

    def prepared(self, cells: Sequence[Cell], literal: Collection[int], /) -> Sequence[Cell]:
        """Return the cells without the ".0" of a column that a program kept as numbers."""
        return without_fraction(cells, literal)

    def plain(self, options: Options, /) -> Plain:
        """Let through French numbers written in full, on rows of France."""
        if options.country == UNSTATED:
            return _plain_open
        return _plain_french if options.country == "FR" else super().plain(options)

    def whole(self, texts: Sequence[str], options: Options, /) -> list[Any] | None:
        """Let through French numbers written in full, on rows of France."""
        if options.country != "FR":
            return None
        numbers = _french_numbers("\n".join(texts).translate(_PUNCTUATION).split("\n"))
        if numbers is None or len(numbers) != len(texts):
            return None
        return [f"+33{number}" for number in numbers]

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a phone number of a country."""
        country = options.country
        if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal | str):
            return _invalid(country, "not-digits")
        text = _LINK.sub("", cell_text(cell), count=1)
        if is_scientific(text):
            return refused("phone-destroyed")
        if country == "FR" and (number := _french(f"0{text}")):
            return repaired(
                f"+33{number['national']}", "phone-zero-restored", phone=f"+33{number['national']}"
            )
        phone = None if _LETTER.search(text) or is_fraction(text) else to_e164(text, country)
        if phone is None:
            is_open = country == UNSTATED and (options.literal or not is_fraction(text))
            return Reading(text) if is_open else _refusal(text, country)
        if _lost_zero(text, phone):
            return repaired(phone, "phone-zero-restored", phone=phone)
        return Reading(phone)


def _plain_french(cell: Cell) -> object:
    if type(cell) is not str:
        return PENDING
    number = _french(cell.translate(_PUNCTUATION))
    return f"+33{number['national']}" if number else PENDING


def _plain_open(cell: Cell) -> object:
    """Let through national numbers as they are, and French ones with their +, where the country is not known yet."""
    if type(cell) is not str or not (number := _french(cell.translate(_PUNCTUATION))):
        return PENDING
    if not cell.startswith("+"):
        return cell if ordinary(cell) else PENDING
    return f"+33{number['national']}"


def to_e164(text: str, country: str) -> str | None:
    """Return the valid number that a text without letters writes, None when there is none."""
    for region in _regions(text, country):
        try:
            number = phonenumbers.parse(text, region)
        except NumberParseException:
            continue
        phone = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        if number.extension is None and (phonenumbers.is_valid_number(number) or _FICTION.fullmatch(phone)):
            return phone
    return None


def may_be_national(text: str) -> bool:
    """Tell whether a text may be a number of some country's plan: 4 to 15 digits without the code of a country."""
    digits = sum(map(str.isdecimal, text))
    return 4 <= digits <= 15 and not text.startswith(("+", "00")) and not _LETTER.search(text)


def _regions(text: str, country: str) -> tuple[str, ...]:
    """Return the plans to try in turn: in France, numbers of overseas are dialled like the others."""
    if country not in _FRENCH:
        return (country,)
    national = re.sub(r"\D", "", text).removeprefix("0")
    if _OVERSEAS_BLOCK.fullmatch(national):
        return (*_OVERSEAS, "FR")
    return ("FR",) if country == "FR" else (country, "FR")


def _lost_zero(text: str, phone: str) -> bool:
    national = phonenumbers.format_number(phonenumbers.parse(phone, None), PhoneNumberFormat.NATIONAL)
    return re.sub(r"\D", "", national) == "0" + re.sub(r"\D", "", text)


def _refusal(text: str, country: str) -> Reading:
    parts = [part.strip() for part in _parts(text)]
    numbers = [phone for part in parts if (phone := to_e164(part, country))]
    if len(set(numbers)) > 1:
        return refused("phone-several", numbers=numbers)
    if numbers and len(numbers) == len(parts) and not _LETTER.search(text):
        return refused("phone-text", proposed=parts[0], suggestion=numbers[0])
    extension = _EXTENSION.fullmatch(text)
    if extension and (phone := to_e164(extension["phone"], country)):
        return refused("phone-extension", phone=phone, extension=extension["extension"])
    meant = with_digits(text)
    if meant is not None:
        return _invalid(country, _why(text, country), meant if to_e164(meant, country) else None)
    bare = re.sub(r"[^\d+().\s-]", " ", text).strip()
    if _LETTER.search(text) and (phone := to_e164(bare, country)):
        number = only_number(text)
        is_it = number is not None and to_e164(number, country) == phone
        return refused("phone-text", proposed=number if is_it else None, suggestion=phone)
    return _invalid(country, _why(text, country))


def _invalid(country: str, why: str, proposed: str | None = None) -> Reading:
    """Refuse a number, naming the country it is invalid in, or reporting that the country is unknown."""
    if country == UNSTATED:
        return refused("phone-placeless", proposed=proposed, why=why)
    return refused("phone-invalid", proposed=proposed, country=country, why=why)


_REASONS = {
    ValidationResult.TOO_SHORT: "too-short",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "too-short",
    ValidationResult.TOO_LONG: "too-long",
    ValidationResult.INVALID_LENGTH: "bad-length",
    ValidationResult.INVALID_COUNTRY_CODE: "country-code",
}


def _why(text: str, country: str) -> str:
    """Return the library's own reason for refusing a number."""
    if _LETTER.search(text) or (country == UNSTATED and is_fraction(text)):
        return "not-digits"
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException as error:
        kinds = {error.INVALID_COUNTRY_CODE: "country-code", error.TOO_LONG: "too-long"}
        return kinds.get(error.error_type, "too-short" if re.search(r"\d", text) else "not-digits")
    return _REASONS.get(phonenumbers.is_possible_number_with_reason(number), "not-assigned")


def _parts(text: str) -> list[str]:
    twice = _TWICE.fullmatch(re.sub(r"[\s.-]", "", text))
    parts = list(twice.groups()) if twice else _BETWEEN.split(text)
    return [part for part in parts if not _LETTER.search(part)]
