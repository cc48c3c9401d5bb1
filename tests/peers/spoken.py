"""What is left of spoken personal data once a note was said, heard and redacted.

    python3 tests/peers/spoken.py FIELDPROOF MODELS NOTES.jsonl [COUNT] [MODEL]

NOTES.jsonl has lines {"id", "kind", "text", "spans": [{"start", "end", "label"}]}; its first COUNT (100) notes of the kind "spoken" that have a
span are said by flite (Debian package, voice slt), heard by `fieldproof transcribe` and judged by `fieldproof redact`. What was said and what was
heard are put side by side word by word; a personal word is left if what was heard in its place is still readable. Printed: the share of personal
characters that were heard, that are left, rightly heard or not, and of other characters that were removed."""
import difflib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DIGITS = dict(zip("zero one two three four five six seven eight nine".split(), "0123456789"), oh="0")


def words_of(text):
    """(word as compared, start, end); digits one by one, since an engine groups them as it likes."""
    found = []
    for match in re.finditer(r"[A-Za-z']+|[0-9]", text):
        word = match.group().lower().replace("'", "")
        found.append((DIGITS.get(word, word), match.start(), match.end()))
    return found


def places(words, spans):
    return [any(start < end and begin < end_of for begin, end in spans) for _, start, end_of in words]


def run(program, *arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


def asked():
    """The program, the models, the notes and the speech model that the command line names."""
    program, models, notes = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 100
    model = sys.argv[5] if len(sys.argv) > 5 else "tiny.en"
    lines = [json.loads(line) for line in Path(notes).read_text().splitlines()]
    return program, models, [line for line in lines if line.get("kind") == "spoken" and line["spans"]][:count], model


def main():
    program, models, chosen, model = asked()
    heard = []
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "note.wav"
        for note in chosen:
            subprocess.run(["flite", "-voice", "slt", "-t", note["text"], "-o", str(sound)], check=True)
            out = run(program, "transcribe", str(sound), "--json", "--models", models, "--model", model)
            heard.append({"id": note["id"], "text": json.loads(out)["text"]})
        source, target = Path(folder) / "heard.jsonl", Path(folder) / "redacted.jsonl"
        source.write_text("".join(json.dumps(line) + "\n" for line in heard))
        run(program, "redact", "--jsonl", str(source), "--out", str(target), "--models", models)
        redacted = [json.loads(line) for line in target.read_text().splitlines()]
    personal = recognised = left = readable = other = removed = 0
    labels = {}
    for note, line, result in zip(chosen, heard, redacted):
        said, got = words_of(note["text"]), words_of(line["text"])
        is_personal = places(said, [(span["start"], span["end"]) for span in note["spans"]])
        is_gone = places(got, [(span["start"], span["end"]) for span in result["spans"]])
        matcher = difflib.SequenceMatcher(None, [word for word, *_ in said], [word for word, *_ in got], autojunk=False)
        for kind, i, j, k, m in matcher.get_opcodes():
            for step in range(j - i):
                (_, start, end), length = said[i + step], len(said[i + step][0])
                # A misheard word stands where its neighbours are: what was heard there counts for it.
                at = k + step if kind == "equal" else k + step * (m - k) // (j - i)
                gone = m > k and is_gone[at]
                if is_personal[i + step]:
                    personal += length
                    recognised += length if kind == "equal" else 0
                    lost = length if m > k and not gone else 0
                    left += lost
                    readable += lost if kind == "equal" else 0
                    label = next(span["label"] for span in note["spans"] if span["start"] < end and start < span["end"])
                    counts = labels.setdefault(label, [0, 0])
                    counts[0] += length
                    counts[1] += lost
                else:
                    other += length
                    removed += length if gone else 0
    print(f"{len(chosen)} notes, {personal} personal characters: {100 * recognised / personal:.1f} % heard rightly, "
          f"{100 * readable / personal:.1f} % heard rightly and left, {100 * left / personal:.1f} % left if what "
          f"was misheard in their place counts too; of other characters {100 * removed / other:.1f} % removed")
    for label, (size, lost) in sorted(labels.items(), key=lambda item: -item[1][1]):
        print(f"  {label:15} {size:5} characters, {100 * lost / size:5.1f} % left")


if __name__ == "__main__":
    main()
