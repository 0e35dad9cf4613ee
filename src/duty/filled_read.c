/* SPDX-License-Identifier: EUPL-1.2 */
/* Filled forms from our JSON (data/schemas/filled-form.json). What it says of itself is bounded and
 * checked; labels are passed over. */
#include "base/civil.h"
#include "base/json_read.h"
#include "base/number.h"
#include "duty/commitment.h"
#include "duty/filled.h"
#include "duty/official_value.h"
#include "store/blob.h"

#include "base/banned.h"

enum { LINE_MAX_BYTES = 2000 };

typedef struct reading {
    px_arena *arena;
    const char *source;
    px_filled_form filled;
} reading;

static int refuse(const reading *r, const char *key, const char *reason, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, N_("'{source}': {key}: {reason}"), "source", r->source,
                   "key", key, "reason", reason, NULL);
}

/* A line that may be missing. */
static int read_line(reading *r, const json_t *object, const char *key, bool needed,
                     px_str *ret_line, px_error *err)
{
    const json_t *value = json_object_get(object, key);
    px_str line = px_json_text(value);

    *ret_line = PX_STR("");
    if (!value && !needed)
        return 0;
    if (!json_is_string(value) || line.len > LINE_MAX_BYTES || (needed && line.len == 0))
        return refuse(r, key, N_("this text is missing or too long"), err);
    for (size_t i = 0; i < line.len; i++)
        if ((unsigned char)line.ptr[i] < ' ')
            return refuse(r, key, N_("this text has a control character"), err);
    *ret_line = px_arena_str(r->arena, line);
    return 0;
}

static bool is_day(px_str day)
{
    px_civil civil = { 0 };
    long long parts[3];
    px_error ignored = PX_ERROR_INIT;

    if (day.len != 10 || day.ptr[4] != '-' || day.ptr[7] != '-' ||
        px_parse_int(px_str_sub(day, 0, 4), 1, 9999, &parts[0], &ignored) < 0 ||
        px_parse_int(px_str_sub(day, 5, 7), 1, 12, &parts[1], &ignored) < 0 ||
        px_parse_int(px_str_sub(day, 8, 10), 1, 31, &parts[2], &ignored) < 0)
        return false;
    civil.year = (int)parts[0];
    civil.month = (int)parts[1];
    civil.day = (int)parts[2];
    return px_civil_valid(&civil);
}

static int read_day(reading *r, const json_t *object, const char *key, bool needed, px_str *ret_day,
                    px_error *err)
{
    int rc = read_line(r, object, key, needed, ret_day, err);

    if (rc >= 0 && ret_day->len > 0 && !is_day(*ret_day))
        return refuse(r, key, N_("a date has to be of the form 2026-05-31"), err);
    return rc;
}

/* ---- Head */

static int read_versions(reading *r, const json_t *top, px_error *err)
{
    const json_t *array = json_object_get(top, "versions");
    size_t n = json_array_size(array);
    px_str *versions = px_arena_array(r->arena, n + 1, sizeof(*versions));
    int rc = 0;

    if ((array && !json_is_array(array)) || n > PX_FILLED_MAX_VERSIONS)
        return refuse(r, "versions", N_("this has to be an array"), err);
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        json_t *wrap = json_pack("{s:O}", "version", json_array_get(array, i));

        rc = read_line(r, wrap, "version", true, &versions[i], err);
        json_decref(wrap);
    }
    r->filled.head.versions = versions;
    r->filled.head.n_versions = n;
    return rc;
}

static int read_earlier(reading *r, const json_t *top, px_error *err)
{
    const json_t *array = json_object_get(top, "earlier");
    size_t n = json_array_size(array);
    px_filled_version *earlier = px_arena_array(r->arena, n + 1, sizeof(*earlier));
    int rc = 0;

    if ((array && !json_is_array(array)) || n > PX_FILLED_MAX_VERSIONS)
        return refuse(r, "earlier", N_("this has to be an array"), err);
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        const json_t *row = json_array_get(array, i);

        rc = read_line(r, row, "version", true, &earlier[i].version, err);
        if (rc >= 0)
            rc = read_day(r, row, "date", false, &earlier[i].date, err);
        if (rc >= 0)
            rc = read_line(r, row, "link", false, &earlier[i].link, err);
    }
    r->filled.head.earlier = earlier;
    r->filled.head.n_earlier = n;
    return rc;
}

static int read_recipient(reading *r, const json_t *top, px_error *err)
{
    px_str name;
    int rc = read_line(r, top, "recipient", false, &name, err);

    if (rc >= 0 && name.len > 0 && !px_recipient_find(name, &r->filled.head.recipient))
        return refuse(r, "recipient", N_("there is no such recipient"), err);
    return rc;
}

