"""Files that a person writes for the sandbox: read within bounds, and refused in one sentence."""

import os
import subprocess
import sys

import pytest
from pace import slower

from etl.sandbox.http.faults.rules import Faults
from etl.sandbox.seed.yaml_text import read_yaml

NO_LIST = {"nothing": "", "an object": "fault: delay\n", "a word": "delay\n"}
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "aliases": BOMB,
    "one alias": "- &a {fault: delay}\n- *a\n",
    "lists": "[" * 100_000,
    "closed lists": "[" * 10_000 + "]" * 10_000,
    "objects": '{"a":' * 100_000,
    "indented": "".join(f"{' ' * depth}- \n" for depth in range(1200)),
    "dashes": "- " * 100_000,
    "a number": f"- {{fault: delay, ms: {'9' * 400_000}}}",
    "base sixty": f"- {{fault: delay, ms: {'1:' * 200_000}1}}",
    "many values": "[" + "1," * 400_000 + "1]",
    "many rules": "- {fault: delay}\n" * 6000,
    "a tag": "- !!python/object/apply:os.system ['true']\n",
    "a date": "- {fault: delay, ms: 2026-11-30}",
    "infinity": "- {fault: delay, ms: .inf}",
    "no number": "- {fault: delay, ms: .nan}",
    "half a character": '- {fault: "\\ud800"}',
    "a key that is a number": "- {1: delay}",
    "a key that is a list": "- {[a]: delay}",
    "two documents": "- {fault: delay}\n---\n- {fault: delay}\n",
    "no yaml": "- {fault: [\n",
    "no text": "\x00\x01\x02",
    "a long text": "- {fault: '" + "x" * 900_000 + "'}",
    "too long": "# " + "x" * 1_200_000,
    "a null rule": "- null\n",
    "a rule that is a list": "- [fault, delay]\n",
}
WRONG = {
    "match": [3, "x", [], {"path": 3}, {"method": []}, {"in": "x"}, {"in": []}, {"uri": "x"}, {"path": "("}, {"path": "(" * 900}, {"path": "a{99999999999}"}],
    "nth": [0, -1, "1", [0], ["x"], {}, 1.5, 10**30], "times": [-1, "2", [], 1.5, 10**30], "rate": [2, -0.1, "0.5", [], 10**30],
    "seed": [[], {}, 10**30, None], "status": [0, 204, 999, "503", None, [], 10**30], "retry_after": [-1, [], {}, "é", "a\nb", True, 10**30],
    "after": [1, "yes", None], "keep": [-1, "1", 1.5, None], "lose": [-1, [], 10**30], "ms": [-1, "10", None, 10**30], "lag_ms": ["1", -5, [], 10**30],
    "message": [3, [], None, "x" * 2000], "calls": [3, {}, ["x"], [{}], [{"method": "GET"}], [{"method": 3, "path": "/x"}]],
    "fault": [None, 3, [], {}, "explode"], "inconnu": [1],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(tmp_path, name):
    """Aliases, towers, endless numbers, tags, values that JSON has not: a ValueError, short enough to print."""
    path = tmp_path / "a.yaml"
    path.write_text(HOSTILE[name], encoding="utf-8")
    with pytest.raises(ValueError, match=r".+") as caught:
        Faults(read_yaml(path))
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in WRONG.items() for value in values]
)
def test_a_rule_with_a_value_of_a_wrong_type_is_refused_before_anything_is_asked(key, value):
    """Else it would break a request long after: every key is checked when the rules are read."""
    with pytest.raises(ValueError, match=r"^fault: ") as caught:
        Faults([{"fault": "status", "status": 503, key: value}])
    assert len(str(caught.value)) < 600


def test_what_people_write_is_read(tmp_path):
    """Comments, JSON, quoted dates, numbers and flags, up to what a person needs."""
    path = tmp_path / "a.yaml"
    path.write_text(
        "# c\n- {fault: status, status: 503, after: true, nth: [1, 2], rate: 0.5, message: 2026-11-30}\n",
        encoding="utf-8",
    )
    rule = {
        "fault": "status",
        "status": 503,
        "after": True,
        "nth": [1, 2],
        "rate": 0.5,
        "message": "2026-11-30",
    }
    assert read_yaml(path) == [rule]
    path.write_text('[{"fault": "delay", "ms": 10, "match": {"path": "é"}}]', encoding="utf-8")
    assert read_yaml(path) == [{"fault": "delay", "ms": 10, "match": {"path": "é"}}]


@pytest.mark.hostile
@pytest.mark.parametrize("command", [("serve", "--port", "0", "--faults"), ("setup",)])
def test_no_file_costs_more_than_two_seconds_and_300_megabytes(tmp_path, command):
    """Each is refused by exit code 2, in processor seconds beyond those of the command's own start."""
    environ = {**os.environ, "SELLSY_ETL_HOME": str(tmp_path / "home")}
    told = []
    for name, content in {**HOSTILE, **NO_LIST, "": "- {fault: explode}\n"}.items():
        path = tmp_path / "a.yaml"
        path.write_text(content, encoding="utf-8")
        line = [
            sys.executable,
            "-c",
            "from etl.cli.entry import main; main()",
            "--lang",
            "en",
            "sandbox",
            *command,
            str(path),
        ]
        with (tmp_path / "said").open("w+", encoding="utf-8") as log:
            process = subprocess.Popen(line, stdout=log, stderr=log, env=environ)
            _, status, cost = os.wait4(
                process.pid, 0
            )  # of this process alone, not of all that the tests began
            log.seek(0)
            text = log.read()
        process.returncode = os.waitstatus_to_exitcode(status)
        told.append((cost.ru_utime + cost.ru_stime, cost.ru_maxrss, name))
        assert process.returncode in (2, 3), (name, process.returncode, text[-500:])
        assert "Traceback" not in text
    start = told[-1][0]
    print(command[0], "start", round(start, 2), "worst", max(told), "largest", max(item[1] for item in told))
    assert max(told)[0] - start < 2 * slower()
    assert max(item[1] for item in told) < 300_000
