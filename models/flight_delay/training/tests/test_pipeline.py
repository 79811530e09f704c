"""The ONNX graph says what scikit-learn says, also where two values are neighbours."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from pipeline import Features, scores


def test_values_that_are_neighbours_in_float32_stay_on_their_sides() -> None:
    """The cut between them, halfway, rounds up to the greater one for every second pair."""
    low = np.float32(98.8) + np.spacing(np.float32(98.8)) * np.arange(8, dtype=np.float32)
    for less, more in pairwise(low):
        rows = pd.DataFrame({"x": np.repeat([less, more], 200).astype("float32")})
        features = Features(["x"], [])
        fitted = features.fit(rows, np.repeat([False, True], 200), trees=20)
        told = fitted.predict_proba(features.frame(rows))[:, 1]
        assert told[0] < 0.5 < told[-1]
        assert np.abs(scores(features.to_onnx(fitted), features.tensors(rows)) - told).max() < 1e-6
