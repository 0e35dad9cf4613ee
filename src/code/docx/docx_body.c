/* SPDX-License-Identifier: EUPL-1.2 */
/* The containers of paragraphs and tables, and what paragraphs are. */
#include "code/docx/docx.h"

#include "base/banned.h"

/* About so many bytes of its words tell in a warning what is meant. */
#define EXCERPT 60

/* ---- Tracked changes */

static const struct {
    const char *name;
    bool adds; /* it is there when the change is accepted */
} changes[] = {
    { "ins", true },
    { "moveTo", true },
    { "del", false },
    { "moveFrom", false },
};

/* Index in the table above, or its size. */
static size_t change_of(const px_xml *element)
{
    size_t i = 0;

    while (i < PX_COUNT(changes) && !px_xml_is(element, changes[i].name))
        i++;
    return i;
}

bool px_docx_is_change(const px_xml *element)
{
    return change_of(element) < PX_COUNT(changes);
}

bool px_docx_change_counts(px_docx *d, const px_xml *element)
{
    size_t i = change_of(element);

    /* a move is one change, told twice */
    if (!px_xml_is(element, "moveFrom"))
        d->changes++;
    return i == PX_COUNT(changes) || changes[i].adds != d->refuse;
}

bool px_docx_is_gone(px_docx *d, const px_xml *properties)
{
    bool gone = false;

    for (const px_xml *e = properties ? properties->first : NULL; e; e = e->next) {
        if (px_docx_is_change(e))
            gone = !px_docx_change_counts(d, e) || gone;
        if (!px_xml_is(e, "cellIns") && !px_xml_is(e, "cellDel"))
            continue;
        d->changes++;
        gone = gone || px_xml_is(e, "cellIns") == d->refuse;
    }
    return gone;
}

/* ---- Warnings */

void px_docx_warn(px_docx *d, px_outline_warning_kind kind, px_str text)
{
    px_outline_warn(d->outline, kind, d->paragraph, px_docx_text_line(d->arena, text));
}

/* Appends the words of an element up to a length. */
static void gather_words(px_builder *out, const px_xml *element)
{
    if (px_str_is(element->name, "t") && element->text.len)
        px_builder_str(out, element->text);
    else if (px_str_is(element->name, "p"))
        px_builder_char(out, ' ');
    for (const px_xml *e = element->first; e && out->len < EXCERPT; e = e->next)
        gather_words(out, e);
}

size_t px_docx_line(const px_docx *d, const px_xml *element)
{
    size_t line = element->number;

    for (const px_xml *e = element->first; e && !line; e = e->next)
        line = px_docx_line(NULL, e);
    return line || !d ? line : d->paragraph;
}

void px_docx_warn_words(px_docx *d, px_outline_warning_kind kind, const px_xml *element)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    gather_words(&words, element);
    px_outline_warn(d->outline, kind, px_docx_line(d, element),
                    px_docx_text_line(d->arena, px_builder_view(&words)));
}

void px_docx_warn_once(px_docx *d, px_outline_warning_kind kind, px_str text)
{
    if (px_map_get(&d->told, text))
        return;
    (void)px_map_put(&d->told, px_arena_str(d->arena, text), d);
    px_docx_warn(d, kind, text);
}

/* ---- Alternatives and content controls */

void px_docx_number_paragraphs(px_xml *element, unsigned *count)
{
    if (px_xml_is(element, "p"))
        element->number = ++*count;
    for (px_xml *e = element->first; e; e = e->next)
        px_docx_number_paragraphs(e, count);
}

const px_xml *px_docx_alternative(const px_xml *element)
{
    const px_xml *fallback = NULL;

    for (const px_xml *child = element->first; child; child = child->next) {
        if (child->ns == PX_NS_MC && px_str_is(child->name, "Choice"))
            return child;
        if (child->ns == PX_NS_MC && px_str_is(child->name, "Fallback"))
            fallback = child;
    }
    return fallback;
}

const px_xml *px_docx_content_control(px_docx *d, const px_xml *element)
{
    const px_xml *kind = px_xml_child(px_xml_child(element, "sdtPr"), "docPartObj");

    if (px_str_is(px_xml_val(kind, "docPartGallery"), "Table of Contents")) {
        px_docx_warn_words(d, PX_WARN_CONTENTS, element);
        return NULL;
    }
    return px_xml_child(element, "sdtContent");
}

/* ---- Bookmarks */

void px_docx_bookmark_start(px_docx *d, px_str name)
{
    px_docx_bookmark *b;

    name = px_docx_name(d->arena, name);
    if (!name.len || px_str_is(name, "_GoBack") || px_map_get(&d->bookmarks, name))
        return;
    b = px_arena_alloc(d->arena, sizeof(*b));
    b->name = name;
    b->node = PX_OUTLINE_TOP;
    (void)px_map_put(&d->bookmarks, name, b);
    *d->bookmark_end = b;
    d->bookmark_end = &b->next;
    if (!d->first_open)
        d->first_open = b;
}

