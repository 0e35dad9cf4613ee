/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/inline_runs.h"

#include <utf8proc.h>

#include "base/ascii.h"
#include "base/markdown_escape.h"
#include "base/markdown_walk.h"
#include "code/markdown/markdown.h"
#include "code/normal.h"

#include "base/banned.h"

#define EMPHASES ((unsigned)(PX_MARK_EMPHASIS | PX_MARK_STRONG))
/* How many runs ahead an opening mark looks for its end. */
#define LOOK_AHEAD 64

/* ---- Gathering */

static px_inline_run *grow(px_inline_runs *runs)
{
    if (runs->count == runs->room) {
        size_t room = PX_MAX(2 * runs->room, 8);
        px_inline_run *larger = px_arena_array(runs->arena, room, sizeof(*larger));

        if (runs->count)
            memcpy(larger, runs->items, runs->count * sizeof(*larger));
        runs->items = larger;
        runs->room = room;
    }
    return &runs->items[runs->count++];
}

/* The words with single spaces inside and none at the ends. */
static px_str folded(px_arena *arena, px_str s)
{
    char *copy = px_arena_cstr(arena, s);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++) {
        bool space = px_is_space(s.ptr[i]);

        if (!space || !len || copy[len - 1] != ' ')
            copy[len++] = space ? ' ' : s.ptr[i];
    }
    return px_str_n(copy, len);
}

void px_inline_begin(px_inline_runs *runs, px_mark mark)
{
    runs->links += mark == PX_MARK_LINK;
    runs->codes += mark == PX_MARK_CODE;
}

void px_inline_add(px_inline_runs *runs, px_str words, unsigned marks, px_str address)
{
    px_str core = px_str_trim(words);
    px_inline_run *run;

    if (!words.len)
        return;
    runs->space = runs->space || px_is_space(words.ptr[0]);
    if (!core.len)
        return;
    run = grow(runs);
    *run = (px_inline_run){
        .text = folded(runs->arena, core),
        .marks = marks,
        .address = marks & PX_MARK_LINK ? px_arena_str(runs->arena, address) : PX_STR_NONE,
        .link = marks & PX_MARK_LINK ? runs->links : 0,
        .code = marks & PX_MARK_CODE ? runs->codes : 0,
        .space = runs->count > 1 && runs->space && !runs->breaks,
        .breaks = runs->count > 1 ? runs->breaks : 0,
    };
    runs->breaks = 0;
    runs->space = px_is_space(words.ptr[words.len - 1]);
}

void px_inline_break(px_inline_runs *runs)
{
    runs->breaks++;
}

px_str px_inline_words(const px_inline_runs *runs)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].space || runs->items[i].breaks)
            px_builder_char(&out, ' ');
        px_builder_str(&out, runs->items[i].text);
    }
    return px_arena_str(runs->arena, px_builder_view(&out));
}

void px_inline_drop(px_inline_runs *runs, size_t bytes)
{
    size_t gone = 0;

    while (gone < runs->count) {
        px_inline_run *run = &runs->items[gone];
        size_t gap = gone && (run->space || run->breaks) ? 1 : 0;

        if (bytes < gap + run->text.len) {
            run->text =
                px_str_trim(px_str_sub(run->text, bytes > gap ? bytes - gap : 0, run->text.len));
            break;
        }
        bytes -= gap + run->text.len;
        gone++;
    }
    runs->items += gone;
    runs->count -= gone;
    runs->room -= gone;
    if (runs->count) {
        runs->items[0].space = false;
        runs->items[0].breaks = 0;
    }
}

/* ---- Normal form: neighbours in the same marks are one */

static bool same_marks(const px_inline_run *a, const px_inline_run *b)
{
    return a->marks == b->marks && px_str_eq(a->address, b->address);
}

/* Code spans that touch each other are one: Markdown could not part them. */
static bool belongs(const px_inline_run *a, const px_inline_run *b)
{
    return !b->breaks && same_marks(a, b) && a->link == b->link &&
           (a->code == b->code || !b->space);
}

