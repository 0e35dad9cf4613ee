/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading, writing and hashing of single files; directories are in directory.c. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/random.h"

#include "base/banned.h"

#define HASH_CHUNK ((size_t)256 << 10)
#define FIRST_CHUNK ((size_t)16 << 10)

static int read_fail(const char *name, int errnum, px_error *err)
{
    if (errnum == EISDIR)
        return px_fail(err, PX_ERR_INVALID, N_("'{path}' is a directory, not a file"), "path", name,
                       NULL);
    return px_fail_errno(err, errnum, N_("cannot read '{path}': {reason}"), "path", name, NULL);
}

static int file_open(const char *path, int *ret_fd, px_error *err)
{
    int fd;

    do
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return read_fail(path, errno, err);
    *ret_fd = fd;
    return 0;
}

/* read(2) that goes on after a signal and waits where the descriptor does not block. */
static ssize_t fd_read_some(int fd, void *buffer, size_t size)
{
    for (;;) {
        ssize_t n = read(fd, buffer, size);

        if (n >= 0)
            return n;
        if (errno == EAGAIN)
            (void)poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, -1);
        else if (errno != EINTR)
            return -1;
    }
}

/* The size of a regular file, as a hint for the first buffer: it may have changed when we read. */
static size_t fd_size_hint(int fd, size_t max)
{
    struct stat st;

    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size <= 0)
        return PX_MIN(FIRST_CHUNK, max);
    return (uint64_t)st.st_size < max ? (size_t)st.st_size : max;
}

int px_fd_read(int fd, const char *name, size_t max, char **ret_data, size_t *ret_len,
               px_error *err)
{
    size_t room, len = 0;
    PX_AUTO_FREE char *data = NULL;

    max = PX_MIN(max, (size_t)PTRDIFF_MAX - 1);
    room = fd_size_hint(fd, max) + 1; /* with one byte more than max we see that it is too much */
    data = px_alloc(room);
    for (;;) {
        ssize_t n = fd_read_some(fd, data + len, room - len);

        if (n < 0)
            return read_fail(name, errno, err);
        if (n == 0)
            break;
        len += (size_t)n;
        if (len > max) {
            char limit[24];

            (void)snprintf(limit, sizeof(limit), "%zu", max);
            return px_fail(err, PX_ERR_TOO_LARGE,
                           N_("'{path}' is larger than the {limit} bytes accepted here"), "path",
                           name, "limit", limit, NULL);
        }
        if (len == room) {
            room = room > max / 2 ? max + 1 : room * 2;
            data = px_realloc(data, room);
        }
    }
    if (len == room)
        data = px_realloc(data, len + 1);
    data[len] = '\0';
    *ret_data = PX_TAKE(data);
    *ret_len = len;
    return 0;
}

int px_file_read(const char *path, size_t max, char **ret_data, size_t *ret_len, px_error *err)
{
    PX_AUTO_CLOSE int fd = -1;
    int rc;

    if (strcmp(path, "-") == 0)
        return px_fd_read(STDIN_FILENO, path, max, ret_data, ret_len, err);
    rc = file_open(path, &fd, err);
    if (rc < 0)
        return rc;
    return px_fd_read(fd, path, max, ret_data, ret_len, err);
}

int px_fd_write(int fd, const char *name, px_str data, px_error *err)
{
    while (data.len > 0) {
        ssize_t n = write(fd, data.ptr, data.len);

        if (n >= 0)
            data = px_str_sub(data, (size_t)n, data.len);
        else if (errno == EAGAIN)
            (void)poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1, -1);
        else if (errno != EINTR)
            return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", name,
                                 NULL);
    }
    return 0;
}

/* The directory that holds the path's last part: "." for "a", "/" for "/a". */
static char *path_parent(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    char *parent;

    if (!slash)
        return px_strdup(".");
    len = PX_MAX(len, (size_t)1);
    parent = px_alloc(len + 1);
    memcpy(parent, path, len);
    parent[len] = '\0';
    return parent;
}

/* Opens a new file with a name that nobody uses. It is made by open(2) itself, so that the mode is
 * what the caller and the umask say from the first moment. */
static int temporary_open(const char *directory, unsigned mode, char **ret_path, px_error *err)
{
    for (int tries = 0;; tries++) {
        PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        unsigned char bytes[8];
        int fd;

        px_random_bytes(bytes, sizeof(bytes));
        px_builder_add(&path, directory);
        px_builder_add(&path, "/.praxis-");
        px_builder_hex(&path, bytes, sizeof(bytes));
        fd = open(px_builder_cstr(&path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                  mode);
        if (fd >= 0) {
            *ret_path = px_builder_detach(&path, NULL);
            return fd;
        }
        if (errno != EINTR && (errno != EEXIST || tries == 16))
            return px_fail_errno(err, errno,
                                 N_("cannot make a file in the directory '{path}': {reason}"),
                                 "path", directory, NULL);
    }
}

/* Writes, syncs and closes; the descriptor is gone afterwards in any case. */
static int temporary_fill(int fd, const char *path, px_fill_fn *fn, void *arg, px_error *err)
{
    int rc = fn(arg, fd, err);

    if (rc == 0 && fsync(fd) < 0)
        rc = px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", path, NULL);
    if (close(fd) < 0 && rc == 0 && errno != EINTR)
        rc = px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", path, NULL);
    return rc;
}

/* Gives the file its name only where nothing has that name; 0 or -1 with errno. File systems that
 * do not know RENAME_NOREPLACE have hard links. */
static int rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (link(from, to) < 0)
        return -1;
    (void)unlink(from);
    return 0;
}

