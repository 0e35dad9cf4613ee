/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading files in the jail: what the parser is told, and what it sends back. That is
 *
 *     KIND LF  length of the JSON LF  JSON  list of domains
 *
 * with the JSON of 'praxis claims export' and the member "missed". The child may have been taken
 * over by what it read, so all of it is read as a file of claims from anywhere is.
 */
#include "base/json_read.h"
#include "base/number.h"
#include "duty/claim_import_priv.h"
#include "duty/claim_json.h"

#include "base/banned.h"

enum { PART_END = 0x1F, OPTIONS_MAX = 4096, MISSED_LEN = 10000 };
#define PLAIN_MAX ((size_t)384 << 20)

/* ---- What the parser sends */

int px_import_plain(const px_import_found *found, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_CLAIMS_FILE_MAX);
    px_json json;
    int rc;

    px_json_start(&json, &text, PX_JSON_COMPACT);
    px_json_object(&json);
    rc = px_claims_file_json(&json, PX_STR(""), found->claims, found->n_claims, err);
    px_json_key(&json, "missed");
    px_json_array(&json);
    for (size_t i = 0; i < found->n_missed; i++)
        px_json_str(&json, found->missed[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    if (rc >= 0)
        rc = px_json_finish(&json, err);
    if (rc < 0)
        return rc;
    px_builder_format(out, "%s\n%zu\n", px_import_kind_name(found->kind), text.len);
    px_builder_str(out, px_builder_view(&text));
    px_builder_str(out, found->list);
    return px_builder_check(out, err);
}

static int fail_plain(px_error *err)
{
    return px_fail(err, PX_ERR_PARSER, N_("the parser of files sent something else than claims"),
                   NULL);
}

static int read_missed(px_str text, px_arena *arena, px_import_found *found, px_error *err)
{
    PX_AUTO_JSON json_t *root = NULL;
    json_t *list;
    int rc = px_json_parse(text, "", PX_CLAIMS_FILE_MAX, &root, err);

    if (rc >= 0)
        rc = px_json_get_array(root, "missed", &list, err);
    for (size_t i = 0; rc >= 0 && i < json_array_size(list); i++) {
        const json_t *what = json_array_get(list, i);

        if (!json_is_string(what) || json_string_length(what) > MISSED_LEN)
            return fail_plain(err);
        import_miss(arena, found, px_json_text(what));
    }
    return rc;
}

int px_import_plain_read(px_str plain, px_arena *arena, px_import_found *ret_found, px_error *err)
{
    px_import_found found = { .n_claims = 0 };
    px_error why = PX_ERROR_INIT;
    px_str rest = plain, kind, length, text;
    long long len;

    if (!px_str_split(&rest, '\n', &kind) || !rest.ptr || !px_str_split(&rest, '\n', &length) ||
        !rest.ptr || !px_import_kind_find(kind, &found.kind) ||
        px_parse_int(length, 0, (long long)rest.len, &len, NULL) < 0)
        return fail_plain(err);
    text = px_str_sub(rest, 0, (size_t)len);
    found.list = px_arena_str(arena, px_str_sub(rest, (size_t)len, rest.len));
    if (px_claims_file_read(text, "", arena, &found.claims, &found.n_claims, &why) < 0 ||
        read_missed(text, arena, &found, &why) < 0)
        return fail_plain(err);
    *ret_found = found;
    return 0;
}

/* ---- What it is told: kind, whether the provider is small, names of file and model */

static int parse(px_str input, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_import_source source = { .bytes = input.len ? input : PX_STR(""),
                                .kind = PX_IMPORT_KIND_COUNT };
    px_str kind = PX_STR(""), small = PX_STR(""), name = PX_STR(""), model = PX_STR("");
    px_import_found found;
    int rc;

    (void)px_str_split(&options, PART_END, &kind);
    (void)px_str_split(&options, PART_END, &small);
    (void)px_str_split(&options, PART_END, &name);
    (void)px_str_split(&options, PART_END, &model);
    (void)px_import_kind_find(kind, &source.kind);
    source.small = px_str_is(small, "small");
    source.name = px_arena_cstr(arena, name);
    source.model = model;
    rc = px_import_read(&source, arena, &found, err);
    return rc < 0 ? rc : px_import_plain(&found, out, err);
}

const px_jail_parser px_import_parser = {
    .name = "claims",
    .parse = parse,
    .max_input = PX_IMPORT_MAX,
    .max_output = PLAIN_MAX,
    .max_memory = (unsigned long long)2 << 30,
    .cpu_seconds = 60,
    .wall_seconds = 120,
};

int px_import_read_jailed(px_jail *jail, const px_import_source *source, px_arena *arena,
                          px_import_found *ret_found, px_error *err)
{
    PX_AUTO_BUILDER px_builder options = PX_BUILDER_INIT(OPTIONS_MAX);
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PLAIN_MAX);
    int rc;

    px_builder_format(&options, "%s%c%s%c%s%c%.*s", px_import_kind_name(source->kind), PART_END,
                      source->small ? "small" : "", PART_END, source->name, PART_END,
                      PX_STR_ARG(source->model));
    rc = px_builder_check(&options, err);
    if (rc >= 0)
        rc = px_jail_run(jail, px_import_parser.name, source->bytes, px_builder_view(&options),
                         &plain, err);
    return rc < 0 ? rc : px_import_plain_read(px_builder_view(&plain), arena, ret_found, err);
}
