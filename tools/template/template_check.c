/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Checks: every name is a field that is in reach, every type fits its place, every field is used,
 * every message has exactly the arguments that it names. Leaves C expressions in the tree.
 */
#include "template_compiler.h"

#include "base/banned.h"

/* The views in reach: of the template itself, and of each {{#each}} around. */
typedef struct scope {
    const tc_view *view;
    unsigned depth; /* its variable is called v0, v1 ... */
    const struct scope *outer;
} scope;

typedef struct checker {
    tc_program *program;
    tc_html html;
} checker;

typedef struct found {
    px_str expr, count_expr;
    tc_type type;
    const tc_view *view;
} found;

static const char *const type_words[] = {
    [TC_TYPE_TEXT] = "text", [TC_TYPE_INT] = "int",   [TC_TYPE_BOOL] = "bool",
    [TC_TYPE_URL] = "url",   [TC_TYPE_HTML] = "html", [TC_TYPE_LIST] = "list",
    [TC_TYPE_VIEW] = "view",
};

static void check_nodes(checker *c, tc_node *first, const scope *s);

/* ---- Names */

static tc_field *find_in_reach(const scope *s, px_str name, const scope **ret_scope)
{
    for (; s; s = s->outer) {
        tc_field *field = tc_field_find(s->view, name);

        if (field) {
            *ret_scope = s;
            return field;
        }
    }
    return NULL;
}

static tc_field *step_into(tc_field *field, px_str name, tc_place place)
{
    if (field->type != TC_TYPE_VIEW)
        tc_fail(place, "'%.*s' is a %s and has no fields of its own", PX_STR_ARG(field->name),
                type_words[field->type]);
    field = tc_field_find(field->view, name);
    if (!field)
        tc_fail(place, "there is no field '%.*s' here; declare it with {{field %.*s TYPE}}",
                PX_STR_ARG(name), PX_STR_ARG(name));
    return field;
}

/* The C expression of a path, its type, and for lists and views what they hold. */
static found resolve(checker *c, const scope *s, px_str path, tc_place place)
{
    px_arena *arena = c->program->arena;
    px_str rest = path, name;
    tc_field *field;
    const char *before; /* expression up to the last name */

    if (px_str_is(path, "."))
        return (found){ .expr = px_str_of(px_arena_format(arena, "v%u", s->depth)),
                        .type = TC_TYPE_VIEW,
                        .view = s->view };
    (void)px_str_split(&rest, '.', &name);
    field = find_in_reach(s, name, &s);
    if (!field)
        tc_fail(place, "there is no field '%.*s' here; declare it with {{field %.*s TYPE}}",
                PX_STR_ARG(name), PX_STR_ARG(name));
    field->used = true;
    before = px_arena_format(arena, "v%u->", s->depth);
    while (px_str_split(&rest, '.', &name)) {
        before = px_arena_format(arena, "%s%.*s->", before, PX_STR_ARG(field->name));
        field = step_into(field, name, place);
        field->used = true;
    }
    return (found){
        .expr = px_str_of(px_arena_format(arena, "%s%.*s", before, PX_STR_ARG(field->name))),
        .count_expr =
            px_str_of(px_arena_format(arena, "%sn_%.*s", before, PX_STR_ARG(field->name))),
        .type = field->type,
        .view = field->view,
    };
}

/* ---- Messages */

static tc_arg *arg_find(const tc_node *node, px_str name)
{
    for (tc_arg *arg = node->args; arg; arg = arg->next)
        if (px_str_eq(arg->name, name))
            return arg;
    return NULL;
}

/* Looks at one "{name}" of a message; `open` is the mark that is open. */
static void check_placeholder(const tc_node *node, px_str name, tc_arg **open)
{
    bool closes = px_str_starts(name, PX_STR("/"));
    tc_arg *arg = arg_find(node, closes ? px_str_sub(name, 1, name.len) : name);

    if (!arg)
        tc_fail(node->place, "the message names {%.*s}, but there is no such argument",
                PX_STR_ARG(name));
    if (arg->kind == TC_ARG_VALUE) {
        if (closes)
            tc_fail(node->place, "{%.*s} closes nothing; only links and tags are closed",
                    PX_STR_ARG(name));
    } else if (closes) {
        if (*open != arg)
            tc_fail(node->place, "{%.*s} closes what is not open", PX_STR_ARG(name));
        *open = NULL;
    } else {
        if (*open)
            tc_fail(node->place, "{%.*s} stands inside another link or tag", PX_STR_ARG(name));
        *open = arg;
    }
}

