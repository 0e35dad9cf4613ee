/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/akn/import_akn.h"

#include "base/markdown_walk.h"
#include "code/akn/akn_parse.h"
#include "code/normal.h"
#include "code/xml_parser.h"
#include "code/xz.h"

#include "base/banned.h"

#define PRAXIS_NAMESPACE "urn:praxis:akn:1"
/* As much of what is left out as a warning shows. */
#define LEFT_OUT_MAX 200
/* How much expat gets at once: it takes an int. */
#define PIECE ((size_t)1 << 20)

px_str px_akn_value_of(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (attributes[0][0] == name[0] && px_str_is(px_str_of(attributes[0]), name))
            return px_str_of(attributes[1]);
    return PX_STR_NONE;
}

/* Lines are counted here, over the bytes since the last time: expat would go over them by bytes. */
size_t px_akn_line_now(px_akn_reader *p)
{
    XML_Index index = XML_GetCurrentByteIndex(p->parser);
    size_t at = index < 0 ? p->line_at : PX_MIN((size_t)index, p->xml.len);
    const char *next;

    while (p->line_at < at &&
           (next = memchr(p->xml.ptr + p->line_at, '\n', at - p->line_at)) != NULL) {
        p->line++;
        p->line_at = (size_t)(next - p->xml.ptr) + 1;
    }
    p->line_at = PX_MAX(p->line_at, at);
    return p->line;
}

void px_akn_stop(px_akn_reader *p, int rc)
{
    if (p->rc == 0)
        p->rc = rc;
    (void)XML_StopParser(p->parser, XML_FALSE);
}

/* MALFORMED at the present place. */
static int fail_here(px_akn_reader *p, const char *message, const char *name, const char *value)
{
    px_xml_position at = px_xml_position_of(p->parser);

    if (name)
        return px_fail(p->err, PX_ERR_MALFORMED, message, "line", at.line, "column", at.column,
                       name, value, NULL);
    return px_fail(p->err, PX_ERR_MALFORMED, message, "line", at.line, "column", at.column, NULL);
}

size_t px_akn_add(px_akn_reader *p, size_t parent, px_provision_kind kind)
{
    size_t node = px_outline_add(p->outline, parent, kind, px_akn_line_now(p));

    if (p->outline->full)
        px_akn_stop(p, px_fail(p->err, PX_ERR_TOO_MANY,
                               N_("the text has more than {max} provisions; import it in parts"),
                               "max", "200000", NULL));
    return node;
}

/* ---- Names */

/* The local name of an element; ret_uri: its namespace, empty for none. */
static px_str split_name(const XML_Char *name, px_str *ret_uri)
{
    px_str whole = px_str_of(name);
    const char *separator = memchr(whole.ptr, PX_XML_SEPARATOR, whole.len);
    size_t at = separator ? (size_t)(separator - whole.ptr) : whole.len;

    if (!separator) {
        *ret_uri = PX_STR("");
        return whole;
    }
    *ret_uri = px_str_sub(whole, 0, at);
    return px_str_sub(whole, at + 1, whole.len);
}

static bool is_akn_uri(px_str uri)
{
    return px_str_find(uri, PX_STR("akn/3.0")) < uri.len;
}

static bool check_root(px_akn_reader *p, px_str uri, px_str name)
{
    if (!px_str_is(name, "akomaNtoso") || !is_akn_uri(uri)) {
        px_akn_stop(p, fail_here(p,
                                 N_("the file is not Akoma Ntoso 3.0: its root in line {line}, "
                                    "column {column} is '{name}'"),
                                 "name", px_arena_cstr(p->outline->arena, name)));
        return false;
    }
    p->uri = px_arena_str(p->outline->arena, uri);
    return true;
}

static const px_akn_element *find_element(const px_akn_reader *p, px_str uri, px_str name)
{
    if (!px_str_eq(uri, p->uri) && !is_akn_uri(uri))
        return NULL;
    return px_akn_element_find(&p->elements, name);
}

