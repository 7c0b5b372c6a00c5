"""French company numbers that no company has: right check digits on prefixes that are not given out."""


def _luhn_digit(digits: str) -> str:
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if rank % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def siren(number: int) -> str:
    """Return the fictional SIREN of a small number (the prefix 000 belongs to nobody)."""
    head = f"000{number:05d}"
    return head + _luhn_digit(head)


def siret(number: int, office: int = 1) -> str:
    """Return the fictional SIRET of an office of that company."""
    head = f"{siren(number)}{office:04d}"
    return head + _luhn_digit(head)


def vat(number: int) -> str:
    """Return the French VAT number of that company."""
    key = (12 + 3 * (int(siren(number)) % 97)) % 97
    return f"FR{key:02d}{siren(number)}"
