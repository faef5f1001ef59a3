"""From an edition to the bytes of a book: `epub` for reading devices, `pdf` for print."""
