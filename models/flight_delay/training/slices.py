"""Adds what a model predicts, slice by slice, to the slices that its training export froze.

The export's ``slices.json`` counts the features of each slice; its table ``slices`` tells the slice
of each row, also by columns that the model does not see. SlicesJson of the Java package
io.evenkeel.profile describes the file: one line of JSON, and its SHA-256 in a second.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from deltalake import DeltaTable

import export
import reference_profile
from pipeline import Array

FILE = "slices.json"
TABLE = "slices"
BESIDE_THE_BINS = 5
"""Counts behind those of the bins: null, NaN, unseen, below and above the reference's range."""

Slices = dict[str, Any]


def read(path: Path) -> Slices:
    """The slices in a file, which must be as it was written."""
    line, seal = path.read_text("utf-8").split("\n")[:2]
    if json.loads(seal) != {"sha256": hashlib.sha256(line.encode("utf-8")).hexdigest()}:
        raise ValueError(f"{path} is not as it was written: its SHA-256 differs")
    slices: Slices = json.loads(line)
    return slices


def write(path: Path, slices: Slices) -> None:
    """Writes the slices with their seal."""
    line = json.dumps(slices, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    seal = hashlib.sha256(line.encode("utf-8")).hexdigest()
    path.write_text(f'{line}\n{{"sha256":"{seal}"}}\n', "utf-8")


def of_rows(table: Path, keys: list[str], rows: pd.DataFrame) -> pd.DataFrame:
    """The slices of some exported rows, in their order, a column for each key."""
    unique = list(dict.fromkeys(keys))
    ids = [export.ROW_ID, export.DATE]
    known = export.select(DeltaTable(table), [*ids, *unique]).to_pandas(date_as_object=True)
    found = rows[ids].merge(known, on=ids, how="left", validate="one_to_one")
    if found[unique].isna().any(axis=None):
        raise ValueError(f"{table} does not tell the slices of every row; export again with --by")
    return found[unique]


def with_predictions(
    slices: Slices, groups: pd.DataFrame, scores: Array, prediction: reference_profile.Profile
) -> Slices:
    """The slices with the scores of their rows, counted into the bins of all rows' scores.

    groups has a row for each score, in the order of scores.
    """
    cuts = np.array(prediction["edges"], dtype=np.float64)
    bins = np.searchsorted(cuts, scores, side="left")
    told = []
    for one in slices["slices"]:
        own = bins[(groups[one["key"]] == one["value"]).to_numpy()]
        counts = one["counts"] | {prediction["name"]: _sparse(own, len(cuts) + 1)}
        told.append({**one, "counts": counts})
    return {**slices, "slices": told}


def _sparse(bins: Array, length: int) -> dict[str, Any]:
    """Pairs of position and count, without those that are zero."""
    found, counts = np.unique(bins, return_counts=True)
    pairs = np.stack([found, counts], axis=1).ravel()
    return {"length": length + BESIDE_THE_BINS, "pairs": pairs.tolist()}
