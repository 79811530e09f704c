"""What every DAG of Evenkeel has, so that none can leave it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from airflow.sdk import DAG, Asset, CronTriggerTimetable, Param

from evenkeel_airflow.conf import Calendar, Platform

LONGEST_RETRY_DELAY = timedelta(hours=1)


def day_param(description: str, name: str = "date") -> Param:
    """Return the param of a run that is started by hand."""
    return Param(None, type=["string", "null"], format="date", title=name, description=description)


@dataclass(frozen=True)
class When:
    """What starts the runs of a DAG."""

    schedule: CronTriggerTimetable | list[Asset]
    start_date: datetime | None = None
    catchup: bool = False


def on_calendar(calendar: Calendar) -> When:
    """Return the cron schedule of a calendar.

    The data interval of a run is the moment at which it is due, whenever it then really starts.
    """
    return When(
        CronTriggerTimetable(calendar.schedule, timezone=calendar.timezone.key),
        datetime.combine(calendar.start, time(), calendar.timezone),
        calendar.catchup,
    )


def on_assets(*assets: Asset) -> When:
    """Return the schedule of what events start; there is nothing to catch up with."""
    return When(list(assets))


def declared(
    dag_id: str,
    platform: Platform,
    when: When,
    *,
    description: str,
    owner: str,
    params: dict[str, Param],
    macros: dict[str, Callable[..., Any]],
    longest: timedelta,
    tags: tuple[str, ...],
    doc: str | None,
) -> DAG:
    """Return a DAG with one run at a time, retries that wait longer each time, and an end.

    :param longest: what all tasks of a try may take; a run may take that for each of its tries
    """
    tries = platform.retries + 1
    return DAG(
        dag_id,
        schedule=when.schedule,
        start_date=when.start_date,
        catchup=when.catchup,
        description=description,
        doc_md=doc,
        params=params,
        user_defined_macros=macros,
        tags=["evenkeel", *tags],
        max_active_runs=1,
        dagrun_timeout=longest * tries + LONGEST_RETRY_DELAY * platform.retries,
        default_args={
            "owner": owner,
            "retries": platform.retries,
            "retry_delay": platform.retry_delay,
            "retry_exponential_backoff": 2.0,
            "max_retry_delay": max(LONGEST_RETRY_DELAY, platform.retry_delay),
            "execution_timeout": timedelta(minutes=5),
        },
    )
