"""What several commands share: filters, pages, completions."""
