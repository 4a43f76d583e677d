"""
kind: bomb
tries: Tens of thousands of statements, most of which fail.
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
