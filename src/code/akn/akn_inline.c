/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/akn/akn_inline.h"

#include "base/ascii.h"
#include "base/markdown_escape.h"
#include "code/normal.h"

#include "base/banned.h"

void px_akn_inline_init(px_akn_inline *t)
{
    *t = (px_akn_inline){
        .raw = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .out = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .words = PX_BUILDER_INIT(PX_BUILDER_LARGE),
    };
}

void px_akn_inline_free(px_akn_inline *t)
{
    px_builder_free(&t->raw);
    px_builder_free(&t->out);
    px_builder_free(&t->words);
}

void px_akn_inline_restart(px_akn_inline *t)
{
    px_builder_clear(&t->raw);
    px_builder_clear(&t->out);
    px_builder_clear(&t->words);
    t->n_begun = t->n_closed = 0;
    t->gap = t->layout = t->after_note = t->verbatim = t->marked = false;
    t->bits = 0;
}

bool px_akn_inline_is_empty(const px_akn_inline *t)
{
    return !t->raw.len && !t->out.len;
}

#define SPACE 0x01
#define HIGH PX_AKN_HIGH
#define CONTROL PX_AKN_CONTROL

static const unsigned char classes[256] = {
    [' '] = SPACE,    ['\n'] = SPACE,         ['\t'] = SPACE,          ['\r'] = SPACE,
    [0x7F] = CONTROL, [0x80 ... 0xC1] = HIGH, [0xC2] = HIGH | CONTROL, [0xC3 ... 0xFF] = HIGH,
};

static unsigned char class_of(char c)
{
    return classes[(unsigned char)c];
}

static bool is_space(char c)
{
    return class_of(c) & SPACE;
}

static bool is_word(char c)
{
    return px_is_alnum(c) || c < 0;
}

/* True for a first or last byte that may belong to a sign: of ASCII, Latin-1 or the General
 * Punctuation of Unicode (its first byte), or the last byte of anything that is no letter of
 * ASCII. */
static bool may_be_sign(char c, bool first)
{
    unsigned char byte = (unsigned char)c;

    if (c >= 0)
        return !is_word(c);
    return !first || byte == 0xC2 || byte == 0xE2 || byte == 0xE3;
}

static char last_byte(const px_akn_inline *t)
{
    if (t->raw.len)
        return t->raw.ptr[t->raw.len - 1];
    return t->out.len ? t->out.ptr[t->out.len - 1] : '\0';
}

static bool in_code(const px_akn_inline *t)
{
    return t->n_begun && t->open[t->n_begun - 1].kind == PX_AKN_CODE;
}

/* Escapes the words that have come since the last mark. */
static void flush(px_akn_inline *t)
{
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str raw = px_builder_view(&t->raw);
    px_error ignored = PX_ERROR_INIT;

    /* Composed before it is escaped, so that no backslash gets between a sign and its accent. */
    if (t->bits & HIGH && px_text_nfc(&composed, raw, &ignored) == 0)
        raw = px_builder_view(&composed);
    if (t->marked)
        px_builder_str(&t->words, raw);
    if (t->verbatim || in_code(t))
        px_builder_str(&t->out, raw);
    else
        px_markdown_escape(&t->out, raw);
    px_builder_clear(&t->raw);
}

static size_t sign_len(px_akn_mark_kind kind)
{
    return kind == PX_AKN_BOLD ? 2 : 1;
}

/* Takes len bytes out of the text. */
static void take_out(px_builder *b, size_t at, size_t len)
{
    memmove(b->ptr + at, b->ptr + at + len, b->len - at - len);
    px_builder_cut(b, b->len - len);
}

/* Markdown takes "*(a)*b" for signs, not marks: where a word follows directly on marks that end
 * with a sign, the marks go. */
static void drop_closed(px_akn_inline *t)
{
    bool dropped = false;

    for (size_t i = t->n_closed; i-- > 0;) {
        px_akn_mark *mark = &t->closed[i];
        size_t len = sign_len(mark->kind);

        if (mark->kind >= PX_AKN_LINK || !mark->sign_end)
            continue;
        take_out(&t->out, mark->end - len, len);
        take_out(&t->out, mark->at, len);
        dropped = true;
        for (size_t j = 0; j < i; j++) {
            t->closed[j].at -= len;
            t->closed[j].end -= len;
        }
    }
    if (dropped)
        t->n_closed = 0;
}

/* Writes the opening sign of a mark in front of its first character. */
static void begin_mark(px_akn_inline *t, px_akn_mark *mark, char first)
{
    const px_akn_mark *before = t->n_closed ? &t->closed[t->n_closed - 1] : NULL;
    bool joins = before && before->kind == mark->kind && mark->kind < PX_AKN_LINK;
    size_t len = sign_len(mark->kind);

    /* "*a**b*" would be something else: the mark that has just ended goes on. */
    if (joins && before->end == t->out.len) {
        mark->at = before->at;
        px_builder_cut(&t->out, t->out.len - len);
        t->n_closed = 0;
        mark->shown = true;
        return;
    }
    mark->at = t->out.len;
    mark->shown = mark->kind == PX_AKN_LINK || !(may_be_sign(first, true) && is_word(last_byte(t)));
    if (!mark->shown)
        return;
    if (mark->kind == PX_AKN_LINK) {
        px_builder_char(&t->out, PX_AKN_LINK_OPEN);
    } else if (mark->kind != PX_AKN_CODE) {
        px_builder_str(&t->out, px_str_n("**", len));
    }
}

