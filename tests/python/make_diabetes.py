"""Writes scikit-learn's diabetes data as a table: 442 patients, five a day from 1 January 2026.

    python3 tests/python/make_diabetes.py FOLDER

The label is whether the disease has progressed by more than 150 a year later. The days are made up:
the data has none.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from sklearn.datasets import load_diabetes

NAMES = {
    "bmi": "body_mass_index",
    "bp": "blood_pressure",
    "s1": "cholesterol",
    "s2": "low_density",
    "s3": "high_density",
    "s4": "cholesterol_ratio",
    "s5": "triglycerides",
    "s6": "blood_sugar",
}
SQL = """-- Ten measurements of a patient on a day, and whether the disease progressed.
CREATE TEMPORARY VIEW patients AS SELECT * FROM raw_patients
"""


def main(folder: Path) -> None:
    """Write the Parquet file and the statement that loads it."""
    rows = load_diabetes(as_frame=True, scaled=False).frame.rename(columns=NAMES)
    order = np.random.default_rng(17).permutation(len(rows))
    rows = rows.iloc[order].reset_index(drop=True)
    rows["sex"] = rows["sex"].map({1.0: "female", 2.0: "male"})
    rows["patient"] = [f"p{number:03d}" for number in range(len(rows))]
    rows["visited"] = [date(2026, 1, 1) + timedelta(days=n // 5) for n in range(len(rows))]
    rows["worse"] = (rows.pop("target") > 150).astype("int32")
    folder.mkdir(parents=True, exist_ok=True)
    rows.to_parquet(folder / "patients.parquet", index=False)
    (folder / "patients.sql").write_text(SQL, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
