"""Scores an export with Python onnxruntime and compares that with the published predictions.

Neither Spark nor Java takes part: tables are opened by deltalake, the model by onnxruntime.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder

ELEMENTS: dict[str, Any] = {
    "float16": np.float16,
    "float32": np.float32,
    "float64": np.float64,
    "int8": np.int8,
    "int32": np.int32,
    "int64": np.int64,
    "bool": np.bool_,
    "string": np.object_,
}


def tensor(rows: pa.Table, told: dict[str, Any]) -> np.ndarray:
    """Returns one input of the model as a matrix ``[rows, features]``.

    A missing number is NaN; a missing text is the one that the metadata declares for it.
    """
    if told["element"] == "string":
        missing = told.get("missing", "")
        columns = [
            [missing if value is None else value for value in rows[name].to_pylist()]
            for name in told["features"]
        ]
    else:
        columns = [
            [float("nan") if value is None else float(value) for value in rows[name].to_pylist()]
            for name in told["features"]
        ]
    return np.array(columns).T.astype(ELEMENTS[told["element"]])


def select(table: Path, where: str) -> pa.Table:
    """Returns the rows of a Delta table that hold a condition, read by deltalake's own engine.

    Not by ``to_pyarrow_table``: its threads read through a file system written in Python, and a
    process that ends while one of them lives is aborted (one end in eight, deltalake 1.6.6).
    """
    engine = QueryBuilder().register("data", DeltaTable(table))
    return pa.table(engine.execute(f"SELECT * FROM data WHERE {where}").read_all())


def main() -> None:
    """Prints the count of rows on both sides and the largest difference as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--export", type=Path, required=True)
    parser.add_argument("--artifact", type=Path, required=True)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--date", required=True)
    arguments = parser.parse_args()

    metadata = json.loads((arguments.artifact / "metadata.json").read_text("utf-8"))
    rows = select(arguments.export, "TRUE")
    session = ort.InferenceSession(str(arguments.artifact / "model.onnx"))
    feeds = {told["tensor"]: tensor(rows, told) for told in metadata["inputs"]}
    names = [output.name for output in session.get_outputs()]
    results = dict(zip(names, session.run(names, feeds), strict=True))
    score = metadata["outputs"]["score"]
    scores = results[score["tensor"]][:, score["index"]]
    expected = dict(zip(rows["_row_id"].to_pylist(), scores, strict=True))

    day = date.fromisoformat(arguments.date)
    published = select(
        arguments.predictions, f"model = '{arguments.model}' AND score_date = DATE '{day}'"
    )
    actual = dict(
        zip(
            published["row_id"].to_pylist(),
            published["score"].to_pylist(),
            strict=True,
        )
    )
    shared = sorted(expected.keys() & actual.keys())
    differences = [abs(float(expected[key]) - actual[key]) for key in shared]
    print(
        json.dumps(
            {
                "exported": len(expected),
                "published": len(actual),
                "compared": len(shared),
                "largest_difference": max(differences, default=None),
                "distinct_scores": len({actual[key] for key in shared}),
            }
        )
    )


if __name__ == "__main__":
    main()
