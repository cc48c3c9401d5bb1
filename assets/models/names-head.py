#!/usr/bin/env python3
"""Trains the head of the name model: names-head.bin.

The head is a net with 32 units that says of each word whether it is part of a person's name, an address
or a town, from what the network `names` holds of the word, the network's own answer, and the plain
numbers of the word and of the two words on each side (crates/field-redact/src/names/plain.rs).

    cargo run --release -p field-redact --example words -- SET.jsonl SET.words.jsonl    # for each set
    python3 names-head.py RAMPART OUT SET.jsonl=EVERY,COPIES,LOWER_COPIES ...

RAMPART is a folder with model_q4.onnx and tokenizer.json of the package in manifest.toml. A set has lines
{"id","text","spans":[{"start","end","label"}]}, offsets in code points. Of its documents each EVERY-th
is taken, COPIES times as it is written and LOWER_COPIES times as if without capitals.

Needs numpy, scikit-learn, onnx, onnxruntime and tokenizers.
"""
import json
import re
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from sklearn.neural_network import MLPClassifier
from tokenizers import Tokenizer

KINDS, PLAIN, HELD, WIDTH = 17, 32, 384, 32
LOWER, TITLE, UPPER = 20, 21, 22
AROUND = (-2, -1, 1, 2)
LABELS = {"PERSON": 1, "ADDRESS": 2, "LOCATION": 3}
LAST_LAYER = "/bert/encoder/layer.5/output/LayerNorm/LayerNormalization_output_0"


class Network:
    """The network `names`, with what its last layer holds as a second output."""

    def __init__(self, folder):
        model = onnx.load(str(folder / "model_q4.onnx"))
        held = onnx.helper.make_tensor_value_info(LAST_LAYER, 1, ["batch", "length", HELD])
        model.graph.output.append(held)
        self.session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def read(self, text):
        """Kinds, held numbers and offsets of each piece."""
        # A line break in a pasted log is written as a backslash and a letter.
        pieces = self.tokenizer.encode(re.sub(r"\\[nrt]", "  ", text))
        ids = np.array([pieces.ids[:510]], dtype=np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        classes, held = (out[0] for out in self.session.run(["logits", LAST_LAYER], inputs))
        weights = np.exp(classes - classes.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        kinds = weights[:, 1:].reshape(-1, KINDS, 2).sum(-1)
        return kinds, held, pieces.offsets[:510]


def words_of(network, record, words):
    """What the head learns of each word of a text: held, kinds, plain, label."""
    text = record["text"]
    label_at = np.zeros(len(text) + 1, dtype=int)
    for span in record["spans"]:
        label_at[span["start"] : span["end"]] = LABELS.get(span["label"], 0)
    kinds, held, offsets = network.read(text)
    word_held = np.zeros((len(words), HELD), np.float32)
    word_kinds = np.zeros((len(words), KINDS), np.float32)
    plain = np.array([word[2] for word in words], np.float32).reshape(len(words), PLAIN)
    labels = np.array([label_at[word[0]] for word in words], dtype=int)
    for index, (start, end, _) in enumerate(words):
        for piece, (first, last) in enumerate(offsets):
            share = (min(last, end) - max(first, start)) / (end - start)
            if share > 0:
                word_held[index] += share * held[piece]
                word_kinds[index] += share * kinds[piece]
    return word_held, word_kinds, plain, labels


def inputs_of(held, kinds, plain):
    """The inputs of the head, one row for each word."""
    near = np.concatenate([kinds, plain, np.ones((len(kinds), 1), np.float32)], 1)
    rows = [held, kinds, plain]
    for steps in AROUND:
        other = np.zeros_like(near)
        for index in range(len(near)):
            if 0 <= index + steps < len(near):
                other[index] = near[index + steps]
        rows.append(other)
    return np.concatenate(rows, 1)


def without_capitals(plain):
    plain = plain.copy()
    plain[(plain[:, TITLE] + plain[:, UPPER]) > 0, LOWER] = 1
    plain[:, [TITLE, UPPER]] = 0
    return plain


def rows_of(network, argument):
    path, numbers = argument.rsplit("=", 1)
    every, copies, lower_copies = map(int, numbers.split(","))
    lines = [line for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    words = Path(path).with_suffix(".words.jsonl").read_text("utf-8").splitlines()
    inputs, labels = [], []
    for line, of_line in list(zip(lines, words, strict=True))[::every]:
        held, kinds, plain, label = words_of(network, json.loads(line), json.loads(of_line)["words"])
        if len(label) == 0:
            continue
        as_written = inputs_of(held, kinds, plain)
        lower = inputs_of(held, kinds, without_capitals(plain))
        inputs += [as_written] * copies + [lower] * lower_copies
        labels += [label] * (copies + lower_copies)
    return np.concatenate(inputs), np.concatenate(labels)


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    network = Network(Path(sys.argv[1]))
    sets = [rows_of(network, argument) for argument in sys.argv[3:]]
    inputs = np.concatenate([rows for rows, _ in sets])
    labels = np.concatenate([rows for _, rows in sets])
    mean, spread = inputs.mean(0), inputs.std(0) + 0.05
    net = MLPClassifier(
        (WIDTH,), alpha=1e-2, max_iter=7, batch_size=256, learning_rate_init=1e-3, random_state=0
    )
    net.fit((inputs - mean) / spread, labels)
    # The scaling becomes part of the weights: the program feeds plain numbers.
    weights = net.coefs_[0] / spread[:, None]
    offsets = net.intercepts_[0] - mean @ weights
    numbers = [weights.ravel(), offsets, net.coefs_[1].ravel(), net.intercepts_[1]]
    Path(sys.argv[2]).write_bytes(np.concatenate(numbers).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
