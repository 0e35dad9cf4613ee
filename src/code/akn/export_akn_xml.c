/* SPDX-License-Identifier: EUPL-1.2 */
/* Text, attributes and inline elements of the export to Akoma Ntoso. */
#include "base/ascii.h"
#include "code/akn/export_akn_priv.h"

#include "base/markdown_walk.h"
#include "code/markdown/markdown.h"

#include "base/banned.h"

#define INDENT "                                        "
#define INDENT_MAX ((int)sizeof(INDENT) - 1)

/* What stands for a byte of the text, or NULL for itself. In a value white space but the blank
 * would be read as a blank. */
static const char *escape(char c, bool value)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return value ? "&quot;" : NULL;
    case '\t':
        return value ? "&#9;" : NULL;
    case '\n':
        return value ? "&#10;" : NULL;
    default:
        return NULL;
    }
}

/* True for the bytes of U+FFFE and U+FFFF, which are no characters of XML. */
static bool is_foreign(px_str s, size_t at)
{
    return at + 2 < s.len && s.ptr[at] == '\xEF' && s.ptr[at + 1] == '\xBF' &&
           (unsigned char)s.ptr[at + 2] >= 0xBE;
}

static void add_escaped(px_builder *out, px_str s, bool value)
{
    size_t from = 0;

    for (size_t i = 0; i < s.len; i++) {
        const char *entity = escape(s.ptr[i], value);
        bool foreign = !entity && is_foreign(s, i);

        if (!entity && !foreign)
            continue;
        px_builder_str(out, px_str_sub(s, from, i));
        px_builder_add(out, foreign ? "\xEF\xBF\xBD" : entity);
        i += foreign ? 2 : 0;
        from = i + 1;
    }
    px_builder_str(out, px_str_sub(s, from, s.len));
}

void px_export_akn_text(px_builder *out, px_str text)
{
    add_escaped(out, text, false);
}

void px_export_akn_value(px_builder *out, px_str value)
{
    add_escaped(out, value, true);
}

void px_export_akn_line(px_akn_writer *akn)
{
    px_builder_char(akn->out, '\n');
    px_builder_str(akn->out, px_str_n(INDENT, (size_t)PX_MIN(akn->level, INDENT_MAX)));
}

void px_export_akn_attribute(px_akn_writer *akn, const char *name, px_str value)
{
    if (!value.len)
        return;
    px_builder_char(akn->out, ' ');
    px_builder_add(akn->out, name);
    px_builder_add(akn->out, "=\"");
    px_export_akn_value(akn->out, value);
    px_builder_char(akn->out, '"');
}

void px_export_akn_open_part(px_akn_writer *akn, const char *name, px_str eid)
{
    px_export_akn_line(akn);
    px_builder_format(akn->out, "<%s eId=\"%.*s__%s\">", name, PX_STR_ARG(eid), name);
    akn->level++;
}

void px_export_akn_close(px_akn_writer *akn, const char *name)
{
    akn->level--;
    px_export_akn_line(akn);
    px_builder_format(akn->out, "</%s>", name);
}

/* ---- Inline elements */

/* What the sinks below write to; they get the builder alone, which is the head of it. */
typedef struct line {
    px_builder out;
    px_akn_writer *akn;
    bool reference; /* the open link is a <ref> */
    bool broken;    /* a line break was the last */
} line;

/* Bytes of an escape "%2F" at the head of s, or 0. */
static size_t percent_escape(px_str s)
{
    static const char hex[] = "0123456789abcdefABCDEF";

    return s.len >= 3 && s.ptr[0] == '%' && memchr(hex, s.ptr[1], sizeof(hex) - 1) &&
                   memchr(hex, s.ptr[2], sizeof(hex) - 1)
               ? 3
               : 0;
}

/* The length of an authority of RFC 3986 (host, port) behind "//"; 0 where it is none, so that no
 * anyURI can hold the address. */
static bool authority_valid(px_str s)
{
    size_t at = px_str_find_char(s, '@');
    px_str host = at < s.len ? px_str_sub(s, at + 1, s.len) : s;
    size_t colon = px_str_find_char(host, ':');

    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '[' || s.ptr[i] == ']' || (s.ptr[i] == '@' && i != at) ||
            (s.ptr[i] == '%' && !percent_escape(px_str_sub(s, i, s.len))))
            return false;
    for (size_t i = colon + 1; i < host.len; i++)
        if (!px_is_digit(host.ptr[i]) || i > colon + 5)
            return false;
    return colon > 0;
}

