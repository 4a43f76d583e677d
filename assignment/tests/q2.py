from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None

@test_case(points=0, hidden=False)
def test_q2_public(env):
    from coursekit.public import public_check
    public_check('seminar', 'q2', env, 'mistakes')
