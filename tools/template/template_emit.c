/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writing: a header with one struct for each view, and C with one function for each template.
 */
#include "template_compiler.h"

#include "base/banned.h"

/* ---- C text */

/* A string literal, broken behind line breaks. */
static void emit_literal(px_builder *out, px_str text, const char *indent)
{
    px_builder_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '\n' && i + 1 < text.len)
            px_builder_format(out, "\\n\"\n%s    \"", indent);
        else if (c == '\n')
            px_builder_add(out, "\\n");
        else if (c == '\t')
            px_builder_add(out, "\\t");
        else if (c == '"' || c == '\\')
            px_builder_format(out, "\\%c", c);
        else if (c == '?' && i > 0 && text.ptr[i - 1] == '?')
            px_builder_add(out, "\\?"); /* no trigraph */
        else if (c != '\r')
            px_builder_char(out, c);
    }
    px_builder_char(out, '"');
}

static void emit_nodes(px_builder *out, const tc_node *first, unsigned level);

static const char *indent_of(unsigned level)
{
    static const char spaces[] = "                                                                ";
    size_t want = (size_t)level * 4;

    return spaces + (sizeof(spaces) - 1 - PX_MIN(want, sizeof(spaces) - 1));
}

static void emit_static(px_builder *out, const tc_node *node, const char *indent)
{
    if (node->text.len == 0)
        return;
    px_builder_format(out, "%spx_builder_str(out, PX_STR(", indent);
    emit_literal(out, node->text, indent);
    px_builder_add(out, "));\n");
}

static void emit_value(px_builder *out, const tc_node *node, const char *indent)
{
    static const char *const calls[] = {
        [TC_TYPE_TEXT] = "px_builder_html",
        [TC_TYPE_INT] = "px_builder_int",
        [TC_TYPE_HTML] = "px_builder_str",
    };
    const char *call = calls[TC_TYPE_TEXT];

    if (node->type == TC_TYPE_INT || node->type == TC_TYPE_HTML)
        call = calls[node->type];
    else if (node->type == TC_TYPE_URL && node->in_attribute)
        call = "px_template_url";
    px_builder_format(out, "%s%s(out, %.*s);\n", indent, call, PX_STR_ARG(node->expr));
}

static void emit_each(px_builder *out, const tc_node *node, unsigned level)
{
    const char *indent = indent_of(level);
    unsigned d = node->depth;

    px_builder_format(out, "%sfor (size_t i%u = 0; i%u < %.*s; i%u++) {\n", indent, d, d,
                      PX_STR_ARG(node->count_expr), d);
    px_builder_format(out, "%s    const px_view_%.*s *v%u = &%.*s[i%u];\n\n", indent,
                      PX_STR_ARG(node->view->name), d, PX_STR_ARG(node->expr), d);
    px_builder_format(out, "%s    (void)v%u;\n", indent, d);
    emit_nodes(out, node->body, level + 1);
    px_builder_format(out, "%s}\n", indent);
}

static void emit_if(px_builder *out, const tc_node *node, unsigned level)
{
    const char *indent = indent_of(level);
    bool is_text =
        node->type == TC_TYPE_TEXT || node->type == TC_TYPE_URL || node->type == TC_TYPE_HTML;

    px_builder_format(out, "%sif (%.*s%s) {\n", indent, PX_STR_ARG(node->expr),
                      is_text ? ".len" : "");
    emit_nodes(out, node->body, level + 1);
    if (node->otherwise) {
        px_builder_format(out, "%s} else {\n", indent);
        emit_nodes(out, node->otherwise, level + 1);
    }
    px_builder_format(out, "%s}\n", indent);
}

