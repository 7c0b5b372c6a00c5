"""What a mapping says of cells: which count, what stands for several, and what a row may go without."""

import pytest

from etl import check_file
from etl.codecs import Options
from etl.core.errors import ConfigError
from etl.core.observer import SilentObserver
from etl.mapping import read_mappings
from etl.source.opening import open_source
from etl.source.options import ReadOptions

CONTACT = {
    "entity": "contact",
    "optional": True,
    "columns": {"Mail": "email", "Born": "birth_date", "Sir": "civility"},
}
SPARE = {**CONTACT, "spare": ["birth_date", "civility", "main"]}


def read(tmp_path, text, mapping, **options):
    """Return the values of the records of a CSV, and (row, code, column) of what is said of it."""
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    reading = ReadOptions(mapping=read_mappings(mapping), **options)
    source = open_source(path, entity=None, options=reading, observer=SilentObserver())
    (checked,) = [source.transformer.transform(chunk) for chunk in source.table.chunks()]
    told = sorted((problem.row, problem.code, problem.column) for problem in checked.problems)
    return [dict(record.values) for record in checked.records], told


@pytest.mark.parametrize("spared", [True, False])
def test_what_a_row_may_go_without_is_left_out_and_said(tmp_path, spared):
    """An unreadable cell of such a column is a warning and stays out of the record; of any other it refuses the row."""
    text = "Nom,Born,Sir,Mail\nPetit,--03-14,Dr.,p@x.example\nRoux,1980-05-04,Mme,r@x\n"
    records, told = read(tmp_path, text, SPARE if spared else CONTACT)
    if spared:
        assert records == [{"last_name": "Petit", "email": "p@x.example"}]
        assert told == [
            (2, "cell-left-out", "Born"),
            (2, "cell-left-out", "Sir"),
            (3, "email-invalid", "Mail"),
        ]
    else:
        assert records == []


BARE = {"entity": "contact", "spare": ["main"]}
ADDRESS = "Nom,Adresse,Code postal,Ville\n"


@pytest.mark.parametrize(
    ("row", "kept", "code"),
    [
        ("Petit,,69003,Lyon", [], "address-left-out"),
        ("Petit,3 rue X,69003,Lyon", ["main.city", "main.line_1", "main.postal_code"], None),
        ("Petit,,,", [], None),
        ("Petit,,69003,#REF!", None, "excel-error"),
    ],
)
def test_an_incomplete_address_is_left_out_whole(tmp_path, row, kept, code):
    """No part of it is sent; a cell of it that is wrong still refuses the row, as it is for its user to correct."""
    records, told = read(tmp_path, ADDRESS + row + "\n", BARE)
    if kept is None:
        assert records == []
    else:
        assert [sorted(name for name in record if name.startswith("main.")) for record in records] == [kept]
    assert code in [item for _, item, _ in told] if code else not told


def test_nothing_is_left_out_where_empty_cells_clear(tmp_path):
    """With --empty clear the row is refused: what is left out would be taken away from its record."""
    records, told = read(tmp_path, ADDRESS + "Petit,,69003,Lyon\n", BARE, empty="clear")
    assert (records, [code for _, code, _ in told]) == ([], ["address-lacks-line-1"])


def test_a_row_with_its_own_id_keeps_its_part_of_an_address(tmp_path):
    """A part of an address is enough where the record is known by its id: the rest is there."""
    records, _ = read(tmp_path, "ID contact,Ville\n12,Lyon\n", BARE)
    assert records == [{"id": 12, "main.city": "Lyon"}]


@pytest.mark.parametrize(
    ("cell", "kept", "code"),
    [("a@x.example ::: b@x.example", "a@x.example", "cell-first-kept"), ("a@x.example", "a@x.example", None),
     (" ::: b@x.example", "b@x.example", None), ("", None, None)],
)  # fmt: skip
def test_of_several_in_a_cell_the_first_counts(tmp_path, cell, kept, code):
    """The first that says anything is kept, and the others are named; without the mark it is one cell."""
    mapping = {"entity": "contact", "columns": {"Mail": {"column": "email", "several": ":::"}}}
    records, told = read(tmp_path, f"Nom,Mail\nPetit,{cell}\n", mapping)
    assert records == [{"last_name": "Petit"} | ({"email": kept} if kept else {})]
    assert [item for _, item, _ in told] == ([code] if code else [])


