"""Which encoding a text file is in: what proves UTF-8, what disproves cp1252, and what must be asked."""

import gzip

import pytest

from etl.core.errors import DataError
from etl.sheets import open_table

KNOWN = {"Nom", "E-mail", "Note"}.__contains__
HEAD = "Nom;E-mail;Note\r\n"
FAR = "".join(f"S{n};s{n}@example.com;note ordinaire\r\n" for n in range(40_000))
"""More than a block of bytes in ASCII."""


@pytest.fixture
def opened(tmp_path):
    """Return what opens bytes as a CSV."""

    def open_(content, name="a.csv", **options):
        path = tmp_path / name
        path.write_bytes(content)
        return open_table(path, known=KNOWN, **options)

    return open_


def rows_of(table):
    return [row for chunk in table.chunks() for row in zip(*chunk.columns, strict=True)]


def refused(open_, content, **options):
    with pytest.raises(DataError) as wrong:
        rows_of(open_(content, **options))
    return wrong.value


@pytest.mark.parametrize(("text", "encoding"), [
    ("Hélène;L’œil d’Émile;10 € – « ok »…\r\nCŒUR;SOCIÉTÉ;“x”\r\n", "cp1252"),
    ("L’atelier;Cœur;10 €\r\n", "cp1252"),
    ("L’atelier;a;b\r\n", "utf-8"),
    ("10 €;a;œuvre\r\n", "utf-8"),
    ("SÃO PAULO;IRMÃ;AMANHÃ…\r\nJoão;Ção;x\r\n", "cp1252"),
    ("SÃO PAULO;IRMÃ;AMANHÃ…\r\n", "utf-8"),
    ("Muñoz;Müller Straße;„Zitat“ Ärger\r\nÅngström;Øre;¿qué?\r\n", "cp1252"),
    ("Žižek;Škoda;Željko\r\n", "cp1252"),
    ("AutoŠkoda;Café;été\r\n", "cp1252"),
    ("CAFé;GéNéRALE;SOCIéTé\r\n", "cp1252"),
    ("Marque™;n°12 m²;etc…suite\r\nParis–Lyon;CONGÉ…;été\r\n", "cp1252"),
    ("Łódź;złoty;Kraków\r\n", "utf-8"),
    ("Москва;да;x\r\n", "utf-8"),
    (FAR + "Café;a;b\r\n", "cp1252"),
    (FAR + "L’été;a;b\r\n", "utf-8"),
], ids=range(15))  # fmt: skip
def test_files_of_one_encoding_are_read(opened, text, encoding):
    """French, Portuguese, Spanish, German and Slavic words, capitals, signs, an accent a megabyte below."""
    table = opened((HEAD + text).encode(encoding))
    assert table.layout.encoding == encoding
    assert ";".join(rows_of(table)[-1]) == text.splitlines()[-1]


def named(error):
    """Return the encodings that an error names, with what each reads."""
    return {
        encoding: word.strip("()")
        for choice in error.params["choices"]
        for _, encoding, word in [choice.split(" ", 2)]
    }


def test_encodings_that_read_no_word_are_not_offered(opened):
    """`Hélène` of DOS is no word of Macs, nor of Central Europe: one encoding is named."""
    error = refused(opened, (HEAD + "Hélène;a;été\r\n").encode("cp850"))
    assert named(error) == {"cp850": "Hélène"}


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
@pytest.mark.parametrize(("text", "line"), [
    ("Hélène & Cie;a;déjà vu, garçon\r\n", 2),
    ("Café Noël;a;x\r\n", 2),
    ("SOCIÉTÉ GÉNÉRALE;a;x\r\n", 2),
    ("A;a;x\r\nCrèmerie du Rhône;a;août\r\n", 3),
    ("Müller;a;Köln\r\n", 2),
    ('"un\nde plus";a;x\r\nÉlégance;a;x\r\n', 4),
    (FAR + "Élégance à la française;a;x\r\n", 40_002),
], ids=range(7))  # fmt: skip
def test_an_old_encoding_is_asked_for(opened, encoding, text, line):
    """Letters where none can stand tell it is not cp1252; the right one is named with the word that it reads."""
    content = (HEAD + text).encode(encoding)
    error = refused(opened, content)
    assert (error.code, error.params["line"]) == ("encoding-asked", line)
    assert named(error)[encoding] in text
    assert all(encoding in error.hint() for encoding in named(error))
    assert ";".join(rows_of(opened(content, encoding=encoding))[-1]) in text


@pytest.mark.parametrize(("encoding", "text"), [
    ("iso8859-15", "A;b;Cœur\r\n"), ("iso8859-15", "CHŒUR;b;x\r\n"), ("iso8859-15", "Les Œuvres;b;10 €\r\n"),
    ("iso8859-15", "A;b;10 €\r\n"), ("iso8859-15", "A;b;1 250,50€\r\n"), ("iso8859-15", "A;b;€ 10\r\n"),
    ("iso8859-15", "L'Haÿ;b;L'HAŸ-LES-ROSES\r\n"), ("iso8859-15", "Tomaš;živko;žena\r\n"),
    ("cp1250", "Łódź;b;x\r\n"), ("cp1250", "A;b;zażółć\r\n"), ("cp1250", "już;b;x\r\n"), ("cp1250", "Spółka;b;x\r\n"),
    ("cp1250", "ŁUKASZ;b;x\r\n"), ("cp1250", "Żywiec;b;x\r\n"), ("cp1250", "šťastný;b;x\r\n"),
    ("mac_roman", "Noël;b;x\r\n"), ("mac_roman", "A;b;Citroën\r\n"), ("mac_roman", "Gaëlle;b;x\r\n"),
], ids=range(18))  # fmt: skip
def test_what_is_like_cp1252_but_for_some_letters_is_asked_for(opened, encoding, text):
    """A sign inside a word, or that of no currency beside a number, is a letter or a euro of another encoding."""
    content = (HEAD + text).encode(encoding)
    error = refused(opened, content)
    assert (error.code, error.params["line"]) == ("encoding-asked", 2)
    assert named(error)[encoding] in text
    assert "?" not in error.hint()
    assert ";".join(rows_of(opened(content, encoding=encoding))[-1]) + "\r\n" == text


