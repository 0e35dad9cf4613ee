/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/house.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "base/builder.h"
#include "base/civil.h"
#include "base/file.h"
#include "base/number.h"
#include "base/random.h"
#include "store/house_priv.h"
#include "store/ledger.h"
#include "store/migration.h"

#include "base/banned.h"

#define HOUSE_DB "house.db"
#define HOUSE_LOCK "lock"
#define HOUSE_KEY_LOG "keys/log.key"
#define HOUSE_KEY_WEB "keys/web.key"
#define HOUSE_SETTING_LOG "log_verifier"
#define HOUSE_MAX_NAME 200
#define HOUSE_MAX_ORIGIN 200
#define HOUSE_DEFAULT_ZONE "Europe/Brussels"

/* ---- Keys: one line of 64 hexadecimal digits */

static int key_write(const char *path, const unsigned char key[32], px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(128);
    int rc;

    px_builder_hex(&text, key, 32);
    px_builder_char(&text, '\n');
    rc = px_file_create(path, px_builder_view(&text), 0600, err);
    explicit_bzero(text.ptr, text.len);
    return rc;
}

static int key_make(const char *path, px_error *err)
{
    unsigned char key[32];
    int rc;

    px_random_bytes(key, sizeof(key));
    rc = key_write(path, key, err);
    explicit_bzero(key, sizeof(key));
    return rc;
}

static int key_read(const char *path, unsigned char ret_key[32], px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    size_t len = 0;
    int rc = px_file_read(path, 128, &text, &len, err);

    if (rc < 0)
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("cannot read the key '{path}' of the house; restore it from where the "
                          "keys are kept"),
                       "path", path, NULL);
    rc = px_parse_hex(px_str_trim(px_str_n(text, len)), ret_key, 32, NULL);
    explicit_bzero(text, len);
    if (rc < 0)
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the key '{path}' is not a line of 64 hexadecimal digits; restore it "
                          "from where the keys are kept"),
                       "path", path, NULL);
    return 0;
}

int px_house_make_keys(const char *path, px_error *err)
{
    static const char *const names[] = { HOUSE_KEY_LOG, HOUSE_KEY_WEB };
    PX_AUTO_FREE char *directory = px_path_join(path, "keys");
    int rc = px_dir_make(directory, 0700, err);

    for (size_t i = 0; i < PX_COUNT(names) && rc >= 0; i++) {
        PX_AUTO_FREE char *file = px_path_join(path, names[i]);

        if (!px_path_exists(file))
            rc = key_make(file, err);
    }
    return rc;
}

/* Reads keys/log.key as the key of that origin. */
static int read_log_key(const char *path, const char *origin, px_note_key *ret_key, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(path, HOUSE_KEY_LOG);
    unsigned char seed[32];
    int rc = key_read(file, seed, err);

    if (rc < 0)
        return rc;
    rc = px_note_key_from_seed(ret_key, px_str_of(origin), seed, err);
    explicit_bzero(seed, sizeof(seed));
    return rc;
}

static int load_web_key(px_house *house, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(house->path, HOUSE_KEY_WEB);
    int rc = key_read(file, house->web_key, err);

    house->has_web_key = rc >= 0;
    return rc;
}

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

/* ---- Init: checks */

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

static int check_place(const char *path, px_error *err)
{
    PX_AUTO_FREE char *db = px_path_join(path, HOUSE_DB);

    if (px_path_exists(db))
        return px_fail(err, PX_ERR_EXISTS,
                       N_("there is a house in '{path}' already; choose another directory"), "path",
                       path, "entry", HOUSE_DB, NULL);
    if (px_path_exists(path) && !px_path_is_dir(path))
        return px_fail(err, PX_ERR_EXISTS,
                       N_("'{path}' is not a directory, which a house is; choose another name"),
                       "path", path, NULL);
    return px_dir_check_empty(path, err);
}

/* ---- Init: making and, on failure, removing */

