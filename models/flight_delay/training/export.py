"""Reads a training export: a Delta table of features and label, with its manifest and profile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder

ROW_ID = "_row_id"
DATE = "_date"
NUMBERS = {"float32", "float64", "int8", "int32", "int64", "bool"}
TEXTS = {"string", "category"}


@dataclass(frozen=True)
class Manifest:
    """What an export tells about itself. Features are in the order of the feature set."""

    export_id: str
    feature_set: str
    version: int
    fingerprint: str
    first: date
    last: date
    rows: int
    sha256: str
    delta_version: int
    label: str
    features: dict[str, str]

    @staticmethod
    def read(path: Path) -> Manifest:
        """Reads manifest.json; a field that is missing is named."""
        told: dict[str, Any] = json.loads(path.read_text("utf-8"))
        try:
            return Manifest(
                export_id=told["export_id"],
                feature_set=told["feature_set"]["name"],
                version=told["feature_set"]["version"],
                fingerprint=told["feature_set"]["fingerprint"],
                first=date.fromisoformat(told["from"]),
                last=date.fromisoformat(told["to"]),
                rows=told["rows"],
                sha256=told["data_sha256"],
                delta_version=told["delta_version"],
                label=told["label"]["name"],
                features={feature["name"]: feature["type"] for feature in told["features"]},
            )
        except KeyError as missing:
            raise ValueError(f"{path} has no field {missing}") from missing


@dataclass(frozen=True)
class Export:
    """The rows of an export, by date and row id: the order in which files lie means nothing."""

    folder: Path
    manifest: Manifest
    rows: pd.DataFrame

    @property
    def numbers(self) -> list[str]:
        """Features for the matrix of numbers, in the feature set's order."""
        return [name for name, kind in self.manifest.features.items() if kind in NUMBERS]

    @property
    def texts(self) -> list[str]:
        """Features that are words, in the feature set's order."""
        return [name for name, kind in self.manifest.features.items() if kind in TEXTS]

    def split(self, last_training_day: date) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Parts the rows by time: up to that day, inclusive, and after it."""
        early = self.rows[DATE] <= last_training_day
        if not early.any() or early.all():
            raise ValueError(
                f"The export has rows from {self.rows[DATE].min()} to {self.rows[DATE].max()}; "
                f"{last_training_day} does not part them"
            )
        return self.rows[early], self.rows[~early]


def read(folder: Path) -> Export:
    """Reads the version of the table that the manifest names, and counts its rows."""
    manifest = Manifest.read(folder / "manifest.json")
    table = DeltaTable(folder / "data", version=manifest.delta_version)
    columns = [ROW_ID, DATE, *manifest.features, manifest.label]
    rows = select(table, columns).to_pandas(date_as_object=True)
    if len(rows) != manifest.rows:
        raise ValueError(f"{folder} has {len(rows)} rows; its manifest tells {manifest.rows}")
    return Export(folder, manifest, rows.sort_values([DATE, ROW_ID], ignore_index=True))


def select(table: DeltaTable, columns: list[str]) -> pa.Table:
    """The rows of a table, read by deltalake's own engine.

    Not by ``to_pyarrow_table``: its threads read through a file system written in Python, and a
    process that ends while one of them lives is aborted (one end in eight, deltalake 1.6.6).
    """
    names = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
    engine = QueryBuilder().register("data", table)
    return pa.table(engine.execute(f"SELECT {names} FROM data").read_all())


def latest(exports: Path) -> Path:
    """The export under a feature set's folder whose manifest was written last."""
    manifests = sorted(exports.glob("*/manifest.json"), key=lambda path: path.stat().st_mtime_ns)
    if not manifests:
        raise FileNotFoundError(f"No training export in {exports}; make one with ./evenkeel export")
    return manifests[-1].parent
