/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Walks over restricted inline Markdown: md4c finds the spans, a sink gets them. Private to the
 * renderers of src/code.
 *
 * What is handed to md4c is always one line that starts with an ordinary word, so that nothing in
 * the text can become a block (a list, a heading, a table); hard line breaks are carried through
 * as a control character that no text holds.
 */
#ifndef PX_CODE_MARKDOWN_WALK_H
#define PX_CODE_MARKDOWN_WALK_H

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

/* INVALID when the text is not UTF-8, TOO_LARGE when it is longer than PX_INLINE_MAX. */
int px_markdown_walk(px_str markdown, const px_inline_sink *sink, px_builder *out,
                     px_error *err) PX_MUST_CHECK;

#endif
