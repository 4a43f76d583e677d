"""`python -m seminar experiments`: what it writes, that it goes on where it was ended, and what it says of claims."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from seminar import History, ImageSet, SeminarError, plot_curves, use_language
from seminar.experiments.claims import CLAIMS, FAILS, HOLDS, OPEN, judge_claims
from seminar.experiments.command import summary
from seminar.experiments.figures import plot_experiment, plot_overview
from seminar.experiments.measure import sets_of
from seminar.experiments.plan import EXPERIMENTS
from seminar.experiments.results import (
    SETS,
    SHIPPED,
    Results,
    measured_filters,
    read_results,
    results_table,
    tuning_table,
)
from seminar.experiments.tuning import best_settings, score

pytestmark = pytest.mark.usefixtures("students_path")

ROOT = Path(__file__).resolve().parents[2]
SEEDS = 3  # of the results that come with the seminar
MEASURED = ("activations", "dead_units", "augmentation", "batch_norm", "dropout")  # on all sets of images


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Return a folder with ten random pictures of each of ten classes."""
    generator = np.random.default_rng(0)
    for name in "abcdefghij":
        folder = tmp_path / "pictures" / name
        folder.mkdir(parents=True)
        for number in range(10):
            Image.fromarray(generator.integers(0, 256, (32, 32, 3), dtype=np.uint8)).save(folder / f"{number}.png")
    return tmp_path / "pictures"


