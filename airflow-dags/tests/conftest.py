"""An Airflow of its own for these tests: a home, a database and settings in a temporary folder.

The tests that score need the jar (mvn package) and the loaded flights: ./evenkeel load, or
--lakehouse FOLDER for another place. They run on a copy.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

DAGS = Path(__file__).resolve().parents[1]
CHECKOUT = DAGS.parent
SOURCES = ("flights", "planes", "schedule", "weather")

ROOT = Path(tempfile.mkdtemp(prefix="evenkeel-airflow-"))
CONF = ROOT / "conf" / "airflow"
SPARK = importlib.util.find_spec("pyspark")

# A run of one day is too short for the optimising compiler, and has too few rows for many tasks.
QUICK = """
spark.driver.memory 2g
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m
spark.log.level WARN
spark.sql.shuffle.partitions 2
"""

# Airflow reads its settings when it is imported, so they are there before any test is.
os.environ |= {
    "AIRFLOW_HOME": str(ROOT / "airflow"),
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
    "AIRFLOW_CONN_SPARK_DEFAULT": json.dumps({"conn_type": "spark", "host": "local[2]"}),
    "EVENKEEL_AIRFLOW_CONF": str(CONF),
    "EVENKEEL_SPARK_PROFILE": str(ROOT / "spark.properties"),
    "PYTHONDONTWRITEBYTECODE": "1",
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "SPARK_HOME": str(Path(str(SPARK.origin)).parent) if SPARK else "",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--lakehouse", default=str(CHECKOUT / "lakehouse"))


def pytest_sessionstart() -> None:
    """Settings as in the checkout, but for folders, Delta's jars, and one day judged alone."""
    shutil.copytree(CHECKOUT / "conf" / "airflow", CONF)
    (ROOT / "spark.properties").write_text(QUICK)
    platform = CONF / "platform.yaml"
    text = platform.read_text()
    for found, other in [
        (r"packages: \[.*\]", f"jars: {json.dumps(delta_jars())}"),
        (r":-spark-jobs/", f":-{CHECKOUT}/spark-jobs/"),
        (r"definitions: ", f"definitions: {CHECKOUT}/"),
        (r"models: ", f"models: {CHECKOUT}/"),
    ]:
        text, changes = re.subn(found, other, text)
        assert changes == 1, f"{found} is {changes} times in platform.yaml"
    platform.write_text(text)
    flights = CONF / "models" / "flight_delay.yaml"
    flights.write_text(flights.read_text().replace("  days: 7", "  days: 1"))


def pytest_sessionfinish() -> None:
    shutil.rmtree(ROOT, ignore_errors=True)


def delta_jars() -> list[str]:
    """Return the jars of Delta that Maven resolved; no test needs the network."""
    resolved = CHECKOUT / "spark-jobs" / "target" / "spark.classpath"
    jars = resolved.read_text().split(os.pathsep) if resolved.is_file() else []
    return [jar for jar in jars if re.search(r"/delta-(spark|storage)", jar)]


def airflow(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line of Airflow."""
    return subprocess.run(
        [sys.executable, "-m", "airflow", *arguments],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=600,
    )


@dataclass(frozen=True)
class Tried:
    """One ``airflow dags test``."""

    exit_code: int
    log: str

    def states(self, dag_id: str) -> dict[str, str]:
        """Return the state of each task of the DAG's newest run, as Airflow's database has it."""
        from airflow.models.dagrun import DagRun  # it reads the settings above when it is imported

        newest = max(DagRun.find(dag_id=dag_id), key=lambda run: run.run_after)
        return {task.task_id: task.state for task in newest.get_task_instances()}


@dataclass(frozen=True)
class Platform:
    """Airflow with a database, Spark from PyPI, and the flights of 2013."""

    home: Path

    def run(self, dag_id: str, when: str, conf: dict[str, Any]) -> Tried:
        """Run a DAG for a logical date, as Airflow's own test command does: task by task."""
        done = airflow("dags", "test", dag_id, when, "--conf", json.dumps(conf))
        return Tried(done.returncode, done.stdout)

    def result(self, dag_id: str, task_id: str) -> dict[str, Any]:
        """Return the newest result file of a task."""
        files = (self.home / "airflow" / dag_id).glob(f"*/{task_id}.json")
        return json.loads(max(files, key=lambda f: f.stat().st_mtime_ns).read_text())


@pytest.fixture(scope="session")
def platform(request: pytest.FixtureRequest) -> Iterator[Platform]:
    assert delta_jars(), "the jar is not built: mvn -pl spark-jobs -am -DskipTests package"
    tables = Path(request.config.getoption("--lakehouse")) / "tables"
    assert tables.is_dir(), f"there is no {tables}: ./evenkeel load"
    home = ROOT / "lakehouse"
    for table in SOURCES:
        shutil.copytree(tables / table, home / "tables" / table)
    migrated = airflow("db", "migrate")
    assert migrated.returncode == 0, migrated.stdout
    yield Platform(home)
