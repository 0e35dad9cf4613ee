/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/row_make.h"

#include "base/map.h"
#include "drafting/comment/exchange/clause.h"
#include "drafting/comment/exchange/comment_record.h"
#include "drafting/people/organisation.h"

#include "base/banned.h"

enum { QUOTE_SHOWN = 120 };
/* Bytes of texts that are kept; beyond them all are read anew. */
#define KEPT_MAX ((size_t)64 << 20)

typedef struct kept_name {
    px_str clause, title, element;
} kept_name;

typedef struct kept_version {
    int64_t row;
    px_clauses *clauses;
    px_map names; /* of kept_name, by lasting id */
    struct kept_version *next;
} kept_version;

struct px_row_maker {
    px_db *db;
    px_arena *arena;
    kept_version *versions;
    px_map organisations; /* names, by rows in digits */
};

px_row_maker *px_row_maker_new(px_db *db)
{
    px_row_maker *maker = px_alloc_zero(1, sizeof(*maker));

    maker->db = db;
    maker->arena = px_arena_new();
    return maker;
}

static void maker_forget(px_row_maker *maker)
{
    for (kept_version *v = maker->versions; v; v = v->next)
        px_map_free(&v->names);
    px_map_free(&maker->organisations);
    maker->versions = NULL;
    px_arena_reset(maker->arena);
}

void px_row_maker_free(px_row_maker *maker)
{
    if (!maker)
        return;
    maker_forget(maker);
    px_arena_free(maker->arena);
    free(maker);
}

/* ---- Places */

static int version_of(px_row_maker *maker, const px_comment *comment, kept_version **ret_version,
                      px_error *err)
{
    const px_code code = { .row = comment->code, .id = comment->code_id };
    kept_version *v = maker->versions;
    px_version version;
    px_text text;
    int rc;

    while (v && v->row != comment->version)
        v = v->next;
    *ret_version = v;
    if (v)
        return 0;
    rc = px_version_find(maker->db, maker->arena, &code, comment->version_label, comment->language,
                         &version, err);
    if (rc >= 0)
        rc = px_version_text(maker->db, maker->arena, &version, comment->language, &text, err);
    if (rc < 0)
        return rc;
    v = px_arena_alloc(maker->arena, sizeof(*v));
    v->row = comment->version;
    v->clauses = px_clauses_new(maker->arena, &text);
    v->next = maker->versions;
    maker->versions = *ret_version = v;
    return 0;
}

static int name_place(px_row_maker *maker, const px_comment *comment, px_comment_row *row,
                      px_error *err)
{
    px_str id = comment->anchor.id.len ? comment->anchor.id : PX_STR("");
    kept_version *v = NULL;
    kept_name *name;
    int rc = version_of(maker, comment, &v, err);

    if (rc < 0)
        return rc;
    name = px_map_get(&v->names, id);
    if (!name) {
        name = px_arena_alloc(maker->arena, sizeof(*name));
        if (!px_clause_name(v->clauses, maker->arena, id, &name->clause, &name->title,
                            &name->element))
            *name = (kept_name){ px_arena_str(maker->arena, comment->anchor.eid), PX_STR(""),
                                 PX_STR("") };
        (void)px_map_put(&v->names, px_arena_str(maker->arena, id), name);
    }
    row->clause = name->clause;
    row->clause_title = name->title;
    row->element = name->element;
    return 0;
}

static int name_organisation(px_row_maker *maker, int64_t organisation, px_str *ret_name,
                             px_error *err)
{
    px_organisation found;
    char digits[24];
    px_str key, *name;
    int rc;

    if (!organisation)
        return 0;
    (void)snprintf(digits, sizeof(digits), "%lld", (long long)organisation);
    name = px_map_get(&maker->organisations, px_str_of(digits));
    if (!name) {
        rc = px_organisation_get(maker->db, maker->arena, organisation, &found, err);
        if (rc < 0)
            return rc;
        name = px_arena_alloc(maker->arena, sizeof(*name));
        *name = found.name;
        key = px_arena_str(maker->arena, px_str_of(digits));
        (void)px_map_put(&maker->organisations, key, name);
    }
    *ret_name = *name;
    return 0;
}

