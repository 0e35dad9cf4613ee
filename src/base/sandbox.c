/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "base/landlock.h"

#include "base/banned.h"

/* Calls are named, not numbered: libseccomp knows which of them the processor's table has. */
typedef const char *const call_list[];

/* Fail with EPERM everywhere, also in sanitizer builds; the tests try them. */
static call_list forbidden_always = {
    "execve",
    "execveat",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "setns",
    "unshare",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "keyctl",
    "add_key",
    "request_key",
    "init_module",
    "finit_module",
    "delete_module",
    "reboot",
    "swapon",
    "kexec_load",
    "open_by_handle_at",
    "io_uring_setup",
    "personality",
    "bind",
    "listen",
    "pidfd_getfd",
    "move_mount",
    "open_tree",
    "fsopen",
    "fsmount",
    "mount_setattr",
    NULL,
};

static call_list forbidden_in_parser = {
    "open",   "openat",    "openat2", "creat",    "socket", "socketpair", "connect",
    "fork",   "vfork",     "clone3",  "kill",     "tkill",  "unlink",     "unlinkat",
    "rename", "renameat2", "link",    "linkat",   "mkdir",  "mkdirat",    "symlink",
    "chmod",  "fchmodat",  "chown",   "truncate", NULL,
};

/* sysinfo: the C library's qsort asks how much memory there is before it takes some for long lists.
 */
static call_list parser_needs = {
    "read",      "readv",        "write",        "writev",
    "close",     "mmap",         "munmap",       "mremap",
    "mprotect",  "brk",          "madvise",      "futex",
    "exit",      "exit_group",   "fstat",        "newfstatat",
    "lseek",     "rt_sigreturn", "rt_sigaction", "rt_sigprocmask",
    "getpid",    "gettid",       "tgkill",       "clock_gettime",
    "getrandom", "sched_yield",  "prlimit64",    "restart_syscall",
    "sysinfo",   NULL,
};

static call_list web_needs = {
    "accept",
    "accept4",
    "access",
    "brk",
    "clock_getres",
    "clock_gettime",
    "clock_nanosleep",
    "close",
    "connect",
    "dup",
    "dup3",
    "epoll_create1",
    "epoll_ctl",
    "epoll_pwait",
    "epoll_wait",
    "eventfd2",
    "exit",
    "exit_group",
    "faccessat",
    "faccessat2",
    "fallocate",
    "fchmod",
    "fchown",
    "fcntl",
    "fdatasync",
    "flock",
    "fstat",
    "fstatfs",
    "fsync",
    "ftruncate",
    "futex",
    "getcwd",
    "getdents64",
    "getegid",
    "geteuid",
    "getgid",
    "getpeername",
    "getpid",
    "getppid",
    "getrandom",
    "getrlimit",
    "getsockname",
    "getsockopt",
    "gettid",
    "gettimeofday",
    "getuid",
    "link",
    "linkat",
    "lseek",
    "lstat",
    "madvise",
    "memfd_create",
    "mkdir",
    "mkdirat",
    "mmap",
    "mprotect",
    "mremap",
    "msync",
    "munmap",
    "nanosleep",
    "newfstatat",
    "open",
    "openat",
    "pipe2",
    "poll",
    "ppoll",
    "pread64",
    "preadv",
    "prlimit64",
    "pwrite64",
    "pwritev",
    "read",
    "readlink",
    "readlinkat",
    "readv",
    "recvfrom",
    "recvmsg",
    "rename",
    "renameat",
    "renameat2",
    "restart_syscall",
    "rmdir",
    "rseq",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "rt_sigtimedwait",
    "sched_getaffinity",
    "sched_yield",
    "select",
    "pselect6",
    "sendfile",
    "sendmsg",
    "sendto",
    "set_robust_list",
    "setsockopt",
    "shutdown",
    "sigaltstack",
    "signalfd4",
    "socketpair",
    "stat",
    "statfs",
    "statx",
    "sysinfo",
    "tgkill",
    "time",
    "umask",
    "uname",
    "unlink",
    "unlinkat",
    "utimensat",
    "wait4",
    "waitid",
    "write",
    "writev",
    NULL,
};

/* The courier's are the parser's, and these. What files may be read, Landlock says. */
static call_list courier_needs = {
    "socket",
    "socketpair",
    "connect",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "recvfrom",
    "recvmsg",
    "recvmmsg",
    "getsockopt",
    "setsockopt",
    "getsockname",
    "getpeername",
    "shutdown",
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "epoll_wait",
    "openat",
    "open",
    "stat",
    "statx",
    "lstat",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getdents64",
    "statfs",
    "fstatfs",
    "fcntl",
    "ioctl",
    "dup",
    "dup3",
    "pipe2",
    "pipe",
    "eventfd2",
    "clone",
    "wait4",
    "alarm",
    "setitimer",
    "uname",
    "sysinfo",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getcwd",
    "getppid",
    "getrlimit",
    "gettimeofday",
    "time",
    "clock_getres",
    "nanosleep",
    "rseq",
    "sigaltstack",
    "clock_nanosleep",
    "set_robust_list",
    "pread64",
    "sched_getaffinity",
    "close_range",
    "set_tid_address",
    NULL,
};