static int read_head(reading *r, const json_t *top, px_error *err)
{
    px_filled_head *head = &r->filled.head;
    int rc = read_line(r, top, "provider", false, &head->provider, err);

    if (rc >= 0)
        rc = read_line(r, top, "model", false, &head->model, err);
    if (rc >= 0)
        rc = read_versions(r, top, err);
    if (rc >= 0)
        rc = read_line(r, top, "document_version", true, &head->version, err);
    if (rc >= 0)
        rc = read_day(r, top, "date", true, &head->date, err);
    if (rc >= 0)
        rc = read_recipient(r, top, err);
    if (rc >= 0)
        rc = read_line(r, top, "request", false, &head->request, err);
    if (rc >= 0)
        rc = read_earlier(r, top, err);
    if (rc >= 0)
        rc = read_day(r, top, "next_update", false, &head->next_update, err);
    return rc < 0 ? rc : read_line(r, top, "feed", false, &head->feed, err);
}

/* ---- Fields */

static int read_number(const reading *r, const json_t *row, const char *key, uint64_t *ret_number,
                       px_error *err)
{
    const json_t *value = json_object_get(row, key);

    if (value && (!json_is_integer(value) || json_integer_value(value) < 0))
        return refuse(r, key, N_("this number is missing or out of its bounds"), err);
    *ret_number = (uint64_t)json_integer_value(value);
    return 0;
}

static int read_evidence(reading *r, const json_t *row, px_evidence *e, px_error *err)
{
    int rc = read_line(r, row, "name", true, &e->name, err);

    if (rc >= 0)
        rc = read_line(r, row, "sha256", false, &e->hash, err);
    if (rc >= 0)
        rc = read_line(r, row, "scan", false, &e->scan, err);
    if (rc >= 0)
        rc = read_number(r, row, "size", &e->size, err);
    if (rc >= 0)
        rc = read_number(r, row, "start", &e->start, err);
    if (rc >= 0)
        rc = read_number(r, row, "length", &e->length, err);
    if (rc >= 0 && e->hash.len > 0 && !px_blob_is_hash(e->hash))
        return refuse(r, "sha256", N_("this has to be the SHA-256 of a file"), err);
    e->ranged = json_object_get(row, "length") != NULL;
    return rc;
}

static int read_all_evidence(reading *r, const json_t *object, px_filled_field *field,
                             px_error *err)
{
    const json_t *array = json_object_get(object, "evidence");
    size_t n = json_array_size(array);
    px_evidence *evidence = px_arena_array(r->arena, n + 1, sizeof(*evidence));
    int rc = 0;

    if ((array && !json_is_array(array)) || n > PX_CLAIM_EVIDENCE_MAX)
        return refuse(r, "evidence", N_("this list is empty or too long"), err);
    for (size_t i = 0; rc >= 0 && i < n; i++)
        rc = read_evidence(r, json_array_get(array, i), &evidence[i], err);
    field->evidence = evidence;
    field->n_evidence = n;
    return rc;
}

static int read_basis(reading *r, const json_t *object, px_filled_field *field, px_error *err)
{
    px_str basis;
    int rc = read_line(r, object, "basis", false, &basis, err);

    if (rc < 0 || basis.len == 0)
        return rc;
    if (!px_basis_find(basis, &field->basis))
        return refuse(r, "basis", N_("there is no such basis"), err);
    field->has_basis = true;
    return 0;
}

static int read_field(reading *r, const json_t *object, px_error *err)
{
    json_t *value = json_object_get(object, "value");
    px_filled_field *field;
    px_str id;
    int rc = read_line(r, object, "field", true, &id, err);

    if (rc < 0)
        return rc;
    field = px_filled_of(&r->filled, id);
    if (!field)
        return refuse(r, id.ptr, N_("the form has no such field"), err);
    if (field->value || field->unreadable)
        return refuse(r, id.ptr, N_("this stands twice"), err);
    if (!px_filled_shows(&r->filled, field->field))
        return refuse(r, id.ptr, N_("the recipient may not have this field"), err);
    rc = value ? px_official_value_check(field->field, value, err) : 0;
    if (rc < 0)
        return rc;
    if (value)
        px_filled_set(&r->filled, field, json_incref(value));
    field->unreadable = !value && json_is_true(json_object_get(object, "unreadable"));
    field->border = json_is_true(json_object_get(object, "border"));
    rc = read_basis(r, object, field, err);
    if (rc >= 0)
        rc = read_line(r, object, "method", false, &field->method, err);
    if (rc >= 0)
        rc = read_line(r, object, "program", false, &field->program, err);
    if (rc >= 0)
        rc = read_line(r, object, "claim", false, &field->claim, err);
    return rc < 0 ? rc : read_all_evidence(r, object, field, err);
}