/* ---- Paragraphs */

/* The numbering of a paragraph: its own, else that of its style. */
static void find_number(px_docx *d, const px_xml *properties, const px_docx_style *style,
                        px_docx_number **ret_number, int *ret_id, int *ret_level)
{
    const px_xml *own = px_xml_child(properties, "numPr");
    int id = px_xml_val_int(own, "numId", -1), level = px_xml_val_int(own, "ilvl", -1);
    px_docx_number *number;

    if (id < 0)
        id = style->number;
    number = px_docx_number_of(&d->numbering, id);
    *ret_number = number;
    *ret_id = id;
    if (!number)
        return;
    if (level < 0)
        level = px_docx_number_style_level(number, style->id);
    if (level < 0)
        level = px_docx_number_style_level(number, style->numbered);
    if (level < 0)
        level = style->number_level;
    *ret_level = level < 0 ? 0 : PX_MIN(level, PX_DOCX_LEVELS - 1);
}

static int indent_of(const px_xml *properties, const px_docx_style *style,
                     const px_docx_level *level)
{
    int own = px_docx_indent_read(properties);
    bool direct = px_xml_child(px_xml_child(properties, "numPr"), "numId") != NULL;
    int listed = level ? level->indent : PX_DOCX_NO_INDENT;

    if (own != PX_DOCX_NO_INDENT)
        return own;
    if (direct && listed != PX_DOCX_NO_INDENT)
        return listed;
    if (style->indent != PX_DOCX_NO_INDENT)
        return style->indent;
    return listed != PX_DOCX_NO_INDENT ? listed : 0;
}

static void number_block(px_docx *d, const px_xml *properties, const px_docx_style *style,
                         px_docx_block *block)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_DOCX_NUMBER_MAX);
    px_docx_number *number = NULL;
    int level = 0;

    find_number(d, properties, style, &number, &block->instance, &level);
    block->indent = indent_of(properties, style, number ? number->levels[level] : NULL);
    if (!number) {
        if (block->role == PX_DOCX_BULLET && block->instance != 0) {
            block->list = "bullet";
            block->bullet = true;
            block->depth = style->level;
        }
        return;
    }
    block->value = px_docx_number_next(number, level, &text);
    block->number = px_docx_text_line(d->arena, px_builder_view(&text));
    block->bullet = number->levels[level]->bullet;
    block->restarted = block->value == number->levels[level]->start;
    block->depth = level;
    if (block->bullet || block->number.len)
        block->list = number->abstract;
}

/* A level that the paragraph itself says counts for more than its style. */
static void find_role(const px_docx *d, const px_xml *properties, const px_docx_style *style,
                      px_docx_block *block)
{
    int level = px_xml_val_int(properties, "outlineLvl", -1);

    block->role = style->role;
    block->level = style->level;
    if (level >= 0 && style->role != PX_DOCX_TITLE && style->role != PX_DOCX_CONTENTS) {
        block->role = level < PX_DOCX_LEVELS           ? PX_DOCX_HEADING
                      : style->role == PX_DOCX_HEADING ? PX_DOCX_PLAIN
                                                       : style->role;
        block->level = level;
    }
    if (block->role == PX_DOCX_HEADING && d->in_box)
        block->role = PX_DOCX_PLAIN;
}

static signed char said(signed char own, signed char otherwise)
{
    return own >= 0 ? own : otherwise;
}

/* The marks that a style gives to all words: they are no marks of a part. */
static void set_base(px_docx *d, const px_docx_style *style)
{
    const px_docx_format *f = &style->format, *all = &d->styles.format;

    d->base = (px_docx_format){
        .bold = said(f->bold, all->bold),
        .italic = said(f->italic, all->italic),
        .strike = said(f->strike, all->strike),
        .code = said(f->code, all->code),
        .hidden = said(f->hidden, all->hidden),
    };
    d->run = d->base;
}

/* A heading cannot be part of a field that has no end: the field was cut off. */
static void end_lost_fields(px_docx *d)
{
    if (!px_docx_field_shows(d)) {
        px_docx_warn(d, PX_WARN_UNKNOWN, PX_STR("w:fldChar"));
        px_docx_field_end_all(d);
    }
}

static void put_block(px_docx *d, px_docx_block *block)
{
    block->line = d->paragraph;
    d->sink.put(d, d->sink.arg, block);
}

/* The gathered words become a block. Its properties are those of the last paragraph mark. */
static void put_paragraph(px_docx *d, const px_xml *properties, const px_docx_style *style)
{
    px_docx_block block = { .words = d->words };

    find_role(d, properties, style, &block);
    number_block(d, properties, style, &block);
    if (block.role == PX_DOCX_CONTENTS && !px_docx_text_blank(&d->words))
        px_docx_contents_add(d, px_builder_view(&d->words.words));
    px_docx_text_init(&d->words);
    d->gathering = false;
    if (block.role != PX_DOCX_CONTENTS)
        put_block(d, &block);
    px_docx_text_free(&block.words);
}

