/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/comment_reading.h"

#include "cli/erasure_finish.h"
#include "cli/process_reading.h"
#include "code/provision.h"
#include "drafting/comment/submit.h"

#include "base/banned.h"

enum { PLACE_BYTES = 40, NAME_BYTES = 60 };

px_str px_comment_name(px_arena *arena, const px_comment *comment)
{
    if (!comment->number)
        return comment->id;
    return px_str_of(px_arena_format(arena, "%.*s/%lld", PX_STR_ARG(comment->code_id),
                                     (long long)comment->number));
}

/* The first words of a text, cut between code points. */
static px_str place_head(px_arena *arena, px_str words, size_t bytes)
{
    px_str head = px_utf8_head(words, bytes);

    return px_str_of(
        px_arena_format(arena, "%.*s%s", PX_STR_ARG(head), head.len < words.len ? "…" : ""));
}

px_str px_comment_reading_place(const px_invocation *run, px_db *db, const px_comment *comment)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_code code = { .row = comment->code, .id = comment->code_id };
    px_arg args[2];
    px_str name;

    if (!comment->anchor.id.len)
        return px_str_of(px_tr(run->language, N_("the whole draft")));
    name =
        place_head(run->arena,
                   px_provision_name(db, run->arena, &code, comment->version, comment->anchor.id,
                                     px_str_of(px_language_tag(run->language)), comment->language),
                   NAME_BYTES);
    if (!comment->anchor.exact.len)
        return name;
    args[0] = (px_arg){ "place", name };
    args[1] = (px_arg){ "words", place_head(run->arena, comment->anchor.exact, PLACE_BYTES) };
    px_message(&out, run->language, N_("{place}: “{words}”"), args, PX_COUNT(args));
    return px_arena_str(run->arena, px_builder_view(&out));
}

int px_comment_end_run(px_invocation *run, px_write_fn *deed, const char *message, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_comment_end end = { .reason = px_option_str(run, "reason"), .author = "operator" };
    px_comment comment;
    int rc = px_answer_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc >= 0)
        rc = px_answer_reading_comment(run, &r, run->operands[0], &comment, err);
    if (rc < 0)
        return rc;
    end.id = comment.id;
    rc = px_house_write(r.house, deed, &end, err);
    if (rc >= 0)
        rc = px_erasure_finish_run(run, r.house, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, message, "comment",
                         px_arena_cstr(run->arena, px_comment_name(run->arena, &comment)), "act",
                         end.ret_act, NULL);
}
