/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pages of several forms about a process. Each form has a hidden field "do" with its name, and one
 * of them was sent. A form that would break a rule of planning is shown again with the warnings,
 * and sent a second time it is carried out (hidden field "sure").
 */
#ifndef PX_WEB_FORM_PAGE_H
#define PX_WEB_FORM_PAGE_H

#include "web/process/form_deed.h"
#include "web/process/process_view.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_process_form_line px_view_process_form_line;

/* The hidden fields that each such form begins with. */
#define PX_FORM_PAGE_FIELDS                                                                        \
    { "do", PX_FORM_HIDDEN, NULL, NULL },                                                          \
    {                                                                                              \
        "sure", PX_FORM_HIDDEN, NULL, NULL                                                         \
    }

typedef struct px_form_page_form {
    const char *name;                  /* of the field "do" */
    const char *title, *note, *button; /* message ids; note: or NULL */
    const px_form_field *fields;
    size_t n_fields;
} px_form_page_form;

enum { PX_FORM_PAGE_MAX = 8, PX_FORM_PAGE_LINES = 64 };

typedef struct px_form_page {
    px_request *request;
    const px_process_view *view; /* NULL: `head` alone says where the page stands */
    const px_view_process_head *head;
    px_str title, lead;
    const px_form_page_form *forms[PX_FORM_PAGE_MAX];
    px_form form[PX_FORM_PAGE_MAX];
    size_t n_forms;
    px_str facts[PX_FORM_PAGE_LINES], warnings[PX_FORM_PAGE_LINES];
    size_t n_facts, n_warnings;
} px_form_page;

/* An empty page, in the caller's memory. view: NULL where the page stands in no process; the caller
 * sets `head` then. */
void px_form_page_start(px_form_page *page, px_request *request, const px_process_view *view,
                        px_str title);

/* Adds a form; the caller sets what its fields hold. */
px_form *px_form_page_add(px_form_page *page, const px_form_page_form *form);

/* The form of the page that was sent, read; NULL with INVALID where there is none of that name. */
px_form *px_form_page_sent(px_form_page *page, px_error *err);

/* Its name. */
const char *px_form_page_name(const px_form_page *page, const px_form *form);

/* What is told of what will happen, and what speaks against it; the text lives in the arena. */
void px_form_page_fact(px_form_page *page, px_str text);
void px_form_page_warn(px_form_page *page, px_str text);

/* True where there are facts or warnings that the reader has not seen with just this in the form:
 * the page is to be shown with them then, and not the form carried out. */
bool px_form_page_must_ask(px_form_page *page, px_form *form);

/* Whether the form comes back, unchanged, from such a page. */
bool px_form_page_is_sure(const px_form *form);

/* Writes the page. */
void px_form_page_write(px_form_page *page, px_reply *reply);

#endif
