/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/weight_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/macro.h"

#include "base/banned.h"

int px_weight_file_open(px_weight_file *file, const char *path, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat st;

    if (fd < 0 || fstat(fd, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    if (!S_ISREG(st.st_mode))
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{path}' is neither a file nor a folder; name a model"), "path", path,
                       NULL);
    *file = (px_weight_file){ .name = path,
                              .fd = PX_TAKE_FD(fd),
                              .size = (uint64_t)st.st_size,
                              .end = (uint64_t)st.st_size,
                              .room = px_alloc(PX_WEIGHT_WINDOW) };
    file->ptr = file->room;
    return 0;
}

void px_weight_file_memory(px_weight_file *file, px_str bytes, const char *name)
{
    *file = (px_weight_file){ .name = name,
                              .fd = -1,
                              .memory = bytes.ptr ? bytes.ptr : "",
                              .size = bytes.len,
                              .end = bytes.len };
    file->ptr = file->memory;
}

void px_weight_file_close(px_weight_file *file)
{
    if (file->fd >= 0)
        (void)close(file->fd);
    free(file->room);
    *file = (px_weight_file){ .fd = -1 };
}

/* Fills the window; it may get more than n bytes, never any behind `end`. */
static int file_fill(px_weight_file *file, size_t n, px_error *err)
{
    size_t want = (size_t)PX_MIN((uint64_t)PX_WEIGHT_WINDOW, file->end - file->at);

    if (file->len)
        memmove(file->room, file->ptr, file->len);
    file->ptr = file->room;
    while (file->len < n) {
        ssize_t got = pread(file->fd, file->room + file->len, want - file->len,
                            (off_t)(file->at + file->len));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path",
                                 file->name, NULL);
        if (got == 0)
            return px_weight_file_bad(file, N_("the file became shorter while it was read"), err);
        file->len += (size_t)got;
    }
    return 0;
}

int px_weight_file_see(px_weight_file *file, size_t n, px_error *err)
{
    uint64_t left = file->end - file->at;

    n = (size_t)PX_MIN((uint64_t)PX_MIN(n, (size_t)PX_WEIGHT_WINDOW), left);
    if (file->fd < 0) {
        file->len = (size_t)left;
        return 0;
    }
    if (file->len > left)
        file->len = (size_t)left;
    return file->len >= n ? 0 : file_fill(file, n, err);
}

int px_weight_file_need(px_weight_file *file, size_t n, px_error *err)
{
    int rc = px_weight_file_see(file, n, err);

    if (rc >= 0 && file->len < n)
        rc = px_weight_file_bad(file, N_("it ends here, before its time"), err);
    return rc;
}

int px_weight_file_skip(px_weight_file *file, uint64_t n, px_error *err)
{
    if (n > file->end - file->at)
        return px_weight_file_bad(file, N_("what begins here would end behind the file"), err);
    return px_weight_file_seek(file, file->at + n, err);
}

int px_weight_file_seek(px_weight_file *file, uint64_t at, px_error *err)
{
    if (at > file->end)
        return px_weight_file_bad(file, N_("something is said to be behind the end"), err);
    if (file->fd < 0) {
        file->ptr = file->memory + at;
        file->len = (size_t)(file->end - at);
    } else if (at >= file->at && at - file->at <= file->len) {
        file->ptr += at - file->at;
        file->len -= (size_t)(at - file->at);
    } else {
        file->ptr = file->room;
        file->len = 0;
    }
    file->at = at;
    return 0;
}

int(px_weight_file_bad)(const px_weight_file *file, const char *reason, px_error *err)
{
    char byte[24];

    (void)snprintf(byte, sizeof(byte), "%" PRIu64, file->at);
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("'{path}' is not sound at byte {byte}: {reason}; fetch or write it again"),
                   "path", file->name, "byte", byte, "reason", reason, NULL);
}

int(px_weight_file_bad_tensor)(const px_weight_file *file, px_str tensor, const char *reason,
                               px_error *err)
{
    char name[PX_EXCERPT_SIZE];

    return px_fail(
        err, PX_ERR_MALFORMED,
        N_("'{path}' is not sound: tensor '{tensor}': {reason}; fetch or write it again"), "path",
        file->name, "tensor", px_str_excerpt(tensor, name), "reason", reason, NULL);
}
