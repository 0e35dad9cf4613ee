/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/docx/import_docx.h"

#include "base/markdown_walk.h"
#include "code/docx/docx.h"
#include "code/link_rewrite.h"

#include "base/banned.h"

/* ---- Options */

static int read_options(px_docx *d, px_str options, px_error *err)
{
    px_str word;

    while (options.len && px_str_split(&options, ' ', &word)) {
        if (px_str_is(word, "changes=refuse"))
            d->refuse = true;
        else if (word.len && !px_str_is(word, "changes=accept"))
            return px_fail(err, PX_ERR_INVALID,
                           N_("the option '{option}' of the DOCX importer is not known"), "option",
                           px_arena_cstr(d->arena, word), NULL);
    }
    return 0;
}

/* ---- Parts */

/* The notes of a part, without the lines that Word draws between text and notes. */
static int load_notes(px_docx *d, px_docx_package *package, const char *type, px_docx_notes *notes,
                      px_error *err)
{
    const px_docx_relationship *part = px_docx_relationship_type(&d->links, type);
    px_xml *root = NULL;
    int rc = part ? px_docx_package_xml(package, part->target, &root, err) : 0;

    if (rc >= 0 && root)
        rc = px_docx_package_relationships(package, part->target, &notes->links, err);
    for (px_xml *e = rc >= 0 && root ? root->first : NULL; e; e = e->next) {
        px_str id = px_xml_attribute_of(e, "id"), kind = px_xml_attribute_of(e, "type");

        if (id.len && (!kind.len || px_str_is(kind, "normal")))
            (void)px_map_put(&notes->by_id, id, e);
    }
    return rc;
}

/* The part of a type that the main part names; NULL where there is none. */
static int load_part(px_docx *d, px_docx_package *package, const char *type, px_xml **ret_root,
                     px_error *err)
{
    const px_docx_relationship *part = px_docx_relationship_type(&d->links, type);

    *ret_root = NULL;
    return part ? px_docx_package_xml(package, part->target, ret_root, err) : 0;
}

/* How notes are numbered, unless sections say otherwise. */
static void read_note_format(px_docx_notes *notes, const px_xml *properties, const char *otherwise)
{
    px_str format = px_xml_val(properties, "numFmt");

    notes->format = format.len ? format : px_str_of(otherwise);
}

static int load_parts(px_docx *d, px_docx_package *package, px_str main_part, px_error *err)
{
    px_xml *styles = NULL, *numbering = NULL, *settings = NULL;
    int rc = px_docx_package_relationships(package, main_part, &d->links, err);

    if (rc >= 0)
        rc = load_part(d, package, "styles", &styles, err);
    if (rc >= 0)
        rc = load_part(d, package, "numbering", &numbering, err);
    if (rc >= 0)
        rc = load_part(d, package, "settings", &settings, err);
    if (rc >= 0)
        rc = load_notes(d, package, "footnotes", &d->footnotes, err);
    if (rc >= 0)
        rc = load_notes(d, package, "endnotes", &d->endnotes, err);
    if (rc < 0)
        return rc;
    px_docx_styles_load(&d->styles, styles, d->arena);
    px_docx_numbering_load(&d->numbering, numbering, &d->styles, d->arena);
    read_note_format(&d->footnotes, px_xml_child(settings, "footnotePr"), "decimal");
    read_note_format(&d->endnotes, px_xml_child(settings, "endnotePr"), "lowerRoman");
    return 0;
}

/* ---- Links */

/* The first of a node's bookmarks that a link names is its alias, else the first that a person
 * named: the names that Word makes start with a line. */
static void give_aliases(px_docx *d)
{
    for (int linked = 1; linked >= 0; linked--)
        for (px_docx_bookmark *b = d->first_bookmark; b; b = b->next) {
            px_outline_node *node =
                b->node < d->outline->count ? &d->outline->nodes[b->node] : NULL;

            if (node && !node->alias.len && b->name.len <= 256 &&
                (b->linked || (!linked && b->name.ptr[0] != '_')))
                node->alias = b->name;
        }
}

static px_str note_link(void *arg, px_str fragment)
{
    px_docx_bookmark *b = px_map_get(&((px_docx *)arg)->bookmarks, fragment);

    if (b)
        b->linked = true;
    return PX_STR_NONE;
}

/* A node has one alias: links to its other bookmarks go to that. */
static px_str alias_of(void *arg, px_str fragment)
{
    px_docx *d = arg;
    const px_docx_bookmark *b = px_map_get(&d->bookmarks, fragment);
    px_str alias =
        b && b->node < d->outline->count ? d->outline->nodes[b->node].alias : PX_STR_NONE;

    return alias.len && !px_str_eq(alias, fragment) ? alias : PX_STR_NONE;
}

static void rewrite_links(px_docx *d, px_link_fn *fn)
{
    for (size_t i = 0; i < d->outline->count; i++) {
        px_outline_node *node = &d->outline->nodes[i];

        node->heading = px_link_rewrite(d->arena, node->heading, fn, d);
        if (node->kind != PX_PROVISION_CODE_BLOCK)
            node->text = px_link_rewrite(d->arena, node->text, fn, d);
    }
}

/* ---- The whole */

static void report_counts(px_docx *d)
{
    if (d->comments)
        px_outline_warn(d->outline, PX_WARN_REVIEW, d->comment_line,
                        px_str_of(px_arena_format(d->arena, "%zu", d->comments)));
    if (d->changes)
        px_outline_warn(d->outline, d->refuse ? PX_WARN_REFUSED : PX_WARN_ACCEPTED, 0,
                        px_str_of(px_arena_format(d->arena, "%zu", d->changes)));
}

