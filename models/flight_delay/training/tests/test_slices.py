from __future__ import annotations

import bisect
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from deltalake import write_deltalake

import export
import reference_profile
import slices
import synthetic
import train
from pipeline import Features, scores

SHORE = ["north", "south", "(missing)"]


def shore(row_id: str) -> str:
    """A column that the export's data does not have."""
    return SHORE[int(row_id[1:]) % len(SHORE)]


@pytest.fixture(scope="module")
def sliced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export with slices by a feature and by a column that the model does not see."""
    folder = synthetic.write(tmp_path_factory.mktemp("sliced") / "20130401-20130510")
    rows = synthetic.rows().sample(frac=1, random_state=9)
    table = rows[["_row_id", "_date", "carrier"]].assign(shore=rows["_row_id"].map(shore))
    write_deltalake(folder / slices.TABLE, table.reset_index(drop=True))
    told = [
        {"key": key, "value": value, "counts": {"hour": {"length": 7, "pairs": [0, 3]}}}
        for key, value in [("carrier", "UA"), ("carrier", "ZZ"), *(("shore", s) for s in SHORE)]
    ]
    slices.write(
        folder / slices.FILE,
        {"format": "evenkeel-reference-slices/1", "profile": "ab", "left_out": {}, "slices": told},
    )
    return folder


@pytest.fixture(scope="module")
def model(sliced: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    models = tmp_path_factory.mktemp("flight_delay")
    train.main(["--export", str(sliced), "--to", str(models), *synthetic.SMALL])
    return models / "1"


def counted(told: dict[str, Any], key: str, value: str) -> dict[int, int]:
    (one,) = [s for s in told["slices"] if (s["key"], s["value"]) == (key, value)]
    pairs = one["counts"]["prediction"]["pairs"]
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


def test_the_scores_of_each_slice_are_counted_row_by_row(sliced: Path, model: Path) -> None:
    told = slices.read(model / "reference-slices.json")
    profile = reference_profile.read(model / "reference-profile.json")
    edges = profile["features"][-1]["edges"]
    data = export.read(sliced)
    held_out = data.rows[data.rows[export.DATE] > data.manifest.last - timedelta(days=8)]
    features = Features(data.numbers, data.texts)
    predicted = scores((model / "model.onnx").read_bytes(), features.tensors(held_out))
    expected: dict[tuple[str, str], dict[int, int]] = {}
    for (_, row), score in zip(held_out.iterrows(), predicted, strict=True):
        for of in [("carrier", row["carrier"]), ("shore", shore(row[export.ROW_ID]))]:
            own = expected.setdefault(of, {})
            place = bisect.bisect_left(edges, score)
            own[place] = own.get(place, 0) + 1
    for one in [("carrier", "UA"), *(("shore", place) for place in SHORE)]:
        assert counted(told, *one) == expected[one]
    assert counted(told, "carrier", "ZZ") == {}
    assert told["slices"][0]["counts"]["prediction"]["length"] == len(edges) + 1 + 5
    assert told["slices"][0]["counts"]["hour"] == {"length": 7, "pairs": [0, 3]}


def test_the_model_does_not_see_what_rows_are_sliced_by(model: Path) -> None:
    told = json.loads((model / "metadata.json").read_text("utf-8"))
    assert [f["name"] for f in told["features"]] == list(synthetic.FEATURES)


def test_an_export_without_the_table_gives_its_slices_as_they_are(tmp_path: Path) -> None:
    told = {"slices": [{"key": "carrier", "value": "Zürich ✈", "counts": {}}]}
    slices.write(tmp_path / "slices.json", told)
    assert slices.read(tmp_path / "slices.json") == told


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "slices.json"
    slices.write(path, {"slices": []})
    path.write_text(path.read_text("utf-8").replace("slices", "Slices"), "utf-8")
    with pytest.raises(ValueError, match="not as it was written"):
        slices.read(path)


def test_a_row_without_a_slice_is_refused(sliced: Path) -> None:
    rows = pd.DataFrame({export.ROW_ID: ["unknown"], export.DATE: [synthetic.FIRST]})
    with pytest.raises(ValueError, match="every row"):
        slices.of_rows(sliced / slices.TABLE, ["shore"], rows)


def test_a_score_on_an_edge_is_counted_below_it() -> None:
    told = {"slices": [{"key": "k", "value": "a", "counts": {}}]}
    prediction = {"name": "prediction", "edges": [0.25, 0.5]}
    groups = pd.DataFrame({"k": ["a", "b", "a", "a"]})
    given = np.array([0.25, 0.25, 0.2500001, 0.9])
    found = slices.with_predictions(told, groups, given, prediction)
    assert counted(found, "k", "a") == {0: 1, 1: 1, 2: 1}
