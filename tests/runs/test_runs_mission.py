"""Every entity, whole: its template filled with varied rows, imported, read back equal, imported again, deleted."""

from datetime import date, datetime, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo

import pytest
from calling import call
from openpyxl import load_workbook

from etl import delete_file, import_file, verify_run
from etl.account.lookups import Lookups
from etl.account.query import make_query
from etl.codecs import Options
from etl.commands.data.searching import get_records, search_records
from etl.commands.data.templates import write_template
from etl.commands.session import Session
from etl.entities import entity_named
from etl.entities.base.template import template_fields
from etl.exports.record_rows import RecordReader
from etl.sellsy import rpc
from etl.v1.columns import V1Columns

ROWS = 50
STAFF = ["l.bertin@atelier-demo.example", "m.caradec@atelier-demo.example", "f.ndiaye@atelier-demo.example"]
TEXTS = [
    "Bonjour",
    "Ligne 1\nLigne 2",
    '« guillemets » et "autres"',
    "émoji 🎉☕ — tiret",
    "=1+1 n'est pas une formule",
    "a;b,c|d",
]
COMPANIES = ["Menuiserie Kervadec", "Étude Roussel & Fils", "Clinique des Tilleuls", "Transports Lemoine"]
SYLLABLES = ["Bel", "Cor", "Dun", "Fal", "Gor", "Mar", "Nol", "Per", "Sol", "Tam"]


def sirets():
    """Yield valid SIRET numbers, none of which is the demo account's."""
    for number in count(401):
        siren = _luhn(f"{number:08d}")
        yield _luhn(f"{siren}0001")


def _luhn(digits):
    total = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def third_row(i, kind):
    """Return a client, prospect or supplier: a company twice out of three, an individual else."""
    person = i % 3 == 2
    name = f"{SYLLABLES[i % 10]}{SYLLABLES[i // 10]}"
    row = {
        "client_type": "Particulier" if person else "Société",
        "reference": f"{kind[:3].upper()}-T{i:03d}",
        "email": f"{kind}{i}@example.com",
        "phone_number": f"01 99 00 {i:02d} 34" if i % 2 else None,
        "mobile_number": f"06 39 98 {i:02d} 56" if i % 4 else None,
        "website": f"https://www.{kind}{i}.example.com" if i % 3 else None,
        "owner": STAFF[i % 3],
        "auxiliary_code": f"411{i:03d}",
        "note": TEXTS[i % len(TEXTS)],
        "created": datetime(2025, 1 + i % 12, 1 + i % 28, 9, i % 60),
        "is_archived": "Oui" if i % 10 == 9 else None,
        "tags": ["VIP", "VIP, Bretagne", None][i % 3],
        "social.linkedin": f"https://linkedin.example.com/{i}" if i % 2 else None,
        "marketing.sms": "Non" if i % 5 == 0 else None,
    }
    if person:
        row |= {"last_name": name, "first_name": "Hélène", "civility": "Mme"}
    else:
        row |= {
            "name": f"{name} & Fils",
            "siret": third_row.sirets[i],
            "legal_form": ["SARL", "SAS", "EI"][i % 3],
            "capital": f"{i} 000 €",
            "ape_naf_code": "4332A",
            "rate_category": "Revendeurs" if i % 4 == 0 else None,
            "accounting_code": "411000",
        }
    if i % 3 == 0:
        row |= {"cf:secteur-activite": f"Secteur {i}", "cf:origine": "Partenaire", "cf:newsletter": "Oui"}
        row |= {"cf:date-premier-contact": "2026-02-03", "cf:horaire": "09:30"} if kind == "client" else {}
    if i % 2:
        row |= {
            "main.line_1": f"{i} rue des Essais",
            "main.postal_code": f"{i % 90 + 1:02d}000",
            "main.city": "Brest",
            "main.country": "France",
        }
    if not person and i % 4 == 0:
        row |= {
            "contact.last_name": f"{name}ot",
            "contact.first_name": "Yann",
            "contact.email": f"personne{kind}{i}@example.org",
            "contact.is_main": "Oui",
        }
    return row


third_row.sirets = list(islice(sirets(), ROWS))


