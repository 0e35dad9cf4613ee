/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/tar.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/number.h"

#include "base/banned.h"

#define TAR_BLOCK 512
#define TAR_MAX_OCTAL UINT64_C(077777777777)
#define TAR_MAX_PAX 4096
#define TAR_MAX_SIZE ((uint64_t)INT64_MAX - TAR_BLOCK)

/* The header block of ustar; all fields are text. */
typedef struct tar_header {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8];
    char type;
    char linkname[100], magic[6], version[2], uname[32], gname[32], devmajor[8], devminor[8];
    char prefix[155], unused[12];
} tar_header;

_Static_assert(sizeof(tar_header) == TAR_BLOCK, "a tar header is one block");

static unsigned padding_of(uint64_t size)
{
    return (unsigned)((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
}

/* The sum of all bytes, with the checksum itself counted as spaces. */
static unsigned checksum_of(const tar_header *header)
{
    const unsigned char *bytes = (const unsigned char *)header;
    unsigned sum = 0;

    for (size_t i = 0; i < TAR_BLOCK; i++)
        sum +=
            i >= offsetof(tar_header, checksum) && i < offsetof(tar_header, type) ? ' ' : bytes[i];
    return sum;
}

/* ---- Writing */

static int write_zeros(px_tar_out *out, size_t n, px_error *err)
{
    static const char zeros[2 * TAR_BLOCK];

    return px_fd_write(out->fd, out->path, px_str_n(zeros, n), err);
}

static int write_header(px_tar_out *out, char type, const char *name, uint64_t size, px_time mtime,
                        px_error *err)
{
    tar_header header = { .mode = "0000600",
                          .uid = "0000000",
                          .gid = "0000000",
                          .type = type,
                          .magic = "ustar",
                          .version = { '0', '0' } };
    uint64_t seconds = mtime > 0 ? (uint64_t)mtime / 1000 : 0;

    memcpy(header.name, name, strlen(name));
    (void)snprintf(header.size, sizeof(header.size), "%011" PRIo64, PX_MIN(size, TAR_MAX_OCTAL));
    (void)snprintf(header.mtime, sizeof(header.mtime), "%011" PRIo64,
                   PX_MIN(seconds, TAR_MAX_OCTAL));
    (void)snprintf(header.checksum, sizeof(header.checksum), "%06o", checksum_of(&header));
    header.checksum[7] = ' ';
    return px_fd_write(out->fd, out->path, px_str_n((const char *)&header, sizeof(header)), err);
}

/* "LEN size=N\n", where LEN counts the whole record with itself. */
static int write_pax_size(px_tar_out *out, uint64_t size, px_time mtime, px_error *err)
{
    char record[64];
    int len = 0, again;
    int rc;

    do {
        again = len;
        len = snprintf(record, sizeof(record), "%d size=%" PRIu64 "\n", again, size);
    } while (len != again);
    rc = write_header(out, 'x', "pax", (uint64_t)len, mtime, err);
    if (rc < 0)
        return rc;
    rc = px_fd_write(out->fd, out->path, px_str_n(record, (size_t)len), err);
    return rc < 0 ? rc : write_zeros(out, padding_of((uint64_t)len), err);
}

/* Pads the entry before; one that lacks bytes would make an archive that nobody can read. */
static int entry_end(px_tar_out *out, px_error *err)
{
    unsigned padding = out->padding;

    if (out->left > 0)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("a file became shorter while it was written to "
                          "'{path}'; try again"),
                       "path", out->path, NULL);
    out->padding = 0;
    return write_zeros(out, padding, err);
}

int px_tar_entry_start(px_tar_out *out, const char *name, uint64_t size, px_time mtime,
                       px_error *err)
{
    int rc = entry_end(out, err);

    if (rc < 0)
        return rc;
    if (!*name || strlen(name) > PX_TAR_MAX_NAME || size > TAR_MAX_SIZE)
        return px_fail(err, PX_ERR_INVALID, N_("'{name}' does not fit into a tar archive"), "name",
                       name, NULL);
    if (size > TAR_MAX_OCTAL) {
        rc = write_pax_size(out, size, mtime, err);
        if (rc < 0)
            return rc;
    }
    rc = write_header(out, '0', name, size, mtime, err);
    if (rc < 0)
        return rc;
    out->left = size;
    out->padding = padding_of(size);
    return 0;
}

int px_tar_write(px_tar_out *out, px_str data, px_error *err)
{
    if (data.len > out->left)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("a file became longer while it was written to "
                          "'{path}'; try again"),
                       "path", out->path, NULL);
    out->left -= data.len;
    return px_fd_write(out->fd, out->path, data, err);
}

