from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

import export
import reference_profile
import synthetic
import train
from pipeline import Features, scores


def metadata(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "metadata.json").read_text("utf-8"))


def test_the_model_has_learnt_what_there_is_to_learn(artifact_folder: Path) -> None:
    measured = metadata(artifact_folder)["performance"]
    assert measured["rows"] == 8 * 60
    assert "2013-05-03 to 2013-05-10" in measured["data"]
    assert measured["metrics"]["auc"] > 0.7
    assert measured["metrics"]["log_loss"] < measured["metrics"]["log_loss_of_base_rate"]
    assert measured["metrics"]["onnx_max_difference"] <= train.TOLERANCE


def test_metadata_tells_the_file_that_lies_beside_it(artifact_folder: Path) -> None:
    told = metadata(artifact_folder)
    model = (artifact_folder / "model.onnx").read_bytes()
    profile = reference_profile.read(artifact_folder / "reference-profile.json")
    assert told["onnx"]["sha256"] == hashlib.sha256(model).hexdigest()
    assert told["onnx"]["bytes"] == len(model)
    assert told["reference_profile"] == profile["id"]
    assert told["training_date"] == "2026-01-02"
    assert told["dependencies"]["onnxruntime"] == onnxruntime.__version__


def test_the_graph_takes_exactly_the_declared_tensors(artifact_folder: Path) -> None:
    session = onnxruntime.InferenceSession(artifact_folder / "model.onnx")
    real = {node.name: (node.type, node.shape[1]) for node in session.get_inputs()}
    declared = {
        spec["tensor"]: (f"tensor({spec['element'].replace('32', '')})", len(spec["features"]))
        for spec in metadata(artifact_folder)["inputs"]
    }
    assert real == declared


def test_the_same_export_gives_the_same_model(exported: Path, artifact_folder: Path) -> None:
    again = train.train(exported, holdout_days=8, tuning_days=8, most_trees=60)
    assert again.model == (artifact_folder / "model.onnx").read_bytes()
    assert again.threshold == metadata(artifact_folder)["decision_threshold"]


def test_unknown_and_missing_words_are_scored_as_in_scikit_learn(exported: Path) -> None:
    data = export.read(exported)
    features = Features(data.numbers, data.texts)
    fitted = features.fit(data.rows, train.label(data.rows, "late"), 20)
    odd = data.rows.head(6).copy()
    odd["carrier"] = ["ZZ", "", None, "UA", "UA", "Zürich ✈"]
    odd["maker"] = [None, "nobody", "BOEING", None, "AIRBUS", ""]
    odd["delay_7d"] = np.array([np.nan, np.inf, -np.inf, 0, 1e38, -0.0], dtype="float32")
    by_onnx = scores(features.to_onnx(fitted), features.tensors(odd))
    by_sklearn = fitted.predict_proba(features.frame(odd).replace([np.inf, -np.inf], [3e38, -3e38]))
    np.testing.assert_allclose(by_onnx, by_sklearn[:, 1], atol=1e-6)


def test_the_prediction_profile_tells_the_share_called_late_exactly(artifact_folder: Path) -> None:
    told = metadata(artifact_folder)
    profile = reference_profile.read(artifact_folder / "reference-profile.json")
    (prediction,) = [f for f in profile["features"] if f["name"] == "prediction"]
    below = np.nextafter(told["decision_threshold"], -np.inf)
    cut = prediction["edges"].index(below)
    called = sum(prediction["bins"][cut + 1 :])
    rate = told["performance"]["metrics"]["positive_rate"]
    assert called / sum(prediction["bins"]) == pytest.approx(rate, abs=1e-12)


def test_a_version_is_never_overwritten(exported: Path, artifact_folder: Path) -> None:
    where = ["--export", str(exported), "--to", str(artifact_folder.parent)]
    with pytest.raises(FileExistsError, match="never overwritten"):
        train.main([*where, *synthetic.SMALL, "--version", "1"])
    assert train.next_version(artifact_folder.parent) == 2


def test_the_hold_out_must_leave_something_to_train_on(exported: Path) -> None:
    with pytest.raises(ValueError, match="does not part them"):
        train.train(exported, holdout_days=100, tuning_days=8)
