/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands in a paragraph: runs of characters, links, fields, notes, boxes. */
#include "base/ascii.h"
#include "code/docx/docx.h"

#include "base/number.h"
#include "code/docx/docx_number_format.h"
#include "code/markdown/markdown.h"

#include "base/banned.h"

/* Longest name of a bookmark, as an alias. */
#define NAME_MAX_LEN 240

typedef void inline_fn(px_docx *d, const px_xml *element);

/* ---- Words */

static unsigned marks_of(const px_docx *d)
{
    unsigned marks = 0;

    if (d->run.bold > 0 && d->base.bold <= 0)
        marks |= PX_MARK_STRONG;
    if (d->run.italic > 0 && d->base.italic <= 0)
        marks |= PX_MARK_EMPHASIS;
    if (d->run.code > 0 && d->base.code <= 0)
        marks |= PX_MARK_CODE;
    return marks;
}

static void add_words(px_docx *d, px_str words)
{
    px_str link = d->link.len ? d->link : px_docx_field_link(d);

    if (px_docx_field_left_out(d))
        px_docx_contents_add(d, words);
    if (!px_docx_field_shows(d) || !words.len)
        return;
    if (d->run.hidden > 0) {
        px_docx_warn(d, PX_WARN_HIDDEN, words);
        return;
    }
    if (d->run.strike > 0 && d->base.strike <= 0)
        px_docx_warn(d, PX_WARN_STRIKE, words);
    px_docx_text_add(&d->words, d->arena, words, d->verbatim ? 0 : marks_of(d), link, d->verbatim);
}

/* White space at the ends counts only where the file says so. */
static void words_of(px_docx *d, const px_xml *element)
{
    bool preserve = px_str_is(px_xml_attribute_ns(element, PX_NS_XML, "space"), "preserve");

    add_words(d, preserve ? element->text : px_str_trim(element->text));
    px_docx_inline(d, element); /* nothing, in a file that is as it should be */
}

static void tab(px_docx *d, const px_xml *element)
{
    (void)element;
    if (d->words.first_tab == SIZE_MAX)
        d->words.first_tab = d->words.words.len;
    add_words(d, d->verbatim ? PX_STR("    ") : PX_STR(" "));
}

static void line_break(px_docx *d, const px_xml *element)
{
    px_str type = px_xml_attribute_of(element, "type");

    if (!px_docx_field_shows(d) || d->run.hidden > 0)
        return;
    if (px_str_is(type, "page") || px_str_is(type, "column"))
        add_words(d, PX_STR(" "));
    else
        px_docx_text_break(&d->words, d->arena);
}

static void no_break_hyphen(px_docx *d, const px_xml *element)
{
    (void)element;
    add_words(d, PX_STR("\xE2\x80\x91"));
}

static void symbol(px_docx *d, const px_xml *element)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64);
    px_str digits = px_xml_attribute_of(element, "char"),
           font = px_xml_attribute_of(element, "font");
    unsigned char bytes[2] = { 0, 0 };
    px_error ignored = PX_ERROR_INIT;
    unsigned codepoint = 0;

    if (px_parse_hex(digits, bytes, sizeof(bytes), &ignored) >= 0)
        codepoint = px_docx_symbol(font, (unsigned)bytes[0] << 8 | bytes[1]);
    if (!codepoint) {
        px_docx_warn(d, PX_WARN_SYMBOL,
                     px_str_of(px_arena_format(d->arena, "%.*s %.*s", PX_STR_ARG(font),
                                               PX_STR_ARG(digits))));
        codepoint = 0xFFFD;
    }
    px_builder_utf8(&out, codepoint);
    add_words(d, px_builder_view(&out));
}

/* ---- Runs */

static signed char toggled(signed char style, signed char own)
{
    return own >= 0 ? own : style;
}

/* A mark that both the paragraph's style and the characters' style set is taken off again. */
static signed char crossed(signed char paragraph, signed char characters)
{
    if (characters < 0)
        return paragraph;
    return (characters > 0) != (paragraph > 0) ? 1 : 0;
}

static void run(px_docx *d, const px_xml *element)
{
    const px_xml *properties = px_xml_child(element, "rPr");
    px_str id = px_xml_val(properties, "rStyle");
    px_docx_format own = px_docx_format_read(properties), style = PX_DOCX_FORMAT_NONE;
    px_docx_format before = d->run;

    if (id.len)
        style = px_docx_style_of(&d->styles, id, d->arena)->format;
    d->run = (px_docx_format){
        .bold = toggled(crossed(d->base.bold, style.bold), own.bold),
        .italic = toggled(crossed(d->base.italic, style.italic), own.italic),
        .strike = toggled(crossed(d->base.strike, style.strike), own.strike),
        .code = toggled(toggled(d->base.code, style.code), own.code),
        .hidden = toggled(crossed(d->base.hidden, style.hidden), own.hidden),
    };
    px_docx_inline(d, element);
    d->run = before;
}

/* ---- Links and fields */

