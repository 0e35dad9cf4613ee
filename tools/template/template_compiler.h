/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The template compiler: pages written as HTML with {{...}} tags become C functions that append to
 * a px_builder (docs/templates.md describes the language). Runs at build time only.
 *
 * The way of a template: tc_parse reads tags into a tree, tc_check follows the HTML around every
 * tag, resolves names and types and writes both into the tree, tc_emit_* write C and tc_pot the
 * messages. The first fault ends the program with "file:line:column: error: ..." (tc_fail); all
 * memory comes from one arena that lives as long as the process.
 */
#ifndef PX_TOOLS_TEMPLATE_H
#define PX_TOOLS_TEMPLATE_H

#include "base/arena.h"
#include "base/builder.h"

typedef struct tc_source {
    const char *path; /* as given on the command line */
    px_str stem;      /* file name without directory and ".html" */
    px_str text;
} tc_source;

typedef struct tc_place {
    const tc_source *source;
    size_t offset;
} tc_place;

typedef enum tc_type {
    TC_TYPE_TEXT,
    TC_TYPE_INT,
    TC_TYPE_BOOL,
    TC_TYPE_URL,
    TC_TYPE_HTML,
    TC_TYPE_LIST,
    TC_TYPE_VIEW
} tc_type;

typedef struct tc_view tc_view;

typedef struct tc_field {
    struct tc_field *next;
    px_str name;
    tc_place place;
    tc_type type;
    px_str view_name; /* of lists and views */
    tc_view *view;
    bool used;
} tc_field;

typedef enum tc_node_kind {
    TC_NODE_STATIC,
    TC_NODE_VALUE,
    TC_NODE_EACH,
    TC_NODE_IF,
    TC_NODE_PARTIAL,
    TC_NODE_MESSAGE
} tc_node_kind;

typedef enum tc_arg_kind { TC_ARG_VALUE, TC_ARG_LINK, TC_ARG_TAG } tc_arg_kind;

/* An argument of a message: name=field, name=link:field or name=tag:element. */
typedef struct tc_arg {
    struct tc_arg *next;
    px_str name;
    tc_place place;
    tc_arg_kind kind;
    px_str value; /* path of a field, or name of an element */
    px_str expr;  /* filled by tc_check: the C expression */
    tc_type type;
} tc_arg;

typedef struct tc_node {
    struct tc_node *next;
    tc_node_kind kind;
    tc_place place;
    px_str text;            /* static text; tc_check leaves what is to be written */
    px_str path;            /* what it shows, repeats, asks or hands on */
    px_str partial;         /* name of the other template */
    px_str message, plural; /* plural.ptr is NULL for {{t}} */
    tc_arg *args;
    struct tc_node *body, *otherwise;
    /* filled by tc_check */
    px_str expr;
    px_str count_expr; /* of lists */
    tc_type type;
    const tc_view *view;
    unsigned depth;    /* number of the scope that an each opens */
    bool in_attribute; /* stands in a quoted attribute value */
} tc_node;

struct tc_view {
    struct tc_view *next;
    px_str name;
    tc_place place;
    tc_field *fields;
    bool has_body; /* a template of its own, not only a row */
    tc_node *body;
};

typedef struct tc_program {
    px_arena *arena;
    tc_view *views; /* in the order of files and declarations */
} tc_program;

/* Prints the place and the sentence, and exits with status 1. */
PX_NORETURN void tc_fail(tc_place place, const char *format, ...) PX_PRINTF(2, 3);

/* Line and column (in bytes) of a place, from 1. */
void tc_place_find(tc_place place, unsigned *ret_line, unsigned *ret_column);

tc_view *tc_view_find(const tc_program *program, px_str name);
tc_field *tc_field_find(const tc_view *view, px_str name);

/* Reads one file and appends its views to the program. */
void tc_parse(tc_program *program, const tc_source *source);

/* Checks all templates, once all files are read. */
void tc_check(tc_program *program);

/* Follows HTML around the tags; template_html.c. */
typedef enum tc_where {
    TC_WHERE_TEXT,
    TC_WHERE_OPEN,     /* behind "<" */
    TC_WHERE_NAME,     /* in the name of a tag */
    TC_WHERE_TAG,      /* in a tag, between attributes */
    TC_WHERE_ATTR,     /* in the name of an attribute */
    TC_WHERE_EQUALS,   /* behind "=" */
    TC_WHERE_VALUE,    /* in a value in double quotes */
    TC_WHERE_BEHIND,   /* right behind the closing quote */
    TC_WHERE_SELF_END, /* behind "/" in a tag */
    TC_WHERE_DECLARATION,
    TC_WHERE_COMMENT
} tc_where;

enum { TC_MAX_ELEMENTS = 64, TC_MAX_NAME = 32, TC_MAX_STATIC_URL = 512 };

typedef struct tc_html {
    tc_where where;
    bool closing;                  /* the tag is an end tag */
    char element[TC_MAX_NAME];     /* of the tag being read */
    char attr[TC_MAX_NAME];        /* of the attribute being read */
    char value[TC_MAX_STATIC_URL]; /* of an attribute that holds an address */
    size_t value_len;              /* static bytes and values so far */
    bool whole;                    /* a variable is the whole value of the attribute */
    bool line_start;               /* what was written last is a line break, or nothing */
    size_t n_open;
    size_t floor; /* elements opened outside of the innermost block */
    struct {
        char name[TC_MAX_NAME];
        tc_place place;
    } open[TC_MAX_ELEMENTS];
} tc_html;

/* Walks over static text and appends what is to be written: space that contains a line break
 * becomes one line break, and one space inside a tag; <pre> and <textarea> stay as they are. */
void tc_html_static(tc_html *html, tc_place place, px_str text, px_builder *out);

/* A value of that type stands here: fails unless it may. */
void tc_html_value(tc_html *html, tc_place place, tc_type type);

/* A block opens here: what it opens it must close, and nothing else. */
void tc_html_block(tc_html *html, tc_place place);

/* The block ends: the page must stand where it stood before. */
void tc_html_same(const tc_html *before, tc_html *after, tc_place place, const char *what);

/* The end of a template. */
void tc_html_end(const tc_html *html, tc_place place);

void tc_emit_header(const tc_program *program, px_builder *out);
void tc_emit_source(const tc_program *program, const char *header, px_builder *out);
void tc_emit_pot(const tc_program *program, px_builder *out);

#endif
