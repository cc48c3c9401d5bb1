"""How well the times of words fit, and what overwriting a spoken name leaves of it.

    python3 tests/peers/word_times.py BENCH MODELS

Two sets of sentences, one of them written when nothing was changed any more. Each sentence has a personal middle and is spoken whole by
voices of flite (Debian package), which tells when each of its sounds ends. Printed: by how much the first personal word begins late and the
last one ends late, by the engine's own times and by where the aligner finds the words (`align/`), and the share of personal time that these
cover, and of other speech. Pauses are no speech."""
import json
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

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
    ("The contractor is", "Michael Turner", "and he replaced the ceiling tiles."),
    ("Send the report to", "Angela Brooks", "before the end of the week."),
    ("My assistant,", "Kevin Walsh,", "took the photos upstairs."),
    ("The licence plate is", "seven two four nine", "on a white delivery van."),
    ("She was born on", "March third nineteen eighty", "and works in the bakery."),
    ("The building belongs to", "Steven Hayes", "since last summer."),
    ("We met", "Brenda Collins", "at the loading dock."),
    ("The badge of", "George Palmer", "was lying on the counter."),
    ("The code for the gate is", "four one eight two", "and it opens at night."),
    ("The engineer,", "Nancy Reed,", "checked the pressure valve."),
    ("Leave the keys with", "Arthur Simmons", "in the front office."),
    ("The complaint came from", "twenty two River Road", "about a gas smell."),
    ("The electrician", "Dennis Howard", "opened the panel for us."),
    ("The patient,", "Carol Bennett,", "slipped on the wet floor."),
    ("You can reach him at", "two zero two, five five one three,", "after four in the afternoon."),
    ("The guard said", "Ronald Murphy", "left the door open."),
    ("The new cook is", "Emily Watson", "and she wears gloves."),
    ("The owner lives at", "six Hill Street", "behind the school."),
    ("According to", "Laura Jenkins", "the pump was repaired."),
    ("The supervisor", "Frank Powell", "asked for a second visit."),
    ("The parcel for", "Denise Carter", "stood under the stairs."),
    ("Inspector", "Walter Hughes", "closed the kitchen."),
    ("The roof was fixed by", "Gary Simpson", "two weeks ago."),
    ("A letter from", "Helen Morgan", "was on the desk."),
]
# Nothing was chosen by these: the ways to find edges were as they are when they were written.
FRESH = [
    ("The freezer was emptied by", "Harriet Lowell", "on the first of the month."),
    ("Our mason,", "Duncan Pierce,", "poured the new step."),
    ("If it rings again, dial", "eight one four, two two six five,", "and ask for a repair."),
    ("They store the paint at", "sixty three Willow Court", "behind a locked gate."),
    ("The inspector was let in by", "Yvonne Castillo", "through the side entrance."),
    ("Smoke came out of the flat of", "Edgar Novak", "around noon."),
    ("Her passport number is", "nine one four seven zero two", "and it has expired."),
    ("The ladder belongs to", "Felix Andersen", "from the roofing company."),
    ("Mail the form to", "two hundred Birch Avenue", "within ten days."),
    ("A complaint by", "Priscilla Yates", "was filed against us."),
    ("The night guard,", "Oscar Delgado,", "turned the water off."),
    ("Ask for", "Miriam Goldberg", "when you get there."),
    ("The meter was read by", "Quentin Bishop", "without any trouble."),
    ("His date of birth is", "August ninth nineteen sixty two", "by his own account."),
    ("The van with the plate", "eight five zero three", "blocks the fire lane."),
    ("We were shown around by", "Beatrice Holm", "and two of her colleagues."),
    ("The baker,", "Hugo Lindqvist,", "keeps the flour in open bins."),
    ("The key was handed to", "Sylvia Romano", "at half past nine."),
    ("The pool is run by", "Clarence Doyle", "and his brother."),
    ("Send the invoice to", "seventeen Harbour Lane", "and not to the office."),
    ("My colleague", "Ingrid Sorensen", "measured the gas pressure."),
    ("The locker of", "Wesley Grant", "smelled of solvent."),
    ("The gate opens with", "six six two nine", "after dark."),
    ("The teacher,", "Louise Fontaine,", "moved the children outside."),
    ("Nobody could find", "Gilbert Osborne", "until the alarm stopped."),
    ("The elevator was stuck with", "Paula Winters", "inside."),
    ("Please ring", "three oh two, five five five, one eight one eight,", "for the test results."),
    ("The scaffold was put up by", "Leon Fischer", "over the weekend."),
    ("A parcel for", "ninety one Chapel Street", "blocks the exit."),
    ("The janitor said that", "Rosalind Kerr", "has the other key."),
]
# The sentences of each voice, by set.
SETS = {
    "chosen by": [("slt", SENTENCES[:24]), ("rms", SENTENCES[24:]), ("awb", SENTENCES[:8] + SENTENCES[12:18])],
    "fresh": [("slt", FRESH[:15]), ("rms", FRESH[15:]), ("awb", FRESH[::2]), ("kal16", FRESH[1::2])],
}


