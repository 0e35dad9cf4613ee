/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A put that finds the file there, and the sweep that would remove it, meet at a lock on the
 * directory files/: a put marks the file as new (its time) under the shared lock, the sweep looks
 * at the time and removes under the exclusive one. So a file that somebody has just put stays for
 * a day, in which its row commits.
 */
#include "store/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "base/builder.h"
#include "base/civil.h"
#include "base/file.h"
#include "store/digest.h"
#include "store/job_runner.h"

#include "base/banned.h"

#define BLOB_SWEEP_AGE_MS ((px_time)24 * 60 * 60 * 1000)

bool px_blob_is_hash(px_str s)
{
    if (s.len != 64)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!strchr("0123456789abcdef", s.ptr[i]) || s.ptr[i] == '\0')
            return false;
    return true;
}

static void hash_hex(px_str data, char ret_hash[65])
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();

    px_digest_add(&digest, data);
    px_digest_end(&digest, ret_hash);
}

static char *blob_directory(const px_house *house)
{
    return px_path_join(px_house_path(house), "files");
}

/* files/ab/HASH below the house; the caller frees. */
static char *blob_path(const px_house *house, const char *hash)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(16384);

    px_builder_format(&path, "%s/files/%.2s/%s", px_house_path(house), hash, hash);
    return px_builder_detach(&path, NULL);
}

/* Locks files/ (LOCK_SH or LOCK_EX) until the descriptor is closed. */
static int blob_lock(const char *directory, int how, int *ret_fd, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot open '{path}': {reason}"), "path", directory,
                             NULL);
    while (flock(fd, how) != 0)
        if (errno != EINTR)
            return px_fail_errno(err, errno, N_("cannot lock '{path}': {reason}"), "path",
                                 directory, NULL);
    *ret_fd = PX_TAKE_FD(fd);
    return 0;
}

/* True when the whole file is there; then it counts as new. */
static bool refresh(const char *path, size_t size)
{
    struct stat st;

    return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size == size &&
           utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW) == 0;
}

int px_blob_put(px_house *house, px_str data, char ret_hash[65], px_error *err)
{
    PX_AUTO_FREE char *root = blob_directory(house), *path = NULL, *directory = NULL;
    PX_AUTO_CLOSE int lock = -1;
    char hash[65];
    int rc;

    hash_hex(data, hash);
    path = blob_path(house, hash);
    directory = px_strdup(path);
    *strrchr(directory, '/') = '\0';
    rc = blob_lock(root, LOCK_SH, &lock, err);
    if (rc < 0)
        return rc;
    if (refresh(path, data.len)) {
        /* whoever wrote it may not have come to this before a crash */
        rc = px_fd_sync_dir(directory, err);
    } else {
        rc = px_dir_make(directory, 0700, err);
        if (rc >= 0)
            rc = px_file_write(path, data, 0600, err);
    }
    if (rc >= 0)
        rc = px_fd_sync_dir(root, err);
    if (rc < 0)
        return rc;
    memcpy(ret_hash, hash, sizeof(hash));
    return 0;
}

static int check_hash(const char *hash, px_error *err)
{
    if (px_blob_is_hash(px_str_of(hash)))
        return 0;
    return px_fail(err, PX_ERR_INVALID, N_("'{hash}' is not a SHA-256 of 64 hexadecimal digits"),
                   "hash", hash, NULL);
}

int px_blob_ref(px_db *db, const char *hash, uint64_t size, const char *media_type, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = check_hash(hash, err);

    if (rc < 0)
        return rc;
    rc = px_query_start(db,
                        "INSERT INTO blob (hash, size, media_type, refs) VALUES (?, ?, ?, 1)"
                        " ON CONFLICT (hash) DO UPDATE SET refs = refs + 1"
                        " WHERE size = excluded.size",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, hash);
    px_query_int(&query, (int64_t)size);
    px_query_cstr(&query, media_type);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    if (px_db_changes(db) != 1)
        return px_fail(err, PX_ERR_CONFLICT, N_("the file '{hash}' is kept with another size"),
                       "hash", hash, NULL);
    return 0;
}

