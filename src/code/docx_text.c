/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/docx_text.h"

#include "code/markdown.h"
#include "code/markdown_escape.h"
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
    if (text->count == text->room) {
        size_t room = PX_MAX(2 * text->room, 8);
        px_docx_span *larger = px_arena_array(arena, room, sizeof(*larger));

        if (text->count)
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

bool px_docx_text_strong(const px_docx_text *text)
{
    px_str words = px_builder_view(&text->words);

    for (size_t i = 0; i < text->count; i++) {
        size_t to = i + 1 < text->count ? text->spans[i + 1].from : words.len;

        if (!(text->spans[i].marks & PX_DOCX_STRONG) &&
            px_str_trim(px_str_sub(words, text->spans[i].from, to)).len)
            return false;
    }
    return text->count > 0;
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

/* Marks and link of every byte, so that they can be trimmed and nested byte by byte. */
typedef struct marking {
    px_str words;
    unsigned char *marks;
    unsigned *links; /* number of the span that has the link, from 1; 0: none */
    const px_docx_text *text;
} marking;

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

static marking *spread(const px_docx_text *text, px_arena *arena)
{
    marking *m = px_arena_alloc(arena, sizeof(*m));

    m->text = text;
    m->words = px_builder_view(&text->words);
    m->marks = px_arena_alloc(arena, m->words.len + 1);
    m->links = px_arena_array(arena, m->words.len + 1, sizeof(*m->links));
    for (size_t s = 0; s < text->count; s++) {
        size_t to = s + 1 < text->count ? text->spans[s + 1].from : m->words.len;
        bool joined =
            s && text->spans[s].link.len && px_str_eq(text->spans[s].link, text->spans[s - 1].link);
        unsigned link = text->spans[s].link.len ? (unsigned)s + 1 : 0;

        if (joined)
            link = m->links[text->spans[s].from - 1];
        for (size_t i = text->spans[s].from; i < to; i++) {
            m->marks[i] = (unsigned char)text->spans[s].marks;
            m->links[i] = link;
        }
    }
    return m;
}

/* Drops marks that cover all words. */
static void drop_whole(marking *m, bool keep_short)
{
    unsigned char whole = PX_DOCX_STRONG | PX_DOCX_EMPHASIS | PX_DOCX_MONO;

    if (keep_short && m->words.len <= SHORT_MAX)
        return;
    for (size_t i = 0; i < m->words.len; i++)
        if (!is_space(m->words.ptr[i]))
            whole &= m->marks[i];
    for (size_t i = 0; i < m->words.len; i++)
        m->marks[i] &= (unsigned char)~whole;
}

/* Two neighbours that are inside the same link and the same marks of `outer`. */
static bool together(const marking *m, size_t a, size_t b, unsigned outer)
{
    return m->links[a] == m->links[b] && (m->marks[a] & outer) == (m->marks[b] & outer);
}

/* White space at the ends of a marked run loses the mark: Markdown takes no mark there. */
static void trim_mark(marking *m, unsigned mark, unsigned outer)
{
    size_t from = 0;

    while (from < m->words.len) {
        size_t to = from + 1;

        while (to < m->words.len && together(m, from, to, outer | mark))
            to++;
        for (size_t i = from; i < to && is_space(m->words.ptr[i]); i++)
            m->marks[i] &= (unsigned char)~mark;
        for (size_t i = to; i > from && is_space(m->words.ptr[i - 1]); i--)
            m->marks[i - 1] &= (unsigned char)~mark;
        from = to;
    }
}

static void trim_links(marking *m)
{
    for (size_t i = 0; i < m->words.len; i++)
        if (m->links[i] && is_space(m->words.ptr[i]) && (!i || m->links[i - 1] != m->links[i]))
            m->links[i] = 0;
    for (size_t i = m->words.len; i > 0; i--)
        if (m->links[i - 1] && is_space(m->words.ptr[i - 1]) &&
            (i == m->words.len || m->links[i] != m->links[i - 1]))
            m->links[i - 1] = 0;
}

/* An address as the destination of a link: what would end it is written as bytes in percent. */
static void add_address(px_builder *out, px_str address)
{
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];

        if (c <= ' ' || c == 0x7F || strchr("()<>\\\"`[]", (char)c))
            px_builder_format(out, "%%%02X", (unsigned)c);
        else
            px_builder_char(out, (char)c);
    }
}

