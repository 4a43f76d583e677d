"""What student code tries from inside, with all layers and without some: each attempt is made for real."""

import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.errors import GraderError
from autograder.paths import ROOT
from autograder.sandbox.layers import LAYERS, LayerState, is_confined
from autograder.sandbox.layers.layer import Guarded
from autograder.sandbox.submission import SandboxedSubmission
from tests.course import SEMINAR
from tests.sandbox.conftest import TIGHT, Sandbox, script

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the layers are Linux's")

GUARD_FILES = {layer.name for layer in LAYERS.values() if Guarded.FILES in layer.guards}
# Every attempt is a function; it prints its name and whether it succeeded. `blocked` names what must stop it:
# files (Landlock, mounts or another user), places (Landlock or mounts), links (Landlock alone), calls (seccomp alone),
# other processes (Landlock or another user).
PROBES = r"""
import ctypes, mmap, os, signal, socket, subprocess, sys, threading, torch

libc = ctypes.CDLL(None, use_errno=True)
STREAMS = socket.socketpair()
PARENT, PORT, UDP, FOLDER, CHECKS = {parent}, {port}, {udp}, {folder!r}, {checks!r}


def call(*arguments):
    result = libc.syscall(*map(ctypes.c_long, arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result


def attempt(name, action):
    try:
        action()
        print(name, "done", flush=True)
    except BaseException as error:
        print(name, "blocked", type(error).__name__, flush=True)


def child():
    if os.fork() == 0:
        os._exit(0)


def in_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()


attempt("files.secret", lambda: open(FOLDER + "/secret.json").read())
attempt("places.readable", lambda: open(FOLDER + "/public.json").read())
attempt("places.checks", lambda: open(CHECKS).read())
attempt("places.passwd", lambda: open("/etc/passwd").read())
attempt("places.list", lambda: os.listdir(FOLDER).index("secret.json"))
attempt("places.write", lambda: open(FOLDER + "/open/written", "w"))
attempt("places.shared_memory", lambda: open("/dev/shm/" + os.path.basename(FOLDER), "w"))
attempt("links.symlink", lambda: os.symlink("/etc/passwd", "link"))
attempt("calls.chmod", lambda: os.chmod(FOLDER + "/public.json", 0))
attempt("calls.tcp", lambda: socket.create_connection(("127.0.0.1", PORT), 1))
attempt("calls.udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", UDP)))
attempt("calls.unix", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x", FOLDER + "/open/unix"))
attempt("calls.datagram_pair", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
attempt("calls.packet_pair", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET))
attempt("calls.descriptors", lambda: socket.send_fds(STREAMS[0], [b"x"], [1]))
attempt("calls.option", lambda: STREAMS[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20))
attempt("calls.send_flags", lambda: STREAMS[0].send(b"x", socket.MSG_DONTWAIT))
attempt("calls.exec", lambda: subprocess.run(["/bin/true"]))
attempt("calls.fork", child)
attempt("calls.shared_map", lambda: mmap.mmap(-1, 4096))
attempt("calls.memfd", lambda: os.memfd_create("x"))
attempt("calls.pidfd", lambda: os.pidfd_open(PARENT))
attempt("calls.session", os.setsid)
attempt("calls.group_signal", lambda: os.killpg(0, 0))
attempt("others.signal", lambda: os.kill(PARENT, 0))
attempt("others.environ", lambda: open(f"/proc/{{PARENT}}/environ", "rb").read())
attempt("others.memory", lambda: open(f"/proc/{{PARENT}}/mem", "rb"))
attempt("others.descriptors", lambda: os.listdir(f"/proc/{{PARENT}}/fd"))
attempt("others.root", lambda: os.setuid(0) if os.getuid() else 1 / 0)
attempt("allowed.scratch", lambda: (open("a", "w").write("x"), os.mkdir("d"), os.rename("a", "d/a"), os.remove("d/a")))
attempt("allowed.stream_pair", lambda: STREAMS[0].send(b"x"))
attempt("allowed.random", lambda: open("/dev/urandom", "rb").read(1))
attempt("allowed.null", lambda: open("/dev/null", "w").write("x"))
attempt("allowed.thread", in_thread)
attempt("allowed.import", lambda: __import__("sqlite3"))
attempt("allowed.torchvision", lambda: __import__("torchvision"))
attempt("allowed.data", lambda: open(os.environ["COURSE_DATA"] + "/labels").read())
attempt("allowed.self_signal", lambda: os.kill(os.getpid(), 0))
attempt("allowed.backward", lambda: torch.ones(2, requires_grad=True).sum().backward())
"""
ROOT_USER = os.geteuid() == 0
SECRET = "the secret of a build"