def experiments(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command in `folder` as a student does."""
    command = [sys.executable, "-m", "seminar", "experiments", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.slow
def test_results_are_kept_and_more_seeds_are_added(pictures: Path) -> None:
    """One seed, then two: the runs of the first are not measured again; other images are refused."""
    call = ("--data", pictures, "--out", pictures.parent / "out", "--only", "batch_norm", "--jobs", 1)
    first = experiments(pictures.parent, *call, "--seeds", 1, "--lang", "en")
    assert first.returncode == 0, first.stderr
    path = pictures.parent / "out" / "pictures.json"
    before = json.loads(path.read_text(encoding="utf-8"))["runs"]
    assert set(before) == {"batch_norm/batch_norm=False/0", "batch_norm/batch_norm=True/0"}

    second = experiments(pictures.parent, *call, "--seeds", 2, "--lang", "ru")
    assert second.returncode == 0, second.stderr
    after = json.loads(path.read_text(encoding="utf-8"))["runs"]
    assert len(after) == 4
    assert {key: after[key] for key in before} == before
    assert "обучающих картинок 80, тестовых 20, запусков 2" in second.stdout
    assert (pictures.parent / "out" / "pictures_ru.png").stat().st_size > 0

    other = experiments(pictures.parent, *call, "--images", 40, "--lang", "en")
    assert other.returncode == 2
    assert "other images" in other.stdout
    assert "Traceback" not in other.stdout + other.stderr


@pytest.mark.slow
def test_the_same_seed_gives_the_same_curves(pictures: Path) -> None:
    """All numbers, to the last digit."""
    for name in ("one", "two"):
        done = experiments(pictures.parent, "--data", pictures, "--only", "batch_norm", "--seeds", 1, "--name", name)
        assert done.returncode == 0, done.stderr
    runs = [
        json.loads((pictures.parent / "experiments" / f"{name}.json").read_text(encoding="utf-8"))["runs"]
        for name in ("one", "two")
    ]
    assert runs[0] == runs[1]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """One line, no traceback, exit code 2."""
    done = experiments(tmp_path, "--data", "nowhere", "--lang", "en")
    assert done.returncode == 2
    assert "nowhere" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_network_of_the_tasks_comes_from_an_answer(pictures: Path) -> None:
    """The library holds none: without a file it says what it needs, with one it trains what the file makes."""
    call = ("--data", pictures, "--only", "augmentation", "--seeds", 1, "--jobs", 1, "--lang", "en")
    without = experiments(pictures.parent, *call)
    assert without.returncode == 2
    assert "--answer" in without.stdout

    answer = pictures.parent / "mine.py"
    answer.write_text("x = 1", encoding="utf-8")
    lacking = experiments(pictures.parent, *call, "--answer", answer)
    assert lacking.returncode == 2
    assert "mine.py" in lacking.stdout
    assert "Traceback" not in lacking.stdout + lacking.stderr

    answer.write_text(
        "from torch import nn\n\n\ndef ModelBaseline(activation=nn.ReLU):\n"
        "    return nn.Sequential(nn.Conv2d(3, 4, 3, stride=8), activation(), nn.Flatten(), nn.Linear(64, 10))\n",
        encoding="utf-8",
    )
    done = experiments(pictures.parent, *call, "--answer", answer)
    assert done.returncode == 0, done.stderr


def test_no_plan_makes_the_network_of_the_tasks() -> None:
    """A variant without an answer has two or more blocks: four convolutions at least."""
    for experiment in EXPERIMENTS.values():
        for variant in experiment.variants.values():
            if variant.make is not None:
                layers = variant.network(None).modules()
                assert sum(isinstance(layer, nn.Conv2d) for layer in layers) >= 4


@pytest.mark.parametrize(
    ("ones", "others", "word"),
    [([60, 61, 62], [59, 60, 61], HOLDS), ([60, 61, 62], [61, 62, 63], FAILS), ([60, 61, 62], [61, 60, 61], OPEN)],
)
def test_a_claim_holds_when_every_seed_says_so(ones: list[float], others: list[float], word: str) -> None:
    """Pairs of the same seed decide."""

    def runs(best: list[float]) -> list[dict[str, object]]:
        """Return runs of which only the best accuracy matters."""
        return [
            {
                "validation_accuracy": [value / 100],
                "train_loss": [1.0],
                "seen_accuracy": [1.0],
                "dead": [["conv 1", 0, 16], ["linear 1", 4, 128]],
            }
            for value in best
        ]

    variants = {"ReLU": runs(others), "LeakyReLU": runs(others), "ELU": runs(ones), "SELU": runs(ones)}
    seconds = {"activations": {name: [1.0, 1.1] for name in variants}}
    results = Results("x", 1, 1, {"activations": variants}, seconds)
    verdicts = {verdict.claim.key: verdict.word for verdict in judge_claims(results)}
    assert verdicts["elu_accuracy"] == word
    assert verdicts["selu_seconds"] == FAILS


@pytest.mark.parametrize("name", SETS)
def test_shipped_results_are_whole(name: str) -> None:
    """Every variant of every experiment that was measured, all seeds, filters, a figure, a verdict on each claim."""
    results = read_results(name)
    on_drawings = ("vgg", "tuning", "tuned") if name == "data_small" else ()
    assert tuple(results.runs) == MEASURED + on_drawings
    for experiment in {"vgg", "tuned"} & set(on_drawings):
        assert {len(runs) for runs in results.runs[experiment].values()} == {SEEDS}
    for experiment in MEASURED:
        plan, variants = EXPERIMENTS[experiment], results.runs[experiment]
        assert {variant: len(runs) for variant, runs in variants.items()} == dict.fromkeys(plan.variants, SEEDS)
        epochs = plan.small_epochs if name == "data_small" else plan.epochs
        assert {len(run["seen_accuracy"]) for runs in variants.values() for run in runs} == {epochs}
    judged = {verdict.claim for verdict in judge_claims(results)}
    assert judged == {claim for claim in CLAIMS if claim.experiment in results.runs}
    before, after = measured_filters(results)
    assert before.weight.shape == after.weight.shape == (16, 3, 3, 3)
    assert not before.weight.equal(after.weight)
    for language in ("ru", "en"):
        assert (SHIPPED / f"{name}_{language}.png").is_file()


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", SETS)
def test_shipped_tables_are_what_the_runs_say(name: str, language: str) -> None:
    """The page in each language holds the tables word for word."""
    use_language(language)
    assert (SHIPPED / f"{name}_{language}.md").read_text(encoding="utf-8") == f"{summary(read_results(name))}\n"


def test_docs_say_what_the_runs_say() -> None:
    """The tables of numbers, of dead units and of claims are what `python -m seminar results` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "seminar", "results", "--lang", "en"],
        cwd=ROOT / "assignment",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    numbers, dead, claims = done.stdout.strip().split("\n\n")
    shown = [len(EXPERIMENTS[name].variants) for name in MEASURED if name != "dead_units"]
    on_drawings = sum(len(EXPERIMENTS[name].variants) for name in ("vgg", "tuned"))
    assert numbers.count("±") == 2 * (len(SETS) * sum(shown) + on_drawings)
    assert "linear 1: 128 ± 0 / 128" in dead
    assert len(claims.splitlines()) == 2 + len(CLAIMS)
    said = (ROOT / "docs" / "experiments.md").read_text(encoding="utf-8")
    for table in (numbers, dead, claims):
        assert table in said


@pytest.mark.parametrize("wanted", ["nn.Dropout, lr=0.001, p=0.2/0.3/0.4", "nn.Dropout, lr=0.003, p=0.1/0.15/0.2"])
def test_the_last_comparison_takes_the_best_settings(wanted: str) -> None:
    """By the mean of the last five epochs, not by a single good one; nothing while a setting has not been tried."""
    tried = EXPERIMENTS["tuning"].variants
    assert [sum(key.startswith(f"{name},") for key in tried) for name in EXPERIMENTS["tuned"].variants] == [4, 3, 3]
    runs = {f"tuning/{key}/0": {"validation_accuracy": [0.9, 0.3, 0.3, 0.3, 0.3, 0.3]} for key in tried}
    runs[f"tuning/{wanted}/0"] = {"validation_accuracy": [0.1, 0.4, 0.4, 0.4, 0.4, 0.4]}
    best = best_settings(runs)
    assert best is not None
    assert best["nn.Dropout"] == (wanted, tried[wanted])
    del runs["tuning/no dropout, lr=0.005/0"]
    assert best_settings(runs) is None


