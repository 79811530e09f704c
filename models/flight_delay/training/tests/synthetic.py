"""A training export made of random rows, in the layout of a real one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from deltalake import write_deltalake

import reference_profile

FIRST = date(2013, 4, 1)
DAYS = 40
ROWS_A_DAY = 60
SMALL = ["--holdout-days", "8", "--tuning-days", "8", "--most-trees", "60"]
"""Options that train on these few days."""
FEATURES = {
    "carrier": "category",
    "delay_7d": "float32",
    "evening": "bool",
    "hour": "int32",
    "maker": "category",
    "seen": "int64",
}


def rows() -> pd.DataFrame:
    """Late flights are those of UA, in the evening, and after late ones; the rest is noise."""
    rng = np.random.default_rng(3)
    n = DAYS * ROWS_A_DAY
    delay = rng.normal(5, 10, n).astype("float32")
    frame = pd.DataFrame(
        {
            "_row_id": [f"f{i:05d}" for i in range(n)],
            "_date": [FIRST + timedelta(days=i // ROWS_A_DAY) for i in range(n)],
            "carrier": rng.choice(["AA", "DL", "UA"], n),
            "delay_7d": delay,
            "evening": rng.random(n) < 0.4,
            "hour": rng.integers(5, 23, n).astype("int32"),
            "maker": pd.Series(rng.choice(["AIRBUS", "BOEING"], n)).mask(rng.random(n) < 0.1, None),
            "seen": rng.integers(0, 500, n),
        }
    )
    frame.loc[rng.random(n) < 0.1, "delay_7d"] = None
    odds = -1.5 + 1.5 * (frame.carrier == "UA") + frame.evening + delay / 10
    frame["late"] = (rng.random(n) < 1 / (1 + np.exp(-odds))).astype("int8")
    return frame


def write(folder: Path) -> Path:
    """Writes data, manifest and profile; rows lie in another order than that of their ids."""
    folder.mkdir(parents=True)
    frame = rows()
    schema = pa.schema(
        [
            ("_row_id", pa.string()),
            ("_date", pa.date32()),
            ("carrier", pa.string()),
            ("delay_7d", pa.float32()),
            ("evening", pa.bool_()),
            ("hour", pa.int32()),
            ("maker", pa.string()),
            ("seen", pa.int64()),
            ("late", pa.int8()),
        ]
    )
    shuffled = frame.sample(frac=1, random_state=5)
    table = pa.Table.from_pandas(shuffled, schema, preserve_index=False)
    write_deltalake(folder / "data", table)
    manifest = {
        "export_id": folder.name,
        "feature_set": {"name": "flight_delay", "version": 1, "fingerprint": "ab" * 32},
        "from": FIRST.isoformat(),
        "to": (FIRST + timedelta(days=DAYS - 1)).isoformat(),
        "rows": len(frame),
        "data_sha256": "cd" * 32,
        "delta_version": 0,
        "label": {"name": "late", "type": "int8"},
        "features": [{"name": name, "type": kind} for name, kind in FEATURES.items()],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    reference_profile.write(folder / "profile.json", profile(frame))
    return folder


def profile(frame: pd.DataFrame) -> reference_profile.Profile:
    features = [
        reference_profile.categorical("carrier", frame.carrier),
        reference_profile.numeric("hour", frame.hour),
    ]
    empty = {
        "format": reference_profile.FORMAT,
        "feature_set": "flight_delay",
        "fingerprint": "ab" * 32,
        "rows": len(frame),
        "features": features,
    }
    return {**empty, "id": reference_profile.profile_id(empty)}
