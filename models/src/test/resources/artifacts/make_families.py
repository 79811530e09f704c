"""Makes one artifact of every family of models that are commonly exported to ONNX.

    python make_families.py             # in this folder, in the environment of requirements.txt

They have the form that make_artifacts.py describes. Every one is asked about missing values, NaN
and infinities, too. PyTorch is too large to install for two layers: its artifact is written node by
node as torch.onnx.export lays out torch.nn.Linear (Gemm with transB=1).
"""

# Models and JSON values have no type in common.
# ruff: noqa: ANN401

from __future__ import annotations

import math
import tempfile
from typing import Any

import lightgbm
import numpy as np
import onnx
import onnxmltools
import xgboost
from onnx import TensorProto, helper
from onnxmltools.convert.common.data_types import FloatTensorType as ToolsFloat
from onnxruntime.quantization import QuantType, quantize_dynamic
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType
from sklearn.ensemble import (
    ExtraTreesRegressor,
    GradientBoostingRegressor,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
)
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from make_artifacts import OPSET, ROWS, Rows, features, handmade, save, tensor

NAMES = list("abcdef")
TOOLS_OPSET = 15
ODD: Rows = [
    [math.nan] * 6,
    [None] * 6,
    [math.inf, 0.5, -0.5, 1.0, 0.0, -1.0],
    [-math.inf, 0.5, -0.5, 1.0, 0.0, -1.0],
    [0.0, -0.0, 1e-38, -1e-38, 3.4e38, -3.4e38],
]


def data(seed: int, gaps: float) -> Rows:
    """Normal numbers on a grid of eighths, so that many values equal a threshold."""
    rng = np.random.default_rng(seed)
    return [
        [float(np.round(8 * value) / 8) if rng.random() >= gaps else None for value in row]
        for row in rng.normal(size=(500, 6))
    ]


def about(
    score: str,
    index: int = 0,
    label: str | None = None,
    classes: list[str] | None = None,
    threshold: float | None = None,
    element: str = "float32",
    more: dict[str, str] | None = None,
) -> dict[str, Any]:
    """The parts of the metadata that decide what happens; more maps names to further tensors."""
    rule = {"rule": "threshold"} if threshold is not None else {"rule": "none"}
    told: dict[str, Any] = {
        "features": features(
            **dict.fromkeys(NAMES, "float64" if element == "float64" else "float32")
        ),
        "inputs": [{"tensor": "x", "element": element, "features": NAMES}],
        "outputs": {
            "score": {"tensor": score, "index": index},
            "class": {"rule": "label", "tensor": label} if label else rule,
        },
        "target_classes": classes or [],
    }
    if threshold is not None:
        told["decision_threshold"] = threshold
    if more:
        told["outputs"]["more"] = [{"name": name, "tensor": more[name]} for name in more]
    return told


def matrix(rows: Rows) -> np.ndarray:
    """The rows as the one tensor of these models."""
    return tensor(rows, NAMES, {"element": "float32", "features": NAMES}, 2)


def judged(x: np.ndarray) -> np.ndarray:
    """What is learnt: a bend and a product, so that models have something to do."""
    known = np.nan_to_num(x)
    return known[:, 0] + np.abs(known[:, 1]) - known[:, 2] * known[:, 3]


def tools(model: Any, convert: Any) -> onnx.ModelProto:
    """Converts a model of LightGBM or XGBoost."""
    types = [("x", ToolsFloat([None, 6]))]
    return convert(model, initial_types=types, target_opset=TOOLS_OPSET)


def keep(name: str, model: onnx.ModelProto, rows: Rows, told: dict[str, Any]) -> None:
    """Saves an artifact whose last rows are the odd ones."""
    save(name, model, rows[: ROWS - len(ODD)] + ODD, told)


