/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/register.h"

#include "base/embedded.h"
#include "base/json_read.h"
#include "base/number.h"
#include "duty/official_value.h"
#include "duty/register_priv.h"
#include "store/blob.h"

#include "base/banned.h"

/* ---- Terms */

enum { RULE_KEY, RULE_NUMBER, RULE_UNIT, RULE_SINCE, RULE_SOURCE, RULE_SURE, RULE_COLUMNS };

px_document_rule px_document_rule_of(const char *key)
{
    px_str rest = PX_STR_NONE, columns[RULE_COLUMNS];
    px_document_rule rule = { 0 };
    px_error ignored = PX_ERROR_INIT;

    while (px_embedded_row("document_rules.tsv", &rest, columns, RULE_COLUMNS)) {
        if (!px_str_is(columns[RULE_KEY], key) ||
            px_parse_int(columns[RULE_NUMBER], 0, 10000, &rule.number, &ignored) < 0)
            continue;
        rule.unit = columns[RULE_UNIT];
        rule.since = columns[RULE_SINCE];
        rule.source = columns[RULE_SOURCE];
        rule.confidence = columns[RULE_SURE];
        break;
    }
    return rule;
}

px_str px_document_due(px_arena *arena, px_str day, const char *rule)
{
    px_document_rule term = px_document_rule_of(rule);
    long long year = 0, month = 0, in_month = 0;
    px_error ignored = PX_ERROR_INIT;
    int y, m, d;

    if (day.len != 10 || term.number == 0 ||
        px_parse_int(px_str_sub(day, 0, 4), 1, 9999, &year, &ignored) < 0 ||
        px_parse_int(px_str_sub(day, 5, 7), 1, 12, &month, &ignored) < 0 ||
        px_parse_int(px_str_sub(day, 8, 10), 1, 31, &in_month, &ignored) < 0)
        return PX_STR("");
    y = (int)year;
    m = (int)month;
    d = (int)in_month;
    if (px_str_is(term.unit, "day")) {
        px_date_from_days(px_days_from_date(y, m, d) + term.number, &y, &m, &d);
    } else {
        int months = (int)term.number * (px_str_is(term.unit, "year") ? 12 : 1) + m - 1;

        y += months / 12;
        m = months % 12 + 1;
        d = PX_MIN(d, px_days_in_month(y, m));
    }
    return px_str_of(px_arena_format(arena, "%04d-%02d-%02d", y, m, d));
}

/* ---- Rows */

/* A JSON array of strings. */
static int read_words(px_arena *arena, px_str json, px_str **ret_words, size_t *ret_count,
                      px_error *err)
{
    PX_AUTO_JSON json_t *array = NULL;
    px_str *words;
    int rc = px_json_parse(json, "document", PX_FILLED_MAX_BYTES, &array, err);

    if (rc < 0)
        return rc;
    words = px_arena_array(arena, json_array_size(array) + 1, sizeof(*words));
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *word = json_array_get(array, i);

        words[i] = px_arena_str(arena, px_str_n(json_string_value(word), json_string_length(word)));
    }
    *ret_words = words;
    *ret_count = json_array_size(array);
    return 0;
}

/* A text of a JSON array. */
static px_str text_at(px_arena *arena, const json_t *array, size_t at)
{
    const json_t *text = json_array_get(array, at);

    return px_arena_str(arena, px_str_n(json_string_value(text), json_string_length(text)));
}

/* A JSON array of arrays, as REGISTER_COLUMNS makes it. */
static int read_openings(px_arena *arena, px_str json, px_published *p, px_error *err)
{
    PX_AUTO_JSON json_t *array = NULL;
    int rc = px_json_parse(json, "document", PX_FILLED_MAX_BYTES, &array, err);

    if (rc < 0)
        return rc;
    p->n_openings = json_array_size(array);
    p->openings = px_arena_array(arena, p->n_openings + 1, sizeof(*p->openings));
    for (size_t i = 0; i < p->n_openings; i++) {
        const json_t *row = json_array_get(array, i), *to = json_array_get(row, 2);
        px_opening *opening = &p->openings[i];

        *opening = (px_opening){
            .from = json_integer_value(json_array_get(row, 1)),
            .to = json_is_null(to) ? PX_TIME_NONE : json_integer_value(to),
            .reason = text_at(arena, row, 3),
            .act = text_at(arena, row, 4),
            .end_act = text_at(arena, row, 5),
        };
        if (!px_recipient_find(text_at(arena, row, 0), &opening->recipient))
            return px_fail(err, PX_ERR_DAMAGED, N_("the form has no such recipient"), NULL);
        if (opening->to == PX_TIME_NONE)
            p->open |= 1U << opening->recipient;
    }
    return 0;
}

static int read_row(px_query *query, px_arena *arena, px_published *p, px_error *err)
{
    px_str changed, covers;
    int rc;

    *p = (px_published){ .row = px_query_next_int(query) };
    p->id = px_query_next_text(query, arena);
    p->subject.provider = px_query_next_int(query);
    p->subject.model = px_query_next_int(query);
    p->subject.version = px_query_next_int(query);
    p->provider_slug = px_query_next_text(query, arena);
    p->provider_name = px_query_next_text(query, arena);
    p->model_slug = px_query_next_text(query, arena);
    p->model_name = px_query_next_text(query, arena);
    p->version_name = px_query_next_text(query, arena);
    p->form = px_query_next_text(query, arena);
    p->form_version = px_query_next_text(query, arena);
    p->number = (int)px_query_next_int(query);
    p->day = px_query_next_text(query, arena);
    p->time = px_query_next_int(query);
    p->next_update = px_query_next_text(query, arena);
    p->kept_until = px_query_next_text(query, arena);
    p->snapshot = px_query_next_text(query, arena);
    p->size = (uint64_t)px_query_next_int(query);
    p->root = px_query_next_text(query, arena);
    p->missing = (int)px_query_next_int(query);
    changed = px_query_next_str(query);
    rc = read_words(arena, changed, &p->changed, &p->n_changed, err);
    if (rc < 0)
        return rc;
    covers = px_query_next_str(query);
    rc = read_words(arena, covers, &p->covers, &p->n_covers, err);
    p->domains = px_query_next_text(query, arena);
    p->n_domains = (uint64_t)px_query_next_int(query);
    p->newest = px_query_next_int(query) != 0;
    p->shown = px_query_next_int(query) != 0;
    if (rc >= 0)
        rc = read_openings(arena, px_query_next_str(query), p, err);
    p->act = px_query_next_text(query, arena);
    return rc;
}

