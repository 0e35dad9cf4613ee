/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/house.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>

#include "base/civil.h"
#include "base/file.h"
#include "store/house_priv.h"
#include "store/migration.h"
#include "store/setting.h"

#include "base/banned.h"

/* ---- Settings */

int px_house_setting(px_db *db, px_arena *arena, const char *name, px_str *ret_value, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT value FROM house_setting WHERE name = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, name);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the house has no setting '{name}'"), "name", name,
                       NULL);
    *ret_value = px_query_next_text(&query, arena);
    return 0;
}

int px_house_set(px_db *db, const char *name, px_str value, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO house_setting (name, value) VALUES (?, ?)"
                            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, name);
    px_query_str(&query, value.ptr ? value : PX_STR(""));
    return px_query_run(&query, err);
}

/* ---- Open */

px_house *px_house_new(const char *path, px_house_mode mode)
{
    px_house *house = px_alloc_zero(1, sizeof(*house));

    house->path = px_strdup(path);
    house->mode = mode;
    house->lock_fd = -1;
    px_writer_init(&house->writer);
    return house;
}

static int check_directory(const char *path, const char *file, px_error *err)
{
    PX_AUTO_FREE char *keys = px_path_join(path, "keys");

    if (!px_path_is_dir(path))
        return px_fail(err, PX_ERR_NO_HOUSE,
                       N_("there is no house in '{path}'; make one with 'praxis init', or name "
                          "another with --house"),
                       "path", path, NULL);
    if (px_path_exists(file))
        return 0;
    if (px_path_is_dir(keys))
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the house '{path}' has lost its database house.db; restore a backup"),
                       "path", path, NULL);
    return px_fail(err, PX_ERR_NO_HOUSE,
                   N_("'{path}' is not a house: there is no house.db in it; name another with "
                      "--house, or make one with 'praxis init'"),
                   "path", path, NULL);
}

static int fail_read_only(const char *path, px_error *err)
{
    return px_fail(err, PX_ERR_READ_ONLY,
                   N_("the house '{path}' can only be read; check its rights and the file system"),
                   "path", path, NULL);
}

static int check_version(const char *path, px_house_mode mode, px_db *db, px_error *err)
{
    int version = 0;
    int rc = px_migration_version(db, &version, err);

    if (rc < 0)
        return rc;
    if (version > px_migration_last())
        return px_fail(err, PX_ERR_NEWER,
                       N_("the house '{path}' was made by a newer praxis; update this program"),
                       "path", path, NULL);
    if (version < px_migration_last() && mode == PX_HOUSE_READ)
        return px_fail(err, PX_ERR_READ_ONLY,
                       N_("the house '{path}' was made by an older praxis and cannot be brought up "
                          "to date while it is only read; start 'praxis serve' on it once"),
                       "path", path, NULL);
    return 0;
}

int px_house_check_db(const char *path, px_house_mode mode, px_db *db, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "PRAGMA application_id", &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (px_query_next_int(&query) != PX_HOUSE_APPLICATION_ID)
        return px_fail(err, PX_ERR_NO_HOUSE,
                       N_("'{path}' is not a house: its house.db was made by another program, or "
                          "never finished; name another with --house"),
                       "path", path, NULL);
    return check_version(path, mode, db, err);
}

static int load_setting(px_db *db, px_arena *arena, const char *name, char **ret_value,
                        px_error *err)
{
    px_str value;
    int rc = px_house_setting(db, arena, name, &value, err);

    if (rc == -PX_ERR_NOT_FOUND)
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the house has lost its setting '{name}'; restore a backup"), "name",
                       name, NULL);
    if (rc < 0)
        return rc;
    *ret_value = px_strdup(value.ptr); /* ended by NUL in the arena */
    return 0;
}

static int load_settings(px_house *house, px_db *db, char **ret_verifier, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const struct {
        const char *name;
        char **value;
    } settings[] = {
        { "name", &house->name },
        { "origin", &house->origin },
        { "zone", &house->zone },
        { PX_HOUSE_SETTING_LOG, ret_verifier },
    };

    for (size_t i = 0; i < PX_COUNT(settings); i++) {
        int rc = load_setting(db, arena, settings[i].name, settings[i].value, err);

        if (rc < 0)
            return rc;
    }
    return px_setting_is(db, "demonstration", &house->demonstration, err);
}

