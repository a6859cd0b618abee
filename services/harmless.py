"""Text from outside made harmless for a terminal: what is not print could steer it, or cannot be written at all."""


def harmless(text: str) -> str:
    """Return the text with a question mark for every character that is not print, lone surrogates among them."""
    return "".join(character if character.isprintable() else "?" for character in text)
