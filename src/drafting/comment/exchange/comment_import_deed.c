/* SPDX-License-Identifier: EUPL-1.2 */
/* The deed: rows become comments, these are submitted, observations become answers. */
#include "base/random.h"
#include "drafting/comment/exchange/comment_import_priv.h"
#include "drafting/comment/exchange/comment_record.h"
#include "drafting/comment/submit.h"
#include "drafting/people/country.h"
#include "drafting/people/organisation.h"
#include "store/digest.h"

#include "base/banned.h"

enum { SHOWN = 120 };

/* Failures of a row: they are told with it and stop nothing. */
static bool is_of_row(int rc)
{
    static const px_errcode codes[] = { PX_ERR_INVALID,   PX_ERR_NOT_FOUND, PX_ERR_EXISTS,
                                        PX_ERR_CONFLICT,  PX_ERR_TOO_LARGE, PX_ERR_MALFORMED,
                                        PX_ERR_FORBIDDEN, PX_ERR_TOO_MANY };

    for (size_t i = 0; i < PX_COUNT(codes); i++)
        if (rc == -(int)codes[i])
            return true;
    return false;
}

static px_str head_of(px_str text)
{
    return px_utf8_head(px_str_sub(text, 0, px_str_find_char(text, '\n')), SHOWN);
}

/* ---- What the row says */

static int fail_word(const char *message, px_importing *i, px_str word, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, message, "word", px_arena_cstr(i->arena, word), NULL);
}

static int words_of(px_importing *i, const px_comment_row *row, px_str text,
                    px_comment_words *words, px_error *err)
{
    px_str kind = px_comment_kind_of_words(row->kind);

    *words = (px_comment_words){ .kind = PX_COMMENT_GENERAL,
                                 .text = text,
                                 .text_language = row->text_language,
                                 .has_wording = row->deletion || row->wording.len,
                                 .wording = row->wording };
    if (px_str_trim(row->kind).len && !px_comment_kind_find(kind, &words->kind))
        return fail_word(N_("the type of comment '{word}' is not known; write ge, te or ed"), i,
                         row->kind, err);
    if (row->stance.len && !px_comment_stance_find(row->stance, &words->stance))
        return fail_word(N_("the stance '{word}' is not known; write support, live-with or object"),
                         i, row->stance, err);
    if (!px_str_trim(text).len)
        return px_fail(err, PX_ERR_INVALID,
                       N_("the row says neither a comment nor a proposed change"), NULL);
    return 0;
}

/* Who speaks: for an account the deed knows itself. */
static int speaker_of(px_importing *i, const px_import_item *item, px_comment_new *comment,
                      px_error *err)
{
    const px_comment_import *import = i->import;
    const px_comment_row *row = &item->row;
    px_str country = row->country.len ? row->country : row->member;
    px_organisation organisation;
    int rc = 0;

    comment->author = import->person ? import->person : item->author;
    comment->recorder = import->recorder;
    if (comment->author)
        return 0;
    comment->organisation = import->organisation;
    comment->byline = import->byline;
    if (import->organisation && !import->byline.len) {
        rc = px_organisation_get(i->db, i->arena, import->organisation, &organisation, err);
        if (rc < 0)
            return rc;
        comment->byline = organisation.name;
        comment->category = organisation.category;
        comment->country = organisation.country;
    }
    if (!comment->byline.len)
        comment->byline = row->author.len         ? row->author
                          : row->organisation.len ? row->organisation
                                                  : row->member;
    if (!comment->category.len && px_category_is(row->category))
        comment->category = row->category;
    if (!comment->country.len && px_country_is(country))
        comment->country = country;
    return 0;
}

/* What names the row for ever, unless its public id does: its source, or what it says, where, and
 * for whom. */
static px_str source_of(px_importing *i, const px_comment_row *row, const px_comment_where *where,
                        const px_comment_new *comment)
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    char hex[PX_DIGEST_HEX];
    const char *who = px_arena_format(i->arena, "%lld/%lld", (long long)comment->author,
                                      (long long)comment->organisation);
    const px_str said[] = { px_str_of(who),  comment->byline, where->version, row->id,
                            row->lasting_id, row->clause,     row->element,   row->line_number,
                            row->quoted,     row->kind,       row->stance,    row->text,
                            row->change,     row->wording };

    if (!i->import->person && (row->source.len || comment->id.len))
        return row->source;
    for (size_t k = 0; k < PX_COUNT(said); k++) {
        px_digest_add(&digest, said[k]);
        px_digest_add(&digest, PX_STR("\x1F"));
    }
    px_digest_end(&digest, hex);
    return px_str_of(px_arena_format(i->arena, "form:%.40s", hex));
}

