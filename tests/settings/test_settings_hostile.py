"""Files of settings and YAML files that nest, repeat or count without end."""

import pytest

from etl.config.settings import profiles_of
from etl.core.errors import ConfigError
from etl.core.yaml_files import read_documents


@pytest.mark.parametrize("said", ["a = " + "[" * 100_000, "a = " + "9" * 100_000, "a." * 50_000 + "b = 1"])
def test_a_config_file_without_end_is_one_message(tmp_path, said):
    """Its line is told, and nothing is parsed for minutes."""
    (tmp_path / "config.toml").write_text(said)
    with pytest.raises(ConfigError) as wrong:
        profiles_of(tmp_path, {})
    assert (wrong.value.code, wrong.value.params["line"]) == ("config-malformed", 1)


@pytest.mark.parametrize("said", ["[" * 100_000, "{a: " * 5_000, "a:\n  " + "- " * 5_000 + "b"])
def test_a_yaml_file_without_end_is_one_message(tmp_path, said):
    """It is refused where it is too deep, not at its end."""
    (tmp_path / "a.yaml").write_text(said)
    with pytest.raises(ConfigError) as wrong:
        read_documents(tmp_path / "a.yaml")
    assert wrong.value.code == "document-yaml"
