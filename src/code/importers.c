/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/importers.h"

#include "base/csv.h"
#include "base/message.h"
#include "code/akn/import_akn.h"
#include "code/docx/import_docx.h"
#include "code/html/import_html.h"
#include "code/markdown/import_markdown.h"
#include "code/normal.h"
#include "code/outline.h"

#include "base/banned.h"

#define FORMATS_MAX 256

static const char *const akn_extensions[] = { "akn", "xml", "xz", NULL };
static const char *const docx_extensions[] = { "docx", "docm", "doc", NULL };
static const char *const html_extensions[] = { "html", "htm", "xhtml", NULL };
static const char *const markdown_extensions[] = { "md", "markdown", "txt", NULL };

/* The last one takes what no other recognises. */
const px_importer px_importers[] = {
    { "akn", N_("Akoma Ntoso"), akn_extensions, px_import_akn_recognise },
    { "docx", N_("Word (DOCX)"), docx_extensions, px_import_docx_recognise },
    { "html", N_("HTML"), html_extensions, px_html_recognise },
    { "markdown", N_("Markdown"), markdown_extensions, NULL },
};
const size_t px_importer_count = PX_COUNT(px_importers);

/* Bounds for all of them; `largest` is that of the file. */
#define PARSER(format, function, largest)                                                          \
    {                                                                                              \
        .name = format,                                                                            \
        .parse = function,                                                                         \
        .max_input = largest,                                                                      \
        .max_output = PX_OUTLINE_MAX_BYTES,                                                        \
        .max_memory = (unsigned long long)1 << 30,                                                 \
        .cpu_seconds = 30,                                                                         \
        .wall_seconds = 60,                                                                        \
    }

const px_jail_parser px_code_parsers[] = {
    PARSER("akn", px_import_akn, PX_AKN_MAX),
    PARSER("csv", px_csv_parse_plain, PX_CSV_MAX_BYTES),
    PARSER("docx", px_import_docx, PX_TEXT_MAX),
    PARSER("html", px_import_html, PX_TEXT_MAX),
    PARSER("markdown", px_import_markdown, PX_TEXT_MAX),
};
const size_t px_code_parser_count = PX_COUNT(px_code_parsers);

static int fail_format(const char *format, px_error *err)
{
    PX_AUTO_BUILDER px_builder formats = PX_BUILDER_INIT(FORMATS_MAX);

    px_builder_add(&formats, "auto");
    for (size_t i = 0; i < px_importer_count; i++)
        px_builder_format(&formats, ", %s", px_importers[i].format);
    return px_fail(err, PX_ERR_INVALID, N_("the format '{format}' is not known; use one of {list}"),
                   "format", format, "list", px_builder_cstr(&formats), NULL);
}

static const px_importer *by_content(px_str bytes)
{
    px_str head = px_str_sub(bytes, 0, PX_IMPORT_HEAD);

    for (size_t i = 0; i < px_importer_count; i++)
        if (px_importers[i].recognise && px_importers[i].recognise(head))
            return &px_importers[i];
    return NULL;
}

static bool has_extension(const px_importer *importer, px_str name)
{
    for (const char *const *extension = importer->extensions; *extension; extension++) {
        px_str tail = px_str_of(*extension);

        if (name.len > tail.len && name.ptr[name.len - tail.len - 1] == '.' &&
            px_str_ends(name, tail))
            return true;
    }
    return false;
}

static const px_importer *by_name(const char *name)
{
    for (size_t i = 0; name && i < px_importer_count; i++)
        if (has_extension(&px_importers[i], px_str_of(name)))
            return &px_importers[i];
    return &px_importers[px_importer_count - 1];
}

int px_importer_find(const char *format, const char *name, px_str bytes,
                     const px_importer **ret_importer, px_error *err)
{
    const px_importer *found = NULL;

    if (!format || px_str_is(px_str_of(format), "auto")) {
        found = by_content(bytes);
        *ret_importer = found ? found : by_name(name);
        return 0;
    }
    for (size_t i = 0; i < px_importer_count && !found; i++)
        if (px_str_is(px_str_of(format), px_importers[i].format))
            found = &px_importers[i];
    if (!found)
        return fail_format(format, err);
    *ret_importer = found;
    return 0;
}
