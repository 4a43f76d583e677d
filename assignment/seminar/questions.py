"""The questions of the assignment and the class that each of them is about; imports nothing."""

CLASS_OF = {"q1": "ModelBaseline", "q2": "ModelBaseline", "q3": "SpatialDropout", "q4": "ModelBaseline"}
QUESTIONS = tuple(CLASS_OF)