px_str px_docx_name(px_arena *arena, px_str name)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(NAME_MAX_LEN);

    for (size_t i = 0; i < name.len && out.len + 3 <= NAME_MAX_LEN; i++) {
        unsigned char c = (unsigned char)name.ptr[i];

        if (px_is_alnum(c) || (c && strchr("-_.:", c)))
            px_builder_char(&out, (char)c);
        else
            px_builder_format(&out, ".%02X", (unsigned)c);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

px_str px_docx_link(px_docx *d, px_str address)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (px_str_starts(address, PX_STR("#"))) {
        px_builder_char(&out, '#');
        px_builder_str(&out, px_docx_name(d->arena, px_str_sub(address, 1, address.len)));
        address = PX_STR_NONE;
    }
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];

        if (c <= ' ' || c == 0x7F || strchr("<>\"\\", c))
            px_builder_format(&out, "%%%02X", (unsigned)c);
        else
            px_builder_char(&out, (char)c);
    }
    if (!px_link_allowed(px_builder_view(&out)))
        return PX_STR_NONE;
    return px_arena_str(d->arena, px_builder_view(&out));
}

static void hyperlink(px_docx *d, const px_xml *element)
{
    px_str id = px_xml_attribute_ns(element, PX_NS_R, "id");
    px_str anchor = px_xml_attribute_of(element, "anchor"), before = d->link, address;
    const px_docx_relationship *r = id.len ? px_docx_relationship_id(d->part_links, id) : NULL;

    address = r && r->external ? r->target : PX_STR_NONE;
    if (anchor.len)
        address = px_str_of(
            px_arena_format(d->arena, "%.*s#%.*s", PX_STR_ARG(address), PX_STR_ARG(anchor)));
    address = px_docx_link(d, address);
    if (address.len)
        d->link = address;
    px_docx_inline(d, element);
    d->link = before;
}

static void simple_field(px_docx *d, const px_xml *element)
{
    px_docx_field_begin(d);
    px_docx_field_code(d, px_xml_attribute_of(element, "instr"));
    px_docx_field_separate(d);
    px_docx_inline(d, element);
    px_docx_field_end(d);
}

static void field_character(px_docx *d, const px_xml *element)
{
    px_str type = px_xml_attribute_of(element, "fldCharType");

    if (px_str_is(type, "begin"))
        px_docx_field_begin(d);
    else if (px_str_is(type, "separate"))
        px_docx_field_separate(d);
    else if (px_str_is(type, "end"))
        px_docx_field_end(d);
}

static void field_code(px_docx *d, const px_xml *element)
{
    px_docx_field_code(d, element->text);
}

/* ---- What stands beside the words */

static void wait(px_docx *d, const px_xml *content, bool note, px_str number,
                 const px_docx_relationships *links)
{
    px_docx_waiting *w = px_arena_alloc(d->arena, sizeof(*w));

    *w = (px_docx_waiting){ .content = content, .note = note, .number = number, .links = links };
    *d->waiting_end = w;
    d->waiting_end = &w->next;
}

/* A note is read once: a second reference to it, or one from inside itself, adds nothing. */
static void note_reference(px_docx *d, const px_xml *element, px_docx_notes *notes)
{
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64);
    px_str id = px_xml_attribute_of(element, "id");
    const px_xml *note;

    if (!px_docx_field_shows(d) || !id.len)
        return;
    note = px_map_remove(&notes->by_id, id);
    if (!note)
        return;
    /* a sign of the author's own stands in the words */
    if (!px_xml_attribute_on(element, "customMarkFollows"))
        px_docx_number_format(&number, notes->format, ++notes->count);
    wait(d, note, true, px_arena_str(d->arena, px_builder_view(&number)), &notes->links);
}

static void footnote(px_docx *d, const px_xml *element)
{
    note_reference(d, element, &d->footnotes);
}

static void endnote(px_docx *d, const px_xml *element)
{
    note_reference(d, element, &d->endnotes);
}

/* A picture's own words, for the report. */
static px_str description(const px_xml *element)
{
    px_str text = PX_STR_NONE;

    if (px_str_is(element->name, "docPr")) {
        text = px_xml_attribute_of(element, "descr");
        if (!text.len)
            text = px_xml_attribute_of(element, "title");
        if (!text.len)
            text = px_xml_attribute_of(element, "name");
    }
    for (const px_xml *child = element->first; child && !text.len; child = child->next)
        text = description(child);
    return text;
}

/* Looks through drawings for boxes with words; the first branch of alternatives. True when there
 * is one. */
static bool boxes(px_docx *d, const px_xml *element)
{
    bool any = false;

    if (px_xml_is(element, "txbxContent")) {
        wait(d, element, false, PX_STR_NONE, d->part_links);
        return true;
    }
    if (element->ns == PX_NS_MC && px_str_is(element->name, "AlternateContent")) {
        const px_xml *branch = px_docx_alternative(element);

        return branch && boxes(d, branch);
    }
    for (const px_xml *child = element->first; child; child = child->next)
        any = boxes(d, child) || any;
    return any;
}

