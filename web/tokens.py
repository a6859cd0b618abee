"""The API token, as programs present it, and as browsers do while no account was made."""

import hmac
from base64 import b64decode
from binascii import Error as NotBase64


def is_known(authorization: str, token: str, *, takes_password: bool) -> bool:
    """Tell whether the token is presented: as a bearer, or where that is taken as a password."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "basic" and takes_password:
        return hmac.compare_digest(_password(given), token.encode())
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def _password(encoded: str) -> bytes:
    try:
        return b64decode(encoded, validate=True).partition(b":")[2]
    except (NotBase64, ValueError):
        return b""
