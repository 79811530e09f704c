from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from airflow.sdk.exceptions import AirflowFailException

from evenkeel_airflow.days import DayRule, Span, export_span

NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True)
class Run:
    run_type: str
    data_interval_end: datetime | None


@dataclass(frozen=True)
class Event:
    extra: dict[str, str]


def test_a_scheduled_run_scores_the_day_after_its_local_evening() -> None:
    # 20:05 in New York is the next day already in UTC: the local day counts.
    due = Run("scheduled", datetime(2013, 7, 4, 0, 5, tzinfo=UTC))
    assert DayRule(NEW_YORK, 1).day(due, None) == date(2013, 7, 4)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        (datetime(2013, 11, 3, 0, 5, tzinfo=UTC), date(2013, 11, 3)),  # the evening before
        (datetime(2013, 11, 4, 1, 5, tzinfo=UTC), date(2013, 11, 4)),  # after the clocks went back
        (datetime(2013, 3, 10, 1, 5, tzinfo=UTC), date(2013, 3, 10)),
        (datetime(2013, 3, 11, 0, 5, tzinfo=UTC), date(2013, 3, 11)),  # after they went forward
    ],
)
def test_days_follow_each_other_where_the_clocks_change(due: datetime, day: date) -> None:
    assert DayRule(NEW_YORK, 1).day(Run("backfill", due), None) == day


def test_outcomes_look_back_to_labels_that_are_mature() -> None:
    due = Run("scheduled", datetime(2013, 7, 8, 10, 0, tzinfo=UTC))
    assert DayRule(NEW_YORK, -4).day(due, None) == date(2013, 7, 4)


def test_a_manual_run_has_the_day_that_it_is_given_whatever_its_interval() -> None:
    by_hand = Run("manual", datetime(2026, 1, 1, tzinfo=UTC))
    assert DayRule(NEW_YORK, 1).day(by_hand, "2013-07-04") == date(2013, 7, 4)


@pytest.mark.parametrize("kind", ["manual", "asset_triggered", "operator_triggered"])
@pytest.mark.parametrize("interval_end", [None, datetime(2026, 1, 1, tzinfo=UTC)])
def test_a_run_without_a_day_never_takes_the_clocks(
    kind: str, interval_end: datetime | None
) -> None:
    with pytest.raises(AirflowFailException, match="give the param 'date'"):
        DayRule(NEW_YORK, 1).day(Run(kind, interval_end), None)


def test_a_backfill_does_not_score_one_day_again_and_again() -> None:
    run = Run("backfill", datetime(2013, 7, 4, tzinfo=UTC))
    with pytest.raises(AirflowFailException, match="has the day of its interval"):
        DayRule(NEW_YORK, 1).day(run, "2013-07-04")


def test_a_span_ends_with_its_last_day() -> None:
    assert Span.ending(date(2013, 7, 7), 7) == Span(date(2013, 7, 1), date(2013, 7, 7))


def test_an_export_goes_up_to_the_newest_decision() -> None:
    events = {"retrain": [Event({"date": "2013-07-04"}), Event({"date": "2013-07-06"})]}
    assert export_span({"from": None, "to": None}, events, 3) == Span(
        date(2013, 7, 4), date(2013, 7, 6)
    )


def test_an_export_by_hand_has_the_days_asked_for() -> None:
    asked = {"from": "2013-02-01", "to": "2013-05-31"}
    assert export_span(asked, {}, 3) == Span(date(2013, 2, 1), date(2013, 5, 31))
    assert export_span({"from": None, "to": "2013-05-31"}, {}, 3) == Span(
        date(2013, 5, 29), date(2013, 5, 31)
    )


@pytest.mark.parametrize("first", [None, "2013-02-01"])
def test_an_export_without_a_decision_or_a_last_day_is_refused(first: str | None) -> None:
    with pytest.raises(AirflowFailException, match="'from' and 'to'"):
        export_span({"from": first, "to": None}, {}, 3)
