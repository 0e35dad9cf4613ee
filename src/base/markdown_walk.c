/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/markdown_walk.h"

#include <md4c.h>

#include "base/banned.h"

/* Stands for a hard line break in what md4c reads. */
#define BREAK_MARK '\x01'
/* The word that keeps md4c from seeing a block; cut off again from the first text. */
#define GUARD "x "

typedef struct walk {
    const px_inline_sink *sink;
    px_builder *out;
    size_t guard; /* bytes of GUARD still to be cut off */
    int in_code;
    struct {
        MD_SPANTYPE type;
        bool shown; /* its marks are in the output */
    } open[PX_INLINE_DEPTH];
    int depth;                   /* of the stack above */
    int deep;                    /* spans that are open beyond it */
    const px_block_sink *blocks; /* of a whole document, or NULL */
    size_t n_blocks, block_depth;
    bool beyond; /* a bound of documents was passed */
} walk;

/* Named character references that editors write; any other stays as it is typed. */
static const struct {
    const char *name;
    unsigned codepoint;
} entities[] = {
    { "amp", '&' },       { "lt", '<' },       { "gt", '>' },       { "quot", '"' },
    { "apos", '\'' },     { "nbsp", 0xA0 },    { "sect", 0xA7 },    { "copy", 0xA9 },
    { "laquo", 0xAB },    { "shy", 0xAD },     { "reg", 0xAE },     { "deg", 0xB0 },
    { "para", 0xB6 },     { "middot", 0xB7 },  { "raquo", 0xBB },   { "times", 0xD7 },
    { "eacute", 0xE9 },   { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "lsquo", 0x2018 },
    { "rsquo", 0x2019 },  { "ldquo", 0x201C }, { "rdquo", 0x201D }, { "bull", 0x2022 },
    { "hellip", 0x2026 }, { "euro", 0x20AC },  { "trade", 0x2122 }, { "zwj", 0x200D },
};

/* The value of "&#38;" or "&#x26;"; U+FFFD for what is no printable character. */
static unsigned numeric_entity(px_str digits)
{
    unsigned long long value = 0;
    unsigned base = 10;

    if (digits.len && (digits.ptr[0] == 'x' || digits.ptr[0] == 'X')) {
        base = 16;
        digits = px_str_sub(digits, 1, digits.len);
    }
    for (size_t i = 0; i < digits.len && value < 0x110000; i++) {
        char c = digits.ptr[i];

        value = value * base + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    if (value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0xD800 && value < 0xE000) ||
        value == 0xFFFE || value == 0xFFFF || value >= 0x110000)
        return 0xFFFD;
    return (unsigned)value;
}

static void decode_entity(px_builder *out, px_str entity)
{
    px_str name = px_str_sub(entity, 1, entity.len - 1);

    if (name.len && name.ptr[0] == '#') {
        px_builder_utf8(out, numeric_entity(px_str_sub(name, 1, name.len)));
        return;
    }
    for (size_t i = 0; i < PX_COUNT(entities); i++)
        if (px_str_is(name, entities[i].name)) {
            px_builder_utf8(out, entities[i].codepoint);
            return;
        }
    px_builder_str(out, entity);
}

/* Hands text on, with the guard cut off and the marks of hard breaks turned back. */
static void emit(walk *w, px_str text)
{
    size_t cut = PX_MIN(w->guard, text.len);

    w->guard -= cut;
    text = px_str_sub(text, cut, text.len);
    while (text.len) {
        size_t at = px_str_find_char(text, BREAK_MARK);

        if (at)
            w->sink->text(w->out, px_str_sub(text, 0, at));
        if (at == text.len)
            break;
        if (w->in_code)
            w->sink->text(w->out, PX_STR(" "));
        else
            w->sink->line_break(w->out);
        text = px_str_sub(text, at + 1, text.len);
    }
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *arg)
{
    walk *w = arg;
    PX_AUTO_BUILDER px_builder decoded = PX_BUILDER_INIT(64);

    if (type == MD_TEXT_ENTITY) {
        decode_entity(&decoded, px_str_n(text, size));
        w->sink->text(w->out, px_builder_view(&decoded));
    } else if (type == MD_TEXT_NULLCHAR) {
        w->sink->text(w->out, PX_STR("\xEF\xBF\xBD"));
    } else if (type == MD_TEXT_BR) {
        w->sink->line_break(w->out);
    } else {
        emit(w, px_str_n(text, size));
    }
    return 0;
}

/* The address of a link with its entities decoded. */
static void link_address(const MD_ATTRIBUTE *href, px_builder *ret_address)
{
    for (size_t i = 0; href->text && href->substr_offsets[i] < href->size; i++) {
        px_str part = px_str_n(href->text + href->substr_offsets[i],
                               href->substr_offsets[i + 1] - href->substr_offsets[i]);

        if (href->substr_types[i] == MD_TEXT_ENTITY)
            decode_entity(ret_address, part);
        else
            px_builder_str(ret_address, part);
    }
}

