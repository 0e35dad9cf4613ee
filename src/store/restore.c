/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Restoring a backup. The archive is not trusted: its first entry is the list, every further one
 * must be the next of that list in name and size, every name one of the few that a house has, and
 * every file must have the hash that the list gives. So no entry can reach out of the house, come
 * twice, or be larger than the archive itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "base/json_read.h"
#include "store/backup_priv.h"
#include "store/blob.h"
#include "store/digest.h"
#include "store/house_priv.h"
#include "store/migration.h"
#include "store/setting.h"

#include "base/banned.h"

typedef struct restore {
    px_tar_in tar;
    json_t *list;     /* owned */
    const char *path; /* of the house to be */
    const char *keys; /* directory to take keys from, or NULL */
    bool has_keys;    /* the backup brings them */
    px_restored_fn *then;
    void *arg; /* of then */
    px_backup_report report;
} restore;

static void restore_free(restore *r)
{
    json_decref(r->list);
}
#define AUTO_RESTORE PX_CLEANUP(restore_free)

static int fail_list(const restore *r, const char *reason, px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("'{path}' is not a backup of praxis: {reason}"),
                   "path", r->tar.path, "reason", reason, NULL);
}

/* ---- The list */

/* Reads the list, which is as long as its entry says; *ret_text is the caller's. */
static int read_list_text(restore *r, char **ret_text, size_t *ret_len, px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    px_tar_entry entry;
    size_t len = 0, part;
    int rc = px_tar_next(&r->tar, &entry, err);

    if (rc < 0)
        return rc;
    if (rc == 0 || strcmp(entry.name, PX_BACKUP_MANIFEST) != 0)
        return fail_list(r, "it does not begin with MANIFEST.json", err);
    if (entry.size > PX_BUILDER_LARGE)
        return fail_list(r, "its list is too long", err);
    text = px_alloc((size_t)entry.size + 1);
    do {
        rc = px_tar_read(&r->tar, text + len, (size_t)entry.size - len, &part, err);
        if (rc < 0)
            return rc;
        len += part;
    } while (part > 0);
    *ret_text = PX_TAKE(text);
    *ret_len = len;
    return 0;
}

static int check_list(const restore *r, px_error *err)
{
    long long schema, tables;
    px_str format;

    if (px_json_get_str(r->list, "format", &format, NULL) < 0 ||
        !px_str_is(format, PX_BACKUP_FORMAT) ||
        px_json_get_int(r->list, "schema", 1, INT32_MAX, &schema, NULL) < 0 ||
        px_json_get_int(r->list, "tables", 1, INT32_MAX, &tables, NULL) < 0)
        return fail_list(r, "its list is not one of praxis", err);
    if (schema > PX_BACKUP_SCHEMA || tables > px_migration_last())
        return px_fail(err, PX_ERR_NEWER,
                       N_("the backup '{path}' was made by a newer praxis; update this program"),
                       "path", r->tar.path, NULL);
    return 0;
}

static int read_list(restore *r, px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    size_t len;
    int rc = read_list_text(r, &text, &len, err);

    if (rc < 0)
        return rc;
    rc = px_json_parse(px_str_n(text, len), PX_BACKUP_MANIFEST, len, &r->list, err);
    return rc < 0 ? rc : check_list(r, err);
}

/* ---- Entries */

/* One entry as the list has it. */
typedef struct restore_entry {
    px_str name, sha256;
    long long size;
} restore_entry;

static bool name_is_known(const restore_entry *entry)
{
    px_str files = PX_STR("files/");

    if (px_str_is(entry->name, PX_HOUSE_DB) || px_str_is(entry->name, PX_HOUSE_KEY_LOG) ||
        px_str_is(entry->name, PX_HOUSE_KEY_WEB))
        return true;
    for (size_t i = 0; px_setting_key_file(i); i++)
        if (px_str_is(entry->name, px_setting_key_file(i)))
            return true;
    /* slices of jansson's strings, ended by NUL */
    return px_str_starts(entry->name, files) &&
           px_str_eq(px_blob_hash_of_path(entry->name.ptr + files.len), entry->sha256);
}

