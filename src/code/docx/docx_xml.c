/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/docx/docx_xml.h"

#include <expat.h>

#include "base/ascii.h"
#include "base/builder.h"
#include "base/map.h"
#include "base/number.h"
#include "code/xml_parser.h"

#include "base/banned.h"

/* Longest character data of one element. */
#define TEXT_MAX ((size_t)16 << 20)

static const struct {
    const char *uri;
    px_docx_ns ns;
} namespaces[] = {
    { "http://schemas.openxmlformats.org/wordprocessingml/2006/main", PX_NS_W },
    { "http://purl.oclc.org/ooxml/wordprocessingml/main", PX_NS_W },
    { "http://schemas.openxmlformats.org/officeDocument/2006/relationships", PX_NS_R },
    { "http://purl.oclc.org/ooxml/officeDocument/relationships", PX_NS_R },
    { "http://schemas.openxmlformats.org/officeDocument/2006/math", PX_NS_M },
    { "http://purl.oclc.org/ooxml/officeDocument/math", PX_NS_M },
    { "http://schemas.openxmlformats.org/markup-compatibility/2006", PX_NS_MC },
    { "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", PX_NS_DRAWING },
    { "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", PX_NS_DRAWING },
    { "http://schemas.openxmlformats.org/drawingml/2006/picture", PX_NS_PICTURE },
    { "http://purl.oclc.org/ooxml/drawingml/picture", PX_NS_PICTURE },
    { "urn:schemas-microsoft-com:vml", PX_NS_PICTURE },
    { "http://www.w3.org/XML/1998/namespace", PX_NS_XML },
    { "http://purl.org/dc/elements/1.1/", PX_NS_CORE },
    { "http://schemas.openxmlformats.org/package/2006/relationships", PX_NS_PACKAGE },
    { "http://schemas.openxmlformats.org/package/2006/content-types", PX_NS_PACKAGE },
};

typedef struct parser {
    XML_Parser expat;
    px_arena *arena;
    px_xml *root;
    px_xml *open[PX_DOCX_MAX_DEPTH];
    size_t depth, elements, attributes;
    px_builder text;
    px_map names;       /* every name once: there are few, used often */
    const char *refuse; /* why our own handlers stopped it */
} parser;

static void stop(parser *p, const char *reason)
{
    if (!p->refuse)
        p->refuse = reason;
    (void)XML_StopParser(p->expat, XML_FALSE);
}

static px_docx_ns find_namespace(px_str uri)
{
    for (size_t i = 0; i < PX_COUNT(namespaces); i++)
        if (px_str_is(uri, namespaces[i].uri))
            return namespaces[i].ns;
    return PX_NS_OTHER;
}

static px_str shared_name(parser *p, px_str name)
{
    px_str *known = px_map_get(&p->names, name);

    if (!known) {
        known = px_arena_alloc(p->arena, sizeof(*known));
        *known = px_arena_str(p->arena, name);
        (void)px_map_put(&p->names, *known, known);
    }
    return *known;
}

/* Splits expat's "namespace\nname". */
static px_docx_ns split_name(parser *p, const char *full, px_str *ret_name)
{
    px_str s = px_str_of(full);
    size_t at = px_str_find_char(s, PX_XML_SEPARATOR);

    if (at == s.len) {
        *ret_name = shared_name(p, s);
        return PX_NS_NONE;
    }
    *ret_name = shared_name(p, px_str_sub(s, at + 1, s.len));
    return find_namespace(px_str_sub(s, 0, at));
}

static px_xml *append(parser *p)
{
    px_xml *element = px_arena_alloc(p->arena, sizeof(*element));
    px_xml *parent = p->depth ? p->open[p->depth - 1] : NULL;

    if (parent && parent->last)
        parent->last->next = element;
    else if (parent)
        parent->first = element;
    else
        p->root = element;
    if (parent)
        parent->last = element;
    return element;
}

static bool has_words(px_str text)
{
    return px_str_trim(text).len > 0;
}

/* Words in front of a child element or behind one: an element of their own. */
static void loose_text(parser *p)
{
    if (p->depth && has_words(px_builder_view(&p->text))) {
        px_xml *element = append(p);

        element->name = PX_STR("#text");
        element->text = px_arena_str(p->arena, px_builder_view(&p->text));
    }
    px_builder_clear(&p->text);
}

/* Word stamps nearly everything with the editing session (rsid...); nothing here asks for it. */
static bool is_noise(const char *name)
{
    const char *local = strrchr(name, PX_XML_SEPARATOR);

    return local && strncmp(local + 1, "rsid", 4) == 0;
}

static void read_attributes(parser *p, px_xml *element, const char **pairs)
{
    unsigned count = 0;

    for (const char **a = pairs; *a; a += 2)
        count += is_noise(*a) ? 0 : 1;
    p->attributes += count;
    if (!count || p->attributes > PX_DOCX_MAX_ATTRIBUTES)
        return;
    element->attributes = px_arena_array(p->arena, count, sizeof(*element->attributes));
    for (const char **a = pairs; *a; a += 2) {
        px_xml_attribute *attribute = &element->attributes[element->n_attributes];

        if (is_noise(*a))
            continue;
        attribute->ns = split_name(p, a[0], &attribute->name);
        attribute->value = px_arena_str(p->arena, px_str_of(a[1]));
        element->n_attributes++;
    }
}