int px_tar_finish(px_tar_out *out, px_error *err)
{
    int rc = entry_end(out, err);

    return rc < 0 ? rc : write_zeros(out, (size_t)2 * TAR_BLOCK, err);
}

/* ---- Reading */

static int fail_malformed(const px_tar_in *in, const char *reason, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("'{path}' is not a whole tar archive: {reason}"),
                   "path", in->path, "reason", reason, NULL);
}

/* Reads exactly len bytes. */
static int read_exactly(px_tar_in *in, void *buffer, size_t len, px_error *err)
{
    char *at = buffer;

    while (len > 0) {
        ssize_t n = read(in->fd, at, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", in->path,
                                 NULL);
        if (n == 0)
            return fail_malformed(in, "it is cut", err);
        at += n;
        len -= (size_t)n;
    }
    return 0;
}

static int skip_bytes(px_tar_in *in, uint64_t len, px_error *err)
{
    char block[16 * TAR_BLOCK];

    while (len > 0) {
        size_t part = (size_t)PX_MIN(len, sizeof(block));
        int rc = read_exactly(in, block, part, err);

        if (rc < 0)
            return rc;
        len -= part;
    }
    return 0;
}

/* An octal field: digits, then NUL or space to its end. */
static bool parse_octal(const char *field, size_t len, uint64_t *ret_value)
{
    uint64_t value = 0;
    size_t i = 0;

    for (; i < len && field[i] >= '0' && field[i] <= '7'; i++)
        value = value * 8 + (uint64_t)(field[i] - '0'); /* 12 digits at most: no overflow */
    if (i == 0)
        return false;
    for (; i < len; i++)
        if (field[i] != '\0' && field[i] != ' ')
            return false;
    *ret_value = value;
    return true;
}

static bool is_zero(const tar_header *header)
{
    const char *bytes = (const char *)header;

    return bytes[0] == '\0' && memcmp(bytes, bytes + 1, TAR_BLOCK - 1) == 0;
}

static int check_header(const px_tar_in *in, const tar_header *header, uint64_t *ret_size,
                        px_error *err)
{
    uint64_t sum;

    if (memcmp(header->magic, "ustar", 5) != 0)
        return fail_malformed(in, "a header is not that of ustar", err);
    if (!parse_octal(header->checksum, sizeof(header->checksum), &sum) ||
        sum != checksum_of(header))
        return fail_malformed(in, "a header does not fit its checksum", err);
    if (!parse_octal(header->size, sizeof(header->size), ret_size))
        return fail_malformed(in, "a size is not octal", err);
    return 0;
}

/* Cuts the next pax record "LEN KEY=VALUE\n" off *rest. */
static bool next_record(px_str *rest, px_str *ret_key, px_str *ret_value)
{
    size_t space = px_str_find_char(*rest, ' '), equals;
    long long len;
    px_str pair;

    if (px_parse_int(px_str_sub(*rest, 0, space), 1, (long long)rest->len, &len, NULL) < 0 ||
        (size_t)len < space + 2 || rest->ptr[len - 1] != '\n')
        return false;
    pair = px_str_sub(*rest, space + 1, (size_t)len - 1);
    equals = px_str_find_char(pair, '=');
    if (equals == pair.len)
        return false;
    *ret_key = px_str_sub(pair, 0, equals);
    *ret_value = px_str_sub(pair, equals + 1, pair.len);
    *rest = px_str_sub(*rest, (size_t)len, rest->len);
    return true;
}

