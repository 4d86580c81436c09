"""Where content begins and ends: to the right of a cue, and to the left of "CLAUSE, X said".

Right ends are read from counts: boundaries.tsv tells for each sort of place (mark before it, word or class at it, whether a finite
verb follows, sort of content) how often content ended there and how often it went on.
"""

from __future__ import annotations

from streams.processors.claims.context import Context
from streams.processors.claims.reading import CLAUSAL, Reading
from streams.processors.claims.tables import read_rows

_NAMED = frozenset(["conj", "sub", "prep", "if", "wh", "who", "that", "to"])
_ENDS = {(r[0], r[1], r[2], r[3]): (int(r[4]), int(r[5])) for r in read_rows("boundaries.tsv")}
_WEIGHT = 2.0
_PRIOR = {",": 0.4, "dash": 0.45, "q,": 0.45, "q": 0.2, "": 0.005}
_EXACT = 0.5  # what the very end is worth beside one that shares half the words
_NEVER = 0.02
_PLACES = 12  # ends weighed; the first ones carry nearly all the weight
_BESIDE = frozenset(["while", "as", "although", "though", "whereas"])
_OPENING = 10  # tokens between the word that opens a clause and its cue
_MARKS = frozenset([",", "dash"])
_INNER = frozenset(["word", "cap", "num", "poss"])


def right_end(context: Context, begin: int, content: str, *, wall: int | None = None) -> int:
    """End of the content that begins at `begin`: the sentence's end, where something else begins, or `wall` at the latest."""
    classes, taken, last = context.classes, context.reading.taken, context.last
    last = last if wall is None else min(last, wall)
    while last > begin + 1 and classes[last - 1] == "eos":
        last -= 1
    if begin + 1 < last and classes[begin] == "q" and (classes[begin + 1] == "sub" or classes[begin + 1] == "wh"):
        return begin + 1
    if begin < last and classes[begin] == "q" and context.reading.complete(begin):
        return _quotations_end(context.reading, begin, last)
    places: list[tuple[int, float]] = []
    stop = last
    floor = _main_verb(context, begin, last) if content == "cl" else begin
    for k in range(begin + 1, last):
        kind = classes[k]
        if taken[k] or ((kind == "conj" or context.lowers[k] in _BESIDE) and _new_report(context, k + 1)):
            stop = k
            break
        if context.lowers[k] == "according" and context.lowers[k + 1 : k + 2] == ["to"]:
            stop = k
            break
        if kind == "," or (kind in _INNER and classes[k - 1] not in _MARKS and classes[k - 1] != "q"):
            continue
        if kind == "dash" and (second := _second_dash(context, k, last)) is not None:
            floor = max(floor, second + 1)
        if context.lowers[k] == "while" and classes[k - 1] in (",", "q") and place_of(context.reading, k, last)[2] == "f":
            stop = k
            break
        if classes[k - 1] == "," and _claimed_apart(context, k, last):
            stop = k
            break
        if k <= floor or (classes[k - 1] == "q" and _lists_on(classes, k, last)):
            continue
        share = ending_share(context.reading, k, last, content)
        if share > _NEVER:
            places.append((k, share))
    return _trim(context.reading, begin, _likeliest(begin, places, stop))


def ending_share(reading: Reading, k: int, last: int, content: str) -> float:
    """How often content of this sort ends before a token like `k`, 0 to 1."""
    place = place_of(reading, k, last)
    ended, went_on = _ENDS.get((*place, content), (0, 0))
    return (ended + _WEIGHT * _PRIOR[place[0]]) / (ended + went_on + _WEIGHT)


def _second_dash(context: Context, k: int, last: int) -> int | None:
    """The dash that closes an insertion opened by the one at `k` ("a pipe - which is new - to begin")."""
    for j in range(k + 2, min(last - 1, k + 25)):
        if context.classes[j] == "dash":
            return j
    return None


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
    """The first finite verb of the clause at `begin`, past a phrase or clause that opens it ("that, like him, she left")."""
    at = begin
    if context.classes[begin] in ("prep", "sub", "if", ",") or context.lowers[begin] == "when":
        at = main_clause_comma(context, begin) or begin
    for k in range(at, min(last, at + 25)):
        if context.classes[k] in CLAUSAL or context.classes[k] == "q":
            return k
    return at


def _lists_on(classes: list[str], k: int, last: int) -> bool:
    """Does the list of quotations go on ("a “liar,” a “cheat” and a “thief”")?"""
    for j in range(k, min(last, k + 6)):
        if classes[j] == "q":
            return True
        if classes[j] not in ("det", "conj", "word", ",", "ed", "adv"):
            return False
    return False


def _likeliest(begin: int, places: list[tuple[int, float]], stop: int) -> int:
    """The end that most probably shares half its words with the true one, given each place's share of ends."""
    ends: list[tuple[int, float]] = []
    left = 1.0
    for k, share in places[:_PLACES]:
        ends.append((k, left * share))
        left *= 1 - share
    ends.append((stop, left))
    best, chosen = -1.0, stop
    for k, own in ends:
        length = k - begin
        shortest, longest = length / 2, length * 2
        mass = _EXACT * own
        for j, share in ends:
            if shortest <= j - begin <= longest:
                mass += share
        if mass > best:
            best, chosen = mass, k
    return chosen


