/* SPDX-License-Identifier: EUPL-1.2 */
/* From an archive to comments with their places and answers. */
#include "drafting/comment/archive_answer.h"

#include <stdlib.h>

#include "base/banned.h"

/* A remark of a requested change while its threads are put together. */
typedef struct remark {
    const px_archive_review *review;
    const px_archive_remark *remark;
    size_t index; /* in its review */
    px_archive_words words;
    size_t root; /* the remark that it replies to, or itself */
    const px_archive_draft *draft;
    px_archive_found found;
} remark;

typedef struct planner {
    px_archive_voice voice;
    const px_archive_codes *codes;
    px_archive_plan plan;
    size_t room;
} planner;

static px_archive_item *add_item(planner *p, px_archive_kind kind, long long number, px_str source,
                                 px_str byline, px_time created)
{
    px_archive_item *item;

    p->plan.items = px_arena_grow(p->voice.arena, p->plan.items, p->plan.count, &p->room,
                                  sizeof(*p->plan.items));
    item = &p->plan.items[p->plan.count++];
    *item = (px_archive_item){
        .kind = kind, .number = number, .source = source, .byline = byline, .created = created
    };
    return item;
}

static bool has_label(px_str labels, const char *label)
{
    px_str line;

    while (px_str_line(&labels, &line))
        if (px_str_eq_nocase(line, px_str_of(label)))
            return true;
    return false;
}

/* ---- Issues */

static px_str issue_text(planner *p, const px_archive_issue *issue)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_COMMENT_TEXT_MAX);
    px_str more = PX_STR_NONE;

    px_builder_format(&text, "**%.*s**", PX_STR_ARG(px_str_trim(issue->title)));
    if (px_str_trim(issue->body).len)
        px_builder_format(&text, "\n\n%.*s", PX_STR_ARG(px_str_trim(issue->body)));
    if (issue->closed == PX_TIME_NONE)
        more = px_archive_follow_up(&p->voice, issue->replies, issue->n_replies);
    if (more.len)
        px_builder_format(&text, "\n\n%.*s", PX_STR_ARG(more));
    return px_archive_links(p->voice.arena, px_arena_str(p->voice.arena, px_builder_view(&text)));
}

static void plan_issue(planner *p, const px_archive_issue *issue)
{
    px_arena *arena = p->voice.arena;
    px_str source = px_str_of(px_arena_format(
        arena, "%.*s#%lld", PX_STR_ARG(p->voice.archive->repository), issue->number));
    px_archive_item *item =
        add_item(p, PX_ARCHIVE_FROM_ISSUE, issue->number, source, issue->author, issue->created);
    px_archive_words words;

    px_archive_words_read(arena, issue->title, issue->body, &words);
    item->code =
        px_archive_code_of(arena, p->codes, issue->labels, issue->title, &words, 1, issue->created);
    item->draft = px_archive_draft_at(&p->codes->items[item->code], issue->created);
    item->editorial = has_label(issue->labels, "editorial");
    item->text = issue_text(p, issue);
    words.has_suggestion = false; /* only reviews propose by blocks */
    px_archive_place(arena, item->draft, issue->title, &words, &item->found);
    px_archive_answer_issue(&p->voice, issue, item);
}

/* ---- Remarks on requested changes */

static int by_time(const void *a, const void *b)
{
    const remark *x = a, *y = b;

    if (x->remark->created != y->remark->created)
        return x->remark->created < y->remark->created ? -1 : 1;
    if (x->review != y->review)
        return x->review < y->review ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static remark *gather(planner *p, const px_archive_pull *pull, size_t *ret_count)
{
    size_t count = 0, n = 0;
    remark *all;

    for (size_t i = 0; i < pull->n_reviews; i++)
        count += pull->reviews[i].n_remarks;
    all = px_arena_array(p->voice.arena, PX_MAX(count, 1), sizeof(*all));
    for (size_t i = 0; i < pull->n_reviews; i++)
        for (size_t j = 0; j < pull->reviews[i].n_remarks; j++) {
            all[n] = (remark){ .review = &pull->reviews[i],
                               .remark = &pull->reviews[i].remarks[j],
                               .index = j };
            px_archive_words_read(p->voice.arena, PX_STR_NONE, all[n].remark->body, &all[n].words);
            n++;
        }
    qsort(all, count, sizeof(*all), by_time);
    *ret_count = count;
    return all;
}

/* Without a proposal of its own, a later remark on the same line of another review is a reply to
 * the last thread that began there. */
static void find_threads(remark *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        all[i].root = i;
        if (all[i].words.has_suggestion || !all[i].remark->position)
            continue;
        for (size_t j = i; j-- > 0;) {
            if (all[j].root != j || all[j].remark->position != all[i].remark->position)
                continue;
            if (all[j].review != all[i].review)
                all[i].root = j;
            break;
        }
    }
}

