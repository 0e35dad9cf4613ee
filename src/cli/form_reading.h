/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on official forms have in common: a filled form from a model of the house or
 * from a file, and from it a file. */
#ifndef PX_CLI_FORM_READING_H
#define PX_CLI_FORM_READING_H

#include "cli/command.h"
#include "document/document_write.h"
#include "duty/filled_document.h"
#include "store/house.h"

/* For a table of options: of commands that write a document. */
#define PX_DOCUMENT_OPTIONS                                                                        \
    { "format", N_("NAME"),                                                                        \
      N_("md, html, docx, pdf or json (default: by the name of the file, else md)") },             \
        { "lang", N_("TAG"), N_("language of the document (default: that of the messages)") },     \
        { "output", N_("FILE"), N_("write to a file, which is replaced if it is there"),           \
          .letter = 'o' }

/* The form that the first operand names: "PROVIDER/MODEL" or "PROVIDER/MODEL@VERSION" of the house,
 * or a file of our JSON (NAME.json). */
typedef struct px_form_reading {
    px_house *house; /* NULL: from a file */
    px_db *db;
    px_claim_subject subject;
    px_filled_form whole;
} px_form_reading;

/* Opens; close it whatever is returned. */
int px_form_reading_open(px_invocation *run, const char *form, px_house_mode mode,
                         px_form_reading *ret_reading, px_error *err) PX_MUST_CHECK;
void px_form_reading_close(px_form_reading *reading);
#define PX_AUTO_FORM_READING PX_CLEANUP(px_form_reading_close)

/* --format, else the ending of --output, else Markdown. Tables alone are refused. */
int px_form_format(const px_invocation *run, px_document_format *ret_format,
                   px_error *err) PX_MUST_CHECK;

/* Writes the form in that format: to --output, or prints it. */
int px_form_print(px_invocation *run, const px_filled_form *filled, const px_filled_print *print,
                  px_document_format format, px_error *err) PX_MUST_CHECK;

/* The language of --lang, else that of the messages. */
const px_language *px_form_language(const px_invocation *run);

#endif
