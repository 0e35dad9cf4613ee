/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json_write.h"
#include "base/random.h"
#include "store/backup_priv.h"
#include "store/blob.h"
#include "store/digest.h"
#include "store/house_priv.h"
#include "store/ledger.h"
#include "store/migration.h"
#include "store/setting.h"

#include "base/banned.h"

/* One backup on its way. */
typedef struct backup {
    px_house *house;
    char *snapshot; /* path of the copy of the database, owned; NULL before it is made */
    px_db *db;      /* on the snapshot, owned */
    const px_backup_options *options;
    uint64_t done, total; /* bytes of the entries: in the archive, in the list */
    px_time created;
    px_json json; /* the list, while it is written */
    px_tar_out tar;
    px_backup_report report;
} backup;

static void backup_free(backup *b)
{
    px_db_close(b->db);
    if (b->snapshot)
        (void)unlink(b->snapshot);
    free(b->snapshot);
}
#define AUTO_BACKUP PX_CLEANUP(backup_free)

/* ---- Snapshot */

/* A private name: in the house, or beside the backup where the house cannot be written. */
static char *snapshot_name(const px_house *house, const char *path)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(16384);
    char id[PX_PUBLIC_ID_LEN + 1];

    px_random_public_id(id);
    if (access(house->path, W_OK) == 0)
        px_builder_format(&name, "%s/.backup-%s.db", house->path, id);
    else
        px_builder_format(&name, "%s.%s.db", path, id);
    return px_builder_detach(&name, NULL);
}

static int vacuum_into(px_house *house, const char *snapshot, px_error *err)
{
    PX_AUTO_DB px_db *source = NULL;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_house_reader(house, &source, err);

    if (rc < 0)
        return rc;
    rc = px_db_exec(source, "PRAGMA query_only=OFF", err); /* it would forbid the copy as well */
    if (rc < 0)
        return rc;
    rc = px_query_start(source, "VACUUM INTO ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, snapshot);
    return px_query_run(&query, err);
}

/* Copies the database as it is at one moment, while others go on writing. */
static int snapshot_make(backup *b, const char *path, px_error *err)
{
    PX_AUTO_FREE char *name = snapshot_name(b->house, path);
    int rc = px_file_create(name, PX_STR(""), 0600, err); /* for its rights */

    if (rc < 0)
        return rc;
    b->snapshot = PX_TAKE(name);
    rc = vacuum_into(b->house, b->snapshot, err);
    return rc < 0 ? rc : px_db_open(b->snapshot, PX_DB_READ, &b->db, err);
}

/* ---- The entries: house.db, files by hash, keys */

/* What is to be done with one entry; path is where its bytes are, hash what they must be. */
typedef int entry_fn(backup *b, const char *name, const char *path, uint64_t size, const char *hash,
                     px_error *err);

/* One of the few files whose hash is not known yet. */
static int visit_plain(backup *b, const char *name, const char *path, entry_fn *fn, px_error *err)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(80);
    unsigned char hash[32];
    uint64_t size;
    int rc = px_file_sha256(path, hash, &size, err);

    if (rc < 0)
        return rc;
    px_builder_hex(&hex, hash, sizeof(hash));
    return fn(b, name, path, size, px_builder_cstr(&hex), err);
}

