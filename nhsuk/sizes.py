"""How large a file is, in words."""


def size_in_words(size: int) -> str:
    """Of so many bytes, as people say it: 340 KB, 1.2 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
