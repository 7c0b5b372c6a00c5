from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from etl.codecs import Date, Moment, Options
from etl.codecs.column import PENDING
from etl.codecs.stamp import Stamp, read_stamp


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2024",
        "3/4/2024",
        "03-04-2024",
        "03.04.2024",
        "03 04 2024",
        "2024-04-03",
        "2024/04/03",
        "20240403",
        "3 avril 2024",
        "3 Avr. 2024",
        "mercredi 3 avril 2024",
        "3rd April 2024",
        "April 3, 2024",
        "03-Apr-2024",
        "45385",
        45385,
        45385.0,
        date(2024, 4, 3),
        datetime(2024, 4, 3),
        "2024-04-03T00:00:00",
        "03/04/2024 00:00",
    ],
)
def test_forms_of_a_day(read, cell):
    """Every usual way to write 3 April 2024 reads as that day, day before month."""
    decoded = read(Date(), cell)
    assert (decoded.value, decoded.code) == ("2024-04-03", None)


@pytest.mark.parametrize(
    ("cell", "params"),
    [
        ("02/13/2024", {"day": 2, "month": 13, "year": 2024}),
        ("31/04/2024", {"day": 31, "month": 4, "year": 2024}),
        ("29/02/2023", {"day": 29, "month": 2, "year": 2023}),
    ],
)
def test_an_impossible_date_is_never_swapped(read, cell, params):
    """A date that does not exist is refused, and shown as it was read."""
    decoded = read(Date(), cell)
    assert (decoded.value, decoded.code, decoded.params) == (None, "date-impossible", params)


@pytest.mark.parametrize(
    "cell",
    [
        "demain",
        "2024",
        2024,
        "04/2024",
        "12:30",
        time(12, 30),
        True,
        1e9,
        -5,
        "99:99",
        "171214740086",
        "1712147400",
        "5000000000000",
        "1712147400866.5",
    ],
)
def test_what_is_no_date_is_refused(read, cell):
    """A year alone, a time or a word is no day."""
    assert read(Date(), cell).code == "date-unreadable"


@pytest.mark.parametrize(
    "cell", ["01/01/1899", "2101-01-01", date(1850, 1, 1), datetime(2999, 1, 1, tzinfo=UTC)]
)
def test_years_are_within_bounds(read, cell):
    """A day before 1900 or after 2100 is a typing error."""
    assert read(Date(), cell).code == "date-range"


@pytest.mark.parametrize(("cell", "day"), [("03/04/24", "2024-04-03"), ("3 avril 69", "1969-04-03")])
def test_a_short_year_is_completed_and_said(read, cell, day):
    """69-99 are 1969-1999, 00-68 are 2000-2068; the year taken is told."""
    decoded = read(Date(), cell)
    assert (decoded.value, decoded.code, decoded.severity) == (day, "date-year-completed", "warning")
    assert decoded.params == {"year": int(day[:4])}


def test_the_order_can_be_chosen(read):
    """Month first, or year first, when the user says so; an ISO day reads the same in all orders."""
    assert read(Date(), "02/13/2024", options=Options(date_order="mdy")).value == "2024-02-13"
    assert read(Date(), "13/02/2024", options=Options(date_order="mdy")).code == "date-impossible"
    assert read(Date(), "24/04/03", options=Options(date_order="ymd")).value == "2024-04-03"
    assert read(Date(), "03/04/2024", options=Options(date_order="ymd")).code == "date-unreadable"
    for order in ("dmy", "mdy", "ymd"):
        assert read(Date(), "2024-04-03", options=Options(date_order=order)).value == "2024-04-03"


def test_the_1904_epoch_shifts_serials(read):
    """Old Macintosh workbooks count days from 1904."""
    assert read(Date(), 45385, options=Options(epoch_1904=True)).value == "2028-04-04"


def test_a_time_in_a_day_column_is_dropped_with_a_warning(read):
    """The day stays; the time, unless midnight, is said to be left out."""
    decoded = read(Date(), "03/04/2024 14:30")
    assert (decoded.value, decoded.code, decoded.severity) == ("2024-04-03", "date-time-dropped", "warning")
    assert read(Date(), "2024-04-03T23:30:00Z").value == "2024-04-04"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("03/04/2024 14:30", "2024-04-03T14:30:00+02:00"),
        ("03/04/2024, 14:30", "2024-04-03T14:30:00+02:00"),
        ("03/04/2024 14:30:15", "2024-04-03T14:30:15+02:00"),
        ("03/01/2024 14h30", "2024-01-03T14:30:00+01:00"),
        ("3 avril 2024 à 14h", "2024-04-03T14:00:00+02:00"),
        ("03/04/2024 2:30 PM", "2024-04-03T14:30:00+02:00"),
        ("03/04/2024 12:30 am", "2024-04-03T00:30:00+02:00"),
        ("2024-04-03T12:30:00Z", "2024-04-03T14:30:00+02:00"),
        ("2024-04-03T12:30:00.123+00:00", "2024-04-03T14:30:00+02:00"),
        ("2024-04-03T08:30:00-0400", "2024-04-03T14:30:00+02:00"),
        ("03/04/2024", "2024-04-03T00:00:00+02:00"),
        (45385.604166666664, "2024-04-03T14:30:00+02:00"),
        (datetime(2024, 4, 3, 14, 30), "2024-04-03T14:30:00+02:00"),
        (datetime(2024, 4, 3, 12, 30, tzinfo=UTC), "2024-04-03T14:30:00+02:00"),
        (date(2024, 4, 3), "2024-04-03T00:00:00+02:00"),
        ("1712147400866", "2024-04-03T14:30:00+02:00"),
        (1712147400866, "2024-04-03T14:30:00+02:00"),
        (1712147400866.0, "2024-04-03T14:30:00+02:00"),
    ],
)
def test_moments_carry_the_offset_of_paris(read, cell, value):
    """A wall clock is that of Paris; another offset is converted."""
    decoded = read(Moment(), cell)
    assert (decoded.value, decoded.code) == (value, None)