static size_t code_of_pull(planner *p, const px_archive_pull *pull, const remark *all, size_t count)
{
    px_archive_words *words = px_arena_array(p->voice.arena, count + 1, sizeof(*words));

    for (size_t i = 0; i < count; i++)
        words[i] = all[i].words;
    px_archive_words_read(p->voice.arena, PX_STR_NONE, pull->body, &words[count]);
    words[count].has_suggestion = false;
    return px_archive_code_of(p->voice.arena, p->codes, pull->labels, pull->title, words, count + 1,
                              pull->created);
}

static void set_lines(remark *all, size_t count, const px_archive_draft *draft,
                      px_archive_line_of *lines, size_t *ret_count)
{
    *ret_count = 0;
    for (size_t i = 0; i < count; i++)
        if (all[i].draft == draft)
            lines[(*ret_count)++] =
                (px_archive_line_of){ all[i].review->commit, all[i].remark->position,
                                      all[i].words.has_suggestion, all[i].found };
}

static void take_lines(remark *all, size_t count, const px_archive_draft *draft,
                       const px_archive_line_of *lines)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (all[i].draft == draft)
            all[i].found = lines[n++].found;
}

/* Places those that stand on one draft: by their own words, by the others on the same line, by the
 * draft that followed, by those around them, by the title of the change. */
static void place_on(planner *p, const px_archive_pull *pull, const px_archive_draft *draft,
                     const px_archive_draft *next, remark *all, size_t count)
{
    px_archive_line_of *lines = px_arena_array(p->voice.arena, count, sizeof(*lines));
    px_arena *arena = p->voice.arena;
    size_t n;

    for (size_t i = 0; i < count; i++)
        if (all[i].draft == draft)
            px_archive_place(arena, draft, PX_STR_NONE, &all[i].words, &all[i].found);
    set_lines(all, count, draft, lines, &n);
    px_archive_place_threads(lines, n);
    take_lines(all, count, draft, lines);
    for (size_t i = 0; next && i < count; i++)
        if (all[i].draft == draft)
            px_archive_place_next(arena, draft, next, &all[i].words, &all[i].found);
    set_lines(all, count, draft, lines, &n);
    px_archive_place_threads(lines, n);
    px_archive_place_between(draft, lines, n);
    take_lines(all, count, draft, lines);
    for (size_t i = 0; i < count; i++)
        if (all[i].draft == draft)
            px_archive_place_change(arena, draft, pull->title, &all[i].found);
}

/* The first draft that can have what a merged request brought; NULL. */
static const px_archive_draft *next_of(const px_archive_code *code, const px_archive_pull *pull)
{
    return pull->merged == PX_TIME_NONE ? NULL : px_archive_draft_after(code, pull->merged);
}

static void place_remarks(planner *p, const px_archive_pull *pull, const px_archive_code *code,
                          remark *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        all[i].draft = px_archive_draft_at(code, all[i].remark->created);
    for (size_t d = 0; count && d < code->n_drafts; d++)
        place_on(p, pull, &code->drafts[d], next_of(code, pull), all, count);
}

static px_archive_reply *replies_to(planner *p, const remark *all, size_t count, size_t root,
                                    size_t *ret_count)
{
    px_archive_reply *replies = px_arena_array(p->voice.arena, count, sizeof(*replies));
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (i != root && all[i].root == root)
            replies[n++] = (px_archive_reply){ all[i].review->author, all[i].remark->body,
                                               all[i].remark->created };
    *ret_count = n;
    return replies;
}

/* Its words, and apart from them what it proposes, where that stands in place of words. */
static void set_texts(planner *p, const remark *r, px_archive_item *item)
{
    const px_archive_spot *spot = &r->found.spot;
    px_str text = r->remark->body;

    item->has_wording =
        r->words.has_suggestion && !r->words.many && spot->end > spot->start &&
        (r->found.by == PX_ARCHIVE_BY_SUGGESTION || r->found.by == PX_ARCHIVE_BY_THREAD);
    if (item->has_wording) {
        item->wording = px_archive_links(p->voice.arena, r->words.suggestion);
        text = r->words.text.len ? r->words.text
                                 : px_str_of(px_tr(p->voice.language, N_("Suggested change.")));
    }
    item->text = px_archive_links(p->voice.arena, text);
}

