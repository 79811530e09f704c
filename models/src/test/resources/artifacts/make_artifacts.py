"""Makes the artifacts of the tests, and what Python's onnxruntime says about their rows.

    python make_artifacts.py            # in this folder, in the environment of
                                        # models/flight_delay/training/requirements.txt

Each folder <name>/1 is an artifact as Evenkeel opens it (model.onnx, metadata.json) with one file
more: expected.json has rows of features in metadata order (null is missing; NaN and infinities are
texts), and for each the score and class that onnxruntime gave, or the word "error".
"""

# Models and JSON values have no type in common.
# ruff: noqa: ANN401

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import skl2onnx
import sklearn
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.capi.onnxruntime_pybind11_state import InvalidArgument
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = Path(__file__).parent
OPSET = 21
ROWS = 64
TYPES = {
    "float16": np.float16,
    "float32": np.float32,
    "float64": np.float64,
    "int32": np.int32,
    "int64": np.int64,
    "bool": np.bool_,
}
Rows = list[list[Any]]


def tensor(rows: Rows, features: list[str], spec: dict[str, Any], rank: int) -> np.ndarray:
    """One input tensor of these rows, as a scorer must fill it."""
    columns = [features.index(name) for name in spec["features"]]
    picked = [[row[column] for column in columns] for row in rows]
    if spec["element"] == "string":
        gap = spec.get("missing")
        filled = np.array([[gap if v is None else v for v in row] for row in picked], dtype=object)
    else:
        numbers = [[math.nan if v is None else v for v in row] for row in picked]
        with np.errstate(over="ignore"):
            filled = np.array(numbers).astype(TYPES[spec["element"]])
    return filled[:, 0] if rank == 1 else filled


def expected(model: bytes, rows: Rows, about: dict[str, Any]) -> dict[str, Any]:
    """Scores and classes row by row, so that a row that fails takes no other with it."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model, options)
    ranks = {node.name: len(node.shape) for node in session.get_inputs()}
    names = [feature["name"] for feature in about["features"]]
    outputs = [node.name for node in session.get_outputs()]
    scores: list[Any] = []
    classes: list[Any] = []
    kept: list[dict[str, Any]] = about["outputs"].get("more", [])
    more: dict[str, Rows] = {one["name"]: [] for one in kept}
    for row in rows:
        feed = {
            spec["tensor"]: tensor([row], names, spec, ranks[spec["tensor"]])
            for spec in about["inputs"]
        }
        try:
            result = dict(zip(outputs, session.run(None, feed), strict=True))
        except InvalidArgument:
            scores.append("error")
            classes.append(None)
            continue
        scores.append(score(result, about))
        classes.append(class_of(result, scores[-1], about))
        for one in kept:
            more[one["name"]].append([float(each) for each in result[one["tensor"]].reshape(-1)])
    told = {"rows": plain(rows), "scores": plain([scores])[0], "classes": classes}
    return {**told, "more": {name: plain(more[name]) for name in more}} if more else told


def score(result: dict[str, Any], about: dict[str, Any]) -> float:
    """The score of the one row of a result."""
    where = about["outputs"]["score"]
    value = result[where["tensor"]]
    if isinstance(value, list):
        by_class = {str(key): probability for key, probability in value[0].items()}
        return float(by_class[about["target_classes"][where["index"]]])
    return float(value.reshape(-1)[where["index"]])


def class_of(result: dict[str, Any], value: float, about: dict[str, Any]) -> str | None:
    """The class of the one row of a result, by the rule of the metadata."""
    rule = about["outputs"]["class"]
    if rule["rule"] == "threshold":
        return about["target_classes"][int(value >= about["decision_threshold"])]
    return str(result[rule["tensor"]].reshape(-1)[0]) if rule["rule"] == "label" else None


def plain(rows: Rows) -> Rows:
    """JSON has no NaN and no infinity: they become texts that Java's parseDouble takes."""

    def one(value: Any) -> Any:
        if isinstance(value, float) and not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        return value

    return [[one(value) for value in row] for row in rows]


def save(name: str, model: onnx.ModelProto, rows: Rows, about: dict[str, Any]) -> None:
    """Writes the three files of an artifact."""
    folder = HERE / name / "1"
    folder.mkdir(parents=True, exist_ok=True)
    # skl2onnx adds them in the order of a set of texts, which changes from run to run.
    model.opset_import.sort(key=lambda opset: opset.domain)
    content = model.SerializeToString(deterministic=True)
    (folder / "model.onnx").write_bytes(content)
    write(folder / "expected.json", expected(content, rows, about))
    write(folder / "metadata.json", metadata(name, content, about))


