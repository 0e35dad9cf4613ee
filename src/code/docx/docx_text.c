/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/docx/docx_text.h"

#include "code/normal.h"

#include "base/banned.h"

/* The words of one paragraph; what is longer is refused by the importer's check of sizes. */
#define WORDS_MAX ((size_t)4 << 20)
/* A text up to this many bytes that is marked as a whole keeps its mark. */
#define SHORT_MAX 200

void px_docx_text_init(px_docx_text *text)
{
    *text = (px_docx_text){ .words = PX_BUILDER_INIT(WORDS_MAX), .first_tab = SIZE_MAX };
}

void px_docx_text_free(px_docx_text *text)
{
    px_builder_free(&text->words);
}

static void start_span(px_docx_text *text, px_arena *arena, unsigned marks, px_str link)
{
    const px_docx_span *last = text->count ? &text->spans[text->count - 1] : NULL;

    if (last && last->marks == marks && px_str_eq(last->link, link))
        return;
    if (!text->spans || text->count == text->room) {
        size_t room = PX_MAX(2 * text->room, 8);
        px_docx_span *larger = px_arena_array(arena, room, sizeof(*larger));

        if (text->spans)
            memcpy(larger, text->spans, text->count * sizeof(*larger));
        text->spans = larger;
        text->room = room;
    }
    text->spans[text->count++] = (px_docx_span){ text->words.len, marks, link };
}

/* Bytes of a control character of ASCII or of Latin-1 (C1) at the head, or 0. */
static size_t control_len(px_str s)
{
    unsigned char c = (unsigned char)s.ptr[0];

    if (c < 0x20 || c == 0x7F)
        return 1;
    return c == 0xC2 && s.len > 1 && (unsigned char)s.ptr[1] < 0xA0 ? 2 : 0;
}

static bool ends_in_space(const px_builder *b)
{
    return !b->len || strchr(" \n", b->ptr[b->len - 1]);
}

void px_docx_text_add(px_docx_text *text, px_arena *arena, px_str words, unsigned marks,
                      px_str link, bool verbatim)
{
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(WORDS_MAX);
    px_error ignored = PX_ERROR_INIT;

    if (!words.len || px_text_nfc(&composed, words, &ignored) < 0)
        return;
    words = px_builder_view(&composed);
    start_span(text, arena, marks, link);
    while (words.len) {
        size_t control = control_len(words);
        bool space = control || words.ptr[0] == ' ';

        if (!space)
            px_builder_char(&text->words, words.ptr[0]);
        else if (verbatim || !ends_in_space(&text->words))
            px_builder_char(&text->words, ' ');
        words = px_str_sub(words, PX_MAX(control, 1), words.len);
    }
}

px_str px_docx_text_line(px_arena *arena, px_str words)
{
    px_docx_text text;
    px_str line;

    px_docx_text_init(&text);
    px_docx_text_add(&text, arena, words, 0, PX_STR_NONE, false);
    line = px_arena_str(arena, px_str_trim(px_builder_view(&text.words)));
    px_docx_text_free(&text);
    return line;
}

void px_docx_text_break(px_docx_text *text, px_arena *arena)
{
    const px_docx_span *last = text->count ? &text->spans[text->count - 1] : NULL;

    start_span(text, arena, last ? last->marks : 0, last ? last->link : PX_STR_NONE);
    px_builder_char(&text->words, '\n');
}

bool px_docx_text_blank(const px_docx_text *text)
{
    return px_str_trim(px_builder_view(&text->words)).len == 0;
}

void px_docx_text_one_line(px_docx_text *text)
{
    for (size_t i = 0; i < text->words.len; i++)
        if (text->words.ptr[i] == '\n')
            text->words.ptr[i] = ' ';
}

void px_docx_text_drop(px_docx_text *text, size_t bytes)
{
    bytes = PX_MIN(bytes, text->words.len);
    if (!bytes)
        return;
    memmove(text->words.ptr, text->words.ptr + bytes, text->words.len - bytes);
    px_builder_cut(&text->words, text->words.len - bytes);
    for (size_t i = 0; i < text->count; i++)
        text->spans[i].from -= PX_MIN(bytes, text->spans[i].from);
}

/* ---- Markdown */

/* Marks that all words have: they say nothing about a part of them. */
static unsigned whole_marks(const px_docx_text *text)
{
    px_str words = px_builder_view(&text->words);
    unsigned whole = ~0U;

    for (size_t i = 0; i < text->count; i++) {
        size_t to = i + 1 < text->count ? text->spans[i + 1].from : words.len;

        if (px_str_trim(px_str_sub(words, text->spans[i].from, to)).len)
            whole &= text->spans[i].marks;
    }
    return whole;
}

bool px_docx_text_strong(const px_docx_text *text)
{
    return text->count && (whole_marks(text) & PX_MARK_STRONG);
}

/* Says where a link or a code span begins that the span before was not in. */
static void begin(const px_docx_span *span, const px_docx_span *before, px_inline_runs *runs)
{
    if (span->link.len && !(before && px_str_eq(before->link, span->link)))
        px_inline_begin(runs, PX_MARK_LINK);
    if ((span->marks & PX_MARK_CODE) && !(before && (before->marks & PX_MARK_CODE)))
        px_inline_begin(runs, PX_MARK_CODE);
}

static void add_span(const px_docx_text *text, size_t at, unsigned dropped, px_inline_runs *runs)
{
    const px_docx_span *span = &text->spans[at];
    size_t to = at + 1 < text->count ? text->spans[at + 1].from : text->words.len;
    px_str words = px_str_sub(px_builder_view(&text->words), span->from, to), line;
    unsigned marks = (span->marks & ~dropped) | (span->link.len ? PX_MARK_LINK : 0);
    bool first = true;

    begin(span, at ? span - 1 : NULL, runs);
    while (px_str_split(&words, '\n', &line)) {
        if (!first)
            px_inline_break(runs);
        first = false;
        px_inline_add(runs, line, marks, span->link);
    }
}

void px_docx_text_runs(const px_docx_text *text, bool keep_whole, px_inline_runs *runs)
{
    unsigned dropped = keep_whole && text->words.len <= SHORT_MAX ? 0 : whole_marks(text);

    for (size_t i = 0; i < text->count; i++)
        add_span(text, i, dropped, runs);
}

px_str px_docx_text_markdown(const px_docx_text *text, px_arena *arena, bool keep_whole)
{
    px_inline_runs runs = { .arena = arena };

    px_docx_text_runs(text, keep_whole, &runs);
    return px_inline_markdown(&runs);
}
