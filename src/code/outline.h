/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The outline: what an importer makes of a foreign file, before anything is stored. Importers run
 * in the jail and send the outline back as bytes; since the child that sends them may have been
 * taken over by its input, reading checks everything.
 *
 * The bytes are records. A record is a head line, for most followed by LEN bytes and a line feed:
 *
 *   praxis-outline 1
 *   title LEN                 the document's title; once, may be missing
 *   elements ALL MAPPED       how many elements the file has, and how many of them found their
 *                             place; once, may be missing (a format without elements)
 *   node DEPTH KIND LINE      a provision; depth at most one more than that of the node before it
 *   id LEN                    its explicit lasting id          } these belong to the node before
 *   alias LEN                 its id for links in this file    } them, each at most once, in this
 *   number LEN                                                 } order, left out where empty
 *   heading LEN               inline Markdown                  }
 *   text LEN                  as in px_node                    }
 *   extra LEN                                                  }
 *   warning LINE KIND LEN     what could not be placed, after all nodes
 *   end NODES WARNINGS        the last line
 *
 * Numbers are decimal; KIND is a name of px_provision_kind_name or px_outline_warning_kinds. All
 * text is UTF-8 without control characters but tab and line feed.
 */
#ifndef PX_CODE_OUTLINE_H
#define PX_CODE_OUTLINE_H

#include "base/arena.h"
#include "base/builder.h"
#include "code/code.h"

#define PX_OUTLINE_MAX_NODES 200000u
#define PX_OUTLINE_MAX_DEPTH 32
#define PX_OUTLINE_MAX_WARNINGS 10000u
#define PX_OUTLINE_MAX_TITLE 4096
#define PX_OUTLINE_MAX_BYTES ((size_t)96 << 20)
/* Bytes of a number and of extra. */
#define PX_OUTLINE_NUMBER_MAX 128u
#define PX_OUTLINE_EXTRA_MAX 256u

typedef struct px_outline_node {
    px_provision_kind kind;
    int depth;
    size_t line;   /* in the file, from 1 */
    size_t parent; /* index, or PX_OUTLINE_TOP */
    px_str id, alias, number, heading, text, extra;
} px_outline_node;

#define PX_OUTLINE_TOP SIZE_MAX

typedef enum px_outline_warning_kind {
    PX_WARN_COMMENT,
    PX_WARN_HTML,
    PX_WARN_EXTENSION,
    PX_WARN_PART,
    PX_WARN_DEPTH,
    PX_WARN_FENCE,
    PX_WARN_HEADING,
    PX_WARN_LINK_DEFINITION,
    PX_WARN_ALIAS,
    PX_WARN_REFERENCE,
    PX_WARN_ELEMENT,
    PX_WARN_NAVIGATION,
    PX_WARN_REVIEW,
    PX_WARN_ACCEPTED,
    PX_WARN_REFUSED,
    PX_WARN_CONTENTS,
    PX_WARN_HIDDEN,
    PX_WARN_STRIKE,
    PX_WARN_SYMBOL,
    PX_WARN_PICTURE,
    PX_WARN_EQUATION,
    PX_WARN_MERGED,
    PX_WARN_LAYOUT,
    PX_WARN_INNER_TABLE,
    PX_WARN_UNKNOWN,
    PX_WARN_DELETED,
    PX_WARN_SPAN,
    PX_WARN_LINK,
    PX_WARN_PLACE,
    PX_WARN_ATTRIBUTE,
    PX_WARN_KIND_COUNT
} px_outline_warning_kind;

/* Names for the bytes, and message ids with the arguments line and text. */
typedef struct px_outline_warning_text {
    const char *name, *message;
} px_outline_warning_text;
extern const px_outline_warning_text px_outline_warning_kinds[PX_WARN_KIND_COUNT];

typedef struct px_outline_warning {
    px_outline_warning_kind kind;
    size_t line;
    px_str text;
} px_outline_warning;

/* Grows in its arena. */
typedef struct px_outline {
    px_arena *arena;
    px_str title;
    size_t elements, mapped; /* of the file; 0 and 0 for a format without elements */
    px_outline_node *nodes;  /* in the order of the document */
    size_t count, room;
    px_outline_warning *warnings;
    size_t warning_count, warning_room;
    bool full; /* more nodes than PX_OUTLINE_MAX_NODES came */
    bool deep; /* that something stood too deep was reported */
} px_outline;

/* Adds a node below parent and returns its index. Beyond the greatest depth it is added as deep as
 * there is room; the first one is reported as PX_WARN_DEPTH. When the outline is full, says so in
 * full and returns the last node. */
size_t px_outline_add(px_outline *outline, size_t parent, px_provision_kind kind, size_t line);

/* Adds a warning; beyond the maximum it is dropped. The text is cut to a readable length. */
void px_outline_warn(px_outline *outline, px_outline_warning_kind kind, size_t line, px_str text);

/* Depth of a node that would be added below parent. */
int px_outline_depth(const px_outline *outline, size_t parent);

/* In an outline without a title: a single heading above everything else, without id, number and
 * alias, is the title and no provision. */
void px_outline_title_from_heading(px_outline *outline);

/* TOO_MANY, or TOO_LARGE with the line, where there are more provisions than an outline holds, or a
 * text is larger than what can be shown. */
int px_outline_check(const px_outline *outline, px_error *err) PX_MUST_CHECK;

/* Appends the outline in the plain format that px_outline_read takes. */
int px_outline_write(const px_outline *outline, px_builder *out, px_error *err) PX_MUST_CHECK;

/* Slices point into bytes. MALFORMED where the bytes break any rule above. */
int px_outline_read(px_str bytes, px_arena *arena, px_outline *ret_outline,
                    px_error *err) PX_MUST_CHECK;

/* A lasting id: ten characters of the alphabet of base/random.h of which one is a digit at least,
 * so that no word of ten letters is taken for one. px_lasting_id_make writes a new one. */
bool px_lasting_id_valid(px_str s);
void px_lasting_id_make(char ret_id[11]);

#endif
