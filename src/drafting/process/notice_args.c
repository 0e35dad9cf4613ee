/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/notice_args.h"

#include <assert.h>

#include "drafting/process/moment.h"

#include "base/banned.h"

void px_notice_arg(px_notice_args *args, const char *name, px_str value)
{
    assert(args->count < PX_COUNT(args->list));
    args->list[args->count++] = (px_arg){ name, value.ptr ? value : PX_STR("") };
}

/* "closes_fr" of "closes"; of no language "closes". */
static const char *name_in(px_arena *arena, const char *name, const px_language *language)
{
    return language ? px_arena_format(arena, "%s_%s", name, px_language_tag(language)) : name;
}

static px_str tag_of(const px_language *language)
{
    return language ? px_str_of(px_language_tag(language)) : PX_STR("");
}

/* First without a language, then each: 0 is none, i is px_language_at(i - 1). */
static bool next_language(size_t i, const px_language **ret_language)
{
    *ret_language = i ? px_language_at(i - 1) : NULL;
    return !i || *ret_language;
}

void px_notice_arg_moment(px_arena *arena, px_notice_args *args, const char *name,
                          const px_moment *moment)
{
    const px_language *language;

    px_notice_arg(args, name, px_moment_short(arena, moment));
    for (size_t i = 1; px_moment_is_set(moment) && next_language(i, &language); i++) {
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(512);
        px_civil civil = px_moment_civil(moment);

        if (moment->day_only)
            px_format_date(&words, language, &civil);
        else
            px_format_datetime(&words, language, &civil, NULL);
        px_notice_arg(args, name_in(arena, name, language),
                      px_arena_str(arena, px_builder_view(&words)));
    }
}

int px_notice_arg_code(px_db *db, px_arena *arena, px_notice_args *args, px_str id, px_error *err)
{
    const px_language *language;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && next_language(i, &language); i++) {
        px_code code = { 0 };

        rc = px_code_find(db, arena, id, tag_of(language), &code, err);
        if (rc >= 0)
            px_notice_arg(args, name_in(arena, "code", language), code.title);
    }
    return rc;
}

int px_notice_arg_process(px_db *db, px_arena *arena, px_notice_args *args, int64_t row,
                          px_error *err)
{
    const px_language *language;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && next_language(i, &language); i++) {
        px_process process = { 0 };

        rc = px_process_get(db, arena, row, tag_of(language), &process, err);
        if (rc >= 0)
            px_notice_arg(args, name_in(arena, "process", language), process.title);
    }
    return rc;
}

/* The titles that are there, the first of them for whoever reads another language. */
static int step_titles(px_db *db, px_arena *arena, px_notice_args *args, int64_t step,
                       bool *ret_any, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    bool any = false;
    int rc = px_query_start(db,
                            "SELECT language, title FROM step_text WHERE step = ? AND title <> '' "
                            "ORDER BY language <> 'en', language LIMIT 8",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, step);
    while ((rc = px_query_step(&query, err)) > 0) {
        const char *language = px_query_next_text(&query, arena).ptr;
        px_str title = px_query_next_text(&query, arena);

        if (!any)
            px_notice_arg(args, "title", title);
        px_notice_arg(args, px_arena_format(arena, "title_%s", language), title);
        any = true;
    }
    *ret_any = any;
    return rc;
}

int px_notice_arg_step(px_db *db, px_arena *arena, px_notice_args *args, int64_t step,
                       const px_dossier_word *kind, px_error *err)
{
    const px_language *language;
    bool any = false;
    int rc = step_titles(db, arena, args, step, &any, err);

    for (size_t i = 0; rc >= 0 && !any && next_language(i, &language); i++)
        px_notice_arg(args, name_in(arena, "title", language),
                      px_str_of(px_tr(language ? language : px_language_english(), kind->title)));
    return rc;
}

int px_notice_arg_group(px_db *db, px_arena *arena, px_notice_args *args, int64_t row,
                        px_error *err)
{
    const px_language *language;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && next_language(i, &language); i++) {
        px_group group = { 0 };

        rc = px_group_get(db, arena, row, tag_of(language), &group, err);
        if (rc >= 0)
            px_notice_arg(args, name_in(arena, "group", language), group.name);
    }
    return rc;
}
