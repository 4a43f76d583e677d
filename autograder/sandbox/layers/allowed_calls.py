"""Which calls of the system a worker may make: learned from the correct banks, tests/sandbox/works and torch's threads.

A call that is in no list does not exist for a worker. REFUSED are those that a right program may come to call, or that
somebody looks at who asks what is refused: they say "Operation not permitted".
"""

import mmap
import os
import socket
import termios
from collections.abc import Mapping, Sequence

# Of one call: which argument, the bits of it that matter, and what they must be. All of a rule's must hold.
Rule = Sequence[tuple[int, int, int]]

FILES = """access faccessat faccessat2 close read write pread64 pwrite64 readv writev preadv pwritev
preadv2 pwritev2 lseek stat fstat lstat newfstatat statx statfs fstatfs getcwd chdir fchdir mkdir mkdirat rmdir rename
renameat renameat2 unlink unlinkat readlink readlinkat truncate ftruncate fsync fdatasync sendfile copy_file_range
fadvise64 umask getdents getdents64 getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr dup dup2 dup3 pipe
pipe2 poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd
eventfd2"""
MEMORY = "munmap mprotect mremap brk madvise mincore msync mbind get_mempolicy"
PROCESS = """getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgid getpgrp getsid
getpriority getrlimit setrlimit getrusage times capget uname sysinfo getcpu sched_yield sched_getaffinity
sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min wait4 waitid exit exit_group
set_tid_address set_robust_list rseq arch_prctl futex getrandom restart_syscall"""
SIGNALS = """rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack alarm
setitimer getitimer pause"""
CLOCKS = "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time"
PAIR = "recvfrom shutdown getsockname getpeername"
ALLOWED = tuple(" ".join((FILES, MEMORY, PROCESS, SIGNALS, CLOCKS, PAIR)).split())

# Calls with many uses, by their command: (which argument it is, what it may be). Not among fcntl's: leases, by which a
# library's file stays closed to everybody else for 45 s; owners and signals of descriptors; sizes of pipes; notices.
# Not among prctl's: when to die with the parent, being dumpable, who may trace, capabilities.
COMMANDS: Mapping[str, tuple[int, Sequence[int]]] = {
    # duplicate; flags of a descriptor; flags of a file (read); who holds a lock, in two ways; the size of a pipe
    "fcntl": (1, (0, 1, 2, 3, 5, 36, 1030, 1032)),
    "ioctl": (
        1,
        (
            *(termios.TCGETS, termios.TIOCGWINSZ, termios.TIOCGPGRP, termios.FIONREAD),
            *(termios.FIONBIO, termios.FIOCLEX, termios.FIONCLEX, 0x802C542A),
        ),
    ),
    # when to die (read), dumpable (read), the name of a thread, seccomp (read), a capability (read), the slack of
    # timers (read), new privileges (read), huge pages, the name of a mapping
    "prctl": (0, (2, 3, 15, 16, 21, 23, 30, 39, 41, 42, 0x53564D41)),
}
BY_COMMAND = tuple(COMMANDS)
ALL = 0xFFFFFFFF

# Locks on files are granted without being taken: a worker shares its files with nobody. The kernel keeps them in memory
# that no limit counts (a million of them, 190 MiB, in 25 s), and one on a library's file others would meet.
GRANTED_COMMANDS = {"fcntl": (1, (6, 7, 37, 38))}  # a lock, and waiting for one; the same for an open file
GRANTED = ("flock",)

# With a graphics card: commands to its driver are of the driver's own kind ("F"), those to its memory are numbers below
# 256 and two that begin and end; Landlock keeps them from any other device.
# (which bits of the command matter, what they must be)
GPU_COMMANDS = ((0xFF00, ord("F") << 8), (0xFFFFFF00, 0), (ALL, 0x30000001), (ALL, 0x30000002))

# C libraries make a thread with exactly these flags, glibc without and musl with CLONE_DETACHED.
THREADS = (0x3D0F00, 0x7D0F00)
# Open: no file without a name (O_TMPFILE), which no look at a folder finds; no descriptor that opens nothing (O_PATH),
# which stays where a folder is closed later; no signals from it (O_ASYNC).
O_TMPFILE = getattr(os, "O_TMPFILE", 0) & ~os.O_DIRECTORY
OPENING = O_TMPFILE | getattr(os, "O_PATH", 0) | getattr(os, "O_ASYNC", 0)
# Map: what grows by itself and huge pages escape limits and counts; memory shared with nobody is only there for that.
MAP_GROWSDOWN, MAP_HUGETLB = 0x100, 0x40000
NAMELESS = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
MAPPING = NAMELESS | MAP_GROWSDOWN | MAP_HUGETLB
SOCKET_KINDS = 0xF  # the kernel takes the kind of a socket from four bits; the others are flags
LEVEL_OPTIONS = ("SO_TYPE", "SO_ERROR", "SO_SNDBUF", "SO_RCVBUF", "SO_DOMAIN", "SO_PROTOCOL", "SO_ACCEPTCONN")
F_SETFL = 4
CLOSE_RANGE_CLOEXEC = 4


