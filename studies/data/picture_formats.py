"""Which files are pictures: the formats that are read, how their names end, and what they begin with."""

# What Pillow may open: no format that runs another program (EPS) or is a document (PDF).
# HEIF is read by pi-heif, and only where a file says that it is one.
HEIF = "HEIF"
FORMATS = ("JPEG", "PNG", "GIF", "BMP", "DIB", "TIFF", "WEBP", "AVIF", "JPEG2000", "PPM", "TGA", "ICO", "PCX")

# How their files' names end; the one list of what a folder's pictures are.
SUFFIXES = (
    ".jpg",
    ".jpeg",
    ".jpe",
    ".jfif",
    ".png",
    ".apng",
    ".gif",
    ".bmp",
    ".dib",
    ".tif",
    ".tiff",
    ".webp",
    ".avif",
    ".avifs",
    ".jp2",
    ".j2k",
    ".j2c",
    ".jpc",
    ".jpf",
    ".jpx",
    ".ppm",
    ".pgm",
    ".pbm",
    ".pnm",
    ".pfm",
    ".tga",
    ".icb",
    ".vda",
    ".vst",
    ".ico",
    ".pcx",
    ".heic",
    ".heics",
    ".heif",
    ".heifs",
    ".hif",
)

HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"))  # brands of ISO/IEC 23008-12, annex B

# What the files of some kinds begin with: one that Pillow still cannot open is damaged.
BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"\0\0\0\x0cjP  \r\n\x87\n")


def is_heic(head: bytes) -> bool:
    """Whether a file that begins so holds a picture as phones store it: one of its brands says HEVC."""
    return head[4:8] == b"ftyp" and not HEIC.isdisjoint(head[place : place + 4] for place in range(8, len(head), 4))
