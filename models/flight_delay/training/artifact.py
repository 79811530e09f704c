"""Writes an artifact: model.onnx, metadata.json, reference-profile.json in one folder."""

from __future__ import annotations

import hashlib
import json
import math
import platform
import shutil
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import onnx
import pandas as pd

import reference_profile
import slices
from export import TEXTS, Manifest
from pipeline import MATRIX, MISSING_TEXT, Array, Features

PACKAGES = ("numpy", "onnx", "onnxruntime", "pandas", "scikit-learn", "skl2onnx", "deltalake")
CLASSES = ["on_time", "late"]


@dataclass(frozen=True)
class Trained:
    """What training found out."""

    manifest: Manifest
    features: Features
    model: bytes
    threshold: float
    measured_on: str
    measured_rows: int
    metrics: dict[str, float]
    settings: dict[str, Any]
    holdout_scores: Array
    holdout_rows: pd.DataFrame
    """Row id and date of each score."""


@dataclass(frozen=True)
class Edition:
    """Which version of which model an artifact is."""

    name: str
    version: int
    trained_on: date


def metadata(edition: Edition, trained: Trained, profile_id: str) -> dict[str, Any]:
    """The content of metadata.json, as io.evenkeel.model.ModelMetadata reads it."""
    manifest = trained.manifest
    return {
        "name": edition.name,
        "version": edition.version,
        "training_date": edition.trained_on.isoformat(),
        "training_data": {
            "export_id": manifest.export_id,
            "from": manifest.first.isoformat(),
            "to": manifest.last.isoformat(),
            "delta_version": manifest.delta_version,
            "sha256": manifest.sha256,
            "rows": manifest.rows,
        },
        "feature_set": {
            "name": manifest.feature_set,
            "version": manifest.version,
            "fingerprint": manifest.fingerprint,
        },
        "features": [{"name": n, "type": t} for n, t in manifest.features.items()],
        "inputs": _inputs(trained.features),
        "outputs": {
            "score": {"tensor": "probabilities", "index": 1},
            "class": {"rule": "threshold"},
        },
        "target_classes": CLASSES,
        "decision_threshold": trained.threshold,
        "performance": {
            "data": trained.measured_on,
            "rows": trained.measured_rows,
            "metrics": trained.metrics,
        },
        "training_settings": trained.settings,
        "dependencies": {"python": platform.python_version()} | {p: version(p) for p in PACKAGES},
        "input_schema": _schema(manifest),
        "onnx": {
            "sha256": hashlib.sha256(trained.model).hexdigest(),
            "opset": _opset(trained.model),
            "bytes": len(trained.model),
        },
        "reference_profile": profile_id,
    }


def _inputs(features: Features) -> list[dict[str, Any]]:
    matrix = {"tensor": MATRIX, "element": "float32", "features": features.numbers}
    words = [
        {"tensor": name, "element": "string", "features": [name], "missing": MISSING_TEXT}
        for name in features.texts
    ]
    return [matrix, *words]


def _schema(manifest: Manifest) -> dict[str, Any]:
    """JSON Schema of one row of features; null is a missing value."""
    whole = {"int8", "int32", "int64"}

    def kind(feature: str) -> str:
        if feature in TEXTS:
            return "string"
        return "boolean" if feature == "bool" else "integer" if feature in whole else "number"

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {n: {"type": [kind(t), "null"]} for n, t in manifest.features.items()},
        "required": list(manifest.features),
        "additionalProperties": False,
    }


def _opset(model: bytes) -> int:
    opsets = onnx.load_from_string(model).opset_import
    return next(opset.version for opset in opsets if opset.domain == "")


def profile_of(trained: Trained, exported: reference_profile.Profile) -> reference_profile.Profile:
    """The export's profile with that of the hold-out scores.

    The decision threshold is an edge, so that the share of scores at or above it is exact.
    """
    below = math.nextafter(trained.threshold, -math.inf)
    scored = reference_profile.numeric(
        reference_profile.PREDICTION, trained.holdout_scores.tolist(), [below]
    )
    return reference_profile.renewed(exported, scored)


def slices_of(
    trained: Trained, exported: Path, profile: reference_profile.Profile
) -> slices.Slices:
    """The export's slices with what the model predicts of the hold-out rows in each.

    An export from before there was a table of slices gives its slices as they are.
    """
    told = slices.read(exported.with_name(slices.FILE))
    table = exported.with_name(slices.TABLE)
    if not table.exists():
        return told
    groups = slices.of_rows(table, [one["key"] for one in told["slices"]], trained.holdout_rows)
    prediction = next(f for f in profile["features"] if f["name"] == reference_profile.PREDICTION)
    return slices.with_predictions(told, groups, trained.holdout_scores, prediction)


def require_new(folder: Path) -> None:
    """Refuses a version that there is."""
    if folder.exists():
        raise FileExistsError(f"{folder} exists; a version is never overwritten")


def write(folder: Path, edition: Edition, trained: Trained, exported: Path) -> None:
    """Writes the files beside the folder and moves it into place; never over another.

    Where the export has slices of its profile, they come along with the scores of their rows.
    """
    profile = profile_of(trained, reference_profile.read(exported))
    require_new(folder)
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    (draft / "model.onnx").write_bytes(trained.model)
    reference_profile.write(draft / "reference-profile.json", profile)
    if exported.with_name(slices.FILE).exists():
        slices.write(draft / "reference-slices.json", slices_of(trained, exported, profile))
    text = json.dumps(metadata(edition, trained, profile["id"]), indent=2, allow_nan=False)
    (draft / "metadata.json").write_text(text + "\n", "utf-8")
    draft.rename(folder)
