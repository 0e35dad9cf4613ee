/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/dossier_read.h"

#include "base/ascii.h"
#include "base/civil.h"
#include "code/language_code.h"
#include "code/outline.h"

#include "base/banned.h"

typedef int read_fn(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                    void *object, px_error *err);

/* ---- What is wrong, and where */

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

static int fail_at(px_dossier_reader *r, const px_dossier_field *field, const char *reason,
                   px_error *err)
{
    return px_dossier_fail(r, field->name, reason, PX_STR_NONE, err);
}

static int fail_value(px_dossier_reader *r, const px_dossier_field *field, const char *reason,
                      px_str value, px_error *err)
{
    return px_dossier_fail(r, field->name, reason, value, err);
}

/* ---- Strings */

static int read_str(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                    px_str *ret_value, px_error *err)
{
    if (!json_is_string(value))
        return fail_at(r, field, N_("has to be a text"), err);
    *ret_value = px_json_text(value);
    return 0;
}

static bool is_line(px_str s)
{
    return s.len > 0 && s.len <= 200 && !px_str_has_control(s) && px_str_eq(px_str_trim(s), s);
}

static bool is_name(px_str s, char also)
{
    if (!s.len || s.len > 64 || s.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!px_is_lower(s.ptr[i]) && !px_is_digit(s.ptr[i]) && s.ptr[i] != '-' && s.ptr[i] != also)
            return false;
    return true;
}

static bool is_key(px_str s)
{
    return is_name(s, '-');
}

static bool is_label(px_str s)
{
    return is_name(s, '.');
}

/* Letters, digits, _, +, - in parts set apart by slashes: what px_zone_load takes. */
static bool is_zone(px_str s)
{
    px_str rest = s, part;

    if (!s.len || s.len > 64)
        return false;
    while (px_str_split(&rest, '/', &part)) {
        if (!part.len)
            return false;
        for (size_t i = 0; i < part.len; i++)
            if (!px_is_alnum(part.ptr[i]) && !strchr("_+-", part.ptr[i]))
                return false;
    }
    return true;
}

static bool is_address(px_str s)
{
    size_t scheme = px_str_starts(s, PX_STR("https://")) ? 8 : 7;

    if (scheme == 7 && !px_str_starts(s, PX_STR("http://")))
        return false;
    if (s.len <= scheme || s.len > 2000 || s.ptr[scheme] == '/')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || (unsigned char)s.ptr[i] >= 0x7f ||
            strchr("\"<>\\^`{|}", s.ptr[i]))
            return false;
    return true;
}

static bool is_day(px_str s)
{
    px_dossier_date date;

    return px_dossier_date_parse(s, &date) && date.precision == PX_DOSSIER_DAY;
}

static const struct {
    bool (*holds)(px_str s);
    const char *reason;
} forms[PX_DOSSIER_FORM_COUNT] = {
    [PX_DOSSIER_FORM_LINE] = { is_line, N_("has to be one line of 1 to 200 bytes") },
    [PX_DOSSIER_FORM_KEY] = { is_key, N_("has to be 1 to 64 of a-z, 0-9 and -") },
    [PX_DOSSIER_FORM_REFERENCE] = { is_key, N_("has to be 1 to 64 of a-z, 0-9 and -") },
    [PX_DOSSIER_FORM_LABEL] = { is_label, N_("is no label of a version") },
    [PX_DOSSIER_FORM_LASTING_ID] = { px_lasting_id_valid, N_("is no lasting id") },
    [PX_DOSSIER_FORM_ZONE] = { is_zone, N_("is no time zone") },
    [PX_DOSSIER_FORM_ADDRESS] = { is_address, N_("is no address of http or https") },
    [PX_DOSSIER_FORM_DAY] = { is_day, N_("is no day; write one like 2024-11-14") },
};

static int check_form(px_dossier_reader *r, const char *name, px_dossier_form form, px_str value,
                      px_error *err)
{
    return forms[form].holds(value) ? 0 : px_dossier_fail(r, name, forms[form].reason, value, err);
}

/* ---- Texts by language */

/* The one to take among those that there are: that of the language, else of its first part, else
 * English, else the first in the order of tags. */
static int rank(px_str tag, px_str wanted)
{
    px_str rest = wanted, primary = wanted;

    if (px_str_eq(tag, wanted))
        return 0;
    (void)(wanted.ptr && px_str_split(&rest, '-', &primary));
    if (px_str_eq(tag, primary))
        return 1;
    return px_str_is(tag, "en") ? 2 : 3;
}

static bool is_tag(px_str tag)
{
    px_error ignored;

    return px_language_tag_check(tag, &ignored) == 0;
}