/* The code span: its fence is longer than any run of backticks in it. */
static void add_code(px_builder *out, px_str words)
{
    size_t run = 0, longest = 0;
    bool pad;

    for (size_t i = 0; i < words.len; i++) {
        run = words.ptr[i] == '`' ? run + 1 : 0;
        longest = PX_MAX(longest, run);
    }
    pad = words.ptr[0] == '`' || words.ptr[words.len - 1] == '`';
    for (size_t i = 0; i <= longest; i++)
        px_builder_char(out, '`');
    px_builder_add(out, pad ? " " : "");
    for (size_t i = 0; i < words.len; i++)
        px_builder_char(out, words.ptr[i] == '\n' ? ' ' : words.ptr[i]);
    px_builder_add(out, pad ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        px_builder_char(out, '`');
}

/* Words without marks: escaped, line breaks as a backslash and a line feed. */
static void add_words(px_builder *out, px_str words)
{
    px_str line;
    bool first = true;

    while (px_str_split(&words, '\n', &line)) {
        if (!first)
            px_builder_add(out, "\\\n");
        first = false;
        px_markdown_escape(out, line);
    }
}

static void close_mark(px_builder *out, const marking *m, size_t at, unsigned mark)
{
    if (mark == PX_DOCX_STRONG) {
        px_builder_add(out, "**");
    } else if (mark == PX_DOCX_EMPHASIS) {
        px_builder_char(out, '*');
    } else {
        px_builder_add(out, "](");
        add_address(out, m->text->spans[m->links[at] - 1].link);
        px_builder_char(out, ')');
    }
}

static void open_mark(px_builder *out, unsigned mark)
{
    px_builder_add(out, mark == PX_DOCX_STRONG ? "**" : mark == PX_DOCX_EMPHASIS ? "*" : "[");
}

/* What nests in what: links outermost, then strong, then emphasis. Code is no level, it holds
 * nothing but its words. */
static const unsigned levels[] = { 0, PX_DOCX_STRONG, PX_DOCX_EMPHASIS };

/* Whether the byte is marked at a level; for links by which. */
static unsigned inside(const marking *m, size_t at, size_t level)
{
    if (at >= m->words.len)
        return 0;
    return level ? m->marks[at] & levels[level] : m->links[at];
}

/* Between the bytes before and at `at`, which may be the end: marks that end, innermost first,
 * then marks that begin. */
static void change_marks(px_builder *out, const marking *m, size_t at)
{
    size_t before = at ? at - 1 : m->words.len, from = 0;

    while (from < PX_COUNT(levels) && inside(m, before, from) == inside(m, at, from))
        from++;
    for (size_t i = PX_COUNT(levels); i > from; i--)
        if (inside(m, before, i - 1))
            close_mark(out, m, before, levels[i - 1]);
    for (size_t i = from; i < PX_COUNT(levels); i++)
        if (inside(m, at, i))
            open_mark(out, levels[i]);
}

static void write_marking(px_builder *out, const marking *m)
{
    const unsigned all = PX_DOCX_STRONG | PX_DOCX_EMPHASIS | PX_DOCX_MONO;
    size_t from = 0;

    while (from < m->words.len) {
        size_t to = from + 1;

        while (to < m->words.len && together(m, from, to, all))
            to++;
        change_marks(out, m, from);
        if (m->marks[from] & PX_DOCX_MONO)
            add_code(out, px_str_sub(m->words, from, to));
        else
            add_words(out, px_str_sub(m->words, from, to));
        from = to;
    }
    change_marks(out, m, from);
}

/* True when a reader of the Markdown sees the words. */
static bool reads_back(px_str markdown, px_str words)
{
    PX_AUTO_BUILDER px_builder seen = PX_BUILDER_INIT(2 * WORDS_MAX);
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(2 * WORDS_MAX);
    PX_AUTO_BUILDER px_builder expected = PX_BUILDER_INIT(2 * WORDS_MAX);
    px_error ignored = PX_ERROR_INIT;

    if (px_markdown_plain(&seen, markdown, &ignored) < 0 ||
        px_text_nfc(&composed, words, &ignored) < 0)
        return false;
    px_text_fold(&expected, px_builder_view(&composed));
    return px_str_eq(px_builder_view(&seen), px_builder_view(&expected));
}

/* With all marks; if the words do not come back so, with fewer: code and links, links, none. */
static void write_checked(px_builder *out, marking *m)
{
    static const unsigned char attempts[] = { 0xFF, PX_DOCX_MONO, 0 };

    for (size_t a = 0; a < PX_COUNT(attempts); a++) {
        for (size_t i = 0; i < m->words.len; i++)
            m->marks[i] &= attempts[a];
        px_builder_clear(out);
        write_marking(out, m);
        if (reads_back(px_builder_view(out), m->words))
            return;
    }
    px_builder_clear(out);
    add_words(out, m->words);
}

static bool has_marks(const px_docx_text *text)
{
    for (size_t i = 0; i < text->count; i++)
        if (text->spans[i].marks || text->spans[i].link.len)
            return true;
    return false;
}

px_str px_docx_text_markdown(const px_docx_text *text, px_arena *arena, bool keep_whole)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4 * WORDS_MAX);
    marking *m;

    if (!has_marks(text)) {
        add_words(&out, px_str_trim(px_builder_view(&text->words)));
        return px_arena_str(arena, px_str_trim(px_builder_view(&out)));
    }
    m = spread(text, arena);
    drop_whole(m, keep_whole);
    trim_links(m);
    trim_mark(m, PX_DOCX_STRONG, 0);
    trim_mark(m, PX_DOCX_EMPHASIS, PX_DOCX_STRONG);
    trim_mark(m, PX_DOCX_MONO, PX_DOCX_STRONG | PX_DOCX_EMPHASIS);
    write_checked(&out, m);
    return px_arena_str(arena, px_str_trim(px_builder_view(&out)));
}
