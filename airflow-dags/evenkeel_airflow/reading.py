"""Reads conf/airflow: YAML with ${VARIABLES}; all problems of a file are told at once."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from evenkeel_airflow.conf import ModelDags, Platform

FOLDER_VARIABLE = "EVENKEEL_AIRFLOW_CONF"
T = TypeVar("T", bound=BaseModel)
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?}")


class ConfError(ValueError):
    """A file of conf/airflow is not what it should be; the message names every problem."""

    def __init__(self, file: Path, problems: list[str]) -> None:
        """Tell the problems of a file, each on its line."""
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n  - ".join([f"{file}: {count}", *problems]))
        self.problems = problems


def conf_folder() -> Path:
    """Return $EVENKEEL_AIRFLOW_CONF, or conf/airflow of the checkout that the DAGs are in."""
    beside = Path(__file__).resolve().parents[2] / "conf" / "airflow"
    return Path(os.environ.get(FOLDER_VARIABLE, beside)).resolve()


def platform(folder: Path) -> Platform:
    """Return what all DAGs have in common, with its paths made absolute."""
    file = folder / "platform.yaml"
    values = _yaml(file)
    root = folder.parents[1]
    for place, key in [
        (values, "application"),
        (values, "results"),
        *((_part(values, "folders"), key) for key in ("home", "definitions", "models")),
        (_part(values, "spark"), "properties_file"),
    ]:
        if isinstance(place.get(key), str) and "://" not in place[key]:
            place[key] = str(root / place[key])
    return _checked(file, Platform, values)


def model_dags(folder: Path, model: str) -> ModelDags:
    """Return the DAGs of a model."""
    file = folder / "models" / f"{model}.yaml"
    if not file.is_file():
        there = ", ".join(sorted(f.stem for f in file.parent.glob("*.yaml"))) or "none"
        raise ConfError(file, [f"there is no such file; models that have one: {there}"])
    return _checked(file, ModelDags, {**_yaml(file), "model": model})


def _part(values: dict[str, Any], key: str) -> dict[str, Any]:
    part = values.get(key)
    return part if isinstance(part, dict) else {}


def _yaml(file: Path) -> dict[str, Any]:
    problems: list[str] = []
    try:
        values = yaml.safe_load(file.read_text())
    except (OSError, yaml.YAMLError) as e:
        raise ConfError(file, [" ".join(str(e).split())]) from e
    if not isinstance(values, dict):
        raise ConfError(file, ["it is not a mapping of keys to values"])
    filled = _filled(values, problems)
    if problems:
        raise ConfError(file, problems)
    return filled


def _filled(value: Any, problems: list[str]) -> Any:  # noqa: ANN401, a value of YAML
    if isinstance(value, dict):
        return {key: _filled(child, problems) for key, child in value.items()}
    if isinstance(value, list):
        return [_filled(child, problems) for child in value]
    return (
        VARIABLE.sub(lambda m: _variable(m, problems), value) if isinstance(value, str) else value
    )


def _variable(found: re.Match[str], problems: list[str]) -> str:
    given = os.environ.get(found[1], found[2])
    if given is None:
        problems.append(
            f"the environment has no {found[1]}; set it, or write ${{{found[1]}:-value}}"
        )
    return given or ""


def _checked(file: Path, kind: type[T], values: dict[str, Any]) -> T:
    try:
        return kind.model_validate(values)
    except ValidationError as e:
        raise ConfError(file, [_problem(kind, dict(error)) for error in e.errors()]) from None


def _problem(kind: type[BaseModel], error: dict[str, Any]) -> str:
    path = [str(step) for step in error["loc"]]
    name = ".".join(path) or "the file"
    if error["type"] == "extra_forbidden":
        known = _known(kind, path[:-1])
        nearest = difflib.get_close_matches(path[-1], known, n=1, cutoff=0) or ["nothing"]
        return f"{name} is unknown; the nearest known one is '{nearest[0]}'"
    if error["type"] == "missing":
        return f"{name} is missing"
    return f"{name}: {error['msg'].removeprefix('Value error, ')}"


def _known(kind: type[BaseModel], path: list[str]) -> list[str]:
    for step in path:
        annotation = kind.model_fields[step].annotation
        kinds = [annotation, *getattr(annotation, "__args__", ())]
        kind = next(k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel))
    return [key for key in kind.model_fields if key != "model"]