/* Takes the size out of pax records; times and owners are passed over, other names refused. */
static bool parse_pax(px_str rest, uint64_t *ret_size)
{
    px_str key, value;
    long long size;

    while (rest.len > 0) {
        if (!next_record(&rest, &key, &value) || px_str_is(key, "path") ||
            px_str_is(key, "linkpath"))
            return false;
        if (!px_str_is(key, "size"))
            continue;
        if (px_parse_int(value, 0, (long long)TAR_MAX_SIZE, &size, NULL) < 0)
            return false;
        *ret_size = (uint64_t)size;
    }
    return true;
}

/* Reads the records of a pax header of that length. */
static int read_pax(px_tar_in *in, uint64_t len, uint64_t *ret_size, px_error *err)
{
    char records[TAR_MAX_PAX];
    int rc;

    if (len > sizeof(records))
        return fail_malformed(in, "a pax header is too long", err);
    rc = read_exactly(in, records, (size_t)len, err);
    if (rc < 0)
        return rc;
    if (!parse_pax(px_str_n(records, (size_t)len), ret_size))
        return fail_malformed(in, "a pax header says what is not accepted here", err);
    return skip_bytes(in, padding_of(len), err);
}

static int fill_entry(const px_tar_in *in, const tar_header *header, uint64_t size,
                      px_tar_entry *ret_entry, px_error *err)
{
    size_t len = strnlen(header->name, sizeof(header->name));

    if (header->type != '0' && header->type != '\0')
        return fail_malformed(in, "it holds something else than files", err);
    if (len == 0 || header->prefix[0] != '\0')
        return fail_malformed(in, "a name is empty or too long", err);
    *ret_entry = (px_tar_entry){ .size = size };
    memcpy(ret_entry->name, header->name, len);
    return 0;
}

/* The header of the next file after an optional pax header; 0 at the end. */
static int read_header(px_tar_in *in, tar_header *header, uint64_t *ret_size, px_error *err)
{
    uint64_t pax_size = UINT64_MAX;

    for (int n = 0; n < 2; n++) {
        int rc = read_exactly(in, header, sizeof(*header), err);

        if (rc < 0)
            return rc;
        if (n == 0 && is_zero(header))
            return 0;
        rc = check_header(in, header, ret_size, err);
        if (rc < 0)
            return rc;
        if (header->type != 'x') {
            *ret_size = pax_size == UINT64_MAX ? *ret_size : pax_size;
            return 1;
        }
        rc = read_pax(in, *ret_size, &pax_size, err);
        if (rc < 0)
            return rc;
    }
    return fail_malformed(in, "two pax headers follow each other", err);
}

int px_tar_next(px_tar_in *in, px_tar_entry *ret_entry, px_error *err)
{
    tar_header header;
    uint64_t size = 0;
    int rc = skip_bytes(in, in->left + in->padding, err);

    if (rc < 0)
        return rc;
    in->left = in->padding = 0;
    rc = read_header(in, &header, &size, err);
    if (rc <= 0)
        return rc;
    rc = fill_entry(in, &header, size, ret_entry, err);
    if (rc < 0)
        return rc;
    in->left = size;
    in->padding = padding_of(size);
    return 1;
}

int px_tar_read(px_tar_in *in, void *buffer, size_t room, size_t *ret_len, px_error *err)
{
    size_t len = (size_t)PX_MIN(in->left, (uint64_t)room);
    int rc = read_exactly(in, buffer, len, err);

    if (rc < 0)
        return rc;
    in->left -= len;
    *ret_len = len;
    return 0;
}