static int visit_blobs(backup *b, entry_fn *fn, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(256);
    int rc = px_query_start(b->db, "SELECT hash, size FROM blob ORDER BY hash", &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        PX_AUTO_FREE char *path = NULL;
        px_str hash = px_query_next_str(&query);
        uint64_t size = (uint64_t)px_query_next_int(&query);

        px_builder_clear(&name);
        px_builder_format(&name, "files/%.2s/%.*s", hash.ptr, PX_STR_ARG(hash));
        path = px_path_join(b->house->path, px_builder_cstr(&name));
        rc = fn(b, px_builder_cstr(&name), path, size, hash.ptr, err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

/* Calls fn for every entry but the list itself, in the order of the archive. */
static int visit_entries(backup *b, entry_fn *fn, px_error *err)
{
    static const char *const keys[] = { PX_HOUSE_KEY_LOG, PX_HOUSE_KEY_WEB };
    int rc = visit_plain(b, PX_HOUSE_DB, b->snapshot, fn, err);

    for (size_t i = 0; i < PX_COUNT(keys) && b->options->with_keys && rc >= 0; i++) {
        PX_AUTO_FREE char *path = px_path_join(b->house->path, keys[i]);

        rc = visit_plain(b, keys[i], path, fn, err);
    }
    for (size_t i = 0; px_setting_key_file(i) && b->options->with_keys && rc >= 0; i++) {
        PX_AUTO_FREE char *path = px_path_join(b->house->path, px_setting_key_file(i));

        if (px_path_exists(path))
            rc = visit_plain(b, px_setting_key_file(i), path, fn, err);
    }
    return rc < 0 ? rc : visit_blobs(b, fn, err);
}

/* ---- The list */

static int list_entry(backup *b, const char *name, const char *path, uint64_t size,
                      const char *hash, px_error *err)
{
    (void)path;
    (void)err;
    b->total += size;
    px_json_object(&b->json);
    px_json_pair_cstr(&b->json, "name", name);
    px_json_pair_cstr(&b->json, "sha256", hash);
    px_json_pair_int(&b->json, "size", (long long)size);
    px_json_object_end(&b->json);
    return 0;
}

static int list_log(backup *b, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_checkpoint head;
    px_str note;
    int rc = px_ledger_head(b->db, arena, &note, &head, err);

    px_json_key(&b->json, "log");
    if (rc == -PX_ERR_NOT_FOUND) {
        px_json_null(&b->json);
        return 0;
    }
    if (rc < 0)
        return rc;
    px_json_object(&b->json);
    px_json_pair_hex(&b->json, "root", head.root.bytes, sizeof(head.root.bytes));
    px_json_pair_int(&b->json, "size", (long long)head.size);
    px_json_object_end(&b->json);
    return 0;
}

static int list_write(backup *b, px_builder *text, px_error *err)
{
    int rc;

    px_json_start(&b->json, text, PX_JSON_COMPACT);
    px_json_object(&b->json);
    px_json_pair_cstr(&b->json, "format", PX_BACKUP_FORMAT);
    px_json_pair_int(&b->json, "schema", PX_BACKUP_SCHEMA);
    px_json_pair_cstr(&b->json, "praxis", PX_VERSION);
    px_json_pair_int(&b->json, "tables", px_migration_last());
    px_json_pair_time(&b->json, "created", b->created);
    px_json_pair_cstr(&b->json, "origin", b->house->origin);
    rc = list_log(b, err);
    if (rc < 0)
        return rc;
    px_json_key(&b->json, "entries");
    px_json_array(&b->json);
    rc = visit_entries(b, list_entry, err);
    if (rc < 0)
        return rc;
    px_json_array_end(&b->json);
    px_json_object_end(&b->json);
    rc = px_json_finish(&b->json, err);
    px_builder_char(text, '\n');
    return rc < 0 ? rc : px_builder_check(text, err);
}

/* ---- The archive */

static int fail_changed(const char *path, px_error *err)
{
    return px_fail(err, PX_ERR_DAMAGED,
                   N_("the file '{path}' is not what the house says it is; run 'praxis check'"),
                   "path", path, NULL);
}

/* Copies the file into the archive and into the digest. */
static int copy_bytes(backup *b, int fd, const char *path, px_digest *digest, px_error *err)
{
    PX_AUTO_FREE char *chunk = px_alloc(PX_BACKUP_CHUNK);
    ssize_t n;

    while ((n = read(fd, chunk, PX_BACKUP_CHUNK)) != 0) {
        int rc;

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path,
                                 NULL);
        if ((uint64_t)n > b->tar.left)
            return fail_changed(path, err);
        rc = px_tar_write(&b->tar, px_str_n(chunk, (size_t)n), err);
        if (rc < 0)
            return rc;
        px_digest_add(digest, px_str_n(chunk, (size_t)n));
        b->done += (uint64_t)n;
        if (b->options->progress)
            b->options->progress(b->options->arg, b->done, b->total);
    }
    return b->tar.left > 0 ? fail_changed(path, err) : 0;
}

static int store_entry(backup *b, const char *name, const char *path, uint64_t size,
                       const char *hash, px_error *err)
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    PX_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    char found[PX_DIGEST_HEX];
    int rc;

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    rc = px_tar_entry_start(&b->tar, name, size, b->created, err);
    if (rc < 0)
        return rc;
    rc = copy_bytes(b, fd, path, &digest, err);
    if (rc < 0)
        return rc;
    px_digest_end(&digest, found);
    if (strcmp(found, hash) != 0)
        return fail_changed(path, err);
    b->report.files++;
    b->report.bytes += size;
    return 0;
}

static int archive_write(backup *b, px_str list, px_error *err)
{
    int rc = px_tar_entry_start(&b->tar, PX_BACKUP_MANIFEST, list.len, b->created, err);

    if (rc < 0)
        return rc;
    rc = px_tar_write(&b->tar, list, err);
    if (rc < 0)
        return rc;
    rc = visit_entries(b, store_entry, err);
    if (rc < 0)
        return rc;
    rc = px_tar_finish(&b->tar, err);
    if (rc == 0 && fsync(b->tar.fd) != 0)
        rc = px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", b->tar.path,
                           NULL);
    return rc;
}