static void drawing(px_docx *d, const px_xml *element)
{
    px_str text = description(element);

    if (!px_docx_field_shows(d) || boxes(d, element))
        return;
    px_docx_warn(d, PX_WARN_PICTURE, text.len ? text : element->name);
}

static void comment(px_docx *d, const px_xml *element)
{
    (void)element;
    if (!d->comments++)
        d->comment_line = d->paragraph;
}

static void bookmark(px_docx *d, const px_xml *element)
{
    px_docx_bookmark_start(d, px_xml_attribute_of(element, "name"));
}

static void add_equation(px_docx *d, const px_xml *element)
{
    if (element->ns == PX_NS_M && px_str_is(element->name, "t"))
        add_words(d, element->text);
    for (const px_xml *child = element->first; child; child = child->next)
        add_equation(d, child);
}

static void equation(px_docx *d, const px_xml *element)
{
    px_docx_warn_words(d, PX_WARN_EQUATION, element);
    add_equation(d, element);
}

static void content_control(px_docx *d, const px_xml *element)
{
    const px_xml *content = px_docx_content_control(d, element);

    if (content)
        px_docx_inline(d, content);
}

/* Ruby: the base first, its reading in brackets. */
static void ruby(px_docx *d, const px_xml *element)
{
    const px_xml *base = px_xml_child(element, "rubyBase"), *reading = px_xml_child(element, "rt");

    if (base)
        px_docx_inline(d, base);
    if (!reading)
        return;
    add_words(d, PX_STR("("));
    px_docx_inline(d, reading);
    add_words(d, PX_STR(")"));
}

static void nothing(px_docx *d, const px_xml *element)
{
    (void)d;
    (void)element;
}

/* ---- Which is which */

static const struct {
    const char *name;
    inline_fn *read;
} inlines[] = {
    { "r", run },
    { "t", words_of },
    { "delText", words_of },
    { "tab", tab },
    { "ptab", tab },
    { "br", line_break },
    { "cr", line_break },
    { "noBreakHyphen", no_break_hyphen },
    { "softHyphen", nothing },
    { "sym", symbol },
    { "hyperlink", hyperlink },
    { "fldSimple", simple_field },
    { "fldChar", field_character },
    { "instrText", field_code },
    { "delInstrText", field_code },
    { "footnoteReference", footnote },
    { "endnoteReference", endnote },
    { "commentReference", comment },
    { "drawing", drawing },
    { "pict", drawing },
    { "object", drawing },
    { "smartTag", px_docx_inline },
    { "customXml", px_docx_inline },
    { "dir", px_docx_inline },
    { "bdo", px_docx_inline },
    { "sdt", content_control },
    { "ruby", ruby },
    { "bookmarkStart", bookmark },
};

/* Properties, and marks that mean nothing for the words. */
static const char *const passed_over[] = {
    "pPr",
    "rPr",
    "bookmarkEnd",
    "proofErr",
    "permStart",
    "permEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
    "customXmlPr",
    "smartTagPr",
    "sdtPr",
    "sdtEndPr",
    "fldData",
    "lastRenderedPageBreak",
    "annotationRef",
    "footnoteRef",
    "endnoteRef",
    "separator",
    "continuationSeparator",
    "pgNum",
};

static bool is_passed_over(const px_xml *element)
{
    for (size_t i = 0; i < PX_COUNT(passed_over); i++)
        if (px_xml_is(element, passed_over[i]))
            return true;
    return false;
}

static inline_fn *reader_of(const px_xml *element)
{
    if (element->ns == PX_NS_M)
        return equation;
    for (size_t i = 0; element->ns == PX_NS_W && i < PX_COUNT(inlines); i++)
        if (px_str_is(element->name, inlines[i].name))
            return inlines[i].read;
    return NULL;
}

/* An element that nobody knows: its words are kept, and it is told once. */
static void unknown(px_docx *d, const px_xml *element)
{
    px_docx_warn_once(d, PX_WARN_UNKNOWN, element->name);
    add_words(d, element->text);
    px_docx_inline(d, element);
}

void px_docx_inline_one(px_docx *d, const px_xml *element)
{
    inline_fn *read = reader_of(element);

    if (is_passed_over(element))
        return;
    if (element->ns == PX_NS_MC && px_str_is(element->name, "AlternateContent")) {
        const px_xml *branch = px_docx_alternative(element);

        px_docx_count(d, true);
        if (branch)
            px_docx_inline(d, branch);
        return;
    }
    if (px_docx_is_change(element)) {
        px_docx_count(d, true);
        if (px_docx_change_counts(d, element))
            px_docx_inline(d, element);
        return;
    }
    px_docx_count(d, read && read != drawing);
    if (read)
        read(d, element);
    else
        unknown(d, element);
}

void px_docx_inline(px_docx *d, const px_xml *parent)
{
    for (const px_xml *child = parent->first; child; child = child->next)
        px_docx_inline_one(d, child);
}
