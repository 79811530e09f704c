from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evenkeel_airflow.ending import Ending
from evenkeel_airflow.score import verdict_of

FAILURE = {
    "step": "error",
    "fault": "gate",
    "actor": "operator",
    "problems": ["6.1% in quarantine"],
    "safe": "nothing was published",
    "next": "look at quarantine",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "score.json"


def ending(file: Path, result: dict[str, Any]) -> Ending:
    file.write_text(json.dumps(result))
    return Ending.of(file, RuntimeError("spark-submit ended with 1"), 1)


@pytest.mark.parametrize(
    ("code", "try_again"), [(2, False), (10, False), (20, False), (30, False), (40, True)]
)
def test_only_a_fault_that_may_pass_is_tried_again(file: Path, code: int, try_again: bool) -> None:
    found = ending(file, FAILURE | {"exit_code": code})
    assert not found.done
    assert found.try_again == try_again
    assert verdict_of(found.as_xcom()) == "hold"


def test_a_failure_says_what_is_safe_who_acts_and_what_is_next(file: Path) -> None:
    assert ending(file, FAILURE | {"exit_code": 10}).why.splitlines() == [
        "error (gate): 6.1% in quarantine",
        "safe:  nothing was published",
        "acts:  operator",
        "next:  look at quarantine",
    ]


@pytest.mark.parametrize(("code", "verdict"), [(0, "quiet"), (0, "alert"), (11, "alert")])
def test_a_published_day_is_quiet_or_an_alert(file: Path, code: int, verdict: str) -> None:
    found = ending(file, {"exit_code": code, "run_id": "r-1", "drift_verdict": verdict})
    assert found.done
    assert verdict_of(found.as_xcom()) == verdict


@pytest.mark.parametrize("code", [1, 137, 143, None])
def test_a_run_that_wrote_nothing_has_failed_and_is_tried_again(
    file: Path, code: int | None
) -> None:
    found = Ending.of(file, RuntimeError("Error code is: 1"), code)
    assert not found.done
    assert found.try_again
    assert "Error code is: 1" in found.why


@pytest.mark.parametrize("code", [2, 10, 20, 30])
def test_an_exit_code_that_spark_submit_passed_on_counts_where_there_is_no_file(
    file: Path, code: int
) -> None:
    assert not Ending.of(file, RuntimeError(f"Error code is: {code}"), code).try_again


def test_a_success_without_a_file_is_a_folder_that_is_not_shared(file: Path) -> None:
    found = Ending.of(file, None, 0)
    assert not found.done
    assert not found.try_again
    assert "must see the same folder" in found.why


def test_a_score_that_did_not_run_is_held() -> None:
    assert verdict_of(None) == "hold"


def test_other_tasks_see_what_is_small(file: Path) -> None:
    steps = [
        {"step": "figures", "figures": [{"metric": "auc"}] * 1000},
        {"step": "retrain", "action": "retrain_now", "path": [{}]},
    ]
    assert ending(file, {"exit_code": 0, "steps": steps}).facts == {
        "exit_code": 0,
        "figures.step": "figures",
        "retrain.step": "retrain",
        "retrain.action": "retrain_now",
    }