def sounds_of(text, voice):
    """(sound, end in ms) of a text; a pause is "pau"."""
    out = subprocess.run(["flite", "-voice", voice, "-psdur", "-t", text, "none"], check=True, capture_output=True, text=True)
    pairs = (pair.rsplit(":", 1) for pair in out.stdout.split())
    return [(sound, float(end) * 1000) for sound, end in pairs]


def words_of(text, voice):
    """(start, end) of each word; none if flite says words differently by themselves."""
    counts = [sum(sound != "pau" for sound, _ in sounds_of(re.sub(r"[^\w']", "", word), voice)) for word in text.split()]
    spoken, before = [], 0.0
    for sound, end in sounds_of(text, voice):
        if sound != "pau":
            spoken.append((before, end))
        before = end
    if sum(counts) != len(spoken):
        return None
    ends = [sum(counts[:index + 1]) for index in range(len(counts))]
    return [(spoken[end - count][0], spoken[end - 1][1]) for count, end in zip(counts, ends)]


def spoken(folder, sets):
    """(path, parts, (start, end) of each part in ms) of every sentence."""
    every = [(voice, parts) for voice, sentences in sets for parts in sentences]
    for number, (voice, parts) in enumerate(every):
        text = " ".join(parts)
        words = words_of(text, voice)
        if words is None:
            print("left out, as its sounds cannot be told apart:", text)
            continue
        path = folder / f"sentence{number}.wav"
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True)
        times, at = [], 0
        for part in parts:
            count = len(part.split())
            times.append((words[at][0], words[at + count - 1][1]))
            at += count
        yield path, parts, times


def plain(word):
    return re.sub(r"\W", "", word).lower()


def personal_of(parts, heard):
    """The first personal word of what was heard and the one behind the last; none where a word beside them was misheard: nobody can say then which words
    are which."""
    before, _, after = (part.split() for part in parts)
    firsts = [at + 1 for at, word in enumerate(heard) if word == plain(before[-1])]
    behinds = [at for at, word in enumerate(heard) if word == plain(after[0])]
    first = min(firsts, key=lambda at: abs(at - len(before)), default=None)
    behind = min(behinds, key=lambda at: abs(at + len(after) - len(heard)), default=None)
    return (first, behind) if first and behind and first < behind else None


def hear(program, models, arguments):
    lines = subprocess.run([program, "ours", models, "tiny.en", *arguments], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def main():
    program, models = sys.argv[1:3]
    for name, sets in SETS.items():
        print(f"{name}:")
        measure(program, models, sets)


def measure(program, models, sets):
    late, late_end, early_edge, late_edge = [], [], [], []
    personal = covered = other = lost = left_out = 0
    with tempfile.TemporaryDirectory() as folder:
        made = list(spoken(Path(folder), sets))
        heard = hear(program, models, [str(path) for path, _, _ in made])
        asked = []
        for (path, parts, times), line in zip(made, heard):
            words = line["words"]
            place = personal_of(parts, [plain(word) for word, _, _ in words])
            if place is None:
                left_out += 1
                continue
            first, behind = place
            around = {plain(word) for word, _, _ in words[:first] + words[behind:]}
            if around & {plain(word) for word in parts[1].split()}:
                left_out += 1
                continue
            late.append(words[first][1] - times[1][0])
            late_end.append(words[behind - 1][2] - times[1][1])
            asked.append((f"{path}:{first}:{behind}", times))
        found = hear(program, models, [argument for argument, _ in asked])
    for (_, times), line in zip(asked, found):
        start, end = line["hidden_ms"]
        early_edge.append(times[1][0] - start)
        late_edge.append(end - times[1][1])

        def share(time):
            return max(0, min(end, time[1]) - max(start, time[0]))

        personal += times[1][1] - times[1][0]
        covered += share(times[1])
        for time in (times[0], times[2]):
            other += time[1] - time[0]
            lost += share(time)
    for what, values in (("the engine's time of the first personal word", late),
                         ("its end of the last one", late_end),
                         ("the beginning of what is overwritten", [-value for value in early_edge]),
                         ("its end", late_edge)):
        print(f"{what}: late by {statistics.median(values):.0f} ms in the middle, {min(values):.0f} to {max(values):.0f}")
    print(f"{len(late)} sentences, {left_out} left out as words beside the personal ones were misheard")
    print(f"{100 * covered / personal:.1f} % of personal time, {100 * lost / other:.1f} % of other speech")


if __name__ == "__main__":
    main()
