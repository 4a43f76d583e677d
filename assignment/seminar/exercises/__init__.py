"""Exercises without points, each with a check that runs beside the student: the training loop, shapes, a broken CNN."""