static void emit_arg(px_builder *out, const tc_arg *arg, const char *indent)
{
    px_builder_format(out, "%s        { .name = \"%.*s\", ", indent, PX_STR_ARG(arg->name));
    if (arg->kind == TC_ARG_TAG)
        px_builder_format(out, ".kind = PX_TEMPLATE_TAG, .text = PX_STR_INIT(\"%.*s\")",
                          PX_STR_ARG(arg->value));
    else if (arg->kind == TC_ARG_LINK)
        px_builder_format(out, ".kind = PX_TEMPLATE_LINK, .text = %.*s", PX_STR_ARG(arg->expr));
    else if (arg->type == TC_TYPE_INT)
        px_builder_format(out, ".kind = PX_TEMPLATE_INT, .number = %.*s", PX_STR_ARG(arg->expr));
    else
        px_builder_format(out, ".kind = %s, .text = %.*s",
                          arg->type == TC_TYPE_HTML ? "PX_TEMPLATE_HTML" : "PX_TEMPLATE_TEXT",
                          PX_STR_ARG(arg->expr));
    px_builder_add(out, " },\n");
}

static void emit_message(px_builder *out, const tc_node *node, const char *indent)
{
    unsigned n = 0;

    if (node->args) {
        px_builder_format(out, "%s{\n%s    const px_template_arg args[] = {\n", indent, indent);
        for (const tc_arg *arg = node->args; arg; arg = arg->next, n++)
            emit_arg(out, arg, indent);
        px_builder_format(out, "%s    };\n\n    ", indent);
    }
    px_builder_format(out, "%spx_template_message(out, language, ", indent);
    if (node->plural.ptr) {
        px_builder_add(out, "px_tr_plural(language, ");
        emit_literal(out, node->message, indent);
        px_builder_add(out, ", ");
        emit_literal(out, node->plural, indent);
        px_builder_format(out, ", px_template_count(%.*s))", PX_STR_ARG(node->expr));
    } else {
        px_builder_add(out, "px_tr(language, ");
        emit_literal(out, node->message, indent);
        px_builder_char(out, ')');
    }
    px_builder_format(out, ", %s, %u);\n", n ? "args" : "NULL", n);
    if (n)
        px_builder_format(out, "%s}\n", indent);
}

static void emit_node(px_builder *out, const tc_node *node, unsigned level)
{
    const char *indent = indent_of(level);

    switch (node->kind) {
    case TC_NODE_STATIC:
        emit_static(out, node, indent);
        break;
    case TC_NODE_VALUE:
        emit_value(out, node, indent);
        break;
    case TC_NODE_EACH:
        emit_each(out, node, level);
        break;
    case TC_NODE_IF:
        emit_if(out, node, level);
        break;
    case TC_NODE_PARTIAL:
        px_builder_format(out, "%spx_template_%.*s(out, %.*s, language);\n", indent,
                          PX_STR_ARG(node->partial), PX_STR_ARG(node->expr));
        break;
    case TC_NODE_MESSAGE:
        emit_message(out, node, indent);
        break;
    }
}

static void emit_nodes(px_builder *out, const tc_node *first, unsigned level)
{
    for (const tc_node *node = first; node; node = node->next)
        emit_node(out, node, level);
}

/* ---- Files */

static void emit_field(px_builder *out, const tc_field *field)
{
    px_str name = field->name;

    switch (field->type) {
    case TC_TYPE_TEXT:
    case TC_TYPE_URL:
    case TC_TYPE_HTML:
        px_builder_format(out, "    px_str %.*s;%s\n", PX_STR_ARG(name),
                          field->type == TC_TYPE_HTML
                              ? " /* HTML, written as it is */"
                              : (field->type == TC_TYPE_URL ? " /* an address */" : ""));
        break;
    case TC_TYPE_INT:
        px_builder_format(out, "    long long %.*s;\n", PX_STR_ARG(name));
        break;
    case TC_TYPE_BOOL:
        px_builder_format(out, "    bool %.*s;\n", PX_STR_ARG(name));
        break;
    case TC_TYPE_LIST:
        px_builder_format(out, "    const px_view_%.*s *%.*s;\n    size_t n_%.*s;\n",
                          PX_STR_ARG(field->view_name), PX_STR_ARG(name), PX_STR_ARG(name));
        break;
    case TC_TYPE_VIEW:
        px_builder_format(out, "    const px_view_%.*s *%.*s;\n", PX_STR_ARG(field->view_name),
                          PX_STR_ARG(name));
        break;
    }
}

static void emit_signature(px_builder *out, const tc_view *view)
{
    px_builder_format(out,
                      "void px_template_%.*s(px_builder *out, const px_view_%.*s *v0,\n"
                      "    const px_language *language)",
                      PX_STR_ARG(view->name), PX_STR_ARG(view->name));
}

