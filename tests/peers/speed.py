#!/usr/bin/env python3
"""Measures how fast redaction engines are, side by side in one run: `cargo xtask bench redact`.

Each engine is a process of its own that answers questions in lines of JSON (for ours see
crates/field-redact/examples/speed.rs). In every round each engine takes the same texts once after the
other, all on one core; the order turns from round to round. What counts is CPU time while texts are
taken; starting and loading do not. An engine repeats quick texts often enough for a round to last.

Texts: tests/notes/tuning.txt; with --sets DIR also DIR/*.jsonl (see redaction.py). Beside each set of
field notes stand its notes without personal data. MB are 10^6 bytes of UTF-8.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import redaction

HERE = Path(__file__).resolve().parent

# How long the texts of a round are repeated at least, in CPU seconds, and how often at most.
ROUND_SECONDS, PASSES_MAX = 0.5, 200

# Length of the notes of which the preview is measured, in bytes.
PREVIEW_BYTES = 1000


class Engine:
    """A process that answers questions."""

    def __init__(self, name, command):
        self.name = name
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def ask(self, question):
        self.child.stdin.write(json.dumps(question) + "\n")
        self.child.stdin.flush()
        line = self.child.stdout.readline()
        if not line:
            sys.exit(f"{self.name} ended without an answer")
        return json.loads(line)

    def close(self):
        self.child.stdin.close()
        self.child.wait()


def serve(load):
    """The other side, for an engine in Python."""
    find = load()
    texts = []
    for line in sys.stdin:
        question = json.loads(line)
        if "texts" in question:
            texts = question["texts"]
            answer = {"loaded_kib": memory_kib()}
        elif "passes" in question:
            find("A first text.")
            start = time.process_time()
            for _ in range(question["passes"]):
                spans = sum(len(find(text)) for text in texts)
            answer = {"seconds": time.process_time() - start, "spans": spans}
        else:
            answer = {"peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}
        print(json.dumps(answer), flush=True)


def memory_kib():
    """What this process holds now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def commands(args):
    here = [sys.executable, str(Path(__file__).resolve()), "--serve"]
    engines = {}
    if not args.without_peers:
        engines["datafog-core 0.4.4"] = [*here, "datafog"]
        engines["Presidio 2.2.366"] = [*here, "presidio"]
    engines["Fieldproof, rules"] = [str(args.engine)]
    if args.models:
        engines["Fieldproof, rules and model"] = [str(args.engine), str(args.models)]
    return engines


def sets_of(args):
    sets = [redaction.notes(redaction.ROOT / "tests/notes/tuning.txt")]
    if args.sets:
        sets += [redaction.jsonl(path) for path in sorted(args.sets.glob("*.jsonl"))]
    for one in list(sets):
        clean = [record for record in one.records if not record["spans"]]
        if one.is_notes and clean:
            sets.append(redaction.Set(f"{one.name}, clean", clean, True))
    only = {name for name in args.only.split(",") if name}
    return [one for one in sets if not only or one.name.split(",")[0] in only]


def measured(engine, size, passes):
    answer = engine.ask({"passes": passes})
    return size * passes / max(answer["seconds"], 1e-6) / 1e6, answer


def measure(one, engines, rounds):
    """MB/s of each engine in each round."""
    texts = [record["text"] for record in one.records]
    size = sum(len(text.encode()) for text in texts)
    passes, rates, spans = {}, {name: [] for name in engines}, {}
    for name, engine in engines.items():
        engine.ask({"texts": texts})
        _, answer = measured(engine, size, 1)
        spans[name] = answer["spans"]
        wanted = ROUND_SECONDS / max(answer["seconds"], 1e-6)
        passes[name] = max(1, min(PASSES_MAX, round(wanted)))
    names = list(engines)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            rate, _ = measured(engines[name], size, passes[name])
            rates[name].append(rate)
    return size, passes, rates, spans


def row(one, size, name, passes, rates, spans, all_rates):
    mine = statistics.median(rates)

    def times(peer):
        theirs = all_rates.get(peer)
        return mine / statistics.median(theirs) if theirs else None

    return {
        "set": one.name, "engine": name, "texts": len(one.records), "bytes": size,
        "passes": passes, "spans": spans, "mb_per_s": mine, "mb_per_s_rounds": rates,
        "times_datafog": times("datafog-core 0.4.4"), "times_presidio": times("Presidio 2.2.366"),
    }


def cell(value, digits=2):
    return "-" if value is None else f"{value:,.{digits}f}"


def rate(value):
    return cell(value, 1 if value >= 1 else 4)


def print_rows(rows):
    print("| set | engine | MB/s (slowest to quickest round) | times datafog-core | times Presidio |")
    print("| --- | --- | --- | --- | --- |")
    for one in rows:
        rounds = one["mb_per_s_rounds"]
        spread = f"{rate(one['mb_per_s'])} ({rate(min(rounds))} to {rate(max(rounds))})"
        print(f"| {one['set']} | {one['engine']} | {spread} | {cell(one['times_datafog'])} |"
              f" {cell(one['times_presidio'], 1)} |")


def print_memory(memory):
    print("\n| engine | memory loaded, MiB | most, MiB | preview of 1 kB p50 / p95, ms |")
    print("| --- | --- | --- | --- |")
    for one in memory:
        preview = f"{cell(one['p50_ms'])} / {cell(one['p95_ms'])}" if "p50_ms" in one else "-"
        print(f"| {one['engine']} | {one['loaded_kib'] / 1024:.0f} | {one['peak_kib'] / 1024:.0f} |"
              f" {preview} |")


def run(args):
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    engines = {name: Engine(name, command) for name, command in commands(args).items()}
    loaded = {name: engine.ask({"texts": []})["loaded_kib"] for name, engine in engines.items()}
    sets, rows, preview = sets_of(args), [], {}
    for one in sets:
        print(f"{one.name}: {len(one.records)} texts", file=sys.stderr, flush=True)
        size, passes, rates, spans = measure(one, engines, args.rounds)
        rows += [row(one, size, name, passes[name], rates[name], spans[name], rates)
                 for name in engines]
        ours = engines["Fieldproof, rules"]
        if not preview:
            preview = ours.ask({"preview_bytes": PREVIEW_BYTES})
    memory = []
    for name, engine in engines.items():
        more = preview if name == "Fieldproof, rules" else {}
        peak = engine.ask({"memory": True})["peak_kib"]
        memory.append({"engine": name, "loaded_kib": loaded[name], "peak_kib": peak, **more})
        engine.close()
    print_rows(rows)
    print_memory(memory)
    if args.out:
        args.out.write_text(json.dumps({"rows": rows, "memory": memory}, indent=1), "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", type=Path, help="the built example `speed` of field-redact")
    parser.add_argument("--models", type=Path, help="folder of models: ours also with the name model")
    parser.add_argument("--sets", type=Path, help="folder of further sets as lines of JSON")
    parser.add_argument("--only", default="", help="names of sets, with commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="where the figures are written as JSON")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--serve", choices=["datafog", "presidio"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve({"datafog": redaction.datafog, "presidio": redaction.presidio}[args.serve])
    elif args.engine:
        run(args)
    else:
        parser.error("--engine is needed")


if __name__ == "__main__":
    main()