static void walk(px_docx *d, px_xml *body)
{
    unsigned paragraphs = 0;
    px_docx_place place;

    px_docx_number_paragraphs(body, &paragraphs);
    px_docx_place_init(&place, PX_OUTLINE_TOP, false);
    d->sink = (px_docx_sink){ px_docx_place_put, &place };
    px_docx_blocks(d, body);
    px_docx_paragraph_end(d);
    px_docx_place_end(d, &place);
    for (; d->first_open && d->outline->count; d->first_open = d->first_open->next)
        d->first_open->node = d->outline->count - 1;
    px_docx_contents_end(d);
    rewrite_links(d, note_link);
    give_aliases(d);
    rewrite_links(d, alias_of);
    report_counts(d);
}

static int check_sizes(const px_docx *d, px_error *err)
{
    if (d->too_large)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("a table or a block of code is larger than {max} MiB; divide it"), "max",
                       "15", NULL);
    return px_outline_check(d->outline, err);
}

/* The title in docProps/core.xml; empty where there is none. */
static int load_title(px_docx *d, px_docx_package *package, const px_docx_relationships *links,
                      px_str *ret_title, px_error *err)
{
    const px_docx_relationship *part = px_docx_relationship_type(links, "core-properties");
    px_xml *root = NULL;
    int rc = part ? px_docx_package_xml(package, part->target, &root, err) : 0;

    *ret_title = PX_STR_NONE;
    for (const px_xml *e = rc >= 0 && root ? root->first : NULL; e; e = e->next)
        if (e->ns == PX_NS_CORE && px_str_is(e->name, "title"))
            *ret_title = px_docx_text_line(d->arena, e->text);
    return rc;
}

/* Paragraphs of that style make the title; else the properties of the document, and a single
 * heading above everything where these say the same or nothing. */
static void set_title(px_docx *d, px_str property)
{
    px_outline *o = d->outline;
    bool heads = o->count > 1 && (!property.len || px_str_eq(property, o->nodes[0].heading));

    o->title = px_docx_text_line(d->arena, px_builder_view(&d->title));
    if (o->title.len)
        return;
    if (heads)
        px_outline_title_from_heading(o);
    if (!o->title.len && property.len <= PX_OUTLINE_MAX_TITLE)
        o->title = property;
}

static int find_body(px_docx *d, px_str part, const px_xml *root, px_xml **ret_body, px_error *err)
{
    if (!root)
        return px_fail(err, PX_ERR_MALFORMED, N_("the document has no part '{part}'"), "part",
                       px_arena_cstr(d->arena, part), NULL);
    *ret_body = px_xml_child(root, "body");
    if (!px_xml_is(root, "document") || !*ret_body)
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("the file is no DOCX document: the part '{part}' is no text of Word"),
                       "part", px_arena_cstr(d->arena, part), NULL);
    return 0;
}

static void docx_init(px_docx *d, px_arena *arena, px_outline *outline)
{
    *d = (px_docx){ .arena = arena,
                    .outline = outline,
                    .title = PX_BUILDER_INIT(PX_OUTLINE_MAX_TITLE) };
    d->contents = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    d->waiting_end = &d->waiting;
    d->bookmark_end = &d->first_bookmark;
    d->part_links = &d->links;
    px_docx_text_init(&d->words);
}

static void docx_free(px_docx *d)
{
    px_docx_field_end_all(d);
    px_docx_text_free(&d->words);
    px_builder_free(&d->title);
    px_builder_free(&d->contents);
    px_docx_styles_free(&d->styles);
    px_docx_numbering_free(&d->numbering);
    px_map_free(&d->footnotes.by_id);
    px_map_free(&d->endnotes.by_id);
    px_map_free(&d->bookmarks);
    px_map_free(&d->told);
}

static int import_package(px_docx *d, px_docx_package *package, px_builder *out, px_error *err)
{
    px_docx_relationships links;
    px_str title = PX_STR_NONE;
    px_xml *body = NULL;
    px_xml *root = NULL;
    px_str part = PX_STR_NONE;
    int rc = px_docx_package_relationships(package, PX_STR(""), &links, err);

    if (rc >= 0)
        rc = px_docx_package_main(package, &links, &part, err);
    if (rc >= 0 && !part.len)
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("the file is no DOCX document: it does not say where its text is"), NULL);
    if (rc >= 0)
        rc = px_docx_package_xml(package, part, &root, err);
    if (rc >= 0)
        rc = find_body(d, part, root, &body, err);
    if (rc >= 0)
        rc = load_parts(d, package, part, err);
    if (rc < 0)
        return rc;
    walk(d, body);
    rc = load_title(d, package, &links, &title, err);
    if (rc >= 0)
        rc = check_sizes(d, err);
    if (rc < 0)
        return rc;
    set_title(d, title);
    return px_outline_write(d->outline, out, err);
}

int px_import_docx(px_str input, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = { .arena = arena };
    px_docx_package *package = NULL;
    px_docx d;
    int rc;

    docx_init(&d, arena, &outline);
    rc = read_options(&d, options, err);
    if (rc >= 0)
        rc = px_docx_package_open(input, arena, &package, err);
    if (rc >= 0)
        rc = import_package(&d, package, out, err);
    px_docx_package_close(package);
    docx_free(&d);
    return rc;
}

bool px_import_docx_recognise(px_str head)
{
    static const px_str magics[] = { PX_STR_INIT("PK\x03\x04"), PX_STR_INIT("PK\x05\x06"),
                                     PX_STR_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") };

    for (size_t i = 0; i < PX_COUNT(magics); i++)
        if (px_str_starts(head, magics[i]))
            return true;
    return false;
}
