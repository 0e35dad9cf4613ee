/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed_docx.h"

#include "base/ascii.h"
#include "base/builder.h"
#include "base/number.h"
#include "code/docx/docx_package.h"
#include "duty/filed/filed_tick.h"

#include "base/banned.h"

enum {
    DEPTH = 40,
    LETTER = 600, /* width of a character, in hundredths of a point */
    HEIGHT = 1200,
    LINE_LETTERS = 4000,                    /* longer paragraphs go on in the next line */
    COLUMN = (LINE_LETTERS + 100) * LETTER, /* from one column of a table to the next */
    COLUMNS_MAX = 63,
    ICON = 400000,       /* a picture narrower than this (in EMU, 1.1 cm) may be a tick */
    UNREADABLE = 0xFFFD, /* data/check_ticks.tsv */
    BOX_EMPTY = 0x2610,
    BOX_TICKED = 0x2612
};

typedef struct reading {
    px_arena *arena;
    px_filed_word *list;
    size_t count, room;
    unsigned page;
    int y;        /* of the line that is being written */
    int column;   /* of the table, where one is */
    int letters;  /* that stand in the line */
    bool in_row;  /* the page is a row's: the next paragraph outside begins another */
    bool printed; /* the paragraph is no place for a label: an answer, a head of a table */
    bool ours;    /* a label in the style of documents of praxis was met */
    bool aside;   /* the paragraph is one that they add to the form */
    bool note;    /* what the rest of the line says of the answer, and not as the answer */
    px_builder text;
    bool too_many;
} reading;

/* ---- Words with places */

static void add_word(reading *r, px_str word)
{
    const int x = r->column * COLUMN + r->letters * LETTER;
    const int width = (int)PX_MIN(px_utf8_count(word), (size_t)LINE_LETTERS) * LETTER;

    if (r->count == PX_FILED_MAX_WORDS) {
        r->too_many = true;
        return;
    }
    r->list = px_arena_grow(r->arena, r->list, r->count, &r->room, sizeof(*r->list));
    r->list[r->count++] = (px_filed_word){ .text = px_arena_str(r->arena, word),
                                           .x0 = x,
                                           .x1 = x + width,
                                           .y0 = r->y,
                                           .y1 = r->y + HEIGHT,
                                           .page = r->page,
                                           .answer = r->printed,
                                           .furniture = r->aside,
                                           .cell = r->in_row ? (unsigned)r->column + 1 : 0 };
    r->letters += width / LETTER + 1;
}

static void end_line(reading *r)
{
    r->y += HEIGHT;
    r->letters = 0;
    r->note = false;
}

/* The words that were gathered go to the line; a tab leaves as much white space as between columns.
 */
static void put_text(reading *r)
{
    enum { TAB_LETTERS = 3 };
    const px_str text = px_builder_view(&r->text);
    size_t at = 0;

    while (at < text.len) {
        size_t end = at;

        if (px_is_space(text.ptr[at])) {
            if (text.ptr[at] == '\n')
                end_line(r);
            else if (text.ptr[at] == '\t')
                r->letters += TAB_LETTERS;
            at++;
            continue;
        }
        while (end < text.len && !px_is_space(text.ptr[end]))
            end++;
        if (r->letters >= LINE_LETTERS)
            end_line(r);
        add_word(r, px_str_sub(text, at, end));
        at = end;
    }
    px_builder_clear(&r->text);
}

static void add_sign(reading *r, unsigned sign)
{
    px_builder_char(&r->text, ' ');
    px_builder_utf8(&r->text, sign);
    px_builder_char(&r->text, ' ');
}

/* ---- Boxes */

static bool is_gone(const px_xml *e)
{
    return px_xml_is(e, "del") || px_xml_is(e, "moveFrom");
}

/* An attribute that says on or off; 1 where it is not there. */
static bool says_on(px_str value)
{
    return !px_str_is(value, "0") && !px_str_is(value, "false") && !px_str_is(value, "off");
}

static const px_xml *child_of(const px_xml *parent, const char *name)
{
    for (const px_xml *e = parent ? parent->first : NULL; e; e = e->next)
        if (px_str_is(e->name, name))
            return e;
    return NULL;
}

/* The box of a form of old: what was ticked, else what the form began with. */
static void add_old_box(reading *r, const px_xml *data)
{
    const px_xml *box = px_xml_child(data, "checkBox");
    const px_xml *state = px_xml_child(box, "checked");

    if (!box)
        return;
    if (!state)
        state = px_xml_child(box, "default");
    add_sign(r, state && says_on(px_xml_attribute_of(state, "val")) ? BOX_TICKED : BOX_EMPTY);
}