@dataclass
class Outside:
    """The grader's side of the attempts: a folder with files of its own, and listeners that must hear nothing."""

    folder: Path
    tcp: socket.socket
    udp: socket.socket
    unix: socket.socket

    def heard(self) -> bool:
        """Return whether anything arrived at a listener."""
        for listener in (self.tcp, self.udp, self.unix):
            try:
                listener.accept() if listener is self.tcp else listener.recv(1)
                return True
            except BlockingIOError:
                continue
        return False


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """Make the files and listeners that the probes are after; other users may enter the folder."""

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "open").mkdir()
        (folder / "open").chmod(0o777)
        (folder / "data" / "data_small").mkdir(parents=True)
        (folder / "data" / "data_small" / "labels").write_text("labels")
        (folder / "public.json").write_text("public")
        (folder / "secret.json").write_text(SECRET)
        (folder / "secret.json").chmod(0o600)
        tcp, udp = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        unix = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        tcp.bind(("127.0.0.1", 0))
        tcp.listen()
        udp.bind(("127.0.0.1", 0))
        unix.bind(f"{folder}/open/unix")
        (folder / "open" / "unix").chmod(0o777)
        for listener in (tcp, udp, unix):
            listener.setblocking(False)
        yield Outside(folder, tcp, udp, unix)
        for listener in (tcp, udp, unix):
            listener.close()


def attempts(outside: Outside, without: tuple[str, ...]) -> tuple[dict[str, bool], SandboxedSubmission]:
    """Return by attempt whether it succeeded, and the closed submission."""
    source = PROBES.format(
        parent=os.getpid(),
        port=outside.tcp.getsockname()[1],
        udp=outside.udp.getsockname()[1],
        folder=str(outside.folder),
        checks=str(ROOT / "autograder" / "judge.py"),
    )
    data = outside.folder / "data"
    with SandboxedSubmission(
        script(source), SEMINAR, TIGHT, data=data, without=frozenset(without), unconfined=bool(without), everything=True
    ) as submission:
        submission.subject("q1", 0)
        lines = [line.split() for line in submission.output.splitlines()]
        assert submission.steps.failures == {}
    return {line[0]: line[1] == "done" for line in lines}, submission


def blocked_by(layers: dict[str, LayerState]) -> set[str]:
    """Return the kinds of attempts that the layers that hold must block."""
    held = {name for name, layer in layers.items() if layer.held}
    kinds = set()
    if "landlock" in held:
        kinds |= {"files", "places", "links", "others"}
    if "mounts" in held:
        kinds |= {"files", "places"}
    if "user" in held:
        kinds |= {"files", "others"}
    if "seccomp" in held:
        kinds |= {"calls"}
    return kinds


@pytest.mark.parametrize(
    "without",
    [(), ("landlock",), ("mounts",), ("landlock", "mounts"), ("user",), ("seccomp",)],
    ids=lambda without: f"without {' and '.join(without) or 'nothing'}",
)
def test_layers_that_hold_block_what_they_should(outside: Outside, without: tuple[str, ...]) -> None:
    """Attempts of a kind all fail where a layer against it holds; what student code needs always works."""
    done, submission = attempts(outside, without)
    kinds = blocked_by(submission.layers)
    assert len(done) == PROBES.count("attempt(") - 1
    through = [name for name, succeeded in done.items() if succeeded and name.split(".")[0] in kinds]
    assert through == []
    refused = [name for name, succeeded in done.items() if not succeeded and name.startswith("allowed")]
    assert refused == []
    if "calls" in kinds:
        assert not outside.heard()
        assert (outside.folder / "public.json").read_text() == "public"
    assert SECRET not in submission.output


