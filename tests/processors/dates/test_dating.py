"""Which date tells when an act happens: the nearest in the act's own clause, never one inside another's words."""

from datetime import date

import pytest

from streams.processors.dates import find_dates
from streams.processors.dates.dating import date_of

PUBLISHED = date(2022, 1, 28)


def dated(sentence: str, act: str) -> str | None:
    start = sentence.index(act)
    found = date_of((start, start + len(act)), find_dates(sentence, published=PUBLISHED), sentence)
    return sentence[found[0] : found[1]] if found else None


@pytest.mark.parametrize(
    ("sentence", "act", "day"),
    [
        ("On Monday the fleet moved ships to the strait.", "moved", "Monday"),
        ("The envoys met in Riga on Jan. 20, before the storm of Friday.", "met", "Jan. 20"),
        ("The 2014 annexation was condemned.", "annexation", "2014"),
        ("The island annexed the reef in 2014.", "annexed", "2014"),
        ("On Thursday she warned him in a phone call of a storm.", "phone call", "Thursday"),
        ("It rained. On Monday they met in Riga.", "met", "Monday"),
        ("It ends the drills, which are set for later this month.", "drills", "later this month"),
        ("They will hold drills in the next two weeks.", "drills", "the next two weeks"),
        ("She said on Friday that she would meet him in the next fortnight.", "meet", "the next fortnight"),
    ],
)
def test_the_nearest_date_of_its_clause_dates_an_act(sentence: str, act: str, day: str) -> None:
    assert dated(sentence, act) == day


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("In a letter the minister asked for borders “as they were in 1997”, his office said.", "letter"),
        ("After the 1997 agreement the island sent troops.", "sent troops"),
        ("She said on Friday that she would meet him.", "meet"),
        ("He said Friday he expected to meet her.", "meet"),
        ("The army has massed troops there since 2014.", "massed troops"),
        ("They met, the ministry said on Friday.", "met"),
        ("The call lasted two hours.", "call"),
        ("They meet every Tuesday.", "meet"),
        ("The fleet moved, while the envoys spoke on Monday.", "moved"),
        ("The drills, which he said would end on Monday, go on.", "drills"),
    ],
)
def test_a_date_of_something_else_does_not_date_an_act(sentence: str, act: str) -> None:
    assert dated(sentence, act) is None