static int file_put(const char *path, px_fill_fn *fn, void *arg, unsigned mode, bool replace,
                    px_error *err)
{
    PX_AUTO_FREE char *directory = path_parent(path);
    PX_AUTO_FREE char *temporary = NULL;
    int fd = temporary_open(directory, mode, &temporary, err);
    int rc;

    if (fd < 0)
        return fd;
    rc = temporary_fill(fd, temporary, fn, arg, err);
    if (rc == 0 && (replace ? rename(temporary, path) : rename_new(temporary, path)) < 0)
        rc = px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", path, NULL);
    if (rc < 0) {
        px_error_add(err, "path", path); /* the temporary name tells nobody anything */
        (void)unlink(temporary);
        return rc;
    }
    return px_fd_sync_dir(directory, err);
}

typedef struct fill_data {
    const char *path;
    px_str data;
} fill_data;

static int fill_with_data(void *arg, int fd, px_error *err)
{
    const fill_data *fill = arg;

    return px_fd_write(fd, fill->path, fill->data, err);
}

int px_file_write(const char *path, px_str data, unsigned mode, px_error *err)
{
    fill_data fill = { path, data };

    return file_put(path, fill_with_data, &fill, mode, true, err);
}

int px_file_fill(const char *path, px_fill_fn *fn, void *arg, unsigned mode, px_error *err)
{
    return file_put(path, fn, arg, mode, true, err);
}

int px_file_create(const char *path, px_str data, unsigned mode, px_error *err)
{
    fill_data fill = { path, data };

    if (px_path_exists(path)) /* said before anything is written; the rename checks again */
        return px_fail_errno(err, EEXIST, N_("cannot write '{path}': {reason}"), "path", path,
                             NULL);
    return file_put(path, fill_with_data, &fill, mode, false, err);
}

/* Feeds the whole descriptor to the digest. */
static int hash_fd(EVP_MD_CTX *digest, int fd, const char *path, uint64_t *ret_size, px_error *err)
{
    PX_AUTO_FREE char *chunk = px_alloc(HASH_CHUNK);
    uint64_t size = 0;

    for (;;) {
        ssize_t n = fd_read_some(fd, chunk, HASH_CHUNK);

        if (n < 0)
            return read_fail(path, errno, err);
        if (n == 0)
            break;
        size += (uint64_t)n;
        if (EVP_DigestUpdate(digest, chunk, (size_t)n) != 1)
            return px_fail(err, PX_ERR_FAILED, N_("the hash function failed"), NULL);
    }
    *ret_size = size;
    return 0;
}

static void digest_free(EVP_MD_CTX **digest)
{
    EVP_MD_CTX_free(*digest);
}

int px_file_sha256(const char *path, unsigned char ret_hash[32], uint64_t *ret_size, px_error *err)
{
    PX_CLEANUP(digest_free) EVP_MD_CTX *digest = EVP_MD_CTX_new();
    PX_AUTO_CLOSE int fd = -1;
    unsigned char hash[EVP_MAX_MD_SIZE];
    uint64_t size = 0;
    int rc = file_open(path, &fd, err);

    if (rc < 0)
        return rc;
    if (!digest)
        px_out_of_memory();
    if (EVP_DigestInit_ex(digest, EVP_sha256(), NULL) != 1)
        return px_fail(err, PX_ERR_FAILED, N_("the hash function failed"), NULL);
    rc = hash_fd(digest, fd, path, &size, err);
    if (rc < 0)
        return rc;
    if (EVP_DigestFinal_ex(digest, hash, NULL) != 1)
        return px_fail(err, PX_ERR_FAILED, N_("the hash function failed"), NULL);
    memcpy(ret_hash, hash, 32);
    if (ret_size)
        *ret_size = size;
    return 0;
}

/* Where the file system knows no files without names, the name is taken away at once. */
FILE *px_file_nameless(const char *folder)
{
    PX_AUTO_FREE char *pattern = px_path_join(folder, ".praxis-XXXXXX");
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    FILE *file;

    if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
        fd = mkostemp(pattern, O_CLOEXEC);
        if (fd >= 0)
            (void)unlink(pattern);
    }
    file = fd >= 0 ? fdopen(fd, "w+") : NULL;
    if (fd >= 0 && !file)
        (void)close(fd);
    return file;
}
