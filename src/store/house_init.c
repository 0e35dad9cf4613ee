/* SPDX-License-Identifier: EUPL-1.2 */
/* Making a new house, or nothing. */
#include <stdio.h>
#include <string.h>

#include "base/builder.h"
#include "base/civil.h"
#include "base/file.h"
#include "base/random.h"
#include "store/house_priv.h"
#include "store/migration.h"

#include "base/banned.h"

#define HOUSE_MAX_NAME 200
#define HOUSE_MAX_ORIGIN 200
#define HOUSE_DEFAULT_ZONE "Europe/Brussels"

/* ---- Checks */

static int check_name(const char *name, px_error *err)
{
    px_str s = px_str_of(name);
    bool plain = s.len > 0 && s.len <= HOUSE_MAX_NAME && px_utf8_valid(s, NULL);

    for (size_t i = 0; i < s.len && plain; i++)
        plain = (unsigned char)s.ptr[i] >= ' ' && s.ptr[i] != 0x7F;
    if (!plain)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{name}' cannot be the name of a house; give up to 200 bytes of UTF-8 "
                          "on one line"),
                       "name", name, NULL);
    return 0;
}

/* The name of a signed note's key: C2SP signed-note forbids white space and plus signs. Only
 * visible ASCII is taken, so that no Unicode space gets in. */
static int check_origin(const char *origin, px_error *err)
{
    px_str s = px_str_of(origin);
    bool plain = s.len > 0 && s.len <= HOUSE_MAX_ORIGIN;

    for (size_t i = 0; i < s.len && plain; i++)
        plain = s.ptr[i] > ' ' && s.ptr[i] < 0x7F && s.ptr[i] != '+';
    if (!plain)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{origin}' cannot name the log; give letters, digits and signs without "
                          "spaces or plus, for example 'code.example.eu/log'"),
                       "origin", origin, NULL);
    return 0;
}

static int check_zone(const char *name, px_error *err)
{
    px_zone *zone = NULL;
    int rc = px_zone_load(name, &zone, err);

    px_zone_free(zone);
    return rc;
}

int px_house_check_place(const char *path, px_error *err)
{
    PX_AUTO_FREE char *db = px_path_join(path, PX_HOUSE_DB);

    if (px_path_exists(db))
        return px_fail(err, PX_ERR_EXISTS,
                       N_("there is a house in '{path}' already; choose another directory"), "path",
                       path, "entry", PX_HOUSE_DB, NULL);
    if (px_path_exists(path) && !px_path_is_dir(path))
        return px_fail(err, PX_ERR_EXISTS,
                       N_("'{path}' is not a directory, which a house is; choose another name"),
                       "path", path, NULL);
    return px_dir_check_empty(path, PX_HOUSE_ERASED, err);
}

/* ---- Making and, on failure, removing */

/* What a half-made house may hold, files before the directories they are in. */
static const char *const house_entries[] = {
    PX_HOUSE_DB,   PX_HOUSE_DB "-wal", PX_HOUSE_DB "-shm", PX_HOUSE_DB "-journal",
    PX_HOUSE_LOCK, PX_HOUSE_KEY_LOG,   PX_HOUSE_KEY_WEB,   "keys",
    "files",
};

/* Length of the parent of the path's first len bytes; 0 when it has none. */
static size_t parent_len(const char *path, size_t len)
{
    while (len > 0 && path[len - 1] == '/')
        len--;
    while (len > 0 && path[len - 1] != '/')
        len--;
    while (len > 1 && path[len - 1] == '/')
        len--;
    return len;
}

size_t px_house_existing_part(const char *path)
{
    PX_AUTO_FREE char *part = px_strdup(path);
    size_t len = strlen(part);

    while (len > 0 && !px_path_exists(part)) {
        len = parent_len(part, len);
        part[len] = '\0';
    }
    return len;
}

static int unmake_file(void *arg, const char *path, uint64_t size, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(arg, path);

    (void)size;
    (void)err;
    (void)unlink(file);
    return 0;
}

/* Empties files/ with its directories 00 to ff. */
static void unmake_files(const char *path)
{
    PX_AUTO_FREE char *files = px_path_join(path, "files");

    if (px_dir_walk(files, unmake_file, files, NULL) < 0)
        return; /* not there yet, or not ours to remove */
    for (unsigned i = 0; i < 256; i++) {
        char name[16];
        PX_AUTO_FREE char *directory = NULL;

        (void)snprintf(name, sizeof(name), "files/%02x", i);
        directory = px_path_join(path, name);
        (void)rmdir(directory);
    }
}

