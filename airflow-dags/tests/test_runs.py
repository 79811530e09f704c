"""Runs score and outcomes for real: Airflow, spark-submit, the jar, one day of flights."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import unquote

import pyarrow.parquet as pq
import pytest

from conftest import Platform, airflow

SCORE, OUTCOMES = "flight_delay_score", "flight_delay_outcomes"
EVENING, MORNING = "2013-07-03T20:05:00", "2013-07-08T06:00:00"
DAY = {"date": "2013-07-04"}
TASKS_OF_AN_ALERT = {
    "inputs": "success",
    "score": "success",
    "verdict": "success",
    "alert": "success",
    "quiet": "skipped",
    "hold": "skipped",
}


def files(home: Path, table: str) -> dict[str, str]:
    """Return the data files of a table with the hash of their bytes, and its commits."""
    folder = home / "tables" / table
    found = [*folder.rglob("*.parquet"), *(folder / "_delta_log").glob("*.json")]
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in found}


def rows(home: Path, table: str) -> int:
    """Return the rows that a reader of the table's newest version sees."""
    folder = home / "tables" / table
    live: set[str] = set()
    for commit in sorted((folder / "_delta_log").glob("*.json")):
        actions = [json.loads(line) for line in commit.read_text().splitlines()]
        live -= {unquote(a["remove"]["path"]) for a in actions if "remove" in a}
        live |= {unquote(a["add"]["path"]) for a in actions if "add" in a}
    return sum(pq.ParquetFile(folder / path).metadata.num_rows for path in live)


@pytest.fixture(scope="module")
def scored(platform: Platform) -> dict[str, str]:
    tried = platform.run(SCORE, EVENING, DAY)
    assert tried.exit_code == 0, tried.log
    assert tried.states(SCORE) == TASKS_OF_AN_ALERT
    return files(platform.home, "predictions")


def test_a_night_is_scored_and_its_drift_is_an_alert(
    platform: Platform, scored: dict[str, str]
) -> None:
    result = platform.result(SCORE, "score")
    assert result["drift_verdict"] == "alert"
    assert result["already_done"] is False
    assert result["rows_in"] == rows(platform.home, "predictions") == 737
    assert scored


def test_the_night_cleared_and_run_again_leaves_one_result(
    platform: Platform, scored: dict[str, str]
) -> None:
    first = platform.result(SCORE, "score")["run_id"]
    cleared = airflow("tasks", "clear", "--yes", SCORE)
    assert cleared.returncode == 0, cleared.stdout
    again = platform.run(SCORE, EVENING, DAY)
    assert again.exit_code == 0, again.log
    assert again.states(SCORE) == TASKS_OF_AN_ALERT
    result = platform.result(SCORE, "score")
    assert (result["already_done"], result["run_id"]) == (True, first)
    assert files(platform.home, "predictions") == scored


def test_outcomes_decide_to_train_again_and_judged_twice_leave_one_result(
    platform: Platform, scored: dict[str, str]
) -> None:
    assert scored
    for _ in range(2):
        tried = platform.run(OUTCOMES, MORNING, DAY)
        assert tried.exit_code == 0, tried.log
        assert tried.states(OUTCOMES) == {
            "outcomes": "success",
            "decision": "success",
            "retrain": "success",
            "keep": "skipped",
        }
        steps = platform.result(OUTCOMES, "outcomes")["steps"]
        judged = next(step for step in steps if step["step"] == "outcome")
        assert (judged["from"], judged["to"]) == ("2013-07-04", "2013-07-04")
        assert judged["predictions"] == 737
    assert rows(platform.home, "retrain_decision") == 1


def test_a_day_without_flights_is_held_at_once_and_says_why(platform: Platform) -> None:
    tried = platform.run(SCORE, "2014-08-01T20:05:00", {"date": "2014-08-02"})
    assert tried.exit_code == 1
    states = tried.states(SCORE)
    assert (states["score"], states["hold"]) == ("failed", "failed")
    assert (states["quiet"], states["alert"]) == ("skipped", "skipped")
    assert platform.result(SCORE, "score")["exit_code"] == 10
    assert tried.log.count("Table 'schedule' has no row of 2014-08-02 to score") >= 1
    assert tried.log.count("starting task_id=score ") == 1


def test_a_manual_run_without_a_day_starts_nothing(platform: Platform) -> None:
    tried = platform.run(SCORE, "2013-07-05T20:05:00", {})
    assert tried.exit_code == 1
    assert "give the param 'date'" in tried.log
    assert tried.states(SCORE)["score"] == "upstream_failed"
