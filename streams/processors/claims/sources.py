"""Finds who speaks: the noun phrase left of a verb group, right of an inverted verb, or after "according to"."""

from __future__ import annotations

from typing import NamedTuple

from streams.processors.claims.reading import CLAUSAL, NOMINAL, Reading

Range = tuple[int, int]
_CLAUSE = 16  # tokens of a relative clause without commas
_INSERTION = 45  # tokens of the insertions between a subject and its verb
_LONGEST = 30  # tokens of a noun phrase, appositives included
WHO = frozenset(["who", "which", "whose", "whom"])
_LINKS = frozenset(
    [
        "of",
        "for",
        "from",
        "in",
        "at",
        "with",
        "on",
        "to",
        "near",
        "against",
        "behind",
        "inside",
        "outside",
        "through",
        "among",
        "around",
        "across",
        "about",
        "by",
    ]
)
_SENT = frozenset(
    [
        "adviser",
        "advisor",
        "aide",
        "ambassador",
        "delegate",
        "email",
        "envoy",
        "letter",
        "memo",
        "message",
        "representative",
    ]
)
"""Who and what is sent to somebody."""
_ARTICLES = frozenset(["a", "an", "the"])
_CLAUSE_BEGIN = frozenset([",", "that", "sub", "conj", "q", "dash", ";", ":", "if", "wh", "adv", "eos", "par"])
_FLOATING = frozenset(["all", "both", "each", "first", "last"])
_PARTS_OF_MONTH = frozenset(["early", "late", "mid"])


class Source(NamedTuple):
    """`near`: the noun phrase next to the cue; `whole`: with its appositives. Token ranges."""

    near: Range
    whole: Range


def source_left(reading: Reading, group: int, first: int) -> Source | None:
    """The subject of the verb group that begins at `group`.

    "Ann Lund, the mayor, has said": near "Ann Lund", whole "Ann Lund, the mayor,".
    """
    end = _without_adjunct(reading, group, first)
    floating = end - 1 > first and reading.lowers[end - 1] in _FLOATING
    if floating and reading.classes[end - 2] in ("cap", "par", "pron", "word"):
        end -= 1  # "the two [all] said"
    if end == first:
        return None
    kind = reading.classes[end - 1]
    if reading.lowers[end - 1] in WHO:
        return _antecedent(reading, end - 1, first)
    if reading.lowers[end - 1] == ")":
        return _before_parenthesis(reading, end - 1, first)
    if kind in (",", "dash") or (kind == "q" and _ends_with_comma(reading, end - 1)):
        return _before_insertion(reading, end - 1, first)
    if kind in ("ed", "past") and end - 3 >= first and reading.classes[end - 2] == "pron":
        met = phrase_left(reading, end - 3 if reading.lowers[end - 3] in WHO else end - 2, first)
        return Source(met, (met[0], end)) if met is not None else None  # "the experts (whom) I interviewed [said]"
    near = phrase_left(reading, end, first)
    if near is None or (near[1] - near[0] == 1 and reading.lowers[near[0]] in _ARTICLES):
        return None
    return _behind_relative(reading, near[0], first) or Source(near, near)


def _ends_with_comma(reading: Reading, k: int) -> bool:
    """Does the quotation at `k` close an insertion ("Ann Lund, who called it “odd,” said")?"""
    quotation = reading.segmented.quotations[reading.tokens[k].quotation or 0]
    return reading.text[quotation.inner_end - 1 : quotation.inner_end] == ","


def _behind_relative(reading: Reading, begin: int, first: int) -> Source | None:
    """ "Officials who spoke with the paper [said]": what stands before "said" ends a relative clause, whose antecedent
    is the subject.
    """
    classes = reading.classes
    if begin <= first or classes[begin - 1] != "prep":
        return None
    for k in range(begin - 2, max(first, begin - _CLAUSE), -1):
        if classes[k] in _CLAUSE_BEGIN:
            break
        if reading.lowers[k] == "who":
            near = phrase_left(reading, k, first)
            return Source(near, (near[0], k)) if near is not None else None
    return None


def _without_adjunct(reading: Reading, end: int, first: int) -> int:
    """ "Ann Lund on Tuesday [said]", "who in 2010 [said]": the end of what stands before the adjunct."""
    classes, lowers = reading.classes, reading.lowers
    if end - 1 > first and classes[end - 1] == "unit" and lowers[end : end + 1] == ["ago"]:
        end -= 1 + (classes[end - 2] in ("det", "num"))  # the verb group begins with "ago"
    while end > first:
        if lowers[end - 1] in ("ago", "later", "earlier") and end - 3 >= first and classes[end - 2] == "unit":
            end -= 3  # "less than two weeks ago"
            while end > first and lowers[end - 1] in ("than", "less", "more", "about", "nearly", "almost", "just"):
                end -= 1
        elif (begin := _month_begin(reading, end, first)) < end:
            end = begin
        elif classes[end - 1] in ("adv", "time") or (classes[end - 1] == "contr" and lowers[end - 1] == "'s"):
            end -= 1
        elif (
            classes[end - 1] in ("unit", "num")
            and end - 2 >= first
            and lowers[end - 2] in ("last", "this", "in", "next")
        ):
            end -= 2
        elif (
            lowers[end - 1] in ("on", "in") and end < len(classes) and classes[end] in ("time", "month", "num", "unit")
        ):
            end -= 1
        else:
            break
    return end