int px_house_fail_clock(const char *path, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID,
                   N_("the clock may be moved (PRAXIS_CLOCK) only for a demonstration house, which "
                      "'{path}' is not; make one with 'praxis init --demonstration'"),
                   "path", path, NULL);
}

/* What a real house dates must be true. */
static int check_clock(const px_house *house, px_error *err)
{
    if (!px_clock_is_moved() || house->demonstration)
        return 0;
    return px_house_fail_clock(house->path, err);
}

/* Opens the write connection and brings the tables up to date. */
static int open_write(px_house *house, const char *file, const char *verifier, px_error *err)
{
    int rc;

    if (access(house->path, W_OK | X_OK) != 0 || access(file, W_OK) != 0)
        return fail_read_only(house->path, err);
    rc = px_house_load_keys(house, verifier, err);
    if (rc < 0)
        return rc;
    rc = px_db_open(file, PX_DB_WRITE, &house->db, err);
    if (rc < 0)
        return rc;
    return px_migrate(house->db, err);
}

/* Everything is checked through a reader before anything can change. */
static int open_checked(px_house *house, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(house->path, PX_HOUSE_DB), *verifier = NULL;
    PX_AUTO_DB px_db *reader = NULL;
    int rc = check_directory(house->path, file, err);

    if (rc < 0)
        return rc;
    rc = px_db_open(file, PX_DB_READ, &reader, err);
    if (rc < 0)
        return rc;
    rc = px_house_check_db(house->path, house->mode, reader, err);
    if (rc < 0)
        return rc;
    rc = load_settings(house, reader, &verifier, err);
    if (rc >= 0)
        rc = check_clock(house, err);
    if (rc < 0)
        return rc;
    if (house->mode == PX_HOUSE_WRITE)
        return open_write(house, file, verifier, err);
    rc = px_house_load_keys(house, verifier, NULL);
    return rc == -PX_ERR_DAMAGED ? 0 : rc; /* reading works without; praxis check tells */
}

int px_house_open(const char *path, px_house_mode mode, px_house **ret_house, px_error *err)
{
    px_house *house = px_house_new(path, mode);
    int rc = open_checked(house, err);

    if (rc < 0) {
        px_house_close(house);
        return rc;
    }
    *ret_house = house;
    return 0;
}

void px_house_close(px_house *house)
{
    if (!house)
        return;
    px_writer_stop(house);
    px_writer_free(&house->writer);
    px_db_close(house->db);
    if (house->lock_fd >= 0)
        (void)close(house->lock_fd);
    explicit_bzero(&house->log_key, sizeof(house->log_key));
    explicit_bzero(house->web_key, sizeof(house->web_key));
    free(house->path);
    free(house->name);
    free(house->origin);
    free(house->zone);
    free(house);
}

const char *px_house_path(const px_house *house)
{
    return house->path;
}

const char *px_house_name(const px_house *house)
{
    return house->name;
}

const char *px_house_origin(const px_house *house)
{
    return house->origin;
}

const char *px_house_zone(const px_house *house)
{
    return house->zone;
}

bool px_house_is_demonstration(const px_house *house)
{
    return house->demonstration;
}

const px_note_key *px_house_log_key(const px_house *house)
{
    return &house->log_key;
}

const unsigned char *px_house_web_key(const px_house *house)
{
    return house->has_web_key ? house->web_key : NULL;
}

int px_house_lock(px_house *house, px_error *err)
{
    PX_AUTO_FREE char *path = px_path_join(house->path, PX_HOUSE_LOCK);
    PX_AUTO_CLOSE int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot open the lock '{path}': {reason}"), "path",
                             path, NULL);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return px_fail(err, PX_ERR_BUSY,
                           N_("another 'praxis serve' has the house '{path}'; stop it first"),
                           "path", house->path, NULL);
        return px_fail_errno(err, errno, N_("cannot lock '{path}': {reason}"), "path", path, NULL);
    }
    house->lock_fd = PX_TAKE_FD(fd);
    return 0;
}

int px_house_reader(px_house *house, px_db **ret_db, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(house->path, PX_HOUSE_DB);

    return px_db_open(file, PX_DB_READ, ret_db, err);
}
