"""How much of spoken personal data is overwritten in the sound, from the recording to the redacted file.

    python3 tests/peers/muted.py FIELDPROOF MODELS NOTES.jsonl [COUNT] [MODEL]

NOTES.jsonl has lines {"id", "kind", "text", "spans": [{"start", "end", "label"}]}; its first COUNT (100) notes of the kind "spoken" that have a
span are said by flite (Debian package, voice slt), which tells when each of its sounds ends, and go through `fieldproof transcribe
--redacted-audio`. Printed: how many notes were withheld, since something personal was still heard, and of the others the share of personal time that is
overwritten, of what was heard rightly and of all, and of other speech. Pauses are no speech."""
import difflib
import json
import re
import subprocess
import tempfile
from pathlib import Path

import spoken
import word_times


def said(note):
    """(word as compared, (start, end) in ms, whether it is personal) of each word that is said; none if its sounds cannot be told apart."""
    text, spans = note["text"], [(span["start"], span["end"]) for span in note["spans"]]
    places = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    times = word_times.words_of(text, "slt")
    if times is None or len(times) != len(places):
        return None
    words = []
    for (start, end), time in zip(places, times):
        parts = [word for word, *_ in spoken.words_of(text[start:end])]
        words.append(("".join(parts), time, any(begin < end and start < until for begin, until in spans)))
    return words


def covered(time, muted):
    return sum(max(0, min(time[1], end) - max(time[0], start)) for start, end in muted)


def main():
    program, models, chosen, model = spoken.asked()
    withheld = left_out = 0
    personal, heard_personal, other = [0, 0], [0, 0], [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        sound, redacted = Path(folder) / "note.wav", Path(folder) / "redacted.wav"
        for note in chosen:
            words = said(note)
            if words is None:
                left_out += 1
                continue
            subprocess.run(["flite", "-voice", "slt", "-t", note["text"], "-o", str(sound)], check=True)
            arguments = ["transcribe", str(sound), "--json", "--models", models, "--model", model, "--redacted-audio", str(redacted)]
            out = subprocess.run([program, *arguments], capture_output=True, text=True)
            if out.returncode:
                withheld += 1
                continue
            out = json.loads(out.stdout)
            got = [word for word, *_ in spoken.words_of(out["text"])]
            matcher = difflib.SequenceMatcher(None, [word for word, *_ in words], got, autojunk=False)
            rightly = {block.a + at for block in matcher.get_matching_blocks() for at in range(block.size)}
            for at, (_, time, is_personal) in enumerate(words):
                sums = [personal, heard_personal] if is_personal and at in rightly else [personal] if is_personal else [other]
                for total in sums:
                    total[0] += covered(time, out["muted_ms"])
                    total[1] += time[1] - time[0]
    shown = [f"{100 * part / max(all_of_it, 1):.1f} % of {all_of_it / 1000:.0f} s" for part, all_of_it in (heard_personal, personal, other)]
    print(f"{len(chosen)} notes, {left_out} left out as their sounds cannot be told apart, {withheld} withheld")
    print(f"overwritten: {shown[0]} of personal words heard rightly, {shown[1]} of all personal words, {shown[2]} of other speech")


if __name__ == "__main__":
    main()
