"""The reading order of a page: one decoder for rows, columns and text that is in order already. Pure numpy."""

from epubmaker.order.arrange import arranged_lines, arranged_numbers, arranged_plan, in_source_order
from epubmaker.order.decode import ReadingOrder, read_order
from epubmaker.order.stage import OrderedPage, read_lines

__all__ = [
    "OrderedPage",
    "ReadingOrder",
    "arranged_lines",
    "arranged_numbers",
    "arranged_plan",
    "in_source_order",
    "read_lines",
    "read_order",
]
