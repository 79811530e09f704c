"""Policies that hold for every DAG there is, and for those that will be added."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import pytest
from airflow.dag_processing.dagbag import BundleDagBag
from airflow.sdk import DAG, BaseOperator

from conftest import CHECKOUT, CONF, DAGS
from evenkeel_airflow.submit import EvenkeelOperator

IDS = [
    "evenkeel_maintenance",
    "flight_delay_export",
    "flight_delay_outcomes",
    "flight_delay_score",
]
JOBS = [
    ("flight_delay_score", "score"),
    ("flight_delay_outcomes", "outcomes"),
    ("flight_delay_export", "export"),
    ("evenkeel_maintenance", "maintain"),
]


@cache
def bag() -> BundleDagBag:
    return BundleDagBag(DAGS, bundle_path=DAGS, bundle_name="dags-folder")


def dag(dag_id: str) -> DAG:
    return bag().dags[dag_id]


def task(dag_id: str, task_id: str) -> BaseOperator:
    return dag(dag_id).task_dict[task_id]


def test_every_dag_is_imported_without_an_error() -> None:
    assert bag().import_errors == {}
    assert sorted(bag().dags) == IDS


def test_each_model_with_settings_has_a_dag_file_and_the_other_way_round() -> None:
    with_settings = {f.stem for f in (CHECKOUT / "conf/airflow/models").glob("*.yaml")}
    with_dags = {f.stem for f in DAGS.glob("*.py")} - {"evenkeel_maintenance"}
    assert with_dags == with_settings
    for model in with_settings:
        assert (CHECKOUT / "models" / model).is_dir()


def test_a_mistake_in_one_models_settings_leaves_the_other_dags() -> None:
    file = CONF / "models" / "flight_delay.yaml"
    text = file.read_text()
    file.write_text(text.replace("owner: flights", "ownr: flights"))
    try:
        broken = BundleDagBag(DAGS, bundle_path=DAGS, bundle_name="dags-folder")
    finally:
        file.write_text(text)
    assert sorted(broken.dags) == ["evenkeel_maintenance"]
    [problem] = broken.import_errors.values()
    assert "ownr is unknown; the nearest known one is 'owner'" in problem


@pytest.mark.parametrize("dag_id", IDS)
def test_a_dag_runs_once_at_a_time_and_does_not_catch_up_unasked(dag_id: str) -> None:
    assert dag(dag_id).max_active_runs == 1
    assert dag(dag_id).catchup is False
    assert dag(dag_id).dagrun_timeout is not None


@pytest.mark.parametrize("dag_id", IDS)
def test_a_dag_says_what_it_is_and_whose(dag_id: str) -> None:
    assert dag(dag_id).doc_md
    assert dag(dag_id).description
    assert "evenkeel" in dag(dag_id).tags
    assert all(t.owner != "airflow" for t in dag(dag_id).tasks)


@pytest.mark.parametrize("dag_id", IDS)
def test_every_task_has_a_retry_policy_and_an_end_and_only_jobs_take_the_pool(dag_id: str) -> None:
    for t in dag(dag_id).tasks:
        assert (t.pool == "evenkeel") == isinstance(t, EvenkeelOperator), t.task_id
        assert t.retries == (0 if t.task_id == "hold" else 3), t.task_id
        assert t.retry_delay == timedelta(minutes=5), t.task_id
        assert t.retry_exponential_backoff == 2.0, t.task_id
        ends = t.execution_timeout or timedelta(seconds=getattr(t, "timeout", 0))
        assert timedelta(0) < ends < dag(dag_id).dagrun_timeout, t.task_id


@pytest.mark.parametrize("dag_id", IDS)
def test_all_work_is_one_spark_submit_of_the_one_jar(dag_id: str) -> None:
    jobs = [t for t in dag(dag_id).tasks if isinstance(t, EvenkeelOperator)]
    [job] = jobs
    assert job.application.endswith("evenkeel.jar")
    assert job._java_class == "io.evenkeel.cli.Evenkeel"
    assert job.durable is False


@pytest.mark.parametrize(("dag_id", "task_id"), JOBS[:3])
def test_days_are_explicit_and_never_the_clocks(dag_id: str, task_id: str) -> None:
    words = " ".join(task(dag_id, task_id).application_args)
    assert "--date {{ day(" in words or "--from {{" in words
    for clock in ("now", "today", "logical_date", "{{ ds", "ts }}", "utcnow"):
        assert clock not in words


@pytest.mark.parametrize(("dag_id", "task_id", "by"), [(*JOBS[1], "origin"), (*JOBS[2], "carrier")])
def test_columns_to_tell_apart_are_those_of_the_settings(
    dag_id: str, task_id: str, by: str
) -> None:
    words = task(dag_id, task_id).application_args
    assert words[words.index("--by") + 1] == by


@pytest.mark.parametrize(("dag_id", "task_id"), JOBS)
def test_a_job_finds_its_folders_wherever_it_runs(dag_id: str, task_id: str) -> None:
    words = task(dag_id, task_id).application_args
    folders = [w.partition("=")[2] for w in words if w.startswith("evenkeel.")]
    assert len(folders) == 3
    assert all(folder.startswith("/") for folder in folders)


def test_assets_join_the_dags() -> None:
    outlets = {
        t.task_id: [asset.uri for asset in t.outlets]
        for dag_id in IDS
        for t in dag(dag_id).tasks
        if t.outlets
    }
    assert outlets == {
        "score": ["evenkeel://flight_delay/predictions"],
        "alert": ["evenkeel://flight_delay/alerts"],
        "outcomes": ["evenkeel://flight_delay/outcomes"],
        "retrain": ["evenkeel://flight_delay/retrain"],
        "export": ["evenkeel://flight_delay/training_data"],
    }
    assert [a.uri for a in dag("flight_delay_export").schedule] == outlets["retrain"]


def test_the_verdict_is_read_however_the_score_ended() -> None:
    verdict = task("flight_delay_score", "verdict")
    assert verdict.trigger_rule == "all_done"
    assert verdict.downstream_task_ids == {"quiet", "alert", "hold"}
