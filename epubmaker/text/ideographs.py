"""Which characters are ideographs."""


def is_ideograph(character: str) -> bool:
    """Say whether a character is a Han ideograph."""
    return (
        "\u3400" <= character <= "\u9fff" or character in "〇々" or "\U00020000" <= character <= "\U0003ffff"
    )
