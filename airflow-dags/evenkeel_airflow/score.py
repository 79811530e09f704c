"""The nightly run: inputs there? score; then quiet, alert or hold.

inputs   waits until the day's inputs are there
score    scores and publishes one day; its event on the asset ``predictions`` starts other DAGs
verdict  reads how the run ended:
quiet    published, and nothing has moved since training
alert    published, and the inputs or the predictions have moved: an event on the asset ``alerts``
hold     nothing was published: fails, and says why, what is safe, who must act and what is next
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import (
    DAG,
    Metadata,
    ObjectStoragePath,
    Param,
    PokeReturnValue,
    TriggerRule,
    chain,
    get_current_context,
    task,
)
from airflow.sdk.exceptions import AirflowFailException

from evenkeel_airflow import assets
from evenkeel_airflow.conf import ModelDags, Platform
from evenkeel_airflow.days import DayRule
from evenkeel_airflow.declared import day_param, declared, on_calendar
from evenkeel_airflow.submit import ENDING, EvenkeelOperator

NOT_RUN = "It was not run: its inputs were not there in time, see the task 'inputs'"


def score_dag(dags: ModelDags, platform: Platform) -> DAG:
    """Return the DAG ``<model>_score``."""
    conf, model = dags.score, dags.model
    rule = DayRule(conf.timezone, conf.day)
    alerts = assets.alerts(model)

    @task.sensor(
        task_id="inputs",
        mode="reschedule",
        poke_interval=60,
        timeout=conf.wait.total_seconds(),
        execution_timeout=None,
    )
    def inputs() -> PokeReturnValue:
        context = get_current_context()
        day = rule.day(context["dag_run"], context["params"]["date"]).isoformat()
        wanted = [path.format(home=platform.folders.home, day=day) for path in conf.inputs]
        missing = [path for path in wanted if not ObjectStoragePath(path).exists()]
        for path in missing:
            print(f"not there yet: {path}")
        return PokeReturnValue(is_done=not missing, xcom_value=day)

    @task.branch(task_id="verdict", trigger_rule=TriggerRule.ALL_DONE)
    def verdict() -> str:
        return verdict_of(get_current_context()["ti"].xcom_pull(task_ids="score", key=ENDING))

    @task(task_id="quiet")
    def quiet() -> None:
        print("Published; nothing has moved beyond its threshold since training.")

    @task(task_id="alert", outlets=[alerts])
    def alert() -> Any:  # noqa: ANN401, Airflow wants a generator of metadata
        facts = get_current_context()["ti"].xcom_pull(task_ids="score", key=ENDING)["facts"]
        query = f"select * from alerts where run_id = '{facts['run_id']}'"
        print(f'Published, with drift. What has moved: ./evenkeel sql "{query}"')
        yield Metadata(alerts, facts)

    @task(task_id="hold", retries=0)
    def hold() -> None:
        ending = get_current_context()["ti"].xcom_pull(task_ids="score", key=ENDING)
        raise AirflowFailException(f"Nothing was published. {ending['why'] if ending else NOT_RUN}")

    with declared(
        f"{model}_score",
        platform,
        on_calendar(conf),
        description=f"Scores one day with {model}, publishes the predictions, reports drift",
        owner=dags.owner,
        params={
            "date": day_param("The day to score, where the run is started by hand"),
            "model_version": Param(None, type=["integer", "null"], minimum=1),
            "allow_empty": Param(False, type="boolean", description="Publish a day without rows"),
        },
        macros={"day": rule.day},
        longest=conf.wait + conf.timeout,
        tags=(model,),
        doc=__doc__,
    ) as dag:
        score = EvenkeelOperator(
            task_id="score",
            command="score",
            arguments=[
                *("--model", model),
                *("--date", "{{ day(dag_run, params.date) }}"),
                "{{ '--model-version' if params.model_version else '' }}",
                "{{ params.model_version or '' }}",
                "{{ '--allow-empty' if params.allow_empty else '' }}",
            ],
            platform=platform,
            outlets=[assets.predictions(model)],
            execution_timeout=conf.timeout,
            priority_weight=10,
        )
        chain(inputs(), score, verdict(), [quiet(), alert(), hold()])
    return dag


def verdict_of(ending: dict[str, Any] | None) -> str:
    """Return the task that follows: ``quiet``, ``alert`` or ``hold``."""
    if not ending or not ending["done"]:
        return "hold"
    return "alert" if ending["facts"]["drift_verdict"] == "alert" else "quiet"
