"""The course: everything that makes this seminar this seminar. The machine that grades it is `autograder`."""
