"""Operations: intended, sent, settled."""

import pytest

from etl.core.errors import JournalError
from etl.core.results import Change, Outcome, RowResult
from etl.journal import NewOperation, OperationOutcome, OperationState, RowState

pytestmark = pytest.mark.databases

_CREATE = NewOperation(
    op_id="op-1",
    row=2,
    kind="create",
    method="POST",
    path="/v2/companies",
    body={"name": "Société", "tags": []},
    query={"verify": "false"},
    columns={"name": "Nom"},
    before={"name": None},
)
_ADDRESS = NewOperation(
    op_id="op-2",
    row=2,
    kind="address",
    method="POST",
    path="/v2/companies/op-1/addresses",
    needs=("op-1",),
    api="v1",
)
_OTHER = NewOperation(op_id="op-3", row=3, kind="update", method="PUT", path="/v2/companies/9", body=[1, "é"])


def _states(journal, run_id):
    return {operation.op_id: operation.state for operation in journal.operations.read(run_id)}


def _row_states(journal, run_id):
    return {row.row: row.state for row in journal.rows.next(run_id, after_position=-1, limit=3)}


def test_an_operation_comes_back_as_it_was(journal, run_id):
    """Every part of an operation is there for resume, reconcile and undo."""
    journal.operations.intend(run_id, [_CREATE, _ADDRESS, _OTHER])
    decoded = list(journal.operations.read(run_id))
    assert [operation.op_id for operation in decoded] == ["op-1", "op-2", "op-3"]
    for operation, wanted in zip(decoded, (_CREATE, _ADDRESS, _OTHER), strict=True):
        for name in NewOperation.__dataclass_fields__:
            assert getattr(operation, name) == getattr(wanted, name)
        assert (operation.state, operation.sent_at, operation.settled_at) == (
            OperationState.PLANNED,
            None,
            None,
        )


def test_states_follow_the_writes(journal, run_id, clock):
    """Operations and their rows go from planned to sent to settled, each with its time."""
    journal.operations.intend(run_id, [_CREATE, _ADDRESS, _OTHER])
    assert _row_states(journal, run_id) == {2: RowState.PLANNED, 3: RowState.PLANNED, 4: RowState.PENDING}
    clock.forward(1.25)
    sent_at = clock.time
    journal.operations.mark_sent(run_id, ["op-1", "op-2"])
    assert _states(journal, run_id) == {
        "op-1": OperationState.SENT,
        "op-2": OperationState.SENT,
        "op-3": OperationState.PLANNED,
    }
    assert _row_states(journal, run_id) == {2: RowState.PLANNED, 3: RowState.PLANNED, 4: RowState.PENDING}
    clock.forward(1)
    journal.operations.settle(
        run_id,
        operations=[
            OperationOutcome("op-1", http_status=201, answer_id=2**40),
            OperationOutcome("op-2", OperationState.UNKNOWN, error={"said": "502"}),
        ],
        rows=[RowResult(row=2, outcome=Outcome.UNKNOWN, sellsy_id=2**40)],
    )
    create, address = journal.operations.read(run_id, rows=[2])
    assert (create.state, create.http_status, create.answer_id) == (OperationState.SETTLED, 201, 2**40)
    assert (create.sent_at, create.settled_at) == (sent_at, clock.time)
    assert (address.state, address.error) == (OperationState.UNKNOWN, {"said": "502"})
    assert _row_states(journal, run_id) == {3: RowState.PLANNED, 4: RowState.PENDING, 5: RowState.PENDING}


def test_what_ends_and_what_leaves_are_one_transaction(journal, run_id, clock):
    """A batch that is settled and the next one that leaves are written together, or neither is."""
    journal.operations.intend(run_id, [_CREATE, _ADDRESS, _OTHER])
    journal.operations.mark_sent(run_id, ["op-1", "op-2"])
    outcomes = [OperationOutcome("op-1", answer_id=4), OperationOutcome("op-2")]
    with pytest.raises(JournalError):
        journal.operations.settle(run_id, operations=outcomes, leaving=["op-9"])
    assert _states(journal, run_id) == {
        "op-1": OperationState.SENT,
        "op-2": OperationState.SENT,
        "op-3": OperationState.PLANNED,
    }
    clock.forward(1)
    journal.operations.settle(run_id, operations=outcomes, leaving=["op-3"])
    assert _states(journal, run_id) == {
        "op-1": OperationState.SETTLED,
        "op-2": OperationState.SETTLED,
        "op-3": OperationState.SENT,
    }
    (other,) = journal.operations.read(run_id, op_ids=["op-3"])
    assert other.sent_at == clock.time


def test_what_is_expected_is_kept_with_the_intent(journal, run_id):
    """After a crash the plan of a row is still known: outcome, id and changes; it is no result yet."""
    changes = (Change("name", "A", "B"),)
    expected = RowResult(row=3, outcome=Outcome.UPDATED, sellsy_id=9, changes=changes)
    journal.operations.intend(run_id, [_OTHER], expected=[expected])
    journal.operations.mark_sent(run_id, [_OTHER.op_id])
    row = journal.rows.next(run_id, after_position=2, limit=1)[0]
    assert (row.state, row.outcome, row.sellsy_id, row.changes) == (
        RowState.PLANNED,
        Outcome.UPDATED,
        9,
        changes,
    )
    assert list(journal.rows.results(run_id)) == []
    assert journal.rows.counts(run_id)["updated"] == 0