@pytest.mark.parametrize("text", [
    "3½ rue;½ kg;2½h", "12 m³;30m³;m³habitable", "¿Qué?;¿Cómo;y ¿por qué?", "£300;£ 300;300£ HT", "l’œuf;‘quoted’;x",
    "‘été’;Joe‘s;d‘été", "L´OREAL;l´été;AUJOURD´HUI", "O´BRIEN;qu´à;Café", "note¹;a²;1º piso", "Mª José;Nº1;Avdª",
    "½ journée;¼ heure;¾", "O‘Brien;They‘re;L‘Oréal", "£HT;£stg;£k", "Cœur;10 €;Œuvre", "´cité´;a ¦ b;¤ puce",
], ids=range(15))  # fmt: skip
def test_signs_where_they_stand_in_cp1252_stay(opened, text):
    """Fractions, units, prices, quotes and accents typed for apostrophes."""
    table = opened((HEAD + text + "\r\nHélène;x;été\r\n").encode("cp1252"))
    assert table.layout.encoding == "cp1252"
    assert ";".join(rows_of(table)[0]) == text


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_one_line_of_an_old_encoding_is_found(opened, encoding):
    """A file of cp1252 with a line of another is refused with that line."""
    content = (HEAD + "Hélène;été;œuvre\r\n" * 5).encode("cp1252") + "société;a;x\r\n".encode(encoding)
    error = refused(opened, content)
    assert (error.code, error.params["line"]) == ("encoding-asked", 7)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("packed", [False, True])
def test_mixed_encodings_are_refused_with_the_lines_of_the_bytes(opened, end, packed):
    """Lines are counted as people see them: every line end, line breaks in quotes, unpacked."""
    first = HEAD.replace("\r\n", end) + f'"L’a{end}b";a;x{end}' + f"B;b;y{end}" * 3
    content = first.encode() + f"Café;c;z{end}".encode("cp1252")
    if packed:
        content = gzip.compress(content)
    error = refused(opened, content, name="a.csv.gz" if packed else "a.csv")
    assert (error.code, error.params["line"], error.params["other"]) == ("encoding-mixed", 7, 2)


@pytest.mark.parametrize(("utf8", "other"), [
    ("L’atelier;a;10 €\r\n", "Café;b;x\r\n"), ("Hélène;a;x\r\n", "Noël;b;x\r\n"), ("Москва;a;x\r\n", "Noël;b;x\r\n"),
    ("mały;byłby;żył\r\n", "Noël;b;x\r\n"), (FAR + "Œuvre;a;x\r\n", "Noël;b;x\r\n"),
], ids=range(5))  # fmt: skip
def test_one_line_of_the_other_encoding_is_enough(opened, utf8, other):
    """Any character of UTF-8 proves it, and one line of cp1252 is found; so is one of UTF-8 in a file of cp1252."""
    both = utf8.encode(), other.encode("cp1252")
    lines = utf8.count("\n") + 1
    error = refused(opened, HEAD.encode() + both[0] + both[1])
    assert (error.code, error.params["line"], error.params["other"]) == ("encoding-mixed", lines + 1, lines)
    error = refused(opened, HEAD.encode() + both[1] + both[0])
    assert (error.code, error.params["line"], error.params["other"]) == ("encoding-mixed", 2, lines + 1)


def test_bytes_that_an_encoding_lacks_are_refused_with_their_line(opened):
    """None becomes a sign for what was lost: the line of the byte is named, whichever encoding was said."""
    text = (HEAD + "Hélène;a;x\r\n" * 3000).encode("cp1252")
    error = refused(opened, text + b"B;b;\x90\x9d\x81\r\n", encoding="cp1252")
    assert (error.code, error.params["line"]) == ("encoding-wrong", 3002)
    assert refused(opened, text + b"B;b;\x90\r\n").params["line"] == 3002
    content = HEAD.encode("utf-8-sig") + b"A;a;x\r\n" * 3000 + "Café;c;z\r\n".encode("cp1252")
    error = refused(opened, content)
    assert (error.code, error.params["line"]) == ("encoding-wrong", 3002)
    wide = (HEAD + "A;a;x\r\n" * 3000).encode("utf-16-le") + b"\x00\xd8;\x00"
    assert refused(opened, wide, encoding="utf-16-le").params["line"] == 3002


def test_a_nul_byte_is_named_by_its_line(opened):
    """Lines of CR are counted too."""
    error = refused(opened, HEAD.replace("\r\n", "\r").encode() + b"A;a;x\rB;\x00;y\r")
    assert (error.code, error.params["line"]) == ("nul-bytes", 3)