def write(path: Path, value: Any) -> None:
    """Writes JSON without NaN."""
    path.write_text(json.dumps(value, indent=1, allow_nan=False) + "\n", "utf-8")


def metadata(name: str, content: bytes, about: dict[str, Any]) -> dict[str, Any]:
    """The whole of metadata.json."""
    return {
        "name": name,
        "version": 1,
        "training_date": "2026-01-02",
        "training_data": {
            "export_id": "random",
            "from": "2026-01-01",
            "to": "2026-01-01",
            "delta_version": 0,
            "sha256": hashlib.sha256(b"numpy.random.default_rng(7)").hexdigest(),
            "rows": 400,
        },
        "feature_set": {"name": name, "version": 1, "fingerprint": "ab" * 32},
        **about,
        "performance": {"data": "not measured", "rows": 0, "metrics": {}},
        "dependencies": {
            "onnx": onnx.__version__,
            "scikit-learn": sklearn.__version__,
            "skl2onnx": skl2onnx.__version__,
        },
        "input_schema": {
            "type": "object",
            "properties": {feature["name"]: {} for feature in about["features"]},
        },
        "onnx": {
            "sha256": hashlib.sha256(content).hexdigest(),
            "opset": opset_of(content),
            "bytes": len(content),
        },
        "reference_profile": "cd" * 32,
    }


def opset_of(content: bytes) -> int:
    """The version of the default operator set, or of ai.onnx.ml where there is no other."""
    sets = {one.domain: one.version for one in onnx.load_from_string(content).opset_import}
    return sets.get("", sets.get("ai.onnx", sets.get("ai.onnx.ml")))


def features(**types: str) -> list[dict[str, str]]:
    """Names and types, in the order of the names."""
    return [{"name": name, "type": type_} for name, type_ in sorted(types.items())]


def fed(pipe: Any, rows: Rows, names: list[str], inputs: list[dict[str, Any]]) -> np.ndarray:
    """What scikit-learn is fitted on: the tensors side by side."""
    return np.concatenate([tensor(rows, names, spec, 2).astype(object) for spec in inputs], axis=1)


def trees() -> None:
    """Gradient boosting over numbers of every type, with categories encoded inside the graph."""
    rng = np.random.default_rng(7)
    rows = [
        [
            float(np.float32(rng.normal())) if rng.random() > 0.1 else None,
            str(rng.choice(["AA", "DL", "UA"])),
            str(rng.choice(["BOS", "LGA"])) if rng.random() > 0.1 else None,
            int(rng.integers(0, 50)),
            bool(rng.random() > 0.5),
            float(rng.normal() * 1e3),
        ]
        for _ in range(400)
    ]
    about = {
        "features": features(
            amount="float32",
            carrier="category",
            city="string",
            count="int32",
            flag="bool",
            ratio="float64",
        ),
        "inputs": [
            {
                "tensor": "numeric",
                "element": "float32",
                "features": ["amount", "count", "flag", "ratio"],
            },
            {"tensor": "carrier", "element": "string", "features": ["carrier"]},
            {"tensor": "city", "element": "string", "features": ["city"], "missing": "(none)"},
        ],
        "outputs": {
            "score": {"tensor": "probabilities", "index": 1},
            "class": {"rule": "threshold"},
        },
        "target_classes": ["no", "yes"],
        "decision_threshold": 0.4,
    }
    names = [feature["name"] for feature in about["features"]]
    target = [
        int((row[0] or 0) + (row[1] == "UA") + (row[2] is None) + row[5] / 1e3 > 0.5)
        for row in rows
    ]
    onehot = OneHotEncoder(handle_unknown="ignore", sparse_output=False, dtype=np.float32)
    pipe = Pipeline(
        [
            (
                "encode",
                ColumnTransformer(
                    [("numeric", "passthrough", [0, 1, 2, 3]), ("text", onehot, [4, 5])]
                ),
            ),
            (
                "model",
                HistGradientBoostingClassifier(max_iter=12, max_leaf_nodes=8, random_state=7),
            ),
        ]
    )
    pipe.fit(fed(pipe, rows, names, about["inputs"]), target)
    model = to_onnx(
        pipe,
        initial_types=[
            ("numeric", FloatTensorType([None, 4])),
            ("carrier", StringTensorType([None, 1])),
            ("city", StringTensorType([None, 1])),
        ],
        options={id(pipe): {"zipmap": False}},
        target_opset={"": OPSET, "ai.onnx.ml": 3},
    )
    odd: Rows = [
        [math.nan, "ZZ", "nowhere", 0, True, math.nan],
        [math.inf, "", "(none)", 2**31 - 1, False, math.inf],
        [-math.inf, "UA", None, -(2**31), True, -1e300],
        [None, "Zürich ✈", "LGA", 16_777_217, False, 1e-320],
    ]
    save("trees", model, rows[: ROWS - len(odd)] + odd, about)