def _month_begin(reading: Reading, end: int, first: int) -> int:
    """Where "in late August" or "in August 2021" begins that ends before `end`, with the participle that it dates ("a
    poll [released in August] found"); else `end`."""
    classes, lowers = reading.classes, reading.lowers
    k = end - 1 - (classes[end - 1] == "num" and end - 2 > first)
    if classes[k] != "month":
        return end
    k -= lowers[k - 1] in _PARTS_OF_MONTH
    if k - 2 < first or lowers[k - 1] not in ("in", "on", "from", "since"):
        return end
    return k - 1 - (k - 3 >= first and _is_reduced(reading, k - 2))


def _before_parenthesis(reading: Reading, close: int, first: int) -> Source | None:
    """ "Sen. Ann Lund (D-Mont.) said": the phrase before the parenthesis."""
    for k in range(close - 1, max(first, close - 14), -1):
        if reading.lowers[k] == "(":
            near = phrase_left(reading, k, first)
            return Source(near, near) if near else None
    return None


def phrase_left(reading: Reading, end: int, first: int) -> Range | None:
    """The noun phrase whose last token is `end - 1`: "a spokesman for the ministry", "the north and its allies"."""
    classes, lowers = reading.classes, reading.lowers
    if end <= first:
        return None
    kind = classes[end - 1]
    if kind in ("pron", "who", "contr"):
        return end - 1, end
    if kind not in NOMINAL and kind not in ("det", "obj", "q", "that"):
        return None
    k = end - 1
    while k > first and end - k < _LONGEST:
        left = classes[k - 1]
        if left in NOMINAL or left == "det" or (left == "q" and classes[k] != "det" and not reading.complete(k - 1)):
            if (classes[k] == "det" and left != "det") or (
                left == "unit" and k - 2 >= first and classes[k - 2] == "time"
            ):
                break  # "on Thursday evening [Norway's minister]"
            if left == "ed" and classes[k] in ("cap", "det") and k - 2 >= first and classes[k - 2] in ("cap", "word"):
                break  # "the soldiers attacked [Ume]"
            k -= 1
        elif left == "adv" and k - 2 >= first and classes[k - 2] == "det" and classes[k] != "det":
            k -= 2  # "the newly elected mayor"
        elif left == "prep" and k - 2 >= first and lowers[k - 1] in _LINKS and _noun_before(reading, k - 2, first):
            k -= 2
        elif left == "prep" and lowers[k - 1] in ("by", "from") and k - 3 >= first and _is_reduced(reading, k - 2):
            k -= 3  # "the statement issued by the ministry"
        elif left == "to" and k - 2 >= first and lowers[k - 2] in _SENT and classes[k] in ("cap", "det", "poss"):
            k -= 2  # "the ambassador to Norway"
        elif lowers[k - 1] in ("and", "&") and k - 2 >= first and _noun_before(reading, k - 2, first):
            begin = phrase_left(reading, k - 1, max(first, k - 12))
            if begin is None or not (begin[0] == first or classes[begin[0] - 1] in _CLAUSE_BEGIN):
                break
            k = _list_begin(reading, begin[0], first)
        else:
            break
    return k, end


def _is_reduced(reading: Reading, k: int) -> bool:
    """Is the participle at `k` that of a reduced relative clause ("a statement issued by", "a letter sent to")?"""
    return reading.classes[k] in ("ed", "past") and reading.classes[k - 1] in ("word", "cap")


def _list_begin(reading: Reading, begin: int, first: int) -> int:
    """ "Norway, Sweden and [Denmark]": where the list of names begins whose last but one begins at `begin`."""
    classes = reading.classes
    while begin - 1 > first and classes[begin - 1] == "," and classes[begin] == "cap":
        k = begin - 1
        while k > first and classes[k - 1] == "cap":
            k -= 1
        if k == begin - 1:
            break
        if k > first and classes[k - 1] == "det":
            k -= 1
        if k > first and classes[k - 1] not in _CLAUSE_BEGIN:
            break
        begin = k
    return begin


def _noun_before(reading: Reading, k: int, first: int) -> bool:
    kind = reading.classes[k]
    return kind in ("cap", "word", "poss", "num", "unit") or (kind in ("ing", "base") and k > first)


