/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading of templates: the head with its declarations, then text and tags into a tree. Names are
 * only read here; what they mean is found in template_check.c.
 */
#include "template_compiler.h"

#include "base/banned.h"

typedef struct parser {
    tc_program *program;
    const tc_source *source;
    px_str text;
    size_t at;         /* next byte */
    size_t body_start; /* where the body of the template begins */
    tc_view *view;     /* the one being declared */
} parser;

static const struct {
    const char *name;
    tc_type type;
} type_names[] = {
    { "text", TC_TYPE_TEXT }, { "int", TC_TYPE_INT },   { "bool", TC_TYPE_BOOL },
    { "url", TC_TYPE_URL },   { "html", TC_TYPE_HTML }, { "list", TC_TYPE_LIST },
    { "view", TC_TYPE_VIEW },
};

static tc_place place_at(const parser *p, size_t offset)
{
    return (tc_place){ p->source, offset };
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool looking_at(const parser *p, const char *s)
{
    size_t len = strlen(s);

    return p->text.len - p->at >= len && memcmp(p->text.ptr + p->at, s, len) == 0;
}

static void skip_space(parser *p)
{
    while (p->at < p->text.len && is_space(p->text.ptr[p->at]))
        p->at++;
}

/* Reads "name", or with dots "name.name" or "."; fails when there is none. */
static px_str read_name(parser *p, bool dots)
{
    size_t from;

    skip_space(p);
    from = p->at;
    while (p->at < p->text.len &&
           (is_name_char(p->text.ptr[p->at]) || (dots && p->text.ptr[p->at] == '.')))
        p->at++;
    if (p->at == from)
        tc_fail(place_at(p, from), "a name is missing here; names are a-z, 0-9 and _");
    return px_str_sub(p->text, from, p->at);
}

static px_str read_string(parser *p)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(64 * 1024);
    size_t from;

    skip_space(p);
    from = p->at;
    if (!looking_at(p, "\""))
        tc_fail(place_at(p, from), "a message in double quotes is missing here");
    for (p->at++; p->at < p->text.len && p->text.ptr[p->at] != '"'; p->at++) {
        if (p->text.ptr[p->at] == '\n') { /* a line break with its indent is one space */
            skip_space(p);
            p->at--;
            px_builder_char(&b, ' ');
            continue;
        }
        if (p->text.ptr[p->at] == '\\' && p->at + 1 < p->text.len)
            p->at++;
        px_builder_char(&b, p->text.ptr[p->at]);
    }
    if (p->at >= p->text.len)
        tc_fail(place_at(p, from), "the message is not closed; end it with a double quote");
    p->at++;
    if (b.len == 0)
        tc_fail(place_at(p, from), "the message is empty");
    return px_arena_str(p->program->arena, px_builder_view(&b));
}

static void read_close(parser *p)
{
    skip_space(p);
    if (!looking_at(p, "}}"))
        tc_fail(place_at(p, p->at), "'}}' is missing here");
    p->at += 2;
}

/* True and behind the word, when the tag at hand begins with it. */
static bool take_word(parser *p, const char *word)
{
    size_t len = strlen(word);

    if (!looking_at(p, word))
        return false;
    if (p->at + len < p->text.len && is_name_char(p->text.ptr[p->at + len]) &&
        is_name_char(word[len - 1]))
        return false;
    p->at += len;
    return true;
}

static void skip_comment(parser *p, size_t from)
{
    while (p->at < p->text.len && !looking_at(p, "}}"))
        p->at++;
    if (p->at >= p->text.len)
        tc_fail(place_at(p, from), "the comment is not closed; end it with '}}'");
    p->at += 2;
}

/* ---- The head */

static void declare_view(parser *p, size_t from, bool has_body)
{
    tc_view *view = px_arena_alloc(p->program->arena, sizeof(*view));
    tc_view **last = &p->program->views;

    view->name = read_name(p, false);
    view->place = place_at(p, from);
    view->has_body = has_body;
    read_close(p);
    if (tc_view_find(p->program, view->name))
        tc_fail(view->place, "the view '%.*s' is declared twice", PX_STR_ARG(view->name));
    if (has_body && !px_str_eq(view->name, p->source->stem))
        tc_fail(view->place, "the view of this file must be called '%.*s', after the file",
                PX_STR_ARG(p->source->stem));
    while (*last)
        last = &(*last)->next;
    *last = view;
    p->view = view;
}

static tc_type read_type(parser *p)
{
    px_str name = read_name(p, false);

    for (size_t i = 0; i < PX_COUNT(type_names); i++)
        if (px_str_is(name, type_names[i].name))
            return type_names[i].type;
    tc_fail(place_at(p, p->at - name.len),
            "'%.*s' is no type; use text, int, bool, url, html, list or view", PX_STR_ARG(name));
}

