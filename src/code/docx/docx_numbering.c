/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/docx/docx_numbering.h"

#include "code/docx/docx_number_format.h"

#include "base/banned.h"

/* A counter stops here, so that it cannot overflow. */
#define VALUE_MAX 999999999
/* A number is made in so many bytes before it is cut to PX_DOCX_NUMBER_MAX. */
#define SHOWN_MAX 4096

static void read_level(px_docx_level *level, const px_xml *element)
{
    px_str format = px_xml_val(element, "numFmt");

    level->start = px_xml_val_int(element, "start", 0);
    level->format = format.len ? format : PX_STR("decimal");
    level->text = px_xml_val(element, "lvlText");
    level->style = px_xml_val(element, "pStyle");
    level->restart = px_xml_val_int(element, "lvlRestart", -1);
    level->indent = px_docx_indent_read(px_xml_child(element, "pPr"));
    level->legal = px_xml_val_on(element, "isLgl") > 0;
    level->bullet = px_str_is(level->format, "bullet") || px_xml_child(element, "lvlPicBulletId");
}

static int level_of(const px_xml *element)
{
    int level = px_xml_int(element, "ilvl", -1);

    return level < PX_DOCX_LEVELS ? level : -1;
}

static px_docx_abstract *read_abstract(px_arena *arena, const px_xml *element)
{
    px_docx_abstract *a = px_arena_alloc(arena, sizeof(*a));

    for (int i = 0; i < PX_DOCX_LEVELS; i++)
        a->levels[i] = (px_docx_level){
            .start = 1,
            .format = PX_STR("none"),
            .restart = -1,
            .indent = PX_DOCX_NO_INDENT,
        };
    a->style_link = px_xml_val(element, "styleLink");
    a->number_style = px_xml_val(element, "numStyleLink");
    for (const px_xml *e = element->first; e; e = e->next)
        if (px_xml_is(e, "lvl") && level_of(e) >= 0)
            read_level(&a->levels[level_of(e)], e);
    return a;
}

static void read_override(px_docx_number *number, const px_xml *element, px_arena *arena)
{
    const px_xml *own = px_xml_child(element, "lvl");
    int at = level_of(element);
    px_docx_level *level;

    if (at < 0)
        return;
    number->starts[at] = px_xml_val_int(element, "startOverride", -1);
    if (!own)
        return;
    level = px_arena_alloc(arena, sizeof(*level));
    read_level(level, own);
    number->levels[at] = level;
}

static px_docx_number *read_number(const px_docx_numbering *n, const px_xml *element,
                                   px_arena *arena)
{
    px_docx_number *number = px_arena_alloc(arena, sizeof(*number));

    number->abstract = px_map_get(&n->abstracts, px_xml_val(element, "abstractNumId"));
    for (int i = 0; i < PX_DOCX_LEVELS; i++)
        number->starts[i] = -1;
    for (const px_xml *e = element->first; e; e = e->next)
        if (px_xml_is(e, "lvlOverride"))
            read_override(number, e, arena);
    return number->abstract ? number : NULL;
}

/* A definition that only names a numbering style: the definition that makes that style. */
static px_docx_abstract *linked(const px_docx_numbering *n, const px_map *by_style,
                                px_docx_styles *styles, px_docx_abstract *abstract, px_arena *arena)
{
    px_docx_abstract *makes = px_map_get(by_style, abstract->number_style);
    const px_docx_number *number;

    if (!abstract->number_style.len)
        return abstract;
    if (makes)
        return makes;
    number = px_docx_number_of(n, px_docx_style_of(styles, abstract->number_style, arena)->number);
    return number ? number->abstract : abstract;
}

/* What the instances do not say themselves comes from their definitions. */
static void complete(px_docx_number *number, px_docx_abstract *abstract)
{
    number->abstract = abstract;
    for (int i = 0; i < PX_DOCX_LEVELS; i++)
        if (!number->levels[i])
            number->levels[i] = &abstract->levels[i];
}

