"""Text that was encoded twice is told from text that only looks strange."""

import pytest

from etl.codecs.cleaning.mojibake import repaired_cells, repaired_text

SAID = [
    "HÃ©lÃ¨ne & Cie", "dÃ©jÃ\u00a0 vu", "Lâ€™atelier", "10 â‚¬", "SOCIÃ‰TÃ‰ GÃ‰NÃ‰RALE", "CÅ“ur", "Â« ok Â»", "nÂ° 12",
    "HÃ”PITAL", "Lâ\x80\x99Ã©tÃ©", "SÃ£o JoÃ£o", "MÃ¼ller", "aÃ§aÃ\xad", "fin â€¦", "HÃƒÂ©lÃƒÂ¨ne",
]  # fmt: skip
MEANT = [
    "Hélène & Cie", "déjà vu", "L’atelier", "10 €", "SOCIÉTÉ GÉNÉRALE", "Cœur", "« ok »", "n° 12",
    "HÔPITAL", "L’été", "São João", "Müller", "açaí", "fin …", "Hélène",
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), list(zip(SAID, MEANT, strict=True)))
def test_text_encoded_twice_is_repaired(text, meant):
    """Letters and signs of Western Europe come back, from cp1252 or Latin-1, even from three times over."""
    assert repaired_text(text) == meant


@pytest.mark.parametrize("text", [
    "Hélène", "SÃO PAULO", "IRMÃ", "IRMÃ…", "AMANHÔ", "« IRMû", "IRMÃ\u00a0DULCE", "Â", "ÂNGELA", "CONGÉ…", "Ångström",
    "„Ä“", "â", "château", "Žižek", "Łódź", "Москва", "10 €", "", "H\ufffdlène",
])  # fmt: skip
def test_other_text_is_left_alone(text):
    """Portuguese capitals, German quotes, accents of every kind are no such text."""
    assert repaired_text(text) is None


def test_a_column_tells_its_cells():
    """Cells of any kind may stand between; those that were encoded twice come with their places."""
    assert repaired_cells(["a", "HÃ©lÃ¨ne", None, 1, "é", "Ã©"]) == {1: "Hélène", 5: "é"}
    assert repaired_cells(["Ã", "©"]) == {}
