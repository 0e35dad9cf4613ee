/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/docx/docx_styles.h"

#include "base/banned.h"

/* Styles on styles on styles: deeper chains end here. */
#define MAX_CHAIN 64

/* Words for "heading" before a digit, as programs write them in names or ids. */
static const char *const heading_words[] = {
    "heading",      "überschrift", "Überschrift", "berschrift", "titre",      "título",
    "titulo",       "ttulo",       "titolo",      "kop",        "nagłówek",   "nagwek",
    "rubrik",       "overskrift",  "otsikko",     "nadpis",     "naslov",     "címsor",
    "cmsor",        "titlu",       "antraštė",    "antrat",     "virsraksts", "pealkiri",
    "επικεφαλίδα",  "Επικεφαλίδα", "заглавие",    "Заглавие",   "заголовок",  "Заголовок",
    "intestazione", "encabezado",  "cabeçalho",   "başlık",     "balk",       "fyrirsögn",
    NULL,
};

static const char *const title_words[] = {
    "title",  "titel",    "titre",    "título",      "titulo",    "titolo",   "tytuł",    "otsikko",
    "názov",  "název",    "cím",      "titlu",       "naslov",    "rubrik",   "tittel",   "τίτλος",
    "Τίτλος", "заглавие", "Заглавие", "pavadinimas", "nosaukums", "pealkiri", "doctitle", NULL,
};

static const char *const quote_words[] = {
    "quote",
    "intense quote",
    "intensequote",
    "quotations",
    "block quotation",
    "block text",
    "blocktext",
    "zitat",
    "intensives zitat",
    "citation",
    "citation intense",
    "cita",
    "citazione",
    "citat",
    "citaat",
    "cytat",
    "blockquote",
    NULL,
};

static const char *const code_words[] = {
    "html preformatted",
    "htmlpreformatted",
    "preformatted text",
    "preformattedtext",
    "source code",
    "sourcecode",
    "code",
    "code block",
    "codeblock",
    "html vorformatiert",
    "html code",
    "htmlcode",
    "source text",
    "sourcetext",
    "verbatim char",
    "verbatimchar",
    "macro",
    "macrotext",
    "html sample",
    "html typewriter",
    "inline code",
    "inlinecode",
    NULL,
};

static const char *const contents_words[] = {
    "toc heading",
    "tocheading",
    "contents heading",
    "contentsheading",
    "inhaltsverzeichnisüberschrift",
    "en-tête de table des matières",
    NULL,
};

/* Before a digit. */
static const char *const contents_prefixes[] = {
    "toc", "contents", "verzeichnis", "tm", "tdc", "sommario", "inhopg", NULL,
};

static const char *const bullet_prefixes[] = {
    "list bullet", "listbullet", "aufzählungszeichen", "liste à puces", "puntoelenco", NULL,
};

static const char *const mono_words[] = {
    "courier",  "mono",        "consolas", "menlo", "monaco", "lucida console",
    "cascadia", "source code", "andale",   "fixed", NULL,
};

static bool is_one_of(px_str s, const char *const *words)
{
    for (; *words; words++)
        if (px_str_eq_nocase(s, px_str_of(*words)))
            return true;
    return false;
}

/* The digit behind one of the words, with nothing but a space between and nothing behind: 1 to 9.
 * `bare` allows the word alone, as 1. Else 0. */
static int numbered(px_str s, const char *const *words, bool bare)
{
    for (; *words; words++) {
        px_str word = px_str_of(*words), rest = px_str_sub(s, word.len, s.len);

        if (!px_str_eq_nocase(px_str_sub(s, 0, word.len), word))
            continue;
        if (bare && !rest.len)
            return 1;
        if (rest.len && strchr(" _-", rest.ptr[0]))
            rest = px_str_sub(rest, 1, rest.len);
        if (rest.len == 1 && rest.ptr[0] >= '1' && rest.ptr[0] <= '9')
            return rest.ptr[0] - '0';
    }
    return 0;
}

