"""Files of settings and YAML files that nest, repeat or count without end."""

import pytest

from etl.config.config_file import profiles_of
from etl.core.errors import ConfigError
from etl.core.yaml_files import read_documents


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 100_000, "a." * 50_000 + "b = 1"])
def test_a_config_file_without_end_is_one_message(tmp_path, text):
    """Its line is told, and nothing is parsed for minutes."""
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(ConfigError) as wrong:
        profiles_of(tmp_path, {})
    assert (wrong.value.code, wrong.value.params["line"]) == ("config-malformed", 1)


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 5_000, "a:\n  " + "- " * 5_000 + "b"])
def test_a_yaml_file_without_end_is_one_message(tmp_path, text):
    """It is refused where it is too deep, not at its end."""
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(ConfigError) as wrong:
        read_documents(tmp_path / "a.yaml")
    assert wrong.value.code == "document-yaml"


@pytest.mark.parametrize("text", ['a: "x\\0y"', '"x\\0": a', 'a: ["\\ud800"]'])
def test_a_yaml_text_that_no_name_can_hold_is_refused_on_its_line(tmp_path, text):
    """YAML can spell a NUL and half a character; no file and no request can hold them."""
    (tmp_path / "a.yaml").write_text("b: 1\n" + text)
    with pytest.raises(ConfigError) as wrong:
        read_documents(tmp_path / "a.yaml")
    assert (wrong.value.code, wrong.value.params["line"]) == ("document-yaml", 2)


@pytest.mark.parametrize("name", ["a\0b.yaml", "\ud800.yaml"])
def test_a_yaml_file_that_cannot_exist_is_unreadable(tmp_path, name):
    """A name with a NUL or half a character in it is no fault of ours."""
    with pytest.raises(ConfigError) as wrong:
        read_documents(tmp_path / name)
    assert wrong.value.code == "document-unreadable"