static px_inline_runs joined(const px_inline_runs *runs)
{
    px_inline_runs out = { .arena = runs->arena };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < runs->count;) {
        px_inline_run *run = grow(&out);

        *run = runs->items[i];
        if (i + 1 == runs->count || !belongs(run, &runs->items[i + 1])) {
            i++;
            continue;
        }
        px_builder_clear(&text);
        px_builder_str(&text, run->text);
        for (i++; i < runs->count && belongs(run, &runs->items[i]); i++) {
            if (runs->items[i].space)
                px_builder_char(&text, ' ');
            px_builder_str(&text, runs->items[i].text);
        }
        run->text = px_arena_str(runs->arena, px_builder_view(&text));
    }
    return out;
}

static bool same_runs(const px_inline_runs *a, const px_inline_runs *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const px_inline_run *p = &a->items[i], *q = &b->items[i];

        if (!same_marks(p, q) || p->space != q->space || p->breaks != q->breaks ||
            !px_str_eq(p->text, q->text))
            return false;
    }
    return true;
}

/* ---- Which emphasis can stand (CommonMark 0.30, 6.2: flanking) */

typedef enum character { SPACE, PUNCTUATION, LETTER } character;

static character character_of(unsigned codepoint)
{
    switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
    case UTF8PROC_CATEGORY_ZS:
        return SPACE;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return PUNCTUATION;
    default:
        return codepoint < 0x80 && strchr("$+<=>^`|~", (int)codepoint) ? PUNCTUATION : LETTER;
    }
}

static character first_character(const px_inline_run *run)
{
    size_t len;

    if (run->marks & PX_MARK_CODE)
        return PUNCTUATION;
    return character_of(px_utf8_decode(run->text, &len));
}

static character last_character(const px_inline_run *run)
{
    size_t at = run->text.len - 1, len;

    if (run->marks & PX_MARK_CODE)
        return PUNCTUATION;
    while (at && ((unsigned char)run->text.ptr[at] & 0xC0) == 0x80)
        at--;
    return character_of(px_utf8_decode(px_str_sub(run->text, at, run->text.len), &len));
}

/* True when a mark may begin (or, read backwards, end) between two characters. */
static bool may_flank(character outside, character inside)
{
    return inside != SPACE && (inside == LETTER || outside != LETTER);
}

/* True when runs [from, to) may stand in a mark of emphasis. */
static bool may_emphasise(const px_inline_runs *runs, size_t from, size_t to)
{
    const px_inline_run *items = runs->items;
    bool apart = from == 0 || items[from].space || items[from].breaks;

    if (!may_flank(apart ? SPACE : last_character(&items[from - 1]), first_character(&items[from])))
        return false;
    apart = to == runs->count || items[to].space || items[to].breaks;
    return may_flank(apart ? SPACE : first_character(&items[to]), last_character(&items[to - 1]));
}

/* Takes a mark from all runs where it cannot stand. */
static void drop_impossible(px_inline_runs *runs, unsigned mark)
{
    for (size_t from = 0, to; from < runs->count; from = to) {
        to = from + 1;
        if (!(runs->items[from].marks & mark))
            continue;
        while (to < runs->count && (runs->items[to].marks & mark))
            to++;
        if (may_emphasise(runs, from, to))
            continue;
        for (size_t i = from; i < to; i++)
            runs->items[i].marks &= ~mark;
    }
}

static void drop_marks(px_inline_runs *runs, unsigned marks)
{
    for (size_t i = 0; i < runs->count; i++) {
        runs->items[i].marks &= ~marks;
        if (marks & PX_MARK_LINK)
            runs->items[i].address = PX_STR_NONE;
        runs->items[i].link = marks & PX_MARK_LINK ? 0 : runs->items[i].link;
        runs->items[i].code = marks & PX_MARK_CODE ? 0 : runs->items[i].code;
    }
}

/* ---- Writing */

typedef struct marker {
    px_builder *out;
    unsigned open[4]; /* marks, the outermost first */
    size_t depth;
    px_str address;
    size_t link;
} marker;

static void write_address(px_builder *out, px_str address)
{
    for (size_t i = 0; i < address.len; i++) {
        if (strchr("()&*_[]`!{", address.ptr[i]) && address.ptr[0] != '#')
            px_builder_char(out, '\\');
        px_builder_char(out, address.ptr[i]);
    }
}