def _antecedent(reading: Reading, who: int, first: int) -> Source:
    """ "Ann Lund, the mayor, who said": near "who", whole with the phrase before it and what that is an appositive
    of.
    """
    near = (who, who + 1)
    end = who - 1 if who > first and reading.classes[who - 1] == "," else who
    before = phrase_left(reading, end, first)
    if before is None:
        return Source(near, near)
    comma = before[0] - 1
    if comma > first and reading.classes[comma] == "," and reading.classes[before[0]] in ("det", "word", "poss"):
        outer = phrase_left(reading, comma, first)
        if outer is not None and reading.classes[comma - 1] == "cap":
            before = outer
    return Source(near, (before[0], who + 1))


def _before_insertion(reading: Reading, comma: int, first: int) -> Source | None:
    """ "Ann Lund, the mayor, said" and "Ann Lund, of Ume, N.D., said": the phrase before the insertions."""
    classes, lowers = reading.classes, reading.lowers
    mark, end, best = classes[comma], comma, None
    for k in range(comma - 1, max(first, comma - _INSERTION) - 1, -1):
        quoted = classes[k] == "q" and (k == first or classes[k - 1] in (",", "eos", "q"))
        wall = (
            quoted
            or classes[k] in ("eos", ";")
            or lowers[k] == "what"
            or (k > first and classes[k] == "conj" and classes[k - 1] == ",")
        )
        if classes[k] != mark and k > first and not wall:
            continue
        begin = k if k == first and not wall and classes[k] != mark else k + 1
        if begin >= end:
            break
        while begin < end - 1 and (
            classes[begin] in ("conj", "adv") or (lowers[begin] == "as" and classes[begin + 1] == "cap")
        ):
            begin += 1
        opening = classes[begin]
        relative = lowers[begin] in WHO or opening in ("sub", "prep") or (opening in ("ing", "ed") and best is None)
        if not relative and _is_clause(reading, begin, end):
            break
        named = opening in ("cap", "det", "word", "pron", "poss", "num", "ing", "ed")
        if end < comma and not relative and named and (best is None or opening == "cap" or classes[end - 1] == "cap"):
            best = (begin, end)
        end = k
        if wall:
            break
    if best is None:
        return None
    near = phrase_left(reading, best[1], best[0]) or best
    return Source(near, (near[0], comma))


def _is_clause(reading: Reading, begin: int, end: int) -> bool:
    """A finite verb that is not in a relative clause ("the agency that runs it")."""
    for k in range(begin, end):
        if reading.classes[k] == "that" or reading.lowers[k] in WHO:
            return False
        if reading.classes[k] in CLAUSAL and not (k > begin and reading.classes[k - 1] == "det"):
            return True
    return False


def source_right(reading: Reading, begin: int, last: int) -> Source | None:
    """ "said Ann Lund, a spokeswoman for the ministry, on Friday": near "Ann Lund", whole up to "ministry"."""
    classes = reading.classes
    if begin >= last:
        return None
    if classes[begin] in ("pron", "obj") or (
        reading.lowers[begin] == "her" and begin + 1 < last and classes[begin + 1] == ","
    ):
        return Source((begin, begin + 1), (begin, begin + 1))
    end = phrase_right(reading, begin, last)
    if end == begin:
        return None
    whole = end
    if end + 1 < last and classes[end] == "," and classes[end + 1] in ("det", "word", "cap", "poss", "who"):
        stop = end + 1
        while stop < last and stop - begin < _LONGEST and classes[stop] not in (",", "eos", "q", "dash", ";", "par"):
            stop += 1
        if stop < last and classes[stop] in (",", "eos") and not _is_clause(reading, end + 1, stop):
            whole = stop
    return Source((begin, end), (begin, whole))


def phrase_right(reading: Reading, begin: int, last: int) -> int:
    """End of the noun phrase that begins at `begin`."""
    classes, lowers = reading.classes, reading.lowers
    k = begin
    while k < last and k - begin < _LONGEST:
        kind = classes[k]
        if lowers[k] == "one":
            kind = "det"
        if (
            kind in NOMINAL
            or kind == "det"
            or (kind == "adv" and k > begin and k + 1 < last and classes[k + 1] in NOMINAL)
            or (kind == "q" and k + 1 < last and classes[k + 1] in NOMINAL)
            or (
                k > begin
                and kind == "prep"
                and lowers[k] in ("of", "for", "from", "at", "in", "with", "by", "on")
                and _goes_on(reading, k + 1, last)
            )
            or (k > begin and lowers[k] in ("and", "&") and _goes_on(reading, k + 1, last))
            or (k > begin and kind == "to" and classes[k - 1] == "ed" and _goes_on(reading, k + 1, last))
        ):
            k += 1
        else:
            break
    return k


def _goes_on(reading: Reading, k: int, last: int) -> bool:
    return k < last and reading.classes[k] in ("det", "cap", "word", "poss", "num")
