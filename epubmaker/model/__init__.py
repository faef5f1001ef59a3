"""The values that travel between the stages: frozen, slotted dataclasses, no behaviour beyond their own shape."""

from epubmaker.model.diagnostics import ORDER_DOUBTFUL, Diagnostic, Severity
from epubmaker.model.edition import (
    Article,
    Block,
    BlockForm,
    Byline,
    Edit,
    Edition,
    Furniture,
    Masthead,
    SeamNote,
    SourceInfo,
)
from epubmaker.model.lines import Label, Line, is_written, set_width
from epubmaker.model.plan import (
    ArticlePlan,
    BylinePlan,
    Chain,
    FurniturePlan,
    Join,
    Plan,
    Replacement,
)
from epubmaker.model.roles import FURNITURE, HEADER_GROUP, Role
from epubmaker.model.seams import Seam, SeamTable, probability
from epubmaker.model.spans import SourceText, Span, merge_touching
from epubmaker.model.subjects import Reading, Subjects

__all__ = [
    "FURNITURE",
    "HEADER_GROUP",
    "ORDER_DOUBTFUL",
    "Article",
    "ArticlePlan",
    "Block",
    "BlockForm",
    "Byline",
    "BylinePlan",
    "Chain",
    "Diagnostic",
    "Edit",
    "Edition",
    "Furniture",
    "FurniturePlan",
    "Join",
    "Label",
    "Line",
    "Masthead",
    "Plan",
    "Reading",
    "Replacement",
    "Role",
    "Seam",
    "SeamNote",
    "SeamTable",
    "Severity",
    "SourceInfo",
    "SourceText",
    "Span",
    "Subjects",
    "is_written",
    "merge_touching",
    "probability",
    "set_width",
]
