/* SPDX-License-Identifier: EUPL-1.2 */
/* Comments kept by the provision that they were made on. */
#include "drafting/report/report_priv.h"

#include "base/banned.h"

void px_reporting_keep(const px_reporting *r, const px_comment_line *line,
                       px_comment_line *ret_line)
{
    px_str *texts[] = {
        &ret_line->comment.id,           &ret_line->comment.category,
        &ret_line->comment.text,         &ret_line->comment.text_language,
        &ret_line->comment.wording,      &ret_line->comment.anchor.id,
        &ret_line->comment.anchor.exact, &ret_line->author,
        &ret_line->answer.reason,        &ret_line->answer.language,
    };

    *ret_line = *line;
    for (size_t i = 0; i < PX_COUNT(texts); i++)
        *texts[i] = px_arena_str(r->arena, *texts[i]);
}

typedef struct keeping {
    px_reporting *r;
    px_kept_comments *kept;
    size_t room;
} keeping;

static int keep_one(const px_comment_line *line, void *arg, px_error *err)
{
    keeping *k = arg;
    px_kept_comments *kept = k->kept;

    (void)err;
    if (line->comment.state != PX_COMMENT_SUBMITTED)
        return 0;
    kept->items =
        px_arena_grow(k->r->arena, kept->items, kept->count, &k->room, sizeof(*kept->items));
    px_reporting_keep(k->r, line, &kept->items[kept->count++]);
    return 0;
}

int px_reporting_gather(px_reporting *r, px_kept_comments *ret_kept, px_error *err)
{
    px_kept_comments kept = { 0 };
    keeping k = { .r = r, .kept = &kept };
    int rc = px_reporting_each(r, keep_one, &k, err);

    if (rc >= 0)
        *ret_kept = kept;
    return rc;
}

const px_comment_line *px_kept_next(const px_kept_comments *kept, px_str lasting_id, size_t *at)
{
    while (*at < kept->count) {
        const px_comment_line *line = &kept->items[(*at)++];

        if (px_str_eq(line->comment.anchor.id, lasting_id))
            return line;
    }
    return NULL;
}
