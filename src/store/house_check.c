/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/house_check.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/builder.h"
#include "base/civil.h"
#include "base/file.h"
#include "store/blob.h"
#include "store/house_priv.h"
#include "store/ledger.h"
#include "store/search_index.h"
#include "store/setting.h"

#include "base/banned.h"

#define CHECK_MAX_FINDINGS 1000
#define CHECK_STRAY_AGE_MS ((px_time)24 * 60 * 60 * 1000)

typedef struct check {
    px_house *house;
    px_db *db;
    px_check_fn *report;
    void *arg;
    const char *name;    /* of the check that runs */
    uint64_t figure;     /* of that check */
    uint64_t found_here; /* findings of that check */
    uint64_t found;      /* of all */
} check;

static void check_found(check *c, const px_error *finding)
{
    c->found_here++;
    if (c->found++ < CHECK_MAX_FINDINGS)
        c->report(c->arg, c->name, c->figure, finding);
}

/* ---- Database */

static int check_database(check *c, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error finding;
    int rc = px_query_start(c->db, "PRAGMA integrity_check(1000)", &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        px_str line = px_query_next_str(&query);

        if (px_str_is(line, "ok"))
            continue;
        (void)px_fail(&finding, PX_ERR_DAMAGED, N_("the database is damaged: {reason}"), "reason",
                      px_arena_cstr(arena, line), NULL);
        check_found(c, &finding);
        px_arena_reset(arena);
    }
    if (rc < 0)
        return rc;
    rc = px_query_start(c->db, "PRAGMA page_count", &query, err);
    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc > 0)
        c->figure = (uint64_t)px_query_next_int(&query);
    return rc;
}

static int check_references(check *c, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error finding;
    int rc = px_query_start(c->db, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check",
                            &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        px_str table = px_query_next_text(&query, arena), row = px_query_next_text(&query, arena);
        px_str parent = px_query_next_text(&query, arena);

        (void)px_fail(&finding, PX_ERR_DAMAGED,
                      N_("row {row} of the table {table} refers to a row of {parent} that is not "
                         "there"),
                      "row", row.ptr, "table", table.ptr, "parent", parent.ptr, NULL);
        check_found(c, &finding);
        px_arena_reset(arena);
    }
    if (rc < 0)
        return rc;
    rc = px_query_start(c->db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'", &query,
                        err);
    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc > 0)
        c->figure = (uint64_t)px_query_next_int(&query);
    return rc;
}

/* ---- Files */

/* One file against its row: there, of that size, with that hash. */
static void check_file(check *c, px_str hash, uint64_t size)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(16384);
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(80);
    unsigned char found[32];
    uint64_t found_size = 0;
    px_error finding = PX_ERROR_INIT;
    int rc;

    px_builder_format(&path, "%s/files/%.2s/%.*s", c->house->path, hash.ptr, PX_STR_ARG(hash));
    rc = px_file_sha256(px_builder_cstr(&path), found, &found_size, &finding);
    px_builder_hex(&hex, found, rc < 0 ? 0 : sizeof(found));
    if (rc >= 0 && (found_size != size || !px_str_eq(px_builder_view(&hex), hash)))
        rc = px_fail(&finding, PX_ERR_DAMAGED,
                     N_("the file '{path}' has changed since it was stored; restore a backup"),
                     "path", px_builder_cstr(&path), NULL);
    else if (rc == -PX_ERR_NOT_FOUND)
        rc = px_fail(&finding, PX_ERR_DAMAGED, N_("the file '{path}' is missing; restore a backup"),
                     "path", px_builder_cstr(&path), NULL);
    if (rc < 0)
        check_found(c, &finding);
}

/* Goes on behind the hash `last`, a hundred rows at a time: hashing takes long, and a reader that
 * stays would keep the write-ahead log from being emptied. *ret_more tells that rows were found. */
static int check_some_files(check *c, char last[65], bool *ret_more, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str hashes[100];
    uint64_t sizes[PX_COUNT(hashes)];
    size_t n = 0;
    int rc = px_query_start(
        c->db, "SELECT hash, size FROM blob WHERE hash > ? ORDER BY hash LIMIT 100", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, last);
    while ((rc = px_query_step(&query, err)) > 0 && n < PX_COUNT(hashes)) {
        hashes[n] = px_query_next_text(&query, arena);
        sizes[n++] = (uint64_t)px_query_next_int(&query);
    }
    px_query_end(&query);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < n; i++)
        check_file(c, hashes[i], sizes[i]);
    c->figure += n;
    *ret_more = n > 0;
    if (n > 0)
        memcpy(last, hashes[n - 1].ptr, 65);
    return 0;
}