/* What a half-made house may hold, files before the directories they are in. */
static const char *const house_entries[] = {
    HOUSE_DB,      HOUSE_DB "-wal", HOUSE_DB "-shm", HOUSE_DB "-journal", HOUSE_LOCK, HOUSE_KEY_LOG,
    HOUSE_KEY_WEB, "keys",          "files",
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

/* Length of the longest part of path that is there. */
static size_t existing_part(const char *path)
{
    PX_AUTO_FREE char *part = px_strdup(path);
    size_t len = strlen(part);

    while (len > 0 && !px_path_exists(part)) {
        len = parent_len(part, len);
        part[len] = '\0';
    }
    return len;
}

/* Removes a half-made house, and of its path what is longer than `keep`. */
static void unmake(const char *path, size_t keep)
{
    PX_AUTO_FREE char *part = px_strdup(path);
    size_t len = strlen(part);

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

    px_time_format(&now, px_now());
    settings[3][1] = px_builder_cstr(&now);
    for (size_t i = 0; i < PX_COUNT(settings); i++) {
        int rc = px_house_set(db, settings[i][0], px_str_of(settings[i][1]), err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

int px_house_adopt_key(px_db *db, const px_note_key *key, px_error *err)
{
    PX_AUTO_BUILDER px_builder verifier = PX_BUILDER_INIT(1024);
    int rc;

    px_note_verifier_print(key, &verifier);
    rc = px_house_set(db, HOUSE_SETTING_LOG, px_builder_view(&verifier), err);
    return rc < 0 ? rc : px_ledger_adopt_key(db, key, err);
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
    rc = read_log_key(house->path, options->origin, &house->log_key, err);
    if (rc < 0)
        return rc;
    return px_house_write(house, fill_inside, &fill, err);
}

static px_house *house_new(const char *path, px_house_mode mode)
{
    px_house *house = px_alloc_zero(1, sizeof(*house));

    house->path = px_strdup(path);
    house->mode = mode;
    house->lock_fd = -1;
    px_writer_init(&house->writer);
    return house;
}

static int make_db(const char *path, const px_house_options *options, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(path, HOUSE_DB);
    px_house *house;
    /* SQLite takes an empty file for a new database; -wal and -shm get the same rights. */
    int rc = px_file_create(file, PX_STR(""), 0600, err);

    if (rc < 0)
        return rc;
    house = house_new(path, PX_HOUSE_WRITE);
    rc = px_db_open(file, PX_DB_CREATE, &house->db, err);
    if (rc >= 0)
        rc = fill_db(house, options, err);
    px_house_close(house);
    return rc;
}

static int make_house(const char *path, const px_house_options *options, px_error *err)
{
    PX_AUTO_FREE char *files = px_path_join(path, "files");
    PX_AUTO_FREE char *lock = px_path_join(path, HOUSE_LOCK);
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
    rc = check_place(path, err);
    if (rc < 0)
        return rc;
    keep = existing_part(path);
    rc = make_house(path, &full, err);
    if (rc < 0)
        unmake(path, keep);
    return rc;
}

/* ---- Open */

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

/* Is the database of a praxis house, and one that this program understands? */
static int check_db(const char *path, px_house_mode mode, px_db *db, px_error *err)
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
        { HOUSE_SETTING_LOG, ret_verifier },
    };

    for (size_t i = 0; i < PX_COUNT(settings); i++) {
        int rc = load_setting(db, arena, settings[i].name, settings[i].value, err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

/* The log's key, which must be the one that the house names; for reading the verifier is enough. */
static int load_log_key(px_house *house, const char *verifier, px_error *err)
{
    px_note_key named, key;
    int rc = px_note_verifier_parse(px_str_of(verifier), &named, err);

    if (rc < 0)
        return rc;
    house->log_key = named;
    rc = read_log_key(house->path, house->origin, &key, err);
    if (rc >= 0 && memcmp(key.public_key, named.public_key, sizeof(named.public_key)) != 0)
        rc = px_fail(err, PX_ERR_DAMAGED,
                     N_("keys/log.key in '{path}' is not the key of this house's log; put the "
                        "right one back"),
                     "path", house->path, NULL);
    if (rc >= 0)
        house->log_key = key;
    explicit_bzero(&key, sizeof(key));
    return rc;
}

static int load_keys(px_house *house, const char *verifier, px_error *err)
{
    int rc = load_log_key(house, verifier, err);

    return rc < 0 ? rc : load_web_key(house, err);
}

/* Opens the write connection and brings the tables up to date. */
static int open_write(px_house *house, const char *file, const char *verifier, px_error *err)
{
    int rc;

    if (access(house->path, W_OK | X_OK) != 0 || access(file, W_OK) != 0)
        return fail_read_only(house->path, err);
    rc = load_keys(house, verifier, err);
    if (rc < 0)
        return rc;
    rc = px_db_open(file, PX_DB_WRITE, &house->db, err);
    if (rc < 0)
        return rc;
    return px_migrate(house->db, err);
}

/* Reading works without the keys; praxis check tells what is wrong with them. */
static void open_read(px_house *house, const char *verifier)
{
    if (load_log_key(house, verifier, NULL) < 0 || load_web_key(house, NULL) < 0)
        return;
}

/* Everything is checked through a reader before anything can change. */
static int open_checked(px_house *house, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(house->path, HOUSE_DB), *verifier = NULL;
    PX_AUTO_DB px_db *reader = NULL;
    int rc = check_directory(house->path, file, err);

    if (rc < 0)
        return rc;
    rc = px_db_open(file, PX_DB_READ, &reader, err);
    if (rc < 0)
        return rc;
    rc = check_db(house->path, house->mode, reader, err);
    if (rc < 0)
        return rc;
    rc = load_settings(house, reader, &verifier, err);
    if (rc < 0)
        return rc;
    if (house->mode == PX_HOUSE_WRITE)
        return open_write(house, file, verifier, err);
    open_read(house, verifier);
    return 0;
}

int px_house_open(const char *path, px_house_mode mode, px_house **ret_house, px_error *err)
{
    px_house *house = house_new(path, mode);
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
    PX_AUTO_FREE char *path = px_path_join(house->path, HOUSE_LOCK);
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
    PX_AUTO_FREE char *file = px_path_join(house->path, HOUSE_DB);

    return px_db_open(file, PX_DB_READ, ret_db, err);
}
