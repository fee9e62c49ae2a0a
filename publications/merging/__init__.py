"""Two records of one work, two venues, two spellings of one outside author."""
