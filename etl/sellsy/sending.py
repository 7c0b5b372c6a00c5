"""Sending a batch: cut in two when it is too large, one by one when batches are refused, never twice."""

from collections.abc import Sequence
from itertools import groupby

from etl.errors import ApiError, FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.results import JsonValue
from etl.sellsy.api import Sellsy
from etl.sellsy.batch import BatchAnswer, Call, decode, encode, unanswered

_NO_BATCH = (404, 405, 501)
"""Statuses by which the endpoint itself says that it is not there."""

_READ_ROUNDS = 3


def send_batch(sellsy: Sellsy, calls: Sequence[Call]) -> list[BatchAnswer]:
    """Send calls in one request and return the answer of each, in order.

    A batch of reads is sent again as a whole; one that holds a write only when it was surely not executed, else
    its calls get an `OutcomeUnknownError`.

    Raises:
        FatalApiError: 401, 402, 403 for the whole request: no call was executed.
        RetryableApiError: Sellsy cannot be reached: no call was executed.
    """
    writes = any(call.writes for call in calls)
    try:
        answer = sellsy.request("POST", "/batch", content=encode(calls), write=writes)
    except OutcomeUnknownError as error:
        return [unanswered(call, error.said or error.message()) for call in calls]
    except RefusedError as error:
        if error.status == 413:
            return _halved(sellsy, calls, error)
        if error.status in _NO_BATCH:
            return _one_by_one(sellsy, calls)
        raise FatalApiError("batch-refused", method="POST", path="/batch", status=error.status, said=error.said) from error
    answers = decode(answer.body, calls)
    return answers if writes else _read_again(sellsy, calls, answers)


def _read_again(sellsy: Sellsy, calls: Sequence[Call], answers: list[BatchAnswer]) -> list[BatchAnswer]:
    """Ask again for reads that got no answer; they cannot do harm."""
    for _ in range(_READ_ROUNDS):
        missing = [i for i, answer in enumerate(answers) if isinstance(answer.error, RetryableApiError | OutcomeUnknownError)]
        if not missing:
            break
        some = [calls[i] for i in missing]
        body = sellsy.request("POST", "/batch", content=encode(some), write=False).body
        for i, answer in zip(missing, decode(body, some), strict=True):
            answers[i] = answer
    return answers


def _halved(sellsy: Sellsy, calls: Sequence[Call], error: ApiError) -> list[BatchAnswer]:
    """Send two halves, cut between groups; a single group goes one by one."""
    groups = [list(some) for _, some in groupby(calls, key=lambda call: call.group)]
    if len(groups) == 1:
        if len(calls) == 1:
            return [BatchAnswer(error.status, None, error)]
        return _one_by_one(sellsy, calls)
    half = len(groups) // 2
    first = [call for group in groups[:half] for call in group]
    second = [call for group in groups[half:] for call in group]
    return send_batch(sellsy, first) + send_batch(sellsy, second)


def _one_by_one(sellsy: Sellsy, calls: Sequence[Call]) -> list[BatchAnswer]:
    """Make each call alone, with the ids that earlier ones got; one that needs a failed one is not sent."""
    ids: dict[str, str] = {}
    failed: set[str] = set()
    answers: list[BatchAnswer] = []
    for call in calls:
        if any(uuid in call.path for uuid in failed):
            lost = RefusedError("api-refused", method=call.method, path=call.path, status=404)
            answers.append(BatchAnswer(404, None, lost))
            continue
        answer = _alone(sellsy, call, ids)
        answers.append(answer)
        if call.uuid:
            found = answer.body.get("id") if isinstance(answer.body, dict) else None
            if found is None:
                failed.add(call.uuid)
            else:
                ids[call.uuid] = str(found)
    return answers


def _alone(sellsy: Sellsy, call: Call, ids: dict[str, str]) -> BatchAnswer:
    path = call.path
    for uuid, found in ids.items():
        path = path.replace(uuid, found)
    body: JsonValue = call.body
    try:
        done = sellsy.request(call.method, path, query=call.query, body=body, write=call.writes)
    except ApiError as error:
        return BatchAnswer(error.status, None, error)
    return BatchAnswer(done.status, done.body)
