"""Makes the demonstration photos. Needs Pillow and numpy; README.md says where the inputs are from.

    python make.py ASTRONAUT.png GRACE_HOPPER.jpg FONT.ttf OUT_FOLDER
"""
import sys
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

astronaut, hopper, font_path, out = sys.argv[1:5]


def font(size):
    return ImageFont.truetype(font_path, size)


def grain(image, amount, seed):
    """Sensor noise and a soft vignette, so that a drawing has the texture of a photo."""
    pixels = np.asarray(image).astype(np.float32)
    height, width, _ = pixels.shape
    noise = np.random.default_rng(seed).normal(0, amount, (height, width, 1))
    y, x = np.mgrid[-1:1:height * 1j, -1:1:width * 1j]
    light = 1.04 - 0.16 * (x * x + y * y)
    return Image.fromarray(np.clip(pixels * light[..., None] + noise, 0, 255).astype(np.uint8))


def save(image, name, quality=80):
    image.convert("RGB").save(f"{out}/{name}", quality=quality, optimize=True)


def portrait(path, name, size):
    image = Image.open(path).convert("RGB").resize(size, Image.LANCZOS)
    save(grain(image, 3.0, 7), name, 82)


def speckle(width, height, low, high, seed, blur):
    values = np.random.default_rng(seed).uniform(0, 1, (height, width))
    image = Image.fromarray((values * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(blur))
    values = np.asarray(image).astype(np.float32)
    values = (values - values.min()) / (values.max() - values.min())
    mix = np.array(low)[None, None] + values[..., None] * (np.array(high) - np.array(low))[None, None]
    return Image.fromarray(mix.astype(np.uint8))


def delivery():
    """The rear of a delivery van on asphalt in front of a brick wall."""
    width, height = 2000, 1500
    image = speckle(width, height, (120, 76, 62), (164, 108, 88), 1, 2.2)
    draw = ImageDraw.Draw(image)
    for row in range(0, 980, 46):
        draw.line((0, row, width, row), fill=(176, 160, 146), width=5)
        for column in range(-120 + (row // 46 % 2) * 60, width, 120):
            draw.line((column, row, column, row + 46), fill=(176, 160, 146), width=5)
    image.paste(speckle(width, height - 980, (62, 63, 66), (104, 104, 104), 2, 1.4), (0, 980))
    shadow = Image.new("L", (width, height), 0)
    ImageDraw.Draw(shadow).ellipse((430, 1215, 1590, 1390), fill=190)
    image.paste((22, 22, 24), mask=shadow.filter(ImageFilter.GaussianBlur(26)))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((560, 1120, 760, 1330), 30, fill=(24, 24, 26))
    draw.rounded_rectangle((1260, 1120, 1460, 1330), 30, fill=(24, 24, 26))
    draw.rounded_rectangle((480, 180, 1540, 1230), 60, fill=(226, 228, 226), outline=(150, 152, 150), width=6)
    draw.line((1010, 205, 1010, 1120), fill=(128, 130, 130), width=8)
    for left, right in ((560, 960), (1060, 1460)):
        draw.rounded_rectangle((left, 290, right, 600), 30, fill=(52, 62, 70), outline=(30, 34, 38), width=10)
        draw.polygon([(left + 30, 560), (left + 190, 320), (left + 260, 320), (left + 100, 560)], fill=(84, 96, 104))
        draw.rounded_rectangle((left + 150, 690, left + 250, 720), 12, fill=(90, 92, 94))
    for left in (494, 1474):
        draw.rounded_rectangle((left, 700, left + 52, 960), 16, fill=(158, 30, 28))
        draw.rectangle((left, 850, left + 52, 890), fill=(222, 150, 60))
    draw.rounded_rectangle((470, 1120, 1550, 1215), 28, fill=(54, 56, 58))
    draw.rounded_rectangle((790, 905, 1230, 1035), 14, fill=(250, 250, 244), outline=(30, 30, 36), width=7)
    draw.text((1010, 971), "TEST 042", font=font(74), fill=(22, 26, 60), anchor="mm")
    for x in (812, 1208):
        draw.ellipse((x - 6, 963, x + 6, 975), fill=(130, 130, 128))
    image = image.rotate(-2.2, Image.BICUBIC, expand=False, fillcolor=(96, 82, 74))
    save(grain(image.filter(ImageFilter.GaussianBlur(1.1)), 6.5, 3), "number-plate.jpg", 74)


def badge():
    """A name badge on a cook's jacket."""
    width, height = 1600, 2000
    image = speckle(width, height, (222, 222, 218), (242, 242, 240), 4, 3.0)
    draw = ImageDraw.Draw(image)
    for x in range(0, width, 9):
        draw.line((x, 0, x - 260, height), fill=(226, 226, 223), width=2)
    draw.polygon([(0, 0), (520, 0), (800, 620), (700, 900), (0, 240)], fill=(206, 207, 205))
    draw.polygon([(1080, 0), (1600, 0), (1600, 240), (900, 900), (800, 620)], fill=(212, 213, 211))
    draw.line((800, 620, 800, height), fill=(176, 177, 175), width=7)
    for y in range(760, 1960, 260):
        draw.ellipse((872, y, 932, y + 60), fill=(40, 42, 46))
        draw.ellipse((884, y + 10, 908, y + 30), fill=(92, 94, 98))
    tag = Image.new("RGBA", (620, 330), (0, 0, 0, 0))
    pen = ImageDraw.Draw(tag)
    pen.rounded_rectangle((0, 0, 619, 329), 28, fill=(250, 250, 250), outline=(120, 122, 124), width=5)
    pen.rounded_rectangle((5, 5, 614, 92), 24, fill=(28, 78, 62))
    pen.rectangle((5, 60, 614, 92), fill=(28, 78, 62))
    pen.text((310, 50), "TEST KITCHEN", font=font(44), fill=(255, 255, 255), anchor="mm")
    pen.text((310, 170), "Robin Sample", font=font(78), fill=(20, 22, 26), anchor="mm")
    pen.text((310, 268), "Shift lead", font=font(48), fill=(80, 84, 88), anchor="mm")
    tag = tag.rotate(4, Image.BICUBIC, expand=True)
    shade = Image.new("L", image.size, 0)
    shade.paste(tag.getchannel("A").point(lambda value: value * 110 // 255), (108, 1026))
    image.paste((90, 90, 92), mask=shade.filter(ImageFilter.GaussianBlur(14)))
    image.paste(tag, (96, 1010), tag)
    save(grain(image.filter(ImageFilter.GaussianBlur(0.9)), 5.5, 5), "name-badge.jpg", 78)


portrait(astronaut, "portrait-astronaut.jpg", (1600, 1600))
portrait(hopper, "portrait-officer.jpg", (1600, 1875))
delivery()
badge()