static void check_field_name(const tc_field *field)
{
    static const char *const words[] = { "auto",     "bool",    "break",  "case",   "char",
                                         "const",    "default", "do",     "double", "else",
                                         "enum",     "float",   "for",    "goto",   "if",
                                         "inline",   "int",     "long",   "return", "short",
                                         "signed",   "static",  "struct", "switch", "union",
                                         "unsigned", "void",    "while",  "t",      "n" };

    for (size_t i = 0; i < PX_COUNT(words); i++)
        if (px_str_is(field->name, words[i]))
            tc_fail(field->place, "'%s' has a meaning of its own; choose another name", words[i]);
    if (field->name.ptr[0] >= '0' && field->name.ptr[0] <= '9')
        tc_fail(field->place, "a name begins with a letter");
    if (px_str_starts(field->name, PX_STR("n_")))
        tc_fail(field->place, "names with n_ are kept for the lengths of lists");
}

static void declare_field(parser *p, size_t from)
{
    tc_field *field = px_arena_alloc(p->program->arena, sizeof(*field));
    tc_field **last;

    field->place = place_at(p, from);
    if (!p->view)
        tc_fail(field->place, "a field needs {{view NAME}} or {{row NAME}} before it");
    field->name = read_name(p, false);
    check_field_name(field);
    if (tc_field_find(p->view, field->name))
        tc_fail(field->place, "the field '%.*s' is declared twice", PX_STR_ARG(field->name));
    field->type = read_type(p);
    if (field->type == TC_TYPE_LIST || field->type == TC_TYPE_VIEW)
        field->view_name = read_name(p, false);
    read_close(p);
    for (last = &p->view->fields; *last; last = &(*last)->next)
        ;
    *last = field;
}

static void parse_head(parser *p)
{
    for (;;) {
        size_t from, behind = p->at;

        skip_space(p);
        from = p->at;
        if (take_word(p, "{{row")) {
            if (p->view && p->view->has_body)
                tc_fail(place_at(p, from), "rows are declared before the view");
            declare_view(p, from, false);
        } else if (take_word(p, "{{view")) {
            if (p->view && p->view->has_body)
                tc_fail(place_at(p, from), "a file has one view; declare a row instead");
            declare_view(p, from, true);
        } else if (take_word(p, "{{field")) {
            declare_field(p, from);
        } else if (take_word(p, "{{!")) {
            skip_comment(p, from);
        } else {
            p->at = p->view ? from : behind;
            p->body_start = p->at;
            return;
        }
    }
}

/* ---- The body */

static tc_node *node_new(parser *p, tc_node_kind kind, size_t from)
{
    tc_node *node = px_arena_alloc(p->program->arena, sizeof(*node));

    node->kind = kind;
    node->place = place_at(p, from);
    return node;
}

static void read_args(parser *p, tc_node *node)
{
    tc_arg **last = &node->args;

    for (;;) {
        tc_arg *arg;

        skip_space(p);
        if (p->at >= p->text.len || looking_at(p, "}}"))
            return;
        arg = px_arena_alloc(p->program->arena, sizeof(*arg));
        arg->place = place_at(p, p->at);
        arg->name = read_name(p, false);
        if (!take_word(p, "="))
            tc_fail(place_at(p, p->at), "'=' is missing; an argument is written name=field");
        if (take_word(p, "link:"))
            arg->kind = TC_ARG_LINK;
        else if (take_word(p, "tag:"))
            arg->kind = TC_ARG_TAG;
        arg->value = read_name(p, true);
        *last = arg;
        last = &arg->next;
    }
}

/* Reads what stands between "{{" and "}}" of a tag without body. */
static tc_node *read_plain_tag(parser *p, size_t from)
{
    tc_node *node;

    if (take_word(p, ">")) {
        node = node_new(p, TC_NODE_PARTIAL, from);
        node->partial = read_name(p, false);
        node->path = read_name(p, true);
    } else if (take_word(p, "t")) {
        node = node_new(p, TC_NODE_MESSAGE, from);
        node->message = read_string(p);
        read_args(p, node);
    } else if (take_word(p, "n")) {
        node = node_new(p, TC_NODE_MESSAGE, from);
        node->path = read_name(p, true);
        node->message = read_string(p);
        node->plural = read_string(p);
        read_args(p, node);
    } else {
        node = node_new(p, TC_NODE_VALUE, from);
        node->path = read_name(p, true);
    }
    read_close(p);
    return node;
}

/* A tag that writes nothing of its own and stands alone on its line takes the line with it: cuts
 * the indent off the text before and skips the line's end. */
