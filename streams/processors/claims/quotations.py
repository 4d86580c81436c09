"""Quotations without a cue of their own: those that go on from a claim, and those that are signed."""

from __future__ import annotations

from streams.processors.claims.clause_subjects import clause_subject
from streams.processors.claims.draft import Draft
from streams.processors.claims.lemmas import cue_lemma
from streams.processors.claims.lexicon import Lexicon
from streams.processors.claims.reading import CLASSES, CLAUSAL, Reading
from streams.processors.claims.sources import Source, phrase_left, source_left
from streams.processors.claims.tables import read_map, read_set
from streams.processors.text.segmented import Sentence, Token

_STANCES = read_map("stance_cues.tsv")
_SIGNING = frozenset(["—", "–", "―", "--", "-"])
_LONG = 60  # tokens of a sentence that announces a quotation
_SCARE_CHARS = 25  # shorter quotations may be scare quotes or titles
_MESSAGES = read_set("message_nouns.txt")
_MODIFIERS = 4  # tokens between an owner and the message
_POSSESSIVE = frozenset(["her", "his", "its", "my", "our", "their"])
_PLAIN = frozenset([".", "?", "!", "•"])


def attach_quotations(reading: Reading, sentence: Sentence, index: int, drafts: list[Draft]) -> None:
    """A sentence without a cue of its own that goes on quoting belongs to the claim before it; behind a denial or what
    was not said it is a claim of its own.

    "Ann Lund denied the report. “The port is open.”": not both are denied.
    """
    if not drafts:
        return
    before = _quoting(reading, drafts)
    tokens = reading.tokens[sentence.first_token : sentence.last_token]
    near = sentence.paragraph - before.paragraph
    if near == 0:
        goes_on = _is_quotation(tokens) or (_has_quotation(reading, before.ranges[-1]) and _goes_on_quoting(tokens))
    else:
        goes_on = near == 1 and _reopens(reading, sentence, before)
    if not goes_on:
        return
    if _denies(reading, before) and not _has_quotation(reading, before.ranges[-1]):
        before = Draft([], None, before.source, "behind denial", sentence=index, shared=before)
        drafts.append(before)
    before.ranges.append((sentence.first_token, sentence.last_token))
    before.paragraph = sentence.paragraph
    reading.classify(sentence.first_token, sentence.last_token)
    reading.take(sentence.first_token, sentence.last_token)


def _quoting(reading: Reading, drafts: list[Draft]) -> Draft:
    """The last draft, or another of its sentence that quotes ("“A,” she said, citing a report")."""
    last = drafts[-1]
    for draft in reversed(drafts[-4:]):
        if draft.sentence == last.sentence and any(_has_quotation(reading, r) for r in draft.ranges):
            return draft
    return last


def _denies(reading: Reading, draft: Draft) -> bool:
    """Is the content what its source denies, rejects or did not say?"""
    if draft.negated or draft.cue is None:
        return draft.negated
    return _STANCES.get(cue_lemma(reading.lowers[slice(*draft.cue)]) or "") in ("deny", "reject")


def _has_quotation(reading: Reading, tokens: tuple[int, int]) -> bool:
    return any(token.quotation is not None for token in reading.tokens[tokens[0] : tokens[1]])


def _reopens(reading: Reading, sentence: Sentence, before: Draft) -> bool:
    """Is this the first sentence of a paragraph of quotation behind one that ended quoting?"""
    paragraph = reading.segmented.paragraphs[sentence.paragraph]
    if sentence.start != paragraph.start:
        return False
    return _is_quotation(reading.tokens[sentence.first_token : sentence.last_token]) and _has_quotation(
        reading, before.ranges[-1]
    )


def _goes_on_quoting(tokens: tuple[Token, ...]) -> bool:
    """ "That makes her “by definition a trustworthy person.”": nearly half of it is quoted words, and several of
    them.
    """
    quoted = sum(token.end - token.start for token in tokens if token.quotation is not None)
    return quoted * 10 > (tokens[-1].end - tokens[0].start) * 4 and quoted > _SCARE_CHARS


