"""The autograder of the seminar on convolutional networks: build the assignment, check submissions, grade a class."""