static void take_line(parser *p, size_t from, tc_node *before)
{
    size_t start = from, end = p->at;

    while (start > p->body_start &&
           (p->text.ptr[start - 1] == ' ' || p->text.ptr[start - 1] == '\t'))
        start--;
    while (end < p->text.len && (p->text.ptr[end] == ' ' || p->text.ptr[end] == '\t'))
        end++;
    if (start > p->body_start && p->text.ptr[start - 1] != '\n')
        return;
    if (end < p->text.len && p->text.ptr[end] != '\n')
        return;
    if (before && before->kind == TC_NODE_STATIC) {
        size_t indent = from - start;

        before->text.len -= PX_MIN(indent, before->text.len);
    }
    p->at = PX_MIN(end + 1, p->text.len);
}

static void append(tc_node ***last, tc_node *node)
{
    **last = node;
    *last = &node->next;
}

static tc_node *parse_nodes(parser *p, tc_node *opener, unsigned depth);

static tc_node *parse_block(parser *p, size_t from, tc_node_kind kind, unsigned depth,
                            tc_node *before)
{
    tc_node *node = node_new(p, kind, from);

    if (depth >= 32)
        tc_fail(node->place, "blocks stand inside each other too deeply; use a partial");
    node->path = read_name(p, true);
    read_close(p);
    take_line(p, from, before);
    node->body = parse_nodes(p, node, depth + 1);
    return node;
}

/* {{else}}, {{/if}} or {{/each}} for the block: true when the nodes at hand end here. */
static bool parse_end(parser *p, size_t from, tc_node *opener, tc_node *before, unsigned depth)
{
    bool is_else = take_word(p, "else");
    bool end_if = !is_else && take_word(p, "/if");
    bool end_each = !is_else && !end_if && take_word(p, "/each");

    if (!is_else && !end_if && !end_each)
        return false;
    if (!opener)
        tc_fail(place_at(p, from), "nothing is open here; take the tag away or open a block");
    if ((is_else || end_if) != (opener->kind == TC_NODE_IF))
        tc_fail(place_at(p, from), "the open block is another; close it with {{/%s}} first",
                opener->kind == TC_NODE_IF ? "if" : "each");
    if (is_else && opener->otherwise)
        tc_fail(place_at(p, from), "this {{#if}} has an {{else}} already");
    read_close(p);
    take_line(p, from, before);
    if (is_else) {
        static tc_node nothing; /* marks that an else has been seen, until its nodes are known */

        opener->otherwise = &nothing;
        opener->otherwise = parse_nodes(p, opener, depth);
    }
    return true;
}

static void parse_static(parser *p, tc_node ***last, tc_node **before)
{
    size_t from = p->at;

    while (p->at < p->text.len && !looking_at(p, "{{"))
        p->at++;
    if (p->at > from) {
        *before = node_new(p, TC_NODE_STATIC, from);
        (*before)->text = px_str_sub(p->text, from, p->at);
        append(last, *before);
    } else {
        *before = NULL;
    }
}

static tc_node *parse_nodes(parser *p, tc_node *opener, unsigned depth)
{
    tc_node *first = NULL, *before = NULL, **last = &first;

    for (;;) {
        size_t from;

        parse_static(p, &last, &before);
        if (p->at >= p->text.len) {
            if (opener)
                tc_fail(opener->place, "this block is never closed; add {{/%s}}",
                        opener->kind == TC_NODE_IF ? "if" : "each");
            return first;
        }
        from = p->at;
        p->at += 2;
        if (take_word(p, "!")) {
            skip_comment(p, from);
            take_line(p, from, before);
        } else if (take_word(p, "#each")) {
            append(&last, parse_block(p, from, TC_NODE_EACH, depth, before));
        } else if (take_word(p, "#if")) {
            append(&last, parse_block(p, from, TC_NODE_IF, depth, before));
        } else if (parse_end(p, from, opener, before, depth)) {
            return first;
        } else {
            tc_node *node = read_plain_tag(p, from);

            if (node->kind == TC_NODE_PARTIAL)
                take_line(p, from, before);
            append(&last, node);
        }
    }
}

/* The line break at the end of the file is none of the page. */
static px_str without_end(px_str text)
{
    while (text.len && is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

void tc_parse(tc_program *program, const tc_source *source)
{
    parser p = { .program = program, .source = source, .text = without_end(source->text) };
    tc_node *body;
    size_t bad;

    if (!px_utf8_valid(source->text, &bad))
        tc_fail(place_at(&p, bad), "this is not UTF-8");
    parse_head(&p);
    if (!p.view)
        tc_fail(place_at(&p, p.at), "a template begins with {{view NAME}} and its fields");
    body = parse_nodes(&p, NULL, 0);
    if (p.view->has_body)
        p.view->body = body;
    else if (body)
        tc_fail(body->place, "text needs {{view %.*s}} before it", PX_STR_ARG(source->stem));
}
