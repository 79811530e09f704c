"""The model: fitted preprocessing and trees in one pipeline, and its ONNX graph."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import onnxruntime
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder
from threadpoolctl import threadpool_limits

SEED = 17
OPSET = 21
MATRIX = "numeric"
MISSING_TEXT = ""
"""A missing word is this text, in training as in scoring."""

Array = np.ndarray[Any, Any]


class Features:
    """How rows become the model's input: one float32 matrix, and one text tensor a category."""

    def __init__(self, numbers: list[str], texts: list[str]) -> None:
        """Takes the names in tensor order."""
        self.numbers = numbers
        self.texts = texts

    def frame(self, rows: pd.DataFrame) -> pd.DataFrame:
        """What scikit-learn sees: the tensors side by side, a missing number as NaN."""
        numbers = {name: rows[name].astype("float32") for name in self.numbers}
        texts = {name: rows[name].astype(object).fillna(MISSING_TEXT) for name in self.texts}
        return pd.DataFrame(numbers | texts).astype(dict.fromkeys(self.texts, object))

    def tensors(self, rows: pd.DataFrame) -> dict[str, Array]:
        """What the ONNX model sees, from the same frame."""
        frame = self.frame(rows)
        matrix = frame[self.numbers].to_numpy(dtype=np.float32)
        words = {name: frame[[name]].to_numpy(dtype=object) for name in self.texts}
        return {MATRIX: matrix} | words

    def fit(self, rows: pd.DataFrame, late: Array, trees: int) -> Pipeline:
        """A fitted pipeline, the same on any number of cores: one thread adds in one order."""
        with threadpool_limits(limits=1):
            fitted = self._classifier(trees).fit(self.frame(rows), late)
        cut_in_float32(fitted["trees"])
        return fitted

    def _classifier(self, trees: int) -> Pipeline:
        """An unfitted pipeline. Trees take NaN as a value of its own, so nothing is imputed."""
        words = OneHotEncoder(handle_unknown="ignore", sparse_output=False, dtype=np.float32)
        first_text = len(self.numbers)
        columns = ColumnTransformer(
            [
                ("numbers", "passthrough", list(range(first_text))),
                ("words", words, list(range(first_text, first_text + len(self.texts)))),
            ]
        )
        model = HistGradientBoostingClassifier(
            max_iter=trees,
            learning_rate=0.06,
            max_leaf_nodes=24,
            min_samples_leaf=80,
            l2_regularization=5.0,
            max_features=0.5,
            early_stopping=False,
            random_state=SEED,
        )
        return Pipeline([("columns", columns), ("trees", model)])

    def to_onnx(self, fitted: Pipeline) -> bytes:
        """The whole pipeline as one graph; the same bytes for the same pipeline."""
        matrix = (MATRIX, FloatTensorType([None, len(self.numbers)]))
        words = [(name, StringTensorType([None, 1])) for name in self.texts]
        graph = to_onnx(
            fitted,
            initial_types=[matrix, *words],
            options={id(fitted): {"zipmap": False}},
            target_opset={"": OPSET, "ai.onnx.ml": 3},
        )
        # skl2onnx adds them in the order of a set of texts, which changes from run to run.
        graph.opset_import.sort(key=lambda opset: opset.domain)
        onnx.checker.check_model(graph)
        return graph.SerializeToString(deterministic=True)


def cut_in_float32(trees: HistGradientBoostingClassifier) -> None:
    """Rounds every cut of fitted trees down to a float32: rows are float32, so none moves.

    A cut lies halfway between two values of the training rows. Where these are neighbours among
    float32, ONNX, which has cuts as float32, would round it up to the greater of them, and send
    that one to the other side.
    """
    for stage in trees._predictors:
        for tree in stage:
            exact = tree.nodes["num_threshold"]
            cut = exact.astype(np.float32)
            above = cut > exact
            cut[above] = np.nextafter(cut[above], np.float32(-np.inf))
            tree.nodes["num_threshold"] = cut


def scores(model: bytes, tensors: dict[str, Array]) -> Array:
    """The probability of the second class by the ONNX model, as float64 of its float32."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    (probabilities,) = session.run(["probabilities"], tensors)
    return probabilities[:, 1].astype(np.float64)