/* Which of our spans md4c's is; false for what we show by its text only (images). */
static bool known_span(MD_SPANTYPE type, px_inline_span *ret_span)
{
    switch (type) {
    case MD_SPAN_EM:
        *ret_span = PX_INLINE_EMPHASIS;
        return true;
    case MD_SPAN_STRONG:
        *ret_span = PX_INLINE_STRONG;
        return true;
    case MD_SPAN_CODE:
        *ret_span = PX_INLINE_CODE;
        return true;
    case MD_SPAN_A:
        *ret_span = PX_INLINE_LINK;
        return true;
    default:
        return false;
    }
}

static int on_enter(MD_SPANTYPE type, void *detail, void *arg)
{
    walk *w = arg;
    PX_AUTO_BUILDER px_builder address = PX_BUILDER_INIT(PX_INLINE_MAX);
    px_inline_span span;
    bool shown = false;

    if (type == MD_SPAN_CODE)
        w->in_code++;
    if (w->depth == PX_INLINE_DEPTH) {
        w->deep++;
        return 0;
    }
    if (w->sink->open && known_span(type, &span)) {
        if (span == PX_INLINE_LINK)
            link_address(&((const MD_SPAN_A_DETAIL *)detail)->href, &address);
        shown = w->sink->open(w->out, span, px_builder_view(&address));
    }
    w->open[w->depth].type = type;
    w->open[w->depth++].shown = shown;
    return 0;
}

/* Closes the innermost open span. */
static void close_one(walk *w)
{
    px_inline_span span;

    w->depth--;
    if (w->open[w->depth].shown && known_span(w->open[w->depth].type, &span))
        w->sink->close(w->out, span);
}

/* md4c 0.4.8 leaves spans that it did not enter, or in another order, where brackets and emphasis
 * overlap. What comes out is nested all the same: inner spans are closed with the one that ends,
 * and the end of a span that is not open is nothing. */
static int on_leave(MD_SPANTYPE type, void *detail, void *arg)
{
    walk *w = arg;
    int at = w->depth;

    (void)detail;
    if (type == MD_SPAN_CODE && w->in_code)
        w->in_code--;
    if (w->deep) {
        w->deep--;
        return 0;
    }
    while (at && w->open[at - 1].type != type)
        at--;
    while (at && w->depth >= at)
        close_one(w);
    return 0;
}

static int on_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
    (void)type;
    (void)detail;
    (void)arg;
    return 0;
}

/* True when the line end at `at` is a hard break: two spaces or an odd number of backslashes. */
static bool is_hard_break(px_str s, size_t at, size_t *ret_drop)
{
    size_t slashes = 0, spaces = 0;

    while (slashes < at && s.ptr[at - 1 - slashes] == '\\')
        slashes++;
    while (spaces < at && s.ptr[at - 1 - spaces] == ' ')
        spaces++;
    *ret_drop = slashes % 2;
    return slashes % 2 == 1 || spaces >= 2;
}

/* One line for md4c: line ends become spaces or the mark of a hard break, control characters
 * U+FFFD. */
static void one_line(px_builder *line, px_str s)
{
    px_builder_add(line, GUARD);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        size_t drop = 0;

        if (c == '\n' && is_hard_break(s, i, &drop)) {
            line->len -= drop;
            px_builder_add(line, (const char[]){ ' ', BREAK_MARK, ' ', '\0' });
        } else if (c == '\n' || c == '\t' || c == '\r') {
            px_builder_char(line, ' ');
        } else if (c < 0x20 || c == 0x7F) {
            px_builder_utf8(line, 0xFFFD);
        } else {
            px_builder_char(line, (char)c);
        }
    }
}

/* True for text in which md4c, with the flags below, would see nothing but itself. Most provisions
 * are such text, and it is many times faster to see that than to parse it. */
static bool is_quiet(px_str s)
{
    static const bool loud[256] = {
        ['\\'] = true, ['`'] = true, ['*'] = true, ['_'] = true, ['['] = true, [']'] = true,
        ['<'] = true,  ['>'] = true, ['!'] = true, ['&'] = true, [0x7F] = true
    };

    if (!s.len || s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' ')
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (c < 0x20 || loud[c])
            return false;
    }
    return true;
}

/* ---- Documents */

