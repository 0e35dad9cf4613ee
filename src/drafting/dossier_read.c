/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/dossier_read.h"

#include "base/banned.h"

int(px_dossier_fail)(px_dossier_reader *r, const char *field, const char *reason, px_str value,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(256), place = PX_BUILDER_INIT(24);
    char key[PX_EXCERPT_SIZE], shown[PX_EXCERPT_SIZE];

    px_builder_str(&path, px_builder_view(&r->path));
    px_builder_add(&path, path.len && *field && *field != '[' ? "." : "");
    px_builder_add(&path, field);
    px_builder_int(&place, (long long)r->place);
    if (!r->place)
        return px_fail(err, PX_ERR_INVALID,
                       value.ptr ? N_("{file}: the field '{field}' {reason}: '{value}'")
                                 : N_("{file}: the field '{field}' {reason}"),
                       "file", r->file, "field", px_builder_cstr(&path), "reason", reason, "value",
                       px_str_excerpt(value, shown), NULL);
    return px_fail(err, PX_ERR_INVALID,
                   value.ptr ? N_("{file}: entry {entry} '{key}': the field '{field}' {reason}: "
                                  "'{value}'")
                             : N_("{file}: entry {entry} '{key}': the field '{field}' {reason}"),
                   "file", r->file, "entry", px_builder_cstr(&place), "key",
                   px_str_excerpt(r->key, key), "field", px_builder_cstr(&path), "reason", reason,
                   "value", px_str_excerpt(value, shown), NULL);
}

/* ---- Objects and lists */

static int read_list(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err);

static int read_fields(px_dossier_reader *r, const px_dossier_field *fields, const json_t *value,
                       void *object, px_error *err)
{
    for (; fields->name; fields++) {
        const json_t *field = json_object_get(value, fields->name);
        int rc;

        if (!field && fields->required)
            return px_dossier_fail(r, fields->name, N_("is missing"), PX_STR_NONE, err);
        if (!field)
            continue;
        rc = fields->type == PX_DOSSIER_TYPE_LIST
                 ? read_list(r, fields, field, object, err)
                 : px_dossier_read_value(r, fields, field, object, err);
        if (rc < 0)
            return rc;
    }
    return 0;
}

static int refuse_unknown(px_dossier_reader *r, const px_dossier_field *fields,
                          const px_dossier_field *more, const json_t *value, px_error *err)
{
    const char *key;
    json_t *field;

    json_object_foreach((json_t *)value, key, field)
    {
        char shown[PX_EXCERPT_SIZE];

        if (!px_dossier_field_find(fields, key) && !(more && px_dossier_field_find(more, key)))
            return px_dossier_fail(r, px_str_excerpt(px_str_of(key), shown),
                                   N_("is not known here"), PX_STR_NONE, err);
    }
    return 0;
}

int px_dossier_read_object(px_dossier_reader *r, const px_dossier_field *fields,
                           const px_dossier_field *more, const json_t *value, void *object,
                           px_error *err)
{
    int rc;

    if (!json_is_object(value))
        return px_dossier_fail(r, "", N_("has to be an object"), PX_STR_NONE, err);
    rc = refuse_unknown(r, fields, more, value, err);
    return rc < 0 ? rc : read_fields(r, fields, value, object, err);
}

/* An item of a list: an object, or a string of the form. */
static int read_item(px_dossier_reader *r, const px_dossier_field *list, const json_t *value,
                     void *into, px_error *err)
{
    static const px_dossier_field string = { .name = "", .type = PX_DOSSIER_TYPE_STRING };
    px_dossier_field one = string;

    if (!list->fields) {
        one.form = list->form;
        return px_dossier_read_value(r, &one, value, into, err);
    }
    return px_dossier_read_object(r, list->fields, NULL, value, into, err);
}

static int read_list(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    size_t count = json_array_size(value), before = r->path.len;
    char *items;

    if (!json_is_array(value))
        return px_dossier_fail(r, field->name, N_("has to be a list"), PX_STR_NONE, err);
    if (count < (size_t)field->min)
        return px_dossier_fail(r, field->name, N_("has to be a list with something in it"),
                               PX_STR_NONE, err);
    if (count > (size_t)field->max)
        return px_dossier_fail(r, field->name, N_("has too many items"), PX_STR_NONE, err);
    items = px_arena_array(r->arena, PX_MAX(count, 1), field->size);
    for (size_t i = 0; i < count; i++) {
        int rc;

        px_builder_format(&r->path, "%s%s[%zu]", before ? "." : "", field->name, i);
        rc = read_item(r, field, json_array_get(value, i), items + i * field->size, err);
        if (rc < 0)
            return rc;
        px_builder_cut(&r->path, before);
    }
    *(void **)((char *)object + field->offset) = items;
    *(size_t *)((char *)object + field->count) = count;
    return 0;
}

