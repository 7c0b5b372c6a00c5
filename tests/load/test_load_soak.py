"""Long runs: faults at random over many rows, and files broken at random."""

import random
from contextlib import suppress
from time import process_time

import pytest
import xlsxwriter

from etl import check_file
from etl.core.errors import EtlError

HEAD = "Nom société;Email;SIRET;Adresse;Code postal;Ville;Pays;Smart tags;NOM CONTACT;EMAIL CONTACT\n"


@pytest.mark.slow
def test_faults_at_random_never_double_and_never_lose(account):
    """With a tenth of the batches cut, importing until all is well ends with every record whole and once."""
    count = 1_500
    lines = [
        f"Société {i};s{i}@x.example;;{i} rue A;75011;Paris;FR;VIP, Salon;Nom{i};p{i}@x.example"
        for i in range(count)
    ]
    text = HEAD + "\n".join(lines)
    for seed, fault in enumerate(("drop_after", "short_batch", "drop_before")):
        rule = {"match": {"method": "POST", "path": "/batch$"}, "rate": 0.1, "seed": seed, "fault": fault}
        account.faults({**rule, "keep": 11} if fault == "short_batch" else rule)
        account.load(text)
        account.calm()
    for _ in range(3):
        result = account.load(text)
    assert result.counts["unchanged"] == count
    total = account.api("POST", "/companies/search?limit=1", {"filters": {}})["pagination"]["total"]
    people = account.api("POST", "/contacts/search?limit=1", {"filters": {}})["pagination"]["total"]
    assert (total, people) == (count, count)
    for company in account.companies()[:50]:
        assert len(account.api("GET", f"/companies/{company['id']}/addresses")["data"]) == 1
        assert len(account.api("GET", f"/companies/{company['id']}/smart-tags")["data"]) == 2


def broken(content, draw):
    """Return bytes with a few of them changed, cut or doubled."""
    changed = bytearray(content)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(changed))
        kind = draw.randrange(4)
        if kind == 0:
            changed[at] = draw.randrange(256)
        elif kind == 1:
            del changed[at : at + draw.randint(1, 200)]
        elif kind == 2:
            changed[at:at] = changed[at : at + draw.randint(1, 200)]
        else:
            changed[at:at] = draw.choice([b"\x00", b'"', b"\xff\xfe", b";", b"\r", b"<", "é".encode()])
        if not changed:
            return b""
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_files_broken_at_random_never_crash(tmp_path, suffix):
    """Whatever bytes a file holds, a check ends with a result or one of our errors, and soon."""
    draw = random.Random(20261123)
    rows = [["Nom société", "Email", "SIRET", "Date de création", "Téléphone", "Pays"]]
    rows += [
        [f"S{i}", f"s{i}@x.example", "73282932000074", "03/04/2024", "0199001234", "France"]
        for i in range(30)
    ]
    seed = tmp_path / f"seed{suffix}"
    if suffix == ".csv":
        seed.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(str(seed)) as book:
            sheet = book.add_worksheet()
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    content = seed.read_bytes()
    path = tmp_path / f"broken{suffix}"
    slowest = 0.0
    for _ in range(1_500):
        path.write_bytes(broken(content, draw))
        begun = process_time()
        with suppress(EtlError):
            check_file(path, entity="client", report=tmp_path / "r.xlsx")
        slowest = max(slowest, process_time() - begun)
    assert slowest < 5
