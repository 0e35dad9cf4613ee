/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines of Markdown: indentation, joining. */
#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

size_t px_md_indent(px_str line)
{
    size_t columns = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == ' ')
            columns++;
        else if (line.ptr[i] == '\t')
            columns += 4 - columns % 4;
        else
            break;
    }
    return columns;
}

px_str px_md_outdent(px_str line, size_t columns)
{
    size_t i = 0, at = 0;

    while (i < line.len && at < columns && (line.ptr[i] == ' ' || line.ptr[i] == '\t')) {
        at += line.ptr[i] == ' ' ? 1 : 4 - at % 4;
        i++;
    }
    return px_str_sub(line, i, line.len);
}

bool px_md_blank(px_str line)
{
    return px_str_trim(line).len == 0;
}

static bool is_hard(px_str line)
{
    size_t slashes = 0;

    if (px_str_ends(line, PX_STR("  ")))
        return true;
    while (slashes < line.len && line.ptr[line.len - 1 - slashes] == '\\')
        slashes++;
    return slashes > 0;
}

/* The line without a hard break's mark: one backslash, or kramdown's two. */
static px_str without_break(px_str line)
{
    px_str s = px_str_trim(line);

    for (int i = 0; i < 2 && s.len && s.ptr[s.len - 1] == '\\'; i++)
        s.len--;
    return s;
}

px_str px_md_join(px_md *md, const px_md_line *lines, size_t count)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count;

        if (!last && is_hard(lines[i].text)) {
            px_builder_str(&text, without_break(lines[i].text));
            px_builder_add(&text, "\\\n");
            continue;
        }
        px_builder_str(&text, px_str_trim(lines[i].text));
        if (!last)
            px_builder_char(&text, ' ');
    }
    return px_arena_str(md->outline->arena, px_str_trim(px_builder_view(&text)));
}

px_str px_md_verbatim(px_md *md, const px_md_line *lines, size_t count, size_t columns)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < count; i++) {
        px_builder_str(&text, px_md_outdent(lines[i].text, columns));
        if (i + 1 < count)
            px_builder_char(&text, '\n');
    }
    return px_arena_str(md->outline->arena, px_builder_view(&text));
}

bool px_md_rule(px_str line)
{
    px_str s = px_str_trim(line);
    size_t signs = 0;

    if (!s.len || !strchr("*-_", s.ptr[0]))
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == s.ptr[0])
            signs++;
        else if (s.ptr[i] != ' ' && s.ptr[i] != '\t')
            return false;
    }
    return signs >= 3;
}
