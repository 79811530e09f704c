"""Keeps published tables small: small files together, old files and stages away."""

from __future__ import annotations

from airflow.sdk import DAG, Param

from evenkeel_airflow.conf import Platform
from evenkeel_airflow.declared import declared, on_calendar
from evenkeel_airflow.submit import EvenkeelOperator

PARTS = {
    "optimize": "Write small files together",
    "vacuum": "Remove files that were replaced long ago",
    "stages": "Remove the stages of runs that are done",
}


def maintenance_dag(platform: Platform) -> DAG:
    """Return the DAG ``evenkeel_maintenance``."""
    conf = platform.maintenance
    with declared(
        "evenkeel_maintenance",
        platform,
        on_calendar(conf),
        description="Keeps the published tables small; all of it unless some is asked for",
        owner="evenkeel",
        params={
            part: Param(False, type="boolean", description=text) for part, text in PARTS.items()
        },
        macros={},
        longest=conf.timeout,
        tags=(),
        doc=__doc__,
    ) as dag:
        EvenkeelOperator(
            task_id="maintain",
            command="maintain",
            arguments=[f"{{{{ '--{part}' if params.{part} else '' }}}}" for part in PARTS],
            platform=platform,
            execution_timeout=conf.timeout,
        )
    return dag
