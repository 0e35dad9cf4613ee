/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/comment_reading.h"
#include "cli/output.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_json.h"

#include "base/banned.h"

static void show_times(px_invocation *run, const px_comment *c)
{
    PX_AUTO_BUILDER px_builder submitted = PX_BUILDER_INIT(64), ended = PX_BUILDER_INIT(64);

    px_time_format(&submitted, c->submitted);
    px_say(run, N_("submitted: {time}, act {act}"), "time", px_builder_cstr(&submitted), "act",
           px_arena_cstr(run->arena, c->act), NULL);
    if (c->late)
        px_say(run, N_("it came after the round had closed"), NULL);
    if (c->withdrawn == PX_TIME_NONE)
        return;
    px_time_format(&ended, c->withdrawn);
    px_say(run, N_("{state}: {time}, act {act}"), "state",
           px_tr(run->language, px_comment_state_title(c->state)), "time", px_builder_cstr(&ended),
           "act", px_arena_cstr(run->arena, c->end_act), NULL);
}

static void show_paragraph(const char *title, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t width = px_terminal_width();

    if (!text.len)
        return;
    px_builder_format(&out, "\n%s\n", title);
    px_wrap(&out, text, 2, width ? PX_MIN(width, (size_t)PX_TEXT_WIDTH) : PX_TEXT_WIDTH);
    px_print(px_builder_view(&out));
}

static void show_text(px_invocation *run, px_db *db, const px_comment *c, px_str author,
                      const px_answer *answer)
{
    const px_language *language = run->language;
    px_arena *arena = run->arena;

    px_say(run, N_("comment {comment} on {place} of {version}"), "comment",
           px_arena_cstr(arena, px_comment_name(arena, c)), "place",
           px_arena_cstr(arena, px_comment_reading_place(run, db, c)), "version",
           px_arena_cstr(arena, c->version_label), NULL);
    px_say(run, N_("by: {author}"), "author", px_arena_cstr(arena, author), NULL);
    px_say(run, N_("kind: {kind}; stance: {stance}; {origin}"), "kind",
           px_tr(language, px_comment_kind_title(c->kind)), "stance",
           px_tr(language, px_comment_stance_title(c->stance)), "origin",
           px_tr(language, px_comment_origin_title(c->origin)), NULL);
    show_times(run, c);
    show_paragraph(px_tr(language, N_("text")), c->text);
    if (c->has_wording)
        show_paragraph(px_tr(language, N_("proposed wording")),
                       c->wording.len ? c->wording
                                      : px_str_of(px_tr(language, N_("delete the words"))));
    for (size_t i = 0; i < c->n_attachments; i++)
        px_say(run, N_("file: {name} ({hash})"), "name",
               px_arena_cstr(arena, c->attachments[i].name), "hash",
               px_arena_cstr(arena, c->attachments[i].hash), NULL);
    if (answer->row)
        show_paragraph(px_tr(language, px_answer_status_title(answer->status)), answer->reason);
}

static int show_json(const px_comment *c, px_str author, const px_answer *answer, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_comment_json_pairs(&json, c, author);
    px_json_key(&json, "answer");
    px_answer_json(&json, answer);
    return px_print_json_end(&json, err);
}

static int comments_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_comment comment;
    px_answer answer;
    px_str author;
    int rc = px_answer_reading_open(run, PX_HOUSE_READ, &r, err);

    if (rc >= 0)
        rc = px_answer_reading_comment(run, &r, run->operands[0], &comment, err);
    if (rc >= 0 && !comment.number)
        rc = px_fail(err, PX_ERR_NOT_FOUND,
                     N_("there is no such comment; drafts are their authors' alone"), NULL);
    if (rc >= 0)
        rc = px_comment_author(r.db, run->arena, &comment, run->language, &author, err);
    if (rc >= 0)
        rc = px_answer_newest(r.db, run->arena, &comment.row, 1, &answer, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return show_json(&comment, author, &answer, err);
    show_text(run, r.db, &comment, author, &answer);
    return 0;
}

static const px_option comments_show_options[] = { { 0 } };

static const px_example comments_show_examples[] = {
    { "comments show gpai/12", N_("shows comment 12 of the code with its answer") },
    { NULL, NULL },
};

const px_command px_cmd_comments_show = {
    .name = "comments show",
    .operands = N_("COMMENT"),
    .summary = N_("show a submitted comment and its answer"),
    .description = N_("Shows a submitted comment: where it stands, who made it as they wish to be "
                      "shown, its words, files and published answer. A comment is named by its id "
                      "or as CODE/NUMBER."),
    .options = comments_show_options,
    .examples = comments_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = comments_show_run,
};
