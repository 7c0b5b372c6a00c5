"""Whatever Sellsy, or somebody between it and us, answers: a clear end, no fault of ours, within time and memory."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from fault_proxy import Proxy, proxied

from etl import import_file, resume_run
from etl.core.errors import DataError

ANSWERS = 2_000
PARTS = 4
"""Processes that share them."""


@pytest.mark.hostile
@pytest.mark.skipif(os.name != "posix", reason="memory is measured as POSIX has it")
@pytest.mark.parametrize("seed", range(PARTS))
def test_mutated_answers_never_make_a_fault(tmp_path, seed):
    """Changed answers to every kind of command: never exit code 70, a traceback, a control character, or a heavy cost."""
    program = Path(__file__).with_name("mutated_answers.py")
    done = subprocess.run(
        [sys.executable, program, str(seed), str(ANSWERS // PARTS), tmp_path],
        capture_output=True, text=True, timeout=1_200, check=True, cwd=program.parent,
    )  # fmt: skip
    told = json.loads(done.stdout)
    codes = Counter({})
    for name, count in told["codes"].items():
        codes[name.rpartition(" ")[2]] += count
    print(
        f"{told['mutated']} answers, {told['commands']} commands, exit codes {dict(codes)}, {told['cpu_s']} s of CPU"
    )
    assert told["mutated"] >= ANSWERS // PARTS
    assert told["faults"] == []
    assert told["costly"] == []
    assert told["unclear"] == []
    assert told["more_mb"] < 300


class Rewriting(Proxy):
    """A proxy that writes the documents of some answers anew, as long as `on`."""

    on = True
    where = ""

    def rewrite(self, told):
        """Change a document."""

    async def _broken(self, fault, lines, body, writer):
        answer = await self._passed_on(lines, body)
        head, _, content = answer.partition(b"\r\n\r\n")
        if self.on and self.where in lines[0]:
            told = json.loads(content)
            self.rewrite(told)
            content = json.dumps(told).encode()
            kept = [part for part in head.split(b"\r\n") if not part.lower().startswith(b"content-length")]
            answer = b"\r\n".join([*kept, b"Content-Length: %d" % len(content), b"", content])
        writer.write(answer)
        await writer.drain()
        return True


class Idless(Rewriting):
    """A proxy that takes the ids out of what creations are answered."""

    where = "/batch"

    def rewrite(self, told):
        for response in told["responses"]:
            if response["code"] == 201:
                response["response"] = {
                    key: value for key, value in response["response"].items() if key != "id"
                }


class Retyped(Rewriting):
    """A proxy that makes every custom field one of a kind that nobody knows."""

    where = "/custom-fields"

    def rewrite(self, told):
        for record in told["data"]:
            record["type"] = "signature"


def test_a_custom_field_of_an_unknown_kind_is_one_message(demo):
    """A column of such a field stops the import before anything is sent; a file without that column is imported."""
    path = demo.folder / "odd.csv"
    with proxied(demo.url, Retyped) as proxy:
        settings = demo.settings.for_sandbox(f"{proxy.url}/v2", proxy.url, f"{proxy.url}/0/")
        path.write_text("Nom société;cf:remise\nOdd One;5\n", encoding="utf-8")
        with pytest.raises(DataError) as caught:
            import_file(path, settings=settings, entity="client")
        assert (caught.value.code, demo.writes()) == ("custom-field-kind", 0)
        path.write_text("Nom société\nOdd One\n", encoding="utf-8")
        assert import_file(path, settings=settings, entity="client").counts["created"] == 1


def test_a_creation_that_tells_no_id_is_unknown_and_found_again(account):
    """It was done, so it is never sent again: the row is unknown, and a resumption finds the record."""
    path = account.folder / "odd.csv"
    path.write_text("Nom société;E-mail\nOdd One;odd1@x.example\nOdd Two;odd2@x.example\n", encoding="utf-8")
    with proxied(account.url, Idless) as proxy:
        settings = account.settings.for_sandbox(f"{proxy.url}/v2", proxy.url, f"{proxy.url}/0/")
        first = import_file(path, settings=settings, entity="client")
        assert (first.counts["unknown"], account.writes()) == (2, 2)
        proxy.on = False
        last = resume_run("last", settings=settings, settle_s=0)
    assert (last.counts.get("created"), last.counts.get("unknown", 0), account.writes()) == (2, 0, 2)
    assert sorted(company["name"] for company in account.companies()) == ["Odd One", "Odd Two"]
