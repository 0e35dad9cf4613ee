/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/comment_asked.h"

#include "base/number.h"
#include "drafting/people/country.h"
#include "web/page_part.h"

#include "base/banned.h"

enum { MAX_ROUND = 9999, MAX_WORDS = 200 };

/* The fields of the query that are texts of the filter. */
static const struct {
    const char *name;
    size_t at;
} texts[] = {
    { "on", offsetof(px_comment_filter, lasting_id) },
    { "chapter", offsetof(px_comment_filter, chapter) },
    { "kind", offsetof(px_comment_filter, kind) },
    { "stance", offsetof(px_comment_filter, stance) },
    { "status", offsetof(px_comment_filter, status) },
    { "category", offsetof(px_comment_filter, category) },
    { "country", offsetof(px_comment_filter, country) },
    { "origin", offsetof(px_comment_filter, origin) },
    { "wording", offsetof(px_comment_filter, wording) },
    { "place", offsetof(px_comment_filter, place_state) },
    { "objection", offsetof(px_comment_filter, objection) },
    { "q", offsetof(px_comment_filter, text) },
};

static px_str *asked_text(px_comment_filter *filter, size_t i)
{
    return (px_str *)((char *)filter + texts[i].at);
}

/* ---- What names something of the house */

/* "process=KEY&round=N", or "round=KEY/N". */
static int asked_round(const px_request *request, const px_code *code, px_comment_asked *asked,
                       px_error *err)
{
    px_str key = px_fields_get(&request->query, "process");
    px_str round = px_fields_get(&request->query, "round");
    size_t slash = px_str_find_char(round, '/');
    px_error ignored = PX_ERROR_INIT;
    px_process process;
    px_round found;
    long long number = 0;
    int rc;

    if (!round.len)
        return 0;
    if (slash < round.len) {
        key = px_str_sub(round, 0, slash);
        round = px_str_sub(round, slash + 1, round.len);
    }
    (void)!px_parse_int(round, 1, MAX_ROUND, &number, &ignored);
    rc = px_process_find(request->db, request->arena, code, key, px_part_tag(request), &process,
                         err);
    if (rc >= 0)
        rc = px_round_find(request->db, request->arena, &process, (int)number, &found, err);
    if (rc < 0)
        return rc;
    asked->filter.round = found.row;
    asked->round = px_str_of(px_arena_format(request->arena, "%.*s/%lld", PX_STR_ARG(key), number));
    return 0;
}

static int asked_version(const px_request *request, const px_code *code, px_str label,
                         int64_t *ret_row, px_error *err)
{
    px_code same;
    px_version version;
    int rc;

    if (!label.len)
        return 0;
    rc = px_part_version_find(request, code->id, label, &same, &version, err);
    if (rc >= 0)
        *ret_row = version.row;
    return rc;
}

/* ---- What is one of a few names */

static bool asked_status(px_str name)
{
    px_answer_status status;

    return px_str_is(name, "open") || px_str_is(name, "answered") ||
           px_answer_status_find(name, &status);
}

static bool asked_place(px_str name)
{
    for (unsigned i = 0; i < PX_ANCHOR_STATE_COUNT; i++)
        if (px_str_is(name, px_anchor_state_name((px_anchor_state)i)))
            return true;
    return false;
}

static bool asked_kind(px_str asked)
{
    px_comment_kind kind;

    return px_comment_kind_find(asked, &kind);
}

static bool asked_stance(px_str asked)
{
    px_comment_stance stance;

    return px_comment_stance_find(asked, &stance);
}

static bool asked_origin(px_str asked)
{
    px_comment_origin origin;

    return px_comment_origin_find(asked, &origin);
}

static bool asked_wording(px_str asked)
{
    return px_str_is(asked, "yes") || px_str_is(asked, "accepted");
}

static bool asked_open(px_str asked)
{
    return px_str_is(asked, "open");
}

