"""The machine: builds a course, checks its solutions, grades its submissions. It knows no course by itself."""
