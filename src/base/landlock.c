/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Landlock by its three system calls. The constants are our own: Debian 12's header ends at the
 * second version of the interface, kernels are further.
 */
#include "base/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "base/sandbox.h"

#include "base/banned.h"

enum { LANDLOCK_CREATE_RULESET_CALL = 444, LANDLOCK_ADD_RULE_CALL, LANDLOCK_RESTRICT_SELF_CALL };
enum { LANDLOCK_VERSION_FLAG = 1, LANDLOCK_PATH_BENEATH_RULE = 1 };

/* linux/landlock.h: rights on files, by the version that brought them. */
enum {
    FS_EXECUTE = 1 << 0,
    FS_WRITE_FILE = 1 << 1,
    FS_READ_FILE = 1 << 2,
    FS_READ_DIR = 1 << 3,
    FS_ALL_1 = (1 << 13) - 1, /* and all that make, remove */
    FS_REFER = 1 << 13,       /* 2 */
    FS_TRUNCATE = 1 << 14,    /* 3 */
    FS_IOCTL_DEV = 1 << 15,   /* 5 */
    FS_ONLY_FILES = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV,
    NET_BIND = 1, /* 4 */
    NET_TCP = 3,  /* 4: bind and connect */
    SCOPE_ALL = 3 /* 6: abstract UNIX sockets and signals */
};

typedef struct landlock_ruleset {
    uint64_t fs, net, scope;
} landlock_ruleset;

typedef struct __attribute__((packed)) landlock_beneath {
    uint64_t allowed;
    int32_t parent_fd;
} landlock_beneath;

static pthread_once_t abi_once = PTHREAD_ONCE_INIT;
static int abi_known;

static void abi_ask(void)
{
    long abi = syscall(LANDLOCK_CREATE_RULESET_CALL, NULL, 0, LANDLOCK_VERSION_FLAG);

    abi_known = abi < 0 ? 0 : (int)abi;
}

/* Asked once, and by px_landlock_enter at the latest: behind the filter of system calls the kernel
 * may not be asked any more, and "no" would look like a kernel without Landlock. */
int px_sandbox_landlock_abi(void)
{
    (void)pthread_once(&abi_once, abi_ask);
    return abi_known;
}

/* All rights on files that this kernel can handle. */
static uint64_t fs_rights(int abi)
{
    uint64_t rights = FS_ALL_1;

    if (abi >= 2)
        rights |= FS_REFER;
    if (abi >= 3)
        rights |= FS_TRUNCATE;
    if (abi >= 5)
        rights |= FS_IOCTL_DEV;
    return rights;
}

static uint64_t rights_of(px_landlock_access access, int abi)
{
    switch (access) {
    case PX_LANDLOCK_READ:
        return FS_READ_FILE | FS_READ_DIR;
    case PX_LANDLOCK_RUN:
        return FS_READ_FILE | FS_READ_DIR | FS_EXECUTE;
    default:
        return fs_rights(abi) & ~(uint64_t)(FS_EXECUTE | FS_IOCTL_DEV);
    }
}

/* Adds one path; one that is not there is passed over, there is nothing to allow. */
static int landlock_add(int ruleset, const px_landlock_path *path, int abi, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(path->path, O_PATH | O_CLOEXEC);
    landlock_beneath rule = { .allowed = rights_of(path->access, abi), .parent_fd = fd };
    struct stat st;

    if (fd < 0 && errno == ENOENT)
        return 0;
    if (fd < 0 || fstat(fd, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot open '{path}' for the sandbox: {reason}"),
                             "path", path->path, NULL);
    if (!S_ISDIR(st.st_mode))
        rule.allowed &= FS_ONLY_FILES;
    if (syscall(LANDLOCK_ADD_RULE_CALL, ruleset, LANDLOCK_PATH_BENEATH_RULE, &rule, 0) < 0)
        return px_fail_errno(err, errno, N_("the sandbox does not take '{path}': {reason}"), "path",
                             path->path, NULL);
    return 0;
}

static int landlock_enter(const px_landlock_path *paths, size_t count, uint64_t net, px_error *err)
{
    int abi = px_sandbox_landlock_abi();
    landlock_ruleset rights = { fs_rights(abi), net, SCOPE_ALL };
    size_t size = abi < 4 ? 8 : abi < 6 ? 16 : 24; /* the kernel refuses fields it does not know */
    PX_AUTO_CLOSE int ruleset = -1;

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return px_fail_errno(err, errno, N_("cannot give up privileges: {reason}"), NULL);
    if (abi == 0)
        return 0;
    ruleset = (int)syscall(LANDLOCK_CREATE_RULESET_CALL, &rights, size, 0);
    if (ruleset < 0)
        return px_fail_errno(err, errno, N_("cannot make the sandbox: {reason}"), NULL);
    for (size_t i = 0; i < count; i++) {
        int rc = landlock_add(ruleset, &paths[i], abi, err);

        if (rc < 0)
            return rc;
    }
    if (syscall(LANDLOCK_RESTRICT_SELF_CALL, ruleset, 0) < 0)
        return px_fail_errno(err, errno, N_("cannot enter the sandbox: {reason}"), NULL);
    return 0;
}

int px_landlock_enter(const px_landlock_path *paths, size_t count, px_error *err)
{
    return landlock_enter(paths, count, NET_TCP, err);
}

int px_landlock_enter_client(const px_landlock_path *paths, size_t count, px_error *err)
{
    return landlock_enter(paths, count, NET_BIND, err);
}