static void close_mark(marker *m)
{
    switch (m->open[--m->depth]) {
    case PX_MARK_LINK:
        px_builder_add(m->out, "](");
        write_address(m->out, m->address);
        px_builder_char(m->out, ')');
        break;
    case PX_MARK_STRONG:
        px_builder_add(m->out, "**");
        break;
    case PX_MARK_EMPHASIS:
        px_builder_char(m->out, '*');
        break;
    default:
        break;
    }
}

static void open_mark(marker *m, unsigned mark, const px_inline_run *run)
{
    static const char *const signs[] = {
        [PX_MARK_LINK] = "[",
        [PX_MARK_STRONG] = "**",
        [PX_MARK_EMPHASIS] = "*",
        [PX_MARK_CODE] = "",
    };

    m->open[m->depth++] = mark;
    if (mark == PX_MARK_LINK) {
        m->address = run->address;
        m->link = run->link;
    }
    px_builder_add(m->out, signs[mark]);
}

/* Closes what the run does not stand in. */
static void close_marks(marker *m, const px_inline_run *run)
{
    size_t kept = 0;

    while (kept < m->depth && (m->open[kept] & run->marks) && m->open[kept] != PX_MARK_CODE &&
           (m->open[kept] != PX_MARK_LINK || m->link == run->link))
        kept++;
    while (m->depth > kept)
        close_mark(m);
}

/* How many runs from `at` on stand in the mark. */
static size_t extent(const px_inline_runs *runs, size_t at, unsigned mark)
{
    size_t end = at;

    while (end < runs->count && end < at + LOOK_AHEAD && (runs->items[end].marks & mark) &&
           (mark != PX_MARK_LINK || runs->items[end].link == runs->items[at].link))
        end++;
    return end - at;
}

/* Opens what it does, what reaches farthest first, code last. */
static void open_marks(marker *m, const px_inline_runs *runs, size_t at)
{
    unsigned missing = runs->items[at].marks;

    for (size_t i = 0; i < m->depth; i++)
        missing &= ~m->open[i];
    while (missing) {
        unsigned best = missing & PX_MARK_CODE;
        size_t reach = 0;

        for (unsigned mark = PX_MARK_LINK; mark <= PX_MARK_EMPHASIS; mark <<= 1)
            if ((missing & mark) && extent(runs, at, mark) > reach) {
                reach = extent(runs, at, mark);
                best = mark;
            }
        open_mark(m, best, &runs->items[at]);
        missing &= ~best;
    }
}

/* A code span: a fence that is longer than any inside, spaces where a fence would touch one. */
static void write_code(px_builder *out, px_str text)
{
    size_t longest = 0, run = 0;
    bool padded = text.ptr[0] == '`' || text.ptr[text.len - 1] == '`';

    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == '`' ? run + 1 : 0;
        longest = PX_MAX(longest, run);
    }
    for (size_t i = 0; i <= longest; i++)
        px_builder_char(out, '`');
    px_builder_add(out, padded ? " " : "");
    px_builder_str(out, text);
    px_builder_add(out, padded ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        px_builder_char(out, '`');
}

/* An exclamation mark before a link would make an image of it. */
static void escape_bang(px_builder *out)
{
    px_str s = px_builder_view(out);

    if (px_str_ends(s, PX_STR("!")) && !px_str_ends(s, PX_STR("\\!"))) {
        px_builder_cut(out, s.len - 1);
        px_builder_add(out, "\\!");
    }
}

static void write_runs(px_builder *out, const px_inline_runs *runs)
{
    marker m = { .out = out };

    for (size_t i = 0; i < runs->count; i++) {
        const px_inline_run *run = &runs->items[i];

        close_marks(&m, run);
        for (unsigned b = 0; b < run->breaks; b++)
            px_builder_add(out, "\\\n");
        if (run->space)
            px_builder_char(out, ' ');
        else if (run->marks & PX_MARK_LINK)
            escape_bang(out);
        open_marks(&m, runs, i);
        if (run->marks & PX_MARK_CODE)
            write_code(out, run->text);
        else
            px_markdown_escape(out, run->text);
    }
    while (m.depth)
        close_mark(&m);
}