def _is_quotation(tokens: tuple[Token, ...]) -> bool:
    """ "“A.”", "“A” for good.": it begins with a quotation that makes up most of it, and has no finite verb outside."""
    if tokens[0].quotation is None and tokens[0].lower not in _PLAIN:
        return False
    quoted = sum(token.end - token.start for token in tokens if token.quotation is not None)
    if any(CLASSES.get(token.lower) in CLAUSAL for token in tokens):
        return False
    return quoted * 10 > (tokens[-1].end - tokens[0].start) * 6


def read_announcement(reading: Reading, sentence: Sentence, index: int, lexicon: Lexicon) -> Draft | None:
    """ "The mayor said:" before a paragraph with her words: a draft that waits for its content."""
    first, last = sentence.first_token, sentence.last_token
    if last - first < 3 or reading.lowers[last - 1] != ":" or last - first > _LONG:
        return None
    reading.classify(first, last)
    verb = last - 2 if reading.lowers[last - 2] in lexicon.speech else None
    source = source_left(reading, verb, first) if verb is not None else clause_subject(reading, last - 1, first)
    if source is None:
        return None
    return Draft([], (verb, verb + 1) if verb is not None else None, source, "announced", sentence=index)


def take_announced(reading: Reading, sentence: Sentence, draft: Draft) -> bool:
    """Gives the sentence to the announcement before it, if it is quotation."""
    tokens = reading.tokens[sentence.first_token : sentence.last_token]
    before = reading.segmented.sentences[draft.sentence]
    if before.paragraph == sentence.paragraph or not _is_quotation(tokens):
        return False
    draft.ranges.append((sentence.first_token, sentence.last_token))
    draft.paragraph = sentence.paragraph
    reading.classify(sentence.first_token, sentence.last_token)
    reading.take(sentence.first_token, sentence.last_token)
    return True


def read_colon(reading: Reading, sentence: Sentence) -> list[Draft]:
    """ "Her reply: “No.”", "The first answer is from Ann Lund: “No.”", "Ann Lund: “No.”", all without a cue."""
    first, last = sentence.first_token, sentence.last_token
    colon = next((k for k in range(first + 1, last - 1) if reading.lowers[k] == ":"), None)
    if colon is None or reading.tokens[colon + 1].quotation is None or any(reading.taken[colon + 1 : last]):
        return []
    reading.classify(first, last)
    source = _announcer(reading, colon, first)
    if source is None:
        return []
    reading.take(colon + 1, last)
    return [Draft([(colon + 1, last)], None, source, "colon")]


def _announcer(reading: Reading, colon: int, first: int) -> Source | None:
    """Whose words a colon announces: the name before it, or whose the message is that is named before it."""
    near = phrase_left(reading, colon, first)
    if near is not None and near[0] == first and all(kind == "cap" for kind in reading.classes[first:colon]):
        return Source(near, near)
    named = next((k for k in range(first, min(colon, first + _LONG)) if reading.lowers[k] in _MESSAGES), None)
    if named is None:
        return None
    if near is not None and near[0] > named and reading.lowers[near[0] - 1] in ("by", "from", "of"):
        return Source(near, near)
    for k in range(named - 1, max(first, named - _MODIFIERS) - 1, -1):
        if reading.classes[k] == "poss":
            owner = phrase_left(reading, k + 1, first)
            return Source(owner, owner) if owner is not None else None
        if reading.lowers[k] in _POSSESSIVE:
            return Source((k, k + 1), (k, k + 1))
    return None


def read_signed(reading: Reading, sentence: Sentence) -> list[Draft]:
    """ "“We go.” — Ann Lund": a quotation, a dash, a name."""
    first, last = sentence.first_token, sentence.last_token
    tokens = reading.tokens
    if (
        last - first < 3
        or last - first > 12
        or tokens[first].quotation is None
        or tokens[first + 1].lower not in _SIGNING
    ):
        return []
    if not reading.text[tokens[first + 2].start].isupper() or any(
        t.quotation is not None for t in tokens[first + 1 : last]
    ):
        return []
    reading.classify(first, last)
    reading.take(first, last)
    end = last - 1 if tokens[last - 1].lower in _PLAIN else last
    name = (first + 2, end)
    return [Draft([(first, first + 1)], (first + 1, first + 2), Source(name, name), "signed")]
