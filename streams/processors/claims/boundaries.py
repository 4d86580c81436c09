"""Where content begins and ends: to the right of a cue, and to the left of "CLAUSE, X said"."""

from __future__ import annotations

from streams.processors.claims.context import Context
from streams.processors.claims.places import ending_share, likeliest_end, place_of
from streams.processors.claims.reading import CLAUSAL, Reading
from streams.processors.claims.running_on import is_seen_as, joins_words, lists_on, quotes_on, second_dash
from streams.processors.claims.tables import read_set
from streams.processors.claims.walls import main_clause_comma

_LISTED = 4  # tokens of a member of a list
_LONGEST = 400  # tokens of the longest content; bounds the work on any input
_LABEL = 6  # tokens before the colon of "What they say:"
_DENIALS = frozenset(["denied", "denies", "deny", "denying"])
_REPORTED = frozenset(["that", "q", "npthat", ":"])
_SUBJECT = 10  # tokens of the subject of another report
_NEVER = 0.02  # places where content ends more rarely are not weighed
_BESIDE = frozenset(["while", "as", "although", "though", "whereas"])
_MARKS = frozenset([",", "dash", "q"])
_REMARK = 12  # tokens of a remark of the reporter
_REMARKING = frozenset(["although", "but", "though", "which"])
_RESULTING = read_set("resulting_participles.txt")
_VERIFIED = frozenset(["confirmed", "corroborated", "substantiated", "verified"])
_INNER = frozenset(["word", "cap", "num", "poss"])
_TRIMMED = frozenset([",", "eos", "conj", "dash", ";", ":"])


def right_end(context: Context, begin: int, content: str, *, wall: int | None = None, cue: int | None = None) -> int:
    """End of the content that begins at `begin` behind `cue`: the sentence's end, where something else begins, or
    `wall`.
    """
    classes = context.classes
    if begin >= len(context.classes):
        return begin  # "According to officials" ends the text
    last = min(context.last if wall is None else min(context.last, wall), begin + _LONGEST)
    while last > begin + 1 and classes[last - 1] == "eos":
        last -= 1
    if begin < last and classes[begin] == "q":
        if begin + 1 < last and classes[begin + 1] in ("sub", "wh"):
            return begin + 1
        if context.reading.complete(begin):
            return _quotations_end(context.reading, begin, last)
    return _trim(context.reading, begin, _counted_end(context, begin, last, content, begin - 1 if cue is None else cue))


def _counted_end(context: Context, begin: int, last: int, content: str, cue: int) -> int:
    """Walks to the first place where content must end, weighing on the way where it may."""
    classes = context.classes
    places: list[tuple[int, float]] = []
    floor = _main_verb(context, begin, last) if content == "cl" else begin
    for k in range(begin + 1, last):
        kind = classes[k]
        if context.lowers[k] == "as" and context.lowers[k - 1] == "such":
            continue
        if _must_end(context, begin, k, last, content):
            return likeliest_end(begin, places, k)
        if kind == "," or (kind in _INNER and classes[k - 1] not in _MARKS):
            continue
        if kind == "dash" and (second := second_dash(context, k, last)) is not None:
            floor = max(floor, second + 1)
        if context.lowers[k] == "as" and is_seen_as(context, begin, k):
            continue
        if context.lowers[k : k + 2] == ["but", "also"] and not _new_report(context, k + 1):
            continue  # "areas where they agree but also differences"
        if (classes[k - 1] == "," and _is_listed(context, k, last)) or joins_words(context, begin, k):
            continue
        if kind == "conj" and classes[k - 1] == "," and quotes_on(context, k, last):
            continue
        if k <= floor or (classes[k - 1] == "q" and lists_on(classes, k, last)):
            continue
        share = ending_share(context.reading, cue, begin, k, last, content)
        if share > _NEVER:
            places.append((k, share))
    return likeliest_end(begin, places, last)


def _is_listed(context: Context, k: int, last: int) -> bool:
    """Is the comma before `k` that of a list of words ("called him a kind, loving and admirable person")?"""
    for j in range(k, min(last - 1, k + _LISTED)):
        kind = context.classes[j]
        if kind == "conj":
            return j > k and context.lowers[j] == "and" and not _new_report(context, j + 1)
        if kind not in _INNER and kind not in ("ed", "ing"):
            return False
    return False


def _must_end(context: Context, begin: int, k: int, last: int, content: str) -> bool:
    """Claimed words, "according to", another report ("and she said", "while he warned", ", which he called")."""
    word, before = context.lowers[k], context.classes[k - 1]
    if context.reading.taken[k] or (word == "according" and context.lowers[k + 1 : k + 2] == ["to"]):
        return True
    if word == "but" and content == "np" and context.at(k + 1) == "do":
        return True  # "acknowledged returning fire but did not explain it"
    if word == "but" and not _DENIALS.isdisjoint(context.lowers[max(context.first, begin - 2) : begin]):
        return True  # "denied that it was late but promised to look"
    joined = (
        (before != "pron" or context.lowers[k - 1] == "there")
        and context.classes[k] == "conj"
        and _is_complete(context, begin, k, content)
    )
    if (joined or word in _BESIDE) and _new_report(context, k + 1):
        return True
    if before == "," and word in _RESULTING:
        return True
    if before == "," and word in _REMARKING and _is_unconfirmed(context, k, last):
        return True
    if word == "while" and before in (",", "q") and place_of(context.reading, k, last)[2] == "f":
        return True
    if before == "," and context.classes[k] == "ing" and (frame := context.cue_frame(k)) is not None:
        return frame.after in _REPORTED or (word in context.lexicon.speech and frame.after in ("pron", "clause"))
    if before in (",", "q") and _is_complete(context, begin, k, content) and _reports(context, k):
        return True
    return before == "," and _claimed_apart(context, k, last)


