from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import CHECKOUT
from evenkeel_airflow.reading import ConfError, model_dags, platform

SHIPPED = CHECKOUT / "conf" / "airflow"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    conf = tmp_path / "conf" / "airflow"
    (conf / "models").mkdir(parents=True)
    for name in ("platform.yaml", "models/flight_delay.yaml"):
        (conf / name).write_text((SHIPPED / name).read_text())
    return conf


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_the_shipped_settings_are_read_with_their_types() -> None:
    flights = model_dags(SHIPPED, "flight_delay")
    assert flights.score.timezone.key == "America/New_York"
    assert flights.score.start == date(2013, 5, 31)
    assert flights.score.wait == timedelta(hours=2)
    assert flights.outcomes is not None
    assert flights.outcomes.by == ("origin",)


def test_relative_paths_start_at_the_folder_that_holds_conf(folder: Path) -> None:
    shared = platform(folder)
    assert shared.folders.home == str(folder.parents[1] / "lakehouse")
    assert f"evenkeel.models={folder.parents[1]}/models" in shared.evenkeel_options()


def test_a_remote_jar_stays_what_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENKEEL_JAR", "hdfs://apps/evenkeel.jar")
    assert platform(folder).application == "hdfs://apps/evenkeel.jar"


def test_settings_reach_every_command(folder: Path) -> None:
    change(
        folder / "platform.yaml",
        "spark:\n",
        "settings:\n  score.max_quarantine_percent: 2\n  score.x: true\nspark:\n",
    )
    options = platform(folder).evenkeel_options()
    assert "evenkeel.score.max_quarantine_percent=2" in options
    assert "evenkeel.score.x=true" in options


def test_all_problems_of_a_file_are_told_at_once_with_the_nearest_known_key(folder: Path) -> None:
    file = folder / "models" / "flight_delay.yaml"
    change(file, "  wait: 2h", "  wiat: 2h")
    change(file, "schedule: 0 6 * * *", "schedule: every morning")
    change(file, "days: 120", "days: 0")
    change(file, "timezone: America/New_York\n  start: 2013-06-05", "timezone: NY\n  start: soon")
    with pytest.raises(ConfError) as refused:
        model_dags(folder, "flight_delay")
    text = str(refused.value)
    assert text.startswith(f"{file}: 6 problems\n  - ")
    assert "score.wait is missing" in text
    assert "score.wiat is unknown; the nearest known one is 'wait'" in text
    assert "outcomes.schedule: 'every morning' is not a cron expression" in text
    assert "outcomes.timezone: 'NY' is not a time zone" in text
    assert "outcomes.start" in text
    assert "export.days: Input should be greater than or equal to 1" in text


def test_an_action_that_does_not_exist_is_refused_with_those_that_do(folder: Path) -> None:
    change(folder / "models" / "flight_delay.yaml", "[retrain_now,", "[retrain_yesterday,")
    with pytest.raises(ConfError, match=r"export\.after\.0: .*'retrain_within_a_week'"):
        model_dags(folder, "flight_delay")


def test_a_duration_needs_a_unit(folder: Path) -> None:
    change(folder / "platform.yaml", "retry_delay: 5m", "retry_delay: 5")
    with pytest.raises(ConfError, match="'5' is not a duration; write 30s, 15m, 2h or 7d"):
        platform(folder)


def test_a_variable_without_a_value_is_a_problem(folder: Path) -> None:
    change(folder / "platform.yaml", "${EVENKEEL_HOME:-lakehouse}", "${EVENKEEL_NOWHERE}")
    with pytest.raises(ConfError, match="the environment has no EVENKEEL_NOWHERE"):
        platform(folder)


def test_a_model_without_settings_is_told_which_have_some(folder: Path) -> None:
    with pytest.raises(ConfError, match="models that have one: flight_delay"):
        model_dags(folder, "churn")


def test_a_file_that_is_no_yaml_names_the_line(folder: Path) -> None:
    (folder / "platform.yaml").write_text("application: [\n")
    with pytest.raises(ConfError, match="line 2"):
        platform(folder)
