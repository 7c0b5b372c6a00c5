"""`sandbox serve --faults`: a rehearsal of what goes wrong."""

import httpx


def test_faults_of_a_file_are_in_force_from_the_start(bare):
    """The rules are YAML; a running sandbox shows what they broke."""
    rules = "- {match: {path: /oauth2}, fault: status, status: 503, retry_after: 7, nth: [1]}\n"
    bare.write("faults.yaml", rules)
    process = bare.start("sandbox", "serve", "--port", "0", "--faults", "faults.yaml")
    try:
        url = process.stdout.readline().strip().split("=")[1].removesuffix("/v2")
        answer = httpx.post(f"{url}/oauth2/access-tokens", json={})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
        (shown,) = httpx.get(f"{url}/_sandbox/faults").json()
        assert (shown["seen"], shown["fired"]) == (1, 1)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_faults_that_cannot_be_read_say_what_is_accepted(bare):
    """No list, an unknown fault, broken YAML, no file: exit code 2 and the reason, nothing is served."""
    contents = {"a.yaml": "fault: delay\n", "b.yaml": "- {fault: explode}\n", "c.yaml": "- {fault: [\n"}
    said = []
    for name, content in contents.items():
        bare.write(name, content)
        ran = bare("--lang", "en", "sandbox", "serve", "--port", "0", "--faults", name)
        assert (ran.code, ran.out) == (2, "")
        said.append(ran.err)
    assert "a list of rules is expected" in said[0]
    assert "drop_after" in said[1]
    assert bare("sandbox", "serve", "--port", "0", "--faults", "none.yaml").code == 2
