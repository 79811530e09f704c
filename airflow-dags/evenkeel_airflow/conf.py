"""What can be set for the DAGs, typed; every key is explained in conf/airflow."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from croniter import croniter
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _duration(value: object) -> timedelta:
    found = re.fullmatch(r"(\d+)([smhd])", str(value))
    if not found or int(found[1]) == 0:
        raise ValueError(f"'{value}' is not a duration; write 30s, 15m, 2h or 7d")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def _cron(value: str) -> str:
    if len(value.split()) != 5 or not croniter.is_valid(value):
        raise ValueError(f"'{value}' is not a cron expression of five fields, such as 30 20 * * *")
    return value


def _zone(value: object) -> ZoneInfo:
    if value not in available_timezones():
        raise ValueError(f"'{value}' is not a time zone, such as America/New_York or UTC")
    return ZoneInfo(str(value))


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Cron = Annotated[str, AfterValidator(_cron)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
Action = Literal["retrain_now", "retrain_within_a_week", "retrain_on_schedule"]


class Conf(BaseModel):
    """A part of the settings: an unknown key is a problem, and nothing can be changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Calendar(Conf):
    """When a DAG runs, from the local day ``start`` on."""

    schedule: Cron
    timezone: Zone
    start: date
    catchup: bool = False


class Score(Calendar):
    """The nightly run. ``day`` counts from the local day of the end of the data interval."""

    day: Annotated[int, Field(ge=-3650, le=3650)]
    inputs: tuple[str, ...]
    wait: Duration
    timeout: Duration


class Outcomes(Calendar):
    """Predictions beside labels: the ``days`` days up to ``day``, judged together."""

    day: Annotated[int, Field(ge=-3650, le=0)]
    days: Annotated[int, Field(ge=1, le=366)]
    by: tuple[str, ...] = ()
    timeout: Duration


class Export(Conf):
    """A training export of the ``days`` days up to the one that decided to train again."""

    features: str
    days: Annotated[int, Field(ge=1, le=3660)]
    by: tuple[str, ...] = ()
    after: tuple[Action, ...]
    timeout: Duration


class ModelDags(Conf):
    """The DAGs of one model, whose name is the name of the file."""

    model: str
    owner: str
    score: Score
    outcomes: Outcomes | None = None
    export: Export | None = None


class Folders(Conf):
    """Where the driver finds things; relative paths start at the folder that holds conf/."""

    home: str
    definitions: str
    models: str


class Spark(Conf):
    """How spark-submit is called, beside the Airflow connection."""

    packages: tuple[str, ...] = ()
    jars: tuple[str, ...] = ()
    properties_file: str | None = None
    driver_memory: str | None = None
    executor_memory: str | None = None
    executor_cores: Annotated[int, Field(ge=1)] | None = None
    num_executors: Annotated[int, Field(ge=1)] | None = None
    conf: dict[str, str] = {}


class Maintenance(Calendar):
    """The run that keeps published tables small."""

    timeout: Duration


class Platform(Conf):
    """What all DAGs have in common."""

    application: str
    connection: str
    pool: str
    results: str
    retries: Annotated[int, Field(ge=0, le=20)]
    retry_delay: Duration
    folders: Folders
    settings: dict[str, str | int | float | bool] = {}
    spark: Spark = Spark()
    maintenance: Maintenance

    def evenkeel_options(self) -> list[str]:
        """Return the settings as options of every command, such as --conf evenkeel.home=..."""
        settings: dict[str, Any] = {**self.folders.model_dump(), **self.settings}
        return [
            word
            for key, value in settings.items()
            for word in ("--conf", f"evenkeel.{key}={_text(value)}")
        ]


def _text(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
