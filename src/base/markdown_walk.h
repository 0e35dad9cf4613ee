/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Walks over restricted inline Markdown: md4c finds the spans, a sink gets them. For
 * the rooms that render Markdown; pages use theirs.
 *
 * What px_markdown_walk hands to md4c is always one line that starts with an ordinary word, so that
 * nothing in the text can become a block (a list, a heading, a table); hard line breaks are carried
 * through as a control character that no text holds. px_markdown_walk_document lets md4c see the
 * blocks too.
 */
#ifndef PX_BASE_MARKDOWN_WALK_H
#define PX_BASE_MARKDOWN_WALK_H

#include "base/builder.h"

/* The largest text of one provision, in bytes; what is longer is refused with TOO_LARGE. */
#define PX_INLINE_MAX ((size_t)1 << 20)
/* Spans that are nested deeper lose their marks and keep their text. */
#define PX_INLINE_DEPTH 32

typedef enum px_inline_span {
    PX_INLINE_EMPHASIS,
    PX_INLINE_STRONG,
    PX_INLINE_CODE,
    PX_INLINE_LINK
} px_inline_span;

/* open returns false to leave the span's marks out; close is then not called for it. address is
 * that of a link, with entities decoded. open and close may be NULL. */
typedef struct px_inline_sink {
    void (*text)(px_builder *out, px_str text);
    void (*line_break)(px_builder *out);
    bool (*open)(px_builder *out, px_inline_span span, px_str address);
    void (*close)(px_builder *out, px_inline_span span);
} px_inline_sink;

/* The blocks of a whole document in Markdown. Those of lists and tables stand in one another as in
 * HTML. */
typedef enum px_block_kind {
    PX_BLOCK_PARAGRAPH,
    PX_BLOCK_HEADING,
    PX_BLOCK_QUOTE,
    PX_BLOCK_BULLETS,
    PX_BLOCK_NUMBERS,
    PX_BLOCK_ITEM,
    PX_BLOCK_RULE,
    PX_BLOCK_CODE,
    PX_BLOCK_TABLE,
    PX_BLOCK_TABLE_HEAD,
    PX_BLOCK_TABLE_BODY,
    PX_BLOCK_ROW,
    PX_BLOCK_HEAD_CELL,
    PX_BLOCK_CELL
} px_block_kind;

typedef struct px_block_sink {
    px_inline_sink spans;
    /* number: of a heading its level, of a numbered list its first number; else 0. */
    void (*open)(px_builder *out, px_block_kind kind, unsigned number);
    void (*close)(px_builder *out, px_block_kind kind, unsigned number);
} px_block_sink;

/* The largest document, the most blocks in it, and how deep they may stand in one another. */
#define PX_DOCUMENT_MAX ((size_t)1 << 20)
enum { PX_DOCUMENT_BLOCKS = 20000, PX_DOCUMENT_DEPTH = 32 };

/* A document of many blocks. INVALID when the text is not UTF-8, TOO_LARGE beyond the bounds. */
int px_markdown_walk_document(px_str markdown, const px_block_sink *sink, px_builder *out,
                              px_error *err) PX_MUST_CHECK;

/* INVALID when the text is not UTF-8, TOO_LARGE when it is longer than PX_INLINE_MAX. */
int px_markdown_walk(px_str markdown, const px_inline_sink *sink, px_builder *out,
                     px_error *err) PX_MUST_CHECK;

#endif
