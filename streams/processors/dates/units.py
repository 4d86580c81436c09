"""Calendar units counted from a day: "last week", "two days ago", "a year earlier", "the previous month", "the end of
the year" (its year)."""

from __future__ import annotations

from streams.processors.dates import numerals, periods
from streams.processors.dates.context import Reader
from streams.processors.dates.direction import direction
from streams.processors.dates.lexicon import CLASSES, MONTHS, ORDINALS, UNITS, WEEKDAYS
from streams.processors.dates.mention import Candidate
from streams.processors.dates.months import month

DEICTIC = {"last": -1, "this": 0, "next": 1, "current": 0, "coming": 1, "past": -1, "latest": 0, "present": 0}
_RELATIVE = {"previous": -1, "following": 1, "preceding": -1, "same": 0, "next": 1}
_ADJECTIVES = CLASSES["unit-adjective"]
_DURING = frozenset({"during", "for", "in", "over", "within"})
_WHOLE = frozenset("DWFKMQHYEC")


def unit(reader: Reader, index: int) -> Candidate | None:
    """A unit in the singular with a word that places it."""
    letter = UNITS[reader.word(index)]
    before = index - 1
    while reader.word(before) in _ADJECTIVES:
        before -= 1
    if letter not in _WHOLE:
        return _hour(reader, before, index, letter)
    for reading in (_deictic, _relative, _definite):
        found = reading(reader, before, index, letter)
        if found is not None:
            return found
    return None


def _deictic(reader: Reader, before: int, index: int, letter: str) -> Candidate | None:
    """As in "last week", "this year", "next month", "the current quarter", "the coming week"."""
    word = reader.word(before)
    shift = DEICTIC.get(word)
    if shift is None or reader.word(index).endswith("s") or _in_a_title(reader, before, index):
        return None
    if reader.word(index + 1) == "of" and (reader.word(index + 2) in MONTHS or reader.word(index + 2).isdigit()):
        return None  # "the last week of January" belongs to its month
    with_the = reader.word(before - 1) == "the" or (word in ("past", "coming") and reader.word(before - 1) == "this")
    if with_the and word == "next" and letter == "D" and reader.day:
        return Candidate(before - 1, index + 1, "DATE", f"shift 1 D from {reader.day}", "next-day")
    if letter == "D":
        kept = word == "this" and reader.word(before - 1) != "to"  # not "to this day"
        return Candidate(before, index + 1, "DATE", "shift 0 D", "this-day") if kept else None
    if letter == "F":
        where = "future" if shift > 0 else "past"
        return Candidate(before - with_the, index + 1, "DURATION", f"span P2W {where}", "fortnight")
    if with_the and shift > 0 and letter == "E" and reader.word(before - 2) in _DURING:
        return Candidate(before - 1, index + 1, "DURATION", "span P10Y future", "past-unit")
    if with_the and shift < 0 and letter in "EC":
        years = 10 if letter == "E" else 100
        return Candidate(before - 1, index + 1, "DURATION", f"span P{years}Y past", "past-unit")
    if word == "past" and with_the and letter in "WMQ":
        return Candidate(before - 1, index + 1, "DURATION", f"span P1{letter} past", "past-unit")
    if word == "past" and with_the and letter == "Y":
        return Candidate(before - 1, index + 1, "DATE", "year past", "past-unit")
    if word == "next" and with_the and letter in "WMQ" and reader.word(before - 2) in _DURING:
        return Candidate(before - 1, index + 1, "DURATION", f"span P1{letter} future", "past-unit")
    if letter == "Y" and reader.word(index + 1) in ("'", "’") and reader.word(index + 2) == "s":
        part = _quarter_of(reader, index + 3)
        if part is not None:
            return part
    if letter == "K" and word == "this" and direction(reader.tokens, before, index + 1) == "past":
        return Candidate(before, index + 1, "DATE", "weekend recent", "deictic-unit")
    if letter == "Y" and word == "latest" and before < index - 1:
        return Candidate(before - with_the, index + 1, "DATE", "shift -1 Y", "latest-year")
    if letter == "Q" and word == "latest":
        return Candidate(before - with_the, index + 1, "DATE", "shift -1 Q", "latest-quarter")
    if letter == "K" and word == "coming":
        return Candidate(before - with_the, index + 1, "DATE", "shift 0 K", "deictic-unit")
    if letter in "WMY" and shift and (reader.word(index + 1), reader.word(index + 2)) == ("or", "so"):
        return Candidate(before - with_the, index + 3, "DATE", f"shift {shift} {letter} mod=APPROX", "deictic-unit")
    return Candidate(before - with_the, index + 1, "DATE", f"shift {shift} {letter}", "deictic-unit")


