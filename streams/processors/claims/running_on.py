"""Where content runs on although a word stands there that may end it."""

from __future__ import annotations

from streams.processors.claims.context import Context

_SEEING = ("designat", "portray", "recogni", "regard")
_SEEN = 9  # tokens between such a verb and its "as"
_WORDS = frozenset(["cap", "word"])
_MARKS = frozenset([",", "dash", "q"])


def is_seen_as(context: Context, begin: int, k: int) -> bool:
    """ "recognise the north | as a state": the "as" of a verb of the content."""
    words = context.lowers[max(begin, k - _SEEN) : k]
    return context.classes[k - 1] not in _MARKS and any(word.startswith(_SEEING) for word in words)


def joins_words(context: Context, begin: int, k: int) -> bool:
    """ "emphasized US and allied resolve": a conjunction behind the content's first word that joins it to another."""
    first, following = context.classes[begin], context.at(k + 1)
    return k == begin + 1 and context.classes[k] == "conj" and first in _WORDS and following in _WORDS


def quotes_on(context: Context, k: int, last: int) -> bool:
    """ ", but there was “something” in it": quoted words without a cue of their own are still the speaker's."""
    for j in range(k + 1, last):
        if context.classes[j] == "q":
            return not context.reading.taken[j]
        if context.classes[j] in (";", "dash", "eos") or context.is_cue(j):
            return False
    return False


def second_dash(context: Context, k: int, last: int) -> int | None:
    """The dash that closes an insertion opened by the one at `k` ("a pipe - which is new - to begin")."""
    for j in range(k + 2, min(last - 1, k + 25)):
        if context.classes[j] == "dash":
            return j
    return None


def lists_on(classes: list[str], k: int, last: int) -> bool:
    """Does the list of quotations go on ("a “liar,” a “cheat” and a “thief”")?"""
    for j in range(k, min(last, k + 6)):
        if classes[j] == "q":
            return True
        if classes[j] not in ("det", "conj", "word", ",", "ed", "adv"):
            return False
    return False
