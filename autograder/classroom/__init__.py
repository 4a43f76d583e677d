"""A whole class: find submissions, grade each one, keep its results, and show one table."""

import sys

# Otter imports jsonschema, which takes this for the format "iri" when it is installed. No notebook has such a field,
# and its grammars would take each process that grades 2.5 s.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
