"""What a notebook shows of the experiments that were measured for the seminar, beside the student's own."""

from IPython.display import display

from ..language import text
from .claims import claims_table
from .figures import plot_experiment
from .results import markdown, read_results, results_table, shipped_results, tuning_table


def show_results(experiment: str) -> None:
    """Show curves, the numbers with their spread, and claims with a verdict, on photographs and on the drawn images.

    experiment: "activations", "dead_units", "augmentation", "batch_norm", "dropout" or "vgg".
    """
    # Imported here: it takes half a second, and only tables need it.
    import pandas

    shipped = [results for results in shipped_results() if experiment in results.runs]
    display(plot_experiment(experiment, shipped))
    tables = {results.title_of(experiment): results_table(results, experiment) for results in shipped}
    display(pandas.concat(tables, names=[text("table.images")]))
    # Sentences are read from the left, and tables of pandas stand on the right.
    claims = claims_table(*shipped, experiment=experiment)
    display({"text/markdown": markdown(claims), "text/plain": claims.to_string()}, raw=True)


def show_tuning() -> None:
    """Show each learning rate and p that was tried for dropout on 600 drawings, and how accurate the network was; then
    the best of each, with several seeds, on the validation drawings."""
    results = read_results("data_small")
    display(tuning_table(results))
    display(results_table(results, "tuned"))