/* ---- What is left out */

/* True for an element that LEOS marks as no longer there. */
static bool is_gone(const XML_Char **attributes)
{
    px_str action = px_akn_value_of(attributes, LEOS_NAMESPACE "\n"
                                                               "softaction");

    return px_str_starts(action, PX_STR("del")) || px_str_ends(action, PX_STR("_to"));
}

static void leave_out(px_akn_reader *p, const XML_Char **attributes)
{
    px_str label = px_akn_value_of(attributes, LEOS_NAMESPACE "\n"
                                                              "softmove_label");

    p->skip = 1;
    p->reporting = true;
    p->left_out_line = px_akn_line_now(p);
    px_builder_clear(&p->left_out);
    if (label.len)
        px_builder_format(&p->left_out, "%.*s: ", PX_STR_ARG(label));
}

static void report_left_out(px_akn_reader *p)
{
    PX_AUTO_BUILDER px_builder folded = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    p->reporting = false;
    px_text_fold(&folded, px_builder_view(&p->left_out));
    px_outline_warn(p->outline, PX_WARN_DELETED, p->left_out_line, px_builder_view(&folded));
}

/* The title in <meta>: of our own files, else an alias. */
static void meta_start(px_akn_reader *p, const XML_Char *name, const XML_Char **attributes)
{
    px_str uri, local = split_name(name, &uri);

    if (px_str_is(uri, PRAXIS_NAMESPACE) && px_str_is(local, "title") &&
        !p->titles[PX_AKN_TITLES].len)
        p->in_title = p->ours = true;
    if (px_str_is(local, "FRBRalias") && !p->titles[0].len)
        px_builder_str(&p->titles[0], px_akn_value_of(attributes, "value"));
}

static void skipped_start(px_akn_reader *p, const XML_Char *name, const XML_Char **attributes)
{
    px_str uri;

    p->skip++;
    if (p->in_meta) {
        meta_start(p, name, attributes);
        return;
    }
    if (p->reporting)
        px_builder_char(&p->left_out, ' ');
    p->outline->elements++;
    p->outline->mapped += px_akn_element_find(&p->elements, split_name(name, &uri)) != NULL;
}

/* ---- Events */

static const px_akn_frame *parent_now(const px_akn_reader *p)
{
    return p->depth ? &p->frames[p->depth - 1] : NULL;
}

/* An element that the table does not know is told once for each place in which it stands. */
static void report_unknown(px_akn_reader *p, px_str name)
{
    const px_akn_frame *parent = parent_now(p);
    px_str around = parent ? parent->element->name : PX_STR("");
    const char *key =
        px_arena_format(p->outline->arena, "%.*s %.*s", PX_STR_ARG(name), PX_STR_ARG(around));

    if (px_map_count(&p->unknown) >= PX_OUTLINE_MAX_WARNINGS ||
        px_map_put(&p->unknown, px_str_of(key), p))
        return;
    px_outline_warn(p->outline, PX_WARN_ELEMENT, px_akn_line_now(p), name);
}

/* What stands for an element that the table does not know: in a text, words of it; elsewhere
 * words that stand for themselves. */
static const px_akn_element *unknown_element(px_akn_reader *p)
{
    static const px_akn_element in_text = { .role = PX_AKN_INLINE };
    static const px_akn_element block = { .role = PX_AKN_THROUGH };
    const px_akn_frame *parent = parent_now(p);

    if (px_akn_context_now(p)->is_open || (parent && px_akn_role_is_flow(parent->element->role)))
        return &in_text;
    return &block;
}

static px_akn_frame *push(px_akn_reader *p, const px_akn_element *element)
{
    const px_akn_frame *parent = parent_now(p);
    px_akn_frame *frame = &p->frames[p->depth++];

    *frame = (px_akn_frame){
        .element = element,
        .node = parent ? parent->node : PX_OUTLINE_TOP,
        .own = PX_OUTLINE_TOP,
    };
    return frame;
}

