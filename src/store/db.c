/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/db.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/builder.h"
#include "store/search_index.h"

#include "base/banned.h"

/* Statements kept per connection. The program has a few hundred constant texts; a connection of
 * one worker uses some dozens of them again and again. */
#define DB_CACHE_SLOTS 128
#define DB_BUSY_TIMEOUT_MS 10000

typedef struct db_slot {
    unsigned long long hash; /* of the text */
    sqlite3_stmt *stmt;      /* owned; NULL: free. Its text is sqlite3_sql(stmt) */
    unsigned long long used; /* tick of the last use */
    bool busy;               /* lent to a px_query */
    bool single;             /* outside of the cache: freed when the query ends */
} db_slot;

struct px_db {
    sqlite3 *handle; /* owned */
    char *path;      /* owned */
    unsigned long long tick;
    db_slot slots[DB_CACHE_SLOTS];
};

/* ---- Errors */

typedef struct db_failure {
    int rc; /* primary or extended result code */
    px_errcode code;
    const char *message;
} db_failure;

/* The first row whose code fits counts: extended codes stand before their primary one. */
static const db_failure db_failures[] = {
    { SQLITE_FULL, PX_ERR_FULL,
      N_("no space is left for the database '{path}'; free some and try again") },
    { SQLITE_READONLY, PX_ERR_READ_ONLY,
      N_("the database '{path}' can only be read; check the rights and the file system") },
    { SQLITE_PERM, PX_ERR_READ_ONLY,
      N_("the database '{path}' can only be read; check the rights and the file system") },
    { SQLITE_BUSY, PX_ERR_BUSY,
      N_("the database '{path}' is in use by another process; try again") },
    { SQLITE_LOCKED, PX_ERR_BUSY,
      N_("the database '{path}' is in use by another process; try again") },
    { SQLITE_CORRUPT, PX_ERR_DAMAGED,
      N_("the database '{path}' is damaged ({reason}); restore a backup") },
    { SQLITE_NOTADB, PX_ERR_DAMAGED,
      N_("'{path}' is not a database, or it is damaged; restore a backup") },
    { SQLITE_CONSTRAINT_UNIQUE, PX_ERR_EXISTS, N_("it exists already ({reason})") },
    { SQLITE_CONSTRAINT_PRIMARYKEY, PX_ERR_EXISTS, N_("it exists already ({reason})") },
    { SQLITE_CONSTRAINT_ROWID, PX_ERR_EXISTS, N_("it exists already ({reason})") },
    { SQLITE_CONSTRAINT, PX_ERR_CONFLICT, N_("a rule of the database forbids it ({reason})") },
    { SQLITE_TOOBIG, PX_ERR_TOO_LARGE, N_("a value is too large for the database ({reason})") },
    { SQLITE_INTERRUPT, PX_ERR_TIMEOUT, N_("the work on the database was interrupted") },
};

static const db_failure db_failure_other = {
    SQLITE_ERROR, PX_ERR_IO, N_("the work on the database '{path}' failed: {reason}")
};

static const db_failure *failure_of(int rc)
{
    for (size_t i = 0; i < PX_COUNT(db_failures); i++)
        if (db_failures[i].rc == rc || db_failures[i].rc == (rc & 0xFF))
            return &db_failures[i];
    return &db_failure_other;
}

/* What the system said behind an I/O error: a full disk shows up as SQLITE_IOERR where SQLite
 * extends its -shm file, and a read-only file system as SQLITE_CANTOPEN. */
static int rc_by_system(sqlite3 *handle, int rc)
{
    int primary = rc & 0xFF, errnum = handle ? sqlite3_system_errno(handle) : 0;

    if (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN)
        return rc;
    if (errnum == ENOSPC || errnum == EDQUOT)
        return SQLITE_FULL;
    if (errnum == EROFS || errnum == EACCES || errnum == EPERM)
        return SQLITE_READONLY;
    return rc;
}

static int fail_at(sqlite3 *handle, const char *path, int rc, px_error *err)
{
    const char *reason = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(rc);
    const db_failure *failure;

    if ((rc & 0xFF) == SQLITE_NOMEM)
        px_out_of_memory();
    failure = failure_of(rc_by_system(handle, rc));
    return px_fail(err, failure->code, failure->message, "path", path, "reason", reason, NULL);
}

int px_db_fail(px_db *db, int rc, px_error *err)
{
    return fail_at(db->handle, db->path, rc, err);
}