def test_the_hour_that_does_not_exist_is_refused(read):
    """On 31 March 2024 clocks went from 2 to 3."""
    assert read(Moment(), "31/03/2024 02:30").code == "moment-skipped"


def test_the_hour_that_comes_twice_is_said(read):
    """On 27 October 2024 2:30 came twice: the first is taken, with a warning; an offset ends the doubt."""
    decoded = read(Moment(), "27/10/2024 02:30")
    assert (decoded.value, decoded.code) == ("2024-10-27T02:30:00+02:00", "moment-twice")
    assert read(Moment(), "2024-10-27T02:30:00+01:00").code is None


@pytest.mark.parametrize(
    "cell", ["03/04/2024 25:00", "03/04/2024 14:61", "03/04/2024 13:30 PM", "03/04/1911 14:30"]
)
def test_what_is_no_moment_is_refused(read, cell):
    """An impossible hour is not rounded to a possible one; before 1912 Paris had no whole offset."""
    assert read(Moment(), cell).value is None


def test_writing_gives_date_cells():
    """Spreadsheets get real dates; in the hour that comes twice, text with its offset."""
    assert Date().encode("2024-04-03") == date(2024, 4, 3)
    assert Date().encode("bientôt") == "bientôt"
    assert Moment().encode("2024-04-03T12:30:00+00:00") == datetime(2024, 4, 3, 14, 30)
    assert Moment().encode("2024-10-27T02:30:00+01:00") == "2024-10-27T02:30:00+01:00"
    assert Moment().encode("bientôt") == "bientôt"
    assert Moment().encode(None) is None


_DAYS = st.dates(date(1895, 1, 1), date(2105, 12, 31))
_ORDERS = st.sampled_from(["dmy", "mdy", "ymd"])


@given(_DAYS, st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%m/%d/%Y", "%d.%m.%y"]), _ORDERS)
def test_the_fast_path_of_days_agrees_with_the_parser(day, form, order):
    """Where the fast path answers, the parser gives the same day without a word."""
    options = Options(date_order=order)
    for cell in (day, day.strftime(form)):
        plain = Date().plain(options)(cell)
        settled = Date().settle(cell, options)
        assert plain is PENDING or (plain, None) == (settled.value, settled.code)


@given(
    st.datetimes(datetime(1910, 1, 1), datetime(2102, 1, 1)),
    st.sampled_from(["%d/%m/%Y %H:%M", "%d/%m/%Y, %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]),
    _ORDERS,
)
def test_the_fast_path_of_moments_agrees_with_the_parser(moment, form, order):
    """Where the fast path answers, the parser gives the same moment without a word."""
    options = Options(date_order=order)
    for cell in (moment, moment.replace(microsecond=0), moment.strftime(form)):
        plain = Moment().plain(options)(cell)
        settled = Moment().settle(cell, options)
        assert plain is PENDING or (plain, None) == (settled.value, settled.code)


@given(st.integers(10_000, 73_000), st.integers(0, 86_399), st.booleans())
def test_serials_are_those_of_spreadsheets(day, second, epoch_1904):
    """A serial, in both ways of counting, is the moment that openpyxl makes of it."""
    serial = day + second / 86_400
    epoch = CALENDAR_MAC_1904 if epoch_1904 else CALENDAR_WINDOWS_1900
    wall = (from_excel(serial, epoch) + timedelta(milliseconds=500)).replace(microsecond=0)
    stamp = read_stamp(serial, Options(epoch_1904=epoch_1904))
    if isinstance(stamp, Stamp):
        assert datetime.combine(stamp.day, stamp.at or time()) == wall
    else:
        assert wall.year > 2100


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_most_dates_take_the_fast_path(day):
    """Only 29 February needs a calendar."""
    taken = Date().plain(Options())(day.strftime("%d/%m/%Y")) is not PENDING
    assert taken or (day.month, day.day) == (2, 29)


@pytest.mark.parametrize("cell", [Decimal("Infinity"), Decimal("-Infinity"), float("inf"), 1e300])
@pytest.mark.parametrize("codec", [Date(), Moment()])
def test_a_number_without_end_is_no_day(read, codec, cell):
    """What no calendar reaches is refused, however a file states it."""
    assert read(codec, cell).code == "date-unreadable"