static void load_abstracts(px_docx_numbering *n, const px_xml *root, px_map *by_style,
                           px_arena *arena)
{
    for (const px_xml *e = root ? root->first : NULL; e; e = e->next) {
        px_str id = px_xml_attribute_of(e, "abstractNumId");
        px_docx_abstract *abstract;

        if (!px_xml_is(e, "abstractNum") || !id.len)
            continue;
        abstract = read_abstract(arena, e);
        (void)px_map_put(&n->abstracts, id, abstract);
        if (abstract->style_link.len && !px_map_get(by_style, abstract->style_link))
            (void)px_map_put(by_style, abstract->style_link, abstract);
    }
}

void px_docx_numbering_load(px_docx_numbering *n, const px_xml *root, px_docx_styles *styles,
                            px_arena *arena)
{
    PX_CLEANUP(px_map_free) px_map by_style = PX_MAP_INIT;

    load_abstracts(n, root, &by_style, arena);
    for (const px_xml *e = root ? root->first : NULL; e; e = e->next) {
        px_str id = px_xml_attribute_of(e, "numId");
        px_docx_number *number;

        number = px_xml_is(e, "num") && id.len ? read_number(n, e, arena) : NULL;
        if (number)
            (void)px_map_put(&n->numbers, id, number);
    }
    for (const px_xml *e = root ? root->first : NULL; e; e = e->next) {
        px_docx_number *number = px_map_get(&n->numbers, px_xml_attribute_of(e, "numId"));

        if (px_xml_is(e, "num") && number)
            complete(number, linked(n, &by_style, styles, number->abstract, arena));
    }
}

void px_docx_numbering_free(px_docx_numbering *n)
{
    px_map_free(&n->numbers);
    px_map_free(&n->abstracts);
}

px_docx_number *px_docx_number_of(const px_docx_numbering *n, int id)
{
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(16);

    if (id <= 0)
        return NULL;
    px_builder_int(&key, id);
    return px_map_get(&n->numbers, px_builder_view(&key));
}

int px_docx_number_style_level(const px_docx_number *number, px_str style)
{
    for (int i = 0; style.len && i < PX_DOCX_LEVELS; i++)
        if (px_str_eq(number->levels[i]->style, style))
            return i;
    return -1;
}

static int start_of(const px_docx_number *number, int level)
{
    return number->starts[level] >= 0 ? number->starts[level] : number->levels[level]->start;
}

/* One more at this level; levels above it that were never used are taken as used. */
static void count_on(px_docx_number *number, int level)
{
    px_docx_abstract *a = number->abstract;
    bool restarted = !number->started[level] && number->starts[level] >= 0;

    for (int i = 0; i < level; i++)
        if (!a->active[i]) {
            a->active[i] = number->started[i] = true;
            a->values[i] = start_of(number, i);
        }
    if (!a->active[level] || restarted)
        a->values[level] = start_of(number, level);
    else if (a->values[level] < VALUE_MAX)
        a->values[level]++;
    a->active[level] = number->started[level] = true;
    for (int i = level + 1; i < PX_DOCX_LEVELS; i++) {
        int restart = number->levels[i]->restart;

        if (restart < 0 || level < restart)
            a->active[i] = false;
    }
}

/* lvlText with its %1 to %9 replaced. */
static void show(const px_docx_number *number, int level, px_builder *out)
{
    const px_docx_level *own = number->levels[level];

    for (size_t i = 0; i < own->text.len; i++) {
        char c = own->text.ptr[i], next = i + 1 < own->text.len ? own->text.ptr[i + 1] : '\0';

        if (c != '%' || next < '1' || next > '9') {
            px_builder_char(out, c);
            continue;
        }
        i++;
        if (next - '1' <= level)
            px_docx_number_format(
                out, own->legal ? PX_STR("decimal") : number->levels[next - '1']->format,
                number->abstract->values[next - '1']);
    }
}

int px_docx_number_next(px_docx_number *number, int level, px_builder *out)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(SHOWN_MAX);

    count_on(number, level);
    if (!number->levels[level]->bullet)
        show(number, level, &text);
    px_builder_str(out, px_utf8_head(px_str_trim(px_builder_view(&text)), PX_DOCX_NUMBER_MAX));
    return number->abstract->values[level];
}
