/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "code/code_search.h"
#include "store/house.h"

#include "base/banned.h"

enum { DEFAULT_HITS = 20, MAX_HITS = 200, MAX_FROM = 2000 };

/* All operands, with a space between them. */
static px_str words_of(const px_invocation *run)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < run->n_operands; i++) {
        px_builder_add(&words, i ? " " : "");
        px_builder_add(&words, run->operands[i]);
    }
    return px_arena_str(run->arena, px_builder_view(&words));
}

static int check_kind(px_str kind, px_error *err)
{
    px_provision_kind known;

    if (!kind.len || px_provision_kind_find(kind, &known))
        return 0;
    return px_fail(err, PX_ERR_USAGE, N_("there is no kind of provision '{kind}'"), "kind",
                   kind.ptr, NULL);
}

static int read_query(const px_invocation *run, px_code_query *ret_query, px_error *err)
{
    const char *language = px_invocation_option(run, "lang");
    long long max, from;
    int rc = px_invocation_int(run, "max", 1, MAX_HITS, DEFAULT_HITS, &max, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "from", 1, MAX_FROM, 1, &from, err);
    if (rc < 0)
        return rc;
    *ret_query = (px_code_query){
        .words = words_of(run),
        .language = px_str_of(language ? language : px_language_tag(run->language)),
        .reader = px_str_of(px_language_tag(run->language)),
        .code = px_str_of(px_invocation_option(run, "code")),
        .version = px_str_of(px_invocation_option(run, "version")),
        .kind = px_str_of(px_invocation_option(run, "kind")),
        .all = px_invocation_option(run, "all") != NULL,
        .offset = (size_t)from - 1,
        .max = (size_t)max,
    };
    return check_kind(ret_query->kind, err);
}

/* A code or version that is not there is an error, not an empty answer. */
static int check_filters(px_db *db, const px_invocation *run, const px_code_query *query,
                         px_error *err)
{
    px_version version;
    px_code code;
    int rc = 0;

    if (query->code.len)
        rc = px_code_find(db, run->arena, query->code, query->reader, &code, err);
    if (rc >= 0 && query->code.len && query->version.len)
        rc = px_version_find(db, run->arena, &code, query->version, query->reader, &version, err);
    return rc;
}

/* ---- As sentences */

/* "Chapter 3 Safety > Commitment 7 Reports" */
static const char *path_of(const px_invocation *run, const px_code_hit *hit)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < hit->n_above; i++) {
        const px_code_step *step = &hit->above[i];

        px_builder_add(&path, i ? " > " : "");
        px_builder_str(&path, step->number);
        px_builder_add(&path, step->number.len && step->heading.len ? " " : "");
        px_builder_str(&path, step->heading);
    }
    return px_arena_cstr(run->arena, px_builder_view(&path));
}

static void say_hit(const px_invocation *run, const px_code_hit *hit)
{
    PX_AUTO_BUILDER px_builder kind = PX_BUILDER_INIT(64 * 1024), text = PX_BUILDER_INIT(1 << 20);
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(1 << 20);
    const char *path = path_of(run, hit);

    px_provision_kind_words(&kind, run->language, hit->kind, hit->extra);
    px_search_snippet_plain(&text, hit->title);
    px_say(run,
           text.len ? N_("{code} {version} {id} ({kind}): {title}")
                    : N_("{code} {version} {id} ({kind})"),
           "code", hit->code.ptr, "version", hit->version.ptr, "id", hit->lasting_id.ptr, "kind",
           px_builder_cstr(&kind), "title", px_builder_cstr(&text), NULL);
    if (*path)
        px_say(run, N_("    in {path}"), "path", path, NULL);
    px_builder_clear(&text);
    px_search_snippet_plain(&text, hit->snippet);
    if (text.len && !run->quiet) {
        px_wrap(&lines, px_builder_view(&text), 4, PX_TEXT_WIDTH);
        px_print(px_builder_view(&lines));
    }
}

static void say_others(const px_invocation *run, const px_code_found *found)
{
    for (size_t i = 0; i < found->n_others; i++)
        px_say(run,
               N_("found in the texts in the language '{language}': {count}; search them with "
                  "--lang {language}"),
               "language", found->others[i].value.ptr, "count",
               px_arena_format(run->arena, "%lld", (long long)found->others[i].hits), NULL);
}

static void say_found(const px_invocation *run, const px_code_query *query,
                      const px_code_found *found)
{
    const char *total = px_arena_format(run->arena, "%lld", (long long)found->total);
    const char *first = px_arena_format(run->arena, "%zu", query->offset + 1);
    const char *last = px_arena_format(run->arena, "%zu", query->offset + found->count);

    for (size_t i = 0; i < found->count; i++)
        say_hit(run, &found->hits[i]);
    if (!found->total)
        px_say(run, N_("no published provision has all of these words: {words}"), "words",
               query->words.ptr, NULL);
    else if (found->count)
        px_say(run,
               found->more ? N_("provisions {first} to {last} of more than {total}")
                           : N_("provisions {first} to {last} of {total}"),
               "first", first, "last", last, "total", total, NULL);
    else
        px_say(run, N_("there are no more provisions; found were {total}"), "total", total, NULL);
    if (found->suggestion.len)
        px_say(run, N_("did you mean: {words}"), "words", found->suggestion.ptr, NULL);
    say_others(run, found);
}

/* ---- Both */

static int search_json(const px_code_query *query, const px_code_found *found, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_int(&json, "from", (long long)query->offset + 1);
    px_code_search_json(&json, query, found);
    return px_print_json_end(&json, err);
}

static int code_search_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_code_found found;
    px_code_query query;
    int rc = read_query(run, &query, err);

    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);
    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = check_filters(db, run, &query, err);
    if (rc >= 0)
        rc = px_code_search(db, run->arena, &query, &found, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return search_json(&query, &found, err);
    say_found(run, &query, &found);
    return 0;
}

static const px_option code_search_options[] = {
    { "code", N_("ID"), N_("only in this code") },
    { "version", N_("LABEL"), N_("only in this version") },
    { "kind", N_("NAME"), N_("only provisions of this kind: measure, article, point ...") },
    { "all", NULL, N_("each provision in every version that has it, not only in the newest") },
    { "lang", N_("TAG"), N_("language of the texts (default: that of the messages)") },
    { "max", N_("N"), N_("show at most N, up to 200 (default: 20)") },
    { "from", N_("N"), N_("begin with the N-th (default: 1)") },
    { 0 },
};

static const px_example code_search_examples[] = {
    { "code search serious incident", N_("finds what has both words, in any form") },
    { "code search --kind measure '\"systemic risk\"'", N_("finds measures with this phrase") },
    { "code search --code gpai measure 7.6", N_("finds the measure with this number first") },
    { NULL, NULL },
};

const px_command px_cmd_code_search = {
    .name = "code search",
    .operands = N_("WORD ..."),
    .summary = N_("search the published provisions"),
    .description =
        N_("Finds published provisions that have all of the words, in any form: 'publishing' finds "
           "'published' too, and the last word may be begun only. Words between quotes are found "
           "as they stand; a word behind a hyphen must not be there (write -- in front of all "
           "words then). A number ('measure 7.6', '7.6') or a lasting id leads to the provision "
           "that has it.\n\n"
           "Each provision is found once, in the newest version that has it, unless --version or "
           "--all is given. Where a word seems to be mistyped, another is proposed."),
    .options = code_search_options,
    .examples = code_search_examples,
    .min_operands = 1,
    .max_operands = PX_MAX_OPERANDS,
    .run = code_search_run,
};
