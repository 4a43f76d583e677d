from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None

@test_case(points=0, hidden=False)
def test_q3_public(env):
    from coursekit.public import public_check
    public_check('seminar', 'q3', env, 'mistakes')