/* What a name or an id says; level of a heading or a list from 0. */
static px_docx_role role_of(px_str s, int *ret_level)
{
    int digit;

    if ((digit = numbered(s, heading_words, false)) > 0) {
        *ret_level = digit - 1;
        return PX_DOCX_HEADING;
    }
    if (is_one_of(s, title_words))
        return PX_DOCX_TITLE;
    if (is_one_of(s, quote_words))
        return PX_DOCX_QUOTE;
    if (is_one_of(s, code_words))
        return PX_DOCX_CODE;
    if (is_one_of(s, contents_words) || numbered(s, contents_prefixes, false))
        return PX_DOCX_CONTENTS;
    if ((digit = numbered(s, bullet_prefixes, true)) > 0) {
        *ret_level = digit - 1;
        return PX_DOCX_BULLET;
    }
    return PX_DOCX_PLAIN;
}

static bool contains_nocase(px_str s, px_str word)
{
    for (size_t i = 0; i + word.len <= s.len; i++)
        if (px_str_eq_nocase(px_str_sub(s, i, i + word.len), word))
            return true;
    return false;
}

/* 1 for a font whose letters are of one width, 0 for another, -1 where none is named. */
static signed char font_is_mono(const px_xml *fonts)
{
    px_str name = px_xml_attribute_of(fonts, "ascii");

    if (!name.len)
        name = px_xml_attribute_of(fonts, "hAnsi");
    if (!name.len)
        return -1;
    for (const char *const *word = mono_words; *word; word++)
        if (contains_nocase(name, px_str_of(*word)))
            return 1;
    return 0;
}

px_docx_format px_docx_format_read(const px_xml *properties)
{
    signed char twice = (signed char)px_xml_val_on(properties, "dstrike");
    px_docx_format f = {
        .bold = (signed char)px_xml_val_on(properties, "b"),
        .italic = (signed char)px_xml_val_on(properties, "i"),
        .strike = (signed char)px_xml_val_on(properties, "strike"),
        .code = font_is_mono(px_xml_child(properties, "rFonts")),
        .hidden = (signed char)px_xml_val_on(properties, "vanish"),
    };

    if (twice > f.strike)
        f.strike = twice;
    return f;
}

int px_docx_indent_read(const px_xml *properties)
{
    const px_xml *indent = px_xml_child(properties, "ind");
    int left = px_xml_int(indent, "left", PX_DOCX_NO_INDENT);

    return left != PX_DOCX_NO_INDENT ? left : px_xml_int(indent, "start", PX_DOCX_NO_INDENT);
}

static px_docx_style *style_new(px_arena *arena, px_str id, px_str name)
{
    px_docx_style *style = px_arena_alloc(arena, sizeof(*style));

    style->id = id;
    style->name = name;
    style->level = style->number = style->number_level = -1;
    style->indent = PX_DOCX_NO_INDENT;
    style->format = PX_DOCX_FORMAT_NONE;
    style->role = role_of(name, &style->level);
    if (style->role == PX_DOCX_PLAIN)
        style->role = role_of(id, &style->level);
    if (style->role == PX_DOCX_CODE)
        style->format.code = 1;
    return style;
}

/* An outline level that is said counts for more than a name: 0 to 8 a heading, 9 none. */
static void apply_outline_level(px_docx_style *style, const px_xml *properties)
{
    int level = px_xml_val_int(properties, "outlineLvl", -1);

    if (level < 0 || style->role == PX_DOCX_TITLE || style->role == PX_DOCX_CONTENTS)
        return;
    style->level = PX_MIN(level, 9);
    if (level < 9)
        style->role = PX_DOCX_HEADING;
    else if (style->role == PX_DOCX_HEADING)
        style->role = PX_DOCX_PLAIN;
}

static bool shapes_first_row(const px_xml *element)
{
    for (const px_xml *child = element->first; child; child = child->next)
        if (px_xml_is(child, "tblStylePr") &&
            px_str_is(px_xml_attribute_of(child, "type"), "firstRow"))
            return true;
    return false;
}