def lightgbm_models() -> None:
    """Classifiers of two and three classes, with and without ZipMap, and a regressor."""
    rows = data(21, gaps=0.1)
    x = matrix(rows)
    common = {"n_estimators": 15, "num_leaves": 8, "random_state": 21, "verbose": -1, "n_jobs": 1}
    two = lightgbm.LGBMClassifier(**common).fit(x, (judged(x) > 0.5).astype(int))
    model = onnxmltools.convert_lightgbm(
        two,
        initial_types=[("x", ToolsFloat([None, 6]))],
        zipmap=False,
        target_opset=TOOLS_OPSET,
    )
    told = about("probabilities", 1, classes=["no", "yes"], threshold=0.5)
    keep("lightgbm_binary", model, rows, told)
    mapped = tools(two, onnxmltools.convert_lightgbm)
    keep("lightgbm_zipmap", mapped, rows, about("probabilities", 1, "label", ["0", "1"]))
    three = lightgbm.LGBMClassifier(**common).fit(x, np.digitize(judged(x), [0, 1]))
    model = onnxmltools.convert_lightgbm(
        three,
        initial_types=[("x", ToolsFloat([None, 6]))],
        zipmap=False,
        target_opset=TOOLS_OPSET,
    )
    keep("lightgbm_multi", model, rows, about("probabilities", 2, "label", ["0", "1", "2"]))
    number = lightgbm.LGBMRegressor(**common).fit(x, judged(x))
    keep("lightgbm_regressor", tools(number, onnxmltools.convert_lightgbm), rows, about("variable"))


def xgboost_models() -> None:
    """Classifiers of two and three classes, and a regressor."""
    rows = data(22, gaps=0.1)
    x = matrix(rows)
    common = {"n_estimators": 15, "max_depth": 3, "random_state": 22, "n_jobs": 1}
    two = xgboost.XGBClassifier(**common).fit(x, (judged(x) > 0.5).astype(int))
    told = about("probabilities", 1, classes=["no", "yes"], threshold=0.5)
    keep("xgboost_binary", tools(two, onnxmltools.convert_xgboost), rows, told)
    three = xgboost.XGBClassifier(**common).fit(x, np.digitize(judged(x), [0, 1]))
    told = about("probabilities", 0, "label", ["0", "1", "2"])
    keep("xgboost_multi", tools(three, onnxmltools.convert_xgboost), rows, told)
    number = xgboost.XGBRegressor(**common).fit(x, judged(x))
    keep("xgboost_regressor", tools(number, onnxmltools.convert_xgboost), rows, about("variable"))


def sklearn_models() -> None:
    """Forests, boosting, linear models and a network of scikit-learn."""
    rows = data(23, gaps=0.0)
    x = matrix(rows)
    classes = np.digitize(judged(x), [0, 1])
    flat = {"target_opset": {"": OPSET, "ai.onnx.ml": 3}}
    inputs = [("x", FloatTensorType([None, 6]))]
    forest = RandomForestClassifier(12, max_depth=4, random_state=23).fit(x, classes)
    model = to_onnx(forest, initial_types=inputs, options={"zipmap": False}, **flat)
    more = {"probabilities": "probabilities", "label": "label"}
    told = about("probabilities", 1, "label", ["0", "1", "2"], more=more)
    keep("forest_multi", model, rows, told)
    tree = DecisionTreeClassifier(max_depth=4, random_state=23).fit(x, (classes > 1).astype(int))
    model = to_onnx(tree, initial_types=inputs, **flat)
    told = about("output_probability", 1, "output_label", ["0", "1"])
    keep("tree_zipmap", model, rows, told)
    extra = ExtraTreesRegressor(12, max_depth=4, random_state=23).fit(x, judged(x))
    keep("extra_trees", to_onnx(extra, initial_types=inputs, **flat), rows, about("variable"))
    boosted = GradientBoostingRegressor(n_estimators=15, random_state=23).fit(x, judged(x))
    keep("boosting", to_onnx(boosted, initial_types=inputs, **flat), rows, about("variable"))
    histogram = HistGradientBoostingRegressor(max_iter=15, random_state=23).fit(x, judged(x))
    keep("histogram", to_onnx(histogram, initial_types=inputs, **flat), rows, about("variable"))
    pair = np.stack([judged(x), -2 * judged(x) + 1], axis=1)
    two = make_pipeline(StandardScaler(), LinearRegression()).fit(x, pair)
    told = about("variable", 1, more={"both": "variable"})
    keep("multi_output", to_onnx(two, initial_types=inputs, **flat), rows, told)
    wide = make_pipeline(StandardScaler(), LogisticRegression()).fit(
        x.astype(float), (classes > 1).astype(int)
    )
    model = to_onnx(
        wide,
        initial_types=[("x", DoubleTensorType([None, 6]))],
        options={id(wide): {"zipmap": False}},
        **flat,
    )
    told = about("probabilities", 1, classes=["no", "yes"], threshold=0.5, element="float64")
    keep("linear_double", model, rows, told)


