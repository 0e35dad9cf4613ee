/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/import_report.h"

#include <stdarg.h>

#include "cli/output.h"

#include "base/banned.h"

/* Of what would go, so many are named; --json names all. */
#define REMOVED_SHOWN 20

typedef struct printing {
    const px_invocation *run;
    const px_import *import;
    px_builder out;
} printing;

/* ---- Text */

static const char *number(const printing *p, size_t value)
{
    PX_AUTO_BUILDER px_builder digits = PX_BUILDER_INIT(64);

    px_format_int(&digits, p->run->language, (long long)value);
    return px_arena_cstr(p->run->arena, px_builder_view(&digits));
}

/* In percent, with one decimal as the language writes it. */
static const char *share_of(const printing *p, size_t part, size_t whole)
{
    PX_AUTO_BUILDER px_builder share = PX_BUILDER_INIT(64);
    size_t tenths = 1000 * part / whole;
    px_arg args[] = { { "whole", px_str_of(number(p, tenths / 10)) },
                      { "tenths", px_str_of(number(p, tenths % 10)) } };

    px_message(&share, p->run->language, N_("{whole}.{tenths}"), args, PX_COUNT(args));
    return px_arena_cstr(p->run->arena, px_builder_view(&share));
}

/* One line, indented: a message with pairs of name and C string, ended by NULL. */
static void say(printing *p, int indent, const char *message, ...) PX_SENTINEL;
static void say(printing *p, int indent, const char *message, ...)
{
    px_arg args[8];
    size_t n;
    va_list list;

    va_start(list, message);
    n = px_args_read(args, PX_COUNT(args), list);
    va_end(list);
    px_builder_format(&p->out, "%*s", indent, "");
    px_message(&p->out, p->run->language, message, args, n);
    px_builder_char(&p->out, '\n');
}

static void say_head(printing *p, const px_importer *importer, bool preview)
{
    const px_import *import = p->import;
    px_arena *arena = p->run->arena;

    say(p, 0,
        preview ? N_("preview of {code} {version} ({language}), nothing was changed: {count} "
                     "provisions, {new} new, {kept} with the ids they had")
                : N_("imported {code} {version} ({language}): {count} provisions, {new} new, "
                     "{kept} with the ids they had"),
        "code", px_arena_cstr(arena, import->code), "version", px_arena_cstr(arena, import->label),
        "language", px_arena_cstr(arena, import->language), "count",
        number(p, import->result.provisions), "new", number(p, import->result.fresh), "kept",
        number(p, import->result.kept), NULL);
    say(p, 2, N_("format: {format}"), "format", px_tr(p->run->language, importer->title), NULL);
    if (import->result.base.len)
        say(p, 2, N_("continues version {version}"), "version",
            px_arena_cstr(arena, import->result.base), NULL);
}

static void say_kinds(printing *p)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(64 * 1024);

    for (int kind = 0; kind < PX_PROVISION_KIND_COUNT; kind++) {
        if (!p->import->result.kinds[kind])
            continue;
        px_builder_format(&list, "%s%s %s", list.len ? ", " : "",
                          px_tr(p->run->language, px_provision_kind_title(kind)),
                          number(p, p->import->result.kinds[kind]));
    }
    say(p, 2, N_("kinds: {list}"), "list", px_builder_cstr(&list), NULL);
}

static void say_elements(printing *p)
{
    const px_import_result *result = &p->import->result;

    if (result->elements)
        say(p, 2, N_("{mapped} of {count} elements of the file found their place ({share} %)"),
            "mapped", number(p, result->mapped), "count", number(p, result->elements), "share",
            share_of(p, result->mapped, result->elements), NULL);
}

static void say_removed(printing *p, bool preview)
{
    const px_import_result *result = &p->import->result;
    px_arena *arena = p->run->arena;

    if (!result->n_removed)
        return;
    say(p, 2,
        preview ? N_("the working version would lose {count} provisions:")
                : N_("the working version has lost {count} provisions:"),
        "count", number(p, result->n_removed), NULL);
    for (size_t i = 0; i < PX_MIN(result->n_removed, REMOVED_SHOWN); i++) {
        const px_import_provision *r = &result->removed[i];

        say(p, 4, "{id} {eid} {words}", "id", px_arena_cstr(arena, r->id), "eid",
            px_arena_cstr(arena, r->eid), "words", px_arena_cstr(arena, r->words), NULL);
    }
    if (result->n_removed > REMOVED_SHOWN)
        say(p, 4, N_("and {count} more"), "count", number(p, result->n_removed - REMOVED_SHOWN),
            NULL);
}