static px_docx_style *read_style(px_arena *arena, const px_xml *element)
{
    const px_xml *properties = px_xml_child(element, "pPr");
    const px_xml *number = px_xml_child(properties, "numPr");
    px_docx_style *style =
        style_new(arena, px_xml_attribute_of(element, "styleId"), px_xml_val(element, "name"));
    px_docx_format own = px_docx_format_read(px_xml_child(element, "rPr"));

    if (style->format.code == 1)
        own.code = 1;
    style->format = own;
    style->based_on = px_xml_val(element, "basedOn");
    style->number = px_xml_val_int(number, "numId", -1);
    style->number_level = px_xml_val_int(number, "ilvl", -1);
    style->numbered = style->number > 0 ? style->id : PX_STR_NONE;
    style->indent = px_docx_indent_read(properties);
    style->first_row = shapes_first_row(element);
    apply_outline_level(style, properties);
    return style;
}

static signed char inherited(signed char own, signed char from)
{
    return own >= 0 ? own : from;
}

static void inherit(px_docx_style *style, const px_docx_style *from)
{
    px_docx_format *f = &style->format;

    if (style->role == PX_DOCX_PLAIN && style->level < 0) {
        style->role = from->role;
        style->level = from->level;
    }
    if (style->number < 0) {
        style->number = from->number;
        style->numbered = from->numbered;
        if (style->number_level < 0)
            style->number_level = from->number_level;
    }
    if (style->indent == PX_DOCX_NO_INDENT)
        style->indent = from->indent;
    style->first_row = style->first_row || from->first_row;
    f->bold = inherited(f->bold, from->format.bold);
    f->italic = inherited(f->italic, from->format.italic);
    f->strike = inherited(f->strike, from->format.strike);
    f->code = inherited(f->code, from->format.code);
    f->hidden = inherited(f->hidden, from->format.hidden);
}

/* A style with what the styles that it is based on say; a circle of them ends like a long chain. */
static px_docx_style *completed(const px_map *read, const px_docx_style *own, px_arena *arena)
{
    px_docx_style *style = px_arena_alloc(arena, sizeof(*style));
    const px_docx_style *from = own;

    *style = *own;
    for (int i = 0; i < MAX_CHAIN && from->based_on.len; i++) {
        from = px_map_get(read, from->based_on);
        if (!from)
            break;
        inherit(style, from);
    }
    return style;
}

static bool is_standard(const px_xml *element)
{
    return px_str_is(px_xml_attribute_of(element, "type"), "paragraph") &&
           px_xml_attribute_on(element, "default");
}

void px_docx_styles_load(px_docx_styles *styles, const px_xml *root, px_arena *arena)
{
    PX_CLEANUP(px_map_free) px_map read = PX_MAP_INIT;
    const px_xml *defaults = px_xml_child(px_xml_child(root, "docDefaults"), "rPrDefault");
    px_str standard = PX_STR_NONE, id;
    size_t position = 0;
    void *value;

    styles->format = px_docx_format_read(px_xml_child(defaults, "rPr"));
    for (const px_xml *e = root ? root->first : NULL; e; e = e->next) {
        id = px_xml_attribute_of(e, "styleId");
        if (!px_xml_is(e, "style") || !id.len)
            continue;
        (void)px_map_put(&read, id, read_style(arena, e));
        if (is_standard(e))
            standard = id;
    }
    while (px_map_next(&read, &position, &id, &value))
        (void)px_map_put(&styles->by_id, id, completed(&read, value, arena));
    styles->standard = standard.len ? px_map_get(&styles->by_id, standard)
                                    : style_new(arena, PX_STR_NONE, PX_STR_NONE);
}

void px_docx_styles_free(px_docx_styles *styles)
{
    px_map_free(&styles->by_id);
}

const px_docx_style *px_docx_style_of(px_docx_styles *styles, px_str id, px_arena *arena)
{
    px_docx_style *style;

    if (!id.len)
        return styles->standard;
    style = px_map_get(&styles->by_id, id);
    if (!style) {
        style = style_new(arena, id, PX_STR_NONE);
        (void)px_map_put(&styles->by_id, id, style);
    }
    return style;
}
