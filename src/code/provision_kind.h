/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Kinds of provision: one table, from which the database, JSON, Markdown classes, eIds, Akoma
 * Ntoso and the pages take their names.
 *
 * The parts of legal texts that have no kind of their own (book, division, preamble ...) are
 * groups whose `extra` is the name of the Akoma Ntoso element.
 */
#ifndef PX_CODE_PROVISION_KIND_H
#define PX_CODE_PROVISION_KIND_H

#include "base/message.h"

typedef enum px_provision_kind {
    PX_PROVISION_SECTION,
    PX_PROVISION_CHAPTER,
    PX_PROVISION_RECITAL,
    PX_PROVISION_COMMITMENT,
    PX_PROVISION_MEASURE,
    PX_PROVISION_SUBMEASURE,
    PX_PROVISION_PARAGRAPH,
    PX_PROVISION_LIST,
    PX_PROVISION_POINT,
    PX_PROVISION_DEFINITION,
    PX_PROVISION_ANNEX,
    PX_PROVISION_APPENDIX,
    PX_PROVISION_TABLE,
    PX_PROVISION_CODE_BLOCK,
    PX_PROVISION_GROUP,
    PX_PROVISION_PART,
    PX_PROVISION_TITLE,
    PX_PROVISION_ARTICLE,
    PX_PROVISION_SUBSECTION,
    PX_PROVISION_SUBPARAGRAPH,
    PX_PROVISION_CITATION,
    PX_PROVISION_NOTE,
    PX_PROVISION_KIND_COUNT
} px_provision_kind;

typedef struct px_provision_kind_def {
    const char *name;  /* in the database, JSON, Markdown classes */
    const char *title; /* the words for it, a message id */
    const char *eid;   /* its part of an eId, by the naming convention of Akoma Ntoso 1.0 */
    const char *akn;   /* its element in Akoma Ntoso; NULL: hcontainer with name="NAME" */
    bool division;     /* nests others below a heading and holds no words itself: the text of a
                          measure is in its paragraphs */
} px_provision_kind_def;

extern const px_provision_kind_def px_provision_kinds[PX_PROVISION_KIND_COUNT];

/* The name of a kind in the database and in JSON: "measure". */
const char *px_provision_kind_name(px_provision_kind kind);

/* The words for a kind, a message id: "sub-measure". */
const char *px_provision_kind_title(px_provision_kind kind);

/* The words for the part of an act that a group is by its extra ("preamble"), a message id; NULL
 * for an extra that has none. */
const char *px_provision_group_title(px_str extra);

/* Appends the words for a provision's kind in a language of the interface, for groups with their
 * extra: "paragraph", "group (preamble)", "quotation". */
void px_provision_kind_words(px_builder *out, const px_language *language, px_provision_kind kind,
                             px_str extra);

/* True with the kind for one of its names. */
bool px_provision_kind_find(px_str name, px_provision_kind *ret_kind);

#endif
