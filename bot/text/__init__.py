"""How to read words: HTML to text, links, numerals, sentences and clauses. Pure."""