/* ---- Rows */

/* 0 for what is no time. */
static px_time time_of(px_str text)
{
    px_time time = 0;

    return text.len && px_time_parse(text, &time, NULL) >= 0 ? time : 0;
}

/* Whether the house has the comment of the row's public id, in this code. */
static int find_known(px_importing *i, px_import_item *item, bool *ret_known, px_error *err)
{
    px_error here = PX_ERROR_INIT;
    px_comment comment;
    int rc;

    *ret_known = false;
    if (!px_id_is_public(item->row.id))
        return 0;
    rc = px_comment_find(i->db, i->arena, item->row.id, &comment, &here);
    if (rc == -PX_ERR_NOT_FOUND)
        return 0;
    if (rc < 0) {
        *err = here;
        return rc;
    }
    *ret_known = comment.number && comment.code == i->code.row;
    if (*ret_known)
        item->report.id = item->row.id;
    item->taken = !*ret_known;
    return 0;
}

/* A row of another house keeps what it says of itself. */
static int take_record(px_importing *i, const px_import_item *item, px_comment_new *comment,
                       px_error *err)
{
    const px_comment_row *row = &item->row;
    const px_comment_import *import = i->import;

    comment->origin = PX_ORIGIN_IMPORTED;
    comment->made = time_of(row->submitted);
    if (px_id_is_public(row->id) && !item->taken)
        comment->id = row->id;
    return px_comment_record_write(i->arena, row, !import->organisation && !import->byline.len,
                                   &comment->record, err);
}

/* How the comment came: written by an account, said in a meeting, known from a record, or typed
 * into a form. */
static int take_origin(px_importing *i, const px_import_item *item, px_comment_new *comment,
                       px_error *err)
{
    const px_comment_row *row = &item->row;

    comment->origin = item->author ? PX_ORIGIN_WRITTEN : PX_ORIGIN_FORM;
    if (i->import->accounts && !item->author && px_str_is(row->origin, "oral")) {
        comment->origin = PX_ORIGIN_ORAL;
        comment->meeting = row->meeting;
        comment->minute = row->minute;
    }
    return !i->import->person && px_import_is_record(row) ? take_record(i, item, comment, err) : 0;
}

/* EXISTS, with the id of the comment, where it is there. */
static int keep_comment(px_importing *i, px_import_item *item, px_comment_new *comment,
                        px_error *err)
{
    px_error here = PX_ERROR_INIT;
    int found, rc = px_comment_new_deed(i->db, comment, err);

    if (rc >= 0)
        item->report.id = px_arena_str(i->arena, px_str_of(comment->ret_id));
    if (rc != -PX_ERR_EXISTS)
        return rc;
    found = px_comment_of_source(i->db, i->arena, i->code.row, comment->source, &item->report.id,
                                 &here);
    if (found < 0)
        *err = here;
    return found < 0 ? found : rc;
}

static int make_comment(px_importing *i, px_import_item *item, px_error *err)
{
    px_comment_row *row = &item->row;
    px_comment_new comment = { 0 };
    px_str text;
    int rc = px_import_place(i, item, &comment.where, &text, err);

    if (rc >= 0)
        rc = words_of(i, row, text, &comment.words, err);
    if (rc >= 0 && i->import->accounts)
        rc = px_import_account(i, item, err);
    if (rc >= 0)
        rc = speaker_of(i, item, &comment, err);
    if (rc < 0)
        return rc;
    if (item->author && row->display.len && !px_display_find(row->display, &comment.words.display))
        return fail_word(N_("'{word}' does not say how an author is shown; write name, "
                            "organisation or anonymous"),
                         i, row->display, err);
    rc = take_origin(i, item, &comment, err);
    if (rc < 0)
        return rc;
    comment.source = source_of(i, row, &comment.where, &comment);
    return keep_comment(i, item, &comment, err);
}

/* Leaves the report of the row; fails where the whole deed does. */
static int take_item(px_importing *i, px_import_item *item, px_error *err)
{
    px_comment_report *report = &item->report;
    px_error here = PX_ERROR_INIT;
    const px_comment_row *row = &item->row;
    bool known = false;
    int rc;

    *report = (px_comment_report){ .line = row->line,
                                   .called = row->clause.len ? row->clause : row->id,
                                   .text = head_of(row->text.len ? row->text : row->change) };
    if (item->fault.message) {
        report->taken = PX_TAKEN_ERROR;
        report->error = item->fault;
        return 0;
    }
    rc = find_known(i, item, &known, err);
    if (rc < 0 || known) {
        report->taken = PX_TAKEN_KNOWN;
        return rc;
    }
    if (px_str_is(row->state, "withdrawn") || px_str_is(row->state, "disowned")) {
        report->taken = PX_TAKEN_NOT;
        return 0;
    }
    rc = make_comment(i, item, &here);
    report->taken = rc == -PX_ERR_EXISTS ? PX_TAKEN_KNOWN : rc < 0 ? PX_TAKEN_ERROR : PX_TAKEN_NEW;
    report->error = here;
    if (rc < 0 && !is_of_row(rc)) {
        *err = here;
        return rc;
    }
    return 0;
}

