"""Which day a run is about: that of its data interval or of its param, never that of the clock.

A scheduled run and a backfill have a data interval; their day counts from the local day on which
it ends. A run that a person or a program starts has none that means a day (Airflow fills in the
clock, or nothing), so its day is the param ``date``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from airflow.sdk.exceptions import AirflowFailException

WITH_INTERVAL = ("scheduled", "backfill")


class Run(Protocol):
    """What is asked of a DAG run."""

    run_type: Any
    data_interval_end: datetime | None


@dataclass(frozen=True)
class DayRule:
    """The day ``offset`` days after the local day on which a run's data interval ends."""

    timezone: ZoneInfo
    offset: int

    def day(self, run: Run, asked: str | None) -> date:
        """Return the day of a run; ``asked`` is its param ``date``."""
        kind = str(getattr(run.run_type, "value", run.run_type))
        if kind in WITH_INTERVAL:
            if asked:
                raise AirflowFailException(
                    f"A {kind} run has the day of its interval; the param 'date' ({asked}) is for"
                    " runs that are started by hand"
                )
            if run.data_interval_end:
                local = run.data_interval_end.astimezone(self.timezone).date()
                return local + timedelta(days=self.offset)
        if not asked:
            raise AirflowFailException(
                f"A {kind} run has no day of its own, and the clock's is not used: give the param"
                ' \'date\', for example {"date": "2013-07-04"}'
            )
        return date.fromisoformat(asked)


@dataclass(frozen=True)
class Span:
    """Days from one to another, both included."""

    first: date
    last: date

    @staticmethod
    def ending(last: date, days: int) -> Span:
        """Return some days up to the last."""
        return Span(last - timedelta(days=days - 1), last)


def export_span(params: Mapping[str, Any], events: Mapping[Any, Iterable[Any]], days: int) -> Span:
    """Return the days to export: those asked for, or those up to the newest retrain decision."""
    first, last = params.get("from"), params.get("to")
    if last:
        whole = Span.ending(date.fromisoformat(last), days)
        return Span(date.fromisoformat(first), whole.last) if first else whole
    decided = [event.extra["date"] for of_asset in events.values() for event in of_asset]
    if first or not decided:
        raise AirflowFailException(
            "No retrain decision started this run: give the params 'from' and 'to', for example"
            ' {"from": "2013-02-01", "to": "2013-05-31"}'
        )
    return Span.ending(date.fromisoformat(max(decided)), days)