/* The first sign of a tick in the content, by its words. */
static px_tick tick_shown(const px_xml *e, int depth)
{
    px_tick tick = PX_TICK_NONE;
    size_t n;

    if (depth > DEPTH)
        return tick;
    if (px_xml_is(e, "t"))
        return px_filed_tick_at(px_str_trim(e->text), &n);
    for (const px_xml *child = e->first; child && tick == PX_TICK_NONE; child = child->next)
        tick = tick_shown(child, depth + 1);
    return tick;
}

/* A content control: what it keeps, unless it shows the contrary. */
static void add_control_box(reading *r, const px_xml *box, const px_xml *content)
{
    const px_xml *state = child_of(box, "checked");
    const px_str value = state ? px_xml_attribute_ns(state, PX_NS_OTHER, "val") : PX_STR("0");
    const bool ticked = says_on(value.ptr ? value : PX_STR("1"));
    const px_tick shown = content ? tick_shown(content, 0) : PX_TICK_NONE;
    const bool contrary =
        ticked ? shown == PX_TICK_EMPTY : shown == PX_TICK_TICKED || shown == PX_TICK_CROSS;

    add_sign(r, contrary ? UNREADABLE : ticked ? BOX_TICKED : BOX_EMPTY);
}

static bool is_symbol_font(px_str font)
{
    return px_str_starts(font, PX_STR("Wingdings"));
}

/* A character of a symbol font, at the place where such fonts have it; one that is no sign of a
 * tick may still be one that nobody has listed. */
static void add_symbol(reading *r, unsigned code)
{
    PX_AUTO_BUILDER px_builder sign = PX_BUILDER_INIT(8);
    const unsigned at = 0xF000 | (code & 0xFF);
    size_t n;

    px_builder_utf8(&sign, at);
    add_sign(r, px_filed_tick_at(px_builder_view(&sign), &n) == PX_TICK_NONE ? (unsigned)UNREADABLE
                                                                             : at);
}

static void add_sym(reading *r, const px_xml *e)
{
    const px_str digits = px_xml_attribute_of(e, "char");
    unsigned code = 0;

    for (size_t i = 0; i < digits.len && i < 4; i++)
        code = code * 16 + (unsigned)PX_MAX(px_hex_value(digits.ptr[i]), 0);
    if (is_symbol_font(px_xml_attribute_of(e, "font")))
        add_symbol(r, code);
    else if (code >= 0x20 && (code < 0xD800 || code > 0xDFFF))
        px_builder_utf8(&r->text, code >= 0xF000 && code <= 0xF0FF ? code & 0xFF : code);
}

/* A picture as small as a letter stands where a tick may. */
static bool is_icon(const px_xml *e, int depth)
{
    if (depth > DEPTH)
        return false;
    if (px_str_is(e->name, "extent")) {
        px_error ignored = PX_ERROR_INIT;
        long long width;

        return px_parse_int(px_xml_attribute_of(e, "cx"), 1, ICON, &width, &ignored) >= 0;
    }
    for (const px_xml *child = e->first; child; child = child->next)
        if (is_icon(child, depth + 1))
            return true;
    return false;
}

/* ---- Runs */

static void add_inline(reading *r, const px_xml *parent, int depth);

/* A picture that may be a tick, or the words of a text box. */
static void add_drawing(reading *r, const px_xml *drawing, int depth)
{
    if (is_icon(drawing, 0))
        add_sign(r, UNREADABLE);
    else
        add_inline(r, drawing, depth);
}

static void add_letters(reading *r, const px_xml *t, bool symbols)
{
    px_str text = t->text;

    if (!symbols) {
        px_builder_str(&r->text, text);
        return;
    }
    while (text.len) {
        size_t n;
        const unsigned c = px_utf8_decode(text, &n);

        if (c == ' ')
            px_builder_char(&r->text, ' ');
        else
            add_symbol(r, c);
        text = px_str_sub(text, n, text.len);
    }
}

/* In documents of praxis the words below an answer that say where it comes from: small, the first
 * of them slanted. */
static bool is_note(reading *r, const px_xml *properties)
{
    if (!px_str_is(px_xml_val(properties, "rStyle"), "Small"))
        return false;
    r->note |= px_xml_val_on(properties, "i") > 0;
    return r->note;
}

