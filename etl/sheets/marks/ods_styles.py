"""Which cell styles of an ods show a currency: a style of cells names a style of data, which says what is written."""

from etl.sheets.marks.number_format import currency_in
from etl.sheets.readers.workbooks.archive import MOST_STYLES

_DATA = frozenset(("number:currency-style", "number:number-style", "number:percentage-style"))


class Styles:
    """What the styles of a workbook say of currencies, heard tag by tag; those that come first are known first."""

    def __init__(self) -> None:
        self._data: dict[str, str] = {}
        self._cells: dict[str, tuple[str, str]] = {}
        self._name = ""
        self._found: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether a style of data is being heard."""
        return bool(self._name)

    @property
    def has_currencies(self) -> bool:
        """Whether any style of data names a currency."""
        return bool(self._data)

    def start(self, name: str, attributes: dict[str, str]) -> bool:
        """Hear a tag; True where the text within matters."""
        if name in _DATA:
            self._name, self._found = attributes.get("style:name", ""), []
        elif name == "style:style" and attributes.get("style:family") == "table-cell":
            if len(self._cells) > MOST_STYLES:
                raise ValueError("more styles than any program writes")
            self._cells[attributes.get("style:name", "")] = (
                attributes.get("style:data-style-name", ""),
                attributes.get("style:parent-style-name", ""),
            )
        return bool(self._name) and name in ("number:currency-symbol", "number:text")

    def end(self, name: str, said: str) -> None:
        """Hear the end of a tag, and the text within where it matters."""
        if name in _DATA:
            currency = "/".join(dict.fromkeys(self._found))
            if currency:
                self._data[self._name] = currency
            self._name = ""
        elif name == "number:currency-symbol" and said.strip():
            self._found.append(said.strip())
        elif name == "number:text" and (currency := currency_in(said)):
            self._found.append(currency)

    def currency_of(self, style: str) -> str:
        """Return the currency that a style of cells shows, or the style it is made of; "" for none."""
        for _ in range(20):
            data, parent = self._cells.get(style, ("", ""))
            if data or not parent:
                return self._data.get(data, "")
            style = parent
        return ""