@pytest.mark.parametrize(
    ("header", "row", "amount"),
    [("Amount,Currency", "1200.5,EUR", "1200.5"), ("Amount,Currency", ",EUR", None), ("Amount", "1200.5", "1200.5"),
     ("Currency", "EUR", None), ("Amount,Currency", "1200.5,", "1200.5")],
)  # fmt: skip
def test_a_join_may_need_its_first_header(tmp_path, header, row, amount):
    """A currency without an amount is none; without a column of amounts none is filled."""
    mapping = {
        "entity": "opportunity",
        "optional": True,
        "joins": {"amount": {"from": ["Amount", "Currency"], "needs_first": True}},
    }
    (record,), told = read(tmp_path, f"Opportunité,{header}\nUn,{row}\n", mapping)
    assert (record.get("amount"), told) == (amount, [])


def test_another_currency_is_refused_with_its_amount(tmp_path):
    """An amount in dollars is not taken for euros, whichever column says so."""
    mapping = {
        "entity": "opportunity",
        "joins": {"amount": {"from": ["Amount", "Currency"], "needs_first": True}},
    }
    records, told = read(tmp_path, "Opportunité,Amount,Currency\nUn,12,USD\n", mapping)
    assert (records, told) == ([], [(2, "number-currency", "Amount + Currency")])


NAMES = {
    "entity": "contact",
    "optional": True,
    "columns": {"First": "first_name", "Last": "last_name"},
    "splits": {"Whole": {"into": ["first_name", "last_name"], "unless": ["Last"], "beside": "First"}},
    "ignore": ["Whole"],
}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Whole\nJean Paul Martin\n", "Jean", "Paul Martin"),
        ("Whole,First\nJean Paul Martin,Jean Paul\n", "Jean Paul", "Martin"),
        ("Whole,First\nMARTIN Jean-Paul,jean-paul\n", "jean-paul", "MARTIN"),
        ("Whole,First\nMartin,\n", None, "Martin"),
        ("Whole,First\nMartin,Martin\n", "Martin", "Martin"),
        ("Whole,First,Last\nJean Paul Martin,Jean,De Martin\n", "Jean", "De Martin"),
    ],
)
def test_a_whole_name_is_cut_by_what_stands_beside_it(tmp_path, text, first, last):
    """Beside a first name the rest is the last name, however many words it has; beside a last name nothing is cut."""
    (record,), told = read(tmp_path, text, NAMES)
    assert (record.get("first_name"), record["last_name"], told) == (first, last, [])


@pytest.mark.parametrize(
    ("dates", "by_program", "read_as"),
    [("2/4/2026,2/28/2026", True, ["2026-02-04", "2026-02-28"]), ("2/4/2026,2/28/2026", False, []),
     ("2/4/2026,28/2/2026", True, ["2026-04-02", "2026-02-28"]), ("2/28/2026,28/2/2026", True, ["2026-02-28"])],
)  # fmt: skip
def test_one_date_tells_the_order_of_a_file_that_a_program_wrote(tmp_path, dates, by_program, read_as):
    """One that fits month first only is enough there, where in a file typed by people it may be a slip; both refuse."""
    mapping = {"entity": "contact", "columns": {"On": "created"}, "by_program": by_program}
    rows = "".join(f"Petit {at},{part}\n" for at, part in enumerate(dates.split(",")))
    records, _ = read(tmp_path, f"Nom,On\n{rows}", mapping)
    assert [str(record["created"])[:10] for record in records] == read_as


