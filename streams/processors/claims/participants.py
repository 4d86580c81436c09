"""Who acts, and upon whom or with whom: the noun phrases around an act, by their place in its clause.

A phrase gives the canonical names of the actors whom the names processor knows in it; one that holds only other names
("the Houthis", "Oushan gunboats") stands as the text has it, so that a definition can tell later whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streams.processors.claims.clauses import Clause, Range, is_finite, phrase_left, subject_of, verb_before
from streams.processors.claims.inflection import forms_of
from streams.processors.claims.reading import NOMINAL
from streams.processors.claims.tables import read_set
from streams.processors.names.cast import Cast
from streams.processors.names.lexicon import government_of, words_of
from streams.processors.names.mention import Mention

Names = tuple[str, ...]
_DOERS = read_set("doers.txt")
_COMMON = (
    {word.removesuffix(" of") for word in read_set("number_words.tsv")}
    | words_of("regions.txt")
    | read_set("count_nouns.txt")
)
"""Words that begin a sentence, or tell only a region, and name nobody."""
_UNDERGONE = frozenset(form for lemma in read_set("undergone.txt") for form in forms_of(lemma))
_BLAMING = frozenset(form for lemma in read_set("blaming_verbs.txt") for form in forms_of(lemma))
_STOPS = frozenset(["sub", "that", "wh", "who", "eos", ";", ":", "dash", "if", "modal", "be", "have", "do", "neg"])
_INNER = frozenset(["between", "from", "in", "at", "near", "on", "with", "to", "against", "for"])
MOST_NAMES = 3  # names on one side at most
_MEMBERS = frozenset(["and", "&", ","])


def names_in(cast: Cast, clause: Clause, phrase: Range) -> Names:
    """The names of a noun phrase's head and what belongs to it ("of Chile"), each member's in order."""
    found: list[str] = []
    for member in _members(clause, phrase):
        found.extend(_member_names(cast, clause, member))
    return tuple(dict.fromkeys(found))[:MOST_NAMES]


def _members(clause: Clause, phrase: Range) -> Iterator[Range]:
    """ "the US | and | Britain": the parts of a phrase, each without what its prepositions but "of" bring in."""
    begin = k = phrase[0]
    cut: int | None = None
    for k in range(phrase[0], phrase[1]):
        if clause.lowers[k] in _MEMBERS and cut is None:
            if k > begin:
                yield begin, k
            begin = k + 1
        elif clause.lowers[k] in _INNER and k > begin and cut is None:
            cut = k
    if begin < (cut or phrase[1]):
        yield begin, cut or phrase[1]


def _member_names(cast: Cast, clause: Clause, member: Range) -> Iterator[str]:
    start, end = clause.span(member)
    mentions = cast.within(start, end)
    known = [mention for mention in mentions if known_name(mention)]
    people = [mention for mention in known if mention.actor and mention.actor.kind == "person"]
    chosen = people[:1] or known[:1]
    if chosen:
        yield known_name(chosen[0]) or ""
    elif is_named(clause, member, mentions):
        yield clause.text[start:end].removesuffix("’s").removesuffix("'s")


def is_named(clause: Clause, member: Range, mentions: Sequence[Mention]) -> bool:
    """Does a phrase hold a name that may be a side's, or one of the words for those who act without one ("rebels")?"""
    if clause.lowers[member[1] - 1] in _DOERS:
        return True
    return any(
        mention.kind in ("name", "person", "body")
        and not (mention.actor and mention.actor.kind == "media")
        and mention.name.lower() not in _COMMON
        for mention in mentions
    )


def known_name(mention: Mention) -> str | None:
    """The canonical name of a person, state or body; the government of an adjective ("Chilean")."""
    if mention.actor:
        return mention.actor.name if mention.actor.kind in ("person", "state", "body") else None
    return government_of(mention.state) if mention.kind == "adjective" and mention.state else None