static void XMLCALL on_start(void *arg, const char *name, const char **attributes)
{
    parser *p = arg;
    px_xml *element;

    if (p->refuse)
        return;
    loose_text(p);
    if (p->depth == PX_DOCX_MAX_DEPTH) {
        stop(p, N_("elements are nested too deep"));
        return;
    }
    element = append(p);
    element->ns = split_name(p, name, &element->name);
    read_attributes(p, element, attributes);
    if (++p->elements > PX_DOCX_MAX_ELEMENTS || p->attributes > PX_DOCX_MAX_ATTRIBUTES)
        stop(p, N_("there are too many elements"));
    p->open[p->depth++] = element;
}

static void XMLCALL on_end(void *arg, const char *name)
{
    parser *p = arg;
    px_xml *element;

    (void)name;
    if (p->refuse || !p->depth)
        return;
    element = p->open[p->depth - 1];
    if (element->first)
        loose_text(p);
    else if (p->text.len)
        element->text = px_arena_str(p->arena, px_builder_view(&p->text));
    if (p->text.overflow)
        stop(p, N_("a text is too long"));
    px_builder_clear(&p->text);
    p->depth--;
}

static void XMLCALL on_text(void *arg, const char *text, int len)
{
    parser *p = arg;

    px_builder_str(&p->text, px_str_n(text, (size_t)len));
}

static void XMLCALL on_doctype(void *arg, const char *name, const char *system_id,
                               const char *public_id, int internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    stop(arg, N_("a document type is not allowed"));
}

static int fail_xml(parser *p, px_str name, px_error *err)
{
    const char *reason = p->refuse ? p->refuse : px_xml_reason(XML_GetErrorCode(p->expat));
    px_xml_position at = px_xml_position_of(p->expat);

    return px_fail(err, PX_ERR_MALFORMED,
                   N_("the part '{part}' of the document is not well-formed in line {line}, column "
                      "{column}: {reason}"),
                   "part", px_arena_cstr(p->arena, name), "line", at.line, "column", at.column,
                   "reason", reason, NULL);
}

static int run_expat(parser *p, px_str name, px_str bytes, px_error *err)
{
    XML_SetUserData(p->expat, p);
    XML_SetElementHandler(p->expat, on_start, on_end);
    XML_SetCharacterDataHandler(p->expat, on_text);
    XML_SetStartDoctypeDeclHandler(p->expat, on_doctype);
    if (XML_Parse(p->expat, bytes.len ? bytes.ptr : "", (int)bytes.len, 1) != XML_STATUS_OK)
        return fail_xml(p, name, err);
    return 0;
}

int px_docx_xml_parse(px_str name, px_str bytes, px_arena *arena, px_xml **ret_root, px_error *err)
{
    parser p = { .arena = arena, .text = PX_BUILDER_INIT(TEXT_MAX) };
    int rc;

    p.expat = px_xml_parser_new();
    rc = run_expat(&p, name, bytes, err);
    if (rc >= 0)
        *ret_root = p.root;
    XML_ParserFree(p.expat);
    px_builder_free(&p.text);
    px_map_free(&p.names);
    return rc;
}

bool px_xml_is(const px_xml *element, const char *name)
{
    return element && element->ns == PX_NS_W && px_str_is(element->name, name);
}

px_xml *px_xml_child(const px_xml *element, const char *name)
{
    for (px_xml *child = element ? element->first : NULL; child; child = child->next)
        if (px_xml_is(child, name))
            return child;
    return NULL;
}

px_str px_xml_attribute_ns(const px_xml *element, px_docx_ns ns, const char *name)
{
    for (unsigned i = 0; element && i < element->n_attributes; i++)
        if (element->attributes[i].ns == ns && px_str_is(element->attributes[i].name, name))
            return element->attributes[i].value;
    return PX_STR_NONE;
}

px_str px_xml_attribute_of(const px_xml *element, const char *name)
{
    px_str value = px_xml_attribute_ns(element, PX_NS_W, name);

    return value.ptr ? value : px_xml_attribute_ns(element, PX_NS_NONE, name);
}

px_str px_xml_val(const px_xml *element, const char *child)
{
    return px_xml_attribute_of(px_xml_child(element, child), "val");
}

/* Measures may have decimals ("12.5"), and in the strict form a unit; whole ones are enough. */
static int to_int(px_str s, int otherwise)
{
    size_t len = s.len && s.ptr[0] == '-' ? 1 : 0;
    px_error ignored = PX_ERROR_INIT;
    long long value;

    while (len < s.len && px_is_digit(s.ptr[len]))
        len++;
    if (px_parse_int(px_str_sub(s, 0, len), -1000000000, 1000000000, &value, &ignored) < 0)
        return otherwise;
    return (int)value;
}

int px_xml_int(const px_xml *element, const char *attribute, int otherwise)
{
    return to_int(px_xml_attribute_of(element, attribute), otherwise);
}

int px_xml_val_int(const px_xml *element, const char *child, int otherwise)
{
    return to_int(px_xml_val(element, child), otherwise);
}

static bool is_off(px_str value)
{
    return px_str_is(value, "0") || px_str_is(value, "false") || px_str_is(value, "off");
}

int px_xml_val_on(const px_xml *element, const char *child)
{
    const px_xml *found = px_xml_child(element, child);

    if (!found)
        return -1;
    return is_off(px_xml_attribute_of(found, "val")) ? 0 : 1;
}

bool px_xml_attribute_on(const px_xml *element, const char *attribute)
{
    px_str value = px_xml_attribute_of(element, attribute);

    return value.len && !is_off(value);
}