static int check_text(px_dossier_reader *r, const px_dossier_field *field, const char *tag,
                      const json_t *value, px_error *err)
{
    px_str text;

    if (!is_tag(px_str_of(tag)))
        return fail_value(r, field, N_("has what is no tag of a language"), px_str_of(tag), err);
    if (!json_is_string(value))
        return fail_value(r, field, N_("has to be a text in each language"), px_str_of(tag), err);
    text = px_json_text(value);
    if (!px_str_trim(text).len)
        return fail_value(r, field, N_("is empty in a language"), px_str_of(tag), err);
    if (text.len > PX_DOSSIER_MAX_TEXT)
        return fail_value(r, field, N_("is longer than 16 KiB in a language"), px_str_of(tag), err);
    if (px_str_has_control(text))
        return fail_value(r, field, N_("has to be one paragraph, without line ends or tabs"),
                          px_str_of(tag), err);
    return 0;
}

static int read_text(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    px_dossier_text *into = (px_dossier_text *)((char *)object + field->offset);
    px_str best = PX_STR_NONE;
    const char *tag;
    json_t *text;

    if (!json_is_object(value) || !json_object_size(value))
        return fail_at(r, field, N_("has to be an object of language and text"), err);
    json_object_foreach((json_t *)value, tag, text)
    {
        int rc = check_text(r, field, tag, text, err), order;

        if (rc < 0)
            return rc;
        order = best.ptr ? rank(px_str_of(tag), r->language) - rank(best, r->language) : -1;
        if (order < 0 || (order == 0 && px_str_cmp(px_str_of(tag), best) < 0)) {
            best = px_str_of(tag);
            into->value = px_json_text(text);
        }
    }
    into->value = px_arena_str(r->arena, into->value);
    into->language = rank(best, r->language) <= 1 ? PX_STR("") : px_arena_str(r->arena, best);
    return 0;
}

/* All of them, for the title of a code. */
static int read_texts(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                      void *object, px_error *err)
{
    size_t count = 0;
    px_dossier_text *texts =
        px_arena_array(r->arena, PX_MAX(json_object_size(value), 1), sizeof(*texts));
    const char *tag;
    json_t *text;

    if (!json_is_object(value) || !json_object_size(value))
        return fail_at(r, field, N_("has to be an object of language and text"), err);
    json_object_foreach((json_t *)value, tag, text)
    {
        int rc = check_text(r, field, tag, text, err);

        if (rc < 0)
            return rc;
        texts[count].language = px_arena_str(r->arena, px_str_of(tag));
        texts[count++].value = px_arena_str(r->arena, px_json_text(text));
    }
    *(px_dossier_text **)((char *)object + field->offset) = texts;
    *(size_t *)((char *)object + field->count) = count;
    return 0;
}

/* ---- Other values */

static int read_kind(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    px_str name;
    int rc = read_str(r, field, value, &name, err);

    if (rc < 0)
        return rc;
    if (!px_dossier_kind_find(name, (px_dossier_kind *)((char *)object + field->offset)))
        return fail_value(r, field, N_("is no kind of entry"), name, err);
    return 0;
}

static int find_word(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     const px_dossier_word **ret_word, px_error *err)
{
    px_str name;
    int rc = read_str(r, field, value, &name, err);

    if (rc < 0)
        return rc;
    *ret_word = px_dossier_word_find(field->words, name);
    return *ret_word ? 0 : fail_value(r, field, N_("is none of the words for it"), name, err);
}

static int read_word(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    return find_word(r, field, value, (const px_dossier_word **)((char *)object + field->offset),
                     err);
}

static int read_side(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    const px_dossier_word *word;
    int rc = find_word(r, field, value, &word, err);

    if (rc >= 0)
        *(bool *)((char *)object + field->offset) = word != field->words;
    return rc;
}

static int read_date(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    px_str text;
    int rc = read_str(r, field, value, &text, err);

    if (rc < 0)
        return rc;
    if (!px_dossier_date_parse(text, (px_dossier_date *)((char *)object + field->offset)))
        return fail_value(r, field, N_("is no date"), text, err);
    return 0;
}

