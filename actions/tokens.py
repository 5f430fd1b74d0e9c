"""Tokens of addresses that work without signing in: whoever holds one may read, so only its hash is kept."""

import hashlib
import secrets

BYTES = 32  # too many to guess, so the hash needs no salt and no slowness


def new_token() -> str:
    """43 letters that can stand in an address."""
    return secrets.token_urlsafe(BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token, and looked for: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()
