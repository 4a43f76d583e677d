"""
kind: bomb
tries: Tens of thousands of statements, most of which fail.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
undefined
exec("undefined\n" * 100_000)
