"""Declares the DAGs of Evenkeel from conf/airflow; what the work is, only the jar knows.

``conf`` and ``reading``  what can be set, typed and checked
``days``                  which day a run is about: its interval or its param, never the clock
``submit`` and ``ending`` one command through spark-submit, and how it ended by its result file
``assets``                what other DAGs can wait for
``score``, ``outcomes``, ``export``, ``maintenance``  the four DAGs
"""

from __future__ import annotations

from evenkeel_airflow.export import export_dag
from evenkeel_airflow.maintenance import maintenance_dag
from evenkeel_airflow.outcomes import outcomes_dag
from evenkeel_airflow.reading import conf_folder, model_dags, platform
from evenkeel_airflow.score import score_dag

__all__ = ["declare_maintenance", "declare_model"]


def declare_model(model: str) -> None:
    """Declare the DAGs that conf/airflow/models/MODEL.yaml describes."""
    shared = platform(conf_folder())
    dags = model_dags(conf_folder(), model)
    score_dag(dags, shared)
    if dags.outcomes:
        outcomes_dag(dags, shared)
    if dags.export:
        export_dag(dags, shared)


def declare_maintenance() -> None:
    """Declare the one DAG that keeps all published tables in order."""
    maintenance_dag(platform(conf_folder()))
