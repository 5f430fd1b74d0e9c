"""Data as the bytes that are kept, and the hash that shows that they are still the same."""

import json
from hashlib import sha256

from pydantic import BaseModel


def frozen(content: BaseModel) -> str:
    """As JSON with its keys in order and no spare space: the same content gives the same text."""
    return json.dumps(content.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """SHA-256 of its UTF-8, in hex."""
    return sha256(text.encode()).hexdigest()
