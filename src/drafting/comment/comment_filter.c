/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/comment_filter.h"

#include "code/provision.h"
#include "store/search_word.h"

#include "base/banned.h"

enum { MATCH_WORDS_MAX = 16 };

/* ---- The statement */

void comment_sql_add(comment_sql *sql, const char *part)
{
    px_builder_add(&sql->text, part);
}

static void bind(comment_sql *sql, comment_bind value)
{
    if (sql->n_binds < COMMENT_BINDS_MAX) /* a statement with too few fails in px_query_step */
        sql->binds[sql->n_binds++] = value;
}

void comment_sql_int(comment_sql *sql, int64_t number)
{
    bind(sql, (comment_bind){ .number = number });
}

void comment_sql_str(comment_sql *sql, px_str text)
{
    bind(sql, (comment_bind){ .text = text.ptr ? text : PX_STR("") });
}

int comment_sql_start(comment_sql *sql, px_db *db, px_query *query, px_error *err)
{
    int rc = px_builder_check(&sql->text, err);

    if (rc >= 0)
        rc = px_query_start(db, px_builder_cstr(&sql->text), query, err);
    for (size_t i = 0; rc >= 0 && i < sql->n_binds; i++)
        if (sql->binds[i].text.ptr)
            px_query_str(query, sql->binds[i].text);
        else
            px_query_int(query, sql->binds[i].number);
    return rc;
}

/* ---- What is looked up */

static int range_of(px_db *db, px_arena *arena, const px_code *code, int64_t version,
                    comment_filtering *f, size_t *room, px_error *err)
{
    comment_range range = { .version = version };
    int rc = px_provision_range(db, arena, code, version, f->filter->lasting_id, &range.from,
                                &range.to, err);

    if (rc == -(int)PX_ERR_NOT_FOUND)
        return 0;
    if (rc < 0)
        return rc;
    range.from = px_comment_place_key(range.from, false, 0, 0);
    range.to = px_comment_place_key(range.to, false, 0, 0);
    f->below = px_arena_grow(arena, f->below, f->n_below, room, sizeof(*f->below));
    f->below[f->n_below++] = range;
    return 0;
}

/* What stands in a provision is a stretch of each version that has it. */
static int ranges(px_db *db, px_arena *arena, comment_filtering *f, px_error *err)
{
    const px_comment_filter *filter = f->filter;
    px_version *versions;
    size_t n = 0, room = 0;
    px_error none = PX_ERROR_INIT;
    px_code code;
    int rc = px_code_get(db, arena, filter->code, PX_STR(""), &code, err);

    if (rc >= 0)
        rc = px_version_list(db, arena, &code, PX_STR(""), true, &versions, &n, err);
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        if ((filter->at_version && versions[i].row != filter->at_version) ||
            (filter->version && versions[i].row != filter->version))
            continue;
        none = PX_ERROR_INIT;
        rc = range_of(db, arena, &code, versions[i].row, f, &room, &none);
    }
    if (rc < 0 && none.message)
        *err = none;
    return rc;
}

int comment_filtering_start(px_db *db, px_arena *arena, const px_comment_filter *filter,
                            comment_filtering *ret_filtering, px_error *err)
{
    comment_filtering f = { .filter = filter };
    int rc = 0;

    if (!filter->code && !filter->author && !filter->organisation && !filter->submission)
        return px_fail(err, PX_ERR_INVALID, N_("a list of comments is that of a code"), NULL);
    if (filter->text.len)
        f.words = px_words_match(arena, filter->text, MATCH_WORDS_MAX);
    if (filter->lasting_id.len && filter->below)
        rc = ranges(db, arena, &f, err);
    if (rc >= 0)
        *ret_filtering = f;
    return rc;
}

/* ---- Conditions */

/* A plain 0 would let the database forget that the index it is told to take fits. */
#define NOTHING " AND c.id < 0"

static void where_str(comment_sql *sql, const char *part, px_str value)
{
    if (!value.len)
        return;
    comment_sql_add(sql, part);
    comment_sql_str(sql, value);
}

