/* SPDX-License-Identifier: EUPL-1.2 */
/* Further files that one signature is to bind: it speaks of one folder, so they go there. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

#include "base/file.h"
#include "model/signing_priv.h"

#include "base/banned.h"

enum { CHUNK = 1 << 20 };

/* Copies all bytes of the file at `arg`. */
static int copy_bytes(void *arg, int fd, px_error *err)
{
    const char *path = arg;
    PX_AUTO_CLOSE int in = open(path, O_RDONLY | O_CLOEXEC);
    PX_AUTO_FREE char *chunk = px_alloc(CHUNK);
    int rc = 0;

    if (in < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    while (rc >= 0) {
        ssize_t n = read(in, chunk, CHUNK);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path,
                                 NULL);
        if (n == 0)
            break;
        rc = px_fd_write(fd, path, px_str_n(chunk, (size_t)n), err);
    }
    return rc;
}

static int same_content(const char *a, const char *b, bool *ret_same, px_error *err)
{
    unsigned char left[32], right[32];
    int rc = px_file_sha256(a, left, NULL, err);

    if (rc >= 0)
        rc = px_file_sha256(b, right, NULL, err);
    if (rc >= 0)
        *ret_same = memcmp(left, right, sizeof(left)) == 0;
    return rc;
}

int px_signing_add(const char *folder, const char *file, px_arena *arena, px_error *err)
{
    char root[PATH_MAX], path[PATH_MAX];
    const char *slash, *target;
    struct stat st;
    bool same = false;
    int rc;

    if (!realpath(folder, root) || !px_path_is_dir(root))
        return px_fail(err, PX_ERR_INVALID,
                       N_("further files go into the folder of the model, and '{path}' is none"),
                       "path", folder, NULL);
    if (!realpath(file, path) || stat(path, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", file, NULL);
    if (!S_ISREG(st.st_mode))
        return px_fail(err, PX_ERR_INVALID, N_("'{path}' is not a file"), "path", file, NULL);
    if (strncmp(path, root, strlen(root)) == 0 && path[strlen(root)] == '/')
        return 0; /* it is there */
    slash = strrchr(file, '/');
    target = px_arena_format(arena, "%s/%s", root, slash ? slash + 1 : file);
    if (!px_path_exists(target))
        return px_file_fill(target, copy_bytes, path, 0644, err);
    rc = same_content(target, path, &same, err);
    if (rc < 0 || same)
        return rc;
    return px_fail(err, PX_ERR_EXISTS,
                   N_("'{path}' is there already with other content: take it away, or give the "
                      "file another name"),
                   "path", target, NULL);
}