void px_house_unmake(const char *path, size_t keep)
{
    PX_AUTO_FREE char *part = px_strdup(path);
    size_t len = strlen(part);

    unmake_files(path);
    for (size_t i = 0; i < PX_COUNT(house_entries); i++) {
        PX_AUTO_FREE char *entry = px_path_join(path, house_entries[i]);

        (void)remove(entry);
    }
    while (len > keep && rmdir(part) == 0) {
        len = parent_len(part, len);
        part[len] = '\0';
    }
}

static int set_all(px_db *db, const px_house_options *options, px_error *err)
{
    PX_AUTO_BUILDER px_builder now = PX_BUILDER_INIT(64);
    const char *settings[][2] = {
        { "name", options->name },
        { "origin", options->origin },
        { "zone", options->zone },
        { "created", NULL },
    };

    if (options->demonstration) {
        int rc = px_house_set(db, "demonstration", PX_STR("yes"), err);

        if (rc < 0)
            return rc;
    }
    px_time_format(&now, px_now());
    settings[3][1] = px_builder_cstr(&now);
    for (size_t i = 0; i < PX_COUNT(settings); i++) {
        int rc = px_house_set(db, settings[i][0], px_str_of(settings[i][1]), err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

/* What the last transaction of init writes. */
typedef struct house_fill {
    const px_house_options *options;
    const px_note_key *key;
} house_fill;

/* The application_id comes with the rest: a house without it was never finished. */
static int fill_inside(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_BUILDER px_builder pragma = PX_BUILDER_INIT(64);
    const house_fill *fill = arg;
    int rc = set_all(db, fill->options, err);

    if (rc < 0)
        return rc;
    rc = px_house_adopt_key(db, fill->key, err);
    if (rc < 0)
        return rc;
    px_builder_format(&pragma, "PRAGMA application_id=%d", PX_HOUSE_APPLICATION_ID);
    return px_db_exec(db, px_builder_cstr(&pragma), err);
}

static int fill_db(px_house *house, const px_house_options *options, px_error *err)
{
    house_fill fill = { .options = options, .key = &house->log_key };
    int rc = px_migrate(house->db, err);

    if (rc < 0)
        return rc;
    rc = px_house_read_log_key(house->path, options->origin, &house->log_key, err);
    if (rc < 0)
        return rc;
    return px_house_write(house, fill_inside, &fill, err);
}

static int make_db(const char *path, const px_house_options *options, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(path, PX_HOUSE_DB);
    px_house *house;
    /* SQLite takes an empty file for a new database; -wal and -shm get the same rights. */
    int rc = px_file_create(file, PX_STR(""), 0600, err);

    if (rc < 0)
        return rc;
    house = px_house_new(path, PX_HOUSE_WRITE);
    rc = px_db_open(file, PX_DB_CREATE, &house->db, err);
    if (rc >= 0)
        rc = fill_db(house, options, err);
    px_house_close(house);
    return rc;
}

static int make_house(const char *path, const px_house_options *options, px_error *err)
{
    PX_AUTO_FREE char *files = px_path_join(path, "files");
    PX_AUTO_FREE char *lock = px_path_join(path, PX_HOUSE_LOCK);
    int rc = px_dir_make(path, 0700, err);

    if (rc < 0)
        return rc;
    rc = px_dir_make(files, 0700, err);
    if (rc < 0)
        return rc;
    rc = px_house_make_keys(path, err);
    if (rc < 0)
        return rc;
    rc = px_file_create(lock, PX_STR(""), 0600, err);
    if (rc < 0)
        return rc;
    rc = make_db(path, options, err);
    if (rc < 0)
        return rc;
    return px_fd_sync_dir(path, err);
}

int px_house_init(const char *path, const px_house_options *options, px_error *err)
{
    px_house_options full = options ? *options : (px_house_options){ 0 };
    char id[PX_PUBLIC_ID_LEN + 1], origin[PX_PUBLIC_ID_LEN + 8];
    size_t keep;
    int rc;

    px_random_public_id(id);
    (void)snprintf(origin, sizeof(origin), "praxis/%s", id);
    full.name = full.name ? full.name : "praxis";
    full.origin = full.origin ? full.origin : origin;
    full.zone = full.zone ? full.zone : HOUSE_DEFAULT_ZONE;
    rc = check_name(full.name, err);
    if (rc < 0)
        return rc;
    rc = check_origin(full.origin, err);
    if (rc < 0)
        return rc;
    rc = check_zone(full.zone, err);
    if (rc < 0)
        return rc;
    if (px_clock_is_moved() && !full.demonstration)
        return px_house_fail_clock(path, err);
    rc = px_house_check_place(path, err);
    if (rc < 0)
        return rc;
    keep = px_house_existing_part(path);
    rc = make_house(path, &full, err);
    if (rc < 0)
        px_house_unmake(path, keep);
    return rc;
}