static void plan_remark(planner *p, const px_archive_pull *pull, size_t code, const remark *all,
                        size_t count, size_t root)
{
    const remark *r = &all[root];
    px_str source = px_str_of(px_arena_format(
        p->voice.arena, "%.*s#%lld/%.*s/%zu", PX_STR_ARG(p->voice.archive->repository),
        pull->number, PX_STR_ARG(r->review->id), r->index + 1));
    px_archive_item *item = add_item(p, PX_ARCHIVE_FROM_REMARK, pull->number, source,
                                     r->review->author, r->remark->created);
    px_archive_reply *replies = replies_to(p, all, count, root, &item->replies);

    item->code = code;
    item->draft = r->draft;
    item->found = r->found;
    item->editorial = has_label(pull->labels, "editorial");
    set_texts(p, r, item);
    item->proposal = r->words.has_suggestion && !r->words.many ? r->words.suggestion : PX_STR_NONE;
    px_archive_answer_remark(&p->voice, pull, next_of(&p->codes->items[code], pull), replies,
                             item->replies, item);
}

/* The words of a whole review; an approval without words is no comment. */
static void plan_review(planner *p, const px_archive_pull *pull, size_t code,
                        const px_archive_review *review)
{
    px_archive_words words;
    px_archive_item *item;

    if (!px_str_trim(review->body).len)
        return;
    item = add_item(p, PX_ARCHIVE_FROM_REVIEW, pull->number,
                    px_str_of(px_arena_format(p->voice.arena, "%.*s#%lld/%.*s",
                                              PX_STR_ARG(p->voice.archive->repository),
                                              pull->number, PX_STR_ARG(review->id))),
                    review->author, review->created);
    px_archive_words_read(p->voice.arena, pull->title, review->body, &words);
    words.has_suggestion = false;
    item->code = code;
    item->draft = px_archive_draft_at(&p->codes->items[code], review->created);
    item->editorial = has_label(pull->labels, "editorial");
    item->text = px_archive_links(p->voice.arena, px_str_trim(review->body));
    px_archive_place(p->voice.arena, item->draft, PX_STR_NONE, &words, &item->found);
    px_archive_answer_remark(&p->voice, pull, NULL, NULL, 0, item);
}

static void plan_pull(planner *p, const px_archive_pull *pull)
{
    size_t count, code;
    remark *all = gather(p, pull, &count);

    find_threads(all, count);
    code = code_of_pull(p, pull, all, count);
    place_remarks(p, pull, &p->codes->items[code], all, count);
    for (size_t i = 0; i < count; i++)
        if (all[i].root == i)
            plan_remark(p, pull, code, all, count, i);
    for (size_t i = 0; i < pull->n_reviews; i++)
        plan_review(p, pull, code, &pull->reviews[i]);
}

int px_archive_plan_make(px_arena *arena, const px_language *language, const px_archive *archive,
                         const px_archive_codes *codes, px_archive_plan *ret_plan, px_error *err)
{
    planner p = { .voice = { arena, language, archive }, .codes = codes };

    if (!codes->count)
        return px_fail(err, PX_ERR_INVALID, N_("name the code that the archive is about"), NULL);
    p.plan.codes = codes;
    for (size_t i = 0; i < archive->n_issues; i++)
        plan_issue(&p, &archive->issues[i]);
    for (size_t i = 0; i < archive->n_pulls; i++)
        plan_pull(&p, &archive->pulls[i]);
    *ret_plan = p.plan;
    return 0;
}

/* ---- Figures */

static void count_place(const px_archive_item *item, size_t times, size_t *words, size_t *provision,
                        size_t *draft)
{
    const px_archive_spot *spot = &item->found.spot;

    if (spot->node == PX_OUTLINE_TOP)
        *draft += times;
    else if (spot->end > spot->start)
        *words += times;
    else
        *provision += times;
}

void px_archive_plan_count(const px_archive_plan *plan, px_archive_kind kind,
                           px_archive_count *ret_count)
{
    px_archive_count c = { 0 };

    for (size_t i = 0; i < plan->count; i++) {
        const px_archive_item *item = &plan->items[i];

        if (item->kind != kind)
            continue;
        c.all++;
        c.replies += item->replies;
        count_place(item, 1, &c.words, &c.provision, &c.draft);
        count_place(item, item->replies, &c.reply_words, &c.reply_provision, &c.reply_draft);
        c.by[item->found.by]++;
        c.wordings += item->has_wording;
        c.answers += item->answered;
        if (item->answered)
            c.statuses[item->status]++;
        c.known += item->known;
    }
    *ret_count = c;
}
