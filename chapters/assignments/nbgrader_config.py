"""nbgrader's settings: run it in this folder, as ``nbgrader generate_assignment 01_sigmoid``."""

c = get_config()  # noqa: F821, nbgrader provides it
c.CourseDirectory.course_id = "from-scores-to-surprise"
# no `raise`: a notebook that nobody has filled in runs from top to bottom
c.ClearSolutions.code_stub = {"python": "# write your answer here"}
