/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_reading.h"

#include "base/file.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "duty/commitment.h"
#include "duty/filled_claims.h"
#include "duty/model_entry.h"

#include "base/banned.h"

static int read_file(px_invocation *run, const char *form, px_filled_form *ret_whole, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    const char *path = run->operands[0];
    size_t len;
    int rc = px_file_read(path, PX_FILLED_MAX_BYTES, &data, &len, err);

    if (rc >= 0)
        rc = px_filled_read(run->arena, px_arena_str(run->arena, px_str_n(data, len)), path,
                            ret_whole, err);
    if (rc < 0)
        return rc;
    if (form && !px_str_is(ret_whole->form->name, form))
        return px_fail(err, PX_ERR_INVALID, N_("'{path}' is another form than '{form}'"), "path",
                       path, "form", form, NULL);
    /* What a proof covers stands as it is. */
    if (ret_whole->salts || ret_whole->head.recipient != PX_RECIPIENT_NOBODY)
        return 0;
    return px_filled_derive(ret_whole, err);
}

static int read_model(px_invocation *run, const char *form, px_house_mode mode, px_form_reading *r,
                      px_error *err)
{
    const px_official_form *official = px_official_form_by_name(px_str_of(form));
    int rc = px_house_open(run->house, mode, &r->house, err);

    if (rc >= 0)
        rc = px_house_reader(r->house, &r->db, err);
    if (rc >= 0)
        rc = px_subject_find(r->db, run->arena, px_str_of(run->operands[0]), &r->subject, err);
    if (rc >= 0)
        rc = px_filled_from_claims(r->db, run->arena, &r->subject, official, &r->whole, err);
    return rc;
}

int px_form_reading_open(px_invocation *run, const char *form, px_house_mode mode,
                         px_form_reading *ret_reading, px_error *err)
{
    *ret_reading = (px_form_reading){ 0 };
    if (px_str_ends(px_str_of(run->operands[0]), PX_STR(".json")))
        return read_file(run, form, &ret_reading->whole, err);
    return read_model(run, form, mode, ret_reading, err);
}

void px_form_reading_close(px_form_reading *reading)
{
    px_filled_free(&reading->whole);
    px_db_close(reading->db);
    px_house_close(reading->house);
}

const px_language *px_form_language(const px_invocation *run)
{
    const char *option = px_invocation_option(run, "lang");
    const px_language *language = option ? px_language_find(px_str_of(option)) : NULL;

    return language ? language : run->language;
}

int px_form_format(const px_invocation *run, px_document_format *ret_format, px_error *err)
{
    const char *told = px_invocation_option(run, "format");
    px_str name = px_str_of(told), path = px_option_str(run, "output");
    size_t dot = path.len;

    *ret_format = PX_DOCUMENT_MARKDOWN;
    if (!told && path.len == 0)
        return 0;
    while (!told && dot > 0 && path.ptr[dot - 1] != '.' && path.ptr[dot - 1] != '/')
        dot--;
    if (!told)
        name = px_str_sub(path, dot, path.len);
    if (px_document_format_find(name, ret_format) && *ret_format != PX_DOCUMENT_XLSX &&
        *ret_format != PX_DOCUMENT_CSV)
        return 0;
    return px_fail(err, PX_ERR_USAGE,
                   N_("'{value}' is no format of a form; write md, html, docx, pdf or json"),
                   "value", px_arena_cstr(run->arena, name), NULL);
}

static int make_file(px_invocation *run, const px_filled_form *filled, const px_filled_print *print,
                     px_document_format format, px_builder *out, px_error *err)
{
    px_document *document;
    px_jail *jail = NULL;
    int rc;

    if (format == PX_DOCUMENT_JSON)
        return px_filled_write(filled, out, err);
    rc = px_filled_document(run->arena, filled, print, &document, err);
    if (rc >= 0 && format == PX_DOCUMENT_PDF)
        rc = px_jail_start(NULL, 0, px_document_tools, PX_DOCUMENT_TOOLS, &jail, err);
    if (rc >= 0)
        rc = px_document_write(document, format, jail, out, err);
    px_jail_stop(jail);
    return rc;
}

int px_form_print(px_invocation *run, const px_filled_form *filled, const px_filled_print *print,
                  px_document_format format, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = make_file(run, filled, print, format, &out, err);

    return rc < 0 ? rc : px_print_result(run, px_builder_view(&out), err);
}