static int read_entry(const restore *r, const json_t *item, restore_entry *ret_entry, px_error *err)
{
    restore_entry entry;

    if (px_json_get_str(item, "name", &entry.name, NULL) < 0 ||
        px_json_get_str(item, "sha256", &entry.sha256, NULL) < 0 ||
        px_json_get_int(item, "size", 0, INT64_MAX / 2, &entry.size, NULL) < 0 ||
        strlen(entry.name.ptr) != entry.name.len || !px_blob_is_hash(entry.sha256) ||
        !name_is_known(&entry))
        return fail_list(r, "its list names something that no house has", err);
    *ret_entry = entry;
    return 0;
}

static int copy_bytes(restore *r, int fd, const char *path, px_digest *digest, px_error *err)
{
    PX_AUTO_FREE char *chunk = px_alloc(PX_BACKUP_CHUNK);
    size_t len;

    for (;;) {
        int rc = px_tar_read(&r->tar, chunk, PX_BACKUP_CHUNK, &len, err);

        if (rc < 0 || len == 0)
            return rc;
        rc = px_fd_write(fd, path, px_str_n(chunk, len), err);
        if (rc < 0)
            return rc;
        px_digest_add(digest, px_str_n(chunk, len));
    }
}

/* Writes the present file of the archive to path, which must be new, and checks its hash. */
static int extract(restore *r, const restore_entry *entry, const char *path, px_error *err)
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    PX_AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    char found[PX_DIGEST_HEX];
    int rc;

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", path, NULL);
    rc = copy_bytes(r, fd, path, &digest, err);
    if (rc < 0)
        return rc;
    px_digest_end(&digest, found);
    if (!px_str_is(entry->sha256, found))
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the backup '{path}' is damaged: '{entry}' is not what its list says"),
                       "path", r->tar.path, "entry", entry->name.ptr, NULL);
    if (fsync(fd) != 0)
        return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", path, NULL);
    return 0;
}

static int restore_one(restore *r, const json_t *item, px_error *err)
{
    PX_AUTO_FREE char *path = NULL, *directory = NULL;
    restore_entry entry;
    px_tar_entry found;
    int rc = read_entry(r, item, &entry, err);

    if (rc < 0)
        return rc;
    rc = px_tar_next(&r->tar, &found, err);
    if (rc < 0)
        return rc;
    if (rc == 0 || !px_str_is(entry.name, found.name) || (uint64_t)entry.size != found.size)
        return fail_list(r, "its files are not those of its list", err);
    path = px_path_join(r->path, found.name);
    directory = px_strdup(path);
    *strrchr(directory, '/') = '\0';
    rc = px_dir_make(directory, 0700, err);
    if (rc < 0)
        return rc;
    rc = extract(r, &entry, path, err);
    if (rc < 0)
        return rc;
    r->has_keys |= px_str_is(entry.name, PX_HOUSE_KEY_LOG);
    r->report.files++;
    r->report.bytes += found.size;
    return px_fd_sync_dir(directory, err);
}

static int restore_entries(restore *r, px_error *err)
{
    px_tar_entry extra;
    json_t *entries, *item;
    size_t i;
    int rc = px_json_get_array(r->list, "entries", &entries, err);

    if (rc < 0)
        return rc;
    json_array_foreach(entries, i, item)
    {
        rc = restore_one(r, item, err);
        if (rc < 0)
            return rc;
    }
    rc = px_tar_next(&r->tar, &extra, err);
    return rc > 0 ? fail_list(r, "it holds more files than its list", err) : rc;
}

/* ---- Keys */

static int copy_key(const restore *r, const char *name, px_error *err)
{
    PX_AUTO_FREE char *from = px_path_join(r->keys, strrchr(name, '/') + 1);
    PX_AUTO_FREE char *to = px_path_join(r->path, name), *text = NULL;
    size_t len = 0;
    int rc;

    if (!px_path_exists(from))
        return 0;
    rc = px_file_read(from, PX_SETTING_MAX_FILE + 2, &text, &len, err);
    if (rc < 0)
        return rc;
    rc = px_file_create(to, px_str_n(text, len), 0600, err);
    explicit_bzero(text, len);
    return rc;
}

