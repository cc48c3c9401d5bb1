"""Recall of text on photos, for photo.py: made lines put on made scenes, and number plates of a folder.

A line is found if the boxes together cover nineteen twentieths of the letters' own rectangle, a plate if they
cover nine tenths of the rectangle that its folder states (which is the whole plate, not its letters alone).
"""
import json
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

# Height of a capital letter, in pixels of a 12 MP photo; half of it in the picture that leaves.
HEIGHTS = (96, 64, 48, 36, 28, 22, 18, 15, 12, 10)
ANGLES = (0, 10, -20, 45, 90)
# Paper, dark badge, vest, plate, screen: ground and letters.
LOOKS = (("#f4f2ea", "#202020"), ("#1d2b3a", "#f2f2f2"), ("#e8e03a", "#303030"), ("#fafafa", "#123a7a"),
         ("#5d666e", "#c8ced2"))
WORDS = ("ROBIN SAMPLE", "Kim Example", "7KLM 321", "AB-CD 1234", "555-0142", "12 Sample Road",
         "robin@example.org", "Room 4, Mr Sample", "SN 0815-44", "Example Ltd.")

# What is tried: long edges of the searches, the last two with bands at the size of what leaves.
SIZES = ("t736", "t960", "t1280", "t1600", "t736,t960", "t736,t1280", "t960,t1280", "t960,t1600")


def scenes(background, folder):
    """Pictures with lines on them: path and the lines, as (corners, height, angle)."""
    chance = random.Random(20261129)
    made = []
    for height in HEIGHTS:
        # A capital of this typeface is 0.72 of its size.
        font = ImageFont.load_default(size=height / 0.72)
        scene = Image.open(background).convert("RGB")
        truth = []
        for place in range(25):
            angle, (ground, ink) = ANGLES[place % 5], LOOKS[place // 5]
            word = WORDS[(place + height) % len(WORDS)]
            left, top, right, bottom = font.getbbox(word)
            around = max(4, round(height * chance.uniform(0.4, 1.5)))
            card = Image.new("RGB", (round(right - left) + 2 * around, round(bottom - top) + 2 * around), ground)
            ImageDraw.Draw(card).text((around - left, around - top), word, ink, font=font)
            shape = Image.new("L", card.size, 255).rotate(angle, expand=True)
            letters = Image.new("L", card.size, 0)
            ImageDraw.Draw(letters).rectangle(
                (around, around, card.width - around, card.height - around), fill=255)
            letters = letters.rotate(angle, expand=True)
            card = card.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
            x = 100 + (place % 5) * 780 + chance.randrange(20)
            y = 60 + (place // 5) * 590 + chance.randrange(20)
            # What is too long for its place is cut where the next one begins; its letters count as far.
            room = (min(card.width, 770), min(card.height, 580))
            scene.paste(card.crop((0, 0, *room)), (x, y), shape.crop((0, 0, *room)))
            truth.append({"at": (x, y), "letters": letters.crop((0, 0, *room)), "height": height,
                          "angle": abs(angle)})
        path = folder / f"text-{height}.jpg"
        scene.save(path, quality=92, subsampling=2)
        made.append((str(path), scene.size, truth))
    return made


def covered(boxes, size):
    """A mask of what the boxes cover."""
    mask = Image.new("1", size, 0)
    draw = ImageDraw.Draw(mask)
    for box in boxes:
        draw.rectangle((box["left"] * size[0], box["top"] * size[1],
                        box["right"] * size[0] - 1, box["bottom"] * size[1] - 1), fill=1)
    return mask


def share(mask, at, letters):
    """The part of the letters' rectangle that is covered."""
    import numpy

    wanted = numpy.asarray(letters) > 127
    part = mask.crop((at[0], at[1], at[0] + letters.width, at[1] + letters.height))
    return float((numpy.asarray(part) & wanted).sum() / max(1, wanted.sum()))


def boxes_of(line):
    return [box["rect"] for box in json.loads(line) if box["kind"] == "text"]


def made_lines(find, background, folder):
    made = scenes(background, folder)
    files = [path for path, _, _ in made]
    rows = []
    for sizes in SIZES:
        heights, angles = {}, {}
        for (_, size, truths), line in zip(made, find(sizes, files)):
            mask = covered(boxes_of(line), size)
            for truth in truths:
                hit = share(mask, truth["at"], truth["letters"]) >= 0.95
                if truth["angle"] <= 20:
                    heights.setdefault(str(truth["height"]), []).append(hit)
                if truth["height"] >= 22:
                    angles.setdefault(str(truth["angle"]), []).append(hit)
        mean = lambda hits: {key: sum(values) / len(values) for key, values in hits.items()}
        rows.append({"engine": sizes, "height": mean(heights), "angle": mean(angles)})
    for axis, title in (("height", "capitals in px of 12 MP, up to 20 degrees"), ("angle", "angle, 22 px and more")):
        keys = list(rows[0][axis])
        print(f"\n{title:<44}" + "".join(f"{key:>6}" for key in keys))
        for row in rows:
            print(f"  {row['engine']:<42}" + "".join(f"{row[axis][key] * 100:>6.0f}" for key in keys))
    return rows


def plates(find, folder, count):
    """Real photos with a stated plate each: `name.jpg` and `name.txt` (name, left, top, width, height, plate)."""
    truths = []
    for note in sorted(Path(folder).rglob("*.txt")):
        words = note.read_text().split()
        picture = note.with_suffix(".jpg")
        if len(words) >= 5 and picture.exists():
            truths.append((str(picture), [int(word) for word in words[1:5]]))
    random.Random(20261129).shuffle(truths)
    truths = truths[:count]
    files = [picture for picture, _ in truths]
    rows = []
    for sizes in SIZES:
        shares, false = [], []
        for (picture, (left, top, width, height)), line in zip(truths, find(sizes, files)):
            size = Image.open(picture).size
            mask = covered(boxes_of(line), size)
            # The letters stand in the middle of the plate, by eye: three fifths of its height.
            band = Image.new("L", (width, max(1, height * 3 // 5)), 255)
            shares.append(share(mask, (left, top + height // 5), band))
            false.append(share(mask, (0, 0), Image.new("L", size, 255)))
        rows.append({"engine": sizes, "plates": len(shares),
                     "half": sum(value > 0.5 for value in shares) / len(shares),
                     "nine_tenths": sum(value > 0.9 for value in shares) / len(shares),
                     "area": sum(false) / len(false)})
    print(f"\n{len(truths)} number plates: band of letters covered by more than half, nine tenths; photo covered")
    for row in rows:
        print(f"  {row['engine']:<42}{row['half'] * 100:>6.0f}{row['nine_tenths'] * 100:>6.0f}"
              f"{row['area'] * 100:>6.1f} %")
    return rows