def network_models() -> None:
    """Networks in the layout of PyTorch's exporter: in 32 and 16 bits, and quantized."""
    rows = data(24, gaps=0.0)
    x = matrix(rows)
    net = MLPClassifier((16, 8), max_iter=80, random_state=24, tol=0.0, n_iter_no_change=80)
    net.fit(x, (judged(x) > 0.5).astype(int))
    layers = list(zip(net.coefs_, net.intercepts_, strict=True))
    threshold = about("y", 0, classes=["no", "yes"], threshold=0.5)
    model = torch_layout(layers, np.float32, TensorProto.FLOAT)
    keep("torch_network", model, rows, threshold)
    half = torch_layout(layers, np.float16, TensorProto.FLOAT16)
    told = about("y", 0, classes=["no", "yes"], threshold=0.5, element="float16")
    keep("half_network", half, rows, told)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(model, f"{folder}/network.onnx")
        quantize_dynamic(
            f"{folder}/network.onnx", f"{folder}/int8.onnx", weight_type=QuantType.QInt8
        )
        keep("int8_network", onnx.load(f"{folder}/int8.onnx"), rows, threshold)


def torch_layout(layers: list[Any], kind: Any, element: int) -> onnx.ModelProto:
    """Linear, ReLU, Linear, ReLU, Linear, Sigmoid, as PyTorch's exporter writes them."""
    nodes = []
    weights: dict[str, np.ndarray] = {}
    last = "x"
    for at, (weight, bias) in enumerate(layers):
        weights[f"net.{2 * at}.weight"] = np.ascontiguousarray(weight.T).astype(kind)
        weights[f"net.{2 * at}.bias"] = bias.astype(kind)
        end = at == len(layers) - 1
        names = [last, f"net.{2 * at}.weight", f"net.{2 * at}.bias"]
        nodes.append(
            helper.make_node("Gemm", names, [f"linear_{at}"], alpha=1.0, beta=1.0, transB=1)
        )
        last = "y" if end else f"relu_{at}"
        nodes.append(helper.make_node("Sigmoid" if end else "Relu", [f"linear_{at}"], [last]))
    return handmade(
        nodes,
        [helper.make_tensor_value_info("x", element, ["batch_size", 6])],
        helper.make_tensor_value_info("y", element, ["batch_size", 1]),
        weights,
    )


def named_inputs() -> None:
    """Many inputs by name: 16-bit floats, 32-bit integers, and one value a row without a column."""
    told = {
        "features": features(half="float32", big="int32", small="int8", flag="bool"),
        "inputs": [
            {"tensor": "half", "element": "float16", "features": ["half"]},
            {"tensor": "whole", "element": "int32", "features": ["big", "small"]},
            {"tensor": "flag", "element": "int32", "features": ["flag"]},
        ],
        "outputs": {"score": {"tensor": "score", "index": 0}, "class": {"rule": "none"}},
        "target_classes": [],
    }
    nodes = [
        helper.make_node("Cast", ["half"], ["half_f"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["whole"], ["whole_f"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["flag"], ["flag_f"], to=TensorProto.FLOAT),
        helper.make_node("MatMul", ["whole_f", "w"], ["sum"]),
        helper.make_node("Add", ["sum", "half_f"], ["more"]),
        helper.make_node("Unsqueeze", ["flag_f", "axis"], ["flag_m"]),
        helper.make_node("Add", ["more", "flag_m"], ["score"]),
    ]
    model = handmade(
        nodes,
        [
            helper.make_tensor_value_info("half", TensorProto.FLOAT16, ["n", 1]),
            helper.make_tensor_value_info("whole", TensorProto.INT32, ["n", 2]),
            helper.make_tensor_value_info("flag", TensorProto.INT32, ["n"]),
        ],
        helper.make_tensor_value_info("score", TensorProto.FLOAT, ["n", 1]),
        {
            "w": np.array([[1.0], [0.5]], dtype=np.float32),
            "axis": np.array([1], dtype=np.int64),
        },
    )
    # Features are in the order of their names: big, flag, half, small.
    rows: Rows = [
        [1, True, 0.1, 3],
        [2**31 - 1, False, 65504.0, -128],
        [-7, True, None, 127],
        [0, False, 1e-8, 0],
        [5, True, 65520.0, 1],
        [5, True, -math.inf, 1],
        [-(2**31), False, 2049.0, -1],
        [12, False, 5.9604645e-08, 2],
    ]
    save("named_inputs", model, rows, told)


if __name__ == "__main__":
    lightgbm_models()
    xgboost_models()
    sklearn_models()
    network_models()
    named_inputs()