/* ---- What was made */

static int submit_made(px_importing *i, px_import_batch *batch, px_error *err)
{
    px_str *ids = px_arena_array(i->arena, PX_MAX(batch->count, 1), sizeof(*ids));
    int64_t *numbers = px_arena_array(i->arena, PX_MAX(batch->count, 1), sizeof(*numbers));
    px_comment_submit submit = { .ids = ids,
                                 .numbers = numbers,
                                 .code = i->code.id,
                                 .person = i->import->recorder,
                                 .author = i->import->author };

    for (size_t k = 0; k < batch->count; k++) {
        const px_import_item *item = &batch->items[k];

        if (item->report.taken != PX_TAKEN_NEW || item->author)
            continue;
        numbers[submit.n_ids] = px_import_is_record(&item->row) ? item->row.number : 0;
        ids[submit.n_ids++] = item->report.id;
    }
    return submit.n_ids && !i->import->person ? px_comment_submit_deed(i->db, &submit, err) : 0;
}

/* Status and reason of the row's answer; false where it says none. */
static bool answer_of(const px_comment_row *row, px_answer_write *write)
{
    px_str rest, status = px_comment_status_of_words(row->status, &rest);

    write->reason = row->motivation;
    if (!status.len) {
        status = px_comment_status_of_words(row->observations, &rest);
        write->reason = rest;
    }
    write->language = row->answer_language.len ? row->answer_language : PX_STR("en");
    if (!status.len || !px_answer_status_find(status, &write->status))
        return false;
    if (!write->reason.len)
        write->reason = px_str_of(px_iso_status_words(status));
    return true;
}

/* One that cannot be taken is told with its row; the comment stays. */
static int write_answer(px_importing *i, px_import_item *item, px_answer_write *write,
                        px_error *err)
{
    px_error here = PX_ERROR_INIT;
    int rc = px_answer_write_deed(i->db, write, &here);

    item->report.answered = rc >= 0 && write->ret_written;
    item->report.unanswered = is_of_row(rc);
    if (item->report.unanswered)
        item->report.error = here;
    else if (rc < 0)
        *err = here;
    return item->report.unanswered ? 0 : rc;
}

static int write_answers(px_importing *i, px_import_batch *batch, px_error *err)
{
    px_str *answered = px_arena_array(i->arena, PX_MAX(batch->count, 1), sizeof(*answered));
    px_answers_publish publish = {
        .code = i->code.id, .comments = answered, .who = i->import->who, .author = i->import->author
    };
    int rc = 0;

    for (size_t k = 0; rc >= 0 && k < batch->count; k++) {
        px_import_item *item = &batch->items[k];
        px_answer_write write = { .comments = &item->report.id,
                                  .n_comments = 1,
                                  .bulk = true,
                                  .who = i->import->who,
                                  .person = i->import->recorder };

        if (!item->report.id.len || item->report.taken > PX_TAKEN_KNOWN ||
            !answer_of(&item->row, &write))
            continue;
        if (px_import_is_record(&item->row))
            write.made = time_of(item->row.answered);
        rc = write_answer(i, item, &write, err);
        if (item->report.answered)
            answered[publish.n_comments++] = item->report.id;
    }
    if (rc >= 0 && i->import->publish && publish.n_comments)
        rc = px_answers_publish_deed(i->db, &publish, err);
    return rc;
}

int px_import_batch_deed(px_db *db, void *arg, px_error *err)
{
    px_import_batch *batch = arg;
    px_importing i = { .db = db, .arena = batch->arena, .import = batch->import };
    int rc = px_code_find(db, i.arena, i.import->code, PX_STR(""), &i.code, err);

    for (size_t k = 0; rc >= 0 && k < batch->count; k++)
        rc = take_item(&i, &batch->items[k], err);
    if (rc >= 0)
        rc = submit_made(&i, batch, err);
    if (rc >= 0 && i.import->accounts)
        rc = px_import_settle(&i, batch, err);
    if (rc >= 0 && i.import->answers && !i.import->person)
        rc = write_answers(&i, batch, err);
    if (rc >= 0 && i.import->accounts)
        rc = px_import_opinions(&i, batch, err);
    return rc;
}