/* Opens PATH.partial: what an interrupted backup left there is written over, a running one not. */
static int partial_open(const char *partial, int *ret_fd, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(partial, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat mine, there;

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", partial,
                             NULL);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return px_fail(err, PX_ERR_BUSY, N_("another backup is writing '{path}'"), "path", partial,
                       NULL);
    if (fstat(fd, &mine) != 0 || lstat(partial, &there) != 0 || mine.st_ino != there.st_ino)
        return px_fail(err, PX_ERR_BUSY, N_("another backup has just written '{path}'"), "path",
                       partial, NULL); /* and what we have open is that one by now */
    if (ftruncate(fd, 0) != 0)
        return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", partial,
                             NULL);
    *ret_fd = PX_TAKE_FD(fd);
    return 0;
}

static int fail_exists(const char *path, px_error *err)
{
    return px_fail(err, PX_ERR_EXISTS,
                   N_("there is a file '{path}' already; choose another name for the backup"),
                   "path", path, NULL);
}

/* Gives the finished archive its name. Its lock keeps other backups out of the gap. */
static int publish(const char *partial, const char *path, px_error *err)
{
    PX_AUTO_FREE char *directory = NULL;
    char *slash;

    if (px_path_exists(path))
        return fail_exists(path, err);
    if (rename(partial, path) != 0)
        return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", path, NULL);
    directory = px_strdup(path);
    slash = strrchr(directory, '/');
    if (slash)
        slash[slash == directory] = '\0';
    return px_fd_sync_dir(slash ? directory : ".", err);
}

/* Keeps the sweep away from files that the snapshot names (see blob.c). */
static int hold_files(const px_house *house, int *ret_fd, px_error *err)
{
    PX_AUTO_FREE char *files = px_path_join(house->path, "files");
    PX_AUTO_CLOSE int fd = open(files, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0 || flock(fd, LOCK_SH) != 0)
        return px_fail_errno(err, errno, N_("cannot open '{path}': {reason}"), "path", files, NULL);
    *ret_fd = PX_TAKE_FD(fd);
    return 0;
}

static int backup_run(backup *b, const char *path, px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_CLOSE int files = -1;
    int rc = hold_files(b->house, &files, err);

    if (rc < 0)
        return rc;
    rc = snapshot_make(b, path, err);
    if (rc < 0)
        return rc;
    rc = list_write(b, &list, err);
    return rc < 0 ? rc : archive_write(b, px_builder_view(&list), err);
}

int px_backup_write(px_house *house, const char *path, const px_backup_options *options,
                    px_backup_report *ret_report, px_error *err)
{
    AUTO_BACKUP backup b = { .house = house, .options = options, .created = px_now() };
    PX_AUTO_BUILDER px_builder partial = PX_BUILDER_INIT(16384);
    PX_AUTO_CLOSE int fd = -1;
    int rc;

    if (px_path_exists(path))
        return fail_exists(path, err);
    px_builder_format(&partial, "%s.partial", path);
    rc = partial_open(px_builder_cstr(&partial), &fd, err);
    if (rc < 0)
        return rc;
    b.tar = (px_tar_out){ .fd = fd, .path = path };
    rc = backup_run(&b, path, err);
    if (rc >= 0)
        rc = publish(px_builder_cstr(&partial), path, err);
    if (rc < 0)
        (void)unlink(px_builder_cstr(&partial));
    else if (ret_report)
        *ret_report = b.report;
    return rc;
}
