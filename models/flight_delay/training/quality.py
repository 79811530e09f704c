"""How good scores are, and where to cut them."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

Array = np.ndarray[Any, Any]


def threshold(late: Array, score: Array) -> float:
    """The cut that maximises F1 of the late class, out of 0.01, 0.02, ..., 0.99.

    F1 is the harmonic mean of precision and recall: calling everything late has full recall,
    calling little late has high precision, and the cut balances the two without pricing either
    error. Of equal cuts the lowest is taken.
    """
    cuts = [round(cut / 100, 2) for cut in range(1, 100)]
    return max(cuts, key=lambda cut: _f1(late, score >= cut))


def _f1(late: Array, called: Array) -> float:
    hits = float(np.sum(late & called))
    return 2 * hits / max(1.0, float(np.sum(late)) + float(np.sum(called)))


def metrics(late: Array, score: Array, cut: float) -> dict[str, float]:
    """Quality of scores over rows whose outcome is known.

    expected_calibration_error is the mean over ten equal-width bins of |share late - mean score|,
    weighted by rows; log_loss_of_base_rate is what one constant score, the share of these rows that
    were late, would have.
    """
    called = score >= cut
    hits = float(np.sum(late & called))
    rate = float(np.mean(late))
    return {
        "auc": float(roc_auc_score(late, score)),
        "log_loss": float(log_loss(late, score)),
        "log_loss_of_base_rate": float(log_loss(late, np.full(len(late), rate))),
        "brier": float(brier_score_loss(late, score)),
        "expected_calibration_error": _calibration_error(late, score),
        "accuracy": float(np.mean(late == called)),
        "precision": hits / max(1.0, float(np.sum(called))),
        "recall": hits / max(1.0, float(np.sum(late))),
        "f1": _f1(late, called),
        "positive_rate": float(np.mean(called)),
        "base_rate": rate,
    }


def _calibration_error(late: Array, score: Array) -> float:
    bins = np.minimum((score * 10).astype(int), 9)
    gaps = [
        np.sum(bins == b) * abs(np.mean(late[bins == b]) - np.mean(score[bins == b]))
        for b in np.unique(bins)
    ]
    return float(np.sum(gaps) / len(late))
