"""The seccomp layer: a worker computes; it opens no socket, starts no program or process, and touches no other one.

The kernel answers such a call with "Operation not permitted", which Python shows as a PermissionError. libseccomp knows
the numbers of the calls on each kind of machine, and refuses calls that go by another machine's numbers.
"""

import contextlib
import errno
import mmap
import os
import socket

CLONE_VFORK, CLONE_THREAD = 0x4000, 0x10000
TIOCSTI = 0x5412
PRCTLS = (1, 4, 0x59616D61)  # when to die with the parent, dumpable, who may trace

SOCKETS = "socket connect bind listen accept accept4 sendmsg sendmmsg recvmsg recvmmsg setsockopt socketcall"
SOCKET_KINDS = 16  # the kernel takes the kind of a socket from four bits; the others are flags
PROGRAMS = "execve execveat fork vfork"
OTHER_PROCESSES = """ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp pidfd_open
pidfd_getfd pidfd_send_signal tkill rt_sigqueueinfo rt_tgsigqueueinfo setsid setpgid migrate_pages move_pages
setpriority ioprio_set sched_setscheduler sched_setattr sched_setparam"""
SHARED_MEMORY = """shmget shmat shmctl shmdt msgget msgsnd msgrcv msgctl semget semop semtimedop semctl ipc mq_open
mq_unlink memfd_create memfd_secret"""
SYSTEM = """mount umount umount2 move_mount open_tree fsopen fsmount fsconfig fspick mount_setattr pivot_root chroot
setns unshare bpf perf_event_open keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register
userfaultfd kexec_load kexec_file_load init_module finit_module delete_module create_module reboot swapon swapoff acct
quotactl quotactl_fd syslog sethostname setdomainname settimeofday clock_settime clock_adjtime adjtimex iopl ioperm
modify_ldt open_by_handle_at name_to_handle_at personality fanotify_init vhangup lookup_dcookie uselib ustat nfsservctl
vm86 vm86old"""
OWNERSHIP = """chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat chown32 fchown32 lchown32 setxattr lsetxattr
fsetxattr removexattr lremovexattr fremovexattr setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid
setgroups capset mknod mknodat"""
# Newer than many a libseccomp: by number, the same on every machine.
NUMBERS = {"fchmodat2": 452, "setxattrat": 463, "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469}


def find_library() -> None:
    """Load libseccomp, which is found by running programs: not possible any more once the layers are on."""
    with contextlib.suppress(ImportError, RuntimeError):
        import pyseccomp  # noqa: F401


def restrict() -> str:
    """Put the filter on this process; return what holds. Raises an exception where libseccomp or seccomp is missing."""
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    denied = pyseccomp.ERRNO(errno.EPERM)
    count = 0
    for name in " ".join((SOCKETS, PROGRAMS, OTHER_PROCESSES, SHARED_MEMORY, SYSTEM, OWNERSHIP, *NUMBERS)).split():
        try:
            rules.add_rule(denied, name)
            count += 1
        except (OSError, ValueError, RuntimeError):
            # A call that this libseccomp or this kind of machine does not have by that name.
            if name in NUMBERS:
                rules.add_rule(denied, NUMBERS[name])
                count += 1
    # asyncio wakes its loop through a pair of streams, which are connected to each other and to nobody else for good:
    # without `connect`, `bind`, an address in `sendto` and descriptors in `sendmsg` nothing leaves this process by
    # them. No other family or kind has that: a pair of datagrams sends to any address. Flags are refused because of
    # urgent bytes (MSG_OOB), the part of local sockets that the kernel had the worst holes in.
    rules.add_rule(denied, "socketpair", pyseccomp.Arg(0, pyseccomp.NE, socket.AF_UNIX))
    for kind in set(range(SOCKET_KINDS)) - {int(socket.SOCK_STREAM)}:
        rules.add_rule(denied, "socketpair", pyseccomp.Arg(1, pyseccomp.MASKED_EQ, SOCKET_KINDS - 1, kind))
    rules.add_rule(denied, "sendto", pyseccomp.Arg(3, pyseccomp.NE, 0))
    rules.add_rule(denied, "sendto", pyseccomp.Arg(4, pyseccomp.NE, 0))
    # Threads are made by clone; clone3 hides what it makes, and the C library goes back to clone without it.
    rules.add_rule(denied, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0))
    # Who waits for a thread of vfork's kind is not seen to wait.
    rules.add_rule(denied, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_VFORK, CLONE_VFORK))
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    for name in ("kill", "tgkill"):
        rules.add_rule(denied, name, pyseccomp.Arg(0, pyseccomp.NE, os.getpid()))
    rules.add_rule(denied, "prlimit64", pyseccomp.Arg(0, pyseccomp.NE, 0))
    # Memory shared with nobody is only there to escape the memory limit.
    nameless = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
    rules.add_rule(denied, "mmap", pyseccomp.Arg(3, pyseccomp.MASKED_EQ, nameless, nameless))
    rules.add_rule(denied, "ioctl", pyseccomp.Arg(1, pyseccomp.MASKED_EQ, 0xFFFFFFFF, TIOCSTI))
    for option in PRCTLS:
        rules.add_rule(denied, "prctl", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, 0xFFFFFFFF, option))
    rules.load()
    return f"{count} kinds of system calls refused"
