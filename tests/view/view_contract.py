"""What every view promises, whatever database it stands in. A backend inherits `ViewContract` and gives the `url`."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from schemas.article import ArticlePublished
from schemas.base import format_instant, model_json
from schemas.deadletter import RecordRetried
from schemas.definition import EMPTY
from schemas.envelope import Event, Record, encode
from schemas.errors import NewerVersion, StorageLocked, ViewMismatch
from schemas.state import State
from streams.view import View
from streams.view.database import guarded
from tests import examples
from tests.examples import DEFINITION, STORY, records
from tests.view.folding import WHOLE, Stop, evidence_in, fold_all, in_memory, opened, replayed, stopping, unordered

LATER = datetime(2030, 3, 10, tzinfo=UTC)
TEXTS = {each.data.article_id: each.data.text for each in STORY if isinstance(each.data, ArticlePublished)}


class ViewContract:
    @pytest.fixture
    def url(self) -> str:
        raise NotImplementedError

    @pytest.fixture
    def view(self, url: str) -> Iterator[View]:
        with opened(url) as view:
            yield view

    def test_starts_empty(self, view: View) -> None:
        assert view.position() == ""
        assert view.settle() == 1  # the coverage object, which says that there is nothing
        assert view.state() == State()
        assert view.settle() == 0

    def test_state_is_what_one_fold_of_everything_gives(self, view: View) -> None:
        fold_all(view, WHOLE, 4)
        assert view.state_json() == in_memory(WHOLE)
        assert view.position() == str(len(WHOLE))

    def test_state_is_canonical_and_valid(self, view: View) -> None:
        fold_all(view, WHOLE, 100)
        assert view.state_json() == model_json(view.state())

    def test_every_line_has_evidence_in_the_words_of_its_article(self, view: View) -> None:
        fold_all(view, WHOLE, 100)
        state = json.loads(view.state_json())
        found = list(evidence_in(state))
        assert found
        assert all(TEXTS[each.article_id][each.start : each.end] == each.exact for each in found)
        assert all(entry["evidence"] for name, entries in state.items() if name != "coverage" for entry in entries)

    @pytest.mark.parametrize("seed", range(12))
    def test_any_order_with_repeats_gives_the_same_state(self, view: View, seed: int) -> None:
        dice = random.Random(seed)
        shuffled = [*WHOLE, *dice.sample(WHOLE, 9)]
        dice.shuffle(shuffled)
        fold_all(view, shuffled, dice.choice((1, 3, 10, 100)), settle_steps=dice.random() < 0.5)
        assert view.state_json() == in_memory(WHOLE)

    def test_folding_again_changes_nothing(self, view: View) -> None:
        fold_all(view, WHOLE, 5)
        last = view.changes().last_id
        view.fold(WHOLE, "again")
        assert view.settle() == 0
        assert view.changes().last_id == last

    def test_feed_gives_the_state_at_every_recordedtime(self, view: View) -> None:
        fold_all(view, WHOLE, 4)
        assert replayed(view) == unordered(view.state_json())
        for moment in (examples.MONDAY, examples.TUESDAY, examples.WEDNESDAY):
            assert replayed(view, until=moment) == unordered(view.state_json(as_of=moment))

    def test_feed_that_was_settled_in_any_order_gives_the_state(self, view: View) -> None:
        backwards = WHOLE[::-1]
        for at, record in enumerate(backwards):
            view.fold([record], str(at))
            view.settle()
        assert replayed(view) == unordered(view.state_json())
        assert view.state_json() == in_memory(WHOLE)

    def test_as_of_is_the_fold_of_what_was_recorded_by_then(self, view: View) -> None:
        fold_all(view, WHOLE, 100)
        for moment in (datetime(2030, 3, 1, tzinfo=UTC), examples.MONDAY, examples.TUESDAY, LATER):
            known = [encode(each) for each in STORY if each.recorded_at <= moment]
            expected = in_memory(known) if known else model_json(State())
            assert view.state_json(as_of=moment) == expected

    def test_earliest_recordedtime_of_an_event_counts(self, view: View) -> None:
        late = [encode(_at(each, LATER)) for each in STORY]
        fold_all(view, [*late, *WHOLE], 100)
        again = view.state_json(as_of=examples.WEDNESDAY)
        assert again == in_memory(WHOLE)

    def test_resumes_after_an_id_and_resets_for_any_other(self, view: View) -> None:
        fold_all(view, WHOLE, 100)
        whole = view.changes(after=None, limit=1000)
        rest = view.changes(after=whole.changes[4].id, limit=1000)
        assert rest.changes == whole.changes[5:]
        assert rest.last_id == whole.changes[-1].id
        assert not view.changes(after=whole.last_id).changes
        for unknown in ("6-1", "7-100000", "7", "x", "7-", "7-0x1", "8-0"):
            assert view.changes(after=unknown).reset, unknown

    def test_rebuilt_equals_kept_in_a_new_generation(self, view: View, url: str) -> None:
        fold_all(view, WHOLE, 4)
        kept, old = view.state_json(), view.changes().last_id
        for expected in ("8", "9"):
            with View.rebuilding(url, definition=DEFINITION, log_identity="log", generation=7) as built:
                fold_all(built, WHOLE, 100, settle_steps=False)
                assert view.state_json() == kept
                built.switch()
            with opened(url) as switched:
                assert switched.state_json() == kept
                assert switched.generation() == expected
                assert switched.changes(after=old).reset
                assert replayed(switched) == unordered(kept)

    def test_interrupted_rebuild_leaves_the_old_view(self, view: View, url: str) -> None:
        fold_all(view, WHOLE, 4)
        for _ in range(2):
            with View.rebuilding(url, definition=EMPTY, log_identity="log", generation=9) as built:
                built.fold(WHOLE[:9], "9")
        assert view.state_json() == in_memory(WHOLE)

    def test_bad_records_are_dead_letters_until_the_log_has_them(self, view: View) -> None:
        bad = [
            Record("claims", "k", (), b"{}"),
            Record("claims", "k", WHOLE[1].headers, b"{"),
            Record("claims", "k", WHOLE[1].headers, WHOLE[1].value.replace(b"Berg", b"Borg")),
            Record("claims", "k", (("ce_type", b"\xff"),), b"\x00\xff"),
            Record("nonsense", "k", WHOLE[1].headers, WHOLE[1].value),
        ]
        refused = view.fold([*bad, *WHOLE, *bad], "1")
        view.settle()
        assert {each.id for each in refused} == {each.id for each in view.unsent_dead_letters()}
        assert len(view.unsent_dead_letters()) == len(bad)
        before = view.state()
        assert before.coverage.dead_letters == len(bad)
        view.fold(records(refused), "2")
        assert view.settle() == 0
        assert not view.unsent_dead_letters()
        assert len(view.dead_letters()) == len(bad)
        assert before.actors == State.model_validate_json(in_memory(WHOLE)).actors

    def test_retried_dead_letter_is_settled_in_any_order(self, view: View) -> None:
        rejected = view.fold([Record("claims", "k", (), b"{}")], "1")
        letter = rejected[0].key
        retried = examples.event(RecordRetried(dead_letter_id=letter, yielded=()), LATER)
        view.fold(records([retried]), "2")
        view.settle()
        assert view.state().coverage.dead_letters == 0
        assert view.state(as_of=examples.MONDAY).coverage.dead_letters == 1
        assert view.state_json() == in_memory(records([retried, *rejected]))

    def test_nul_is_refused(self, view: View) -> None:
        of = examples.article("one\0two", "nul.txt")
        assert [each.type for each in view.fold(records([examples.event(of, LATER)]), "1")] == ["record.rejected"]
        slashes = examples.article("a backslash and u0000: \\u0000", "slashes.txt")
        assert not view.fold(records([examples.event(slashes, LATER)]), "2")

    def test_withdrawn_article_is_gone(self, view: View) -> None:
        story = [*STORY, examples.withdrawal(_first_article(examples.harbour()), LATER)]
        fold_all(view, records(story), 100)
        state = view.state()
        assert state.coverage.set_aside == 1
        assert "harbour.txt" not in {each.source for each in evidence_in(json.loads(view.state_json()))}
        assert replayed(view) == unordered(view.state_json())
        assert view.state_json() == in_memory(records(story[::-1]))

    def test_reading_waits_until_all_that_it_lists_has_arrived(self, view: View) -> None:
        monday = records(examples.monday())
        view.fold([*monday[:2], *monday[3:]], "1")
        view.settle()
        assert (view.state().coverage.pending, view.state().coverage.articles) == (1, 0)
        view.fold([monday[2]], "2")
        view.settle()
        assert (view.state().coverage.pending, view.state().coverage.articles) == (0, 1)
        assert view.state_json() == in_memory(monday)

    def test_highest_versions_show_once_complete_and_until_then_those_before(self, view: View) -> None:
        events = examples.monday()
        of = _first_article(events)
        better = examples.reading(
            of, [examples.claim(of, "We will not close the strait", "Ada Berg")], LATER, version=2
        )
        fold_all(view, records(events), 100)
        before = view.state()
        view.fold(records(better[1:]), "1")
        view.settle()
        assert view.state().positions == before.positions
        assert view.state().coverage.pending == 1
        view.fold(records(better[:1]), "2")
        view.settle()
        assert [each.text for each in view.state().positions] == ["We will not close the strait"]
        assert view.state_json() == in_memory(records([*better, *events]))

    def test_a_later_revision_replaces_the_one_before(self, view: View) -> None:
        first = examples.article("Berg said no.", "revised.txt")
        second = examples.article("Berg said yes to the strait.", "revised.txt", modified=LATER)
        events = []
        for of, words in ((first, "no"), (second, "yes to the strait")):
            found = [examples.claim(of, words, "Ada Berg")]
            events += [examples.event(of, LATER), *examples.reading(of, found, LATER, "2030-03-10")]
        fold_all(view, records(events), 1)
        assert [each.text for each in view.state().positions] == ["yes to the strait"]
        assert view.state_json() == in_memory(records(events[::-1]))

    @pytest.mark.parametrize("settle_steps", [True, False])
    def test_cut_off_at_any_statement_it_resumes_without_loss(self, url: str, settle_steps: bool) -> None:
        after, resumed, cuts = 2, False, 0
        while not resumed:
            with opened(url, log_identity=f"log {after}") if after == 2 else _fresh(url, after) as view:
                try:
                    with stopping(view, after):
                        fold_all(view, WHOLE, 12, settle_steps=settle_steps)
                    resumed = True
                except Stop:
                    cuts += 1
                    fold_all(view, WHOLE, 12, settle_steps=settle_steps)
                assert view.state_json() == in_memory(WHOLE)
                assert replayed(view) == unordered(view.state_json())
            after = after * 5 // 4 + 3
        assert cuts > 5

    def test_two_writers_cannot_both_fold(self, view: View, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with opened(url) as other:
            view.fold(WHOLE[:3], "3")
            assert other.position() == "3"
            original = other._fold_steps

            def race(*arguments: Any, **named: Any) -> Any:
                found = original(*arguments, **named)
                connection = arguments[0]
                connection.execute(text("UPDATE meta SET value = 'elsewhere' WHERE key = 'position'"))
                return found

            monkeypatch.setattr(other, "_fold_steps", race)
            with pytest.raises(StorageLocked):
                other.fold(WHOLE[3:5], "5")
            assert view.position() == "3"

    def test_refuses_another_log_definition_and_newer_version(self, view: View, url: str) -> None:
        for changed, what in (
            ({"log_identity": "other"}, "another log"),
            ({"definition": EMPTY}, "another definition"),
        ):
            with pytest.raises(ViewMismatch, match=f"{what}.*standoff rebuild"):
                opened(url, **changed)
        with guarded(view._engine, url) as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(NewerVersion, match="upgrade"):
            opened(url)

    def test_reads_while_it_is_written(self, view: View, url: str) -> None:
        fold_all(view, WHOLE, 100)
        with opened(url, read_only=True) as reader, guarded(view._engine, url):
            assert reader.state_json() == in_memory(WHOLE)

    def test_marks_what_was_published(self, view: View) -> None:
        fold_all(view, WHOLE, 100)
        first = view.unpublished(limit=3)
        assert len(first) == 3
        view.mark_published(first[-1].id)
        assert view.unpublished(limit=1)[0].id == "7-4"

    def test_gives_changes_as_their_events_hold_them(self, view: View) -> None:
        fold_all(view, WHOLE, 100)
        told = view.unpublished(limit=10_000)
        changes = view.changes(limit=10_000).changes
        assert [each.data for each in told] == [model_json(change) for change in changes]
        assert [(each.id, each.key, each.recorded_at) for each in told] == [
            (change.id, change.entry_id, change.recorded_at) for change in changes
        ]

    def test_why_leads_back_to_the_connector(self, view: View) -> None:
        fold_all(view, WHOLE, 100)
        state = view.state()
        for wanted in (state.demands[0].id, state.demands[0].evidence[0].claim_id, STORY[1].id):
            chain = view.why(wanted or "")
            assert chain is not None
            reason = chain.reasons[0]
            assert reason.text[reason.evidence.start : reason.evidence.end] == reason.evidence.exact
            assert reason.links[-1].what == "published by tests from monday.txt"
        assert view.why("dem_nothing") is None
        date_id = next(iter(view.dates())).date_id
        assert view.why(date_id) is not None
        for whole in (state.demands[0].id, date_id, STORY[0].id, STORY[1].id, STORY[0].key):
            chain = view.why(whole[:12])
            assert chain is not None
            assert chain.id == whole

    def test_lists_claims_by_what_is_asked_for(self, view: View) -> None:
        fold_all(view, WHOLE, 100)
        everything = list(view.claims())
        assert len(everything) == sum(each.type == "claim.made" for each in STORY)
        assert {row.speaker for row in view.claims(speaker="moran")} == {"Ilya Moran"}
        assert {row.party for row in view.claims(party="sudia")} == {"Sudia"}
        assert [row.text for row in view.claims(stance="threaten")] == ["an embargo if it closes the strait"]
        assert {row.source for row in view.claims(text="panic")} == {"undated.txt", "panic.txt"}
        assert all("strait" in (row.topic or "") + str(row.issues) for row in view.claims(topic="strait"))
        assert {row.published for row in view.claims(since="2030-03-06")} == {"2030-03-06", "2030-03-09"}

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_the_state_is_a_function_of_the_set_of_events(self, data: st.DataObject) -> None:
        chosen = data.draw(st.lists(st.sampled_from(range(len(WHOLE))), min_size=1, max_size=2 * len(WHOLE)))
        order = data.draw(st.permutations(chosen))
        page = data.draw(st.integers(1, len(order)))
        with opened("sqlite://") as view:
            fold_all(view, [WHOLE[at] for at in order], page)
            assert view.state_json() == in_memory([WHOLE[at] for at in sorted(set(chosen))])
            assert replayed(view) == unordered(view.state_json())


def _at(event_: Event, moment: datetime) -> Event:
    assert format_instant(moment)
    return examples.event(event_.data, moment, event_.version)


def _first_article(events: Sequence[Event]) -> ArticlePublished:
    return next(each.data for each in events if isinstance(each.data, ArticlePublished))


def _fresh(url: str, number: int) -> View:
    """The view emptied, for another round on the same database."""
    with View.rebuilding(url, definition=DEFINITION, log_identity=f"log {number}", generation=number) as built:
        built.switch()
    return opened(url, log_identity=f"log {number}")