def test_settings_are_judged_on_other_images(easy: ImageSet) -> None:
    """Held out: neither trained on nor of the test set; half of a set that is too small."""
    numbered = ImageSet(torch.arange(80).view(-1, 1, 1, 1).expand(80, 3, 32, 32).to(torch.uint8), easy.labels)
    sets = sets_of("tuning", numbered, easy)
    trained, held = set(sets.train.images[:, 0, 0, 0].tolist()), set(sets.validation.images[:, 0, 0, 0].tolist())
    assert len(trained) == len(held) == 40
    assert not trained & held
    assert sets_of("tuned", numbered, easy).validation is easy


def test_settings_are_told_by_what_they_are_judged_by() -> None:
    """The mean of the last five epochs; a setting that has not been tried yet has no row."""
    results = read_results("data_small")
    table = tuning_table(results)
    assert {*table.index} <= set(EXPERIMENTS["tuning"].variants)
    (run,) = results.runs["tuning"]["no dropout, lr=0.001"]
    assert table.loc["no dropout, lr=0.001"].tolist() == [f"{100 * score(run):.1f}"]


def test_dead_units_are_told_by_layer() -> None:
    """Mean and spread over the seeds of the layers that have some, of all their units; one number hides the layer."""
    counts = ((0, 50), (0, 60), (1, 70))
    runs = [
        {
            "validation_accuracy": [0.5],
            "train_loss": [1.0],
            "seen_accuracy": [0.5],
            "dead": [["conv 1", 0, 16], ["conv 2", conv, 16], ["linear 1", linear, 128]],
        }
        for conv, linear in counts
    ]
    results = Results("x", 1, 1, {"activations": {"ReLU": runs}})
    assert results_table(results, "activations")["dead units by layer"].tolist() == [
        "conv 2: 0 ± 1 / 16, linear 1: 60 ± 10 / 128"
    ]


def test_a_file_can_be_shown_and_nothing_is_measured(tmp_path: Path) -> None:
    """A part of the plan, other images than there are: --show prints and draws what is there."""
    (tmp_path / "mine.json").write_text((SHIPPED / "data_small.json").read_text(encoding="utf-8"), encoding="utf-8")
    done = experiments(tmp_path, "--show", "--name", "mine", "--out", ".", "--lang", "en")
    assert done.returncode == 0, done.stdout
    assert "Dropout: 600 training images, 60 epochs" in done.stdout
    assert "best settings: 600 training images, 120 epochs" in done.stdout
    assert (tmp_path / "mine_en.png").stat().st_size > 0

    missing = experiments(tmp_path, "--show", "--name", "other", "--out", ".", "--lang", "en")
    assert missing.returncode == 2
    assert len(missing.stdout.splitlines()) == 1


def test_the_figure_shows_dead_units_only_where_there_is_nothing_else() -> None:
    """Of what was measured six panels; of dead units alone one."""
    results = read_results("data_small")
    alone = replace(results, runs={"dead_units": results.runs["dead_units"]})
    assert [len(plot_overview(shown).axes) for shown in (results, alone)] == [6, 1]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_dashed_line_says_in_which_mode_it_was_measured(language: str) -> None:
    """Measured curves have training images in eval mode, curves of `fit` in train mode: their names differ."""
    use_language(language)
    measured = plot_experiment("dropout", [read_results("data_small")]).legends[0].get_texts()[-1].get_text()
    followed = plot_curves([History("", [1.0], [0.5])]).legends[0].get_texts()[-2].get_text()
    assert "eval" in measured
    assert followed != measured


def test_close_curves_are_told_apart() -> None:
    """The axis begins below the lowest curve, not at 0; each panel says on how many images it was measured."""
    figure = plot_experiment("dropout", [read_results("data_small")])
    low, high = figure.axes[0].get_ylim()
    lowest = min(np.asarray(line.get_ydata())[6:].min() for line in figure.axes[0].lines)
    assert 0 < low < lowest < low + 12
    assert high > 100
    assert "600 training images" in figure.axes[0].get_title()


def test_missing_results_are_named() -> None:
    """The error names the command that measures them."""
    with pytest.raises(SeminarError, match="python -m seminar experiments"):
        read_results("nothing")
