"""Scores ten thousand rows with models of 32-bit or 64-bit floats, each row alone.

    python parity_rows.py <models> <out> <name> [<name> ...]

<models> has an artifact <name>/1 each. For each, three files are written to <out>, all numbers
little-endian: <name>.rows (64-bit floats, row by row), <name>.scores (64-bit floats) and
<name>.classes (32-bit places in target_classes, -1 where the model has no class).

Training rows lay on a grid of eighths, so trees split on that grid or half-way between two of its
points: rows here lie on sixteenths, which are equal to thresholds all the time, or one step beside.
A tenth of the numbers is NaN or infinite.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

ROWS = 10_000
SEED = 28
TYPES: dict[str, Any] = {"float16": np.float16, "float32": np.float32, "float64": np.float64}


def numbers(features: int) -> np.ndarray:
    """Returns ``[ROWS, features]``: the grid, neighbours of its points, and what is not finite."""
    rng = np.random.default_rng(SEED)
    grid = (np.round(16 * rng.normal(size=(ROWS, features))) / 16).astype(np.float32)
    kind = rng.random(size=grid.shape)
    rows = np.where(kind < 0.2, np.nextafter(grid, np.float32(np.inf)), grid)
    rows = np.where(kind > 0.8, np.nextafter(grid, np.float32(-np.inf)), rows)
    odd = rng.random(size=grid.shape)
    rows[odd < 0.06] = np.nan
    rows[(odd >= 0.06) & (odd < 0.08)] = np.inf
    rows[(odd >= 0.08) & (odd < 0.1)] = -np.inf
    return rows.astype(np.float64)


def score(result: dict[str, Any], metadata: dict[str, Any]) -> float:
    """Returns the score of the one row of a result, from a tensor or from a map by class."""
    where = metadata["outputs"]["score"]
    value = result[where["tensor"]]
    if isinstance(value, list):
        by_class = {str(key): share for key, share in value[0].items()}
        return float(by_class[metadata["target_classes"][where["index"]]])
    return float(value.reshape(-1)[where["index"]])


def place(result: dict[str, Any], value: float, metadata: dict[str, Any]) -> int:
    """Returns the place of the row's class, by the rule of the metadata."""
    rule = metadata["outputs"]["class"]
    if rule["rule"] == "threshold":
        return int(value >= metadata["decision_threshold"])
    if rule["rule"] == "label":
        return metadata["target_classes"].index(str(result[rule["tensor"]].reshape(-1)[0]))
    return -1


def main(models: Path, out: Path, names: list[str]) -> None:
    """Writes the files of each model, and prints how many of its scores are distinct."""
    for name in names:
        folder = models / name / "1"
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
        outputs = [node.name for node in session.get_outputs()]
        told = metadata["inputs"][0]
        rows = numbers(len(told["features"]))
        fed = rows.astype(TYPES[told["element"]])
        scores = np.empty(ROWS, "<f8")
        classes = np.empty(ROWS, "<i4")
        for row in range(ROWS):
            values = session.run(None, {told["tensor"]: fed[row : row + 1]})
            result = dict(zip(outputs, values, strict=True))
            scores[row] = score(result, metadata)
            classes[row] = place(result, scores[row], metadata)
        (out / f"{name}.rows").write_bytes(rows.astype("<f8").tobytes())
        (out / f"{name}.scores").write_bytes(scores.tobytes())
        (out / f"{name}.classes").write_bytes(classes.tobytes())
        print(name, len(np.unique(scores)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
