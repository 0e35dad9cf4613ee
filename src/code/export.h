/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Export of a version in one language: one table of formats. What is exported can be imported
 * again (but JSON) and gives the same tree with the same lasting ids.
 */
#ifndef PX_CODE_EXPORT_H
#define PX_CODE_EXPORT_H

#include "base/builder.h"
#include "code/code.h"

typedef struct px_export {
    const px_code *code;
    const px_version *version;
    const px_text *text; /* in the order of the document; text->language is its language */
} px_export;

typedef int px_export_fn(px_arena *arena, const px_export *export, px_builder *out, px_error *err);

typedef struct px_exporter {
    const char *format;     /* "md", "akn", "html", "json": for --format */
    const char *title;      /* message id */
    const char *media_type; /* with its charset */
    const char *extension;
    px_export_fn *write;
} px_exporter;

extern const px_exporter px_exporters[];
extern const size_t px_exporter_count;

/* INVALID, with all names, for a format that is not known. */
int px_exporter_find(px_str format, const px_exporter **ret_exporter, px_error *err) PX_MUST_CHECK;

/* The writers. Same input, same bytes. */
int px_export_markdown(px_arena *arena, const px_export *export, px_builder *out, px_error *err);
int px_export_akn(px_arena *arena, const px_export *export, px_builder *out, px_error *err);
int px_export_html(px_arena *arena, const px_export *export, px_builder *out, px_error *err);
int px_export_json(px_arena *arena, const px_export *export, px_builder *out, px_error *err);

#endif