def _hour(reader: Reader, before: int, index: int, letter: str) -> Candidate | None:
    """As in "the last hour", "the next hour"."""
    shift = {"last": -1, "past": -1, "next": 1}.get(reader.word(before))
    if letter != "h" or shift is None or reader.word(before - 1) != "the" or reader.word(index).endswith("s"):
        return None
    return Candidate(before - 1, index + 1, "DURATION", f"span PT1H {'past' if shift < 0 else 'future'}", "past-unit")


def _in_a_title(reader: Reader, before: int, index: int) -> bool:
    """Is it the name of a programme ("This Week")? A heading in capitals throughout is none."""
    return reader.tokens.capital(index) and not reader.tokens.raw(before).isupper()


def _quarter_of(reader: Reader, index: int) -> Candidate | None:
    """As in "next year's first quarter": the year belongs to the quarter."""
    for noun in range(index, index + 4):
        if reader.word(noun) in ("quarter", "half"):
            return periods.quarter(reader, noun)
    return None


def year_ago(reader: Reader, index: int) -> Candidate | None:
    """As in "the year-ago quarter", "year-earlier profit"."""
    if reader.word(index + 1) != "-" or reader.word(index + 2) not in ("ago", "earlier"):
        return None
    base = f"shift -4 Q from {reader.quarter}" if reader.quarter else "shift -1 Y"
    noun = index + 3
    if reader.word(noun) in ORDINALS and reader.word(noun + 1) == "quarter":
        base, noun = f"quarter {ORDINALS[reader.word(noun)]} in from shift -1 Y", noun + 1
    if reader.word(noun) not in ("quarter", "period"):
        return Candidate(index, index + 3, "DATE", base, "year-ago")
    return Candidate(index - 1 if reader.word(index - 1) == "the" else index, noun + 1, "DATE", base, "year-ago")


def latest_period(reader: Reader, index: int) -> Candidate | None:
    """As in "the latest period": the quarter named before."""
    if reader.word(index - 1) != "latest" or reader.word(index - 2) != "the":
        return None
    return Candidate(index - 2, index + 1, "DATE", reader.quarter or "shift -1 Q", "latest-period")


def year_end(reader: Reader, index: int) -> Candidate | None:
    """As in "by year-end", "at year's end": the end of the running year."""
    at = index + 1
    while reader.word(at) in ("-", "'", "’", "s"):
        at += 1
    if reader.word(at) != "end" or at > index + 3:
        return None
    if reader.word(at + 1).isalpha() and reader.word(index - 1) not in CLASSES["before-date"]:
        return None  # an attribute: "its year-end report"
    return Candidate(index, at + 1, "DATE", "shift 0 Y mod=END", "year-end")


def _relative(reader: Reader, before: int, index: int, letter: str) -> Candidate | None:
    """As in "the following month", "the previous week", "that year": counted from the day mentioned before."""
    word = reader.word(before)
    if reader.word(index).endswith("s"):
        return None
    mentioned = _mentioned(reader, letter)
    base = f" from {mentioned}" if mentioned else ""
    if word == "same" and reader.word(before - 1) == "that":
        word, before = "that", before - 1
    if word == "that" and mentioned:
        return Candidate(before, index + 1, "DATE", f"shift 0 {letter}{base}", "that-unit")
    if word == "the" and before == index - 1 and reader.word(index + 1) == "before" and letter in "WMY":
        closed = not reader.word(index + 2).isalnum()
        return Candidate(before, index + 2, "DATE", f"shift -1 {letter}{base}", "earlier") if closed else None
    if word not in _RELATIVE or reader.word(before - 1) != "the":
        return None
    return Candidate(before - 1, index + 1, "DATE", f"shift {_RELATIVE[word]} {letter}{base}", "relative-unit")


def _mentioned(reader: Reader, letter: str) -> str | None:
    """The date that a unit is counted from: days and weeks only from a day."""
    return reader.day if letter in "DW" else reader.mentioned


