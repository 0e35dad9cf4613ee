/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/version_row.h"

#include "base/ascii.h"

#include "base/banned.h"

#define ID_MAX 64

/* The slice as a C string for messages, cut where it is too long. */
static const char *shown(px_str s, char buffer[ID_MAX + 1])
{
    (void)snprintf(buffer, ID_MAX + 1, "%.*s", (int)PX_MIN(s.len, ID_MAX), s.ptr ? s.ptr : "");
    return buffer;
}

static bool is_lower_or_digit(char c)
{
    return px_is_lower(c) || px_is_digit(c);
}

static bool is_id(px_str s, const char *also)
{
    if (!s.len || s.len > ID_MAX)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!is_lower_or_digit(s.ptr[i]) && (!s.ptr[i] || !strchr(also, s.ptr[i])))
            return false;
    /* "." and ".." mean something else in an address. */
    return s.ptr[0] != '.';
}

/* Row of a code, 0 for none. */
static int code_row(px_db *db, px_str code, int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT id FROM code WHERE name = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, code);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_row = rc > 0 ? px_query_next_int(&query) : 0;
    return 0;
}

/* Row and state of a version; row 0 for none. */
static int version_row(px_db *db, int64_t code, px_str label, px_version_row *ret, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT id, state = 'working' FROM version WHERE code = ? AND label = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    px_query_str(&query, label);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret = (px_version_row){ .code = code };
    if (rc > 0) {
        ret->row = px_query_next_int(&query);
        ret->working = px_query_next_int(&query) != 0;
    }
    return 0;
}

static int insert_code(px_db *db, px_str code, int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "INSERT INTO code (name, created) VALUES (?, ?)", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, code);
    px_query_int(&query, px_now());
    rc = px_query_run(&query, err);
    *ret_row = px_db_last_id(db);
    return rc;
}

static int insert_version(px_db *db, px_str label, px_version_row *version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "INSERT INTO version (code, label, created) VALUES (?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->code);
    px_query_str(&query, label);
    px_query_int(&query, px_now());
    rc = px_query_run(&query, err);
    version->row = px_db_last_id(db);
    version->working = true;
    return rc;
}

/* What stands behind the address of a code in the place of a version: pages, files, and what is
 * likely to come. */
static const char *const reserved_labels[] = {
    "anchors", "answers", "calendar", "comments", "compare", "export",   "feed",
    "groups",  "history", "meetings", "new",      "p",       "process",  "processes",
    "reports", "rounds",  "search",   "source",   "surveys", "versions",
};

/* Endings of files: 1.json is the twin of the page of version 1. */
static const char *const reserved_endings[] = { ".atom", ".ics", ".json" };

static bool is_reserved(px_str label)
{
    for (size_t i = 0; i < PX_COUNT(reserved_labels); i++)
        if (px_str_is(label, reserved_labels[i]))
            return true;
    for (size_t i = 0; i < PX_COUNT(reserved_endings); i++)
        if (px_str_ends(label, px_str_of(reserved_endings[i])))
            return true;
    return false;
}

static int check_label(px_str label, px_error *err)
{
    char buffer[ID_MAX + 1];

    if (is_reserved(label))
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{version}' cannot be the label of a version, because an address of the "
                          "site is called so; choose another, like 'draft-1'"),
                       "version", shown(label, buffer), NULL);
    if (is_id(label, ".-"))
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("'{version}' cannot be the label of a version; use 1 to 64 of a-z, 0-9, "
                      ". and -"),
                   "version", shown(label, buffer), NULL);
}

static int check_code(px_str code, px_error *err)
{
    char buffer[ID_MAX + 1];

    if (is_id(code, "-"))
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("'{code}' cannot be the id of a code; use 1 to 64 of a-z, 0-9 and -"), "code",
                   shown(code, buffer), NULL);
}

/* The row of the code, which is made where it is not there. */
static int open_code(px_db *db, px_str code, int64_t *ret_row, bool *ret_made, px_error *err)
{
    int64_t row = 0;
    int rc = check_code(code, err);

    if (rc >= 0)
        rc = code_row(db, code, &row, err);
    *ret_made = rc >= 0 && !row;
    if (*ret_made)
        rc = insert_code(db, code, &row, err);
    if (rc < 0)
        return rc;
    *ret_row = row;
    return 0;
}

int px_code_keep(px_db *db, px_str id, int64_t *ret_row, bool *ret_made, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t row = 0;
    int rc = open_code(db, id, &row, ret_made, err);

    if (rc >= 0)
        rc = px_query_start(db, "UPDATE code SET kept = 1 WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    *ret_row = row;
    return 0;
}

int px_version_row_open(px_db *db, px_str code, px_str label, px_version_row *ret_version,
                        px_error *err)
{
    px_version_row version = { 0 };
    char id[ID_MAX + 1], name[ID_MAX + 1];
    int64_t row = 0;
    bool made;
    int rc = check_label(label, err);

    if (rc >= 0)
        rc = open_code(db, code, &row, &made, err);
    if (rc >= 0)
        rc = version_row(db, row, label, &version, err);
    if (rc >= 0 && !version.row)
        rc = insert_version(db, label, &version, err);
    if (rc < 0)
        return rc;
    if (!version.working)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("version '{version}' of code '{code}' is published and cannot be "
                          "changed; import under a new label"),
                       "version", shown(label, name), "code", shown(code, id), NULL);
    *ret_version = version;
    return 0;
}

