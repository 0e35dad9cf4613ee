/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/random_file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/builder.h"
#include "base/file.h"

#include "base/banned.h"

int px_random_open(px_random *file, int fd, const char *name, px_error *err)
{
    struct stat st;

    if (fstat(fd, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", name, NULL);
    *file = (px_random){ .fd = fd, .size = (uint64_t)st.st_size, .name = name };
    return 0;
}

/* ---- What cannot seek */

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder && *folder ? folder : "/tmp";
}

/* Moves what is held in memory to a file. */
static int hold_in_file(px_random *file, px_error *err)
{
    const char *folder = temporary_folder();
    int rc;

    file->held_file = px_file_nameless(folder);
    if (!file->held_file)
        return px_fail_errno(err, errno, N_("cannot make a temporary file in '{path}': {reason}"),
                             "path", folder, NULL);
    file->fd = fileno(file->held_file);
    rc = px_fd_write(file->fd, folder, px_str_n(file->held, (size_t)file->size), err);
    free(file->held);
    file->held = NULL;
    file->memory = NULL;
    return rc;
}

static int hold_more(px_random *file, size_t *room, px_str bytes, px_error *err)
{
    int rc = 0;

    if (!file->held_file && file->size + bytes.len > PX_RANDOM_MEMORY)
        rc = hold_in_file(file, err);
    if (rc < 0)
        return rc;
    if (file->held_file) {
        rc = px_fd_write(file->fd, temporary_folder(), bytes, err);
    } else {
        if (file->size + bytes.len > *room) {
            *room = PX_MIN(PX_MAX(2 * *room, (size_t)file->size + bytes.len), PX_RANDOM_MEMORY);
            file->memory = file->held = px_realloc(file->held, *room);
        }
        memcpy(file->held + file->size, bytes.ptr, bytes.len);
    }
    file->size += bytes.len;
    return rc;
}

int px_random_hold(px_random *file, px_stream *s, const char *name, px_error *err)
{
    size_t room = 0;
    int rc = 0;

    *file = (px_random){ .fd = -1, .name = name };
    for (;;) {
        rc = px_stream_want(s, 1, err);
        if (rc < 0 || s->len == 0)
            break;
        if (file->size + s->len > PX_RANDOM_FILE_MAX) {
            s->trouble = PX_TROUBLE_TOO_LARGE;
            break;
        }
        rc = hold_more(file, &room, px_str_n(s->ptr, s->len), err);
        if (rc < 0)
            break;
        px_stream_take(s, s->len);
    }
    if (rc < 0)
        px_random_close(file);
    return rc;
}

void px_random_close(px_random *file)
{
    free(file->held);
    if (file->held_file)
        (void)fclose(file->held_file);
    *file = (px_random){ .fd = -1 };
}

/* ---- Reading */

int px_random_read(const px_random *file, uint64_t at, void *to, size_t len, size_t *ret_len,
                   px_error *err)
{
    size_t done = 0;

    if (at >= file->size)
        len = 0;
    else
        len = (size_t)PX_MIN((uint64_t)len, file->size - at);
    if (file->fd < 0 && len) {
        memcpy(to, file->memory + at, len);
        done = len;
    }
    while (done < len) {
        ssize_t n = pread(file->fd, (char *)to + done, len - done, (off_t)(file->base + at + done));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path",
                                 file->name, NULL);
        if (n == 0)
            break;
        done += (size_t)n;
    }
    *ret_len = done;
    return 0;
}

/* ---- As a stream */

enum { WINDOW = 1 << 18 };

static size_t take_text(px_str *text, char *to, size_t room)
{
    size_t n = PX_MIN(text->len, room);

    memcpy(to, text->ptr, n);
    *text = px_str_sub(*text, n, text->len);
    return n;
}

/* The next bytes, at most `room`; none at the end. */
static int next_bytes(px_random_stream *rs, char *to, size_t room, size_t *ret_len, px_error *err)
{
    int rc = 0;

    *ret_len = 0;
    if (rs->before.len) {
        *ret_len = take_text(&rs->before, to, room);
    } else if (rs->left) {
        rc = px_random_read(rs->file, rs->from, to, (size_t)PX_MIN((uint64_t)room, rs->left),
                            ret_len, err);
        if (rc < 0)
            return rc;
        rs->from += *ret_len;
        rs->left -= *ret_len;
        if (*ret_len == 0)
            rs->stream.trouble = PX_TROUBLE_CUT_RECORD;
    } else if (rs->after.len) {
        *ret_len = take_text(&rs->after, to, room);
    }
    return rc;
}

static int random_fill(px_stream *s, size_t want, px_error *err)
{
    px_random_stream *rs = (px_random_stream *)s;
    uint64_t all = s->len + rs->before.len + rs->left + rs->after.len;
    size_t fill =
        (size_t)PX_MIN(PX_MIN(all, (uint64_t)PX_STREAM_MAX), (uint64_t)PX_MAX(want, WINDOW));

    if (fill > rs->room) {
        char *wider = px_alloc(PX_MAX(fill, WINDOW));

        if (s->len)
            memcpy(wider, s->ptr, s->len);
        free(rs->buffer);
        rs->buffer = wider;
        rs->room = PX_MAX(fill, WINDOW);
    } else if (s->len) {
        memmove(rs->buffer, s->ptr, s->len);
    }
    s->ptr = rs->buffer;
    while (s->len < fill && !s->end) {
        size_t n;
        int rc = next_bytes(rs, rs->buffer + s->len, fill - s->len, &n, err);

        if (rc < 0)
            return rc;
        s->len += n;
        s->end = n == 0;
    }
    s->end = s->end || (rs->before.len == 0 && rs->left == 0 && rs->after.len == 0);
    return 0;
}

void px_random_stream_open(px_random_stream *rs, const px_random *file, uint64_t from, uint64_t len,
                           px_str before, px_str after)
{
    *rs = (px_random_stream){
        .stream = { .fill = random_fill },
        .file = file,
        .from = from,
        .left = len,
        .before = before,
        .after = after,
        .buffer = rs->buffer,
        .room = rs->room,
    };
}

void px_random_stream_close(px_random_stream *rs)
{
    free(rs->buffer);
    *rs = (px_random_stream){ .buffer = NULL };
}