def _is_unconfirmed(context: Context, k: int, last: int) -> bool:
    """ ", though this could not be confirmed": the reporter's words."""
    words = context.lowers[k : min(last, k + _REMARK)]
    return "not" in words and not _VERIFIED.isdisjoint(words)


def _is_complete(context: Context, begin: int, k: int, content: str) -> bool:
    """Has a clause its verb before `k`? "that the north and the south had ..." has none before "and"."""
    return content != "cl" or has_clause(context.reading, begin, k)


def _reports(context: Context, k: int) -> bool:
    """ ", Ann Lund warned that": the main clause behind a clause that opens the sentence."""
    if context.classes[k] not in ("cap", "det", "pron", "poss"):
        return False
    for j in range(k + 1, min(context.last, k + _SUBJECT)):
        kind = context.classes[j]
        if kind in (",", "eos", "q", ";", "that", "to", "sub", "conj", "wh", "who"):
            return False
        if context.lowers[j] in context.lexicon.speech and (frame := context.cue_frame(j)) is not None:
            return frame.after in ("that", "npthat") and frame.before in ("cap", "word", "pron")
        if kind in CLAUSAL:
            return False
    return False


def _claimed_apart(context: Context, k: int, last: int) -> bool:
    """ ", a threat the envoy said would ...": a phrase that is the subject of what another source says."""
    which = context.lowers[k] in ("which", "whom")
    for j in range(k + 2, min(last - 1, k + 7)):
        if context.classes[j] in (",", "q", "conj", "that") or context.classes[j] in CLAUSAL - {"past", "pres"}:
            return False
        if (frame := context.cue_frame(j)) is not None:
            return which or frame.after in ("modal", "be", "have")
    return False


def _main_verb(context: Context, begin: int, last: int) -> int:
    """The first finite verb of the clause at `begin`, past a phrase or clause that opens it ("that, like him, she
    left").
    """
    at = begin
    if context.classes[begin] in ("prep", "sub", "if", ",") or context.lowers[begin] == "when":
        at = main_clause_comma(context, begin) or begin
    for k in range(at, min(last, at + 25)):
        if context.classes[k] in CLAUSAL or context.classes[k] == "q":
            return k
    return at


def _quotations_end(reading: Reading, begin: int, last: int) -> int:
    """One complete quotation and those that follow it directly ("“A.” “B.”", "“A” and “B”")."""
    k = begin + 1
    while k < last:
        if reading.classes[k] == "q":
            k += 1
        elif reading.classes[k] in ("conj", ",") and k + 1 < last and reading.classes[k + 1] == "q":
            k += 2
        else:
            break
    return k


def _new_report(context: Context, k: int) -> bool:
    """After "and" or "but": a cue at once ("but warned that"), or after a short subject ("and the mayor said")."""
    for j in range(k, min(context.last, k + 8)):
        kind = context.classes[j]
        if kind in (",", "eos", "q", ";", "that", "to", "sub"):
            return False
        if kind not in ("adv", "have") and context.is_cue(j):
            return True
        if kind in CLAUSAL and kind != "have":
            return False
    return False


def left_begin(reading: Reading, end: int, first: int) -> int:
    """Begin of the clause that ends at `end`: the sentence's begin or the end of what is claimed before it."""
    if end > first and (reading.classes[end - 1] in ("who", "wh") or reading.lowers[end - 1] == "that"):
        return end - 1
    k = end
    floor = max(first, end - _LONGEST)
    while k > floor and not reading.taken[k - 1]:
        k -= 1
        if reading.classes[k] == ";":
            k += 1
            break
    while k < end and reading.classes[k] in (",", "conj", "eos", "dash"):
        k += 1
    labelled = k < end - 2 <= k + _LABEL and reading.classes[end - 2 : end] == [":", "q"]
    return end - 1 if labelled else k  # "What they say: “A,” Ann Lund said"


def has_clause(reading: Reading, begin: int, end: int) -> bool:
    """Is there a finite verb or a quotation in `[begin, end)`?"""
    return any(
        kind in CLAUSAL or kind == "q" or (kind == "ed" and k > begin)
        for k, kind in enumerate(reading.classes[begin:end], begin)
    )


def _trim(reading: Reading, begin: int, end: int) -> int:
    while end > begin + 1 and (reading.classes[end - 1] in _TRIMMED or _is_remark(reading, end - 1)):
        end -= 1
    return end


def _is_remark(reading: Reading, k: int) -> bool:
    """ ", however" at the end: the reporter's."""
    return reading.lowers[k] in ("however", "though") and reading.classes[k - 1] == ","