@pytest.mark.parametrize(
    ("dates", "options", "read_as"),
    [("2/4/2026", {}, [None]), ("2026-02-04,04/04/2026", {}, ["2026-02-04", "2026-04-04"]),
     ("2/4/2026,28/2/2026", {}, ["2026-04-02", "2026-02-28"]), ("2/4/2026,2/28/2026", {}, ["2026-02-04", "2026-02-28"]),
     ("2/4/2026,2/28/2026,28/2/2026", {}, [None, None, "2026-02-28"]),
     ("2/4/2026", {"codec": Options(date_order="mdy"), "date_order_said": True}, ["2026-02-04"])],
)  # fmt: skip
def test_no_order_of_dates_is_assumed_where_the_mapping_says_so(tmp_path, dates, options, read_as):
    """In the English reports of Salesforce what reads either way counts only as the file, or the user, shows it."""
    rows = "".join(f"003{at:012d},Petit {at},{part}\n" for at, part in enumerate(dates.split(",")))
    records, told = read(tmp_path, f"Contact ID,Last Name,Birthdate\n{rows}", "salesforce", **options)
    assert [record.get("birth_date") for record in records] == read_as
    assert [code for _, code, _ in told] == ["cell-left-out"] * read_as.count(None)


def test_an_order_of_dates_is_assumed_under_french_headers(tmp_path):
    """In a French report days come first, and so they do where a rule of the user says it."""
    french, _ = read(
        tmp_path, "Nom de l'opportunité,Nom du compte,Date de clôture\nUn,Alpha,2/4/2026\n", "salesforce"
    )
    assert french[0]["due_date"] == "2026-04-02"
    over = {"columns": {"Close Date": {"column": "due_date", "dates": "mdy"}}}
    english = "Opportunity Name,Account Name,Close Date\nUn,Alpha,2/4/2026\n"
    assert read(tmp_path, english, ["salesforce", over])[0][0]["due_date"] == "2026-02-04"
    assert read(tmp_path, english, "salesforce") == ([], [(2, "date-order-unclear", "Close Date")])


def test_a_column_that_is_mapped_is_no_longer_joined(tmp_path):
    """Over a ready mapping that joins spellings of a header, a rule for one of them replaces the join."""
    over = {"columns": {"Deal - Stage": {"column": "Étape", "values": {"Won it": "Signature"}}}}
    text = "Deal - Title,Deal - Organization,Deal - Stage\nUn,Alpha,Won it\n"
    (record,), told = read(tmp_path, text, ["pipedrive", over])
    assert (record["step"], told) == ("Signature", [])


def test_a_column_under_two_spellings_is_filled_by_the_later_rule(tmp_path):
    """StageName and Stage Name are one header; two headers of a file for one column are still refused."""
    over = {"columns": {"StageName": {"column": "step", "values": {"Prospecting": "Prospection"}}}}
    (record,), _ = read(
        tmp_path, "Name,StageName,CloseDate\nUn,Prospecting,2027-01-11\n", ["salesforce", over]
    )
    assert record["step"] == "Prospection"
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, "A,B,Nom\n1,2,3\n", {"entity": "contact", "columns": {"A": "email", "B": "email"}})
    assert refused.value.code == "mapping-doubled"


@pytest.mark.parametrize(
    ("columns", "entity"),
    [
        ("id,name,is_company,parent_id/id,email,vat,ref", "client"),
        ("id,name,parent_id/id,function,email", "contact"),
    ],
)
def test_the_headers_decide_between_companies_and_people(tmp_path, columns, entity):
    """An import-compatible export of Odoo is of companies or of people by the fields that it has."""
    path = tmp_path / "file.csv"
    path.write_text(f"{columns}\n__export__.p_1,Alpha{',' * (columns.count(',') - 1)}\n", encoding="utf-8")
    assert check_file(path, mapping="odoo", report=tmp_path / "r.xlsx").entity == entity


@pytest.mark.parametrize(
    ("cell", "is_left"), [("1", True), ("TRUE", True), ("0", False), ("", False), ("10", False)]
)
def test_rows_that_are_deleted_elsewhere_are_left_out(tmp_path, cell, is_left):
    """What the other system deleted is no record here: skipped, counted and told; any other cell leaves the row alone."""
    path = tmp_path / "accounts.csv"
    path.write_text(f"Id,IsDeleted,Name,Type\n1,0,Alpha,Prospect\n2,{cell},Bad,Prospect\n", encoding="utf-8")
    result = check_file(path, mapping="salesforce", report=tmp_path / "r.xlsx")
    assert [warning.row for warning in result.warnings if warning.code == "row-deleted"] == (
        [3] if is_left else []
    )
    assert (result.valid, result.rejected, result.ignored) == (1 if is_left else 2, 0, ())