def _definite(reader: Reader, before: int, index: int, letter: str) -> Candidate | None:
    """As in "the quarter", the one named last; "the weekend", the one before; "the year", the running one."""
    if reader.word(before) != "the" or reader.word(index).endswith("s"):
        return None
    if letter == "D":
        return _the_day(reader, before, index)
    if letter == "Q" and reader.word(index + 1) in ("ended", "ending"):
        ended = _quarter_ended(reader, before, index)
        if ended is not None:
            return ended
    if letter == "Q":
        return Candidate(before, index + 1, "DATE", reader.quarter, "the-quarter") if reader.quarter else None
    if letter == "K":
        ahead = (
            direction(reader.tokens, before, index + 1) == "future"
            or reader.word(before - 1) in ("of", "for")
            or reader.word(before - 2) == "ahead"
        )
        return Candidate(before, index + 1, "DATE", "shift 0 K" if ahead else "weekend past", "the-weekend")
    if (
        letter in "YMW"
        and reader.word(before - 1) == "in"
        and reader.word(before - 2) in ("earlier", "later", "early", "late")
    ):
        return Candidate(before - 2, index + 1, "DATE", f"shift 0 {letter}", "within-the-unit")
    if letter in "YM" and before < index - 1:
        return Candidate(before, index + 1, "DATE", f"shift 0 {letter}", "the-unit")
    if (letter in "YMW" and reader.word(index + 1) == "ended") or reader.word(index + 1) == "ending":
        return Candidate(before, index + 1, "DURATION", f"span P1{letter}", "unit-ended")
    whole = reader.word(before - 1) == "of" and reader.word(before - 2) in ("end", "beginning", "start", "middle")
    closed = reader.word(before - 1) in ("of", "for", "in") and reader.word(index + 1) in (",", ".", "")
    if letter in "YMW" and (whole or closed):
        return Candidate(before, index + 1, "DATE", f"shift 0 {letter}", "the-unit")
    return None


def _quarter_ended(reader: Reader, before: int, index: int) -> Candidate | None:
    """As in "the quarter ended Sept. 29": the quarter that the day lies in."""
    name = next((at for at in (index + 2, index + 3) if reader.word(at) in MONTHS), None)
    found = month(reader, name) if name is not None else None
    if found is None or found.rule not in ("calendar-day", "month-and-day"):
        return None
    return Candidate(before, index + 1, "DATE", f"shift 0 Q from {found.expression}", "quarter-ended")


def _the_day(reader: Reader, before: int, index: int) -> Candidate | None:
    """As in "the day before", "the day after", "by the end of the day": from the day named last."""
    base = f" from {reader.day}" if reader.day else ""
    shift = {"before": -1, "after": 1}.get(reader.word(index + 1))
    if shift is not None and before == index - 1 and not reader.word(index + 2).isalnum():
        return Candidate(before, index + 2, "DATE", f"shift {shift} D{base}", "earlier" if shift < 0 else "later")
    ends = (reader.word(before - 2), reader.word(before - 1)) == ("end", "of") and reader.word(before - 4) == "by"
    return Candidate(before, index + 1, "DATE", f"shift 0 D{base}", "within-the-day") if ends else None


def ago(reader: Reader, index: int) -> Candidate | None:
    """As in "two days ago", "a year earlier", "several years ago" with `index` at "ago" or "earlier"."""
    noun = index - 3 if reader.word(index - 1) == "so" and reader.word(index - 2) == "or" else index - 1
    letter = UNITS.get(reader.word(noun))
    if letter is None:
        return _long_ago(reader, index)
    amount = numerals.amount_before(reader, noun)
    if (
        letter == "W"
        and amount
        and amount.number
        and reader.word(index) == "ago"
        and reader.word(index + 1) in WEEKDAYS
    ):
        day = f"weekday {WEEKDAYS[reader.word(index + 1)]} this from shift -{amount.number} W"
        return Candidate(amount.first, index + 2, "DATE", day, "weekday-ago")
    if reader.word(index) == "earlier":
        return _earlier(reader, amount, index, letter)
    if amount is None:
        if not reader.word(index - 1).endswith("s"):
            return None
        return Candidate(index - 1, index + 1, "DATE", "ref PAST", "units-ago")
    if amount.number is None or letter not in _WHOLE:
        return Candidate(amount.first, index + 1, "DATE", "ref PAST", "vaguely-ago")
    if amount.number == 1 and letter == "Y" and reader.quarter and _money(reader, index):
        return Candidate(amount.first, index + 1, "DATE", f"shift -4 Q from {reader.quarter}", "year-ago-quarter")
    half = letter in "CE" and reader.word(amount.first - 1) == "half" and amount.number == 1
    first, mod = numerals.approximated(reader, amount.first - half)
    mod = mod or (" mod=APPROX" if amount.approximate or amount.half else "")
    if half:
        return Candidate(first, index + 1, "DATE", f"shift -{50 if letter == 'C' else 5} Y{mod}", "ago")
    if amount.half and letter == "Y":
        expression = f"shift 0 Y{mod} from shift -{amount.number * 12 + 6} M"
        return Candidate(first, index + 1, "DATE", expression, "ago")
    return Candidate(first, index + 1, "DATE", f"shift -{amount.number} {letter}{mod}", "ago")


