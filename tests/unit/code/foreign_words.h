/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words of a file in the order in which a reader meets them, found without our importers, for
 * the proof that none is lost: XML by expat alone, the others by what their marks look like.
 */
#ifndef PX_FOREIGN_WORDS_H
#define PX_FOREIGN_WORDS_H

#include <expat.h>

#include "base/builder.h"
#include "unit/testing.h"

#define WORDS_DEPTH 256

/* The text nodes, each ended by a line feed; only letters, digits and what is not ASCII of them,
 * so that neither white space nor marks make a difference. */
typedef struct foreign_words {
    px_builder now, held, *to;
    px_builder *numbers, *headings,
        *label; /* where these go apart; NULL: they stay in their place */
    int depth, skip, hold, note, labelled; /* 0, or the depth of the element that began it */
} foreign_words;

/* Appends what can be compared. Dashes, quotation marks and spaces beyond ASCII stay: they are
 * words' own. */
static inline void words_reduce(px_builder *out, px_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c < 0 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
            px_builder_char(out, c);
    }
}

/* Where words go now: a note in a heading is a text of its own. */
static inline px_builder *words_target(foreign_words *w)
{
    return w->labelled && !w->note ? w->label : w->to;
}

static inline void words_end(foreign_words *w)
{
    px_builder *to = words_target(w);

    if (to->len && to->ptr[to->len - 1] != '\n')
        px_builder_char(to, '\n');
}

static inline bool words_is(const char *name, const char *list)
{
    const char *colon = strchr(name, ':');
    px_str rest = px_str_of(list), one;

    while (px_str_split(&rest, ' ', &one))
        if (px_str_is(one, colon ? colon + 1 : name))
            return true;
    return false;
}

/* Metadata, and of LEOS what was deleted or stands elsewhere now. */
static inline bool words_left_out(const char *name, const char *const *attributes)
{
    for (; *attributes; attributes += 2)
        if (words_is(attributes[0], "softaction") && words_is(attributes[1], "del move_to"))
            return true;
    return words_is(name, "meta");
}

static void XMLCALL words_open(void *arg, const char *name, const char **attributes)
{
    foreign_words *w = arg;

    words_end(w);
    w->depth++;
    if (!w->skip && words_left_out(name, (const char *const *)attributes))
        w->skip = w->depth;
    if (w->numbers && !w->labelled && words_is(name, "num heading caption")) {
        w->label = words_is(name, "num") ? w->numbers : w->headings;
        w->labelled = w->depth;
    }
    if (!w->hold && words_is(name, "p heading num block table listIntroduction caption"))
        w->hold = w->depth;
    /* A note comes behind the paragraph or table that calls it. */
    if (!w->note && w->hold && words_is(name, "authorialNote")) {
        w->note = w->depth;
        w->to = &w->held;
    }
}

static void XMLCALL words_close(void *arg, const char *name)
{
    foreign_words *w = arg;

    (void)name;
    words_end(w);
    if (w->note == w->depth) {
        w->note = 0;
        w->to = &w->now;
        words_end(w);
    }
    if (w->hold == w->depth) {
        w->hold = 0;
        px_builder_str(&w->now, px_builder_view(&w->held));
        px_builder_clear(&w->held);
    }
    w->labelled = w->labelled == w->depth ? 0 : w->labelled;
    w->skip = w->skip == w->depth ? 0 : w->skip;
    w->depth--;
}

static void XMLCALL words_text(void *arg, const char *text, int len)
{
    foreign_words *w = arg;

    if (!w->skip)
        words_reduce(words_target(w), px_str_n(text, (size_t)len));
}

/* Text nodes of XML; where numbers and headings are not NULL, they take those of <num>, and of
 * <heading> and <caption>. */
static inline void words_of_elements(px_str xml, px_builder *out, px_builder *numbers,
                                     px_builder *headings)
{
    foreign_words w = { .numbers = numbers,
                        .headings = headings,
                        .now = PX_BUILDER_INIT(PX_BUILDER_LARGE),
                        .held = PX_BUILDER_INIT(PX_BUILDER_LARGE) };
    XML_Parser parser = XML_ParserCreate(NULL);

    w.to = &w.now;
    XML_SetUserData(parser, &w);
    XML_SetElementHandler(parser, words_open, words_close);
    XML_SetCharacterDataHandler(parser, words_text);
    assert_int_equal(XML_Parse(parser, xml.ptr, (int)xml.len, 1), XML_STATUS_OK);
    XML_ParserFree(parser);
    px_builder_str(out, px_builder_view(&w.now));
    px_builder_free(&w.now);
    px_builder_free(&w.held);
}

