"""Which script a text is in: a few of the commonest characters tell."""

# Pairs of the most frequent characters that differ between the scripts, in no other use in either.
SIMPLIFIED = frozenset(
    "们这国会为来对时说个学发现开关门问间见长业产员动务实题应无机电车书东乐习乡买亚从仅价众优传伤体"
)
TRADITIONAL = frozenset(
    "們這國會為來對時說個學發現開關門問間見長業產員動務實題應無機電車書東樂習鄉買亞從僅價眾優傳傷體"
)


def language_of(text: str) -> str:
    """Return `zh-Hans` or `zh-Hant`, whichever script more of the text's telling characters belong to."""
    simplified = sum(map(text.count, sorted(SIMPLIFIED)))
    traditional = sum(map(text.count, sorted(TRADITIONAL)))
    return "zh-Hant" if traditional > simplified else "zh-Hans"
