"""Newspaper pages with known truth: composed, set to PDF, flattened as real tools do, every piece of every text accounted for.

`layout.make_page` composes a page of the corpus' stories, without PDF; `command.flat_forms` gives the forms that need none;
`pdf.write_pdf`, `extractors.extracted` and `align.aligned` those that do. `NAME.FORM.rows.json` holds for every piece of a text
`[start, end, role, article, block, index]`: offsets into the text (read with its row ends as they are), the role, the number of
the article in the gold (null for furniture), the number of the part in the article's `parts` (or in `furniture_parts`), and the
printed line within the part. What continues a piece has the same article and block and the next index; a new paragraph has the
next block. A line that an extractor broke has several pieces of one index. Text that no printed line accounts for has only nulls.
"""
