"""nbgrader's settings: run it in this folder, as ``nbgrader generate_assignment 01_sigmoid``."""

import os

from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader import preprocessors as steps
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

# True: each student works with numbers of their own, which follow from the name of the folder in
# submitted/. Tell them to put logitlab.student("that name") into the first cell of a notebook.
PERSONAL_NUMBERS = False

c = get_config()  # noqa: F821, nbgrader provides it
c.CourseDirectory.course_id = "from-scores-to-surprise"
# no `raise`: a notebook that nobody has filled in runs from top to bottom
c.ClearSolutions.code_stub = {"python": "# write your answer here"}
c.ClearSolutions.text_stub = "*Double-click here, and write your answer in place of this line.*"


class ForLearners(NbGraderPreprocessor):
    """Turn what only an author's notebook needs into what a learner's needs."""

    def preprocess(self, nb, resources):
        """Links lead two folders up, and nothing is folded: the solutions are gone."""
        for cell in nb.cells:
            cell.source = cell.source.replace("](../../../", "](../")
            if "nbgrader" in cell.metadata:
                for name in ("tags", "jupyter", "mystnb"):
                    cell.metadata.pop(name, None)
        nb.metadata = {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
        return nb, resources


class Run(ExecutePreprocessor):
    """Run the empty notebook: it shows at once which tasks are not attempted yet."""

    enabled = Bool(True)

    def preprocess(self, nb, resources, km=None):
        """Keep of what comes nothing that differs from run to run."""
        metadata = dict(nb.metadata)
        self.store_widget_state, self.record_timing, self.coalesce_streams = False, False, True
        nb, resources = super().preprocess(nb, resources, km)
        nb.metadata = metadata
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
        return nb, resources


class Restore(steps.OverwriteCells):
    """Put the hidden tests back; warn of a changed cell only if the student has changed it."""

    def preprocess_cell(self, cell, resources, cell_index):
        """A cell that is as it was released gets its hidden test before nbgrader compares."""
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        try:
            whole = self.gradebook.find_source_cell(
                name, self.notebook_id, self.assignment_id
            ).source
        except MissingEntry:
            whole = ""
        before, _, rest = whole.partition("\n### BEGIN HIDDEN TESTS\n")
        if rest and cell.source == before + rest.partition("### END HIDDEN TESTS")[2]:
            cell.source = whole
        return super().preprocess_cell(cell, resources, cell_index)


c.GenerateAssignment.preprocessors = [
    steps.IncludeHeaderFooter,
    steps.LockCells,
    steps.ClearSolutions,
    steps.ClearOutput,
    steps.CheckCellMetadata,
    ForLearners,
    steps.ComputeChecksums,
    steps.SaveCells,
    steps.ClearHiddenTests,
    steps.ClearMarkScheme,
    steps.ComputeChecksums,
    steps.CheckCellMetadata,
    Run,
]

c.OverwriteCells.add_missing_cells = True  # a deleted check comes back
c.Autograde.sanitize_preprocessors = [
    steps.ClearOutput,
    steps.DeduplicateIds,
    steps.OverwriteKernelspec,
    Restore,
    steps.CheckCellMetadata,
]

os.environ["COURSE_PERSONAL_NUMBERS"] = str(int(PERSONAL_NUMBERS))