/* Whether wording is in a working draft is for those to know who edit it. */
static bool asked_may(const px_request *request, const px_comment_filter *f)
{
    return !px_str_is(f->wording, "accepted") ||
           px_may(&request->session.who, PX_ACTION_EDIT_WORKING, px_scope_code(f->code));
}

static int asked_check(const px_request *request, const px_comment_filter *f, px_error *err)
{
    const struct {
        px_str asked;
        bool (*is)(px_str asked);
    } choices[] = {
        { f->kind, asked_kind },         { f->stance, asked_stance },
        { f->origin, asked_origin },     { f->status, asked_status },
        { f->category, px_category_is }, { f->country, px_country_is },
        { f->wording, asked_wording },   { f->objection, asked_open },
        { f->place_state, asked_place },
    };
    bool good = f->text.len <= MAX_WORDS && asked_may(request, f);

    for (size_t i = 0; i < PX_COUNT(choices); i++)
        good = good && (!choices[i].asked.len || choices[i].is(choices[i].asked));
    if (good)
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("the address asks for comments of a sort that there is not; start again from "
                      "the list of all comments"),
                   NULL);
}

int px_comment_asked_read(const px_request *request, const px_code *code,
                          px_comment_asked *ret_asked, px_error *err)
{
    px_comment_asked asked = { .filter = { .code = code->row } };
    px_str sort = px_fields_get(&request->query, "sort");
    int rc;

    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        *asked_text(&asked.filter, i) = px_fields_get(&request->query, texts[i].name);
        asked.filtered |= asked_text(&asked.filter, i)->len > 0;
    }
    asked.filter.below = asked.filter.lasting_id.len > 0;
    asked.filter.after = px_fields_get(&request->query, "after");
    asked.filter.before = px_fields_get(&request->query, "before");
    asked.version = px_fields_get(&request->query, "version");
    asked.at = px_fields_get(&request->query, "at");
    if (sort.len && !px_comment_sort_find(sort, &asked.filter.sort))
        return px_fail(err, PX_ERR_INVALID, N_("there is no such order"), NULL);
    rc = asked_check(request, &asked.filter, err);
    if (rc >= 0)
        rc = asked_round(request, code, &asked, err);
    if (rc >= 0)
        rc = asked_version(request, code, asked.version, &asked.filter.version, err);
    if (rc >= 0)
        rc = asked_version(request, code, asked.at, &asked.filter.at_version, err);
    if (rc < 0)
        return rc;
    asked.filtered |= asked.round.len || asked.version.len || asked.at.len;
    *ret_asked = asked;
    return 0;
}

/* ---- And back */

px_str px_comment_asked_value(const px_comment_asked *asked, const char *name)
{
    px_comment_filter filter = asked->filter;

    for (size_t i = 0; i < PX_COUNT(texts); i++)
        if (strcmp(texts[i].name, name) == 0)
            return *asked_text(&filter, i);
    if (strcmp(name, "round") == 0)
        return asked->round;
    if (strcmp(name, "version") == 0)
        return asked->version;
    if (strcmp(name, "at") == 0)
        return asked->at;
    if (strcmp(name, "sort") == 0 && filter.sort != PX_COMMENT_BY_PLACE)
        return px_str_of(px_comment_sort_name(filter.sort));
    return PX_STR("");
}

px_str px_comment_asked_query(const px_request *request, const px_comment_asked *asked,
                              const char *name, px_str value)
{
    static const char *const others[] = { "round", "version", "at", "sort" };
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(64 * 1024);

    for (size_t i = 0; i < PX_COUNT(others); i++)
        if (!name || strcmp(name, others[i]) != 0)
            px_url_pair(&query, others[i], px_comment_asked_value(asked, others[i]));
    for (size_t i = 0; i < PX_COUNT(texts); i++)
        if (!name || strcmp(name, texts[i].name) != 0)
            px_url_pair(&query, texts[i].name, px_comment_asked_value(asked, texts[i].name));
    if (name)
        px_url_pair(&query, name, value);
    return px_arena_str(request->arena, px_builder_view(&query));
}