static int check_files(check *c, px_error *err)
{
    char last[65] = "";
    bool more = true;

    while (more) {
        int rc = check_some_files(c, last, &more, err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

static bool is_fresh(const char *path)
{
    struct stat st;

    return lstat(path, &st) != 0 || /* gone: the sweep was here */
           (px_time)st.st_mtim.tv_sec * 1000 > px_now() - CHECK_STRAY_AGE_MS;
}

/* Files with the name of a hash but without a row are what interrupted writes leave, and so is
 * anything from the last day; other files do not belong there. */
static int check_stray(void *arg, const char *path, uint64_t size, px_error *err)
{
    check *c = arg;
    PX_AUTO_FREE char *below = px_path_join("files", path);
    PX_AUTO_FREE char *full = px_path_join(c->house->path, below);
    px_str hash = px_blob_hash_of_path(path);
    px_error finding;
    bool named = false;
    int rc = hash.len ? px_blob_is_named(c->db, hash, &named, err) : 0;

    (void)size;
    if (rc < 0 || named)
        return rc;
    c->figure++;
    if (hash.len || is_fresh(full))
        return 0;
    (void)px_fail(&finding, PX_ERR_DAMAGED,
                  N_("the file '{path}' does not belong into the house; move it away"), "path",
                  full, NULL);
    check_found(c, &finding);
    return 0;
}

static int check_strays(check *c, px_error *err)
{
    PX_AUTO_FREE char *files = px_path_join(c->house->path, "files");

    return px_dir_walk(files, check_stray, c, err);
}

/* ---- Keys */

static void check_mode(check *c, const char *name)
{
    PX_AUTO_FREE char *path = px_path_join(c->house->path, name);
    px_error finding;
    struct stat st;

    if (lstat(path, &st) != 0) /* what is missing is told by loading it */
        return;
    c->figure += S_ISREG(st.st_mode);
    if (!(st.st_mode & 077) && !S_ISLNK(st.st_mode))
        return;
    (void)px_fail(&finding, PX_ERR_DAMAGED,
                  N_("others may read the key '{path}'; take their rights away with 'chmod go= "
                     "{path}'"),
                  "path", path, NULL);
    check_found(c, &finding);
}

static int check_keys(check *c, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str verifier;
    int rc;

    check_mode(c, "keys");
    check_mode(c, PX_HOUSE_KEY_LOG);
    check_mode(c, PX_HOUSE_KEY_WEB);
    for (size_t i = 0; px_setting_key_file(i); i++)
        check_mode(c, px_setting_key_file(i));
    rc = px_house_setting(c->db, arena, PX_HOUSE_SETTING_LOG, &verifier, err);
    return rc < 0 ? rc : px_house_load_keys(c->house, verifier.ptr, err);
}

/* ---- Log */

static int check_log(check *c, px_error *err)
{
    px_ledger_report report = { 0 };
    int rc = px_ledger_verify_house(c->db, &c->house->log_key, &report, err);

    c->figure = report.leaves;
    return rc;
}

/* ---- Search */

static int check_search(check *c, px_error *err)
{
    int64_t rows = 0;
    int rc = px_search_check(c->db, &rows, err);

    c->figure = (uint64_t)rows;
    return rc;
}

/* ---- All */

static const struct {
    const char *name;
    int (*run)(check *c, px_error *err);
} checks[] = {
    { N_("database"), check_database }, { N_("references"), check_references },
    { N_("files"), check_files },       { N_("strays"), check_strays },
    { N_("keys"), check_keys },         { N_("log"), check_log },
    { N_("search"), check_search },
};

int px_house_check(px_house *house, px_check_fn *report, void *arg, px_error *err)
{
    PX_AUTO_DB px_db *db = NULL;
    check c = { .house = house, .report = report, .arg = arg };
    char count[24];
    int rc = px_house_reader(house, &db, err);

    if (rc < 0)
        return rc;
    c.db = db;
    for (size_t i = 0; i < PX_COUNT(checks); i++) {
        px_error finding = PX_ERROR_INIT;

        c.name = checks[i].name;
        c.figure = c.found_here = 0;
        if (checks[i].run(&c, &finding) < 0)
            check_found(&c, &finding);
        if (c.found_here == 0)
            report(arg, c.name, c.figure, NULL);
    }
    if (c.found == 0)
        return 0;
    (void)snprintf(count, sizeof(count), "%llu", (unsigned long long)c.found);
    return px_fail(err, PX_ERR_DAMAGED, N_("the house '{path}' is not whole, findings: {count}"),
                   "path", house->path, "count", count, NULL);
}
