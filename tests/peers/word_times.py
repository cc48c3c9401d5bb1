"""How well the times of words fit, and what overwriting a spoken name leaves of it.

    python3 tests/peers/word_times.py BENCH MODELS [BEFORE_MS AFTER_MS]

Each sentence has a personal middle; its three parts are spoken by flite (Debian package, voice slt), trimmed and put together with
80 ms between them, so the middle's times are known to the sample. Printed: by how much the first personal word begins late, by how much the
first word behind it does, the share of personal time that the margins of `mute.rs` cover, and of other speech."""
import array
import json
import statistics
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

RATE = 16_000
LOUD = 200
SENTENCES = [
    ("The person in charge is", "Daniel Porter", "and the cooler is warm today."),
    ("I spoke with the cook,", "Maria Jensen,", "about the broken hand sink."),
    ("Her phone number is", "five five five, zero one one seven,", "and she will call back tomorrow."),
    ("The tenant lives at", "nine twelve Lake Avenue,", "next to the blocked drain."),
    ("There is a leak at", "forty eight Garden Street", "below the kitchen sink."),
    ("The owner,", "Robert Miller,", "was not there during the visit."),
    ("Please call", "Susan Clark", "about the missing handrail."),
    ("The mechanic is", "Thomas Baker", "and he fixed the compressor."),
    ("Water stands in the basement of", "seventeen Oak Street", "near the boiler room."),
    ("The manager", "Linda Foster", "signed the paper this morning."),
    ("Call the front desk at", "five five five, zero one six nine,", "before the next inspection."),
    ("The neighbour,", "Patricia Young,", "complained about the noise."),
]


def say(text, path):
    subprocess.run(["flite", "-voice", "slt", "-t", text, "-o", str(path)], check=True)
    with wave.open(str(path)) as file:
        sound = array.array("h", file.readframes(file.getnframes()))
    loud = [at for at, value in enumerate(sound) if abs(value) >= LOUD]
    return sound[loud[0]:loud[-1] + 1]


def silence(ms):
    return array.array("h", bytes(ms * RATE // 1000 * 2))


def spoken(folder):
    """(path, parts, (start, end) of each part in ms) of every sentence."""
    for number, parts in enumerate(SENTENCES):
        sound, times = silence(300), []
        for part in parts:
            start = len(sound)
            sound += say(part, folder / "part.wav")
            times.append((start * 1000 / RATE, len(sound) * 1000 / RATE))
            sound += silence(80)
        path = folder / f"sentence{number}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((sound + silence(400)).tobytes())
        yield path, parts, times


def main():
    program, models = sys.argv[1:3]
    before, after = (int(value) for value in sys.argv[3:5]) if len(sys.argv) > 4 else (450, 400)
    with tempfile.TemporaryDirectory() as folder:
        made = list(spoken(Path(folder)))
        lines = subprocess.run([program, "ours", models, "tiny.en", *(str(path) for path, _, _ in made)], check=True,
                               capture_output=True, text=True).stdout.splitlines()
    late, late_behind = [], []
    personal = covered = other = lost = 0
    for (_, parts, times), line in zip(made, lines):
        words = json.loads(line)["words"]
        first, behind = len(parts[0].split()), len(words) - len(parts[2].split())
        if not first < behind < len(words):
            print("heard too few words:", [word for word, _, _ in words])
            continue
        start, end = words[first][1], words[behind - 1][2]
        late.append(start - times[1][0])
        late_behind.append(words[behind][1] - times[2][0])

        def share(time):
            return max(0, min(end + after, time[1]) - max(start - before, time[0]))

        personal += times[1][1] - times[1][0]
        covered += share(times[1])
        for time in (times[0], times[2]):
            other += time[1] - time[0]
            lost += share(time)
    for what, values in (("the first personal word", late), ("the first word behind", late_behind)):
        print(f"{what}: late by {statistics.median(values):.0f} ms in the middle, {min(values):.0f} to {max(values):.0f}")
    print(f"margins {before} and {after} ms: {100 * covered / personal:.1f} % of personal time, {100 * lost / other:.1f} % of other speech")


if __name__ == "__main__":
    main()