static int read_time(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    px_str text;
    int hour, minute, rc = read_str(r, field, value, &text, err);

    if (rc < 0)
        return rc;
    if (text.len != 5 || text.ptr[2] != ':' || !px_is_digit(text.ptr[0]) ||
        !px_is_digit(text.ptr[1]) || !px_is_digit(text.ptr[3]) || !px_is_digit(text.ptr[4]))
        return fail_value(r, field, N_("is no time of day; write one like 18:00"), text, err);
    hour = (text.ptr[0] - '0') * 10 + text.ptr[1] - '0';
    minute = (text.ptr[3] - '0') * 10 + text.ptr[4] - '0';
    if (hour > 23 || minute > 59)
        return fail_value(r, field, N_("is no time of day; write one like 18:00"), text, err);
    *(int *)((char *)object + field->offset) = hour * 60 + minute;
    return 0;
}

static int read_flag(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    if (!json_is_boolean(value))
        return fail_at(r, field, N_("has to be true or false"), err);
    *(bool *)((char *)object + field->offset) = json_is_true(value);
    return 0;
}

static int read_whole(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                      long long *ret_value, px_error *err)
{
    char text[24];

    if (!json_is_integer(value))
        return fail_at(r, field, N_("has to be a whole number"), err);
    *ret_value = json_integer_value(value);
    if (*ret_value >= field->min && *ret_value <= field->max)
        return 0;
    (void)snprintf(text, sizeof(text), "%lld", *ret_value);
    return fail_value(r, field, N_("is a number out of bounds"), px_str_of(text), err);
}

static int read_int(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                    void *object, px_error *err)
{
    long long number;
    int rc = read_whole(r, field, value, &number, err);

    if (rc >= 0)
        *(int *)((char *)object + field->offset) = (int)number;
    return rc;
}

static int read_value(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                      void *object, px_error *err)
{
    return read_whole(r, field, value, (long long *)((char *)object + field->offset), err);
}

static int read_string(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                       void *object, px_error *err)
{
    px_str text;
    int rc = read_str(r, field, value, &text, err);

    if (rc >= 0)
        rc = check_form(r, field->name, field->form, text, err);
    if (rc >= 0)
        *(px_str *)((char *)object + field->offset) = px_arena_str(r->arena, text);
    return rc;
}

static int read_source(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                       void *object, px_error *err)
{
    px_dossier_source *into = (px_dossier_source *)((char *)object + field->offset);
    px_str key;
    int rc = read_str(r, field, value, &key, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < r->n_sources; i++) {
        if (!px_str_eq(r->sources[i].key, key))
            continue;
        into->key = r->sources[i].key;
        into->title = r->sources[i].title;
        into->address = r->sources[i].address;
        return 0;
    }
    return fail_value(r, field, N_("names no source of this part"), key, err);
}

/* ---- Objects and lists */

static read_fn read_list;

static read_fn *const readers[PX_DOSSIER_TYPE_COUNT] = {
    [PX_DOSSIER_TYPE_KIND] = read_kind,     [PX_DOSSIER_TYPE_TEXT] = read_text,
    [PX_DOSSIER_TYPE_TEXTS] = read_texts,   [PX_DOSSIER_TYPE_WORD] = read_word,
    [PX_DOSSIER_TYPE_SIDE] = read_side,     [PX_DOSSIER_TYPE_DATE] = read_date,
    [PX_DOSSIER_TYPE_TIME] = read_time,     [PX_DOSSIER_TYPE_FLAG] = read_flag,
    [PX_DOSSIER_TYPE_INT] = read_int,       [PX_DOSSIER_TYPE_VALUE] = read_value,
    [PX_DOSSIER_TYPE_STRING] = read_string, [PX_DOSSIER_TYPE_SOURCE] = read_source,
    [PX_DOSSIER_TYPE_LIST] = read_list,
};

static int read_fields(px_dossier_reader *r, const px_dossier_field *fields, const json_t *value,
                       void *object, px_error *err)
{
    for (; fields->name; fields++) {
        const json_t *field = json_object_get(value, fields->name);
        int rc;

        if (!field && fields->required)
            return fail_at(r, fields, N_("is missing"), err);
        rc = field ? readers[fields->type](r, fields, field, object, err) : 0;
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
        return read_string(r, &one, value, into, err);
    }
    return px_dossier_read_object(r, list->fields, NULL, value, into, err);
}

static int read_list(px_dossier_reader *r, const px_dossier_field *field, const json_t *value,
                     void *object, px_error *err)
{
    size_t count = json_array_size(value), before = r->path.len;
    char *items;

    if (!json_is_array(value))
        return fail_at(r, field, N_("has to be a list"), err);
    if (count < (size_t)field->min)
        return fail_at(r, field, N_("has to be a list with something in it"), err);
    if (count > (size_t)field->max)
        return fail_at(r, field, N_("has too many items"), err);
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
    rc = check_form(r, px_str_excerpt(key, shown), PX_DOSSIER_FORM_KEY, key, err);
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