def test_operations_are_chosen_by_state(journal, run_id):
    """Reconciling asks for what was sent or is unknown, and nothing else."""
    journal.operations.intend(run_id, [_CREATE, _ADDRESS, _OTHER])
    journal.operations.mark_sent(run_id, ["op-1", "op-2"])
    journal.operations.settle(run_id, operations=[OperationOutcome("op-1", OperationState.UNKNOWN)])
    wanted = (OperationState.SENT, OperationState.UNKNOWN)
    assert [operation.op_id for operation in journal.operations.read(run_id, states=wanted)] == [
        "op-1",
        "op-2",
    ]
    journal.operations.settle(
        run_id, operations=[OperationOutcome("op-1", OperationState.RECONCILED, answer_id=4)]
    )
    assert _states(journal, run_id)["op-1"] is OperationState.RECONCILED


def test_what_was_not_sent_can_be_planned_again(journal, run_id):
    """The writes of a row are forgotten only when none of its group was sent; the row waits to be planned again."""
    journal.rows.group(run_id, [2, 3], "g")
    journal.operations.intend(
        run_id, [_CREATE, _ADDRESS, _OTHER], expected=[RowResult(row=2, outcome=Outcome.CREATED)]
    )
    far = NewOperation(op_id="op-4", row=4, kind="update", method="PUT", path="/companies/9")
    journal.operations.intend(
        run_id, [far], expected=[RowResult(row=4, outcome=Outcome.UPDATED, sellsy_id=9)]
    )
    journal.operations.mark_sent(run_id, ["op-1"])
    journal.operations.unplan(run_id)
    assert set(_states(journal, run_id)) == {"op-1", "op-2", "op-3"}
    assert _row_states(journal, run_id) == {2: RowState.PLANNED, 3: RowState.PLANNED, 4: RowState.PENDING}
    (row,) = journal.rows.at(run_id, [4])
    assert (row.outcome, row.sellsy_id, row.changes) == (None, None, ())


def test_undo_reads_backwards_across_pages(journal, run_id):
    """Operations come newest first when asked, in the exact reverse order, whatever the number of pages."""
    journal.operations.intend(
        run_id,
        [
            NewOperation(op_id=f"op-{number}", row=2 + number % 10, kind="tags", method="POST", path="/")
            for number in range(2500)
        ],
    )
    forwards = [operation.op_id for operation in journal.operations.read(run_id)]
    assert forwards == [f"op-{number}" for number in range(2500)]
    assert [operation.op_id for operation in journal.operations.read(run_id, newest_first=True)] == forwards[
        ::-1
    ]


def test_an_operation_id_is_used_once(journal, run_id):
    """The same operation cannot be intended twice, and nothing of the second call is kept."""
    journal.operations.intend(run_id, [_CREATE])
    with pytest.raises(JournalError) as caught:
        journal.operations.intend(run_id, [_OTHER, _CREATE])
    assert caught.value.code == "journal-contradiction"
    assert _states(journal, run_id) == {"op-1": OperationState.PLANNED}
    assert _row_states(journal, run_id)[3] is RowState.PENDING


def test_an_operation_belongs_to_a_row(journal, run_id):
    """An operation for a row that was never read is refused."""
    with pytest.raises(JournalError) as caught:
        journal.operations.intend(
            run_id, [NewOperation(op_id="x", row=999, kind="create", method="POST", path="/")]
        )
    assert caught.value.code == "journal-contradiction"


@pytest.mark.parametrize("op_ids", [["op-9"], ["op-1", "op-9"]])
def test_an_operation_that_was_never_intended_cannot_be_sent(journal, run_id, op_ids):
    """Nothing is sent that was not written down, and nothing of the same call is kept."""
    journal.operations.intend(run_id, [_CREATE])
    with pytest.raises(JournalError) as caught:
        journal.operations.mark_sent(run_id, op_ids)
    assert caught.value.code == "journal-row-missing"
    assert _states(journal, run_id) == {"op-1": OperationState.PLANNED}


def test_operations_and_rows_settle_together_or_not_at_all(journal, run_id):
    """When one part of a settlement is refused, the other part is not kept either."""
    journal.operations.intend(run_id, [_CREATE])
    journal.operations.mark_sent(run_id, ["op-1"])
    with pytest.raises(JournalError):
        journal.operations.settle(
            run_id,
            operations=[OperationOutcome("op-1")],
            rows=[RowResult(row=999, outcome=Outcome.CREATED)],
        )
    assert _states(journal, run_id) == {"op-1": OperationState.SENT}


def test_an_error_message_repeats_no_data(journal, run_id):
    """A refused write does not spill the user's data into an error message."""
    operation = NewOperation(
        op_id="x", row=999, kind="create", method="POST", path="/", body={"name": "Dupont"}
    )
    with pytest.raises(JournalError) as caught:
        journal.operations.intend(run_id, [operation])
    assert "Dupont" not in str(caught.value)
    assert "Dupont" not in str(caught.value.__cause__)


def test_nothing_to_do_is_nothing(journal, run_id):
    """Empty calls change nothing."""
    journal.operations.intend(run_id, [])
    journal.operations.mark_sent(run_id, [])
    journal.operations.settle(run_id)
    journal.rows.add(run_id, [])
    assert journal.rows.counts(run_id)["read"] == 10