/* ---- Reading back */

/* What the walk over Markdown fills. The sink gets the builder, which is the head of this. */
typedef struct reading {
    px_builder out;
    px_inline_runs *runs;
    int open[4]; /* how many spans of each kind are open */
    px_str address;
} reading;

static void read_text(px_builder *out, px_str text)
{
    static const unsigned marks[] = {
        [PX_INLINE_EMPHASIS] = PX_MARK_EMPHASIS,
        [PX_INLINE_STRONG] = PX_MARK_STRONG,
        [PX_INLINE_CODE] = PX_MARK_CODE,
        [PX_INLINE_LINK] = PX_MARK_LINK,
    };
    reading *r = (reading *)out;
    unsigned in = 0;

    for (size_t i = 0; i < PX_COUNT(marks); i++)
        in |= r->open[i] ? marks[i] : 0;
    px_inline_add(r->runs, text, in, r->address);
}

static void read_break(px_builder *out)
{
    px_inline_break(((reading *)out)->runs);
}

static bool read_open(px_builder *out, px_inline_span span, px_str address)
{
    reading *r = (reading *)out;

    if (span == PX_INLINE_LINK) {
        if (!px_link_allowed(address))
            return false;
        r->address = px_arena_str(r->runs->arena, address);
        px_inline_begin(r->runs, PX_MARK_LINK);
    } else if (span == PX_INLINE_CODE) {
        px_inline_begin(r->runs, PX_MARK_CODE);
    }
    r->open[span]++;
    return true;
}

static void read_close(px_builder *out, px_inline_span span)
{
    ((reading *)out)->open[span]--;
}

int px_inline_read(px_inline_runs *runs, px_str markdown, px_error *err)
{
    static const px_inline_sink sink = { read_text, read_break, read_open, read_close };
    reading r = { .out = PX_BUILDER_INIT(1), .runs = runs };

    return px_markdown_walk(markdown, &sink, &r.out, err);
}

static bool reads_back(px_str markdown, const px_inline_runs *runs)
{
    px_inline_runs again = { .arena = runs->arena }, one;
    px_error err = PX_ERROR_INIT;

    if (markdown.len > PX_INLINE_MAX)
        return true; /* refused later, with its line */
    if (px_inline_read(&again, markdown, &err) < 0)
        return false;
    one = joined(&again);
    return same_runs(&one, runs);
}

static bool has_marks(const px_inline_runs *runs)
{
    for (size_t i = 0; i < runs->count; i++)
        if (runs->items[i].marks)
            return true;
    return false;
}

static void nfc(px_inline_runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_error err = PX_ERROR_INIT;

        if (px_text_nfc(&out, runs->items[i].text, &err) == 0 &&
            !px_str_eq(px_builder_view(&out), runs->items[i].text))
            runs->items[i].text = px_arena_str(runs->arena, px_builder_view(&out));
    }
}

px_str px_inline_markdown(const px_inline_runs *runs)
{
    /* First as it is; what cannot be read back then goes without emphasis, and at last without any
     * mark. */
    static const unsigned dropped[] = { 0, EMPHASES, EMPHASES | PX_MARK_LINK | PX_MARK_CODE };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_inline_runs one = joined(runs);

    nfc(&one);
    drop_impossible(&one, PX_MARK_STRONG);
    drop_impossible(&one, PX_MARK_EMPHASIS);
    for (size_t i = 0; i < PX_COUNT(dropped); i++) {
        drop_marks(&one, dropped[i]);
        one = joined(&one);
        px_builder_clear(&out);
        write_runs(&out, &one);
        if (!has_marks(&one) || reads_back(px_builder_view(&out), &one))
            break;
    }
    return px_arena_str(runs->arena, px_builder_view(&out));
}

int px_inline_canonical(px_arena *arena, px_str markdown, px_str *ret_canonical, px_error *err)
{
    px_inline_runs runs = { .arena = arena };
    int rc = px_inline_read(&runs, markdown, err);

    if (rc < 0)
        return rc;
    *ret_canonical = px_inline_markdown(&runs);
    return 0;
}