/* Where the part of the address begins that may be escaped: behind scheme and authority; SIZE_MAX
 * where these cannot stand in an anyURI. */
static size_t path_start(px_str address)
{
    size_t slashes = px_str_find(address, PX_STR("://"));
    size_t end = slashes + 3;

    if (slashes >= address.len)
        return px_str_find_char(address, ':') + 1;
    while (end < address.len && !strchr("/?#", address.ptr[end]))
        end++;
    return authority_valid(px_str_sub(address, slashes + 3, end)) ? end : SIZE_MAX;
}

/* The address as an anyURI that every validator takes: what RFC 3986 does not allow in a path,
 * query or fragment is written with percent signs, as every browser would. */
static void add_address(px_builder *out, px_str address, size_t path)
{
    bool fragment = false;

    px_export_akn_value(out, px_str_sub(address, 0, path));
    for (size_t i = path; i < address.len; i++) {
        px_str rest = px_str_sub(address, i, address.len);
        unsigned char c = (unsigned char)address.ptr[i];
        bool bad = c > 0x7E || strchr("[]{}|^`", (char)c) || (c == '#' && fragment) ||
                   (c == '%' && !percent_escape(rest));

        fragment = fragment || c == '#';
        if (bad)
            px_builder_format(out, "%%%02X", c);
        else
            px_export_akn_value(out, px_str_n(address.ptr + i, 1));
    }
}

static bool open_reference(line *l, px_str id)
{
    px_akn_writer *akn = l->akn;
    const px_node *target = px_akn_targets_get(akn->ids, id);

    if (!target)
        return false;
    l->reference = true;
    px_builder_format(&l->out, "<ref eId=\"%.*s__%s__ref_%u\" href=\"#%.*s\">",
                      PX_STR_ARG(akn->reference_eid), akn->reference_part, ++akn->references,
                      PX_STR_ARG(target->eid));
    return true;
}

static bool open_span(px_builder *out, px_inline_span span, px_str address)
{
    static const char *const tags[] = {
        [PX_INLINE_EMPHASIS] = "<i>",
        [PX_INLINE_STRONG] = "<b>",
        [PX_INLINE_CODE] = "<inline name=\"code\">",
    };
    line *l = (line *)out;
    size_t path;

    if (span != PX_INLINE_LINK) {
        px_builder_add(out, tags[span]);
        return true;
    }
    if (!px_link_allowed(address))
        return false;
    if (address.ptr[0] == '#')
        return open_reference(l, px_str_sub(address, 1, address.len));
    path = path_start(address);
    if (path == SIZE_MAX)
        return false;
    l->reference = false;
    px_builder_add(out, "<a href=\"");
    add_address(out, address, path);
    px_builder_add(out, "\">");
    return true;
}

static void close_span(px_builder *out, px_inline_span span)
{
    static const char *const tags[] = {
        [PX_INLINE_EMPHASIS] = "</i>",
        [PX_INLINE_STRONG] = "</b>",
        [PX_INLINE_CODE] = "</inline>",
        [PX_INLINE_LINK] = "</a>",
    };
    const line *l = (const line *)out;

    px_builder_add(out, span == PX_INLINE_LINK && l->reference ? "</ref>" : tags[span]);
}

/* Blanks around a line break are those of its mark. */
static void line_break(px_builder *out)
{
    if (out->len && out->ptr[out->len - 1] == ' ')
        px_builder_cut(out, out->len - 1);
    px_builder_add(out, "<eol/>");
    ((line *)out)->broken = true;
}

static void line_text(px_builder *out, px_str text)
{
    line *l = (line *)out;

    if (l->broken && text.len && text.ptr[0] == ' ')
        text = px_str_sub(text, 1, text.len);
    l->broken = false;
    px_export_akn_text(out, text);
}

void px_export_akn_inline(px_akn_writer *akn, px_str markdown, px_str eid, const char *part)
{
    static const px_inline_sink sink = {
        .text = line_text,
        .line_break = line_break,
        .open = open_span,
        .close = close_span,
    };
    line l = { .out = PX_BUILDER_INIT(PX_BUILDER_LARGE), .akn = akn };

    /* The cells of a table count on. */
    if (eid.ptr != akn->reference_eid.ptr || part != akn->reference_part)
        akn->references = 0;
    akn->reference_eid = eid;
    akn->reference_part = part;
    if (!akn->rc)
        akn->rc = px_markdown_walk(markdown, &sink, &l.out, akn->err);
    px_builder_str(akn->out, px_builder_view(&l.out));
    px_builder_free(&l.out);
}
