"""What every line of a page is, read from all that is known of it and of the lines around."""