static void check_message_text(const tc_node *node, px_str text)
{
    tc_arg *open = NULL;

    while (text.len) {
        size_t from = px_str_find_char(text, '{');
        size_t to;

        if (from >= text.len)
            break;
        text = px_str_sub(text, from + 1, text.len);
        to = px_str_find_char(text, '}');
        if (to >= text.len)
            tc_fail(node->place, "a placeholder is not closed with '}'");
        check_placeholder(node, px_str_sub(text, 0, to), &open);
        text = px_str_sub(text, to + 1, text.len);
    }
    if (open)
        tc_fail(node->place, "{%.*s} is not closed; write {/%.*s}", PX_STR_ARG(open->name),
                PX_STR_ARG(open->name));
}

static bool may_be_tag(px_str name)
{
    return px_str_is(name, "strong") || px_str_is(name, "em") || px_str_is(name, "code") ||
           px_str_is(name, "q");
}

static void check_arg_type(const tc_node *node, const tc_arg *arg, tc_type type)
{
    bool fits = type == TC_TYPE_TEXT || type == TC_TYPE_INT ||
                (type == TC_TYPE_HTML && !node->in_attribute);

    if (arg->kind == TC_ARG_LINK && type != TC_TYPE_URL)
        tc_fail(arg->place, "a link needs a field of type url");
    if (arg->kind == TC_ARG_VALUE && !fits)
        tc_fail(arg->place, "a %s cannot stand in a message here", type_words[type]);
}

static void check_arg(checker *c, const scope *s, const tc_node *node, tc_arg *arg)
{
    px_str mark = px_str_of(px_arena_format(c->program->arena, "{%.*s}", PX_STR_ARG(arg->name)));
    found f;

    if (px_str_find(node->message, mark) >= node->message.len &&
        px_str_find(node->plural, mark) >= node->plural.len)
        tc_fail(arg->place, "the message does not use {%.*s}", PX_STR_ARG(arg->name));
    if (arg->kind != TC_ARG_VALUE && node->in_attribute)
        tc_fail(arg->place, "links and tags have no place in an attribute");
    if (arg->kind == TC_ARG_TAG) {
        if (!may_be_tag(arg->value))
            tc_fail(arg->place, "a tag in a message is strong, em, code or q");
        return;
    }
    f = resolve(c, s, arg->value, arg->place);
    check_arg_type(node, arg, f.type);
    arg->expr = f.expr;
    arg->type = f.type;
}

static void check_message(checker *c, tc_node *node, const scope *s)
{
    tc_html_value(&c->html, node->place, TC_TYPE_TEXT);
    node->in_attribute = c->html.where == TC_WHERE_VALUE;
    check_message_text(node, node->message);
    if (node->plural.ptr) {
        found f = resolve(c, s, node->path, node->place);

        if (f.type != TC_TYPE_INT)
            tc_fail(node->place, "'%.*s' is no int; the number of a plural is one",
                    PX_STR_ARG(node->path));
        node->expr = f.expr;
        check_message_text(node, node->plural);
    }
    for (tc_arg *arg = node->args; arg; arg = arg->next)
        check_arg(c, s, node, arg);
}

/* ---- Nodes */

static void check_static(checker *c, tc_node *node)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    tc_html_static(&c->html, node->place, node->text, &b);
    node->text = px_arena_str(c->program->arena, px_builder_view(&b));
}

static void check_value(checker *c, tc_node *node, const scope *s)
{
    found f = resolve(c, s, node->path, node->place);

    if (f.type == TC_TYPE_BOOL || f.type == TC_TYPE_LIST || f.type == TC_TYPE_VIEW)
        tc_fail(node->place, "'%.*s' is a %s and cannot be written; use %s", PX_STR_ARG(node->path),
                type_words[f.type],
                f.type == TC_TYPE_BOOL ? "{{#if}}"
                                       : (f.type == TC_TYPE_LIST ? "{{#each}}" : "a partial"));
    tc_html_value(&c->html, node->place, f.type);
    node->expr = f.expr;
    node->type = f.type;
    node->in_attribute = c->html.where == TC_WHERE_VALUE;
}

