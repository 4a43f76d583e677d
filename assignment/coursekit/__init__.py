"""What every course's library for students builds upon: a submission is read and run, public checks speak.

It knows no course and imports no grader. A grader reads and runs submissions with the same
code, so that a student who tries a file sees what grading sees.
"""
