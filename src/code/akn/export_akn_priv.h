/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parts of the export to Akoma Ntoso, private to src/code/export_akn*.c. What it writes, and
 * why, is told in docs/format-akn.md.
 */
#ifndef PX_CODE_EXPORT_AKN_PRIV_H
#define PX_CODE_EXPORT_AKN_PRIV_H

#include "base/map.h"
#include "code/export.h"

PX_MAP_DEFINE(px_akn_targets, px_node)

typedef struct px_akn_writer {
    const px_export *export;
    const px_node *nodes; /* in the order of the document */
    size_t count;
    size_t *ends;        /* of each node, the index behind the last one below it */
    px_akn_targets *ids; /* nodes by their lasting ids, which references name */
    px_builder *out;
    int level;            /* of indentation */
    px_str reference_eid; /* whose references were counted last, and in which part of it */
    const char *reference_part;
    unsigned references;
    int rc; /* the first error; what is written after it is thrown away */
    px_error *err;
} px_akn_writer;

/* ---- Writing XML (export_akn_xml.c) */

/* Text, or the value of an attribute in double quotes. What XML cannot hold (U+FFFE, U+FFFF)
 * becomes U+FFFD. */
void px_export_akn_text(px_builder *out, px_str text);
void px_export_akn_value(px_builder *out, px_str value);

/* A line of its own for what comes next. */
void px_export_akn_line(px_akn_writer *akn);

/* " name="value"", nothing for an empty value. */
void px_export_akn_attribute(px_akn_writer *akn, const char *name, px_str value);

/* "<name eId="EID__name">" in a line of its own, and its end; the lines between stand deeper. */
void px_export_akn_open_part(px_akn_writer *akn, const char *name, px_str eid);
void px_export_akn_close(px_akn_writer *akn, const char *name);

/* Inline Markdown as inline elements. eid and part ("content", "heading" ...) begin the eIds of its
 * references. */
void px_export_akn_inline(px_akn_writer *akn, px_str markdown, px_str eid, const char *part);

/* ---- The tree */

/* Elements of the hierarchy (export_akn_hier.c): a provision with all below it, where any may
 * stand. */
void px_export_akn_hier(px_akn_writer *akn, size_t node);

/* eId, GUID and class, the attributes that every provision has; "name" where it is not NULL. */
void px_export_akn_identity(px_akn_writer *akn, size_t node, px_str name, px_str class_name);

/* <num> and <heading>, where it has them. */
void px_export_akn_num_heading(px_akn_writer *akn, const px_node *node);

/* The <p> of a provision's own text, with its first `notes` children as authorial notes; with the
 * provision's identity where it is the whole of it. */
void px_export_akn_paragraph(px_akn_writer *akn, size_t node, size_t notes, bool whole);

/* How many children at the head are notes that an authorial note can hold whole. */
size_t px_export_akn_leading_notes(const px_akn_writer *akn, size_t node);

/* The first child, or what stands behind the node; `notes` of them left out. */
size_t px_export_akn_child(const px_akn_writer *akn, size_t node, size_t notes);

/* The rows of a table (export_akn_table.c), false for one without rows. */
bool px_export_akn_table_has_rows(px_str text);
void px_export_akn_table_rows(px_akn_writer *akn, const px_node *node);

/* A block of code, white space kept: <block>; `whole` as above. */
void px_export_akn_code(px_akn_writer *akn, size_t node, bool whole);

/* ---- Preface, preamble, conclusions: places for blocks only (export_akn_block.c) */

/* True where the group may be the part of the document that its extra names, below the document
 * itself: everything in it then has an element of its own there. */
bool px_export_akn_part_fits(const px_akn_writer *akn, size_t node);
void px_export_akn_part(px_akn_writer *akn, size_t node);

/* ---- <meta> (export_akn_meta.c) */

/* The title of the version; empty where it is only the label. */
px_str px_export_akn_title(const px_akn_writer *akn);

/* The whole element: identification (FRBR), references, notes of the version. */
void px_export_akn_meta(px_akn_writer *akn);

#endif
