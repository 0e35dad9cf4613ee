/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"
#include "cli/output.h"

#include "base/banned.h"

static int document_remove(px_invocation *run, const px_meeting_reading *r, px_error *err)
{
    px_meeting_document_remove remove = { .meeting = r->meeting.id,
                                          .document = px_option_str(run, "remove"),
                                          .author = "operator" };
    int rc = px_house_write(r->house, px_meeting_document_remove_deed, &remove, err);

    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the document {document} is removed"), "document",
                         px_invocation_option(run, "remove"), NULL);
}

static int document_add(px_invocation *run, const px_meeting_reading *r, px_error *err)
{
    px_meeting_document_add add = { .meeting = r->meeting.id,
                                    .title = px_option_str(run, "title"),
                                    .author = "operator" };
    px_document_file file;
    int rc = px_document_file_put(run, r->house, run->operands[1], &file, err);

    if (rc < 0)
        return rc;
    add.name = file.name;
    add.hash = file.hash;
    add.media_type = file.media_type;
    add.size = file.size;
    if (!add.title.len)
        add.title = file.name;
    rc = px_house_write(r->house, px_meeting_document_add_deed, &add, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the document {document} is added"), "document", add.ret_id,
                         "sha256", file.hash, NULL);
}

static int meeting_document_run(px_invocation *run, px_error *err)
{
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    bool remove = px_invocation_option(run, "remove") != NULL;
    int rc;

    if (remove == (run->n_operands > 1))
        return px_fail(err, PX_ERR_USAGE,
                       N_("name a file to add, or a document to take away by --remove"), NULL);
    rc = px_meeting_reading_open(run, PX_HOUSE_WRITE, &r, err);
    if (rc < 0)
        return rc;
    return remove ? document_remove(run, &r, err) : document_add(run, &r, err);
}

static const px_option meeting_document_options[] = {
    { "title", N_("TEXT"), N_("what it is called (default: the name of the file)") },
    { "remove", N_("ID"), N_("takes the document with this id away") },
    { 0 },
};

static const px_example meeting_document_examples[] = {
    { "meeting document gpai/edition-2/board slides.pdf --title \"Slides of the chairs\"",
      N_("adds a document") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_document = {
    .name = "meeting document",
    .operands = N_("MEETING [FILE]"),
    .summary = N_("add a document to a meeting, or take one away"),
    .description = N_(
        "Adds a file to what is prepared for a meeting: PDF, DOCX, PPTX, XLSX, ODT or plain text, "
        "told by its bytes and never by its name, of at most 20 MiB. What was published stays "
        "in its record even when the document is taken away afterwards."),
    .options = meeting_document_options,
    .examples = meeting_document_examples,
    .min_operands = 1,
    .max_operands = 2,
    .run = meeting_document_run,
};