static inline void words_of_xml(px_str xml, px_builder *out)
{
    words_of_elements(xml, out, NULL, NULL);
}

/* ---- Markdown, with the marks of kramdown-rfc */

/* The end of the front matter: its closing line, or the first part. */
static inline px_str words_body(px_str text)
{
    px_str rest = text, line;

    if (!px_str_starts(text, PX_STR("---\n")))
        return text;
    (void)px_str_line(&rest, &line);
    while (px_str_line(&rest, &line))
        if (px_str_is(line, "---") || px_str_is(line, "...") || px_str_starts(line, PX_STR("--- ")))
            break;
    return rest.ptr ? rest : PX_STR("");
}

/* One line without addresses of links, attribute lists and references, which end a piece. */
static inline void words_of_line(px_str line, px_builder *out)
{
    for (size_t i = 0; i < line.len; i++) {
        px_str rest = px_str_sub(line, i, line.len);
        size_t len = 0;

        if (px_str_starts(rest, PX_STR("{{")))
            len = px_str_find(rest, PX_STR("}}")) + 1;
        else if (px_str_starts(rest, PX_STR("{#")) || px_str_starts(rest, PX_STR("{:")))
            len = px_str_find_char(rest, '}');
        else if (px_str_starts(rest, PX_STR("](")))
            len = px_str_find_char(rest, ')');
        if (len) {
            px_builder_char(out, '\n');
            i += len;
        } else {
            words_reduce(out, px_str_n(line.ptr + i, 1));
        }
    }
    px_builder_char(out, '\n');
}

static inline bool words_is_fence(px_str line)
{
    px_str s = px_str_trim(line);

    return px_str_starts(s, PX_STR("~~~")) || px_str_starts(s, PX_STR("```"));
}

/* A line that says nothing to a reader: a part, an extension. */
static inline bool words_is_command(px_str line)
{
    return px_str_starts(line, PX_STR("--- ")) || px_str_starts(line, PX_STR("{::"));
}

static inline void words_of_markdown(px_str text, px_builder *out)
{
    px_str rest = words_body(text), line;
    bool code = false, comment = false;

    while (rest.ptr && px_str_line(&rest, &line)) {
        if (words_is_fence(line)) {
            code = !code;
        } else if (code) {
            words_reduce(out, line);
            px_builder_char(out, '\n');
        } else if (comment || px_str_starts(px_str_trim(line), PX_STR("<!--"))) {
            comment = px_str_find(line, PX_STR("-->")) == line.len;
        } else if (!words_is_command(line)) {
            words_of_line(line, out);
        }
    }
}

/* ---- Exports that are no XML: all that is no mark */

static inline void words_of_marks(px_str text, px_builder *out)
{
    words_reduce(out, text);
}

static inline void words_of_html(px_str html, px_builder *out)
{
    for (size_t i = 0; i < html.len; i++) {
        px_str rest = px_str_sub(html, i, html.len);

        if (html.ptr[i] == '<')
            i += px_str_find_char(rest, '>');
        else if (html.ptr[i] == '&')
            i += px_str_find_char(rest, ';');
        else
            words_reduce(out, px_str_n(html.ptr + i, 1));
    }
}

/* ---- The proof */

/* The first text node of the source that the export does not have behind those before it; empty
 * when all are there in order. */
static inline px_str words_missing(px_str source, px_str export)
{
    PX_AUTO_BUILDER px_builder all = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str rest = export, piece;

    while (rest.ptr && px_str_line(&rest, &piece))
        px_builder_str(&all, piece);
    export = px_builder_view(&all);
    while (px_str_line(&source, &piece)) {
        size_t at = px_str_find(export, piece);

        if (at == export.len && piece.len)
            return piece;
        export = px_str_sub(export, at + piece.len, export.len);
    }
    return PX_STR_NONE;
}

#endif