int px_version_row_clear(px_db *db, const px_version_row *version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "DELETE FROM node WHERE version = "
                            "(SELECT id FROM version WHERE id = ? AND state = 'working')",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    return px_query_run(&query, err);
}

/* NOT_FOUND that names what there is. */
static int fail_base(px_db *db, const px_version_row *version, px_str label, px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(800);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char buffer[ID_MAX + 1];
    int rc = px_query_start(
        db, "SELECT label FROM version WHERE code = ? AND id <> ? ORDER BY id DESC", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->code);
    px_query_int(&query, version->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_builder_add(&list, list.len ? ", " : "");
        px_builder_str(&list, px_query_next_str(&query));
    }
    if (rc < 0)
        return rc;
    if (!list.len)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("there is no version '{version}' to continue; the code has no other "
                          "version"),
                       "version", shown(label, buffer), NULL);
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("there is no version '{version}' to continue; the code has {list}"),
                   "version", shown(label, buffer), "list", px_builder_cstr(&list), NULL);
}

/* The one row of a query with the columns id and label; 0 for none. */
static int read_base(px_query *query, px_arena *arena, int64_t *ret_base, px_str *ret_label,
                     px_error *err)
{
    int rc = px_query_step(query, err);

    *ret_base = rc > 0 ? px_query_next_int(query) : 0;
    *ret_label = rc > 0 ? px_query_next_text(query, arena) : PX_STR("");
    return PX_MIN(rc, 0);
}

static int named_base(px_db *db, px_arena *arena, const px_version_row *version, px_str label,
                      int64_t *ret_base, px_str *ret_label, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT id, label FROM version WHERE code = ? AND label = ? "
                            "AND id <> ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->code);
    px_query_str(&query, label);
    px_query_int(&query, version->row);
    rc = read_base(&query, arena, ret_base, ret_label, err);
    if (rc < 0 || *ret_base)
        return rc;
    return fail_base(db, version, label, err);
}

static int usual_base(px_db *db, px_arena *arena, const px_version_row *version, int64_t *ret_base,
                      px_str *ret_label, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT id, label FROM version AS v WHERE code = ?1 AND EXISTS "
                            "(SELECT 1 FROM node WHERE version = v.id) AND (id < ?2 OR id = "
                            "(SELECT base FROM version WHERE id = ?2)) "
                            "ORDER BY id IS (SELECT base FROM version WHERE id = ?2) DESC, id DESC "
                            "LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->code);
    px_query_int(&query, version->row);
    return read_base(&query, arena, ret_base, ret_label, err);
}

int px_version_row_base(px_db *db, px_arena *arena, const px_version_row *version, px_str label,
                        int64_t *ret_base, px_str *ret_label, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str found = PX_STR("");
    int64_t base = 0;
    int rc = label.len ? named_base(db, arena, version, label, &base, &found, err)
                       : usual_base(db, arena, version, &base, &found, err);

    if (rc >= 0)
        rc = px_query_start(db, "UPDATE version SET base = nullif(?, 0) WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, base);
    px_query_int(&query, version->row);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    *ret_base = base;
    *ret_label = found;
    return 0;
}

int px_version_row_has_other(px_db *db, const px_version_row *version, px_str language,
                             bool *ret_has, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT 1 FROM version_title WHERE version = ? AND language <> ? LIMIT 1", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    px_query_str(&query, language);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_has = rc > 0;
    return 0;
}

/* One of the two statements below, with the row that owns the title. */
static int put_title(px_db *db, const char *sql, int64_t owner, px_str language, px_str title,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, owner);
    px_query_str(&query, language);
    px_query_str(&query, title);
    return px_query_run(&query, err);
}

int px_version_row_title(px_db *db, const px_version_row *version, px_str language, px_str title,
                         px_error *err)
{
    int rc = put_title(db,
                       "INSERT OR REPLACE INTO version_title (version, language, title) "
                       "VALUES (?, ?, ?)",
                       version->row, language, title, err);

    if (rc < 0)
        return rc;
    return put_title(db,
                     "INSERT INTO code_title (code, language, title) VALUES (?, ?, ?) "
                     "ON CONFLICT DO UPDATE SET title = excluded.title WHERE NOT given",
                     version->code, language, title, err);
}

int px_code_title_set(px_db *db, int64_t code, px_str language, px_str title, px_error *err)
{
    return put_title(db,
                     "INSERT INTO code_title (code, language, title, given) VALUES (?, ?, ?, 1) "
                     "ON CONFLICT DO UPDATE SET title = excluded.title, given = 1",
                     code, language, title, err);
}
