"""Makes the artifact of a model that takes a text, and what Python says about its rows.

    python make_text.py                 # in this folder, in the environment of requirements.txt

A transformer of one layer with random weights: small, and yet every token of a text changes the
vectors of all others, so that padding that is not masked would be seen. It has the form that
make_artifacts.py describes; expected.json has the number of tokens of every row, too. Every row is
scored alone, without padding.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from make_artifacts import HERE, OPSET, features, metadata, write

NAME = "text_encoder"
WIDTH = 16
MAX_TOKENS = 24
WORDS = (
    "the a an and or not very good bad fine late early flight plane crew seat food was is were on "
    "time never again would fly with this line we had to wait for hours but friendly help great"
).split()
TEXTS = [
    "The flight was late and the crew was not friendly.",
    "Great crew",
    "",
    "good good good good",
    "We had to wait for hours, but the food was very good and the seat was fine!",
    "never again",
    "Would fly again with this line: on time, friendly, great help.",
    "   spaces   and\ttabs\nand lines ",
    "UPPER lower MiXeD",
    "caf\u00e9 na\u00efve \u4f60\u597d \U0001f600 \u0000 end",
    "unknownword zzzzqqqq x9",
    "a",
    "the " * 40,
    "bad " * 21 + "end",
    "bad " * 22,
    "bad " * 23,
]


def tokenizer() -> Tokenizer:
    """WordPiece in the layout of BERT, over a few words, letters and pieces of words."""
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", ",", "!", ":", *letters]
    pieces += ["##" + letter for letter in letters] + ["##ly", "##ing", "##ed", "##er"]
    pieces += [word for word in dict.fromkeys(WORDS) if word not in pieces]
    made = Tokenizer(
        models.WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token="[UNK]")
    )
    made.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    # As published encoders have them: a scorer must decide both by itself.
    made.enable_truncation(MAX_TOKENS)
    made.enable_padding(length=MAX_TOKENS)
    return made


def encoder(vocabulary: int) -> onnx.ModelProto:
    """Embeddings of words and places, attention over what is no padding, and a head."""
    rng = np.random.default_rng(29)

    def weights(*shape: int) -> np.ndarray:
        return rng.normal(scale=0.6, size=shape).astype(np.float32)

    tensors = {
        "words": weights(vocabulary, WIDTH),
        "places": weights(MAX_TOKENS, WIDTH),
        "query": weights(WIDTH, WIDTH),
        "key": weights(WIDTH, WIDTH),
        "value": weights(WIDTH, WIDTH),
        "head": weights(WIDTH, 1),
        "one": np.array(1, np.float32),
        "far": np.array(-1e9, np.float32),
        "axis_1": np.array([1], np.int64),
        "axis_2": np.array([2], np.int64),
        "second": np.array(1, np.int64),
        "zero": np.array(0, np.int64),
        "step": np.array(1, np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["words", "input_ids"], ["word"]),
        helper.make_node("Shape", ["input_ids"], ["shape"]),
        helper.make_node("Gather", ["shape", "second"], ["length"]),
        helper.make_node("Range", ["zero", "length", "step"], ["range"]),
        helper.make_node("Gather", ["places", "range"], ["place"]),
        helper.make_node("Add", ["word", "place"], ["x"]),
        helper.make_node("MatMul", ["x", "query"], ["q"]),
        helper.make_node("MatMul", ["x", "key"], ["k"]),
        helper.make_node("MatMul", ["x", "value"], ["v"]),
        helper.make_node("Transpose", ["k"], ["kt"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["q", "kt"], ["raw"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["one", "mask"], ["masked"]),
        helper.make_node("Mul", ["masked", "far"], ["away"]),
        helper.make_node("Unsqueeze", ["away", "axis_1"], ["away3"]),
        helper.make_node("Add", ["raw", "away3"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["share"], axis=2),
        helper.make_node("MatMul", ["share", "v"], ["seen"]),
        helper.make_node("Add", ["x", "seen"], ["last_hidden_state"]),
        helper.make_node("Unsqueeze", ["mask", "axis_2"], ["mask3"]),
        helper.make_node("Mul", ["last_hidden_state", "mask3"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "axis_1"], ["sum"], keepdims=0),
        helper.make_node("ReduceSum", ["mask", "axis_1"], ["count"], keepdims=1),
        helper.make_node("Div", ["sum", "count"], ["mean"]),
        helper.make_node("MatMul", ["mean", "head"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["probability"]),
    ]
    made = helper.make_model(
        helper.make_graph(
            nodes,
            "text",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "tokens"])
                for name in ("input_ids", "attention_mask")
            ],
            [
                helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["rows", 1]),
                helper.make_tensor_value_info(
                    "last_hidden_state", TensorProto.FLOAT, ["rows", "tokens", WIDTH]
                ),
            ],
            [onnx.numpy_helper.from_array(value, name) for name, value in tensors.items()],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=10,
    )
    onnx.checker.check_model(made)
    return made


def expected(content: bytes, words: Tokenizer) -> dict[str, Any]:
    """Score, class and embedding of every text, alone."""
    session = onnxruntime.InferenceSession(content)
    words.no_padding()
    told: dict[str, Any] = {"rows": [], "tokens": [], "scores": [], "classes": []}
    vectors = []
    for text in TEXTS:
        ids = np.array([words.encode(text).ids], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        score, hidden = session.run(["probability", "last_hidden_state"], feed)
        mean = hidden[0].astype(np.float64).mean(axis=0)
        told["rows"].append([text])
        told["tokens"].append(ids.shape[1])
        told["scores"].append(float(score[0, 0]))
        told["classes"].append("yes" if score[0, 0] >= 0.5 else "no")
        vectors.append([float(each) for each in mean / np.linalg.norm(mean)])
    return {**told, "more": {"embedding": vectors}}


def main() -> None:
    """Writes the four files of the artifact."""
    words = tokenizer()
    model = encoder(words.get_vocab_size())
    folder = HERE / NAME / "1"
    folder.mkdir(parents=True, exist_ok=True)
    content = model.SerializeToString(deterministic=True)
    vocabulary = words.to_str(pretty=False).encode()
    (folder / "model.onnx").write_bytes(content)
    (folder / "tokenizer.json").write_bytes(vocabulary)
    about = {
        "features": features(review="string"),
        "inputs": [],
        "text": {
            "feature": "review",
            "tokenizer_sha256": hashlib.sha256(vocabulary).hexdigest(),
            "max_tokens": MAX_TOKENS,
            "ids": "input_ids",
            "mask": "attention_mask",
            "pooling": {"tensor": "last_hidden_state", "method": "mean", "normalize": True},
        },
        "outputs": {
            "score": {"tensor": "probability", "index": 0},
            "class": {"rule": "threshold"},
            "more": [{"name": "embedding", "tensor": "last_hidden_state"}],
        },
        "target_classes": ["no", "yes"],
        "decision_threshold": 0.5,
    }
    write(folder / "expected.json", expected(content, words))
    write(folder / "metadata.json", metadata(NAME, content, about))


if __name__ == "__main__":
    main()