def rules_by_argument(pid: int, *, gpu: bool = False) -> dict[str, list[Rule]]:
    """Return for each call that is allowed with some arguments the rules of which one must hold.

    pid: the worker's. gpu: whether it has a graphics card, whose driver maps memory that is shared with nobody.
    """
    whole = (1 << 64) - 1
    maps = (0, mmap.MAP_SHARED, mmap.MAP_ANONYMOUS, *((NAMELESS,) if gpu else ()))
    options = [getattr(socket, name) for name in LEVEL_OPTIONS if hasattr(socket, name)]
    with_card: dict[str, list[Rule]] = {
        # Its driver opens a socket to which nobody can connect: no worker has `connect`, and its network is its own.
        "socket": [[(0, whole, socket.AF_UNIX), (1, SOCKET_KINDS, socket.SOCK_SEQPACKET)]],
        "bind": [[]],
        "listen": [[]],
    }
    return {
        **(with_card if gpu else {}),
        "fcntl": [[(1, ALL, F_SETFL), (2, getattr(os, "O_ASYNC", 0), 0)]],
        "open": [[(1, OPENING, 0)]],
        "openat": [[(2, OPENING, 0)]],
        # Not CLOSE_RANGE_UNSHARE: a thread with descriptors of its own has as many again as a process may have, and
        # what it has open without a name is not found where the process's are looked at.
        "close_range": [[(2, ALL, flags)] for flags in (0, CLOSE_RANGE_CLOEXEC)],
        # Threads are made by clone; clone3 hides what it makes, and the C library goes back to clone without it.
        "clone": [[(0, ALL, flags)] for flags in THREADS],
        "mmap": [[(3, MAPPING, kind)] for kind in maps],
        "kill": [[(0, whole, pid)]],
        "tgkill": [[(0, whole, pid)]],
        "prlimit64": [[(0, whole, 0)]],
        # asyncio wakes its loop through a pair of streams, which are connected to each other and to nobody else for
        # good: without `connect`, `bind`, an address in `sendto` and descriptors in `sendmsg` nothing leaves this
        # process by them. No other family or kind has that: a pair of datagrams sends to any address. Flags are
        # refused because of urgent bytes (MSG_OOB), the part of local sockets that the kernel had the worst holes in.
        "socketpair": [[(0, whole, socket.AF_UNIX), (1, SOCKET_KINDS, socket.SOCK_STREAM)]],
        "sendto": [[(3, whole, 0), (4, whole, 0)]],
        # Not the other end's credentials or descriptor of its process.
        "getsockopt": [[(1, ALL, socket.SOL_SOCKET), (2, ALL, option)] for option in options],
    }


SOCKETS = "socket connect bind listen accept accept4 sendmsg sendmmsg recvmsg recvmmsg setsockopt socketcall"
PROGRAMS = "execve execveat fork vfork"
OTHER_PROCESSES = """ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp pidfd_open
pidfd_getfd pidfd_send_signal tkill rt_sigqueueinfo rt_tgsigqueueinfo setsid setpgid migrate_pages move_pages
get_robust_list set_mempolicy setpriority ioprio_set sched_setscheduler sched_setattr sched_setparam
sched_setaffinity"""
SHARED_MEMORY = """shmget shmat shmctl shmdt msgget msgsnd msgrcv msgctl semget semop semtimedop semctl ipc mq_open
mq_unlink memfd_create memfd_secret mlock mlock2 mlockall remap_file_pages"""
SYSTEM = """mount umount umount2 move_mount open_tree fsopen fsmount fsconfig fspick mount_setattr pivot_root chroot
setns unshare bpf perf_event_open keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register io_setup
io_submit userfaultfd kexec_load kexec_file_load init_module finit_module delete_module create_module reboot swapon
swapoff acct quotactl quotactl_fd syslog sethostname setdomainname settimeofday clock_settime clock_adjtime adjtimex
iopl ioperm modify_ldt open_by_handle_at name_to_handle_at personality vhangup lookup_dcookie uselib ustat nfsservctl
vm86 vm86old sync syncfs sync_file_range splice tee vmsplice"""
WATCHES = """inotify_init inotify_init1 inotify_add_watch inotify_rm_watch fanotify_init fanotify_mark timer_create
timer_settime timerfd_create timerfd_settime signalfd signalfd4"""
OWNERSHIP = """chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat chown32 fchown32 lchown32 setxattr lsetxattr
fsetxattr removexattr lremovexattr fremovexattr setxattrat removexattrat file_setattr open_tree_attr setuid setgid
setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset mknod mknodat utime utimes futimesat utimensat
symlink symlinkat link linkat"""
# Newer than many a libseccomp: by number, the same on every machine.
NUMBERS = {"fchmodat2": 452, "setxattrat": 463, "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469}
REFUSED = tuple(" ".join((SOCKETS, PROGRAMS, OTHER_PROCESSES, SHARED_MEMORY, SYSTEM, WATCHES, OWNERSHIP)).split())