static int read_fields(reading *r, const json_t *top, px_error *err)
{
    const json_t *array = json_object_get(top, "fields");
    int rc = 0;

    if (!json_is_array(array))
        return refuse(r, "fields", N_("this has to be an array"), err);
    for (size_t i = 0; rc >= 0 && i < json_array_size(array); i++)
        rc = read_field(r, json_array_get(array, i), err);
    return rc;
}

/* ---- Commitment */

static int read_hash(const reading *r, const json_t *value, unsigned char ret_hash[32],
                     px_error *err)
{
    px_error ignored = PX_ERROR_INIT;

    if (!json_is_string(value) || px_parse_hex(px_json_text(value), ret_hash, 32, &ignored) < 0)
        return refuse(r, "commitment", N_("a hash has 64 hexadecimal digits"), err);
    return 0;
}

static int read_opening(reading *r, const json_t *opening, px_error *err)
{
    px_filled_form *filled = &r->filled;
    size_t at = 0;
    px_str id;
    int rc = read_line(r, opening, "field", true, &id, err);

    if (rc < 0)
        return rc;
    if (!px_str_is(id, "head")) {
        const px_filled_field *field = px_filled_of(filled, id);

        if (!field)
            return refuse(r, id.ptr, N_("the form has no such field"), err);
        at = (size_t)(field - filled->fields) + 1;
        filled->fields[at - 1].opened = true;
    }
    return read_hash(r, json_object_get(opening, "salt"), filled->salts[at], err);
}

static int read_commitment(reading *r, const json_t *top, px_error *err)
{
    const json_t *object = json_object_get(top, "commitment");
    const json_t *leaves = json_object_get(object, "leaves");
    const json_t *openings = json_object_get(object, "openings");
    size_t n = r->filled.form->n_fields + 1;
    unsigned char told[32], root[32];
    px_str scheme;
    int rc = 0;

    if (!object)
        return 0;
    rc = read_line(r, object, "scheme", true, &scheme, err);
    if (rc < 0)
        return rc;
    if (!px_str_is(scheme, PX_COMMITMENT_SCHEME) || json_array_size(leaves) != n ||
        !json_is_array(openings) || json_array_size(openings) > n)
        return refuse(r, "commitment", N_("this is no proof of this form"), err);
    r->filled.salts = px_arena_array(r->arena, n, 32);
    r->filled.leaves = px_arena_array(r->arena, n, 32);
    for (size_t i = 0; rc >= 0 && i < n; i++)
        rc = read_hash(r, json_array_get(leaves, i), r->filled.leaves[i], err);
    for (size_t i = 0; rc >= 0 && i < json_array_size(openings); i++)
        rc = read_opening(r, json_array_get(openings, i), err);
    if (rc >= 0)
        rc = read_hash(r, json_object_get(object, "root"), told, err);
    if (rc < 0)
        return rc;
    px_commitment_root(&r->filled, root);
    if (memcmp(told, root, 32) != 0)
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("'{source}': the root is not that of the leaves beside it"), "source",
                       r->source, NULL);
    return 0;
}

/* ---- The form */

static int find_form(const reading *r, const json_t *top, const px_official_form **ret_form,
                     px_error *err)
{
    const json_t *name = json_object_get(top, "form"),
                 *version = json_object_get(top, "form_version");
    const px_official_form *form = px_official_form_by_name(px_json_text(name));

    if (json_integer_value(json_object_get(top, "schema")) != 1)
        return refuse(r, "schema", N_("this is no filled form of schema 1"), err);
    if (!form)
        return refuse(r, "form", N_("there is no such form"), err);
    if (version && !px_str_is(form->version, json_string_value(version)))
        return refuse(r, "form_version", N_("there is no such version of the form"), err);
    *ret_form = form;
    return 0;
}

int px_filled_read(px_arena *arena, px_str json, const char *source, px_filled_form *ret_filled,
                   px_error *err)
{
    PX_AUTO_JSON json_t *top = NULL;
    reading r = { .arena = arena, .source = source };
    const px_official_form *form;
    int rc = px_json_parse(json, source, PX_FILLED_MAX_BYTES, &top, err);

    if (rc >= 0)
        rc = find_form(&r, top, &form, err);
    if (rc < 0)
        return rc;
    px_filled_start(arena, form, &r.filled);
    rc = read_head(&r, top, err);
    if (rc >= 0)
        rc = read_fields(&r, top, err);
    if (rc >= 0)
        rc = read_commitment(&r, top, err);
    if (rc < 0) {
        px_filled_free(&r.filled);
        return rc;
    }
    *ret_filled = r.filled;
    return 0;
}
