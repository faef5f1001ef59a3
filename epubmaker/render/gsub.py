"""The vertical forms of a font: feature `vert` of the GSUB table (CLREQ 2.4.2)."""

from struct import unpack_from

_SINGLE, _EXTENSION = 1, 7
_FEATURES = (b"vert", b"vrt2")


def vertical_forms(table: bytes) -> dict[int, int]:
    """Return which glyph stands for which in a vertical line, from the bytes of a GSUB table."""
    if not table:
        return {}
    features, lookups = unpack_from(">HH", table, 6)
    forms: dict[int, int] = {}
    for lookup in sorted(_lookups_of_features(table, features)):
        (offset,) = unpack_from(">H", table, lookups + 2 + 2 * lookup)
        for subtable in _single_subtables(table, lookups + offset):
            forms.update(_substitutions(table, subtable))
    return forms


def _lookups_of_features(table: bytes, start: int) -> set[int]:
    wanted: set[int] = set()
    (count,) = unpack_from(">H", table, start)
    for record in range(start + 2, start + 2 + 6 * count, 6):
        tag, offset = unpack_from(">4sH", table, record)
        if tag in _FEATURES:
            feature = start + offset
            (size,) = unpack_from(">H", table, feature + 2)
            wanted.update(unpack_from(f">{size}H", table, feature + 4))
    return wanted


def _single_subtables(table: bytes, lookup: int) -> list[int]:
    kind, _, count = unpack_from(">3H", table, lookup)
    subtables = []
    for offset in unpack_from(f">{count}H", table, lookup + 6):
        subtable, real_kind = lookup + offset, kind
        if kind == _EXTENSION:
            _, real_kind, further = unpack_from(">HHI", table, subtable)
            subtable += further
        if real_kind == _SINGLE:
            subtables.append(subtable)
    return subtables


def _substitutions(table: bytes, subtable: int) -> dict[int, int]:
    form, coverage = unpack_from(">HH", table, subtable)
    glyphs = _covered(table, subtable + coverage)
    if form == 1:
        (delta,) = unpack_from(">h", table, subtable + 4)
        return {glyph: (glyph + delta) & 0xFFFF for glyph in glyphs}
    (count,) = unpack_from(">H", table, subtable + 4)
    return dict(zip(glyphs, unpack_from(f">{count}H", table, subtable + 6), strict=False))


def _covered(table: bytes, coverage: int) -> list[int]:
    form, count = unpack_from(">HH", table, coverage)
    if form == 1:
        return list(unpack_from(f">{count}H", table, coverage + 4))
    glyphs: list[int] = []
    for record in range(coverage + 4, coverage + 4 + 6 * count, 6):
        first, last = unpack_from(">HH", table, record)
        glyphs.extend(range(first, last + 1))
    return glyphs
