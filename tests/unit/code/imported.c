/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/code/imported.h"

int px_test_import(px_jail_fn *importer, px_arena *arena, px_str file, const char *options,
                   px_outline *ret_outline, px_error *err)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    int rc = importer(file, px_str_of(options), &bytes, err);

    if (rc < 0)
        return rc;
    return px_outline_read(px_arena_str(arena, px_builder_view(&bytes)), arena, ret_outline, err);
}

static void add_field(px_builder *out, const char *sign, px_str field, const char *behind)
{
    if (field.len)
        px_builder_format(out, " %s%.*s%s", sign, PX_STR_ARG(field), behind);
}

px_str px_test_drawn(px_arena *arena, const px_outline *o)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);

    for (size_t i = 0; i < o->count; i++) {
        const px_outline_node *n = &o->nodes[i];

        px_builder_format(&out, "%d %s", n->depth, px_provision_kind_name(n->kind));
        add_field(&out, "#", n->id, "");
        add_field(&out, "=", n->alias, "");
        add_field(&out, "(", n->number, ")");
        add_field(&out, "H:", n->heading, "");
        add_field(&out, "T:", n->text, "");
        add_field(&out, "X:", n->extra, "");
        px_builder_char(&out, '\n');
    }
    return px_arena_str(arena, px_builder_view(&out));
}

px_str px_test_warnings(px_arena *arena, const px_outline *o)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);

    for (size_t i = 0; i < o->warning_count; i++)
        px_builder_format(&out, "%s %zu %.*s\n", px_outline_warning_kinds[o->warnings[i].kind].name,
                          o->warnings[i].line, PX_STR_ARG(o->warnings[i].text));
    return px_arena_str(arena, px_builder_view(&out));
}
