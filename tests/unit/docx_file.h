/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes DOCX files in memory, for tests. */
#ifndef PX_DOCX_FILE_H
#define PX_DOCX_FILE_H

#include <zip.h>

#include "unit/testing.h"

#include "base/arena.h"

typedef struct docx_part {
    const char *name;
    px_str content;
    bool stored;          /* not packed */
    const char *password; /* encrypted with it */
} docx_part;

#define W_NS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define REL_NS "http://schemas.openxmlformats.org/package/2006/relationships"

/* Namespaces that the tests' documents use. */
#define NAMESPACES                                                                                 \
    "xmlns:w=\"" W_NS "\" xmlns:r=\"" R_NS "\" "                                                   \
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "                      \
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "                    \
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "         \
    "xmlns:x=\"urn:example:x\" xmlns:v=\"urn:schemas-microsoft-com:vml\""

#define CONTENT_TYPES                                                                              \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"               \
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/"                         \
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"

#define PACKAGE_RELATIONSHIPS                                                                      \
    "<Relationships xmlns=\"" REL_NS "\">"                                                         \
    "<Relationship Id=\"a\" Type=\"" R_NS "/officeDocument\" Target=\"word/document.xml\"/>"       \
    "<Relationship Id=\"b\" "                                                                      \
    "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"                \
    "core-properties\" Target=\"docProps/core.xml\"/></Relationships>"

static inline void docx_add(zip_t *zip, const docx_part *part)
{
    zip_source_t *source = zip_source_buffer(zip, part->content.ptr, part->content.len, 0);
    zip_int64_t at;

    assert_non_null(source);
    at = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
    assert_true(at >= 0);
    if (part->stored)
        assert_int_equal(zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0), 0);
    if (part->password)
        assert_int_equal(
            zip_file_set_encryption(zip, (zip_uint64_t)at, ZIP_EM_AES_256, part->password), 0);
}

/* The parts as a ZIP file, in the arena. */
static inline px_str docx_zip(px_arena *arena, const docx_part *parts, size_t count)
{
    zip_error_t error;
    zip_source_t *target;
    zip_stat_t st;
    zip_t *zip;
    char *bytes;

    zip_error_init(&error);
    target = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(target);
    zip_source_keep(target);
    zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (size_t i = 0; i < count; i++)
        docx_add(zip, &parts[i]);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_stat(target, &st), 0);
    bytes = px_arena_alloc(arena, (size_t)st.size + 1);
    assert_int_equal(zip_source_open(target), 0);
    assert_int_equal(zip_source_read(target, bytes, st.size), (zip_int64_t)st.size);
    assert_int_equal(zip_source_close(target), 0);
    zip_source_free(target);
    zip_error_fini(&error);
    return px_str_n(bytes, (size_t)st.size);
}

#endif
