"""A training export: on demand, and when outcomes decided to train again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from airflow.sdk import DAG

from evenkeel_airflow import assets
from evenkeel_airflow.conf import ModelDags, Platform
from evenkeel_airflow.days import Span, export_span
from evenkeel_airflow.declared import day_param, declared, on_assets
from evenkeel_airflow.submit import EvenkeelOperator


def export_dag(dags: ModelDags, platform: Platform) -> DAG:
    """Return the DAG ``<model>_export``."""
    conf, model = dags.export, dags.model
    if conf is None:
        raise ValueError(f"{model} has no export")

    def exported(params: Mapping[str, Any], events: Mapping[Any, Iterable[Any]]) -> Span:
        return export_span(params, events, conf.days)

    with declared(
        f"{model}_export",
        platform,
        on_assets(assets.retrain(model)),
        description=f"Writes a training export for {model}",
        owner=dags.owner,
        params={
            "from": day_param(f"First day; by default {conf.days} days with the last", "from"),
            "to": day_param("Last day, where the run is started by hand", "to"),
        },
        macros={"exported": exported},
        longest=conf.timeout,
        tags=(model,),
        doc=__doc__,
    ) as dag:
        EvenkeelOperator(
            task_id="export",
            command="export",
            arguments=[
                *("--features", conf.features),
                *("--from", "{{ exported(params, triggering_asset_events).first }}"),
                *("--to", "{{ exported(params, triggering_asset_events).last }}"),
                *(("--by", ",".join(conf.by)) if conf.by else ()),
            ],
            platform=platform,
            outlets=[assets.training_data(model)],
            execution_timeout=conf.timeout,
        )
    return dag