def zipmap() -> None:
    """A linear model whose probabilities come as maps, and whose labels are texts."""
    rng = np.random.default_rng(8)
    rows = [
        [float(np.float32(v)) if rng.random() > 0.1 else None for v in rng.normal(size=3)]
        for _ in range(400)
    ]
    about = {
        "features": features(a="float32", b="float32", c="float32"),
        "inputs": [{"tensor": "x", "element": "float32", "features": ["a", "b", "c"]}],
        "outputs": {
            "score": {"tensor": "output_probability", "index": 1},
            "class": {"rule": "label", "tensor": "output_label"},
        },
        "target_classes": ["bad", "good"],
    }
    x = tensor(rows, ["a", "b", "c"], about["inputs"][0], 2)
    target = np.where(np.nan_to_num(x).sum(axis=1) > 0, "good", "bad")
    pipe = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression()).fit(x, target)
    model = to_onnx(
        pipe,
        initial_types=[("x", FloatTensorType([None, 3]))],
        target_opset={"": OPSET, "ai.onnx.ml": 3},
    )
    save("zipmap", model, rows[:ROWS], about)


def regressor() -> None:
    """A linear regression: a matrix of one column, and no class."""
    rng = np.random.default_rng(9)
    rows = [[float(np.float32(v)) for v in rng.normal(size=2)] for _ in range(400)]
    about = {
        "features": features(a="float32", b="float32"),
        "inputs": [{"tensor": "x", "element": "float32", "features": ["a", "b"]}],
        "outputs": {"score": {"tensor": "variable", "index": 0}, "class": {"rule": "none"}},
        "target_classes": [],
    }
    x = tensor(rows, ["a", "b"], about["inputs"][0], 2)
    pipe = make_pipeline(StandardScaler(), Ridge()).fit(x, x @ [2.0, -1.0] + 3)
    model = to_onnx(
        pipe,
        initial_types=[("x", FloatTensorType([None, 2]))],
        target_opset={"": OPSET, "ai.onnx.ml": 3},
    )
    save("regressor", model, rows[:ROWS] + [[math.nan, 1.0], [math.inf, 0.0]], about)


def mlp() -> None:
    """A neural network of three classes, with integer labels."""
    rng = np.random.default_rng(10)
    rows = [[float(np.float32(v)) for v in rng.normal(size=5)] for _ in range(400)]
    names = list("abcde")
    about = {
        "features": features(**dict.fromkeys(names, "float32")),
        "inputs": [{"tensor": "x", "element": "float32", "features": names}],
        "outputs": {
            "score": {"tensor": "probabilities", "index": 2},
            "class": {"rule": "label", "tensor": "label"},
        },
        "target_classes": ["0", "1", "2"],
    }
    x = tensor(rows, names, about["inputs"][0], 2)
    target = np.digitize(x.sum(axis=1), [-1, 1])
    net = MLPClassifier((16, 8), max_iter=60, random_state=10, tol=0.0, n_iter_no_change=60)
    pipe = make_pipeline(StandardScaler(), net)
    pipe.fit(x, target)
    model = to_onnx(
        pipe,
        initial_types=[("x", FloatTensorType([None, 5]))],
        options={id(pipe): {"zipmap": False}},
        target_opset={"": OPSET, "ai.onnx.ml": 3},
    )
    save("mlp", model, rows[:ROWS], about)


def handmade(
    nodes: list[onnx.NodeProto],
    inputs: list[onnx.ValueInfoProto],
    output: onnx.ValueInfoProto,
    initializers: dict[str, np.ndarray],
) -> onnx.ModelProto:
    """A graph written node by node."""
    tensors = [numpy_helper.from_array(value, name) for name, value in initializers.items()]
    graph = helper.make_graph(nodes, "handmade", inputs, [output], tensors)
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", 3)],
        ir_version=10,
    )
    onnx.checker.check_model(model)
    return model