/* ---- Rows */

static px_str time_text(px_arena *arena, px_time time)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64);

    if (time == PX_TIME_NONE || !time)
        return PX_STR("");
    px_time_format(&out, time);
    return px_arena_str(arena, px_builder_view(&out));
}

static void row_of_answer(px_arena *arena, const px_answer *answer, px_comment_row *row)
{
    if (!answer->row)
        return;
    row->status = px_str_of(px_answer_status_name(answer->status));
    row->motivation = answer->reason;
    row->answer_language = answer->language;
    row->answered =
        time_text(arena, answer->made == PX_TIME_NONE ? answer->published_at : answer->made);
    row->opinion = px_str_of(px_opinion_name(answer->opinion));
    row->feedback = answer->opinion_text;
}

/* What a comment that is gone leaves: number, place, times. */
static void row_of_record(px_arena *arena, const px_comment *c, px_comment_row *row)
{
    *row = (px_comment_row){
        .id = c->id,
        .number = c->number,
        .code = c->code_id,
        .version = c->version_label,
        .process = c->process_key,
        .round = c->round_number,
        .state = px_str_of(px_comment_state_name(c->state)),
        .origin = px_str_of(px_comment_origin_name(c->origin)),
        .submitted = time_text(arena, c->origin == PX_ORIGIN_IMPORTED ? c->created : c->submitted),
        .late = c->late,
        .lasting_id = c->anchor.id,
        .eid = c->anchor.eid,
        .language = c->language,
        .in_heading = c->anchor.in_heading,
        .start = (int64_t)c->anchor.start,
        .end = (int64_t)c->anchor.end,
        .quoted = c->anchor.exact,
        .kind = px_str_of(px_comment_kind_name(c->kind)),
    };
}

static void row_of_words(const px_comment_line *line, px_comment_row *row)
{
    const px_comment *c = &line->comment;

    row->source = c->source;
    row->author = line->author;
    row->category = c->category;
    row->country = c->country;
    row->meeting = c->meeting_id;
    row->minute = c->minute;
    row->stance = px_str_of(px_comment_stance_name(c->stance));
    row->text = c->text;
    row->text_language = c->text_language;
    row->wording = c->has_wording ? c->wording : PX_STR("");
    row->deletion = c->has_wording && !c->wording.len;
}

/* Whether what its record says of the answer is said of this one, and nobody has said more here. */
static bool is_of_record(const px_answer *answer)
{
    return answer->row && answer->made != PX_TIME_NONE && answer->opinion == PX_OPINION_NONE;
}

int px_row_make(px_row_maker *maker, px_arena *arena, const px_comment_line *line,
                px_comment_row *ret_row, px_error *err)
{
    const px_comment *c = &line->comment;
    int rc;

    if (px_arena_used(maker->arena) > KEPT_MAX)
        maker_forget(maker);
    row_of_record(arena, c, ret_row);
    rc = name_place(maker, c, ret_row, err);
    if (rc < 0 || c->state != PX_COMMENT_SUBMITTED)
        return rc;
    row_of_words(line, ret_row);
    row_of_answer(arena, &line->answer, ret_row);
    if (c->display != PX_DISPLAY_ANONYMOUS)
        rc = name_organisation(maker, c->organisation, &ret_row->organisation, err);
    if (rc >= 0 && c->record.len)
        rc = px_comment_record_read(arena, c->record, is_of_record(&line->answer), ret_row, err);
    return rc;
}

void px_row_for_form(px_arena *arena, px_comment_row *row, bool iso)
{
    px_str quoted;

    px_comment_row_unfold(row->text, row);
    if (!iso || !row->quoted.len)
        return;
    quoted = px_utf8_head(row->quoted, QUOTE_SHOWN);
    row->element = px_str_of(px_arena_format(arena, "%.*s%s\xE2\x80\x9C%.*s%s\xE2\x80\x9D",
                                             PX_STR_ARG(row->element), row->element.len ? ": " : "",
                                             PX_STR_ARG(quoted),
                                             quoted.len < row->quoted.len ? "\xE2\x80\xA6" : ""));
}
