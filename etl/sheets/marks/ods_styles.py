"""Which cell styles of an ods show a currency: a cell style names a data style, which holds the format."""

from etl.sheets.marks.number_format import currency_in
from etl.sheets.readers.workbooks.archive import MOST_STYLES

_DATA = frozenset(("number:currency-style", "number:number-style", "number:percentage-style"))


class Styles:
    """The currencies of a workbook's styles, read tag by tag in document order."""

    def __init__(self) -> None:
        self._data: dict[str, str] = {}
        self._cells: dict[str, tuple[str, str]] = {}
        self._name = ""
        self._found: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether a data style is being read."""
        return bool(self._name)

    @property
    def has_currencies(self) -> bool:
        """Whether any data style names a currency."""
        return bool(self._data)

    def start(self, name: str, attributes: dict[str, str]) -> bool:
        """Handle a tag; return True where the text inside matters.

        Raises:
            ValueError: there are more styles than any program writes.
        """
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

    def end(self, name: str, text: str) -> None:
        """Handle the end of a tag, with the text inside where it matters."""
        if name in _DATA:
            currency = "/".join(dict.fromkeys(self._found))
            if currency:
                self._data[self._name] = currency
            self._name = ""
        elif name == "number:currency-symbol" and text.strip():
            self._found.append(text.strip())
        elif name == "number:text" and (currency := currency_in(text)):
            self._found.append(currency)

    def currency_of(self, style: str) -> str:
        """Return the currency that a cell style or its parent shows; "" for none."""
        for _ in range(20):
            data, parent = self._cells.get(style, ("", ""))
            if data or not parent:
                return self._data.get(data, "")
            style = parent
        return ""
