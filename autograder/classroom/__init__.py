"""A whole class: find submissions, grade each one, keep its results, and show one table."""