static int seccomp_fail(int rc, px_error *err)
{
    return px_fail_errno(err, -rc, N_("cannot set the filter of system calls: {reason}"), NULL);
}

/* Adds one rule for each call that this processor's table has. */
static int add_all(scmp_filter_ctx filter, const char *const *names, uint32_t action, px_error *err)
{
    for (; *names; names++) {
        int call = seccomp_syscall_resolve_name(*names);
        int rc;

        if (call == __NR_SCMP_ERROR || call < 0)
            continue;
        rc = seccomp_rule_add(filter, action, call, 0);
        if (rc < 0 && rc != -EACCES) /* EACCES: the rule says what the default says */
            return seccomp_fail(rc, err);
    }
    return 0;
}

/* Threads yes, processes no: clone only with CLONE_THREAD; clone3 hides its flags in memory, so it
 * is "not there" and the C library takes clone. A rule may not repeat the default: what is refused
 * is named in sanitizer builds, what is allowed in the others. */
static int allow_threads(scmp_filter_ctx filter, px_error *err)
{
    const scmp_datum_t thread = CLONE_THREAD;
    int rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);

    if (rc < 0)
        return seccomp_fail(rc, err);
#ifdef PX_SANITIZED
    rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, thread, 0));
#else
    rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, thread, thread));
#endif
    return rc < 0 ? seccomp_fail(rc, err) : 0;
}

/* New sockets only to processes of this machine. */
static int allow_unix_sockets(scmp_filter_ctx filter, px_error *err)
{
#ifdef PX_SANITIZED
    int rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1,
                              SCMP_A0(SCMP_CMP_NE, AF_UNIX));
#else
    int rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
                              SCMP_A0(SCMP_CMP_EQ, AF_UNIX));
#endif
    return rc < 0 ? seccomp_fail(rc, err) : 0;
}

static void filter_free(scmp_filter_ctx *filter)
{
    if (*filter)
        seccomp_release(*filter);
}

static scmp_filter_ctx filter_new(uint32_t otherwise)
{
#ifdef PX_SANITIZED
    otherwise = SCMP_ACT_ALLOW;
#endif
    return seccomp_init(otherwise);
}

static int filter_load(scmp_filter_ctx filter, px_error *err)
{
    int rc = seccomp_load(filter);

    return rc < 0 ? seccomp_fail(rc, err) : 0;
}

static int filter_parser(px_error *err)
{
    PX_CLEANUP(filter_free) scmp_filter_ctx filter = filter_new(SCMP_ACT_KILL_PROCESS);
    int rc;

    if (!filter)
        return seccomp_fail(-ENOMEM, err);
    rc = add_all(filter, forbidden_always, SCMP_ACT_ERRNO(EPERM), err);
    if (rc >= 0)
        rc = add_all(filter, forbidden_in_parser, SCMP_ACT_ERRNO(EPERM), err);
    if (rc >= 0)
        rc = add_all(filter, (const char *const[]){ "clone", NULL }, SCMP_ACT_ERRNO(EPERM), err);
    if (rc >= 0)
        rc = add_all(filter, parser_needs, SCMP_ACT_ALLOW, err);
    return rc < 0 ? rc : filter_load(filter, err);
}

static int filter_web(px_error *err)
{
    PX_CLEANUP(filter_free) scmp_filter_ctx filter = filter_new(SCMP_ACT_ERRNO(EPERM));
    int rc;

    if (!filter)
        return seccomp_fail(-ENOMEM, err);
#ifdef PX_SANITIZED /* elsewhere whatever is not allowed is forbidden */
    rc = add_all(filter, forbidden_always, SCMP_ACT_ERRNO(EPERM), err);
    if (rc >= 0)
        rc = add_all(filter, (const char *const[]){ "fork", "vfork", NULL }, SCMP_ACT_ERRNO(EPERM),
                     err);
    if (rc < 0)
        return rc;
#endif
    rc = allow_threads(filter, err);
    if (rc >= 0)
        rc = allow_unix_sockets(filter, err);
    if (rc >= 0)
        rc = add_all(filter, web_needs, SCMP_ACT_ALLOW, err);
    return rc < 0 ? rc : filter_load(filter, err);
}

