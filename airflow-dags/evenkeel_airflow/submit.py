"""One command of Evenkeel through spark-submit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from evenkeel_airflow.conf import Platform
from evenkeel_airflow.ending import Ending

ENDING = "ending"
"""Key of the XCom that tells how the command ended, also where the task failed."""


class EvenkeelOperator(SparkSubmitOperator):
    """Runs a command of the jar and reads from its result file how it ended.

    A fault that the same command would meet again fails the task without a retry. A retry or a
    cleared task submits anew: a day that is done is found done, and a run that still goes on is
    fenced off by the newer one, so nothing has to be reconnected (``durable`` is off).

    :param command: the command's name
    :param arguments: its options (templated); one that renders to nothing is left out
    :param platform: where the jar is, and how spark-submit is called
    """

    def __init__(
        self,
        *,
        command: str,
        arguments: Sequence[str],
        platform: Platform,
        **options: Any,  # noqa: ANN401, those of an Airflow operator
    ) -> None:
        """Declare the task."""
        spark = platform.spark
        super().__init__(
            application=platform.application,
            java_class="io.evenkeel.cli.Evenkeel",
            application_args=[command, *arguments, *platform.evenkeel_options()],
            name=f"evenkeel {command}",
            conn_id=platform.connection,
            pool=platform.pool,
            packages=",".join(spark.packages) or None,
            jars=",".join(spark.jars) or None,
            properties_file=spark.properties_file,
            driver_memory=spark.driver_memory,
            executor_memory=spark.executor_memory,
            executor_cores=spark.executor_cores,
            num_executors=spark.num_executors,
            conf=dict(spark.conf),
            durable=False,
            **options,
        )
        self.results = platform.results

    def execute(self, context: Context) -> dict[str, Any]:  # type: ignore[override]
        """Submit, wait, and read how it ended."""
        arguments = [word for word in self.application_args or [] if word]
        file = self.result_file(context)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        self.application_args = [*arguments, "--result-json", str(file)]
        failure: Exception | None = None
        try:
            super().execute(context)
        except Exception as e:  # noqa: BLE001, the hook raises many kinds; the file says which it was
            failure = e
        return self._ended(Ending.of(file, failure, self._exit_code()), context)

    def result_file(self, context: Context) -> Path:
        """Return the file of a task of a run: the same for each try, so that none is left over."""
        ti = context["ti"]
        run = re.sub(r"[^\w.-]", "_", ti.run_id)
        return Path(self.results) / ti.dag_id / run / f"{ti.task_id}.json"

    def _ended(self, ending: Ending, context: Context) -> dict[str, Any]:
        context["ti"].xcom_push(key=ENDING, value=ending.as_xcom())
        if ending.done:
            for asset in self.outlets:
                context["outlet_events"][asset].extra = ending.facts
            return ending.facts
        raise AirflowException(ending.why) if ending.try_again else AirflowFailException(ending.why)

    def _exit_code(self) -> int | None:
        process = getattr(self._hook, "_submit_sp", None)
        return process.returncode if process else None