static int run_with_hash(px_db *db, const char *sql, const char *hash, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, hash);
    return px_query_run(&query, err);
}

int px_blob_unref(px_db *db, const char *hash, px_error *err)
{
    int rc = run_with_hash(db, "UPDATE blob SET refs = refs - 1 WHERE hash = ?", hash, err);

    if (rc < 0)
        return rc;
    if (px_db_changes(db) != 1)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no file '{hash}'"), "hash", hash, NULL);
    return run_with_hash(db, "DELETE FROM blob WHERE hash = ? AND refs = 0", hash, err);
}

int px_blob_get(px_house *house, const char *hash, size_t max, char **ret_data, size_t *ret_len,
                px_error *err)
{
    PX_AUTO_FREE char *path = NULL, *data = NULL;
    char found[65];
    size_t len = 0;
    int rc = check_hash(hash, err);

    if (rc < 0)
        return rc;
    path = blob_path(house, hash);
    rc = px_file_read(path, max, &data, &len, err);
    if (rc < 0)
        return rc;
    hash_hex(px_str_n(data, len), found);
    if (strcmp(found, hash) != 0)
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the file '{path}' has changed since it was stored; restore a backup"),
                       "path", path, NULL);
    *ret_data = PX_TAKE(data);
    *ret_len = len;
    return 0;
}

/* ---- Sweep */

typedef struct blob_sweep {
    const char *root;
    px_db *db;
    int lock_fd;
    px_time before;
    uint64_t removed;
} blob_sweep;

int px_blob_is_named(px_db *db, px_str hash, bool *ret_named, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT 1 FROM blob WHERE hash = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, hash);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_named = rc == 1;
    return 0;
}

/* The hash that a path below files/ stands for, or an empty slice for any other file. */
px_str px_blob_hash_of_path(const char *path)
{
    px_str s = px_str_of(path), name = px_str_sub(s, 3, s.len);

    if (s.len == 67 && s.ptr[2] == '/' && px_blob_is_hash(name) && memcmp(s.ptr, name.ptr, 2) == 0)
        return name;
    return PX_STR("");
}

static bool is_old(const char *path, px_time before)
{
    struct stat st;

    return lstat(path, &st) == 0 &&
           (px_time)st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000 < before;
}

static int sweep_one(void *arg, const char *path, uint64_t size, px_error *err)
{
    blob_sweep *sweep = arg;
    PX_AUTO_FREE char *file = px_path_join(sweep->root, path);
    px_str hash = px_blob_hash_of_path(path);
    bool named = false;
    int rc = hash.len ? px_blob_is_named(sweep->db, hash, &named, err) : 0;

    (void)size;
    if (rc < 0 || named || !is_old(file, sweep->before))
        return rc;
    if (unlink(file) != 0)
        return px_fail_errno(err, errno, N_("cannot remove '{path}': {reason}"), "path", file,
                             NULL);
    sweep->removed++;
    return 0;
}

int px_blob_sweep(px_house *house, px_db *db, uint64_t *ret_removed, px_error *err)
{
    PX_AUTO_FREE char *root = blob_directory(house);
    PX_AUTO_CLOSE int lock = -1;
    blob_sweep sweep = { .root = root, .db = db, .before = px_now() - BLOB_SWEEP_AGE_MS };
    int rc = blob_lock(root, LOCK_EX, &lock, err);

    if (rc < 0)
        return rc;
    rc = px_dir_walk(root, sweep_one, &sweep, err);
    if (rc >= 0 && ret_removed)
        *ret_removed = sweep.removed;
    return rc;
}

int px_blob_sweep_job(const px_job_work *work, px_error *err)
{
    return px_blob_sweep(work->house, work->db, NULL, err);
}