/* Copies the keys and secrets that the directory has; keys that it lacks are made. */
static int copy_keys(const restore *r, px_error *err)
{
    int rc = copy_key(r, PX_HOUSE_KEY_LOG, err);

    if (rc >= 0)
        rc = copy_key(r, PX_HOUSE_KEY_WEB, err);
    for (size_t i = 0; px_setting_key_file(i) && rc >= 0; i++)
        rc = copy_key(r, px_setting_key_file(i), err);
    return rc;
}

static int adopt_deed(px_db *db, void *arg, px_error *err)
{
    return px_house_adopt_key(db, arg, err);
}

/* Signs the log with the new key from here on. */
static int adopt_new_key(const restore *r, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(r->path, PX_HOUSE_DB);
    PX_AUTO_HOUSE px_house *house = px_house_new(r->path, PX_HOUSE_WRITE);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str origin;
    int rc = px_db_open(file, PX_DB_WRITE, &house->db, err);

    if (rc < 0)
        return rc;
    rc = px_migrate(house->db, err);
    if (rc < 0)
        return rc;
    rc = px_house_setting(house->db, arena, "origin", &origin, err);
    if (rc < 0)
        return rc;
    rc = px_house_read_log_key(r->path, origin.ptr, &house->log_key, err);
    if (rc < 0)
        return rc;
    return px_house_write(house, adopt_deed, &house->log_key, err);
}

static int restore_keys(restore *r, px_error *err)
{
    PX_AUTO_FREE char *directory = px_path_join(r->path, "keys");
    PX_AUTO_FREE char *log = px_path_join(r->path, PX_HOUSE_KEY_LOG);
    int rc = px_dir_make(directory, 0700, err);

    if (rc >= 0 && r->keys && !r->has_keys)
        rc = copy_keys(r, err);
    if (rc < 0)
        return rc;
    r->report.new_key = !px_path_exists(log);
    rc = px_house_make_keys(r->path, err);
    return rc < 0 || !r->report.new_key ? rc : adopt_new_key(r, err);
}

/* ---- The whole */

/* Looks at the database before anything may change it. */
static int check_restored(const restore *r, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(r->path, PX_HOUSE_DB);
    PX_AUTO_DB px_db *reader = NULL;
    int rc = px_db_open(file, PX_DB_READ, &reader, err);

    return rc < 0 ? rc : px_house_check_db(r->path, PX_HOUSE_WRITE, reader, err);
}

static int restore_all(restore *r, px_error *err)
{
    PX_AUTO_FREE char *files = px_path_join(r->path, "files");
    PX_AUTO_HOUSE px_house *house = NULL;
    int rc = px_dir_make(files, 0700, err);

    if (rc < 0)
        return rc;
    rc = restore_entries(r, err);
    if (rc < 0)
        return rc;
    rc = check_restored(r, err);
    if (rc < 0)
        return rc;
    rc = restore_keys(r, err);
    if (rc < 0)
        return rc;
    rc = px_house_open(r->path, PX_HOUSE_WRITE, &house, err); /* is it one? */
    if (rc >= 0 && r->then)
        rc = r->then(house, r->arg, err);
    return rc < 0 ? rc : px_fd_sync_dir(r->path, err);
}

static int check_keys(const char *keys, px_error *err)
{
    PX_AUTO_FREE char *log = keys ? px_path_join(keys, "log.key") : NULL;

    if (!log || px_path_exists(log))
        return 0;
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no log.key in '{path}'"), "path", keys,
                   NULL);
}

int px_backup_restore(const char *path, const char *house_path, const char *keys,
                      px_restored_fn *then, void *arg, px_backup_report *ret_report, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    AUTO_RESTORE restore r = { .tar = { .fd = fd, .path = path },
                               .path = house_path,
                               .keys = keys,
                               .then = then,
                               .arg = arg };
    size_t keep;
    int rc;

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    rc = px_house_check_place(house_path, err);
    if (rc < 0)
        return rc;
    rc = check_keys(keys, err);
    if (rc < 0)
        return rc;
    rc = read_list(&r, err);
    if (rc < 0)
        return rc;
    keep = px_house_existing_part(house_path);
    rc = restore_all(&r, err);
    if (rc < 0)
        px_house_unmake(house_path, keep);
    else if (ret_report)
        *ret_report = r.report;
    return rc;
}