/* md4c's block as ours; false for the document itself and what we do not ask it for. */
static bool known_block(MD_BLOCKTYPE type, const void *detail, px_block_kind *ret_kind,
                        unsigned *ret_number)
{
    static const struct {
        bool known;
        px_block_kind kind;
    } kinds[] = {
        [MD_BLOCK_P] = { true, PX_BLOCK_PARAGRAPH },
        [MD_BLOCK_H] = { true, PX_BLOCK_HEADING },
        [MD_BLOCK_QUOTE] = { true, PX_BLOCK_QUOTE },
        [MD_BLOCK_UL] = { true, PX_BLOCK_BULLETS },
        [MD_BLOCK_OL] = { true, PX_BLOCK_NUMBERS },
        [MD_BLOCK_LI] = { true, PX_BLOCK_ITEM },
        [MD_BLOCK_HR] = { true, PX_BLOCK_RULE },
        [MD_BLOCK_CODE] = { true, PX_BLOCK_CODE },
        [MD_BLOCK_TABLE] = { true, PX_BLOCK_TABLE },
        [MD_BLOCK_THEAD] = { true, PX_BLOCK_TABLE_HEAD },
        [MD_BLOCK_TBODY] = { true, PX_BLOCK_TABLE_BODY },
        [MD_BLOCK_TR] = { true, PX_BLOCK_ROW },
        [MD_BLOCK_TH] = { true, PX_BLOCK_HEAD_CELL },
        [MD_BLOCK_TD] = { true, PX_BLOCK_CELL },
    };

    if ((size_t)type >= PX_COUNT(kinds) || !kinds[type].known)
        return false;
    *ret_kind = kinds[type].kind;
    *ret_number = 0;
    if (type == MD_BLOCK_H)
        *ret_number = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    if (type == MD_BLOCK_OL)
        *ret_number = ((const MD_BLOCK_OL_DETAIL *)detail)->start;
    return true;
}

static int on_document_enter(MD_BLOCKTYPE type, void *detail, void *arg)
{
    walk *w = arg;
    px_block_kind kind;
    unsigned number;

    w->block_depth++;
    w->beyond |= ++w->n_blocks > PX_DOCUMENT_BLOCKS || w->block_depth > PX_DOCUMENT_DEPTH;
    if (w->beyond)
        return 1;
    if (known_block(type, detail, &kind, &number))
        w->blocks->open(w->out, kind, number);
    if (type == MD_BLOCK_CODE)
        w->in_code++;
    return 0;
}

/* No span reaches over the end of its block, whatever md4c left open. */
static int on_document_leave(MD_BLOCKTYPE type, void *detail, void *arg)
{
    walk *w = arg;
    px_block_kind kind;
    unsigned number;

    while (w->depth)
        close_one(w);
    w->deep = w->in_code = 0;
    w->block_depth--;
    if (known_block(type, detail, &kind, &number))
        w->blocks->close(w->out, kind, number);
    return 0;
}

/* The text with line ends as md4c wants them and U+FFFD for control characters. */
static void many_lines(px_builder *text, px_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (c == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n')
            continue;
        if (c == '\r')
            px_builder_char(text, '\n');
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            px_builder_utf8(text, 0xFFFD);
        else
            px_builder_char(text, (char)c);
    }
}

int px_markdown_walk_document(px_str markdown, const px_block_sink *sink, px_builder *out,
                              px_error *err)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_TABLES,
        .enter_block = on_document_enter,
        .leave_block = on_document_leave,
        .enter_span = on_enter,
        .leave_span = on_leave,
        .text = on_text,
    };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4 * PX_DOCUMENT_MAX);
    walk w = { .sink = &sink->spans, .blocks = sink, .out = out };

    if (markdown.len > PX_DOCUMENT_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the text is larger than {max} KiB; shorten it"),
                       "max", "256", NULL);
    if (!px_utf8_valid(markdown, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("the text is not UTF-8"), NULL);
    many_lines(&text, markdown);
    if (md_parse(px_builder_cstr(&text), (MD_SIZE)text.len, &parser, &w) != 0 && !w.beyond)
        px_out_of_memory(); /* the only way in which md4c itself fails */
    if (w.beyond)           /* which md4c does not always hand on */
        return px_fail(
            err, PX_ERR_TOO_LARGE,
            N_("the text has too many paragraphs, lists or cells, or they stand too deep "
               "in one another; divide it"),
            NULL);
    return px_builder_check(out, err);
}

/* ---- One paragraph */

int px_markdown_walk(px_str markdown, const px_inline_sink *sink, px_builder *out, px_error *err)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = on_block,
        .leave_block = on_block,
        .enter_span = on_enter,
        .leave_span = on_leave,
        .text = on_text,
    };
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(4 * PX_INLINE_MAX);
    walk w = { .sink = sink, .out = out, .guard = sizeof(GUARD) - 1 };

    if (markdown.len > PX_INLINE_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("a single paragraph is larger than {max} KiB; divide it"), "max", "1024",
                       NULL);
    if (!px_utf8_valid(markdown, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("the text is not UTF-8"), NULL);
    if (is_quiet(markdown)) {
        sink->text(out, markdown);
        return px_builder_check(out, err);
    }
    one_line(&line, markdown);
    if (md_parse(line.ptr, (MD_SIZE)line.len, &parser, &w) != 0)
        px_out_of_memory(); /* the only way in which md4c itself fails */
    while (w.depth)
        close_one(&w);
    return px_builder_check(out, err);
}
