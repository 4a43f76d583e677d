"""Settings of a run: rehearsal, device, and `written`, which must let any class through without raising."""

import pytest
import torch
from torch import nn

from seminar import SeminarError, epochs, quick, use_language, written


class Filled(nn.Module):
    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.layer = nn.Linear(3 * 32 * 32, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x.flatten(1))


class ReturnsNothing(nn.Module):
    def forward(self, x: torch.Tensor) -> None:
        """Return nothing, as a stub with `...` does."""


class NotImplementedYet(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError


class ForgotSuper(nn.Module):
    def __init__(self) -> None:
        self.layer = nn.Linear(2, 2)


class WrongShape(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(7, 7)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x)


class Exits:
    def __init__(self) -> None:
        raise SystemExit(3)


class UnprintableError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


class RaisesUnprintable:
    def __init__(self) -> None:
        raise UnprintableError


@pytest.mark.parametrize("arguments", [(), (7,)], ids=["default", "with an argument"])
def test_filled_class_is_written(arguments: tuple[int, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert written(Filled, *arguments)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "cls", [ReturnsNothing, NotImplementedYet, ForgotSuper, WrongShape, Exits, RaisesUnprintable, int, None, 5, "text"]
)
def test_anything_else_gets_one_line(cls: type, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    use_language(language)
    assert written(cls) is False
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1, lines


def test_stub_and_mistake_get_different_lines(capsys: pytest.CaptureFixture[str]) -> None:
    written(ReturnsNothing)
    assert "ReturnsNothing is still a stub" in capsys.readouterr().out
    written(WrongShape)
    assert "RuntimeError" in capsys.readouterr().out


def test_written_does_not_move_the_random_numbers() -> None:
    torch.manual_seed(0)
    expected = torch.rand(1)
    torch.manual_seed(0)
    written(Filled)
    assert torch.rand(1) == expected


def test_rehearsal_trains_one_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEMINAR_QUICK", raising=False)
    assert not quick()
    assert epochs(5) == 5
    monkeypatch.setenv("SEMINAR_QUICK", "1")
    assert quick()
    assert epochs(5) == 1


def test_a_notebook_shows_the_error_as_one_line() -> None:
    assert SeminarError("no data")._render_traceback_() == ["SeminarError: no data"]
