from __future__ import annotations

import numpy as np
import pytest

import quality

LATE = np.array([True, True, False, False, True])
SCORE = np.array([0.9, 0.6, 0.6, 0.1, 0.2])


def test_metrics_of_a_case_worked_by_hand() -> None:
    measured = quality.metrics(LATE, SCORE, 0.5)
    assert measured["precision"] == pytest.approx(2 / 3)
    assert measured["recall"] == pytest.approx(2 / 3)
    assert measured["accuracy"] == pytest.approx(3 / 5)
    assert measured["positive_rate"] == pytest.approx(3 / 5)
    assert measured["base_rate"] == pytest.approx(3 / 5)
    # Pairs (late, not late): .9>.6 .9>.1 .6=.6 (half) .6>.1 .2<.6 .2>.1
    assert measured["auc"] == pytest.approx(4.5 / 6)
    assert measured["brier"] == pytest.approx((0.01 + 0.16 + 0.36 + 0.01 + 0.64) / 5)
    # Bins: .9 alone (gap .1), both .6 (share .5, gap .1), .1 alone (.1), .2 alone (.8)
    assert measured["expected_calibration_error"] == pytest.approx((0.1 + 0.2 + 0.1 + 0.8) / 5)


def test_the_threshold_is_the_lowest_of_the_best() -> None:
    # Any cut in (0.1, 0.2] calls four of five late: three hits, F1 = 6/7.
    assert quality.threshold(LATE, SCORE) == 0.11


def test_a_score_equal_to_the_threshold_is_late() -> None:
    assert quality.metrics(LATE, SCORE, 0.6)["positive_rate"] == pytest.approx(3 / 5)
