/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * write_documents FOLDER: writes the document of the unit tests in every format, in English and
 * French, a long table and a sheet, for programs of others to open (tests/document).
 */
#include "base/file.h"
#include "base/message.h"
#include "document/sheet.h"
#include "unit/document/document_sample.h"

static px_jail *jail;

static int complain(const px_error *err)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096);

    px_error_format(&words, px_language_english(), err);
    (void)fprintf(stderr, "%s\n", px_builder_cstr(&words));
    return 1;
}

/* "FOLDER/NAME.ending" */
static int write_one(const char *folder, const char *name, px_document_format format,
                     const px_document *document, px_error *err)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(4096);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = px_document_write(document, format, jail, &out, err);

    px_builder_format(&path, "%s/%s.%s", folder, name, px_document_format_name(format));
    return rc < 0 ? rc : px_file_write(px_builder_cstr(&path), px_builder_view(&out), 0644, err);
}

static int write_all(const char *folder, const char *name, const px_document *document,
                     px_error *err)
{
    int rc = 0;

    for (int i = 0; rc >= 0 && i < PX_DOCUMENT_FORMAT_COUNT; i++)
        rc = write_one(folder, name, (px_document_format)i, document, err);
    return rc;
}

static int write_sheets(const char *folder, px_error *err)
{
    static const px_sheet_column columns[] = {
        { .title = PX_STR_INIT("id"), .width = 10 },
        { .title = PX_STR_INIT("text"), .width = 60, .parts = 2 },
    };
    static const char *const endings[] = { "xlsx", "csv" };
    int rc = 0;

    for (int format = 0; rc >= 0 && format < 2; format++) {
        PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(4096);
        px_sheet *sheet;

        px_builder_format(&path, "%s/sheet.%s", folder, endings[format]);
        rc = px_sheet_begin((px_sheet_format)format, px_builder_cstr(&path), PX_STR("Comments"), 0,
                            columns, 2, &sheet, err);
        for (int i = 0; rc >= 0 && i < 1000; i++) {
            char id[16];

            (void)snprintf(id, sizeof(id), "c%d", i);
            rc = px_sheet_row(
                sheet, (const px_str[]){ px_str_of(id), PX_STR("=1+1 & <b>, _x0041_") }, 2, err);
        }
        if (rc >= 0)
            rc = px_sheet_end(sheet, err);
    }
    return rc;
}

int main(int argc, char **argv)
{
    px_error err = PX_ERROR_INIT;
    px_arena *arena = px_arena_new();
    int rc;

    if (argc != 2)
        return 2;
    rc = px_jail_start(NULL, 0, px_document_tools, PX_DOCUMENT_TOOLS, &jail, &err);
    if (rc >= 0)
        rc = write_all(argv[1], "sample.en", px_sample_document(arena, false), &err);
    if (rc >= 0)
        rc = write_all(argv[1], "sample.fr", px_sample_document(arena, true), &err);
    if (rc >= 0)
        rc = write_one(argv[1], "again", PX_DOCUMENT_PDF, px_sample_document(arena, false), &err);
    if (rc >= 0)
        rc = write_one(argv[1], "long", PX_DOCUMENT_DOCX, px_sample_table(arena, 400), &err);
    if (rc >= 0)
        rc = write_sheets(argv[1], &err);
    px_jail_stop(jail);
    px_arena_free(arena);
    return rc < 0 ? complain(&err) : 0;
}
