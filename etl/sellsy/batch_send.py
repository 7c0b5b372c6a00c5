"""Send a batch: split when it is too large, call by call when batches are refused, repeated where harmless.

No answer is ever lost: once a call of a batch was answered, the error that stops the others becomes
their answer instead of an exception.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from etl.core.errors import ApiError, FatalApiError, OutcomeUnknownError, RefusedError, RetryableApiError
from etl.sellsy.api import Sellsy, read_failed
from etl.sellsy.batch import cut, decode, encode, names, substituted
from etl.sellsy.calls import BatchAnswer, Call
from etl.sellsy.documents import all_right, checked, whole
from etl.sellsy.translate import status_error

_STOPS = (FatalApiError, RetryableApiError)
_NO_BATCH = (404, 405, 501)


def send_batch(sellsy: Sellsy, calls: Sequence[Call]) -> list[BatchAnswer]:
    """Send calls together and return an answer per call, in order.

    Raises:
        FatalApiError: Sellsy refuses every call (401, 402, 403, the day's calls are used up); none was
            executed.
        RetryableApiError: Sellsy cannot be reached; none was executed, or all of them only read.
    """
    answers = _sent(sellsy, calls)
    if all(answer.error is None for answer in answers):
        return answers
    for pause in sellsy.pauses():
        again = _again(calls, answers)
        if not again or pause is None:
            break
        sellsy.wait(pause)
        ids = _ids(calls, answers)
        try:
            better = _sent(sellsy, [substituted(calls[rank], ids) for rank in again])
        except _STOPS as error:
            better = [_stopped(answers[rank], error) for rank in again]
            return _merged(answers, again, better)
        answers = _merged(answers, again, better)
    return [_final(call, answer) for call, answer in zip(calls, answers, strict=True)]


def _merged(
    answers: Sequence[BatchAnswer], ranks: Sequence[int], better: Sequence[BatchAnswer]
) -> list[BatchAnswer]:
    replaced = dict(zip(ranks, better, strict=True))
    return [replaced.get(rank, answer) for rank, answer in enumerate(answers)]


def _sent(sellsy: Sellsy, calls: Sequence[Call]) -> list[BatchAnswer]:
    if not calls:
        return []
    memory = sellsy.batches
    if memory.refused:
        return _singly(sellsy, calls)
    if memory.most is not None and len(calls) > memory.most:
        parts = cut(calls, memory.most)
        if len(parts) > 1:
            return _in_turn(parts, lambda part: _at_once(sellsy, part))
    return _at_once(sellsy, calls)


def _at_once(sellsy: Sellsy, calls: Sequence[Call]) -> list[BatchAnswer]:
    """Send a request; split it when it is too large, and stop using batches when Sellsy refuses them."""
    try:
        answer = sellsy.send_batch(encode(calls), write=not all(call.is_read for call in calls))
    except OutcomeUnknownError as error:
        return [BatchAnswer(error.status, error=_same(error, call)) for call in calls]
    except RefusedError as error:
        if error.status == 413:
            return _smaller(sellsy, calls)
        if error.status in _NO_BATCH:
            sellsy.batches.refused = True
            return _singly(sellsy, calls)
        raise FatalApiError(
            "batch-refused", method="POST", path="/batch", status=error.status, said=error.said
        ) from error
    answers = decode(answer.body, len(calls))
    read = [answer for answer in answers if answer is not None and answer.status == HTTPStatus.OK]
    if len(read) == len(calls) and all(call.is_read for call in calls):
        asked = zip(calls, read, strict=True)
        if all_right((call.path, call.query, answer.body) for call, answer in asked):
            return read
    return _holding(calls, [_judged(call, judged) for call, judged in zip(calls, answers, strict=True)])


def _holding(calls: Sequence[Call], answers: Sequence[BatchAnswer]) -> list[BatchAnswer]:
    """Return answers in which a call that was refused only because it needs an unknown id is marked as waiting."""
    unsure: set[str] = set()
    marked: list[BatchAnswer] = []
    for call, answer in zip(calls, answers, strict=True):
        waits = isinstance(answer.error, RefusedError) and names(call, unsure)
        marked.append(replace(answer, waits=True) if waits else answer)
        if call.uuid is not None and (waits or isinstance(answer.error, OutcomeUnknownError)):
            unsure.add(call.uuid)
    return marked


def _same(error: ApiError, call: Call) -> ApiError:
    """Return an error of a whole batch as the error of one of its calls."""
    return type(error)(
        error.code,
        method=call.method,
        path=call.path,
        status=error.status,
        said=error.said,
        details=error.details,
    )


def _judged(call: Call, answer: BatchAnswer | None) -> BatchAnswer:
    if answer is None or answer.status is None:
        return BatchAnswer(error=OutcomeUnknownError("batch-short", method=call.method, path=call.path))
    error = status_error(answer.status, answer.body, method=call.method, path=call.path)
    if error is None and call.is_read:
        error = _odd(call, answer)
    return answer if error is None else BatchAnswer(answer.status, answer.body, error)


def _odd(call: Call, answer: BatchAnswer) -> ApiError | None:
    """Return why the answer of a read cannot be used, None where it can."""
    try:
        checked(answer.body, path=call.path, method=call.method, query=call.query)
    except FatalApiError as error:
        return error
    return None


def _smaller(sellsy: Sellsy, calls: Sequence[Call]) -> list[BatchAnswer]:
    """Send a batch that was too large in parts, and remember the size."""
    half = max(1, len(calls) // 2)
    sellsy.batches.most = min(half, sellsy.batches.most or half)
    parts = cut(calls, half)
    if len(parts) == 1:
        return _singly(sellsy, calls)
    return _in_turn(parts, lambda part: _sent(sellsy, part))


def _in_turn(
    parts: Sequence[Sequence[Call]], send: Callable[[Sequence[Call]], list[BatchAnswer]]
) -> list[BatchAnswer]:
    """Send parts one after the other; after the first, what stops the rest becomes its answer."""
    answers: list[BatchAnswer] = []
    for rank, part in enumerate(parts):
        try:
            answers += send(part)
        except _STOPS as error:
            if not answers:
                raise
            left = sum(map(len, parts[rank:]))
            return [*answers, *[BatchAnswer(error.status, error=error)] * left]
    return answers


def _singly(sellsy: Sellsy, calls: Sequence[Call]) -> list[BatchAnswer]:
    """Send each call by itself, with the ids of those before it in place of their uuids."""
    ids: dict[str, int] = {}
    failed: set[str] = set()

    def send(part: Sequence[Call]) -> list[BatchAnswer]:
        answer = _alone(sellsy, substituted(part[0], ids), failed)
        ids.update(_ids(part, [answer]))
        if part[0].uuid is not None and part[0].uuid not in ids:
            failed.add(part[0].uuid)
        return [answer]

    return _holding(calls, _in_turn([[call] for call in calls], send))


def _alone(sellsy: Sellsy, call: Call, failed: set[str]) -> BatchAnswer:
    if names(call, failed):
        return BatchAnswer(error=RefusedError("batch-parent-failed", method=call.method, path=call.path))
    try:
        answer = sellsy.request(call.method, call.path, query=call.query, body=call.body)
    except (RefusedError, OutcomeUnknownError) as error:
        return BatchAnswer(error.status, error=error)
    return BatchAnswer(answer.status, answer.body)


def _ids(calls: Sequence[Call], answers: Sequence[BatchAnswer]) -> dict[str, int]:
    """Return the ids in the answers of calls with a uuid."""
    ids: dict[str, int] = {}
    for call, answer in zip(calls, answers, strict=True):
        created = (
            whole(answer.body.get("id"))
            if answer.error is None and isinstance(answer.body, Mapping)
            else None
        )
        if call.uuid is not None and created is not None:
            ids[call.uuid] = created
    return ids


def _again(calls: Sequence[Call], answers: Sequence[BatchAnswer]) -> list[int]:
    """Return the ranks worth sending again: surely not executed, reads, and calls that depend on those."""
    ranks: list[int] = []
    waiting: set[str] = set()
    for rank, (call, answer) in enumerate(zip(calls, answers, strict=True)):
        unsent = isinstance(answer.error, RetryableApiError)
        unread = call.is_read and isinstance(answer.error, OutcomeUnknownError)
        hangs = isinstance(answer.error, RefusedError) and names(call, waiting)
        if unsent or unread or hangs:
            ranks.append(rank)
            if call.uuid is not None:
                waiting.add(call.uuid)
    return ranks


def _stopped(answer: BatchAnswer, error: FatalApiError | RetryableApiError) -> BatchAnswer:
    return BatchAnswer(error.status, error=error) if answer.error is not None else answer


def _final(call: Call, answer: BatchAnswer) -> BatchAnswer:
    """Return the error of a read that never succeeded as retryable."""
    if call.is_read and isinstance(answer.error, OutcomeUnknownError):
        return BatchAnswer(answer.status, answer.body, read_failed(answer.error))
    return answer
