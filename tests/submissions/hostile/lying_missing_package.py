"""
kind: lying
tries: Takes the dropout from a package that is not installed, so that a stand-in is judged.
deserves: q3=0
plain: no
"""

from package_of_another_course import SpatialDropout