def test_without_layers_the_attempts_succeed(outside: Outside) -> None:
    """Otherwise the test above would prove nothing."""
    done, submission = attempts(outside, tuple(LAYERS))
    assert not any(layer.held for layer in submission.layers.values())
    assert not is_confined(submission.layers)
    kinds = ("places", "links", "calls", "others", "files") if ROOT_USER else ("places", "links")
    harmless = {"others.root", "calls.session", "places.list"}
    stopped = [n for n, ok in done.items() if not ok and n.split(".")[0] in kinds and n not in harmless]
    assert stopped == []
    assert outside.heard()


def test_layers_of_this_machine_are_reported(sandbox: Sandbox) -> None:
    """Every layer is named with how it holds, or why not; on a Linux machine the important ones hold."""
    submission = sandbox("")
    submission.subject("q1", 0)
    assert list(submission.layers) == list(LAYERS)
    assert all(layer.detail for layer in submission.layers.values())
    assert submission.layers["user"].held == ROOT_USER
    assert is_confined(submission.layers), submission.layers


@pytest.mark.parametrize("without", [{"seccomp"}, GUARD_FILES, set(LAYERS)], ids=["calls", "files", "all"])
def test_nothing_runs_where_code_cannot_be_confined(without: set[str]) -> None:
    """The instructor is told what to do, and not one cell is run, unless it was asked for in so many words."""
    code = script("print('it runs')")
    with SandboxedSubmission(code, SEMINAR, TIGHT, without=frozenset(without), everything=True) as submission:
        with pytest.raises(GraderError, match=r"cannot be confined on this machine: .* --unconfined"):
            submission.subject("q1", 0)
        assert submission.output == ""
    with SandboxedSubmission(
        code, SEMINAR, TIGHT, without=frozenset(without), unconfined=True, everything=True
    ) as submission:
        submission.subject("q1", 0)
        assert submission.output == "it runs"


def test_unknown_layer_is_named() -> None:
    """A layer that is misspelt would otherwise stay on."""
    with (
        pytest.raises(GraderError, match="selinux"),
        SandboxedSubmission(script(""), SEMINAR, TIGHT, without=frozenset({"selinux"})) as s,
    ):
        s.subject("q1", 0)


def test_environment_holds_nothing_of_the_grader(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Student code sees a few variables of ours, and no argument or open file of the grader."""
    monkeypatch.setenv("AUTOGRADER_BUILD", "a place")
    submission = sandbox("import os, sys\nprint(sorted(os.environ), sys.argv, len(os.listdir('/proc/self/fd')))")
    submission.subject("q1", 0)
    assert "AUTOGRADER" not in submission.output
    assert "HOME" in submission.output


def test_folder_is_deleted_with_what_lies_in_it(sandbox: Sandbox) -> None:
    """Also where folders lie deep; and what was written to /tmp goes too where only the user keeps it from there."""
    for without in ((), ("landlock",)) if ROOT_USER else ((),):
        submission = sandbox(
            "import os\nprint(os.getcwd())\n"
            "try: open('/tmp/leftover-of-a-worker', 'w').close()\nexcept OSError: pass\n"
            "for _ in range(300):\n    os.mkdir('d')\n    os.chdir('d')",
            without=without,
        )
        submission.subject("q1", 0)
        folder = Path(submission.output.split()[0])
        assert folder.is_dir()
        submission.close()
        assert not folder.exists()
        assert not Path("/tmp/leftover-of-a-worker").exists()


@pytest.mark.skipif(not ROOT_USER, reason="without Landlock an ordinary user's worker is not confined at all")
def test_what_every_user_can_read_must_be_closed_where_only_modes_guard_it() -> None:
    """Without Landlock and mounts the instructor is told which folders to close; nothing is run before that."""
    with tempfile.TemporaryDirectory() as name:
        build = Path(name) / "build"
        build.mkdir()
        build.parent.chmod(0o755)
        without = frozenset({"landlock", "mounts"})
        with (
            SandboxedSubmission(
                script("print('it runs')"), SEMINAR, TIGHT, hidden=(build,), without=without
            ) as submission,
            pytest.raises(GraderError, match=rf"run `chmod o-rwx .*{build}"),
        ):
            submission.subject("q1", 0)
        assert submission.output == ""
