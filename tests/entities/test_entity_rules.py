"""Validation of decoded rows: every problem of every row, once, at the cell to correct."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.core.results import Problem, Severity
from etl.entities import entity_named
from etl.entities.base import validation
from etl.entities.base.schema import failure_cases
from etl.messages import problem_text

CLIENT = entity_named("client")
CONTACT = entity_named("contact")
HEADERS = {column.attribute: column.fr for column in (*CONTACT.columns, *CLIENT.columns)}


def _validate(frame, entity=CLIENT, problems=()):
    headers = {attribute: HEADERS[attribute] for attribute in frame.columns}
    return validation.validate(entity, frame, headers, problems)


def _found(problems):
    return [(problem.row, problem.column, problem.code) for problem in problems]


def test_good_rows_have_no_problem(make_frame) -> None:
    """A company and an individual that say enough pass."""
    frame = make_frame(
        CLIENT,
        client_type=["company", "individual", "individual"],
        name=["Menuiserie Garnier", None, "Durand"],
        last_name=[None, "Lefèvre", None],
        siret=["73282932000074", None, None],
        siren=["732829320", None, None],
        vat=["FR44732829320", None, None],
        tags=[["VIP"], None, None],
        is_archived=[True, None, False],
        id=[None, None, 12],
    )
    assert _validate(frame) == []


def test_a_company_needs_a_name_and_an_individual_a_last_name(make_frame) -> None:
    """Rows without the name of their kind are refused, each at its own column and by its own row number."""
    frame = make_frame(
        CLIENT,
        first_row=7,
        client_type=["company", "individual", "company"],
        name=[None, None, None],
        last_name=["Lefèvre", None, None],
        id=[None, None, 12],
    )
    assert _found(_validate(frame)) == [
        (7, "Nom société", "name-missing"),
        (8, "Nom", "last-name-missing"),
    ]


def test_a_list_of_prospects_names_companies_in_its_nom_column(make_frame) -> None:
    """Without a company-name column, "Nom" is the company's name."""
    frame = make_frame(CLIENT, last_name=["Menuiserie Garnier", None])
    assert _found(_validate(frame)) == [(3, "Nom", "name-missing")]


def test_a_column_of_client_types_must_be_filled(make_frame) -> None:
    """Whether a row is a company or an individual cannot be changed later: it is never guessed."""
    frame = make_frame(CLIENT, client_type=[None], name=["Menuiserie Garnier"])
    assert _found(_validate(frame)) == [(2, "Société ou particulier", "client-type-missing")]


def test_siret_siren_and_vat_must_agree(make_frame) -> None:
    """Numbers of different companies in one row are refused; an empty one contradicts nothing."""
    frame = make_frame(
        CLIENT,
        name=["A", "B", "C", "D"],
        siret=["73282932000074", "73282932000074", None, None],
        siren=["732829320", "552013500", "732829320", None],
        vat=[None, None, "FR83404833048", "BE0428759497"],
    )
    assert _found(_validate(frame)) == [
        (3, "SIRET", "siret-siren-differ"),
        (4, "N° TVA", "vat-siren-differ"),
    ]


def test_vat_is_compared_with_the_siret_when_there_is_no_siren(make_frame) -> None:
    """The first nine digits of a SIRET are its SIREN."""
    frame = make_frame(
        CLIENT, name=["A", "B"], siret=["73282932000074"] * 2, vat=["FR44732829320", "FR83404833048"]
    )
    assert _found(_validate(frame)) == [(3, "N° TVA", "vat-siren-differ")]


def test_a_started_address_must_be_complete(make_frame) -> None:
    """Each missing cell of a started address is named; an untouched address is fine."""
    frame = make_frame(
        CLIENT,
        name=["A", "B", "C"],
        main__line_1=["12 rue des Tilleuls", None, None],
        main__postal_code=["01000", None, None],
        main__city=[None, None, "Lyon"],
        main__country=[None, "FR", "FR"],
    )
    assert _found(_validate(frame)) == [
        (2, "Ville", "address-lacks-city"),
        (4, "Adresse", "address-lacks-line-1"),
        (4, "Code postal", "address-lacks-postal-code"),
    ]


