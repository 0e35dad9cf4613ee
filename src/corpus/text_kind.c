/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/text_kind.h"

#include "base/ascii.h"
#include "base/macro.h"
#include "corpus/json_scan.h"
#include "corpus/text_measure.h"

#include "base/banned.h"

enum { CODED_LEAST = 32 };

static const px_text_kind plain = { "text/plain", true, false },
                          coded = { "text/plain", true, true },
                          json = { "application/json", true, false },
                          html = { "text/html", false, false },
                          xml = { "application/xml", false, false },
                          xhtml = { "application/xhtml+xml", false, false };

/* ---- By the first bytes alone */

static const struct {
    px_str mark;
    px_text_kind kind;
} marks[] = {
    { PX_STR_INIT("%PDF-"), { "application/pdf", false, false } },
    { PX_STR_INIT("{\\rtf"), { "application/rtf", false, false } },
    { PX_STR_INIT("%!PS"), { "application/postscript", false, false } },
    { PX_STR_INIT("\xff\xfe"), { "text/plain", true, true } }, /* UTF-16 */
    { PX_STR_INIT("\xfe\xff"), { "text/plain", true, true } },
};

/* ---- Mark-up */

static px_str skip_space(px_str s)
{
    while (s.len && px_is_space(*s.ptr))
        s = px_str_sub(s, 1, s.len);
    return s;
}

static bool begins(px_str s, const char *lower)
{
    size_t len = strlen(lower);

    return s.len >= len && px_str_eq_nocase(px_str_sub(s, 0, len), px_str_of(lower));
}

static px_str skip_past(px_str s, const char *end)
{
    size_t at = px_str_find(s, px_str_of(end));

    return px_str_sub(s, PX_MIN(at + strlen(end), s.len), s.len);
}

/* The names with which pages begin in the wild; the document type is the usual one. */
static bool is_html_tag(px_str s)
{
    static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body",   "<title",
                                        "<meta",          "<div",  "<p>",   "<script", "<table" };

    for (size_t i = 0; i < PX_COUNT(tags); i++)
        if (begins(s, tags[i]))
            return true;
    return false;
}

static const px_text_kind *markup(px_str s)
{
    bool declared = false;

    for (;;) {
        s = skip_space(s);
        if (begins(s, "<!--")) {
            s = skip_past(s, "-->");
        } else if (begins(s, "<?xml")) {
            declared = true;
            s = skip_past(s, "?>");
        } else {
            break;
        }
    }
    if (declared)
        return is_html_tag(s) ? &xhtml : &xml;
    return is_html_tag(s) ? &html : NULL;
}

/* ---- Text */

/* Cut to whole characters: the last one may be incomplete. */
static px_str whole_characters(px_str s)
{
    size_t back = 0;

    while (back < 3 && back < s.len && ((unsigned char)s.ptr[s.len - 1 - back] & 0xc0) == 0x80)
        back++;
    if (back < s.len && ((unsigned char)s.ptr[s.len - 1 - back] & 0xc0) == 0xc0)
        return px_str_sub(s, 0, s.len - 1 - back);
    return s;
}

/* Whether the bytes can be text of another set: words and lines of it stand between spaces. Bytes
 * of any other kind have few of those. Too few bytes say nothing. */
static bool is_coded(px_str s)
{
    size_t spaces = 0, high = 0;

    for (size_t i = 0; i < s.len; i++) {
        spaces += px_is_space(s.ptr[i]);
        high += (unsigned char)s.ptr[i] >= 128;
    }
    return s.len >= CODED_LEAST && (high * 3 < s.len || spaces * 20 > s.len);
}

/* NULL where there are characters that no text has. A text in a set of one byte a character is
 * mostly ASCII, or mostly letters beyond it: it is told by what it lacks. */
static const px_text_kind *text(px_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (c < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\b' && c != 27 &&
            c != 26)
            return NULL;
    }
    if (px_text_valid(whole_characters(s)))
        return &plain;
    return is_coded(s) ? &coded : NULL;
}

static bool is_json(px_str s)
{
    static const px_json_path none[1];
    px_json_value found[1];
    const char *p = s.ptr;

    return s.len > 1 && *s.ptr == '{' &&
           px_json_scan(&p, s.ptr + s.len, none, 0, found) != PX_JSON_BAD;
}

const px_text_kind *px_text_kind_of(px_str head)
{
    const px_text_kind *kind, *marked;
    px_str s = head;

    if (head.len == 0)
        return NULL;
    for (size_t i = 0; i < PX_COUNT(marks); i++)
        if (px_str_starts(head, marks[i].mark))
            return &marks[i].kind;
    if (px_str_starts(s, PX_STR("\xef\xbb\xbf")))
        s = px_str_sub(s, 3, s.len);
    s = skip_space(s);
    kind = text(s);
    marked = kind ? markup(s) : NULL;
    return marked ? marked : kind == &plain && is_json(s) ? &json : kind;
}
