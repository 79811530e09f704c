"""Published predictions beside labels that have matured, and whether to train again.

outcomes  judges some days together; exits to be tried again while no label is mature
decision  reads what the rules decided:
retrain   an event on the asset ``retrain``, which starts the export
keep      nothing to do
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import DAG, Metadata, chain, get_current_context, task

from evenkeel_airflow import assets
from evenkeel_airflow.conf import ModelDags, Outcomes, Platform
from evenkeel_airflow.days import DayRule, Run, Span
from evenkeel_airflow.declared import day_param, declared, on_calendar
from evenkeel_airflow.submit import EvenkeelOperator


def outcomes_dag(dags: ModelDags, platform: Platform) -> DAG:
    """Return the DAG ``<model>_outcomes``."""
    conf, model = dags.outcomes, dags.model
    if conf is None:
        raise ValueError(f"{model} has no outcomes")
    rule = DayRule(conf.timezone, conf.day)
    retrain_asset = assets.retrain(model)
    actions = dags.export.after if dags.export else ()

    def judged(run: Run, asked: str | None) -> Span:
        return Span.ending(rule.day(run, asked), conf.days)

    @task.branch(task_id="decision")
    def decision() -> str:
        facts = get_current_context()["ti"].xcom_pull(task_ids="outcomes")
        print(f"{facts['retrain.action']}, decided by {facts['retrain.decided_by']}")
        return "retrain" if facts["retrain.action"] in actions else "keep"

    @task(task_id="retrain", outlets=[retrain_asset])
    def retrain() -> Any:  # noqa: ANN401, Airflow wants a generator of metadata
        facts = get_current_context()["ti"].xcom_pull(task_ids="outcomes")
        yield Metadata(retrain_asset, decided(facts))

    @task(task_id="keep")
    def keep() -> None:
        print("No action that starts an export (conf/airflow: export.after).")

    with declared(
        f"{model}_outcomes",
        platform,
        on_calendar(conf),
        description=f"Holds predictions of {model} against labels that have matured",
        owner=dags.owner,
        params={"date": day_param("The last day to judge, where the run is started by hand")},
        macros={"judged": judged},
        longest=conf.timeout,
        tags=(model,),
        doc=__doc__,
    ) as dag:
        outcomes = EvenkeelOperator(
            task_id="outcomes",
            command="outcomes",
            arguments=_arguments(model, conf),
            platform=platform,
            outlets=[assets.outcomes(model)],
            execution_timeout=conf.timeout,
        )
        chain(outcomes, decision(), [retrain(), keep()])
    return dag


def _arguments(model: str, conf: Outcomes) -> list[str]:
    return [
        *("--model", model),
        *("--from", "{{ judged(dag_run, params.date).first }}"),
        *("--to", "{{ judged(dag_run, params.date).last }}"),
        *(("--by", ",".join(conf.by)) if conf.by else ()),
    ]


def decided(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what a retrain event says: the last judged day, the action and the rule behind it."""
    return {
        "date": facts["outcome.to"],
        "action": facts["retrain.action"],
        "decided_by": facts["retrain.decided_by"],
    }