def test_addresses_are_judged_apart(make_frame) -> None:
    """An incomplete delivery address is reported at the delivery columns: where one is not there, at one that is filled."""
    frame = make_frame(
        CLIENT, name=["A"], main__city=[None], delivery__city=["Lyon"], delivery__line_1=["1 quai"]
    )
    assert _found(_validate(frame)) == [(2, "Adresse de livraison", "address-lacks-postal-code")]


def test_no_row_is_refused_for_lack_of_a_country(make_frame) -> None:
    """An address without a country keeps that of its record, or takes the default: no rule asks for one."""
    frame = make_frame(
        CLIENT, name=["A"], main__line_1=["1 quai"], main__postal_code=["69002"], main__city=["Lyon"]
    )
    assert _validate(frame) == []


def test_a_row_with_an_id_may_state_a_part_only(make_frame) -> None:
    """What an update leaves empty is kept: neither name nor whole address is asked for."""
    frame = make_frame(CLIENT, id=[12], name=[None], main__city=["Lyon"], main__country=[None])
    assert _validate(frame) == []


def test_a_contact_person_needs_a_last_name(make_frame) -> None:
    """A person is refused without a last name or an id; a role alone states no person."""
    frame = make_frame(
        CLIENT,
        name=["A", "B", "C"],
        contact__email=["a@example.com", None, "c@example.com"],
        contact__last_name=[None, None, None],
        contact__is_main=[True, False, True],
        contact__id=[None, None, 8],
    )
    assert _found(_validate(frame)) == [(2, "Nom contact", "person-name-missing")]


def test_a_contact_person_without_a_column_of_last_names_is_told_at_what_it_says(make_frame) -> None:
    """Where the file has no such column the problem stands at the person's first filled cell, and names what to add."""
    frame = make_frame(
        CLIENT,
        name=["A", "B"],
        contact__first_name=[None, None],
        contact__position=["Chef", None],
        contact__is_main=[True, True],
    )
    (problem,) = _validate(frame)
    assert (problem.row, problem.column, problem.value) == (2, "Fonction contact", "Chef")
    assert problem.code == "person-name-column-missing"
    assert "Nom contact" in problem_text(problem.code, problem.params, lang="fr")[1]


def test_a_contact_needs_a_last_name(make_frame) -> None:
    """A contact without a last name and without an id is refused."""
    frame = make_frame(CONTACT, last_name=["Lefèvre", None, None], id=[None, 8, None])
    assert _found(_validate(frame, CONTACT)) == [(4, "Nom", "last-name-missing")]


def test_a_refused_cell_is_not_said_to_be_missing(make_frame) -> None:
    """A cell that a codec refused is empty in the frame; its row gets that one problem only."""
    frame = make_frame(
        CLIENT,
        name=["A"],
        main__line_1=["1 quai"],
        main__postal_code=[None],
        main__city=["Lyon"],
        main__country=["FR"],
    )
    refused = [Problem("postal-code-french", 2, "Code postal", "690"), Problem("other", 3, "Code postal")]
    assert _validate(frame, problems=refused) == []
    warned = [Problem("postal-code-zero-restored", 2, "Code postal", "690", severity=Severity.WARNING)]
    assert len(_validate(frame, problems=warned)) == 1


def test_a_column_the_file_lacks_is_named_in_the_text(make_frame) -> None:
    """A problem at a column that is not in the file says which one is needed, in both languages."""
    (problem,) = validation.validate(
        CLIENT, make_frame(CLIENT, name=["A"], contact__email=["a@example.com"]), {}
    )
    assert problem.column is None
    assert problem.params["needed"] == {"fr": "Nom contact", "en": "Contact last name"}
    assert "Nom contact" in problem.texts("fr")[1]
    assert "Contact last name" in problem.texts("en")[1]