void tc_emit_header(const tc_program *program, px_builder *out)
{
    px_builder_add(out, "/* Made by tools/template_compiler.c from templates/. */\n"
                        "#ifndef PX_TEMPLATES_H\n#define PX_TEMPLATES_H\n\n"
                        "#include \"base/message.h\"\n\n");
    for (const tc_view *view = program->views; view; view = view->next)
        px_builder_format(out, "typedef struct px_view_%.*s px_view_%.*s;\n",
                          PX_STR_ARG(view->name), PX_STR_ARG(view->name));
    for (const tc_view *view = program->views; view; view = view->next) {
        px_builder_format(out, "\nstruct px_view_%.*s {\n", PX_STR_ARG(view->name));
        for (const tc_field *field = view->fields; field; field = field->next)
            emit_field(out, field);
        if (!view->fields)
            px_builder_add(out, "    char nothing; /* C wants a member */\n");
        px_builder_add(out, "};\n");
    }
    px_builder_char(out, '\n');
    for (const tc_view *view = program->views; view; view = view->next) {
        if (!view->has_body)
            continue;
        emit_signature(out, view);
        px_builder_add(out, ";\n");
    }
    px_builder_add(out, "\n#endif\n");
}

void tc_emit_source(const tc_program *program, const char *header, px_builder *out)
{
    px_builder_format(out,
                      "/* Made by tools/template_compiler.c from templates/. */\n"
                      "#include \"%s\"\n\n#include \"web/template.h\"\n",
                      header);
    for (const tc_view *view = program->views; view; view = view->next) {
        if (!view->has_body)
            continue;
        px_builder_char(out, '\n');
        emit_signature(out, view);
        px_builder_add(out, "\n{\n    (void)v0;\n    (void)language;\n");
        emit_nodes(out, view->body, 1);
        px_builder_add(out, "}\n");
    }
}

/* ---- Messages */

typedef struct entry {
    struct entry *next;
    const tc_node *node;
    px_builder places;
} entry;

static void pot_string(px_builder *out, const char *keyword, px_str text)
{
    px_builder_format(out, "%s ", keyword);
    emit_literal(out, text, "");
    px_builder_char(out, '\n');
}

static void pot_add(entry **entries, const tc_node *node, px_arena *arena)
{
    unsigned line, column;
    entry *e;

    while ((e = *entries) && (!px_str_eq(e->node->message, node->message) ||
                              !px_str_eq(e->node->plural, node->plural)))
        entries = &e->next;
    if (!e) {
        e = *entries = px_arena_alloc(arena, sizeof(*e));
        e->node = node;
        e->places = PX_BUILDER_INIT(64 * 1024);
    }
    tc_place_find(node->place, &line, &column);
    px_builder_format(&e->places, "#: templates/%.*s.html:%u\n",
                      PX_STR_ARG(node->place.source->stem), line);
}

static void pot_nodes(entry **entries, const tc_node *first, px_arena *arena)
{
    for (const tc_node *node = first; node; node = node->next) {
        if (node->kind == TC_NODE_MESSAGE)
            pot_add(entries, node, arena);
        pot_nodes(entries, node->body, arena);
        pot_nodes(entries, node->otherwise, arena);
    }
}

void tc_emit_pot(const tc_program *program, px_builder *out)
{
    entry *entries = NULL;

    px_builder_add(out, "msgid \"\"\nmsgstr \"\"\n"
                        "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                        "\"Content-Transfer-Encoding: 8bit\\n\"\n");
    for (const tc_view *view = program->views; view; view = view->next)
        pot_nodes(&entries, view->body, program->arena);
    for (entry *e = entries; e; e = e->next) {
        px_builder_char(out, '\n');
        px_builder_str(out, px_builder_view(&e->places));
        px_builder_free(&e->places);
        pot_string(out, "msgid", e->node->message);
        if (e->node->plural.ptr) {
            pot_string(out, "msgid_plural", e->node->plural);
            px_builder_add(out, "msgstr[0] \"\"\nmsgstr[1] \"\"\n");
        } else {
            px_builder_add(out, "msgstr \"\"\n");
        }
    }
}
