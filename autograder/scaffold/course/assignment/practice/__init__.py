"""What students of this course import; its public checks lie in `checks`."""