def _second_dash(context: Context, k: int, last: int) -> int | None:
    """The dash that closes an insertion opened by the one at `k` ("a pipe - which is new - to begin")."""
    for j in range(k + 2, min(last - 1, k + 25)):
        if context.classes[j] == "dash":
            return j
    return None


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
    """The first finite verb of the clause at `begin`, past a phrase or clause that opens it ("that, like him, she left")."""
    at = begin
    if context.classes[begin] in ("prep", "sub", "if", ",") or context.lowers[begin] == "when":
        at = main_clause_comma(context, begin) or begin
    for k in range(at, min(last, at + 25)):
        if context.classes[k] in CLAUSAL or context.classes[k] == "q":
            return k
    return at


def _lists_on(classes: list[str], k: int, last: int) -> bool:
    """Does the list of quotations go on ("a “liar,” a “cheat” and a “thief”")?"""
    for j in range(k, min(last, k + 6)):
        if classes[j] == "q":
            return True
        if classes[j] not in ("det", "conj", "word", ",", "ed", "adv"):
            return False
    return False


def _likeliest(begin: int, places: list[tuple[int, float]], stop: int) -> int:
    """The end that most probably shares half its words with the true one, given each place's share of ends."""
    ends: list[tuple[int, float]] = []
    left = 1.0
    for k, share in places[:_PLACES]:
        ends.append((k, left * share))
        left *= 1 - share
    ends.append((stop, left))
    best, chosen = -1.0, stop
    for k, own in ends:
        length = k - begin
        mass = sum(p for j, p in ends if 2 * min(length, j - begin) >= max(length, j - begin)) + _EXACT * own
        if mass > best:
            best, chosen = mass, k
    return chosen


def place_of(reading: Reading, k: int, last: int) -> tuple[str, str, str]:
    """The sort of place before token `k`: mark, word or class, "f" if a finite verb follows before the next mark."""
    classes = reading.classes
    before = classes[k - 1]
    mark = before if before in (",", "dash") else ""
    if before == "q":
        mark = "q," if reading.complete(k - 1) else "q"
    word = reading.lowers[k] if classes[k] in _NAMED else classes[k]
    if classes[k] == "conj":
        word += "+" + _joined(reading, k + 1, last)
    for kind in classes[k : min(last, k + 10)]:
        if kind in CLAUSAL:
            return mark, word, "f"
        if kind in (",", "eos", "q", "dash", ";"):
            break
    return mark, word, "n"


def _joined(reading: Reading, k: int, last: int) -> str:
    """What a conjunction joins: a subject pronoun, a verb, "that", "to" or something else."""
    while k < last and reading.classes[k] == "adv":
        k += 1
    kind = reading.classes[k] if k < last else ""
    if kind in ("pron", "contr"):
        return "pron"
    if kind in ("that", "to", "q", "ing", "ed", "cap", "det"):
        return kind
    return "verb" if kind in CLAUSAL or kind == "base" else "other"


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


def clause_wall(context: Context, i: int, begin: int) -> int | None:
    """Where the clause that the cue at `i` stands in must end: the comma that closes its relative or fronted clause.

    "Ann Lund, who knew that it was late, left": the comma before "left". "When he said that it was late, she left": the
    comma before "she".
    """
    classes, first = context.classes, context.first
    for k in range(i - 1, max(first, i - _OPENING) - 1, -1):
        if classes[k] == "who" and k > first and classes[k - 1] == ",":
            return _comma_before_verb(context, begin)
        if (classes[k] == "sub" or context.lowers[k] in ("when", "if")) and k <= first + 2:
            return main_clause_comma(context, begin)
        if classes[k] in (",", "q"):
            break
        if k == first and classes[k] in ("prep", "sub") and context.lowers[i].endswith("ing"):
            return main_clause_comma(context, begin)
    return None


def _comma_before_verb(context: Context, begin: int) -> int | None:
    for k in range(begin + 1, min(context.last - 1, begin + 50)):
        if context.classes[k] == "," and (context.classes[k + 1] in CLAUSAL or context.is_cue(k + 1)):
            return k
    return None


def main_clause_comma(context: Context, begin: int) -> int | None:
    """The comma after a fronted participle clause: a subject and its finite verb follow it."""
    for k in range(begin + 1, min(context.last - 1, begin + 60)):
        if context.classes[k] == "," and context.classes[k + 1] in ("cap", "pron", "det", "word", "poss", "contr"):
            if place_of(context.reading, k + 1, context.last)[2] == "f" or any(
                context.is_cue(j) for j in range(k + 2, min(context.last, k + 8))
            ):
                return k
    return None


def left_begin(reading: Reading, end: int, first: int) -> int:
    """Begin of the clause that ends at `end`: the sentence's begin or the end of what is claimed before it."""
    if end > first and (reading.classes[end - 1] in ("who", "wh") or reading.lowers[end - 1] == "that"):
        return end - 1
    k = end
    while k > first and not reading.taken[k - 1]:
        k -= 1
        if reading.classes[k] == ";":
            k += 1
            break
    while k < end and reading.classes[k] in (",", "conj", "eos", "dash"):
        k += 1
    return k


def has_clause(reading: Reading, begin: int, end: int) -> bool:
    """Is there a finite verb or a quotation in `[begin, end)`?"""
    return any(
        kind in CLAUSAL or kind == "q" or (kind == "ed" and k > begin)
        for k, kind in enumerate(reading.classes[begin:end], begin)
    )


def _trim(reading: Reading, begin: int, end: int) -> int:
    while end > begin + 1 and reading.classes[end - 1] in (",", "eos", "conj", "dash", ";", ":"):
        end -= 1
    return end
