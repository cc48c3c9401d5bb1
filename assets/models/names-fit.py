#!/usr/bin/env python3
"""Trains what fits the name model to notes: names-fit.bin and names-head.bin.

names-fit.bin holds a small change to each matrix of the network `names` (Hu and others 2021, "LoRA"), names-head.bin a
net with 32 units on top of it. The net says of each word what it is, from what the network holds of the word, the network's
own answer, and the plain numbers of the word and of the two words on each side (crates/field-redact/src/names/plain.rs).
Both are trained together; the network's own answers are kept near what they were.

    python3 names-fit.py vary  WORDS_FOLDER SET.jsonl OUT.jsonl COPIES
    python3 names-fit.py join  OUT.jsonl COUNT SET.jsonl ...
    cargo run --release -p field-redact --example words -- SET.jsonl SET.words.jsonl
    python3 names-fit.py pack  RAMPART SET.jsonl                    # reads SET.words.jsonl, writes SET.npz
    python3 names-fit.py train RAMPART OUT_FOLDER STEPS SET.npz=WEIGHT ...

`vary` writes each text COPIES times with other names, numbers and streets in the same places, so that the places are learned and
not the names; half of the new names are in no list. WORDS_FOLDER is assets/redaction. `join` writes long texts, each of
several short ones: a dictation has no sentences. RAMPART is a folder with model_q4.onnx and tokenizer.json of the package in
manifest.toml. A set has lines {"id","text","spans":[{"start","end","label"}]}, offsets in code points. In training each
step takes texts of each set by its WEIGHT. A minute on a GPU is half a day on a processor.

Needs numpy, onnx and tokenizers; `train` needs torch.
"""
import json
import random
import re
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

HELD, LAYERS, HEADS, KINDS, PLAIN, WIDTH, DEPTH = 384, 6, 12, 17, 32, 32, 12
LOWER, TITLE, UPPER = 20, 21, 22
AROUND = (-2, -1, 1, 2)
PIECES_MAX, LONG = 250, 100
ANSWERS = [
    "", "PERSON", "ADDRESS", "LOCATION", "SECRET", "PLATE", "BANK_ACCOUNT", "MRN", "DRIVER_LICENSE", "PASSPORT", "DOB",
    "PHONE", "EMAIL", "HANDLE", "OTHER", "URL",
]  # fmt: skip
OTHERS = "SSN CREDIT_CARD VIN GPS ROUTING IBAN NHS ITIN CRYPTO NINO VAT NPI DEA EIN IP MAC".split()
ANSWER_OF = {label: number for number, label in enumerate(ANSWERS)} | {label: ANSWERS.index("OTHER") for label in OTHERS}
PARTS = [
    "attention/self/query", "attention/self/key", "attention/self/value", "attention/output/dense",
    "intermediate/dense", "output/dense",
]  # fmt: skip