static void check_each(checker *c, tc_node *node, const scope *s)
{
    found f = resolve(c, s, node->path, node->place);
    scope inner = { f.view, s->depth + 1, s };
    size_t floor = c->html.floor;
    tc_html before;

    if (f.type != TC_TYPE_LIST)
        tc_fail(node->place, "'%.*s' is a %s; {{#each}} needs a list", PX_STR_ARG(node->path),
                type_words[f.type]);
    tc_html_block(&c->html, node->place);
    before = c->html;
    node->expr = f.expr;
    node->count_expr = f.count_expr;
    node->view = f.view;
    node->depth = inner.depth;
    check_nodes(c, node->body, &inner);
    tc_html_same(&before, &c->html, node->place, "{{#each}}");
    c->html.floor = floor;
}

static void check_if(checker *c, tc_node *node, const scope *s)
{
    found f = resolve(c, s, node->path, node->place);
    size_t floor = c->html.floor;
    tc_html before, after;

    tc_html_block(&c->html, node->place);
    before = c->html;
    node->expr = f.type == TC_TYPE_LIST ? f.count_expr : f.expr;
    node->type = f.type;
    check_nodes(c, node->body, s);
    tc_html_same(&before, &c->html, node->place, "{{#if}}");
    after = c->html;
    c->html = before;
    check_nodes(c, node->otherwise, s);
    tc_html_same(&before, &c->html, node->place, "{{else}}");
    c->html = after;
    c->html.floor = floor;
}

static void check_partial(checker *c, tc_node *node, const scope *s)
{
    found f = resolve(c, s, node->path, node->place);
    const tc_view *view = tc_view_find(c->program, node->partial);

    if (!view || !view->has_body)
        tc_fail(node->place, "there is no template '%.*s'", PX_STR_ARG(node->partial));
    if (f.type != TC_TYPE_VIEW || f.view != view)
        tc_fail(node->place, "'%.*s' is no view '%.*s'; the partial needs one",
                PX_STR_ARG(node->path), PX_STR_ARG(node->partial));
    if (c->html.where != TC_WHERE_TEXT)
        tc_fail(node->place, "a partial may stand in text only");
    tc_html_value(&c->html, node->place, TC_TYPE_HTML);
    node->expr = f.expr;
    node->view = view;
}

static void check_nodes(checker *c, tc_node *first, const scope *s)
{
    for (tc_node *node = first; node; node = node->next) {
        switch (node->kind) {
        case TC_NODE_STATIC:
            check_static(c, node);
            break;
        case TC_NODE_VALUE:
            check_value(c, node, s);
            break;
        case TC_NODE_EACH:
            check_each(c, node, s);
            break;
        case TC_NODE_IF:
            check_if(c, node, s);
            break;
        case TC_NODE_PARTIAL:
            check_partial(c, node, s);
            break;
        case TC_NODE_MESSAGE:
            check_message(c, node, s);
            break;
        }
    }
}

/* ---- Views */

static void link_fields(tc_program *program, tc_view *view)
{
    for (tc_field *field = view->fields; field; field = field->next) {
        if (!field->view_name.ptr)
            continue;
        field->view = tc_view_find(program, field->view_name);
        if (!field->view)
            tc_fail(field->place, "there is no view or row '%.*s'", PX_STR_ARG(field->view_name));
    }
}

static void check_body(tc_program *program, tc_view *view)
{
    checker c = { .program = program, .html = { .line_start = true } };
    scope s = { view, 0, NULL };

    check_nodes(&c, view->body, &s);
    tc_html_end(&c.html, view->place);
}

void tc_check(tc_program *program)
{
    for (tc_view *view = program->views; view; view = view->next)
        link_fields(program, view);
    for (tc_view *view = program->views; view; view = view->next)
        if (view->has_body)
            check_body(program, view);
    for (tc_view *view = program->views; view; view = view->next)
        for (tc_field *field = view->fields; field; field = field->next)
            if (!field->used)
                tc_fail(field->place, "the field '%.*s' is never used; take it away",
                        PX_STR_ARG(field->name));
}