/* clone3 hides its flags in memory; the C library takes clone where it is "not there". */
static int filter_courier(px_error *err)
{
    PX_CLEANUP(filter_free) scmp_filter_ctx filter = filter_new(SCMP_ACT_ERRNO(EPERM));
    int rc;

    if (!filter)
        return seccomp_fail(-ENOMEM, err);
#ifdef PX_SANITIZED /* elsewhere whatever is not allowed is forbidden */
    rc = add_all(filter, forbidden_always, SCMP_ACT_ERRNO(EPERM), err);
    if (rc < 0)
        return rc;
#endif
    rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (rc < 0)
        return seccomp_fail(rc, err);
    rc = add_all(filter, parser_needs, SCMP_ACT_ALLOW, err);
    if (rc >= 0)
        rc = add_all(filter, courier_needs, SCMP_ACT_ALLOW, err);
    return rc < 0 ? rc : filter_load(filter, err);
}

static int set_limit(__rlimit_resource_t resource, rlim_t value, px_error *err)
{
    const struct rlimit limit = { value, value };

    if (setrlimit(resource, &limit) < 0)
        return px_fail_errno(err, errno, N_("cannot set the limits of a process: {reason}"), NULL);
    return 0;
}

static int set_limits(unsigned long long memory_bytes, unsigned cpu_seconds, px_error *err)
{
    int rc = set_limit(RLIMIT_CORE, 0, err);

    if (rc >= 0)
        rc = set_limit(RLIMIT_CPU, cpu_seconds, err);
#ifndef PX_SANITIZED /* the shadow memory of sanitizers takes terabytes of addresses */
    if (rc >= 0 && memory_bytes)
        rc = set_limit(RLIMIT_AS, memory_bytes, err);
#else
    (void)memory_bytes;
#endif
    return rc;
}

int px_sandbox_enter_parser(unsigned long long memory_bytes, unsigned cpu_seconds, px_error *err)
{
    int rc = set_limits(memory_bytes, cpu_seconds, err);

    if (rc >= 0)
        rc = set_limit(RLIMIT_FSIZE, 0, err); /* descriptors it may have inherited do not grow */
    if (rc >= 0)
        rc = px_landlock_enter(NULL, 0, err);
    return rc < 0 ? rc : filter_parser(err);
}

int px_sandbox_enter_tool(const char *scratch, unsigned long long memory_bytes,
                          unsigned cpu_seconds, px_error *err)
{
    const px_landlock_path paths[] = {
        { "/usr", PX_LANDLOCK_RUN },        { "/bin", PX_LANDLOCK_RUN },
        { "/lib", PX_LANDLOCK_RUN },        { "/lib64", PX_LANDLOCK_RUN },
        { "/etc", PX_LANDLOCK_READ },       { "/var/cache/fontconfig", PX_LANDLOCK_READ },
        { "/dev/null", PX_LANDLOCK_WRITE }, { "/dev/urandom", PX_LANDLOCK_READ },
        { scratch, PX_LANDLOCK_WRITE },
    };
    int rc = set_limits(memory_bytes, cpu_seconds, err);

    return rc < 0 ? rc : px_landlock_enter(paths, PX_COUNT(paths), err);
}

int px_sandbox_enter_courier(px_error *err)
{
    /* Modules of the resolver are read from /usr/lib; resolv.conf often is a link to /run. */
    static const px_landlock_path paths[] = {
        { "/etc", PX_LANDLOCK_READ },
        { "/usr/lib", PX_LANDLOCK_READ },
        { "/usr/share", PX_LANDLOCK_READ },
        { "/usr/local/share/ca-certificates", PX_LANDLOCK_READ },
        { "/lib", PX_LANDLOCK_READ },
        { "/lib64", PX_LANDLOCK_READ },
        { "/run/systemd/resolve", PX_LANDLOCK_READ },
        { "/run/resolvconf", PX_LANDLOCK_READ },
        { "/run/NetworkManager", PX_LANDLOCK_READ },
        { "/dev/urandom", PX_LANDLOCK_READ },
    };
    int rc = set_limit(RLIMIT_CORE, 0, err);

    if (rc >= 0)
        rc = set_limit(RLIMIT_FSIZE, 0, err);
    if (rc >= 0)
        rc = px_landlock_enter_client(paths, PX_COUNT(paths), err);
    return rc < 0 ? rc : filter_courier(err);
}

enum { SANDBOX_MAX_READABLE = 32 };

int px_sandbox_enter_web(const char *house, const char *const *readable, px_error *err)
{
    px_landlock_path paths[SANDBOX_MAX_READABLE + 1] = { { house, PX_LANDLOCK_WRITE } };
    size_t count = 1;
    int rc;

    for (size_t i = 0; readable[i] && count < PX_COUNT(paths); i++)
        paths[count++] = (px_landlock_path){ readable[i], PX_LANDLOCK_READ };
    rc = set_limit(RLIMIT_CORE, 0, err); /* a dump would hold keys and personal data */
    if (rc >= 0)
        rc = px_landlock_enter(paths, count, err);
    return rc < 0 ? rc : filter_web(err);
}
