"""The public checks of the seminar's questions, a module each: shapes and sizes, and the gross mistakes."""
