/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * References of kramdown-rfc. Their forms:
 *
 *   {{name}}            a heading, table or figure of this text: becomes a link to it;
 *                       anything else is a document: becomes [name]
 *   {{!NAME}} {{?NAME}} normative, informative; {{NAME=RFC9651}} also says what it is
 *   {{Section 3 of X}}  becomes "Section 3 of [X]"
 *   {{{Name}}}          a person: becomes the name
 *
 * HTML comments inside a text are left out here too. Code spans are not touched.
 */
#include "base/map.h"
#include "code/code_span.h"
#include "code/markdown/markdown_parse.h"
#include "code/normal.h"

#include "base/banned.h"

#define REFERENCE_MAX 256
/* Longer headings are not repeated where they are referred to. */
#define WORDS_MAX 256

PX_MAP_DEFINE(alias_map, px_outline_node)

size_t px_code_span_len(px_str s, size_t at)
{
    size_t ticks = 0, i;

    if (s.ptr[at] == '\\')
        return at + 1 < s.len ? 2 : 1;
    while (at + ticks < s.len && s.ptr[at + ticks] == '`')
        ticks++;
    if (!ticks)
        return 0;
    for (i = at + ticks; i < s.len;) {
        size_t run = 0;

        while (i + run < s.len && s.ptr[i + run] == '`')
            run++;
        if (run == ticks)
            return i + run - at;
        i += run ? run : 1;
    }
    return ticks;
}

/* Text with what Markdown would take for a link's brackets escaped. */
static void add_escaped(px_builder *out, px_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("[]\\", text.ptr[i]))
            px_builder_char(out, '\\');
        px_builder_char(out, text.ptr[i]);
    }
}

static void add_document(px_builder *out, px_str name)
{
    if (name.len && strchr("!?<>", name.ptr[0]))
        name = px_str_sub(name, 1, name.len);
    name = px_str_sub(name, 0, px_str_find_char(name, '='));
    px_builder_add(out, "\\[");
    add_escaped(out, name);
    px_builder_add(out, "\\]");
}

/* The words of a link to a node: its heading, unless that holds brackets; else the alias. */
static px_str words_for(const px_outline_node *node)
{
    bool brackets = px_str_find_char(node->heading, '[') < node->heading.len ||
                    px_str_find_char(node->heading, ']') < node->heading.len ||
                    px_str_find_char(node->heading, '{') < node->heading.len;

    return node->heading.len && node->heading.len <= WORDS_MAX && !brackets ? node->heading
                                                                            : node->alias;
}

static void add_reference(px_builder *out, px_str inner, const alias_map *aliases)
{
    const px_outline_node *target = alias_map_get(aliases, inner);
    size_t of = inner.len;

    if (target) {
        px_builder_char(out, '[');
        px_builder_str(out, words_for(target));
        px_builder_add(out, "](#");
        px_builder_str(out, inner);
        px_builder_char(out, ')');
        return;
    }
    while (of && !(inner.ptr[of - 1] == ' ' && of >= 4 &&
                   px_str_is(px_str_sub(inner, of - 4, of), " of ")))
        of--;
    add_escaped(out, px_str_sub(inner, 0, of));
    add_document(out, px_str_sub(inner, of, inner.len));
}

/* The inside of what stands between open and close at `at`; false when it does not close, is too
 * long or holds braces. */
static bool enclosed(px_str s, size_t at, px_str open, px_str close, px_str *ret_inner)
{
    px_str rest = px_str_sub(s, at, s.len), window;
    size_t end;

    if (!px_str_starts(rest, open))
        return false;
    window = px_str_sub(rest, open.len, open.len + REFERENCE_MAX);
    end = px_str_find(window, close);
    if (!end || end == window.len || px_str_find_char(px_str_sub(window, 0, end), '{') < end)
        return false;
    *ret_inner = px_str_sub(window, 0, end);
    return true;
}

/* Handles what starts at `at`; returns the bytes used up, 0 when nothing starts there. */
static size_t resolve(px_builder *out, px_str s, size_t at, const alias_map *aliases)
{
    px_str inner;

    if (enclosed(s, at, PX_STR("{{{"), PX_STR("}}}"), &inner)) {
        px_builder_str(out, inner);
        return inner.len + 6;
    }
    if (enclosed(s, at, PX_STR("{{"), PX_STR("}}"), &inner)) {
        add_reference(out, inner, aliases);
        return inner.len + 4;
    }
    return 0;
}

/* Length of the HTML comment at `at`, or 0. */
static size_t comment_len(px_str s, size_t at, bool *unclosed)
{
    px_str rest = px_str_sub(s, at, s.len);
    size_t end;

    if (*unclosed || !px_str_starts(rest, PX_STR("<!--")))
        return 0;
    end = px_str_find(rest, PX_STR("-->"));
    *unclosed = end == rest.len;
    return *unclosed ? 0 : end + 3;
}

static px_str resolved(px_outline *o, const px_outline_node *node, px_str s,
                       const alias_map *aliases)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error ignored = PX_ERROR_INIT;
    bool unclosed = false;
    size_t at = 0;

    if (px_str_find(s, PX_STR("{{")) == s.len && px_str_find(s, PX_STR("<!--")) == s.len)
        return s;
    while (at < s.len) {
        size_t used = px_code_span_len(s, at);

        if (used) {
            px_builder_str(&out, px_str_sub(s, at, at + used));
        } else if ((used = comment_len(s, at, &unclosed)) != 0) {
            px_outline_warn(o, PX_WARN_COMMENT, node->line, px_str_sub(s, at, at + used));
        } else if ((used = resolve(&out, s, at, aliases)) == 0) {
            px_builder_char(&out, s.ptr[at]);
            used = 1;
        }
        at += used;
    }
    /* A combining mark may have come behind another letter. */
    if (px_text_nfc(&composed, px_builder_view(&out), &ignored) < 0)
        return s;
    return px_arena_str(o->arena, px_str_trim(px_builder_view(&composed)));
}

/* The first node with an alias has it; others are reported. */
static void collect(px_outline *o, alias_map *aliases)
{
    for (size_t i = 0; i < o->count; i++) {
        px_outline_node *node = &o->nodes[i];

        if (!node->alias.len)
            continue;
        if (alias_map_get(aliases, node->alias)) {
            px_outline_warn(o, PX_WARN_ALIAS, node->line, node->alias);
            node->alias = PX_STR_NONE;
        } else {
            (void)alias_map_put(aliases, node->alias, node);
        }
    }
}

void px_md_references(px_outline *o)
{
    alias_map aliases = { 0 };

    collect(o, &aliases);
    for (size_t i = 0; i < o->count; i++) {
        px_outline_node *node = &o->nodes[i];

        node->heading = resolved(o, node, node->heading, &aliases);
        if (node->kind != PX_PROVISION_CODE_BLOCK)
            node->text = resolved(o, node, node->text, &aliases);
    }
    alias_map_free(&aliases);
}