/* Whether white space stands between the words so far and those that start now. */
static bool gap_before(const px_akn_inline *t, char first)
{
    /* "Committee <note/> ,", and elements that stand in lines of their own. */
    if (t->gap && (t->after_note || t->layout) && strchr(",.;:)]}", first))
        return false;
    if (t->gap && t->layout && !px_akn_inline_is_empty(t) && strchr("([{", last_byte(t)))
        return false;
    /* "2012<note/>and" */
    return t->gap || (t->after_note && is_word(first) && is_word(last_byte(t)));
}

/* Before the first character of words: the space that is due, the marks that begin. */
static void before_words(px_akn_inline *t, char first)
{
    bool gap = gap_before(t, first);

    t->gap = t->after_note = t->layout = false;
    if (gap)
        t->n_closed = 0;
    else if (t->n_closed && is_word(first))
        drop_closed(t);
    if (gap && !px_akn_inline_is_empty(t) && last_byte(t) != '\n')
        px_builder_char(&t->raw, ' ');
    if (t->n_begun < t->n_open) {
        t->marked = true;
        flush(t);
        while (t->n_begun < t->n_open)
            begin_mark(t, &t->open[t->n_begun++], first);
    }
    t->n_closed = 0;
}

static void verbatim_words(px_akn_inline *t, px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        t->bits |= class_of(s.ptr[i]);
    px_builder_str(&t->raw, s);
}

/* The run of words from `from` up to white space that is more than one space. */
static size_t run_end(px_akn_inline *t, px_str s, size_t from)
{
    unsigned char bits = 0;
    size_t i = from;

    for (; i < s.len; i++) {
        unsigned char class = class_of(s.ptr[i]);

        if (class & SPACE && (s.ptr[i] != ' ' || i + 1 == s.len || is_space(s.ptr[i + 1])))
            break;
        bits |= class;
    }
    t->bits |= bits;
    return i;
}

void px_akn_inline_words(px_akn_inline *t, px_str s)
{
    if (t->verbatim) {
        verbatim_words(t, s);
        return;
    }
    for (size_t i = 0; i < s.len;) {
        size_t end;

        if (is_space(s.ptr[i])) {
            t->gap = true;
            t->layout = t->layout || s.ptr[i] == '\n';
            i++;
            continue;
        }
        end = run_end(t, s, i);
        if (t->gap || t->after_note || t->n_closed || t->n_begun < t->n_open)
            before_words(t, s.ptr[i]);
        px_builder_str(&t->raw, px_str_sub(s, i, end));
        i = end;
    }
}

void px_akn_inline_break(px_akn_inline *t)
{
    if (t->verbatim) {
        px_builder_char(&t->raw, '\n');
        return;
    }
    if (px_akn_inline_is_empty(t))
        return;
    t->marked = true;
    flush(t);
    if (last_byte(t) != '\n')
        px_builder_add(&t->out, "\\\n");
    px_builder_char(&t->words, ' ');
    t->gap = false;
    t->n_closed = 0;
}

bool px_akn_inline_open(px_akn_inline *t, px_akn_mark_kind kind, size_t link)
{
    if (t->n_open == PX_AKN_MARKS || t->verbatim ||
        (t->n_open && t->open[t->n_open - 1].kind == PX_AKN_CODE))
        return false;
    t->open[t->n_open++] = (px_akn_mark){ .kind = kind, .link = link };
    return true;
}

/* Puts what stands from `from` on between backticks, one more than the longest row of them in it.
 */
static void close_code(px_akn_inline *t, size_t from)
{
    PX_AUTO_BUILDER px_builder code = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t longest = 0, run = 0;
    bool pad;

    px_builder_str(&code, px_str_sub(px_builder_view(&t->out), from, t->out.len));
    for (size_t i = 0; i < code.len; i++) {
        run = code.ptr[i] == '`' ? run + 1 : 0;
        longest = PX_MAX(longest, run);
    }
    pad = code.len && (code.ptr[0] == '`' || run > 0);
    px_builder_cut(&t->out, from);
    for (size_t i = 0; i <= longest; i++)
        px_builder_char(&t->out, '`');
    px_builder_add(&t->out, pad ? " " : "");
    px_builder_str(&t->out, px_builder_view(&code));
    px_builder_add(&t->out, pad ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        px_builder_char(&t->out, '`');
}

/* Writes the closing sign of a mark. The mark is the last that has begun. */
static void finish_mark(px_akn_inline *t, px_akn_mark *mark)
{
    if (!mark->shown)
        return;
    if (t->raw.len)
        mark->sign_end = may_be_sign(last_byte(t), false);
    else
        mark->sign_end = !t->n_closed || t->closed[t->n_closed - 1].sign_end;
    flush(t);
    if (mark->kind == PX_AKN_LINK)
        px_builder_format(&t->out, "%c%zu%c", PX_AKN_LINK_WORDS_END, mark->link, PX_AKN_LINK_END);
    else if (mark->kind == PX_AKN_CODE)
        close_code(t, mark->at);
    else
        px_builder_str(&t->out, px_str_n("**", sign_len(mark->kind)));
    mark->end = t->out.len;
    if (t->n_closed < PX_AKN_MARKS)
        t->closed[t->n_closed++] = *mark;
}

void px_akn_inline_close(px_akn_inline *t)
{
    if (t->n_begun == t->n_open)
        finish_mark(t, &t->open[t->n_open - 1]);
    t->n_open--;
    t->n_begun = PX_MIN(t->n_begun, t->n_open);
}

void px_akn_inline_end(px_akn_inline *t)
{
    for (; t->n_begun; t->n_begun--)
        finish_mark(t, &t->open[t->n_begun - 1]);
    flush(t);
    if (!t->verbatim && px_str_ends(px_builder_view(&t->out), PX_STR("\\\n")))
        px_builder_cut(&t->out, t->out.len - 2);
}