static void where_int(comment_sql *sql, const char *part, int64_t value)
{
    if (!value)
        return;
    comment_sql_add(sql, part);
    comment_sql_int(sql, value);
}

/* The provision among those of the version that the words stand in; the alias of the columns. */
static void where_provision(comment_sql *sql, const comment_filtering *f, const char *alias,
                            bool of_version)
{
    const px_comment_filter *filter = f->filter;

    if (!filter->lasting_id.len)
        return;
    if (!filter->below) {
        comment_sql_add(sql, " AND ");
        comment_sql_add(sql, alias);
        comment_sql_add(sql, ".lasting_id = ?");
        comment_sql_str(sql, filter->lasting_id);
        return;
    }
    comment_sql_add(sql, " AND (c.id < 0");
    for (size_t i = 0; i < f->n_below && i < COMMENT_BINDS_MAX / 6; i++) {
        comment_sql_add(sql, " OR (");
        if (!of_version) {
            comment_sql_add(sql, alias);
            comment_sql_add(sql, ".version = ? AND ");
            comment_sql_int(sql, f->below[i].version);
        }
        comment_sql_add(sql, alias);
        comment_sql_add(sql, ".place >= ? AND ");
        comment_sql_int(sql, f->below[i].from);
        comment_sql_add(sql, alias);
        comment_sql_add(sql, ".place < ?)");
        comment_sql_int(sql, f->below[i].to);
    }
    comment_sql_add(sql, ")");
}

/* Made on the version of at_version. */
static void where_made(comment_sql *sql, const comment_filtering *f)
{
    px_str state = f->filter->place_state;

    comment_sql_add(sql, "c.version = ?");
    comment_sql_int(sql, f->filter->at_version);
    if (state.len && !px_str_is(state, px_anchor_state_name(PX_ANCHOR_UNCHANGED)))
        comment_sql_add(sql, NOTHING);
    where_provision(sql, f, "c", true);
}

/* Carried to it. */
static void where_carried(comment_sql *sql, const comment_filtering *f)
{
    comment_sql_add(sql, "p.version = ? AND p.current = 1");
    comment_sql_int(sql, f->filter->at_version);
    where_str(sql, " AND p.state = ?", f->filter->place_state);
    where_provision(sql, f, "p", true);
}

static void where_at(comment_sql *sql, const comment_filtering *f, comment_walk walk)
{
    if (!f->filter->at_version) {
        where_provision(sql, f, "c", false);
        return;
    }
    comment_sql_add(sql, " AND ");
    if (walk == COMMENT_WALK_MADE) {
        where_made(sql, f);
    } else if (walk == COMMENT_WALK_CARRIED) {
        where_carried(sql, f);
    } else {
        comment_sql_add(sql, "((");
        where_made(sql, f);
        comment_sql_add(sql, ") OR EXISTS (SELECT 1 FROM comment_place AS p WHERE "
                             "p.comment = c.id AND ");
        where_carried(sql, f);
        comment_sql_add(sql, "))");
    }
}

static void where_people(comment_sql *sql, const px_comment_filter *filter)
{
    where_int(sql, " AND c.working_group = ?", filter->working_group);
    where_int(sql, " AND c.submission = ?", filter->submission);
    where_int(sql, " AND c.meeting = ?", filter->meeting);
    where_str(sql, " AND c.category = ?", filter->category);
    where_int(sql, " AND c.organisation = ?", filter->organisation);
    if (filter->author) {
        comment_sql_add(sql, " AND (c.author = ? OR (c.recorder = ? AND c.author IS NULL))");
        comment_sql_int(sql, filter->author);
        comment_sql_int(sql, filter->author);
    }
    where_str(sql, " AND c.country = ?", filter->country);
}