/* What stands in a run beside its letters. */
static void add_part(reading *r, const px_xml *e, int depth)
{
    if (px_xml_is(e, "br") || px_xml_is(e, "cr"))
        px_builder_char(&r->text, '\n');
    else if (px_xml_is(e, "tab"))
        px_builder_char(&r->text, '\t');
    else if (px_xml_is(e, "noBreakHyphen"))
        px_builder_add(&r->text, "\xE2\x80\x91");
    else if (px_xml_is(e, "sym"))
        add_sym(r, e);
    else if (px_xml_is(e, "fldChar"))
        add_old_box(r, px_xml_child(e, "ffData"));
    else if (px_xml_is(e, "object") && child_of(e, "control"))
        add_sign(r, UNREADABLE);
    else if (px_xml_is(e, "drawing"))
        add_drawing(r, e, depth + 1);
    else if (e->ns == PX_NS_MC)
        add_inline(r, e, depth + 1);
}

static void add_run(reading *r, const px_xml *run, int depth)
{
    const px_xml *properties = px_xml_child(run, "rPr");
    const px_xml *fonts = px_xml_child(properties, "rFonts");
    const bool symbols = is_symbol_font(px_xml_attribute_of(fonts, "ascii")) ||
                         is_symbol_font(px_xml_attribute_of(fonts, "hAnsi"));

    if (px_xml_val_on(properties, "vanish") > 0 || is_note(r, properties))
        return;
    for (const px_xml *e = run->first; e; e = e->next) {
        if (px_xml_is(e, "t"))
            add_letters(r, e, symbols);
        else
            add_part(r, e, depth);
    }
    put_text(r);
}

static void add_control(reading *r, const px_xml *control, int depth,
                        void (*add)(reading *r, const px_xml *parent, int depth));

/* Runs, wherever they stand: in links, content controls, insertions. Of alternatives the first. */
static void add_inline(reading *r, const px_xml *parent, int depth)
{
    if (depth > DEPTH)
        return;
    for (const px_xml *e = parent->first; e; e = e->next) {
        if (is_gone(e) || px_xml_is(e, "pPr"))
            continue;
        if (px_xml_is(e, "r"))
            add_run(r, e, depth);
        else if (px_xml_is(e, "sdt"))
            add_control(r, e, depth, add_inline);
        else if (px_xml_is(e, "drawing"))
            add_drawing(r, e, depth + 1);
        else if (e->ns == PX_NS_MC && px_str_is(e->name, "Fallback"))
            continue;
        else
            add_inline(r, e, depth + 1);
    }
}

/* ---- Blocks */

static bool is_one_of(px_str word, const char *const *list)
{
    for (; *list; list++)
        if (px_str_is(word, *list))
            return true;
    return false;
}

static bool is_contents(px_str style)
{
    return px_str_starts(style, PX_STR("TOC")) || px_str_starts(style, PX_STR("TM"));
}

static void add_paragraph(reading *r, const px_xml *paragraph, int depth)
{
    /* Where documents of praxis have no labels (src/document/write_docx_blocks.c). */
    static const char *const printed[] = { "FieldValue", "TableHead", "TableText", "TableRowHead",
                                           "Note",       "Title",     "Subtitle",  NULL };
    const px_str style = px_xml_val(px_xml_child(paragraph, "pPr"), "pStyle");

    if (is_contents(style))
        return;
    if (r->in_row && r->column < 0) {
        r->page++;
        r->y = 0;
        r->in_row = false;
    }
    r->column = PX_MAX(r->column, 0);
    r->printed = is_one_of(style, printed);
    r->ours |= px_str_is(style, "FieldLabel");
    r->aside = r->ours && px_str_is(style, "Note");
    add_inline(r, paragraph, depth);
    put_text(r);
    end_line(r);
    r->printed = r->aside = false;
    if (!r->in_row)
        r->column = -1;
}

static void add_blocks(reading *r, const px_xml *parent, int depth);

static void add_cell(reading *r, const px_xml *cell, int column, int *ret_bottom, int depth)
{
    const int top = r->y;

    r->column = PX_MIN(column, COLUMNS_MAX);
    r->letters = 0;
    add_blocks(r, cell, depth + 1);
    *ret_bottom = PX_MAX(*ret_bottom, r->y);
    r->y = top;
}

/* The cells of a row; content controls around them are looked into. */
static void add_cells(reading *r, const px_xml *parent, int *column, int *ret_bottom, int depth)
{
    for (const px_xml *e = depth < DEPTH ? parent->first : NULL; e; e = e->next) {
        if (px_xml_is(e, "tc")) {
            const int span = px_xml_val_int(px_xml_child(e, "tcPr"), "gridSpan", 1);

            add_cell(r, e, *column, ret_bottom, depth);
            *column += PX_MIN(PX_MAX(span, 1), (int)COLUMNS_MAX);
        } else if (px_xml_is(e, "sdt") || px_xml_is(e, "sdtContent")) {
            add_cells(r, e, column, ret_bottom, depth + 1);
        }
    }
}