/* ---- What several fields say together */

static int check_when(px_dossier_reader *r, px_dossier_when *when, px_error *err)
{
    const px_dossier_date *end = when->until.precision ? &when->until : &when->date;

    if (end->last < when->date.first)
        return px_dossier_fail(r, "until", N_("stands before the date"), PX_STR_NONE, err);
    if (when->minute >= 0 && end->precision != PX_DOSSIER_DAY)
        return px_dossier_fail(r, "time", N_("wants a date that is a day"), PX_STR_NONE, err);
    if (when->minute < 0 && when->zone.len)
        return px_dossier_fail(r, "zone", N_("wants a time"), PX_STR_NONE, err);
    if (when->minute >= 0 && !when->zone.len)
        when->zone = PX_STR("Europe/Brussels");
    return 0;
}

static int check_names(px_dossier_reader *r, px_dossier_entry *entry, px_error *err)
{
    char path[32];

    for (size_t i = 0; i < entry->n_names; i++) {
        px_dossier_when *when = &entry->names[i].when;
        int rc;

        when->minute = -1;
        (void)snprintf(path, sizeof(path), "names[%zu]", i);
        px_builder_add(&r->path, path);
        rc = check_when(r, when, err);
        if (rc >= 0 && i > 0 && when->date.first < entry->names[i - 1].when.date.first)
            rc = px_dossier_fail(r, "date", N_("stands before that of the name before"),
                                 PX_STR_NONE, err);
        if (rc < 0)
            return rc;
        px_builder_clear(&r->path);
    }
    return 0;
}

/* Units of time come first in their list; "sample" is the first of those that count. */
static bool is_time_unit(const px_dossier_word *unit)
{
    return unit < px_dossier_word_find(px_dossier_term_units, PX_STR("sample"));
}

static int check_terms(px_dossier_reader *r, const px_dossier_entry *entry, px_error *err)
{
    for (size_t i = 0; i < entry->n_terms; i++) {
        const px_dossier_term *term = &entry->terms[i];
        bool number = strcmp(term->type->name, "number") == 0;
        char field[48];

        if (number == is_time_unit(term->unit)) {
            (void)snprintf(field, sizeof(field), "terms[%zu].unit", i);
            return px_dossier_fail(
                r, field, number ? N_("has to be one that counts") : N_("has to be one of time"),
                px_str_of(term->unit->name), err);
        }
        if (term->before && !term->from.value.ptr) {
            (void)snprintf(field, sizeof(field), "terms[%zu].direction", i);
            return px_dossier_fail(r, field, N_("wants the field 'from'"), PX_STR_NONE, err);
        }
    }
    return 0;
}

/* ---- An entry */

int px_dossier_read_entry(px_dossier_reader *r, const json_t *value, px_dossier_entry *ret_entry,
                          px_error *err)
{
    const px_dossier_field *fields;
    px_dossier_entry entry = { .when.minute = -1 };
    int rc;

    px_builder_clear(&r->path);
    r->key = px_json_text_at(value, "key");
    rc = read_fields(r, px_dossier_entry_fields, value, &entry, err);
    if (rc < 0)
        return rc;
    fields = px_dossier_kind_fields(entry.kind);
    rc = refuse_unknown(r, px_dossier_entry_fields, fields, value, err);
    if (rc >= 0)
        rc = read_fields(r, fields, value, &entry, err);
    if (rc >= 0)
        rc = check_when(r, &entry.when, err);
    if (rc >= 0)
        rc = check_names(r, &entry, err);
    if (rc >= 0)
        rc = check_terms(r, &entry, err);
    if (rc < 0)
        return rc;
    entry.place = r->place;
    *ret_entry = entry;
    return 0;
}

int px_dossier_read_source(px_dossier_reader *r, px_str key, const json_t *value, px_error *err)
{
    px_dossier_source *source = &r->sources[r->n_sources];
    char shown[PX_EXCERPT_SIZE];
    int rc;

    px_builder_add(&r->path, "sources");
    rc = px_dossier_form_check(r, px_str_excerpt(key, shown), PX_DOSSIER_FORM_KEY, key, err);
    if (rc < 0)
        return rc;
    px_builder_format(&r->path, ".%.*s", PX_STR_ARG(key));
    *source = (px_dossier_source){ .key = px_arena_str(r->arena, key) };
    rc = px_dossier_read_object(r, px_dossier_source_fields, NULL, value, source, err);
    if (rc < 0)
        return rc;
    px_builder_clear(&r->path);
    r->n_sources++;
    return 0;
}
