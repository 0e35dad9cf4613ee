/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/markdown/import_markdown.h"

#include "code/markdown/markdown_parse.h"
#include "code/normal.h"

#include "base/banned.h"

#define TITLE_MAX 4096

static px_md_line *split_lines(px_arena *arena, px_str text, size_t *ret_count)
{
    px_str rest = text, line;
    size_t count = 0, n = 0;
    px_md_line *lines;

    while (px_str_line(&rest, &line))
        count++;
    lines = px_arena_array(arena, count + 1, sizeof(*lines));
    rest = text;
    while (px_str_line(&rest, &line)) {
        lines[n] = (px_md_line){ line, n + 1 };
        n++;
    }
    *ret_count = n;
    return lines;
}

/* The line after the front matter, or 0 when there is none: from "---" in the first line to
 * "---", "..." or the first part of kramdown-rfc. */
static size_t front_matter_end(const px_md_line *lines, size_t count)
{
    if (!count || !px_str_is(px_str_trim(lines[0].text), "---"))
        return 0;
    for (size_t i = 1; i < count; i++) {
        px_str s = px_str_trim(lines[i].text);

        if (px_str_is(s, "---") || px_str_is(s, "..."))
            return i + 1;
        if (px_str_starts(lines[i].text, PX_STR("--- ")))
            return i;
    }
    return 0;
}

/* A YAML scalar: plain, 'single' or "double" quoted; the escapes \" and \\ are known. */
static px_str scalar(px_arena *arena, px_str value)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(TITLE_MAX);
    char quote;

    value = px_str_trim(value);
    if (value.len < 2 || (value.ptr[0] != '"' && value.ptr[0] != '\'') ||
        value.ptr[value.len - 1] != value.ptr[0])
        return value;
    quote = value.ptr[0];
    value = px_str_sub(value, 1, value.len - 1);
    for (size_t i = 0; i < value.len; i++) {
        bool escaped =
            i + 1 < value.len && (quote == '"' ? value.ptr[i] == '\\' : value.ptr[i] == '\'');

        if (escaped && (value.ptr[i + 1] == quote || value.ptr[i + 1] == '\\'))
            i++;
        px_builder_char(&text, value.ptr[i]);
    }
    return px_arena_str(arena, px_builder_view(&text));
}

/* The value of a key at the left margin, with its continuation lines; empty when it is not
 * there. Everything else of YAML is passed over. */
static px_str front_matter_value(px_arena *arena, const px_md_line *lines, size_t end, px_str key)
{
    for (size_t i = 1; i < end; i++) {
        PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(TITLE_MAX);
        px_str value;

        if (!px_str_starts(lines[i].text, key))
            continue;
        value = px_str_trim(px_str_sub(lines[i].text, key.len, lines[i].text.len));
        if (value.len && strchr(">|", value.ptr[0]))
            value = PX_STR_NONE;
        px_builder_str(&text, value);
        for (size_t j = i + 1; j < end && px_md_indent(lines[j].text) > 0; j++) {
            px_builder_char(&text, ' ');
            px_builder_str(&text, px_str_trim(lines[j].text));
        }
        return scalar(arena, px_arena_str(arena, px_builder_view(&text)));
    }
    return PX_STR_NONE;
}

static px_str front_matter_title(px_arena *arena, const px_md_line *lines, size_t end)
{
    static const px_str keys[] = { PX_STR_INIT("title:"), PX_STR_INIT("abbrev:"),
                                   PX_STR_INIT("docname:") };

    for (size_t i = 0; i < PX_COUNT(keys); i++) {
        px_str value = front_matter_value(arena, lines, end, keys[i]);

        if (value.len)
            return value;
    }
    return PX_STR_NONE;
}

void px_md_parse(px_outline *outline, px_str text)
{
    size_t count, from;
    px_md_line *lines = split_lines(outline->arena, text, &count);
    px_md md = { .outline = outline };
    px_md_run run = { .md = &md, .parent = PX_OUTLINE_TOP, .top = true, .last = PX_OUTLINE_TOP };

    for (size_t i = 0; i < PX_COUNT(md.sections); i++)
        md.sections[i] = PX_OUTLINE_TOP;
    from = front_matter_end(lines, count);
    outline->title = front_matter_title(outline->arena, lines, from);
    run.lines = lines;
    run.count = count;
    run.at = from;
    px_md_blocks(&run);
    px_md_references(outline);
    px_md_exact_set(&md);
    px_outline_title_from_heading(outline);
}

int px_import_markdown(px_str input, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(2 * PX_TEXT_MAX);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = { .arena = arena };
    int rc = px_text_normal(&text, input, err);

    (void)options;
    if (rc < 0)
        return rc;
    px_md_parse(&outline, px_builder_view(&text));
    rc = px_outline_check(&outline, err);
    if (rc >= 0)
        rc = px_md_check_links(&outline, err);
    if (rc < 0)
        return rc;
    return px_outline_write(&outline, out, err);
}