def _long_ago(reader: Reader, index: int) -> Candidate | None:
    """As in "long ago", "a short time ago", "moments ago"."""
    first, word = index - 1, reader.word(index - 1)
    if reader.word(index) != "ago" or word not in ("long", "moment", "moments", "time", "while"):
        return None
    if reader.word(first - 1) in ("how", "that"):
        return None
    if word in ("time", "while"):
        first -= reader.word(first - 1) in ("long", "short")
        if reader.word(first - 1) not in ("a", "some"):
            return None
        first -= 1
    first -= reader.word(first - 1) == "few" and word == "moments"
    first -= reader.word(first - 1) == "a" and reader.word(first) in ("few", "moment")
    return Candidate(first, index + 1, "DATE", "ref PAST", "vaguely-ago")


def later(reader: Reader, index: int) -> Candidate | None:
    """As in "two days later", counted from the day mentioned before, where one is; hours and vague numbers stay
    durations."""
    letter = UNITS.get(reader.word(index - 1), "")
    amount = numerals.amount_before(reader, index - 1)
    if letter not in _WHOLE or not letter or amount is None or amount.number is None or amount.approximate:
        return None
    mentioned = _mentioned(reader, letter)
    if mentioned is None or (letter == "Y" and not mentioned.startswith("is ")):
        return None  # years are counted from a year that is named
    return Candidate(amount.first, index + 1, "DATE", f"shift {amount.number} {letter} from {mentioned}", "later")


def from_weekday(reader: Reader, index: int) -> Candidate | None:
    """As in "a week from Friday", "two weeks from Monday", with `index` at "from"."""
    letter = UNITS.get(reader.word(index - 1), "")
    day = WEEKDAYS.get(reader.word(index + 1))
    amount = numerals.amount_before(reader, index - 1)
    if letter != "W" or day is None or amount is None or not amount.number:
        return None
    expression = f"shift {7 * amount.number} D from weekday {day} future"
    return Candidate(amount.first, index + 2, "DATE", expression, "from-weekday")


def from_now(reader: Reader, index: int) -> Candidate | None:
    """As in "a year from now", with `index` at "now"."""
    letter = UNITS.get(reader.word(index - 2), "")
    amount = numerals.amount_before(reader, index - 2)
    if letter not in _WHOLE or not letter or amount is None or amount.number is None:
        return None
    return Candidate(amount.first, index + 1, "DATE", f"shift {amount.number} {letter}", "from-now")


def _money(reader: Reader, index: int) -> bool:
    """Do the words before speak of results, so that "a year ago" is the same quarter of last year?"""
    return any(reader.tokens.word(at) in CLASSES["money"] for at in range(max(0, index - 20), index + 8))


def _earlier(reader: Reader, amount: numerals.Amount | None, index: int, letter: str) -> Candidate | None:
    if amount is None or amount.number is None or letter not in _WHOLE:
        return None
    if letter == "Y" and amount.number == 1 and reader.quarter and _money(reader, index):
        return Candidate(amount.first, index + 1, "DATE", f"shift -4 Q from {reader.quarter}", "year-earlier-quarter")
    mentioned = _mentioned(reader, letter)
    base = f" from {mentioned}" if mentioned else ""
    return Candidate(amount.first, index + 1, "DATE", f"shift -{amount.number} {letter}{base}", "earlier")