const px_opening *px_published_taken_back(const px_published *published, px_recipient recipient)
{
    if (!((published->open >> recipient) & 1))
        for (size_t i = published->n_openings; i-- > 0;)
            if (published->openings[i].recipient == recipient)
                return &published->openings[i];
    return NULL;
}

void px_published_times_json(px_json *json, const px_published *published)
{
    px_json_key(json, "public_times");
    px_json_array(json);
    for (size_t i = 0; i < published->n_openings; i++) {
        const px_opening *o = &published->openings[i];

        px_json_object(json);
        px_json_pair_cstr(json, "recipient", px_recipient_name(o->recipient));
        px_json_pair_time(json, "from", o->from);
        px_json_pair_str(json, "act", o->act);
        if (o->to != PX_TIME_NONE) {
            px_json_pair_time(json, "to", o->to);
            px_json_pair_str(json, "reason", o->reason);
            px_json_pair_str(json, "withdrawal", o->end_act);
        }
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

px_time px_published_touched(const px_published *published)
{
    px_time last = published->time;

    for (size_t i = 0; i < published->n_openings; i++) {
        last = PX_MAX(last, published->openings[i].from);
        last = PX_MAX(last, published->openings[i].to);
    }
    return last;
}

int register_read_rows(px_query *query, px_arena *arena, px_published **ret_published,
                       size_t *ret_count, px_error *err)
{
    px_published *rows = NULL;
    size_t n = 0, room = 0;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        rows = px_arena_grow(arena, rows, n, &room, sizeof(*rows));
        rc = read_row(query, arena, &rows[n++], err);
        if (rc < 0)
            return rc;
    }
    if (rc < 0)
        return rc;
    *ret_published = rows;
    *ret_count = n;
    return 0;
}

static int read_one(px_query *query, px_arena *arena, px_published *ret_published, px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("no such document was published"), NULL);
    return rc < 0 ? rc : read_row(query, arena, ret_published, err);
}

int px_register_find(px_db *db, px_arena *arena, px_str id, px_published *ret_published,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, REGISTER_COLUMNS "WHERE d.public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return read_one(&query, arena, ret_published, err);
}

int px_register_versions(px_db *db, px_arena *arena, const px_claim_subject *subject, px_str form,
                         px_published **ret_published, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            REGISTER_COLUMNS "WHERE d.model = ? AND ifnull(d.version, 0) = ? AND "
                                             "d.form = ? ORDER BY d.number DESC",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, subject->model);
    px_query_int(&query, subject->version);
    px_query_str(&query, form);
    return register_read_rows(&query, arena, ret_published, ret_count, err);
}

int px_register_of_model(px_db *db, px_arena *arena, int64_t model, px_published **ret_published,
                         size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, REGISTER_COLUMNS "WHERE d.model = ? ORDER BY d.form DESC, d.time DESC, d.id DESC",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, model);
    return register_read_rows(&query, arena, ret_published, ret_count, err);
}

int px_register_version(px_db *db, px_arena *arena, const px_claim_subject *subject, px_str form,
                        int number, px_published *ret_published, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            REGISTER_COLUMNS "WHERE d.model = ?1 AND ifnull(d.version, 0) = ?2 AND "
                                             "d.form = ?3 AND (d.number = ?4 OR ?4 = 0) "
                                             "ORDER BY d.number DESC LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, subject->model);
    px_query_int(&query, subject->version);
    px_query_str(&query, form);
    px_query_int(&query, number);
    return read_one(&query, arena, ret_published, err);
}

int px_register_by_root(px_db *db, px_arena *arena, px_str root, px_published *ret_published,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, REGISTER_COLUMNS "WHERE d.root = ? ORDER BY d.id LIMIT 1", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, root);
    return read_one(&query, arena, ret_published, err);
}

int px_register_whole(px_house *house, px_arena *arena, const px_published *published,
                      px_filled_form *ret_whole, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    size_t len;
    int rc = px_blob_get(house, published->snapshot.ptr, PX_FILLED_MAX_BYTES, &data, &len, err);

    return rc < 0 ? rc : px_filled_read(arena, px_str_n(data, len), "snapshot", ret_whole, err);
}

px_str *px_filled_changed(px_arena *arena, const px_filled_form *before,
                          const px_filled_form *after, size_t *ret_count)
{
    px_str *ids = px_arena_array(arena, after->form->n_fields + 1, sizeof(*ids));
    size_t n = 0;

    for (size_t i = 0; i < after->form->n_fields; i++) {
        const json_t *a = before->fields[i].value, *b = after->fields[i].value;

        if (after->fields[i].field->level == PX_FIELD_OF_DOCUMENT)
            continue;
        if (a != b && !(a && b && json_equal(a, b)))
            ids[n++] = after->fields[i].field->id;
    }
    *ret_count = n;
    return ids;
}