def contact_row(i, _kind):
    """Return a contact, linked to a company three times out of four."""
    row = {
        "civility": ["M.", "Mme", "Mlle"][i % 3],
        "last_name": f"{SYLLABLES[i % 10]}{SYLLABLES[i // 10]}",
        "first_name": ["Ana", "Bo", "Chloé"][i % 3],
        "position": "Acheteuse" if i % 2 else None,
        "email": f"c{i}@example.net",
        "phone_number": f"01 99 00 {i:02d} 78" if i % 2 else None,
        "website": f"https://c{i}.example.net" if i % 5 == 0 else None,
        "birth_date": date(1980, 1 + i % 12, 1 + i % 28) if i % 3 else None,
        "note": TEXTS[i % len(TEXTS)],
        "tags": "VIP" if i % 4 == 0 else None,
        "sync.mailchimp": "Oui" if i % 2 else None,
        "sync.mailjet": "Oui" if i % 3 else None,
        "marketing.email": "Non" if i % 5 == 0 else None,
        "marketing.postal_mail": "Non" if i % 7 == 0 else None,
        "social.viadeo": f"https://viadeo.example.com/{i}" if i % 6 == 0 else None,
    }
    if i % 4:
        row |= {"company_name": COMPANIES[i % 4], "is_invoicing": "Oui" if i in (1, 2, 3) else None}
    if i % 3 == 0:
        row |= {
            "main.line_1": "2 place du Test",
            "main.postal_code": "29200",
            "main.city": "Brest",
            "main.country": "France",
        }
    return row


def opportunity_row(i, _kind):
    """Return an opportunity of one of two pipelines, for a company or an individual."""
    partner = i % 5 == 4
    return {
        "name": f"Affaire {i}",
        "number": f"IMP-{i:03d}" if i % 2 else None,
        "third_name": COMPANIES[i % 4] if i % 6 else "Hélène Fournier",
        "pipeline": "Partenariats" if partner else "Ventes",
        "step": ["Premier contact", "Qualification", "Convention signée"][i % 3]
        if partner
        else ["Prospection", "Devis envoyé", "Signature"][i % 3],
        "source": ["Salon", "Partenaire", None][i % 3],
        "amount": [1000 + i, 12500.5, None, 0.75][i % 4],
        "probability": [85, 10, None, 100][i % 4],
        "due_date": date(2027, 1 + i % 12, 1 + i % 28) if i % 3 else None,
        "status": ["En cours", "Gagnée", "Perdue", None][i % 4],
        "note": TEXTS[i % len(TEXTS)],
        "sticky_note": f"Post-it {i} ☎" if i % 10 == 0 else None,
        "owner": STAFF[i % 3],
        "staffs": ", ".join(STAFF[: 1 + i % 3]),
        "contacts": ["personne1@example.org", "Claire Roussel", None][i % 3],
        "created": datetime(2026, 1 + i % 9, 3, 10, i),
        "tags": "VIP" if i % 4 == 0 else None,
        "cf:type-affaire": "Renouvellement" if i % 4 == 1 else None,
        "cf:produits": "Escaliers, Fenêtres" if i % 5 == 0 else None,
        "cf:remise-max": "150.5 EUR" if i % 6 == 0 else None,
    }


