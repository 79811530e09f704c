"""Trains flight_delay on a training export and writes the artifact.

    python train.py                         # the newest export under lakehouse/exports/flight_delay
    python train.py --export FOLDER --version 2

Rows are parted by time: trees are counted and the threshold is chosen on the last weeks of the
training part, the model is fitted on all of it, and its quality is measured on the hold-out after
it, through the ONNX model. The same export gives the same model.onnx.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import log_loss

import artifact
import export
import quality
from pipeline import SEED, Features, scores

NAME = "flight_delay"
MODEL = Path(__file__).resolve().parent.parent
REPOSITORY = MODEL.parent.parent
MOST_TREES = 300
TOLERANCE = 1e-5
"""Greatest difference between scikit-learn (float64) and the ONNX model (float32)."""


@dataclass(frozen=True)
class Fit:
    """A chosen number of trees, and the threshold that goes with them."""

    trees: int
    threshold: float


def label(rows: pd.DataFrame, name: str) -> np.ndarray:
    """True for a late flight."""
    return rows[name].to_numpy() == 1


def choose(
    features: Features, rows: pd.DataFrame, name: str, tuned_from: date, most_trees: int
) -> Fit:
    """Chooses trees by log loss and the threshold by F1, on rows that the trees have not seen."""
    known, unseen = rows[rows[export.DATE] < tuned_from], rows[rows[export.DATE] >= tuned_from]
    fitted = features.fit(known, label(known, name), most_trees)
    late = label(unseen, name)
    encoded = fitted["columns"].transform(features.frame(unseen))
    stages = [stage[:, 1] for stage in fitted["trees"].staged_predict_proba(encoded)]
    losses = [log_loss(late, stage) for stage in stages]
    trees = int(np.argmin(losses)) + 1
    return Fit(trees, quality.threshold(late, stages[trees - 1]))


def train(
    folder: Path, holdout_days: int, tuning_days: int, most_trees: int = MOST_TREES
) -> artifact.Trained:
    """Trains on the export in folder; writes nothing."""
    data = export.read(folder)
    features = Features(data.numbers, data.texts)
    name = data.manifest.label
    last_training_day = data.manifest.last - timedelta(days=holdout_days)
    early, held_out = data.split(last_training_day)
    tuned_from = last_training_day - timedelta(days=tuning_days - 1)
    fit = choose(features, early, name, tuned_from, most_trees)
    fitted = features.fit(early, label(early, name), fit.trees)
    model = features.to_onnx(fitted)
    score = scores(model, features.tensors(held_out))
    gap = np.abs(fitted.predict_proba(features.frame(held_out))[:, 1] - score).max()
    if not gap <= TOLERANCE:
        raise ValueError(f"The ONNX model differs from scikit-learn by {gap}; at most {TOLERANCE}")
    late = label(held_out, name)
    return artifact.Trained(
        manifest=data.manifest,
        features=features,
        model=model,
        threshold=fit.threshold,
        measured_on=(
            f"{len(late)} flights from {held_out[export.DATE].min()} to "
            f"{held_out[export.DATE].max()}, after the last training day {last_training_day}; "
            "measured through model.onnx"
        ),
        measured_rows=len(late),
        metrics=quality.metrics(late, score, fit.threshold) | {"onnx_max_difference": float(gap)},
        settings={
            "seed": SEED,
            "trees": fit.trees,
            "training_rows": len(early),
            "last_training_day": last_training_day.isoformat(),
            "threshold_by": f"F1 on the {tuning_days} days up to the last training day",
        },
        holdout_scores=score,
        holdout_rows=held_out[[export.ROW_ID, export.DATE]],
    )


def next_version(model: Path) -> int:
    """One more than the greatest version there is."""
    versions = [int(path.name) for path in model.iterdir() if path.name.isdecimal()]
    return max(versions, default=0) + 1


def arguments(given: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=f"Trains {NAME} on a training export.")
    parser.add_argument("--export", type=Path, help="folder of the export (default: the newest)")
    parser.add_argument("--version", type=int, help="version to write (default: the next)")
    parser.add_argument("--to", type=Path, default=MODEL, help="folder of the model's versions")
    parser.add_argument("--holdout-days", type=int, default=21, help="last days, measured on only")
    parser.add_argument("--tuning-days", type=int, default=21, help="days before the hold-out")
    parser.add_argument("--most-trees", type=int, default=MOST_TREES, help="limit of the choice")
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        default=datetime.now(UTC).date(),
        help="training date to record (default: today)",
    )
    return parser.parse_args(given)


def main(given: list[str]) -> None:
    """Trains, writes the artifact and tells its quality."""
    told = arguments(given)
    folder = told.export or export.latest(REPOSITORY / "lakehouse" / "exports" / NAME)
    edition = artifact.Edition(NAME, told.version or next_version(told.to), told.date)
    target = told.to / str(edition.version)
    artifact.require_new(target)
    trained = train(folder, told.holdout_days, told.tuning_days, told.most_trees)
    artifact.write(target, edition, trained, folder / "profile.json")
    print(f"{target}: {trained.settings['trees']} trees, {len(trained.model):,} bytes")
    print(f"threshold {trained.threshold}; {trained.measured_on}")
    for name, value in trained.metrics.items():
        print(f"  {name:28} {value:.6g}")


if __name__ == "__main__":
    main(sys.argv[1:])
