/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"

#include "base/file.h"
#include "base/random.h"
#include "base/upload.h"
#include "store/blob.h"

#include "base/banned.h"

static int find_by_step(px_invocation *run, px_meeting_reading *r, px_str name, px_error *err)
{
    px_str rest = name, code = PX_STR(""), process = PX_STR(""), key = PX_STR("");
    px_process found;
    px_code c;
    px_step step = { 0 };
    int rc;

    (void)px_str_split(&rest, '/', &code);
    if (rest.ptr)
        (void)px_str_split(&rest, '/', &process);
    if (rest.ptr)
        (void)px_str_split(&rest, '/', &key);
    if (!code.len || !process.len || !key.len)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'{meeting}' names no meeting; write its id, or CODE/PROCESS/STEP"),
                       "meeting", run->operands[0], NULL);
    rc = px_code_find(r->db, run->arena, code, r->language, &c, err);
    if (rc >= 0)
        rc = px_process_find(r->db, run->arena, &c, process, r->language, &found, err);
    if (rc >= 0)
        rc = px_step_find_key(r->db, run->arena, &found, key, r->language, &step, err);
    if (rc >= 0)
        rc = px_meeting_of_step(r->db, run->arena, step.row, r->language, &r->meeting, err);
    return rc;
}

int px_meeting_reading_open(px_invocation *run, px_house_mode mode, px_meeting_reading *ret_reading,
                            px_error *err)
{
    const char *option = px_invocation_option(run, "lang");
    px_str name = px_str_of(run->operands[0]);
    px_meeting_reading *r = ret_reading;
    int rc = px_house_open(run->house, mode, &r->house, err);

    r->language = px_str_of(option ? option : px_language_tag(run->language));
    if (rc >= 0)
        rc = px_house_reader(r->house, &r->db, err);
    if (rc < 0)
        return rc;
    if (px_id_is_public(name))
        return px_meeting_find(r->db, run->arena, name, r->language, &r->meeting, err);
    return find_by_step(run, r, name, err);
}

void px_meeting_reading_close(px_meeting_reading *reading)
{
    px_db_close(reading->db);
    px_house_close(reading->house);
}

const char *px_meeting_title(const px_invocation *run, const px_meeting *meeting)
{
    const char *title = px_arena_cstr(run->arena, meeting->title);

    return meeting->titled ? title : px_tr(run->language, meeting->kind->title);
}

int px_operand_text(px_invocation *run, const char *path, size_t max, px_str *ret_text,
                    px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    size_t len = 0;
    int rc = px_file_read(path, max, &data, &len, err);

    if (rc < 0)
        return rc;
    *ret_text = px_arena_str(run->arena, px_str_n(data, len));
    return 0;
}

const px_option px_meeting_write_options[] = {
    { "lang", N_("TAG"), N_("language of the text (default: that of the messages)") },
    { "made-from", N_("SHA-256"),
      N_("of the text that this one was made from: fails where it has changed since") },
    { 0 },
};

int px_meeting_write_run(px_invocation *run, size_t max, px_meeting_present_fn *present,
                         px_write_fn *deed, const char *message, px_error *err)
{
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    px_str made_from = px_option_str(run, "made-from");
    px_meeting_papers papers;
    px_meeting_write write = { .author = "operator" };
    char digest[PX_DIGEST_HEX];
    int rc = px_operand_text(run, run->operands[1], max, &write.text, err);

    if (rc >= 0)
        rc = px_meeting_reading_open(run, PX_HOUSE_WRITE, &r, err);
    if (rc >= 0)
        rc = px_meeting_papers_read(r.db, run->arena, &r.meeting, 0, &papers, err);
    if (rc < 0)
        return rc;
    px_meeting_digest(present(run->arena, &papers, r.language), digest);
    write.meeting = r.meeting.id;
    write.language = r.language;
    write.made_from = made_from.len ? made_from : px_str_of(digest);
    rc = px_house_write(r.house, deed, &write, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, message, "meeting", px_arena_cstr(run->arena, r.meeting.id),
                         NULL);
}

int px_document_file_put(px_invocation *run, px_house *house, const char *path,
                         px_document_file *ret_file, px_error *err)
{
    px_upload_kind kind;
    px_str bytes;
    int rc = px_operand_text(run, path, PX_MEETING_DOCUMENT_BYTES, &bytes, err);

    if (rc < 0)
        return rc;
    kind = px_upload_kind_of(bytes);
    if (kind == PX_UPLOAD_UNKNOWN)
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("'{path}' is no document that can be taken; write it as PDF, DOCX, PPTX, "
                          "XLSX, ODT or plain text"),
                       "path", path, NULL);
    rc = px_blob_put(house, bytes, ret_file->hash, err);
    if (rc < 0)
        return rc;
    ret_file->media_type = px_upload_media_type(kind);
    ret_file->size = bytes.len;
    ret_file->name = px_upload_clean_name(run->arena, px_str_of(path));
    return 0;
}
