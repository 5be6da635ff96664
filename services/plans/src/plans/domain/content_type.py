"""What a file is, by its first bytes: names and announced types are what somebody says of it."""

KNOWN: tuple[tuple[str, tuple[bytes, ...], str], ...] = (
    ("application/pdf", (b"%PDF-",), "pdf"),
    ("image/png", (b"\x89PNG\r\n\x1a\n",), "png"),
    ("image/jpeg", (b"\xff\xd8\xff",), "jpg"),
    ("image/tiff", (b"II*\x00", b"MM\x00*"), "tif"),
)
NAMES = "PDF, PNG, JPEG, TIFF"
ENDINGS = {media_type: ending for media_type, _, ending in KNOWN}


def media_type_of(content: bytes) -> str | None:
    """None for what no office keeps as a document."""
    return next((media_type for media_type, starts, _ in KNOWN if content.startswith(starts)), None)