/* A row within a cell is a line of it: cells within cells stand one below the other. */
static void add_row(reading *r, const px_xml *row, int depth)
{
    const px_xml *properties = px_xml_child(row, "trPr");
    int column = PX_MIN(PX_MAX(px_xml_val_int(properties, "gridBefore", 0), 0), (int)COLUMNS_MAX);
    int bottom = 0;

    if (px_xml_child(properties, "del"))
        return;
    r->page++;
    r->y = 0;
    r->in_row = true;
    add_cells(r, row, &column, &bottom, depth);
    r->y = bottom;
    r->column = -1;
}

static void add_rows(reading *r, const px_xml *parent, int depth)
{
    for (const px_xml *e = depth < DEPTH ? parent->first : NULL; e; e = e->next) {
        if (px_xml_is(e, "tr"))
            add_row(r, e, depth + 1);
        else if (px_xml_is(e, "sdt") || px_xml_is(e, "sdtContent") || px_xml_is(e, "ins"))
            add_rows(r, e, depth + 1);
    }
}

static void add_inner_rows(reading *r, const px_xml *parent, int depth)
{
    for (const px_xml *e = depth < DEPTH ? parent->first : NULL; e; e = e->next)
        if (!px_xml_is(e, "tblPr") && !px_xml_is(e, "tcPr") && !px_xml_is(e, "trPr")) {
            if (px_xml_is(e, "tc"))
                add_blocks(r, e, depth + 1);
            else
                add_inner_rows(r, e, depth + 1);
        }
}

static void add_blocks(reading *r, const px_xml *parent, int depth)
{
    if (depth > DEPTH)
        return;
    for (const px_xml *e = parent->first; e; e = e->next) {
        if (px_xml_is(e, "p"))
            add_paragraph(r, e, depth);
        else if (px_xml_is(e, "tbl") && r->column >= 0)
            add_inner_rows(r, e, depth);
        else if (px_xml_is(e, "tbl"))
            add_rows(r, e, depth);
        else if (px_xml_is(e, "sdt"))
            add_control(r, e, depth, add_blocks);
        else if (!is_gone(e) && !px_xml_is(e, "tcPr"))
            add_blocks(r, e, depth + 1);
    }
}

/* A content control: a box to tick, or what is in it, unless that stands for an answer to come. */
static void add_control(reading *r, const px_xml *control, int depth,
                        void (*add)(reading *r, const px_xml *parent, int depth))
{
    const px_xml *properties = px_xml_child(control, "sdtPr");
    const px_xml *content = px_xml_child(control, "sdtContent");
    const px_xml *box = child_of(properties, "checkbox");
    const px_xml *gallery = px_xml_child(px_xml_child(properties, "docPartObj"), "docPartGallery");

    if (box) {
        add_control_box(r, box, content);
        put_text(r);
        return;
    }
    if (!content || px_xml_val_on(properties, "showingPlcHdr") > 0 ||
        px_str_is(px_xml_attribute_of(gallery, "val"), "Table of Contents"))
        return;
    add(r, content, depth + 1);
}

/* ---- The document */

static int read_root(px_docx_package *package, px_xml **ret_root, px_error *err)
{
    px_docx_relationships links;
    px_str part;
    int rc = px_docx_package_relationships(package, PX_STR(""), &links, err);

    *ret_root = NULL;
    if (rc >= 0)
        rc = px_docx_package_main(package, &links, &part, err);
    if (rc >= 0 && part.len)
        rc = px_docx_package_xml(package, part, ret_root, err);
    if (rc >= 0 && !px_xml_child(*ret_root, "body"))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the file is an archive, but no DOCX; save the document as DOCX or PDF"),
                       NULL);
    return rc;
}

int px_filed_docx_words(px_arena *arena, px_str bytes, px_filed_words *ret_words, px_error *err)
{
    PX_AUTO_ARENA px_arena *parts = px_arena_new();
    reading r = {
        .arena = arena, .page = 1, .column = -1, .text = PX_BUILDER_INIT(PX_BUILDER_LARGE)
    };
    px_docx_package *package = NULL;
    px_xml *root = NULL;
    int rc = px_docx_package_open(bytes, parts, &package, err);

    if (rc >= 0)
        rc = read_root(package, &root, err);
    if (rc >= 0)
        add_blocks(&r, px_xml_child(root, "body"), 0);
    px_docx_package_close(package);
    px_builder_free(&r.text);
    if (rc < 0)
        return rc;
    if (r.too_many)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the document has more than 100,000 words; give the summary alone"),
                       NULL);
    return px_filed_words_of_places(arena, r.list, r.count, ret_words, err);
}