static void where_answer(comment_sql *sql, const px_comment_filter *filter)
{
    if (px_str_is(filter->status, "open"))
        comment_sql_add(sql, " AND c.answer = '' AND c.state = 'submitted'");
    else if (px_str_is(filter->status, "answered"))
        comment_sql_add(sql, " AND c.answer <> ''");
    else
        where_str(sql, " AND c.answer = ?", filter->status);
    if (px_str_is(filter->objection, "open"))
        comment_sql_add(sql, " AND c.objection = 1");
}

static void where_words(comment_sql *sql, const comment_filtering *f)
{
    const px_comment_filter *filter = f->filter;

    where_str(sql, " AND c.chapter = ?", filter->chapter);
    where_str(sql, " AND c.kind = ?", filter->kind);
    if (px_str_is(filter->stance, "none"))
        comment_sql_add(sql, " AND c.stance = ''");
    else
        where_str(sql, " AND c.stance = ?", filter->stance);
    where_str(sql, " AND c.state = ?", filter->state);
    where_str(sql, " AND c.origin = ?", filter->origin);
    if (px_str_is(filter->wording, "yes"))
        comment_sql_add(sql, " AND c.has_wording = 1");
    else if (px_str_is(filter->wording, "accepted"))
        comment_sql_add(sql, " AND " PX_COMMENT_WORDING_ACCEPTED);
    if (px_str_is(filter->late, "yes"))
        comment_sql_add(sql, " AND c.late = 1");
    if (filter->text.len && !f->words.len)
        comment_sql_add(sql, NOTHING);
    where_str(sql, " AND c.id IN (SELECT rowid FROM comment_word WHERE comment_word MATCH ?)",
              f->words);
}

bool comment_filter_chooses(const px_comment_filter *f)
{
    const px_str texts[] = { f->lasting_id, f->chapter,  f->kind,      f->stance, f->state,
                             f->origin,     f->category, f->country,   f->status, f->place_state,
                             f->wording,    f->late,     f->objection, f->text };

    for (size_t i = 0; i < PX_COUNT(texts); i++)
        if (texts[i].len)
            return true;
    return !f->code || f->drafts || f->round || f->version || f->author || f->organisation ||
           f->working_group || f->submission || f->meeting;
}

/* The index that gives the order asked for, or is the narrowest; where few rows are expected, what
 * the database finds best. */
static const char *index_of(const px_comment_filter *filter, comment_walk walk)
{
    if (filter->drafts || filter->author || filter->organisation || filter->submission ||
        filter->meeting || !filter->code)
        return "";
    if (walk == COMMENT_WALK_MADE)
        return " INDEXED BY comment_by_place";
    if (!comment_filter_chooses(filter) &&
        (walk == COMMENT_WALK_ANY || filter->sort != PX_COMMENT_BY_PLACE))
        return " INDEXED BY comment_number";
    if (walk == COMMENT_WALK_ANY || filter->sort != PX_COMMENT_BY_PLACE)
        return " INDEXED BY comment_by_number";
    return " INDEXED BY comment_by_place";
}

void comment_sql_where(comment_sql *sql, const comment_filtering *f, comment_walk walk)
{
    const px_comment_filter *filter = f->filter;

    if (walk == COMMENT_WALK_CARRIED) {
        comment_sql_add(sql, " FROM comment_place AS p INDEXED BY comment_place_version "
                             "CROSS JOIN comment AS c ON c.id = p.comment");
    } else {
        comment_sql_add(sql, " FROM comment AS c");
        comment_sql_add(sql, index_of(filter, walk));
    }
    if (!filter->drafts)
        comment_sql_add(sql, " WHERE c.number > 0");
    else
        comment_sql_add(sql, filter->author ? " WHERE c.state IN ('draft', 'ready')"
                                            : " WHERE c.state = 'ready'");
    where_int(sql, " AND c.code = ?", filter->code);
    where_int(sql, " AND c.round = ?", filter->round);
    where_int(sql, " AND c.version = ?", filter->version);
    where_at(sql, f, walk);
    where_words(sql, f);
    where_people(sql, filter);
    where_answer(sql, filter);
}
