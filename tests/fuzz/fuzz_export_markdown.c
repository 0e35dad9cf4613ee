/* SPDX-License-Identifier: EUPL-1.2 */
/* The export of Markdown: whatever tree a draft gives, its export gives the same one. */
#include <stdint.h>
#include <stdlib.h>

#include "code/export.h"
#include "code/markdown/import_markdown.h"
#include "code/outline.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int import(px_arena *arena, px_str text, px_outline *ret_outline)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error err = PX_ERROR_INIT;

    if (px_import_markdown(text, PX_STR(""), &bytes, &err) < 0)
        return -1;
    return px_outline_read(px_arena_str(arena, px_builder_view(&bytes)), arena, ret_outline, &err);
}

/* As a house keeps it: with an id for each node. */
static px_text stored(px_arena *arena, const px_outline *o)
{
    px_text text = { .language = PX_STR("en"), .count = o->count };

    text.nodes = px_arena_array(arena, o->count + 1, sizeof(*text.nodes));
    for (size_t i = 0; i < o->count; i++) {
        const px_outline_node *n = &o->nodes[i];

        text.nodes[i] = (px_node){
            .depth = n->depth,
            .kind = n->kind,
            .lasting_id = px_str_of(px_arena_format(arena, "zz7v%06zu", i)),
            .number = n->number,
            .heading = n->heading,
            .text = n->text,
            .extra = n->extra,
        };
    }
    return text;
}

static bool same(const px_node *a, const px_outline_node *b)
{
    return a->kind == b->kind && a->depth == b->depth && px_str_eq(a->lasting_id, b->id) &&
           px_str_eq(a->number, b->number) && px_str_eq(a->heading, b->heading) &&
           px_str_eq(a->text, b->text) && px_str_eq(a->extra, b->extra);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_code code = { .id = PX_STR("x") };
    px_version version = { .label = PX_STR("1") };
    px_error err = PX_ERROR_INIT;
    px_outline first, again;
    px_export export = { .code = &code, .version = &version };
    px_text text;

    if (size > 4096 || import(arena, px_str_n((const char *)data, size), &first) < 0)
        return 0;
    text = stored(arena, &first);
    version.title = first.title;
    export.text = &text;
    if (px_export_markdown(arena, &export, &out, &err) < 0 ||
        import(arena, px_builder_view(&out), &again) < 0 || again.count != first.count)
        abort();
    for (size_t i = 0; i < text.count; i++)
        if (!same(&text.nodes[i], &again.nodes[i]))
            abort();
    return 0;
}
