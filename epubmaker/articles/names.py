"""The names of the signs of cuts, borders, matches and continuations, in the order in which `evidence.py` gives them."""

from epubmaker.roles.tags import Tag

PAGE_SIGNS = (
    "page.before",
    "page.stacked",
    "page.after",
    "page.inside",
    "page.titles",
    "page.opens",
    "page.length",
)
CUT_SIGNS = (
    "titles", "signed", "dateline", "item", "crosshead", "between", "alike", "alike_words", "alike_beside",
    "alike_words_beside", "alike_wide", "best_after", "best_before", "lead_after", "lead_before", "another_best",
    "own_after", "own_before", "closed", "closes", "opens", "seam", "first_odds", "width", "measure", "blank", "length",
    "length_before", "from_start", "to_end", "colon", "in_brackets", "signature_between", "headline_between", "headline_odds",
    "caption_between", *PAGE_SIGNS,
)  # fmt: skip
MATCH_SIGNS = (
    "words", "lead", "subject", "kinship", "over_rival", "rank", "right_before", "right_after", "inside_run", "inside_text",
    "from_start", "from_end", "together", "place", "places_after", "paragraphs", "characters", "head_rows", "head_length",
    "kicker", "deck", "byline", "label", "headline_odds", "dated", "lines_before", "best_title", *PAGE_SIGNS,
)  # fmt: skip
BORDER_TAGS = (Tag.CROSSHEAD, Tag.HEADLINE, Tag.HEADLINE_ON, Tag.KICKER, Tag.DECK, Tag.BYLINE, Tag.LABEL)
BORDER_SIGNS = (
    *(f"above.{tag.name}" for tag in BORDER_TAGS), *(f"below.{tag.name}" for tag in BORDER_TAGS), "rows", "place", "to_end",
    "width_above", "width_below", "blank", "at_end", "at_start", "alike", "same_best", "apart", "best_above", "best_below",
    "lead_above", "lead_below", "seam", "in_order", "shared", "open_above", "marked_below", "signatures", "datelines",
    "headlines", "parts", "texts",
)  # fmt: skip
FOLLOW_SIGNS = (
    "seam", "closes", "opens", "closed", "first_odds", "alike", "alike_words", "same_best", "of_its_title", "of_best_title",
    "lead", "apart", "behind", "beside", "length", "length_behind", "dateline", "titles_between", "moved", "runs", "titles",
    "heights_shared", "start_apart", "end_apart", "first_apart",
)  # fmt: skip
