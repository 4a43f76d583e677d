"""Exercises without points, each with a check that runs beside the student: data, the loop, shapes, networks."""