void px_docx_contents_end(px_docx *d)
{
    if (d->contents_line)
        px_outline_warn(d->outline, PX_WARN_CONTENTS, d->contents_line,
                        px_docx_text_line(d->arena, px_builder_view(&d->contents)));
    d->contents_line = 0;
    px_builder_clear(&d->contents);
}

void px_docx_contents_add(px_docx *d, px_str words)
{
    if (d->contents.len < EXCERPT)
        px_builder_str(&d->contents, words);
    if (!d->contents_line)
        d->contents_line = d->paragraph;
}

void px_docx_paragraph_end(px_docx *d)
{
    if (d->gathering && (!px_docx_text_blank(&d->words) || d->waiting))
        put_paragraph(d, d->gathered, d->style);
    d->gathering = false;
}

/* A large first letter is a paragraph of its own in the file, and none for a reader. */
static bool is_drop_cap(const px_xml *properties)
{
    px_str drop = px_xml_attribute_of(px_xml_child(properties, "framePr"), "dropCap");

    return px_str_is(drop, "drop") || px_str_is(drop, "margin");
}

static void paragraph(px_docx *d, const px_xml *element)
{
    const px_xml *properties = px_xml_child(element, "pPr");
    const px_docx_style *style =
        px_docx_style_of(&d->styles, px_xml_val(properties, "pStyle"), d->arena);
    bool gone;

    if (element->number)
        d->paragraph = element->number;
    d->gathered = properties;
    d->style = style;
    if (style->role == PX_DOCX_HEADING && !d->in_box)
        end_lost_fields(d);
    if (px_docx_field_shows(d) && style->role != PX_DOCX_CONTENTS)
        px_docx_contents_end(d);
    set_base(d, style);
    d->verbatim = style->role == PX_DOCX_CODE;
    d->gathering = true;
    gone = px_docx_is_gone(d, px_xml_child(properties, "rPr")) || is_drop_cap(properties);
    px_docx_inline(d, element);
    if (!gone)
        put_paragraph(d, properties, style);
}

/* ---- Containers */

static void content_control(px_docx *d, const px_xml *element)
{
    const px_xml *content = px_docx_content_control(d, element);

    if (content)
        px_docx_blocks(d, content);
}

static void table(px_docx *d, const px_xml *element)
{
    px_docx_paragraph_end(d);
    px_docx_table(d, element);
}

static void bookmark(px_docx *d, const px_xml *element)
{
    px_docx_bookmark_start(d, px_xml_attribute_of(element, "name"));
}

static void foreign_part(px_docx *d, const px_xml *element)
{
    px_docx_warn(d, PX_WARN_PICTURE, element->name);
}

static const struct {
    const char *name;
    void (*read)(px_docx *d, const px_xml *element);
} blocks[] = {
    { "p", paragraph },
    { "tbl", table },
    { "sdt", content_control },
    { "customXml", px_docx_blocks },
    { "bookmarkStart", bookmark },
    { "altChunk", foreign_part },
    { "subDoc", foreign_part },
};

static bool is_branch(const px_xml *element)
{
    return element->ns == PX_NS_MC && px_str_is(element->name, "AlternateContent");
}

/* What is neither paragraph nor table: marks of ranges, an equation that stands alone. Read as if
 * it stood in a paragraph of its own. */
static void other(px_docx *d, const px_xml *element)
{
    bool within = d->gathering;

    if (px_xml_is(element, "sectPr") || px_xml_is(element, "tcPr"))
        return;
    if (!within) {
        set_base(d, d->styles.standard);
        d->gathered = NULL;
        d->style = d->styles.standard;
    }
    px_docx_inline_one(d, element);
    if (within)
        return;
    d->gathering = true;
    px_docx_paragraph_end(d);
}

static void one_block(px_docx *d, const px_xml *element)
{
    if (is_branch(element)) {
        const px_xml *branch = px_docx_alternative(element);

        if (branch)
            px_docx_blocks(d, branch);
        return;
    }
    if (px_docx_is_change(element)) {
        px_docx_count(d, true);
        if (px_docx_change_counts(d, element))
            px_docx_blocks(d, element);
        return;
    }
    for (size_t i = 0; i < PX_COUNT(blocks); i++)
        if (px_xml_is(element, blocks[i].name)) {
            px_docx_count(d, blocks[i].read != foreign_part);
            blocks[i].read(d, element);
            return;
        }
    other(d, element);
}

void px_docx_blocks(px_docx *d, const px_xml *parent)
{
    for (const px_xml *child = parent->first; child; child = child->next)
        one_block(d, child);
}
