/* SPDX-License-Identifier: EUPL-1.2 */
/* DOCX files for tests: made in memory around a body, with the other parts of tests/data/docx. */
#ifndef PX_TEST_DOCX_SOURCE_H
#define PX_TEST_DOCX_SOURCE_H

#include "base/arena.h"

typedef struct px_test_docx_part {
    const char *name;
    px_str content;
    bool stored;          /* not packed */
    const char *password; /* encrypted with it */
} px_test_docx_part;

/* The parts as a ZIP file, in the arena. */
px_str px_test_docx_zip(px_arena *arena, const px_test_docx_part *parts, size_t count);

/* A whole main part around a body. */
px_str px_test_docx_document(px_arena *arena, const char *body);

/* The main part with styles, numbering, notes and properties. */
px_str px_test_docx_package(px_arena *arena, const char *body);

/* A file below tests/data, whole. */
px_str px_test_docx_read(px_arena *arena, const char *path);

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

/* Paragraphs: of words; with properties; of runs. */
#define R(words) "<w:r><w:t xml:space=\"preserve\">" words "</w:t></w:r>"
#define RF(format, words)                                                                          \
    "<w:r><w:rPr>" format "</w:rPr><w:t xml:space=\"preserve\">" words "</w:t></w:r>"
#define PP(properties, runs) "<w:p><w:pPr>" properties "</w:pPr>" runs "</w:p>"
#define P(words) PP("", R(words))
#define PS(style, words) PP("<w:pStyle w:val=\"" style "\"/>", R(words))
#define PN(num, level, words)                                                                      \
    PP("<w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num "\"/></w:numPr>", R(words))
#define PI(left, words) PP("<w:ind w:left=\"" left "\"/>", R(words))

#endif