def records(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


def write(path, of):
    Path(path).write_text("".join(json.dumps(record) + "\n" for record in of), "utf-8")


class Names:
    """Makes names: half from the lists, half that no list has."""

    def __init__(self, folder, dice):
        self.dice = dice
        self.lists = {kind: self.words(Path(folder) / f"{kind}.txt") for kind in ("given", "surnames")}
        self.chains = {kind: self.chain(words) for kind, words in self.lists.items()}

    @staticmethod
    def words(path):
        lines = path.read_text("utf-8").splitlines()
        return [word for line in lines if not line.startswith("#") for word in line.split()]

    @staticmethod
    def chain(words):
        """What letters follow each two letters."""
        chain = defaultdict(list)
        for word in words:
            letters = f"^^{word}$"
            for at in range(len(letters) - 2):
                chain[letters[at : at + 2]].append(letters[at + 2])
        return chain

    def made(self, kind):
        while True:
            name = "^^"
            while len(name) < 15:
                letter = self.dice.choice(self.chains[kind][name[-2:]])
                if letter == "$":
                    break
                name += letter
            if 3 <= len(name) - 2 <= 11:
                return name[2:]

    def any(self, kind):
        turn = self.dice.random()
        if turn < 0.45:
            return self.dice.choice(self.lists[kind])
        if turn < 0.9:
            return self.made(kind)
        return "-".join(self.dice.choice(self.lists[kind]) for _ in range(2))


def cased_as(word, like):
    if like.isupper() and len(like) > 1:
        return word.upper()
    return "-".join(part.capitalize() for part in word.split("-")) if like[0].isupper() else word


class Variants:
    """Texts with other personal data in the same places."""

    IN_NAMES = set(
        "jr sr ii iii iv de la van der den von bin al el da dos du le o mac mc st y e i nee di del das do ten ter abu ibn ben".split()
    )
    IN_STREETS = set(
        "st street ave avenue rd road ln lane dr drive blvd boulevard ct court pl place way ter terrace cir circle hwy highway"
        " pkwy close crescent gardens grove rise mews square sq walk hill park row view apt unit suite ste flat floor po box p o"
        " north south east west n s e w ne nw se sw the of and at on in rue via calle hundred double triple oh".split()
    )
    DIGITS = "zero one two three four five six seven eight nine".split()

    def __init__(self, folder, seed=7):
        self.dice = random.Random(seed)
        self.names = Names(folder, self.dice)

    def of(self, record):
        known, text, spans, read = {}, "", [], 0
        for span in sorted(record["spans"], key=lambda span: span["start"]):
            text += record["text"][read : span["start"]]
            value = self.value(record["text"][span["start"] : span["end"]], span["label"], known)
            spans.append({"start": len(text), "end": len(text) + len(value), "label": span["label"]})
            text, read = text + value, span["end"]
        text += record["text"][read:]
        changed = {**record, "text": text, "spans": spans}
        return self.cut(changed) if self.dice.random() < 0.25 else changed

    def value(self, value, label, known):
        if label == "PERSON":
            return self.person(value, known)
        if label == "ADDRESS":
            return self.address(value)
        if label in ("LOCATION", "ORGANIZATION", "EMAIL", "URL", "HANDLE"):
            return value
        return self.code(value)

    def person(self, value, known):
        if re.search(r"\d", value):
            return value
        words = value.split()
        if len(words) > 2 and all(len(word.strip(".-,")) == 1 for word in words):
            spelled = self.names.any("surnames").replace("-", "")
            return " ".join(spelled.upper() if words[0].isupper() else spelled)
        count = len(words)
        for number, word in enumerate(words):
            core = re.sub(r"^\W+|\W+$", "", word)
            if not core or core.lower() in self.IN_NAMES:
                continue
            if len(core) == 1:
                letter = self.dice.choice("abcdefghjklmnprstw")
                words[number] = word.replace(core, letter.upper() if core.isupper() else letter, 1)
                continue
            if core.lower() not in known:
                is_given = number < count - 1 if count > 1 else self.dice.random() < 0.5
                known[core.lower()] = self.names.any("given" if is_given else "surnames")
            words[number] = word.replace(core, cased_as(known[core.lower()], core), 1)
        return " ".join(words)

    def address(self, value):
        def street(found):
            word = found.group(0)
            stays = word.lower() in self.IN_STREETS or word.lower() in self.DIGITS or len(word) <= 3
            if stays or re.fullmatch(r"(?i).*(teen|ty)", word) or self.dice.random() < 0.45:
                return word
            return cased_as(self.names.any("surnames"), word)

        return re.sub(r"[^\W\d_]+", street, self.digits(value))

    def digits(self, value):
        value = re.sub(r"\d", lambda _: self.dice.choice("0123456789"), value)
        return re.sub(rf"\b({'|'.join(self.DIGITS)})\b", lambda _: self.dice.choice(self.DIGITS), value)

    def code(self, value):
        value = self.digits(value)
        if re.search(r"\d", value) and self.dice.random() < 0.5:
            value = re.sub(r"[A-Z]", lambda _: self.dice.choice("ABCDEFGHJKLMNPRSTUVWXYZ"), value)
        return value

    def cut(self, record):
        """Some of the sentences alone, as the engine reads them."""
        text, spans = record["text"], record["spans"]
        ends = [0, *(found.end() for found in re.finditer(r"[.!?]\s+|\n+", text)), len(text)]
        if len(ends) < 4:
            return record
        first = self.dice.randrange(len(ends) - 2)
        start, end = ends[first], ends[self.dice.randrange(first + 1, len(ends))]
        if any(span["start"] < at < span["end"] for span in spans for at in (start, end)):
            return record
        inside = [span for span in spans if start <= span["start"] and span["end"] <= end]
        moved = [{**span, "start": span["start"] - start, "end": span["end"] - start} for span in inside]
        return {**record, "text": text[start:end], "spans": moved}


def vary(folder, source, target, copies):
    variants = Variants(folder)
    write(target, (variants.of(record) for _ in range(int(copies)) for record in records(source)))


def join(target, count, *sources):
    """Long texts: several notes of one kind, one behind the other."""
    dice = random.Random(11)
    kinds = defaultdict(list)
    for source in sources:
        for record in records(source):
            kinds[record.get("kind", "")].append(record)
    joined = []
    for number in range(int(count)):
        notes = kinds[dice.choice(sorted(kinds))]
        text, spans, between = "", [], dice.choice([" ", " ", "\n", "\n\n", " and "])
        for _ in range(dice.randrange(3, 8)):
            note = dice.choice(notes)
            text += between if text else ""
            spans += [{**span, "start": span["start"] + len(text), "end": span["end"] + len(text)} for span in note["spans"]]
            text += note["text"]
        joined.append({"id": f"joined-{number}", "text": text, "spans": spans})
    write(target, joined)


def pack(rampart, source):
    """The texts of a set as numbers: pieces, words, and which piece is how much of which word."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(rampart) / "tokenizer.json"))
    of = defaultdict(list)
    for record, of_words in zip(records(source), records(Path(source).with_suffix(".words.jsonl")), strict=True):
        text, words = record["text"], of_words["words"]
        if not words:
            continue
        label_at = np.zeros(len(text) + 1, np.uint8)
        for span in record["spans"]:
            label_at[span["start"] : span["end"]] = ANSWER_OF.get(span["label"], 0)
        # A line break in a pasted log is written as a backslash and a letter.
        pieces = tokenizer.encode(re.sub(r"\\[nrt]", "  ", text))
        offsets = pieces.offsets[:PIECES_MAX]
        shares, first = [], 1
        for number, (start, end, _) in enumerate(words):
            while first < len(offsets) and offsets[first][1] <= start:
                first += 1
            for piece in range(first, len(offsets)):
                if offsets[piece][0] >= end:
                    break
                share = (min(offsets[piece][1], end) - max(offsets[piece][0], start)) / (end - start)
                if share > 0:
                    shares.append((number, piece, share))
        # Words behind the last piece are not read.
        count = 1 + max((number for number, _, _ in shares), default=-1)
        if count == 0:
            continue
        of["ids"] += pieces.ids[:PIECES_MAX]
        of["ids_of"].append(len(offsets))
        of["plain"].append(np.packbits(np.array([word[2] for word in words[:count]], np.uint8), axis=1))
        of["labels"] += [label_at[word[0]] for word in words[:count]]
        of["words_of"].append(count)
        of["shares"] += shares
        of["shares_of"].append(len(shares))
    np.savez_compressed(
        Path(source).with_suffix(".npz"),
        ids=np.array(of["ids"], np.uint16),
        ids_of=np.array(of["ids_of"], np.int32),
        plain=np.concatenate(of["plain"]),
        labels=np.array(of["labels"], np.uint8),
        words_of=np.array(of["words_of"], np.int32),
        word=np.array([share[0] for share in of["shares"]], np.int16),
        piece=np.array([share[1] for share in of["shares"]], np.int16),
        share=np.array([share[2] for share in of["shares"]], np.float16),
        shares_of=np.array(of["shares_of"], np.int32),
    )


def weights_of(path):
    """The numbers of the ONNX file: tensors by name, and the unpacked 4-bit matrices by what they make."""
    import onnx

    graph = onnx.load(str(path)).graph
    tensors = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    matrices = {}
    for node in graph.node:
        if node.op_type == "MatMulNBits":
            bits, scales = tensors[node.input[1]], tensors[node.input[2]]
            rows = bits.shape[0]
            scales = scales.reshape(rows, -1, 1)
            pairs = np.stack([bits & 15, bits >> 4], -1).astype(np.int16) - 8
            matrices[node.output[0]] = (pairs.reshape(rows, scales.shape[1], -1) * scales).reshape(rows, -1).astype(np.float32)
    return tensors, matrices


def train(rampart, out, steps, *sets):
    import torch
    from torch import nn
    from torch.nn import functional

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    torch.set_float32_matmul_precision("high")
    dice = np.random.default_rng(0)
    tensors, matrices = weights_of(Path(rampart) / "model_q4.onnx")

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.fixed, self.tuned, self.dropout = nn.ParameterDict(), nn.ParameterDict(), nn.Dropout(0.2)
            for kind in ("word", "position", "token_type"):
                name = f"bert.embeddings.{kind}_embeddings.weight_"
                bytes_ = tensors[f"{name}quantized"].astype(np.float32) - float(tensors[f"{name}zero_point"])
                self.fix(kind, bytes_ * float(tensors[f"{name}scale"]))
            self.norm("bert.embeddings.LayerNorm")
            for layer in range(LAYERS):
                for part in PARTS:
                    key = f"layer.{layer}/{part}"
                    matrix = matrices[f"/bert/encoder/{key}/MatMul_output_0"]
                    self.fix(f"{key} w", matrix)
                    self.fix(f"{key} b", tensors[f"bert.encoder.{key}.bias".replace("/", ".")])
                    rows, columns = matrix.shape
                    self.tuned[self.key(f"{key} rows")] = nn.Parameter(torch.randn(DEPTH, columns) * columns**-0.5)
                    self.tuned[self.key(f"{key} factors")] = nn.Parameter(torch.zeros(rows, DEPTH))
                self.norm(f"bert.encoder.layer.{layer}.attention.output.LayerNorm")
                self.norm(f"bert.encoder.layer.{layer}.output.LayerNorm")
            self.fix("classes w", matrices["/classifier/MatMul_output_0"])
            self.fix("classes b", tensors["classifier.bias"])
            near = KINDS + PLAIN
            self.first = nn.Linear(HELD + near + len(AROUND) * (near + 1), WIDTH)
            self.last = nn.Linear(WIDTH, len(ANSWERS))
            self.head_dropout = nn.Dropout(0.1)

        @staticmethod
        def key(name):
            return re.sub(r"[./ ]", "_", name)

        def fix(self, name, numbers):
            self.fixed[self.key(name)] = nn.Parameter(torch.tensor(np.array(numbers)), requires_grad=False)

        def norm(self, name):
            self.fix(f"{name} w", tensors[f"{name}.weight"])
            self.fix(f"{name} b", tensors[f"{name}.bias"])

        def normed(self, given, name):
            key = self.key(name)
            return functional.layer_norm(given, (HELD,), self.fixed[f"{key}_w"], self.fixed[f"{key}_b"], 1e-12)

        def product(self, given, name, is_tuned):
            key = self.key(name)
            made = functional.linear(given, self.fixed[f"{key}_w"], self.fixed[f"{key}_b"])
            if is_tuned:
                made = made + (given @ self.tuned[f"{key}_rows"].T) @ self.tuned[f"{key}_factors"].T
            return made

        def read(self, ids, is_piece, is_tuned=True):
            """What the network holds of each piece, and how much speaks for each class."""
            count = ids.shape[1]
            drop = self.dropout if is_tuned else nn.Identity()
            held = functional.embedding(ids, self.fixed["word"]) + self.fixed["token_type"][0] + self.fixed["position"][:count]
            held = self.normed(held, "bert.embeddings.LayerNorm")
            for layer in range(LAYERS):

                def asked(part):
                    made = self.product(held, f"layer.{layer}/attention/self/{part}", is_tuned)
                    return made.view(len(ids), count, HEADS, -1).transpose(1, 2)

                seen = functional.scaled_dot_product_attention(
                    asked("query"), asked("key"), asked("value"), attn_mask=is_piece[:, None, None, :]
                )
                seen = seen.transpose(1, 2).reshape(held.shape)
                added = drop(self.product(seen, f"layer.{layer}/attention/output/dense", is_tuned))
                held = self.normed(held + added, f"bert.encoder.layer.{layer}.attention.output.LayerNorm")
                inner = functional.gelu(self.product(held, f"layer.{layer}/intermediate/dense", is_tuned))
                added = drop(self.product(inner, f"layer.{layer}/output/dense", is_tuned))
                held = self.normed(held + added, f"bert.encoder.layer.{layer}.output.LayerNorm")
            return held, functional.linear(held, self.fixed["classes_w"], self.fixed["classes_b"])

        def forward(self, batch):
            held, classes = self.read(batch["ids"], batch["is_piece"])
            likely = classes.softmax(-1)
            kinds = likely[..., 1:].reshape(*likely.shape[:2], KINDS, 2).sum(-1)
            pieces = torch.cat([held, kinds], -1).reshape(-1, HELD + KINDS)[batch["piece"]] * batch["share"][:, None]
            words = torch.zeros(len(batch["labels"]), HELD + KINDS, device=device).index_add(0, batch["word"], pieces)
            held, kinds, plain = words[:, :HELD], words[:, HELD:], batch["plain"]
            near = torch.cat([kinds, plain, torch.ones(len(plain), 1, device=device)], 1)
            near = functional.pad(near, (0, 0, 0, 1))
            rows = [held, kinds, plain, *(near[other] for other in batch["around"])]
            return self.last(self.head_dropout(torch.relu(self.first(torch.cat(rows, 1))))), classes

    class Texts:
        def __init__(self, path):
            self.of = dict(np.load(path))
            self.plain = np.unpackbits(self.of["plain"], axis=1).astype(np.float32)
            self.ends = {key: np.concatenate([[0], np.cumsum(self.of[key])]) for key in ("ids_of", "words_of", "shares_of")}
            self.count = len(self.of["ids_of"])

        def range_of(self, key, index):
            return slice(*self.ends[key][index : index + 2])

    def batch_of(texts):
        """Pieces and words of several texts, some of them as if without capitals."""
        length = max(int(of.of["ids_of"][index]) for of, index in texts)
        total = sum(int(of.of["words_of"][index]) for of, index in texts)
        ids = np.zeros((len(texts), length), np.int64)
        is_piece = np.zeros((len(texts), length), bool)
        parts, around, first = defaultdict(list), [[] for _ in AROUND], 0
        for row, (of, index) in enumerate(texts):
            pieces = of.of["ids"][of.range_of("ids_of", index)]
            ids[row, : len(pieces)], is_piece[row, : len(pieces)] = pieces, True
            shares, words = of.range_of("shares_of", index), of.range_of("words_of", index)
            parts["word"].append(of.of["word"][shares].astype(np.int64) + first)
            parts["piece"].append(of.of["piece"][shares].astype(np.int64) + row * length)
            parts["share"].append(of.of["share"][shares].astype(np.float32))
            plain = of.plain[words].copy()
            if dice.random() < 0.25:
                plain[(plain[:, TITLE] + plain[:, UPPER]) > 0, LOWER] = 1
                plain[:, [TITLE, UPPER]] = 0
            parts["plain"].append(plain)
            parts["labels"].append(of.of["labels"][words].astype(np.int64))
            count = len(plain)
            for steps_, others in zip(AROUND, around, strict=True):
                other = np.arange(count) + steps_
                others.append(np.where((other >= 0) & (other < count), other + first, total))
            first += count
        move = lambda numbers: torch.from_numpy(numbers).to(device)
        batch = {key: move(np.concatenate(of)) for key, of in parts.items()}
        return batch | {"ids": move(ids), "is_piece": move(is_piece), "around": [move(np.concatenate(of)) for of in around]}

    network = Network().to(device).train()
    paths, shares = zip(*(of.rsplit("=", 1) for of in sets), strict=True)
    texts = [Texts(path) for path in paths]
    shares = np.array(shares, float) / np.sum(np.array(shares, float))
    head = [*network.first.parameters(), *network.last.parameters()]
    rates, steps, size = [1e-3, 2e-3], int(steps), 96
    optimiser = torch.optim.AdamW([
        {"params": network.tuned.parameters(), "lr": rates[0], "weight_decay": 0.0},
        {"params": head, "lr": rates[1], "weight_decay": 0.01},
    ])  # fmt: skip
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps, pct_start=0.08)
    # Towns are marked in some of the sets only.
    weights = torch.ones(len(ANSWERS), device=device)
    weights[ANSWERS.index("LOCATION")] = 0.5
    for step in range(steps):
        chosen = dice.choice(len(texts), size=size, p=shares)
        chosen = [(texts[of], int(dice.integers(texts[of].count))) for of in chosen]
        optimiser.zero_grad(set_to_none=True)
        # Short texts need not be filled up to the length of the long ones.
        is_long = [of.of["ids_of"][index] > LONG for of, index in chosen]
        groups = [[text for text, long in zip(chosen, is_long, strict=True) if long == which] for which in (False, True)]
        batches = [batch_of(group) for group in groups if group]
        words = sum(len(batch["labels"]) for batch in batches)
        for batch in batches:
            answers, classes = network(batch)
            loss = functional.cross_entropy(answers, batch["labels"], weight=weights, label_smoothing=0.01)
            with torch.no_grad():
                _, before = network.read(batch["ids"], batch["is_piece"], is_tuned=False)
            apart = functional.kl_div(classes.log_softmax(-1), before.softmax(-1), reduction="none").sum(-1)
            loss = loss + 0.05 * (apart * batch["is_piece"]).sum() / batch["is_piece"].sum()
            (loss * (len(batch["labels"]) / words)).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        pace.step()
        if step % 250 == 0 or step + 1 == steps:
            print(step, round(loss.item(), 4), flush=True)
            store(network, Path(out))


def store(network, folder):
    """The files that the program is built with."""

    def numbers(of):
        return np.ascontiguousarray(of.detach().cpu().numpy(), np.float32)

    def upper_half(of):
        bits = numbers(of).view(np.uint32)
        return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2").tobytes()

    fit = b""
    for layer in range(LAYERS):
        for part in PARTS:
            key = network.key(f"layer.{layer}/{part}")
            fit += upper_half(network.tuned[f"{key}_rows"]) + upper_half(network.tuned[f"{key}_factors"])
    (folder / "names-fit.bin").write_bytes(fit)
    first, last = network.first, network.last
    head = [numbers(of).ravel() for of in (first.weight.T, first.bias, last.weight.T, last.bias)]
    (folder / "names-head.bin").write_bytes(np.concatenate(head).astype("<f4").tobytes())


if __name__ == "__main__":
    doings = {"vary": vary, "join": join, "pack": pack, "train": train}
    if len(sys.argv) < 4 or sys.argv[1] not in doings:
        sys.exit(__doc__)
    doings[sys.argv[1]](*sys.argv[2:])