def subject_names(cast: Cast, clause: Clause, k: int | None) -> tuple[Names, Range | None]:
    """The names of the subject of the verb at `k`, and where that stands."""
    phrase = subject_of(clause, k) if k is not None else None
    return (names_in(cast, clause, phrase) if phrase else (), phrase)


def owner_names(cast: Cast, clause: Clause, k: int) -> Names:
    """Whose a noun is by the words before it: "| US | sanctions", "| Moscow’s | annexation", "| Sudian | drills"."""
    phrase = phrase_left(clause, k + 1)
    if phrase is None or phrase[0] == k:
        return ()
    begin = phrase[0]
    for j in range(phrase[0], k):
        if clause.lowers[j] in _INNER or clause.lowers[j] in ("of", *_MEMBERS):
            begin = j + 1
    return names_in(cast, clause, (begin, k)) if begin < k else ()


def doing_verb(clause: Clause, k: int) -> int | None:
    """The verb that governs the noun at `k`, None where its subject is not the doer ("faces sanctions")."""
    verb = verb_before(clause, k)
    if verb is None:
        return None
    phrase = phrase_left(clause, k + 1)
    main = (phrase[0] if phrase else k) - 1
    while main > verb and clause.classes[main] in ("adv", "prep", "det", "num"):
        main -= 1
    return None if clause.lowers[main] in _UNDERGONE else verb


def blamed(clause: Clause, k: int) -> Range | None:
    """Who is blamed or thanked for what stands at `k`: "accused | Chile | of shelling the harbour"."""
    verb = verb_before(clause, k)
    main = next((j for j in range(verb, k) if clause.lowers[j] in _BLAMING), None) if verb is not None else None
    if main is None:
        return None
    for j in range(main + 1, k):
        if clause.lowers[j] in ("for", "of", "from") and j > main + 1:
            return main + 1, j
    return None


def phrases_right(clause: Clause, k: int, *, direct: bool) -> Iterator[tuple[str, Range]]:
    """The noun phrases behind token `k` up to the end of its clause, each with the preposition before it ("" for a
    direct object, where the act takes one).
    """
    link = "" if direct else "-"
    while k < len(clause.lowers):
        kind, lower = clause.classes[k], clause.lowers[k]
        if kind in _STOPS or kind == "past" or (kind == "ed" and is_finite(clause, k) and clause.lowers[k - 1] != ","):
            return
        if kind in ("prep", "to"):
            border = lower in ("of", "to", "with") and clause.lowers[k - 1] in ("border", "borders", "frontier")
            link = "border" if border else lower
        elif kind in NOMINAL or kind == "det":
            end = max(k + 1, _phrase_end(clause, k))
            yield link, (k, end)
            k, link = end, "-"
            continue
        elif lower == "," or kind not in ("adv", "conj"):
            link = "-"
        k += 1


def passive_end(clause: Clause, k: int) -> int:
    """Behind the passive whose subject ends at `k` ("sanctions | have been imposed | on Chile by Norway"), else `k`."""
    j = k
    while j < len(clause.lowers) and clause.classes[j] in ("be", "have", "adv"):
        j += 1
    passive = j < len(clause.lowers) and clause.classes[j] in ("ed", "past") and "be" in clause.classes[k:j]
    return j + 1 if passive else k


def _phrase_end(clause: Clause, k: int) -> int:
    """The end of the noun phrase at `k` with its list: "Norway, Sweden and the US", "the president of Chile"."""
    classes, lowers = clause.classes, clause.lowers
    while k < len(lowers):
        following = classes[k + 1] if k + 1 < len(classes) else ""
        listed = lowers[k] in ("and", "&") or (lowers[k] == "," and following == "cap")
        joined = (lowers[k] == "of" or listed) and following in ("cap", "det", "word", "poss", "num", "pron")
        if not (classes[k] in NOMINAL or classes[k] == "det" or joined):
            break
        if classes[k] in ("ed", "pres") and is_finite(clause, k):
            break
        k += 1
    return k
