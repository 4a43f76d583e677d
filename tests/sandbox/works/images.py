"""Pillow draws, saves and opens images."""

import io

from PIL import Image, ImageDraw, ImageFilter

image = Image.new("RGB", (32, 32), "red")
ImageDraw.Draw(image).text((1, 1), "a", fill="white")
image.filter(ImageFilter.BLUR).resize((8, 8)).save("a.png")
image.convert("L").save("a.jpg", quality=80)
with Image.open("a.png") as again:
    assert again.size == (8, 8)
with Image.open("a.jpg") as grey:
    assert grey.mode == "L"
image.save(io.BytesIO(), "GIF")
