/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/json_fields.h"

#include "base/macro.h"

#include "base/banned.h"

enum { CHOICES = 3 };

/* Names by which a schema is known, and the paths of each role, the first that is there counts.
 * Dates are those of fetching, never of processing. */
static const struct json_schema {
    const char *name;
    const char *marks[CHOICES];
    const char *paths[PX_JSON_ROLE_COUNT][CHOICES];
} schemas[] = {
    { "OSCAR",
      { "warc_headers", "content" },
      { [PX_JSON_URL] = { "warc_headers.warc-target-uri" },
        [PX_JSON_DATE] = { "warc_headers.warc-date" },
        [PX_JSON_TEXT] = { "content" },
        [PX_JSON_LANGUAGE] = { "metadata.identification.label" } } },
    { "RedPajama-V2",
      { "raw_content", "url" },
      { [PX_JSON_URL] = { "url" },
        [PX_JSON_DATE] = { "date_download" },
        [PX_JSON_TEXT] = { "raw_content" },
        [PX_JSON_LANGUAGE] = { "language" } } },
    { "RedPajama",
      { "text", "meta" },
      { [PX_JSON_URL] = { "meta.url" },
        [PX_JSON_DATE] = { "meta.timestamp" },
        [PX_JSON_TEXT] = { "text" },
        [PX_JSON_LANGUAGE] = { "meta.language" } } },
    { "FineWeb",
      { "text", "url", "dump" },
      { [PX_JSON_URL] = { "url" },
        [PX_JSON_DATE] = { "date" },
        [PX_JSON_TEXT] = { "text" },
        [PX_JSON_TOKENS] = { "token_count" },
        [PX_JSON_LANGUAGE] = { "language" } } },
    { "Dolma",
      { "id", "text", "source" },
      { [PX_JSON_URL] = { "metadata.url", "url", "id" },
        [PX_JSON_DATE] = { "created", "metadata.date_download" },
        [PX_JSON_TEXT] = { "text" },
        [PX_JSON_LANGUAGE] = { "metadata.language" } } },
    { "C4",
      { "text", "url", "timestamp" },
      { [PX_JSON_URL] = { "url" },
        [PX_JSON_DATE] = { "timestamp" },
        [PX_JSON_TEXT] = { "text" } } },
    { "",
      { NULL },
      { [PX_JSON_URL] = { "url", "uri", "metadata.url" },
        [PX_JSON_TEXT] = { "text", "content", "raw_content" },
        [PX_JSON_LANGUAGE] = { "language", "lang", "metadata.language" } } },
};

static const char *const role_names[PX_JSON_ROLE_COUNT] = {
    [PX_JSON_URL] = "url",     [PX_JSON_DATE] = "date",     [PX_JSON_TEXT] = "text",
    [PX_JSON_MEDIA] = "media", [PX_JSON_TOKENS] = "tokens", [PX_JSON_LANGUAGE] = "language",
};

static void add_path(px_json_fields *fields, px_json_role role, px_str path)
{
    if (fields->count < PX_JSON_PATHS_MAX &&
        px_json_path_parse(path, &fields->paths[fields->count]))
        fields->roles[fields->count++] = role;
}

static bool line_has(const void *arg, px_str text)
{
    const px_str *line = arg;
    const char *p = line->ptr;
    px_json_path path;
    px_json_value found;

    return px_json_path_parse(text, &path) &&
           px_json_scan(&p, line->ptr + line->len, &path, 1, &found) == PX_JSON_WHOLE &&
           found.kind != PX_JSON_ABSENT;
}

static bool has_marks(const struct json_schema *schema, px_json_has_fn *has, const void *arg)
{
    for (size_t i = 0; i < CHOICES && schema->marks[i]; i++)
        if (!has(arg, px_str_of(schema->marks[i])))
            return false;
    return true;
}

void px_json_fields_choose(px_str first_line, px_json_fields *ret_fields)
{
    px_json_fields_choose_by(line_has, &first_line, ret_fields);
}

void px_json_fields_choose_by(px_json_has_fn *has, const void *arg, px_json_fields *ret_fields)
{
    const struct json_schema *schema = schemas;

    while (!has_marks(schema, has, arg)) /* the last has none */
        schema++;
    *ret_fields = (px_json_fields){ .schema = schema->name };
    for (int role = 0; role < PX_JSON_ROLE_COUNT; role++)
        for (size_t i = 0; i < CHOICES && schema->paths[role][i]; i++) {
            if (px_str_is(px_str_of(schema->paths[role][i]), "id"))
                ret_fields->ids |= 1U << ret_fields->count;
            add_path(ret_fields, (px_json_role)role, px_str_of(schema->paths[role][i]));
        }
}

int px_json_fields_set(px_json_fields *fields, px_str assignment, px_error *err)
{
    size_t equals = px_str_find_char(assignment, '='), kept = 0;
    px_str name = px_str_sub(assignment, 0, equals);
    px_str path = px_str_sub(assignment, equals + 1, assignment.len);
    px_json_path parsed;
    unsigned ids = 0;
    int role = 0;
    char excerpt[PX_EXCERPT_SIZE];

    while (role < PX_JSON_ROLE_COUNT && !px_str_is(name, role_names[role]))
        role++;
    if (role == PX_JSON_ROLE_COUNT || !px_json_path_parse(path, &parsed))
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{field}' names no field; write NAME=PATH, with a name of url, date, "
                          "text, media, tokens, language and a path like metadata.url"),
                       "field", px_str_excerpt(assignment, excerpt), NULL);
    for (size_t i = 0; i < fields->count; i++) {
        if (fields->roles[i] == (px_json_role)role)
            continue;
        ids |= (fields->ids >> i & 1) << kept;
        fields->paths[kept] = fields->paths[i];
        fields->roles[kept++] = fields->roles[i];
    }
    fields->count = kept;
    fields->ids = ids; /* a path that was asked for holds what it is asked for */
    add_path(fields, (px_json_role)role, path);
    return 0;
}

int px_json_fields_make(px_str first_line, const char *const *assigned, px_json_fields *ret_fields,
                        px_error *err)
{
    int rc = 0;

    px_json_fields_choose(first_line, ret_fields);
    for (const char *const *field = assigned; field && *field && rc >= 0; field++)
        rc = px_json_fields_set(ret_fields, px_str_of(*field), err);
    return rc;
}

const px_json_value *px_json_field(const px_json_fields *fields, const px_json_value *found,
                                   px_json_role role)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (fields->roles[i] != role || found[i].kind <= PX_JSON_NULL)
            continue;
        /* "book.1-2" is no host, for all its dots. */
        if (fields->ids >> i & 1 &&
            (found[i].kind != PX_JSON_STRING || !px_str_starts(found[i].text.raw, PX_STR("http"))))
            continue;
        return &found[i];
    }
    return NULL;
}