def typed() -> None:
    """Inputs of int64, bool, float64 and text, one of them without a second dimension."""
    about = {
        "features": features(
            big="int64", code="string", flag="bool", on="bool", small="int8", wide="float64"
        ),
        "inputs": [
            {"tensor": "whole", "element": "int64", "features": ["big", "small"]},
            {"tensor": "code", "element": "string", "features": ["code"], "missing": ""},
            {"tensor": "flags", "element": "bool", "features": ["flag", "on"]},
            {"tensor": "wide", "element": "float64", "features": ["wide"]},
        ],
        "outputs": {"score": {"tensor": "score", "index": 0}, "class": {"rule": "none"}},
        "target_classes": [],
    }
    nodes = [
        helper.make_node("Cast", ["whole"], ["whole_d"], to=TensorProto.DOUBLE),
        helper.make_node("Cast", ["flags"], ["flags_d"], to=TensorProto.DOUBLE),
        helper.make_node(
            "LabelEncoder",
            ["code"],
            ["code_f"],
            domain="ai.onnx.ml",
            keys_strings=["x", "y", ""],
            values_floats=[1.0, 2.0, 4.0],
            default_float=-1.0,
        ),
        helper.make_node("Cast", ["code_f"], ["code_d"], to=TensorProto.DOUBLE),
        helper.make_node("MatMul", ["whole_d", "w_whole"], ["s1"]),
        helper.make_node("MatMul", ["flags_d", "w_flags"], ["s2"]),
        helper.make_node("Add", ["s1", "s2"], ["s3"]),
        helper.make_node("Add", ["s3", "code_d"], ["s4"]),
        helper.make_node("Squeeze", ["wide", "axis"], ["wide_1"]),
        helper.make_node("Add", ["s4", "wide_1"], ["score"]),
    ]
    inputs = [
        helper.make_tensor_value_info("whole", TensorProto.INT64, ["n", 2]),
        helper.make_tensor_value_info("code", TensorProto.STRING, ["n"]),
        helper.make_tensor_value_info("flags", TensorProto.BOOL, ["n", 2]),
        helper.make_tensor_value_info("wide", TensorProto.DOUBLE, ["n", 1]),
    ]
    model = handmade(
        nodes,
        inputs,
        helper.make_tensor_value_info("score", TensorProto.DOUBLE, ["n"]),
        {
            "w_whole": np.array([1.0, 100.0]),
            "w_flags": np.array([0.25, 0.5]),
            "axis": np.array([1], dtype=np.int64),
        },
    )
    rows: Rows = [
        [1, "x", True, False, 3, 0.125],
        [2**53 - 1, "y", False, True, -128, 1e-9],
        [-7, None, True, True, 127, None],
        [0, "unheard of", False, False, 0, math.inf],
    ]
    save("typed", model, rows, about)


def fragile() -> None:
    """Fails as a whole batch when one row's key is beyond its table; NaN goes in and comes out."""
    about = {
        "features": features(key="int64", x="float32"),
        "inputs": [
            {"tensor": "key", "element": "int64", "features": ["key"]},
            {"tensor": "x", "element": "float32", "features": ["x"]},
        ],
        "outputs": {"score": {"tensor": "score", "index": 0}, "class": {"rule": "threshold"}},
        "target_classes": ["low", "high"],
        "decision_threshold": 0.5,
    }
    nodes = [
        helper.make_node("Gather", ["table", "key"], ["looked_up"], axis=0),
        helper.make_node("Mul", ["looked_up", "x"], ["product"]),
        helper.make_node("Sigmoid", ["product"], ["score"]),
    ]
    inputs = [
        helper.make_tensor_value_info("key", TensorProto.INT64, ["n", 1]),
        helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1]),
    ]
    model = handmade(
        nodes,
        inputs,
        helper.make_tensor_value_info("score", TensorProto.FLOAT, ["n", 1]),
        {"table": np.array([-1.0, 0.5, 2.0], dtype=np.float32)},
    )
    rows: Rows = [[0, 0.5], [1, 0.25], [2, 3.0], [3, 1.0], [1, math.nan], [-4, 0.0], [2, -2.0]]
    save("fragile", model, rows, about)


def external() -> None:
    """A model that keeps its weights in a file beside it, which no hash protects."""
    folder = HERE / "external" / "1"
    folder.mkdir(parents=True, exist_ok=True)
    about = {
        "features": features(a="float32"),
        "inputs": [{"tensor": "x", "element": "float32", "features": ["a"]}],
        "outputs": {"score": {"tensor": "y", "index": 0}, "class": {"rule": "none"}},
        "target_classes": [],
    }
    model = handmade(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1])],
        helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 1]),
        {"w": np.ones((1, 1), dtype=np.float32)},
    )
    (folder / "weights.bin").unlink(missing_ok=True)
    onnx.save(
        model,
        folder / "model.onnx",
        save_as_external_data=True,
        location="weights.bin",
        size_threshold=0,
    )
    content = (folder / "model.onnx").read_bytes()
    write(folder / "metadata.json", metadata("external", content, about))


if __name__ == "__main__":
    for make in (trees, zipmap, regressor, mlp, typed, fragile, external):
        make()
