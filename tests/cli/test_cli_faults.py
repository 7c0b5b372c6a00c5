"""`sandbox serve --faults`: a rehearsal of what goes wrong."""

from plain import HTTP


def test_faults_of_a_file_are_in_force_from_the_start(bare):
    """The rules are YAML; a running sandbox shows what they broke."""
    rules = "- {match: {path: /oauth2}, fault: status, status: 503, retry_after: 7, nth: [1]}\n"
    bare.write("faults.yaml", rules)
    process = bare.start("sandbox", "serve", "--port", "0", "--faults", "faults.yaml")
    try:
        url = process.stdout.readline().strip().split("=")[1].removesuffix("/v2")
        answer = HTTP.post(f"{url}/oauth2/access-tokens", json={})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
        (shown,) = HTTP.get(f"{url}/_sandbox/faults").json()
        assert (shown["seen"], shown["fired"]) == (1, 1)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_faults_that_cannot_be_read_say_what_is_accepted(bare):
    """No list, an unknown fault, broken YAML, no file: exit code 2 and the reason, nothing is served."""
    contents = {"a.yaml": "fault: delay\n", "b.yaml": "- {fault: explode}\n", "c.yaml": "- {fault: [\n"}
    lines = []
    for name, content in contents.items():
        bare.write(name, content)
        ran = bare("--lang", "en", "sandbox", "serve", "--port", "0", "--faults", name)
        assert (ran.code, ran.out) == (2, "")
        lines.append(ran.err)
    assert "a list of rules is expected" in lines[0]
    assert "drop_after" in lines[1]
    assert bare("sandbox", "serve", "--port", "0", "--faults", "none.yaml").code == 2


def test_what_is_accepted_is_said(bare):
    """Whom the sandbox takes, how tokens end, both quotas, the wire: what the options make of them."""
    options = (
        "--client",
        "me:mine:user:hers",
        "--single-token",
        "--quota",
        "7/s",
        "--wire",
        "contract",
        "--lenient",
    )
    process = bare.start("--lang", "en", "sandbox", "serve", "--port", "0", *options)
    lines = [process.stderr.readline().strip() for _ in range(6)]
    process.terminate()
    process.communicate(timeout=20)
    assert lines[1:] == [
        "Access: only me with its secret; in API v1 it is the application, with the user token user only.",
        "Tokens: each lasts 24 h; a new one revokes the previous one.",
        "Quotas: API v2 7/s, 10000/min, 1000000/day; API v1 5/s, 432000/day.",
        "Answers: as the contract of the API describes them.",
        "Body keys that Sellsy does not know are ignored.",
    ]


def test_credentials_have_two_parts_or_four(bare):
    """Anything else is exit code 2, and says how they are written."""
    for value in ("me", "me:", "me:mine:user", "me:mine:user:", "a:b:c:d:e"):
        ran = bare("--lang", "en", "sandbox", "serve", "--port", "0", "--client", value)
        assert (ran.code, ran.out) == (2, "")
        assert "ID:SECRET:TOKEN:SECRET" in ran.err