/* Leaves an element out, or opens it. element: NULL for one that the table does not know. */
static void open_element(px_akn_reader *p, const px_akn_element *element, px_str name,
                         const XML_Char **attributes)
{
    if (p->depth) {
        p->outline->elements++;
        p->outline->mapped += element != NULL;
    }
    if ((element && element->role == PX_AKN_DELETED) || is_gone(attributes)) {
        leave_out(p, attributes);
        return;
    }
    if (!element) {
        report_unknown(p, name);
        element = unknown_element(p);
    }
    px_akn_start(p, push(p, element), attributes);
}

/* <meta>, and the preface that our own files make of the title for those who print them. */
static bool is_about(const px_akn_reader *p, const px_akn_element *element,
                     const XML_Char **attributes)
{
    return element->role == PX_AKN_META || (p->ours && px_str_is(element->name, "preface") &&
                                            !px_akn_value_of(attributes, "GUID").ptr);
}

static void on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
    px_akn_reader *p = arg;
    const px_akn_element *element;
    px_str uri, local;

    if (p->rc < 0) /* stopped: expat ends what it has begun */
        return;
    if (p->depth + p->skip == PX_AKN_DEPTH) {
        px_akn_stop(p, fail_here(p,
                                 N_("more than {max} elements are nested in line {line}, column "
                                    "{column}"),
                                 "max", "256"));
        return;
    }
    if (p->skip) {
        skipped_start(p, name, attributes);
        return;
    }
    local = split_name(name, &uri);
    if (!p->uri.ptr && !check_root(p, uri, local))
        return;
    element = find_element(p, uri, local);
    if (element && is_about(p, element, attributes)) {
        p->in_meta = true;
        p->skip = 1;
        return;
    }
    open_element(p, element, local, attributes);
}

static void skipped_end(px_akn_reader *p)
{
    if (--p->skip)
        return;
    if (p->reporting)
        report_left_out(p);
    p->in_meta = p->in_title = false;
}

static void on_end(void *arg, const XML_Char *name)
{
    px_akn_reader *p = arg;

    (void)name;
    if (p->rc < 0)
        return;
    if (p->skip) {
        p->in_title = false;
        skipped_end(p);
        return;
    }
    px_akn_end(p, &p->frames[p->depth - 1]);
    p->depth--;
}

static void on_words(void *arg, const XML_Char *s, int len)
{
    px_akn_reader *p = arg;
    px_str words = px_str_n(s, (size_t)len);

    if (p->rc < 0)
        return;
    if (!p->skip) {
        px_akn_words(p, words);
        return;
    }
    if (p->in_title)
        px_builder_str(&p->titles[PX_AKN_TITLES], words);
    if (p->reporting && p->left_out.len < LEFT_OUT_MAX)
        px_builder_str(&p->left_out, words);
}

static void on_entity(void *arg, const XML_Char *name, int parameter, const XML_Char *value,
                      int len, const XML_Char *base, const XML_Char *system, const XML_Char *public,
                      const XML_Char *notation)
{
    px_akn_reader *p = arg;

    (void)parameter, (void)value, (void)len, (void)base, (void)system, (void)public;
    (void)notation;
    px_akn_stop(p, fail_here(p,
                             N_("the entity '{name}' is declared in line {line}, column {column}; "
                                "write its text out"),
                             "name", px_arena_cstr(p->outline->arena, px_str_of(name))));
}

/* With a DOCTYPE that names a file, expat passes over what the file might declare. */
static void on_skipped_entity(void *arg, const XML_Char *name, int parameter)
{
    px_akn_reader *p = arg;

    (void)parameter;
    px_akn_stop(p, fail_here(p,
                             N_("the entity '{name}' in line {line}, column {column} is not known; "
                                "write its text out"),
                             "name", px_arena_cstr(p->outline->arena, px_str_of(name))));
}

