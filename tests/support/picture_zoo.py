"""A zoo of odd and broken picture files, each with the picture or the sentence it must give."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from tests.support.places import ROOT

HEIC = ROOT / "tests" / "fixtures" / "quarters.heic"  # tests/fixtures/README.md says how it was made
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


class Animal(NamedTuple):
    """`corners` are the colours expected near (top left, top right, bottom left, bottom right), or None."""

    name: str
    content: Callable[[], bytes]
    corners: tuple[tuple[int, int, int], ...] | None = None
    size: tuple[int, int] | None = None  # height, width
    warning: str = ""
    sentence: str = ""
    tolerance: int = 0


def quarters(height: int = 40, width: int = 60) -> Image.Image:
    """Red and green above blue and white: shows every turn and mirroring."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2], pixels[: height // 2, width // 2 :] = RED, GREEN
    pixels[height // 2 :, : width // 2], pixels[height // 2 :, width // 2 :] = BLUE, WHITE
    return Image.fromarray(pixels)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif(orientation: int) -> bytes:
    data = Image.Exif()
    data[0x0112] = orientation
    return data.tobytes()


def turned(kind: str, orientation: int) -> bytes:
    """The file of a camera that was held so that the upright picture is `quarters()`."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = quarters().transpose(back[orientation])
    options = {"quality": 95} if kind == "JPEG" else {}
    if kind == "TIFF":
        return saved(stored, kind, tiffinfo={0x0112: orientation})
    return saved(stored, kind, exif=exif(orientation), **options)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, depth: int, colour: int, rows: bytes, *chunks: bytes) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    body = png_chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + body + png_chunk(b"IEND", b"")


def deep_rgb() -> bytes:
    pixels = np.asarray(quarters()).astype(">u2") * 257
    return png(60, 40, 16, 2, b"".join(b"\0" + row.tobytes() for row in pixels))


def deep_grey(mode: str) -> Image.Image:
    grey = np.zeros((40, 60), np.uint16)
    grey[:, 30:] = 65535
    grey[20:] = 32896
    if mode == "F":
        return Image.fromarray(grey.astype(np.float32) / 65535)
    return Image.fromarray(grey if mode == "I;16" else grey.astype(np.int32), mode=None)


def hidden(mode: str = "RGBA", kind: str = "PNG") -> bytes:
    """Left half opaque red, right half wholly transparent green: the green must not show."""
    image = np.zeros((40, 60, 4), np.uint8)
    image[:, :30], image[:, 30:] = (*RED, 255), (*GREEN, 0)
    return saved(Image.fromarray(image).convert(mode), kind, **({"lossless": True} if kind == "WEBP" else {}))


def half_clear() -> bytes:
    return saved(Image.new("RGBA", (40, 40), (255, 0, 0, 128)), "PNG")


def palette(**options: Any) -> bytes:
    return saved(quarters().convert("P", palette=Image.Palette.ADAPTIVE, colors=8), "PNG", **options)


def transparent_palette() -> bytes:
    image = Image.new("P", (40, 40), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (20, 0, 40, 40))
    return saved(image, "PNG", transparency=1)


def transparent_key() -> bytes:
    """An RGB PNG whose tRNS chunk names green as clear."""
    return saved(quarters(), "PNG", transparency=GREEN)


def grey_alpha() -> bytes:
    image = np.zeros((40, 60, 2), np.uint8)
    image[:, :30] = (0, 255)
    return saved(Image.fromarray(image, mode=None), "PNG")


def animated(kind: str) -> bytes:
    second = Image.new("RGB", (60, 40), (9, 9, 9))
    return saved(
        quarters(),
        kind,
        save_all=True,
        append_images=[second, second],
        **({"lossless": True} if kind == "WEBP" else {}),
    )


def bomb(width: int, height: int) -> bytes:
    """A PNG that promises more pixels than it has."""
    return png(width, height, 8, 2, b"\0" * 100)


def bmp_bomb() -> bytes:
    header = struct.pack("<IiiHHIIiiII", 40, 60000, 60000, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 60, 0, 0, 54) + header


def cut(content: bytes, keep: float = 0.5) -> bytes:
    return content[: int(len(content) * keep)]


def noisy() -> Image.Image:
    return Image.fromarray(np.random.default_rng(7).integers(0, 256, (64, 64, 3), np.uint8))


def corrupt_png() -> bytes:
    content = bytearray(saved(noisy(), "PNG"))
    content[len(content) // 2] ^= 0xFF
    return bytes(content)


def flipped_header() -> bytes:
    content = bytearray(saved(noisy(), "PNG"))
    content[20] ^= 0xFF  # in the header's height
    return bytes(content)


def large_profile() -> bytes:
    """A PNG whose colour profile unpacks to 50 MB."""
    return png(60, 40, 8, 2, b"\0" * 40 * 181, png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(50_000_000))))


def bad_exif() -> bytes:
    return saved(quarters(), "JPEG", quality=95, exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 20)


CORNERS = (RED, GREEN, BLUE, WHITE)
BLACK, GREY = (0, 0, 0), (128, 128, 128)
GREYS = (BLACK, WHITE, GREY, GREY)
LUMA = ((76, 76, 76), (150, 150, 150), (29, 29, 29), WHITE)
FOREIGN, SHORT, LARGE = "not a picture", "cut short", "megapixels"


def animals() -> list[Animal]:
    return [*_plain(), *_turned(), *_colours(), *_clear(), *_frames(), *_broken()]


def _plain() -> list[Animal]:
    lossless = ("PNG", "BMP", "TIFF", "PPM", "TGA", "PCX")
    return [
        *(
            Animal(f"plain.{kind.lower()}", lambda kind=kind: saved(quarters(), kind), CORNERS, (40, 60))
            for kind in lossless
        ),
        Animal("plain.jpg", lambda: saved(quarters(), "JPEG", quality=95), CORNERS, (40, 60), tolerance=8),
        Animal(
            "progressive.jpg", lambda: saved(quarters(), "JPEG", quality=95, progressive=True), CORNERS, tolerance=8
        ),
        Animal("phone.heic", HEIC.read_bytes, CORNERS, tolerance=12),
        Animal("plain.webp", lambda: saved(quarters(), "WEBP", lossless=True), CORNERS),
        Animal("plain.jp2", lambda: saved(quarters(), "JPEG2000"), CORNERS, tolerance=8),
        Animal("plain.avif", lambda: saved(quarters(), "AVIF", quality=95), CORNERS, tolerance=12),
        Animal("icon.ico", lambda: saved(quarters(48, 48), "ICO", sizes=[(48, 48)]), CORNERS, (48, 48)),
        Animal("interlaced_lzw.tiff", lambda: saved(quarters(), "TIFF", compression="tiff_lzw"), CORNERS),
        Animal("one_pixel.png", lambda: saved(Image.new("RGB", (1, 1), RED), "PNG"), (RED,) * 4, (1, 1)),
        Animal("sliver.png", lambda: saved(Image.new("RGB", (3000, 2), BLUE), "PNG"), (BLUE,) * 4, (2, 3000)),
        Animal("wrong_name.jpg", lambda: saved(quarters(), "PNG"), CORNERS),
        Animal("no_suffix", lambda: saved(quarters(), "PNG"), CORNERS),
        Animal("图片 ünïcode.png", lambda: saved(quarters(), "PNG"), CORNERS),
        Animal("trailing_rubbish.png", lambda: saved(quarters(), "PNG") + b"rubbish" * 100, CORNERS),
    ]


def _turned() -> list[Animal]:
    jpegs = [
        Animal(f"turned_{n}.jpg", lambda n=n: turned("JPEG", n), CORNERS, (40, 60), "EXIF", tolerance=8)
        for n in range(2, 9)
    ]
    others = [
        Animal(f"turned_6.{kind.lower()}", lambda kind=kind: turned(kind, 6), CORNERS, (40, 60), "EXIF", tolerance=8)
        for kind in ("PNG", "TIFF")
    ]
    nonsense = Animal(
        "turned_99.jpg", lambda: saved(quarters(), "JPEG", quality=95, exif=exif(99)), CORNERS, (40, 60), tolerance=8
    )
    return [*jpegs, *others, nonsense, Animal("bad_exif.jpg", bad_exif, CORNERS, (40, 60), tolerance=8)]


def _colours() -> list[Animal]:
    grey = quarters().convert("L")
    return [
        Animal("grey.png", lambda: saved(grey, "PNG"), LUMA, tolerance=1),
        Animal("grey.jpg", lambda: saved(grey, "JPEG", quality=95), LUMA, tolerance=8),
        Animal(
            "one_bit.png",
            lambda: saved(quarters().convert("1", dither=Image.Dither.NONE), "PNG"),
            (BLACK, WHITE, BLACK, WHITE),
        ),
        Animal("deep_grey.png", lambda: saved(deep_grey("I;16"), "PNG"), GREYS, warning="8 bits"),
        Animal("deep_grey.tiff", lambda: saved(deep_grey("I;16"), "TIFF"), GREYS, warning="8 bits"),
        Animal("deeper_grey.tiff", lambda: saved(deep_grey("I"), "TIFF"), GREYS, warning="8 bits"),
        Animal("float_grey.tiff", lambda: saved(deep_grey("F"), "TIFF"), GREYS, warning="8 bits"),
        Animal("deep_rgb.png", deep_rgb, CORNERS, (40, 60)),
        Animal(
            "cmyk.jpg",
            lambda: saved(quarters().convert("CMYK"), "JPEG", quality=95),
            CORNERS,
            warning="CMYK",
            tolerance=8,
        ),
        Animal("cmyk.tiff", lambda: saved(quarters().convert("CMYK"), "TIFF"), CORNERS, warning="CMYK"),
        Animal("ycbcr.tiff", lambda: saved(quarters().convert("YCbCr"), "TIFF"), CORNERS, tolerance=3),
        Animal("palette.png", palette, CORNERS),
        Animal("two_bit_palette.png", lambda: palette(bits=4), CORNERS),
    ]


def _clear() -> list[Animal]:
    half = (RED, WHITE, RED, WHITE)
    return [
        Animal("alpha.png", hidden, half, warning="white"),
        Animal("alpha.webp", lambda: hidden(kind="WEBP"), half, warning="white"),
        Animal("alpha.tga", lambda: hidden(kind="TGA"), half, warning="white"),
        Animal("half_clear.png", half_clear, ((255, 127, 127),) * 4, warning="white"),
        Animal("clear_palette.png", transparent_palette, half, warning="white"),
        Animal("clear_key.png", transparent_key, (RED, WHITE, BLUE, WHITE), warning="white"),
        Animal("grey_alpha.png", grey_alpha, (BLACK, WHITE, BLACK, WHITE), warning="white"),
        Animal("clear.gif", lambda: hidden(kind="GIF"), half, warning="white"),
        Animal("opaque_alpha.png", lambda: saved(quarters().convert("RGBA"), "PNG"), CORNERS),
    ]


def _frames() -> list[Animal]:
    return [
        Animal(f"frames.{kind.lower()}", lambda kind=kind: animated(kind), CORNERS, (40, 60), "first frame")
        for kind in ("GIF", "PNG", "WEBP", "TIFF")
    ]


def _broken() -> list[Animal]:
    short = {"PNG": SHORT, "JPEG": SHORT, "GIF": SHORT, "BMP": SHORT, "TIFF": "", "WEBP": "", "TGA": SHORT}
    return [
        *(
            Animal(f"cut.{kind.lower()}", lambda kind=kind: cut(saved(noisy(), kind)), sentence=words or "cut.")
            for kind, words in short.items()
        ),
        Animal("cut_header.png", lambda: saved(quarters(), "PNG")[:20], sentence="cut_header.png"),
        Animal("almost_whole.jpg", lambda: cut(saved(noisy(), "JPEG"), 0.97), sentence=SHORT),
        Animal("flipped_byte.png", corrupt_png, sentence="damaged"),
        Animal("flipped_header.png", flipped_header, sentence="flipped_header.png is damaged"),
        Animal("large_profile.png", large_profile, sentence="large_profile.png is damaged"),
        Animal("cut_in_header.jpg", lambda: saved(noisy(), "JPEG")[:100], sentence="cut_in_header.jpg is damaged"),
        Animal("cut.heic", lambda: HEIC.read_bytes()[:400], sentence="cut.heic is damaged"),
        Animal("no.heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), sentence="no.heic is damaged"),
        Animal("empty.png", lambda: b"", sentence="is empty"),
        Animal("one_byte.jpg", lambda: b"\xff", sentence=FOREIGN),
        Animal("page.html.jpg", lambda: b"<html><body>404 Not Found</body></html>", sentence=FOREIGN),
        Animal("text.png", lambda: "a picture of a cat, 一只猫".encode(), sentence=FOREIGN),
        Animal("random.bin", lambda: np.random.default_rng(1).bytes(5000), sentence=FOREIGN),
        Animal("drawing.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", sentence=FOREIGN),
        Animal("paper.pdf", lambda: b"%PDF-1.4\n%%EOF\n", sentence=FOREIGN),
        Animal("program.eps", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", sentence=FOREIGN),
        Animal("archive.zip", lambda: b"PK\x05\x06" + b"\0" * 18, sentence=FOREIGN),
        Animal("bomb.png", lambda: bomb(20000, 20000), sentence=LARGE),
        Animal("small_bomb.png", lambda: bomb(10001, 10000), sentence=LARGE),
        Animal("bomb.bmp", bmp_bomb, sentence=LARGE),
        Animal("no_width.png", lambda: bomb(0, 10), sentence="no_width.png"),
        Animal("only_signature.jpg", lambda: b"\xff\xd8\xff\xe0", sentence="only_signature.jpg"),
    ]
