/* SPDX-License-Identifier: EUPL-1.2 */
/* The elements of Akoma Ntoso 3.0 and what the importer makes of each: one table. */
#ifndef PX_CODE_AKN_ELEMENT_H
#define PX_CODE_AKN_ELEMENT_H

#include "code/provision_kind.h"

typedef enum px_akn_role {
    PX_AKN_THROUGH,    /* no provision of its own: what is in it belongs to what it stands in */
    PX_AKN_NODE,       /* a provision */
    PX_AKN_FRONT,      /* a group at the head of the document, where its title is */
    PX_AKN_ATTACHMENT, /* an annex; titles in it are not the document's */
    PX_AKN_HIER_GROUP, /* a provision of the kind given; of our own files a group */
    PX_AKN_PART,       /* the same, but the first in a paragraph or point is that one's own words */
    PX_AKN_HCONTAINER, /* a provision of the kind that its name says, else a group */
    PX_AKN_LIST,       /* a list; what introduces it stands before it */
    PX_AKN_QUOTE,      /* a group "quote"; it ends the text that it stands in */
    PX_AKN_NOTE,       /* a note; the text that it stands in goes on behind it */
    PX_AKN_NUM,        /* a number */
    PX_AKN_HEADING,    /* a heading */
    PX_AKN_INTRO,      /* words before a list */
    PX_AKN_WRAP_UP,    /* words behind a list */
    PX_AKN_P,          /* a paragraph */
    PX_AKN_BLOCK_CODE, /* a block; of our own files one of code */
    PX_AKN_BLOCK,      /* other words that stand for themselves */
    PX_AKN_TABLE,      /* a table */
    PX_AKN_CAPTION,    /* its heading */
    PX_AKN_ROW,        /* a row */
    PX_AKN_CELL,       /* a cell */
    PX_AKN_INLINE,     /* words in a text */
    PX_AKN_NAMED_INLINE, /* the same; code by its name */
    PX_AKN_STRONG,       /* strong emphasis */
    PX_AKN_EMPHASIS,     /* emphasis */
    PX_AKN_REFERENCE,    /* a link */
    PX_AKN_QUOTED_TEXT,  /* words in quotation marks */
    PX_AKN_BREAK,        /* a line break */
    PX_AKN_NOTHING,      /* no words */
    PX_AKN_DELETED,      /* words that are no longer there */
    PX_AKN_META,         /* about the document */
    PX_AKN_ROLE_COUNT
} px_akn_role;

typedef struct px_akn_element {
    px_str name;
    px_akn_role role;
    px_provision_kind kind; /* of the provision that it makes, where it makes one */
    int title; /* its words are the document's title: the highest wins; 0: they are not */
} px_akn_element;

#define PX_AKN_TITLES 5

/* The table by names. */
#define PX_AKN_SLOTS 1024u
typedef struct px_akn_elements {
    const px_akn_element *slots[PX_AKN_SLOTS];
} px_akn_elements;

/* Fills the table with all elements of Akoma Ntoso 3.0 that the importer knows. */
void px_akn_elements_init(px_akn_elements *table);

/* The element of a name (without namespace), or NULL. */
const px_akn_element *px_akn_element_find(const px_akn_elements *table, px_str name);

/* True for roles whose children stand in a text: an unknown element in one is part of the text. */
bool px_akn_role_is_flow(px_akn_role role);

#endif