/* ---- The whole */

static void start(px_akn_reader *p, px_str xml, px_outline *outline, px_error *err)
{
    *p = (px_akn_reader){ .xml = xml, .outline = outline, .err = err, .line = 1 };
    px_akn_elements_init(&p->elements);
    p->left_out = PX_BUILDER_INIT(4 * PX_INLINE_MAX);
    for (size_t i = 0; i < PX_COUNT(p->titles); i++)
        p->titles[i] = PX_BUILDER_INIT(PX_AKN_MAX);
    for (size_t i = 0; i < PX_AKN_TEXTS; i++) {
        px_akn_inline_init(&p->contexts[i].text);
        p->contexts[i].table.node = PX_OUTLINE_TOP;
    }
    p->parser = px_xml_parser_new();
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetCharacterDataHandler(p->parser, on_words);
    XML_SetEntityDeclHandler(p->parser, on_entity);
    XML_SetSkippedEntityHandler(p->parser, on_skipped_entity);
}

static void finish(px_akn_reader *p)
{
    for (size_t i = 0; i < PX_AKN_TEXTS; i++) {
        px_akn_inline_free(&p->contexts[i].text);
        px_builder_free(&p->contexts[i].table.rows);
        px_builder_free(&p->contexts[i].table.row);
    }
    for (size_t i = 0; i < PX_COUNT(p->titles); i++)
        px_builder_free(&p->titles[i]);
    px_builder_free(&p->left_out);
    px_map_free(&p->nodes);
    px_map_free(&p->twice);
    px_map_free(&p->unknown);
    XML_ParserFree(p->parser);
}

static int parse(px_akn_reader *p)
{
    for (size_t at = 0; at <= p->xml.len; at += PIECE) {
        px_str piece = px_str_sub(p->xml, at, at + PIECE);
        bool last = at + PIECE > p->xml.len;

        if (XML_Parse(p->parser, piece.len ? piece.ptr : "", (int)piece.len, last) == XML_STATUS_OK)
            continue;
        if (p->rc < 0)
            return p->rc;
        if (XML_GetErrorCode(p->parser) == XML_ERROR_NO_MEMORY)
            px_out_of_memory();
        return fail_here(p, N_("the XML is broken in line {line}, column {column}: {reason}"),
                         "reason", px_xml_reason(XML_GetErrorCode(p->parser)));
    }
    return p->rc;
}

static void set_title(px_akn_reader *p)
{
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder folded = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error ignored = PX_ERROR_INIT;

    for (size_t rank = PX_AKN_TITLES + 1; rank-- > 0 && !folded.len;)
        if (px_text_nfc(&composed, px_builder_view(&p->titles[rank]), &ignored) == 0) {
            px_text_fold(&folded, px_builder_view(&composed));
            px_builder_clear(&composed);
        }
    p->outline->title = px_arena_str(p->outline->arena, px_builder_view(&folded));
}

int px_import_akn_outline(px_str xml, px_outline *outline, px_error *err)
{
    px_akn_reader *p = px_arena_alloc(outline->arena, sizeof(*p));
    int rc;

    start(p, xml, outline, err);
    rc = parse(p);
    if (rc == 0) {
        px_akn_links_bind(p);
        set_title(p);
    }
    finish(p);
    return rc;
}

int px_import_akn(px_str input, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder unpacked = PX_BUILDER_INIT(2 * PX_XZ_MAX);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = { .arena = arena };
    int rc = 0;

    (void)options;
    if (px_xz_recognise(input)) {
        rc = px_xz_unpack(&unpacked, input, err);
        input = px_builder_view(&unpacked);
    }
    if (rc >= 0)
        rc = px_import_akn_outline(input, &outline, err);
    if (rc >= 0)
        rc = px_outline_check(&outline, err);
    return rc < 0 ? rc : px_outline_write(&outline, out, err);
}
