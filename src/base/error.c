/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

static const px_error_kind kinds[PX_ERR_COUNT] = {
    [PX_OK] = { "ok", 0, 200, N_("all is well") },
#define PX_ERROR(name, stable, exit_status, http_status, title)                                    \
    [PX_ERR_##name] = { stable, exit_status, http_status, title },
#include "base/errors.def"
#undef PX_ERROR
};

const px_error_kind *px_error_kind_of(px_errcode code)
{
    if ((unsigned)code >= PX_ERR_COUNT)
        code = PX_ERR_FAILED;
    return &kinds[code];
}

/* Appends value to the error's text, cut with "..." where the room ends; returns its offset. */
static unsigned short error_store(px_error *err, const char *value)
{
    size_t room = sizeof(err->text) - err->text_len;
    size_t len = strlen(value);
    unsigned short at = err->text_len;

    if (room < 8) { /* point at the NUL of the last value: an empty string */
        return (unsigned short)(sizeof(err->text) - 1);
    }
    if (len + 1 > room) {
        len = px_utf8_head(px_str_n(value, len), room - 4).len;
        memcpy(err->text + at, value, len);
        memcpy(err->text + at + len, "...", 4);
        len += 3;
    } else {
        memcpy(err->text + at, value, len + 1);
    }
    err->text_len = (unsigned short)(at + len + 1);
    return at;
}

void px_error_add(px_error *err, const char *name, const char *value)
{
    unsigned i;

    if (!err)
        return;
    for (i = 0; i < err->n_args; i++)
        if (strcmp(err->arg_names[i], name) == 0)
            break;
    if (i == PX_ERROR_MAX_ARGS)
        return;
    err->arg_names[i] = name;
    err->arg_at[i] = error_store(err, value ? value : "");
    if (i == err->n_args)
        err->n_args++;
}

const char *px_error_arg(const px_error *err, const char *name)
{
    for (unsigned i = 0; i < err->n_args; i++)
        if (strcmp(err->arg_names[i], name) == 0)
            return err->text + err->arg_at[i];
    return NULL;
}

static void error_fill(px_error *err, px_errcode code, const char *message, va_list args)
{
    *err = (px_error){ .code = code, .message = message };
    for (;;) {
        const char *name = va_arg(args, const char *);

        if (!name)
            break;
        px_error_add(err, name, va_arg(args, const char *));
    }
}

int(px_fail)(px_error *err, px_errcode code, const char *message, ...)
{
    assert(code > PX_OK);
    if (err) {
        va_list args;

        va_start(args, message);
        error_fill(err, code, message, args);
        va_end(args);
    }
    return -(int)code;
}

static px_errcode code_of_errno(int errnum)
{
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
        return PX_ERR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
        return PX_ERR_READ_ONLY;
    case EADDRINUSE:
        return PX_ERR_PORT_IN_USE;
    case ENOENT:
    case ENOTDIR:
        return PX_ERR_NOT_FOUND;
    case EEXIST:
        return PX_ERR_EXISTS;
    case EFBIG:
        return PX_ERR_TOO_LARGE;
    default:
        return PX_ERR_IO;
    }
}

/* Marked for translation, in the C library's own words; the others appear as it has them. */
static const struct {
    int errnum;
    const char *words;
} common_reasons[] = {
    { EACCES, N_("Permission denied") },
    { EADDRINUSE, N_("Address already in use") },
    { EADDRNOTAVAIL, N_("Cannot assign requested address") },
    { EAGAIN, N_("Resource temporarily unavailable") },
    { EBUSY, N_("Device or resource busy") },
    { EDQUOT, N_("Disk quota exceeded") },
    { EEXIST, N_("File exists") },
    { EFBIG, N_("File too large") },
    { EINVAL, N_("Invalid argument") },
    { EIO, N_("Input/output error") },
    { EISDIR, N_("Is a directory") },
    { ELOOP, N_("Too many levels of symbolic links") },
    { EMFILE, N_("Too many open files") },
    { ENAMETOOLONG, N_("File name too long") },
    { ENFILE, N_("Too many open files in system") },
    { ENOENT, N_("No such file or directory") },
    { ENOMEM, N_("Cannot allocate memory") },
    { ENOSPC, N_("No space left on device") },
    { ENOSYS, N_("Function not implemented") },
    { ENOTDIR, N_("Not a directory") },
    { ENOTEMPTY, N_("Directory not empty") },
    { EPERM, N_("Operation not permitted") },
    { EPIPE, N_("Broken pipe") },
    { EROFS, N_("Read-only file system") },
};

static const char *reason_of(int errnum)
{
    const char *words = strerrordesc_np(errnum);

    for (size_t i = 0; i < PX_COUNT(common_reasons); i++)
        if (common_reasons[i].errnum == errnum)
            return common_reasons[i].words;
    return words ? words : N_("unknown error");
}

int(px_fail_errno)(px_error *err, int errnum, const char *message, ...)
{
    px_errcode code = code_of_errno(errnum);

    if (err) {
        va_list args;

        va_start(args, message);
        error_fill(err, code, message, args);
        va_end(args);
        px_error_add(err, "reason", reason_of(errnum));
    }
    return -(int)code;
}

void px_out_of_memory(void)
{
    static const char line[] = "praxis: out of memory\n";

    if (write(STDERR_FILENO, line, sizeof(line) - 1) < 0)
        _exit(71);
    _exit(71);
}

void *px_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);

    if (!p)
        px_out_of_memory();
    return p;
}

void *px_alloc_zero(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);

    if (!p)
        px_out_of_memory();
    return p;
}

void *px_realloc(void *p, size_t size)
{
    void *grown = realloc(p, size ? size : 1);

    if (!grown)
        px_out_of_memory();
    return grown;
}

char *px_strdup(const char *s)
{
    size_t size = strlen(s) + 1;
    char *copy = px_alloc(size);

    memcpy(copy, s, size);
    return copy;
}