/* ---- Opening and closing */

/* Memory mapping stays off: a read error, or a file cut by somebody else, would be a SIGBUS for
 * the whole process instead of an error for one request. */
static const char db_pragmas[] = "PRAGMA cell_size_check=ON;"
                                 "PRAGMA mmap_size=0;"
                                 "PRAGMA temp_store=MEMORY;"
                                 "PRAGMA cache_size=-8192;";

/* secure_delete: what is erased must be gone from the file. */
static const char db_pragmas_write[] = "PRAGMA synchronous=FULL;"
                                       "PRAGMA secure_delete=ON;"
                                       "PRAGMA journal_size_limit=67108864;";

static int configure_flags(px_db *db, px_error *err)
{
    static const struct {
        int option, value;
    } flags[] = { { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
                  { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },    { SQLITE_DBCONFIG_DQS_DML, 0 },
                  { SQLITE_DBCONFIG_DQS_DDL, 0 },        { SQLITE_DBCONFIG_ENABLE_VIEW, 1 },
                  { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 } };

    for (size_t i = 0; i < PX_COUNT(flags); i++) {
        int now = -1;
        int rc = sqlite3_db_config(db->handle, flags[i].option, flags[i].value, &now);

        if (rc != SQLITE_OK || now != flags[i].value)
            return px_fail(err, PX_ERR_FAILED,
                           N_("this SQLite lacks an option that praxis needs; install the one of "
                              "the system"),
                           NULL);
    }
    return 0;
}

/* WAL is a property of the file, so this changes something only in a new one. */
static int configure_wal(px_db *db, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "PRAGMA journal_mode=WAL", &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (!px_str_is(px_query_next_str(&query), "wal"))
        return px_fail(err, PX_ERR_IO,
                       N_("the file system of '{path}' has no shared memory, which the database "
                          "needs; put the house on a local disk"),
                       "path", db->path, NULL);
    return 0;
}

static int configure_write(px_db *db, px_error *err)
{
    int rc;

    if (sqlite3_db_readonly(db->handle, "main") == 1)
        return fail_at(NULL, db->path, SQLITE_READONLY, err);
    rc = configure_wal(db, err);
    if (rc < 0)
        return rc;
    return px_db_exec(db, db_pragmas_write, err);
}

static int configure(px_db *db, px_db_mode mode, px_error *err)
{
    int rc;

    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_busy_timeout(db->handle, DB_BUSY_TIMEOUT_MS);
    rc = configure_flags(db, err);
    if (rc < 0)
        return rc;
    rc = px_db_exec(db, db_pragmas, err);
    if (rc < 0)
        return rc;
    if (mode != PX_DB_READ)
        return configure_write(db, err);
    rc = px_db_exec(db, "PRAGMA query_only=ON", err);
    if (rc < 0)
        return rc;
    return px_db_exec(db, "SELECT count(*) FROM sqlite_schema", err); /* reads the file */
}

/* Opens and configures once; name is a path, or a URI where flags say so. */
static int open_once(px_db *db, const char *name, int flags, px_db_mode mode, px_error *err)
{
    int rc = sqlite3_open_v2(name, &db->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                             NULL);

    if (rc != SQLITE_OK)
        return px_db_fail(db, rc, err);
    rc = configure(db, mode, err);
    if (rc < 0)
        return rc;
    return px_search_register(db, err);
}

/* Writes path as a file: URI that says that the file cannot change. */
static void immutable_uri(const char *path, px_builder *out)
{
    px_builder_add(out, "file:");
    for (const char *p = path; *p; p++) {
        if (strchr("%?#", *p))
            px_builder_format(out, "%%%02X", (unsigned char)*p);
        else
            px_builder_char(out, *p);
    }
    px_builder_add(out, "?immutable=1");
}

/* True when path lies on a read-only file system and holds all that was committed: then nobody
 * can change it, and it may be read without the -shm file that cannot be made there. Where it
 * is only us who cannot write, another process might, and the plain way is the only safe one. */
static bool is_frozen(const char *path)
{
    PX_AUTO_BUILDER px_builder wal = PX_BUILDER_INIT(8192);
    struct statvfs fs;
    struct stat st;

    if (statvfs(path, &fs) != 0 || !(fs.f_flag & ST_RDONLY))
        return false;
    px_builder_format(&wal, "%s-wal", path);
    return stat(px_builder_cstr(&wal), &st) != 0 || st.st_size == 0;
}

/* A reader of a WAL database takes part in its -shm file and so opens it for writing too;
 * query_only keeps it from changing anything. */
static int open_reader(px_db *db, const char *path, px_error *err)
{
    PX_AUTO_BUILDER px_builder uri = PX_BUILDER_INIT(16384);

    if (!is_frozen(path))
        return open_once(db, path, SQLITE_OPEN_READWRITE, PX_DB_READ, err);
    immutable_uri(path, &uri);
    return open_once(db, px_builder_cstr(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, PX_DB_READ,
                     err);
}

int px_db_open(const char *path, px_db_mode mode, px_db **ret_db, px_error *err)
{
    px_db *db = px_alloc_zero(1, sizeof(*db));
    int flags = SQLITE_OPEN_READWRITE | (mode == PX_DB_CREATE ? SQLITE_OPEN_CREATE : 0);
    int rc;

    db->path = px_strdup(path);
    rc = mode == PX_DB_READ ? open_reader(db, path, err) : open_once(db, path, flags, mode, err);
    if (rc < 0) {
        px_db_close(db);
        return rc;
    }
    *ret_db = db;
    return 0;
}

void px_db_close(px_db *db)
{
    if (!db)
        return;
    for (size_t i = 0; i < DB_CACHE_SLOTS; i++)
        (void)sqlite3_finalize(db->slots[i].stmt);
    (void)sqlite3_close_v2(db->handle);
    free(db->path);
    free(db);
}

sqlite3 *px_db_handle(px_db *db)
{
    return db->handle;
}

int px_db_exec(px_db *db, const char *sql, px_error *err)
{
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

    return rc == SQLITE_OK ? 0 : px_db_fail(db, rc, err);
}

void px_db_rollback(px_db *db)
{
    if (!sqlite3_get_autocommit(db->handle))
        (void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- Statement cache */

/* The idle statement of that text, or NULL. */
static db_slot *cache_find(px_db *db, const char *sql, unsigned long long hash)
{
    for (size_t i = 0; i < DB_CACHE_SLOTS; i++) {
        db_slot *slot = &db->slots[i];

        if (slot->hash == hash && slot->stmt && !slot->busy &&
            strcmp(sqlite3_sql(slot->stmt), sql) == 0)
            return slot;
    }
    return NULL;
}

/* A free slot, or the idle one that was used longest ago, emptied; where all are busy one outside
 * of the cache. */
static db_slot *cache_make_room(px_db *db)
{
    db_slot *oldest = NULL;

    for (size_t i = 0; i < DB_CACHE_SLOTS; i++) {
        db_slot *slot = &db->slots[i];

        if (!slot->stmt)
            return slot;
        if (!slot->busy && (!oldest || slot->used < oldest->used))
            oldest = slot;
    }
    if (!oldest) {
        oldest = px_alloc_zero(1, sizeof(*oldest));
        oldest->single = true;
        return oldest;
    }
    (void)sqlite3_finalize(oldest->stmt);
    *oldest = (db_slot){ 0 };
    return oldest;
}

static int cache_prepare(px_db *db, const char *sql, unsigned long long hash, db_slot **ret_slot,
                         px_error *err)
{
    sqlite3_stmt *stmt = NULL;
    const char *tail = NULL;
    db_slot *slot;
    int rc = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, &tail);

    if (rc != SQLITE_OK)
        return px_db_fail(db, rc, err);
    if (!stmt || *tail) {
        (void)sqlite3_finalize(stmt);
        return px_fail(err, PX_ERR_FAILED, N_("a query must be exactly one statement: {sql}"),
                       "sql", sql, NULL);
    }
    slot = cache_make_room(db);
    slot->stmt = stmt;
    slot->hash = hash;
    *ret_slot = slot;
    return 0;
}

/* ---- Queries */

int px_query_start(px_db *db, const char *sql, px_query *query, px_error *err)
{
    unsigned long long hash = px_str_hash(px_str_of(sql));
    db_slot *slot;

    px_query_end(query);
    slot = cache_find(db, sql, hash);
    if (!slot) {
        int rc = cache_prepare(db, sql, hash, &slot, err);

        if (rc < 0)
            return rc;
    }
    slot->busy = true;
    slot->used = ++db->tick;
    *query = (px_query){ .db = db, .stmt = slot->stmt, .slot = slot };
    return 0;
}

/* Notes the result of binding the next parameter: a failure is kept as a negative number. */
static void bind_note(px_query *query, int rc)
{
    if (query->bound < 0)
        return;
    query->bound = rc == SQLITE_OK ? query->bound + 1 : -rc;
}

void px_query_int(px_query *query, int64_t value)
{
    if (query->stmt && query->bound >= 0)
        bind_note(query, sqlite3_bind_int64(query->stmt, query->bound + 1, value));
}

void px_query_str(px_query *query, px_str value)
{
    if (query->stmt && query->bound >= 0)
        bind_note(query, sqlite3_bind_text64(query->stmt, query->bound + 1, value.ptr, value.len,
                                             SQLITE_STATIC, SQLITE_UTF8));
}

void px_query_cstr(px_query *query, const char *value)
{
    px_query_str(query, px_str_of(value));
}

void px_query_blob(px_query *query, const void *bytes, size_t len)
{
    if (query->stmt && query->bound >= 0)
        bind_note(query,
                  sqlite3_bind_blob64(query->stmt, query->bound + 1, bytes, len, SQLITE_STATIC));
}

void px_query_null(px_query *query)
{
    if (query->stmt && query->bound >= 0)
        bind_note(query, sqlite3_bind_null(query->stmt, query->bound + 1));
}

/* What went wrong while parameters were bound, before the first step. */
static int query_check(px_query *query, px_error *err)
{
    if (!query->stmt)
        return px_fail(err, PX_ERR_FAILED, N_("a query was used that had not been started"), NULL);
    if (query->bound < 0)
        return px_db_fail(query->db, -query->bound, err);
    if (query->bound != sqlite3_bind_parameter_count(query->stmt))
        return px_fail(err, PX_ERR_FAILED, N_("not all parameters of a query are bound: {sql}"),
                       "sql", sqlite3_sql(query->stmt), NULL);
    return 0;
}

int px_query_step(px_query *query, px_error *err)
{
    int rc = query_check(query, err);

    if (rc < 0)
        return rc;
    query->column = 0;
    rc = sqlite3_step(query->stmt);
    if (rc == SQLITE_ROW)
        return 1;
    return rc == SQLITE_DONE ? 0 : px_db_fail(query->db, rc, err);
}

int px_query_run(px_query *query, px_error *err)
{
    int rc;

    do {
        rc = px_query_step(query, err);
    } while (rc > 0);
    return rc;
}

int64_t px_query_next_int(px_query *query)
{
    return sqlite3_column_int64(query->stmt, query->column++);
}

double px_query_next_real(px_query *query)
{
    return sqlite3_column_double(query->stmt, query->column++);
}

px_str px_query_next_str(px_query *query)
{
    int column = query->column++;
    const void *bytes;

    switch (sqlite3_column_type(query->stmt, column)) {
    case SQLITE_NULL:
        return PX_STR_NONE;
    case SQLITE_BLOB:
        bytes = sqlite3_column_blob(query->stmt, column);
        break;
    default:
        bytes = sqlite3_column_text(query->stmt, column);
    }
    return px_str_n(bytes ? bytes : "", (size_t)sqlite3_column_bytes(query->stmt, column));
}

px_str px_query_next_text(px_query *query, px_arena *arena)
{
    px_str value = px_query_next_str(query);

    return value.ptr ? px_arena_str(arena, value) : value;
}

bool px_query_next_is_null(px_query *query)
{
    return sqlite3_column_type(query->stmt, query->column) == SQLITE_NULL;
}

void px_query_again(px_query *query)
{
    if (query->stmt)
        (void)sqlite3_reset(query->stmt);
    query->bound = query->column = 0;
}

void px_query_end(px_query *query)
{
    db_slot *slot = query->slot;

    if (!slot)
        return;
    (void)sqlite3_reset(slot->stmt);
    (void)sqlite3_clear_bindings(slot->stmt);
    slot->busy = false;
    if (slot->single) {
        (void)sqlite3_finalize(slot->stmt);
        free(slot);
    }
    *query = PX_QUERY_INIT;
}

/* ---- The connection */

int64_t px_db_last_id(px_db *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}

int64_t px_db_changes(px_db *db)
{
    return sqlite3_changes64(db->handle);
}

int px_db_data_version(px_db *db, int64_t *ret_version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "PRAGMA data_version", &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_version = px_query_next_int(&query);
    return 0;
}
