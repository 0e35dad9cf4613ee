/* SPDX-License-Identifier: EUPL-1.2 */
/* Versions of a code "test" in a house: Markdown in, texts out. */
#ifndef PX_VERSION_FIXTURE_H
#define PX_VERSION_FIXTURE_H

#include "code/import.h"
#include "code/markdown/import_markdown.h"
#include "code/outline.h"
#include "unit/house_fixture.h"

/* Imports and gives the result; what it returns is that of the deed. */
static inline int import_as(fixture *f, const char *label, const char *language, const char *text,
                            px_import_result *ret_result)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_import import = {
        .code = PX_STR("test"),
        .label = px_str_of(label),
        .language = px_str_of(language),
        .author = "operator",
        .arena = f->arena,
        .source = { .name = PX_STR("test.md") },
    };
    int rc;

    assert_ok(px_import_markdown(px_str_of(text), PX_STR(""), &outline, &f->err), &f->err);
    import.outline = px_builder_view(&outline);
    rc = px_import_into_house(f->house, &import, px_str_of(text), false, &f->err);
    if (ret_result)
        *ret_result = import.result;
    return rc;
}

static inline px_import_result import(fixture *f, const char *label, const char *text)
{
    px_import_result result;

    assert_ok(import_as(f, label, "en", text, &result), &f->err);
    return result;
}

static inline void publish(fixture *f, const char *label)
{
    px_publish publish = {
        .code = PX_STR("test"),
        .label = px_str_of(label),
        .accept_doubts = true,
        .author = "operator",
    };

    assert_ok(px_house_write(f->house, px_version_publish, &publish, &f->err), &f->err);
}

static inline px_code code_of(fixture *f)
{
    px_code code;

    assert_ok(px_code_find(f->reader, f->arena, PX_STR("test"), PX_STR("en"), &code, &f->err),
              &f->err);
    return code;
}

static inline px_version version_of(fixture *f, const char *label)
{
    px_code code = code_of(f);
    px_version version;

    assert_ok(px_version_find(f->reader, f->arena, &code, px_str_of(label), PX_STR("en"), &version,
                              &f->err),
              &f->err);
    return version;
}

static inline px_text text_of(fixture *f, const char *label, const char *language)
{
    px_version version = version_of(f, label);
    px_text text;

    assert_ok(px_version_text(f->reader, f->arena, &version, px_str_of(language), &text, &f->err),
              &f->err);
    return text;
}

/* The lasting id of the first node whose heading or text begins so. */
static inline px_str id_of(fixture *f, const char *label, const char *words)
{
    px_text text = text_of(f, label, "en");

    for (size_t i = 0; i < text.count; i++)
        if (px_str_starts(text.nodes[i].heading, px_str_of(words)) ||
            px_str_starts(text.nodes[i].text, px_str_of(words)))
            return text.nodes[i].lasting_id;
    print_error("no '%s' in %s\n", words, label);
    fail();
    return PX_STR_NONE;
}

/* A number that a query gives. */
static inline int64_t number_of(fixture *f, const char *sql)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(px_query_start(f->reader, sql, &query, &f->err), &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    return px_query_next_int(&query);
}

#endif
