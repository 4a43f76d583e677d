"""sympy: the derivative of an activation."""

import sympy

x = sympy.symbols("x")
assert sympy.diff(sympy.tanh(x), x).equals(1 - sympy.tanh(x) ** 2)
assert sympy.lambdify(x, x**2, "numpy")(3) == 9
