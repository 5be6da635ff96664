"""Which of our representations a caller prefers, by its `Accept` header."""

from collections.abc import Sequence


def preferred(accept: str | None, offered: Sequence[str]) -> str:
    """The offered media type with the highest quality; the first one for ties, and where nothing fits."""
    wanted = [_entry(part) for part in (accept or "*/*").split(",") if part.strip()]
    best, best_quality = offered[0], 0.0
    for media_type in offered:
        matches = [(specific, quality) for pattern, specific, quality in wanted if _fits(pattern, media_type)]
        quality = max(matches)[1] if matches else 0.0
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def _entry(part: str) -> tuple[str, int, float]:
    """Pattern, how specific it is, and its quality; one that cannot be read counts fully."""
    pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 1.0
    return pattern, 2 - pattern.count("*"), quality


def _fits(pattern: str, media_type: str) -> bool:
    return pattern in ("*/*", media_type, f"{media_type.split('/')[0]}/*")