def event_row(i, _kind):
    """Return an event: some repeat, ring or can be edited by others, which only v1 carries."""
    start = datetime(2027, 2, 1, 9) + timedelta(days=i, minutes=15 * i)
    row = {
        "title": f"Rencontre {i}",
        "label": ["Rendez-vous", "Réunion", "Déplacement"][i % 3],
        "start": start,
        "end": start + timedelta(hours=1 + i % 3),
        "all_day": "Oui" if i % 9 == 8 else None,
        "description": TEXTS[i % len(TEXTS)],
        "is_private": "Oui" if i % 4 == 0 else None,
        "priority": "Haute" if i % 5 == 0 else None,
        "staffs": ", ".join(STAFF[: 1 + i % 2]),
        "guests": "personne1@example.org" if i % 3 == 0 else None,
        "external": "invite@example.net" if i % 7 == 0 else None,
    }
    row |= [
        {"third_name": COMPANIES[i // 4 % 4]},
        {"contact_name": "Claire Roussel"},
        {"opportunity_number": "OPP-00002"},
        {},
    ][i % 4]
    if i % 25 == 1:
        row["alerts"] = "1 heure avant, 1 jour avant"
    if i % 25 == 2:
        row |= {
            "recurrence.frequency": "Toutes les semaines",
            "recurrence.every": 2,
            "recurrence.weekdays": "lundi, jeudi",
            "recurrence.count": 6,
        }
    if i % 25 == 3:
        row |= {
            "recurrence.frequency": "Tous les mois",
            "recurrence.month_mode": "Même jour de semaine",
            "recurrence.until": date(2028, 6, 30),
        }
    if i % 25 == 4:
        row["editors"] = STAFF[0]
    return row


def task_row(i, _kind):
    """Return a task with reminders; some have a start, which only v1 carries."""
    due = datetime(2027, 1, 4, 18) + timedelta(days=i)
    row = {
        "title": f"Tâche {i}",
        "label": ["Appel", "E-mail", "À faire"][i % 3],
        "due_date": due,
        "status": ["À faire", "Terminée", None][i % 3],
        "description": TEXTS[i % len(TEXTS)] if i % 4 else None,
        "is_private": "Oui" if i % 6 == 0 else None,
        "priority": "Haute" if i % 5 == 0 else None,
        "staffs": ", ".join(STAFF[: 1 + i % 3]),
        "reminders.inapp": ["1 jour avant", "à l'heure, 1 heure avant", None][i % 3],
        "reminders.email": "1 semaine avant" if i % 4 == 0 else None,
    }
    row |= [
        {"third_name": COMPANIES[i // 3 % 4]},
        {"opportunity_name": "Escalier de l'agence"},
        {"contact_id": 500003} if i % 2 else {},
    ][i % 3]
    if i % 8 == 5:
        row["start"] = due - timedelta(hours=3)
    return row


def comment_row(i, _kind):
    """Return a comment, dated, on a client, a contact, an opportunity or a task."""
    row = {
        "text": f"{TEXTS[i % len(TEXTS)]} ({i})",
        "created": datetime(2026, 1 + i % 10, 5, 8, i) if i % 2 else None,
        "mentioned": None,
    }
    places = [
        {"third_name": COMPANIES[i // 5 % 4]},
        {"contact_email": "personne2@example.org"},
        {"opportunity_id": 700001},
        {"third_name": "Paulo Da Silva"},
        {"task_id": 800001},
    ]
    return row | places[i % 5]


ENTITIES = {
    "client": third_row,
    "prospect": third_row,
    "supplier": third_row,
    "contact": contact_row,
    "opportunity": opportunity_row,
    "event": event_row,
    "task": task_row,
    "comment": comment_row,
}
NOT_READ_BACK = {
    "comment": {"mentioned", "task_id"},
}
"""What Sellsy's answers do not show: whom a comment told; a comment on a task is read by v1 below."""


def _fill(path, entity, rows):
    """Fill the template's workbook as a person would, from its second line on."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    custom = sorted({key for row in rows for key in row if key.startswith("cf:")})
    headers = [cell.value for cell in sheet[1]] + custom
    for position, header in enumerate(headers, start=1):
        sheet.cell(1, position).value = header
    places = {entity.column(a).header("fr"): a for a in (c.attribute for c in template_fields(entity))}
    places |= {item: item for item in custom}
    for line, row in enumerate(rows, start=2):
        for position, header in enumerate(headers, start=1):
            cell = sheet.cell(line, position)
            value = row.get(places[header])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)


def _decoded(column, cell):
    decoded = column.codec.decode([cell], options=Options())
    return decoded.values[0]


def _same(column, typed, read, people):
    if column.lookup == "contact":
        return [people.get(item, item) for item in _decoded(column, typed)] == _decoded(column, read)
    wanted, decoded = _decoded(column, typed), _decoded(column, read)
    if isinstance(wanted, list):
        return sorted(map(str, wanted)) == sorted(map(str, decoded or ()))
    return wanted == decoded


@pytest.mark.both_wires
@pytest.mark.parametrize("name", ENTITIES)
def test_a_template_filled_imported_read_back_and_deleted(demo, tmp_path, name):
    """Fifty varied rows are created, read back equal, unchanged at the second import, then deleted."""
    entity = entity_named(name)
    rows = [ENTITIES[name](i, name) for i in range(ROWS)]
    path = tmp_path / f"{name}.xlsx"
    call(write_template, name, path, lang="fr")
    _fill(path, entity, rows)
    before = call(search_records, name, settings=demo.settings).documents

    first = import_file(path, entity=name, settings=demo.settings)
    assert [p.texts() for p in first.problems] == []
    assert first.counts["created"] == ROWS
    people = {"personne1@example.org": "500001", "Claire Roussel": "500002"}
    with_ids = {result.row: result.sellsy_id for result in _results(demo, first.run_id)}
    _assert_read_back(demo, entity, rows, with_ids, people)

    writes = demo.writes()
    fresh = verify_run(first.run_id, settings=demo.settings)
    assert (fresh.counts["="], fresh.exit_code) == (ROWS, 0), fresh.rows[:3]
    again = import_file(path, entity=name, settings=demo.settings)
    assert again.counts["unchanged"] == ROWS, [p.texts() for p in again.problems]
    assert demo.writes() == writes

    gone = delete_file(path, entity=name, settings=demo.settings, dry_run=False)
    assert gone.counts["deleted"] == ROWS, [p.texts() for p in gone.problems]
    assert verify_run(gone.run_id, settings=demo.settings).counts["="] == ROWS
    assert verify_run(first.run_id, settings=demo.settings).counts["-"] == ROWS
    assert [document["id"] for document in call(search_records, name, settings=demo.settings).documents] == [
        record["id"] for record in before
    ]


def _results(demo, run_id):
    with demo.journal() as journal:
        return list(journal.rows.results(run_id))


def _assert_read_back(demo, entity, rows, ids, people):
    """Compare every stated cell with what is read of the record its row became."""
    with Session.open(settings=demo.settings) as session:
        sellsy = session.sellsy
        lookups = Lookups(sellsy)
        shown_by_v1 = V1Columns(sellsy)
        reader = RecordReader(
            sellsy=sellsy, entity=entity, lang="fr", lookups=lookups, number=ROWS, v1=shown_by_v1
        )
        query = make_query(entity, (), lookups=lookups, embed=reader.embed())
        lines = {int(line.document["id"]): line for line in reader.lines(query.run(sellsy))}
        columns = {column.attribute: i for i, column in enumerate(reader.columns)}
        headers = reader.headers()
        for number, row in enumerate(rows, start=2):
            identifier = ids[number]
            stated = {a: v for a, v in row.items() if v is not None}
            if "task_id" in stated:
                _assert_annotation(sellsy, identifier, stated)
                continue
            cells = lines[identifier].cells
            for attribute, typed in stated.items():
                if attribute.startswith("cf:"):
                    assert str(cells[headers.index(attribute)]) == typed, (number, attribute)
                    continue
                column = entity.column(attribute)
                if attribute in columns and attribute not in NOT_READ_BACK.get(entity.name, ()):
                    read = cells[columns[attribute]]
                    assert _same(column, typed, read, people), (number, attribute, typed, read)
            _assert_v1(sellsy, entity, identifier, stated)


def _assert_annotation(sellsy, identifier, stated):
    note = rpc(sellsy, "Annotations.getOne", {"id": identifier})["datas"]
    assert note["annotation"] == stated["text"]
    assert (note["relatedtype"], note["relatedid"]) == ("task", str(stated["task_id"]))


def _assert_v1(sellsy, entity, identifier, stated):
    """Compare what only v1 carries with what v1 shows."""
    if "sticky_note" in stated:
        shown = rpc(sellsy, "Opportunities.getOne", {"id": identifier})
        assert shown["stickyNote"] == stated["sticky_note"]
    if (
        entity.name not in ("event", "task")
        or not {"alerts", "editors", "start", "recurrence.frequency"} & stated.keys()
    ):
        return
    shown = rpc(sellsy, "Agenda.getOne", {"id": identifier})
    if "alerts" in stated:
        assert shown["alerts"] == ["prevHour", "prevDay"]
    if "editors" in stated:
        assert shown["staffs"][0]["canEdit"] == "Y"
    if entity.name == "task" and "start" in stated:
        begins = datetime.fromtimestamp(int(shown["timestampStart"]), tz=ZoneInfo("Europe/Paris"))
        assert begins.replace(tzinfo=None) == stated["start"]
    if "recurrence.frequency" in stated:
        assert shown["recurring"] == "Y"
        assert ('"weekMode": [1, 4]' in shown["recurring_params"]) == ("recurrence.weekdays" in stated)


def test_a_record_is_retrieved_by_its_id(demo):
    """Ids of companies and individuals are found wherever they are; ids of nothing are said to be missing."""
    result = call(
        get_records, "client", [1009, 1001, 99], columns=("id", "name", "last_name"), settings=demo.settings
    )
    assert result.missing == (99,)
    assert [row[0] for row in result.rows] == [1009, 1001]