static void say_doubts(printing *p)
{
    const px_import_result *result = &p->import->result;
    px_arena *arena = p->run->arena;

    if (!result->n_doubts)
        return;
    say(p, 2, N_("{count} provisions were matched without certainty:"), "count",
        number(p, result->n_doubts), NULL);
    for (size_t i = 0; i < result->n_doubts; i++) {
        const px_import_provision *d = &result->doubts[i];

        say(p, 4, N_("line {line}: '{words}' is taken for {id} ({eid})"), "line",
            px_arena_format(arena, "%zu", d->line), "words", px_arena_cstr(arena, d->words), "id",
            px_arena_cstr(arena, d->id), "eid", px_arena_cstr(arena, d->eid), NULL);
    }
    say(p, 4,
        N_("settle each with: praxis code relink {code} {version} LASTING-ID --confirm, --new or "
           "--to OTHER-ID"),
        "code", px_arena_cstr(arena, p->import->code), "version",
        px_arena_cstr(arena, p->import->label), NULL);
}

static void say_warnings(printing *p)
{
    for (size_t i = 0; i < p->import->result.n_warnings; i++) {
        px_builder_str(&p->out, p->import->result.warnings[i].message);
        px_builder_char(&p->out, '\n');
    }
}

/* ---- JSON */

static void kinds_json(px_json *json, const px_import_result *result)
{
    px_json_key(json, "kinds");
    px_json_object(json);
    for (int kind = 0; kind < PX_PROVISION_KIND_COUNT; kind++)
        if (result->kinds[kind])
            px_json_pair_int(json, px_provision_kind_name(kind), (long long)result->kinds[kind]);
    px_json_object_end(json);
}

static void provisions_json(px_json *json, const char *key, const px_import_provision *list,
                            size_t count, bool doubts)
{
    px_json_key(json, key);
    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(json);
        px_json_pair_str(json, "id", list[i].id);
        px_json_pair_str(json, "eid", list[i].eid);
        px_json_pair_cstr(json, "kind", px_provision_kind_name(list[i].kind));
        px_json_pair_str(json, "words", list[i].words);
        if (doubts) {
            px_json_pair_int(json, "line", (long long)list[i].line);
            px_json_pair_str(json, "reason", list[i].reason);
            px_json_key(json, "similarity");
            px_json_real(json, list[i].similarity / 1000.0);
        }
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void warnings_json(px_json *json, const px_import_result *result)
{
    px_json_key(json, "warnings");
    px_json_array(json);
    for (size_t i = 0; i < result->n_warnings; i++) {
        px_json_object(json);
        px_json_pair_int(json, "line", (long long)result->warnings[i].line);
        px_json_pair_cstr(json, "kind", result->warnings[i].kind);
        px_json_pair_str(json, "message", result->warnings[i].message);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int report_json(const px_import *import, const px_importer *importer, bool preview,
                       px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_import_result *result = &import->result;
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_bool(&json, "preview", preview);
    px_json_pair_str(&json, "code", import->code);
    px_json_pair_str(&json, "version", import->label);
    px_json_pair_str(&json, "language", import->language);
    px_json_pair_cstr(&json, "format", importer->format);
    px_json_key(&json, "base");
    px_json_str(&json, result->base.len ? result->base : PX_STR_NONE);
    px_json_pair_int(&json, "provisions", (long long)result->provisions);
    kinds_json(&json, result);
    px_json_pair_int(&json, "new", (long long)result->fresh);
    px_json_pair_int(&json, "kept", (long long)result->kept);
    if (result->elements) {
        px_json_pair_int(&json, "elements", (long long)result->elements);
        px_json_pair_int(&json, "mapped", (long long)result->mapped);
    }
    provisions_json(&json, "doubtful", result->doubts, result->n_doubts, true);
    provisions_json(&json, "removed", result->removed, result->n_removed, false);
    warnings_json(&json, result);
    return px_print_json_end(&json, err);
}

int px_import_report(const px_invocation *run, const px_import *import, const px_importer *importer,
                     bool preview, px_error *err)
{
    printing p = { .run = run, .import = import, .out = PX_BUILDER_INIT(PX_BUILDER_LARGE) };

    if (run->json)
        return report_json(import, importer, preview, err);
    if (run->quiet)
        return 0;
    say_head(&p, importer, preview);
    say_kinds(&p);
    say_elements(&p);
    say_removed(&p, preview);
    say_doubts(&p);
    say_warnings(&p);
    px_print(px_builder_view(&p.out));
    px_builder_free(&p.out);
    return 0;
}

void px_import_report_refused(const px_invocation *run, const px_import *import)
{
    printing p = { .run = run, .import = import, .out = PX_BUILDER_INIT(PX_BUILDER_LARGE) };

    if (run->json || run->quiet)
        return;
    say_warnings(&p);
    px_print(px_builder_view(&p.out));
    px_builder_free(&p.out);
}
