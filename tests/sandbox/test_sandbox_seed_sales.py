"""The demonstration account's sales and agenda, and how the dump shows them."""


def test_the_demonstration_sells_and_plans(sellsy):
    """Twelve opportunities in two pipelines; ten tasks, events and comments about every kind of record."""
    answer = sellsy.admin.get("/dump?ids=true").json()
    sizes = {name: len(answer[name]) for name in ("opportunities", "tasks", "calendar-events", "comments")}
    assert sizes == {"opportunities": 12, "tasks": 10, "calendar-events": 10, "comments": 10}
    assert {opportunity["pipeline"]["id"] for opportunity in answer["opportunities"]} == {41, 42}
    for name in ("tasks", "calendar-events", "comments"):
        about = {item["type"] for record in answer[name] for item in record["related"]}
        assert about == {"company", "individual", "contact", "opportunity"}


def test_opportunities_have_four_custom_fields(sellsy):
    """A choice, a text, an amount and a list of choices, numbered after those of the thirds."""
    page = sellsy.post("/custom-fields/search", json={"filters": {"related_object": "opportunity"}}).json()
    assert [(record["id"], record["type"]) for record in page["data"]] == [
        (316, "select"), (317, "simple-text"), (318, "amount"), (319, "checkbox"),
    ]  # fmt: skip


def test_two_accounts_filled_in_another_order_dump_alike(open_sandbox):
    """Without identifiers an opportunity is told by its words, and so is what a comment answers."""
    dumps = []
    for order in (("A", "B"), ("B", "A")):
        client = open_sandbox()
        for name in order:
            third = client.company(name)["id"]
            person = client.contact(f"Contact {name}")["id"]
            deal = client.make(
                "/opportunities", name=name, pipeline=41, step=401, related=[{"type": "company", "id": third}],
                contact_ids=[person],
            )["id"]  # fmt: skip
            about = [{"type": "opportunity", "id": deal}]
            first = client.make("/comments", description=name, related=about)["id"]
            client.make("/comments", description="Oui", related=about, parent_id=first)
        dumps.append(client.admin.get("/dump").json())
    assert dumps[0] == dumps[1]
    assert {comment["parent_id"] for comment in dumps[0]["comments"]} == {None, "comment A", "comment B"}