def test_a_destroyed_siret_is_excused_by_a_siren(make_frame) -> None:
    """Where the row has a SIREN, a SIRET that Excel destroyed is a warning: the SIREN is sent."""
    frame = make_frame(CLIENT, name=["A", "B"], siren=["732829320", None], siret=[None, None])
    destroyed = [Problem("siret-destroyed", row, "SIRET", "3,41174E+13") for row in (2, 3)]
    other = Problem("email-invalid", 2, "E-mail", "x")
    severities = [problem.severity for problem in validation.excuse(CLIENT, [*destroyed, other], frame)]
    assert severities == [Severity.WARNING, Severity.ERROR, Severity.ERROR]
    without = make_frame(CLIENT, name=["A", "B"], siret=[None, None])
    assert validation.excuse(CLIENT, destroyed, without) == destroyed


def test_values_beyond_the_contract_are_refused_even_in_hand_made_frames(make_frame) -> None:
    """The schema itself holds lengths and choices, whoever made the frame."""
    frame = make_frame(CLIENT, name=["x" * 251, "B"], type=["client", "customer"], siret=["123", None])
    problems = _validate(frame)
    assert _found(problems) == [
        (2, "Nom société", "text-too-long"),
        (2, "SIRET", "text-too-short"),
        (3, "Client, prospect ou fournisseur", "choice-unknown"),
    ]
    assert problems[0].params == {"length": 251, "limit": 250}
    assert len(problems[0].value or "") == 120


def test_a_frame_with_wrong_types_is_a_fault_of_ours() -> None:
    """Text where numbers belong stops the run instead of blaming the file."""
    with pytest.raises(TypeError, match="id"):
        validation.validate(CLIENT, pd.DataFrame({"id": ["twelve"], "name": ["A"]}), HEADERS)


def test_a_broken_row_is_reported_once_however_wide_the_file(make_frame) -> None:
    """A rule on whole rows counts once a row, not once a column."""
    wide = {column.attribute.replace(".", "__"): [None] * 3 for column in CLIENT.columns}
    problems = _validate(make_frame(CLIENT, **wide))
    assert _found(problems) == [(row, "Société ou particulier", "client-type-missing") for row in (2, 3, 4)]


@pytest.mark.parametrize("entity", [CLIENT, CONTACT], ids=lambda entity: entity.name)
def test_every_rule_has_its_texts(entity) -> None:
    """Each rule's code has a message and a fix in both languages, and blames a column that exists."""
    for rule in entity.rules:
        assert rule.column in entity.by_attribute()
        for lang in ("fr", "en"):
            assert all(problem_text(rule.code, {"column": "X", "needed": "X"}, lang=lang))


def test_the_schema_carries_the_declaration() -> None:
    """The pandera schema of a file's columns names headers and API paths, and asks for no column more."""
    schema = validation.schema_of(CLIENT, ["name", "siret"])
    assert schema.columns["siret"].metadata["paths"] == {"company": "legal_france.siret"}
    assert schema.columns["siret"].title == "SIRET"
    assert set(schema.columns) == {"name", "siret"}
    assert not any(column.coerce for column in schema.columns.values())


_CELLS = {
    "name": ["", "Société", "x" * 255, "x" * 256],
    "client_type": ["company", "individual", "corporation"],
    "siret": ["73282932000074", "7328293200007", ""],
    "id": [1, 2**40],
    "tags": [["a"], []],
}


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(sorted(_CELLS)), st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1
    )
)
def test_a_frame_is_plainly_right_exactly_where_the_schema_finds_nothing(picked):
    """The quick test of a frame, which spares pandera, and the schema never differ."""
    cells = {
        name: [dict(enumerate(_CELLS[name])).get(at) for at in places] for name, places in picked.items()
    }
    frame = pd.DataFrame(
        {name: pd.Series(column, dtype=CLIENT.column(name).codec.dtype) for name, column in cells.items()}
    )
    schema = validation.schema_of(CLIENT, tuple(frame.columns))
    assert validation.plainly_right(CLIENT, frame) is (failure_cases(schema, frame) is None)
