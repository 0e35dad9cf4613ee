/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Single blocks of a Markdown export, private to export_markdown*.c. Whether a way of writing a
 * block is read back as the same provision is asked of the importer itself: the first way that
 * passes is taken, from the most readable to the one that says everything in attributes.
 */
#ifndef PX_CODE_EXPORT_MARKDOWN_BLOCK_H
#define PX_CODE_EXPORT_MARKDOWN_BLOCK_H

#include "base/arena.h"
#include "base/builder.h"
#include "code/code.h"

/* What an attribute list says beside the lasting id. */
enum {
    PX_MDX_KIND = 1,
    PX_MDX_NUMBER = 2,
    PX_MDX_TITLE = 4,
    PX_MDX_EXTRA = 8,
    PX_MDX_TEXT = 16,
};

/* A provision that is being written. */
typedef struct px_mdx_block {
    const px_node *node;
    unsigned say;       /* what its attributes say, the text aside */
    const px_str *in;   /* the id for `in`, or NULL */
    px_arena *scratch;  /* for asking the importer; emptied each time */
    const char *marker; /* of an item, "- "; "" outside of lists */
    int level;          /* of a heading, 1 to 6 */
    bool filled;        /* others stand in it */
} px_mdx_block;

/* What the attributes of a node must say where the importer takes it for this kind and extra. */
unsigned px_mdx_say(const px_node *node, px_provision_kind kind, px_str extra);

/* "{#id .kind ...}", or as a line of its own "{: #id .kind ...}". */
void px_mdx_attr(px_builder *out, const px_mdx_block *block, unsigned say, bool line);

/* Each appends the lines of a block, without a line feed at the end and, for items, without
 * markers. px_mdx_words writes any provision; true where another block may follow without a blank
 * line. The others return false, with nothing appended, where their form cannot say it. */
bool px_mdx_words(px_builder *out, const px_mdx_block *block);
void px_mdx_heading(px_builder *out, const px_mdx_block *block);
bool px_mdx_table(px_builder *out, const px_mdx_block *block);
bool px_mdx_code(px_builder *out, const px_mdx_block *block);
/* The term in a line, and the meaning in those behind it, to stand behind the marker ": ". */
bool px_mdx_definition(px_builder *out, const px_mdx_block *block);

#endif
