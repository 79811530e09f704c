"""How a command ended, by the file it wrote: spark-submit and clusters hide exit codes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

RETRYABLE = 40
DRIFT = 11
GOOD = (0, DRIFT)
FINAL = (2, 10, 20, 30)
"""Exit codes of faults that the same command meets again; see the README of spark-jobs."""


@dataclass(frozen=True)
class Ending:
    """How a command ended: done, or why not and whether to try again.

    ``facts`` are the numbers, words and flags that the command found, steps' under ``step.fact``.
    """

    done: bool
    try_again: bool
    why: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def as_xcom(self) -> dict[str, Any]:
        """Return what another task can read."""
        return asdict(self)

    @staticmethod
    def of(file: Path, submit_failure: Exception | None, exit_code: int | None) -> Ending:
        """Return the ending that the file tells; without a file, that of spark-submit.

        ``exit_code`` is that of the driver where spark-submit passed it on, in client mode.
        """
        if file.is_file():
            return told(json.loads(file.read_text()))
        if submit_failure is None:
            return Ending(
                done=False,
                try_again=False,
                why=f"It ended, and there is no result in {file}: driver and Airflow must see the"
                " same folder 'results' (conf/airflow/platform.yaml)",
            )
        return Ending(
            done=False,
            try_again=exit_code not in FINAL,
            why=f"It wrote no result; spark-submit says: {submit_failure}",
        )


def told(result: dict[str, Any]) -> Ending:
    """Return the ending that a result tells."""
    code = result["exit_code"]
    if code in GOOD:
        return Ending(done=True, try_again=False, facts=_scalars(result))
    return Ending(
        done=False,
        try_again=code == RETRYABLE,
        why="\n".join(
            [
                f"error ({result['fault']}): {'; '.join(result['problems'])}",
                f"safe:  {result['safe']}",
                f"acts:  {result['actor']}",
                f"next:  {result['next']}",
            ]
        ),
        facts=_scalars(result),
    )


def _scalars(result: dict[str, Any]) -> dict[str, Any]:
    """Small enough for XCom: what is a list or an object stays in the file."""
    flat = dict(result)
    for step in flat.pop("steps", []):
        flat.update({f"{step['step']}.{key}": value for key, value in step.items()})
    return {key: value for key, value in flat.items() if not isinstance(value, list | dict)}
