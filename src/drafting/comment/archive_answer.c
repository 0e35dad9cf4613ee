/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/archive_answer.h"

#include "base/ascii.h"
#include "base/map.h"
#include "code/markdown/markdown.h"

#include "base/banned.h"

enum {
    REASON_MAX = PX_ANSWER_REASON_MAX - 1024, /* bytes, with room for what is said of the rest */
    CLOSING_WINDOW = 2 * 60 * 1000, /* ms behind the closing in which its words can come */
};

/* Labels that say why an issue was closed. */
static const struct {
    const char *label;
    px_answer_status status;
} closing_labels[] = {
    { "wontfix", PX_ANSWER_NOT_ACCEPTED },      { "won't fix", PX_ANSWER_NOT_ACCEPTED },
    { "rejected", PX_ANSWER_NOT_ACCEPTED },     { "out of scope", PX_ANSWER_OUT_OF_SCOPE },
    { "out-of-scope", PX_ANSWER_OUT_OF_SCOPE }, { "invalid", PX_ANSWER_OUT_OF_SCOPE },
    { "duplicate", PX_ANSWER_NOTED },
};

/* ---- Links */

static int find_bad_link(void *arg, px_str address, px_error *err)
{
    bool *bad = arg;

    (void)err;
    *bad = *bad || px_str_starts(address, PX_STR("#")) || !px_link_allowed(address);
    return 0;
}

px_str px_archive_links(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(2 * PX_COMMENT_TEXT_MAX);
    px_error ignored = PX_ERROR_INIT;
    bool bad = false;

    if (px_markdown_document_links(text, find_bad_link, &bad, &ignored) >= 0 && !bad)
        return text;
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("[]<", text.ptr[i]) && (!i || text.ptr[i - 1] != '\\'))
            px_builder_char(&out, '\\');
        px_builder_char(&out, text.ptr[i]);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

/* ---- Sentences */

static px_str date_words(const px_archive_voice *voice, px_time time)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256);
    px_civil day = px_civil_from_utc(time);

    px_format_date(&words, voice->language, &day);
    return px_arena_str(voice->arena, px_builder_view(&words));
}

static px_str number_words(const px_archive_voice *voice, long long number)
{
    return px_str_of(px_arena_format(voice->arena, "%lld", number));
}

/* A sentence on a request for a change or on a day. */
static void say(const px_archive_voice *voice, px_builder *out, const char *message,
                const px_archive_pull *pull, px_time day, px_str draft)
{
    px_arg args[] = {
        { "number", pull ? number_words(voice, pull->number) : PX_STR("") },
        { "title", pull ? pull->title : PX_STR("") },
        { "date", day == PX_TIME_NONE ? PX_STR("") : date_words(voice, day) },
        { "draft", draft },
    };

    if (out->len)
        px_builder_add(out, "\n\n");
    px_message(out, voice->language, message, args, PX_COUNT(args));
}

/* A reply as a quotation with its author and day. */
static void quote(const px_archive_voice *voice, px_builder *out, const px_archive_reply *reply)
{
    px_str rest = reply->body, line;
    px_arg args[] = { { "author", reply->author.len ? reply->author : PX_STR("?") },
                      { "date", date_words(voice, reply->created) } };

    px_builder_add(out, "\n\n");
    px_message(out, voice->language, N_("{author}, {date}:"), args, PX_COUNT(args));
    px_builder_char(out, '\n');
    while (px_str_line(&rest, &line)) {
        px_builder_add(out, "\n> ");
        px_builder_str(out, line);
    }
}

/* The replies that still fit, and how many do not. */
static void quote_all(const px_archive_voice *voice, px_builder *out,
                      const px_archive_reply *replies, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        px_arg left = { "count", number_words(voice, (long long)(count - i)) };

        if (out->len + 2 * replies[i].body.len + 1024 < REASON_MAX) {
            quote(voice, out, &replies[i]);
            continue;
        }
        px_builder_add(out, "\n\n");
        px_message(out, voice->language,
                   N_("Further replies that are too long to stand here: {count}; they are in the "
                      "record."),
                   &left, 1);
        return;
    }
}

px_str px_archive_follow_up(const px_archive_voice *voice, const px_archive_reply *replies,
                            size_t n_replies)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_ANSWER_REASON_MAX);

    if (!n_replies)
        return PX_STR_NONE;
    px_builder_add(&out, px_tr(voice->language, N_("Replies in the record:")));
    quote_all(voice, &out, replies, n_replies);
    return px_arena_str(voice->arena, px_builder_view(&out));
}

static void set_answer(const px_archive_voice *voice, px_archive_item *item,
                       px_answer_status status, const px_builder *reason, px_str byline)
{
    item->answered = true;
    item->status = status;
    item->reason =
        px_archive_links(voice->arena, px_arena_str(voice->arena, px_builder_view(reason)));
    item->answer_byline = byline.len ? byline : voice->archive->repository;
}

/* ---- Issues */

/* Whether a text says that it closes the issue: "fixes #12", "Closes: #12". */
static bool closes(px_str text, long long number, px_arena *arena)
{
    static const char *const verbs[] = { "close", "closes",  "closed",   "fix",     "fixes",
                                         "fixed", "resolve", "resolves", "resolved" };
    px_str mark = px_str_of(px_arena_format(arena, "#%lld", number));
    px_str small = px_arena_lower(arena, text);

    for (;;) {
        size_t at = px_str_find(small, mark), end = at + mark.len;
        px_str before = px_str_trim(px_str_sub(small, 0, at));

        if (at == small.len)
            return false;
        if (before.len && before.ptr[before.len - 1] == ':')
            before.len--;
        for (size_t i = 0; i < PX_COUNT(verbs); i++) {
            px_str verb = px_str_of(verbs[i]);

            if (px_str_ends(before, verb) &&
                (before.len == verb.len || !px_is_letter(before.ptr[before.len - verb.len - 1])) &&
                (end == small.len || !px_is_digit(small.ptr[end])))
                return true;
        }
        small = px_str_sub(small, end, small.len);
    }
}

/* The merged request that closed an issue, the last one; NULL. */
static const px_archive_pull *closed_by(const px_archive_voice *voice,
                                        const px_archive_issue *issue)
{
    const px_archive_pull *found = NULL;

    for (size_t i = 0; i < voice->archive->n_pulls; i++) {
        const px_archive_pull *pull = &voice->archive->pulls[i];

        if (pull->merged != PX_TIME_NONE &&
            (closes(pull->body, issue->number, voice->arena) ||
             closes(pull->title, issue->number, voice->arena)) &&
            (!found || pull->merged > found->merged))
            found = pull;
    }
    return found;
}

static px_answer_status status_of_labels(px_str labels)
{
    px_str label;

    while (px_str_line(&labels, &label))
        for (size_t i = 0; i < PX_COUNT(closing_labels); i++)
            if (px_str_eq_nocase(label, px_str_of(closing_labels[i].label)))
                return closing_labels[i].status;
    return PX_ANSWER_NOTED;
}

/* The words that it was closed with: the last ones up to its closing; n_replies where there are
 * none. */
static size_t closing_reply(const px_archive_issue *issue)
{
    size_t found = issue->n_replies;

    for (size_t i = 0; i < issue->n_replies; i++)
        if (issue->replies[i].created <= issue->closed + CLOSING_WINDOW &&
            (found == issue->n_replies ||
             issue->replies[i].created >= issue->replies[found].created))
            found = i;
    return found;
}

void px_archive_answer_issue(const px_archive_voice *voice, const px_archive_issue *issue,
                             px_archive_item *item)
{
    PX_AUTO_BUILDER px_builder reason = PX_BUILDER_INIT(PX_ANSWER_REASON_MAX);
    const px_archive_pull *pull;
    size_t closing;

    if (issue->closed == PX_TIME_NONE)
        return;
    pull = closed_by(voice, issue);
    closing = closing_reply(issue);
    if (pull)
        say(voice, &reason,
            N_("Closed by the requested change {number}, “{title}”, which was merged on {date}."),
            pull, pull->merged, PX_STR_NONE);
    else if (closing == issue->n_replies)
        say(voice, &reason, N_("Closed on {date}; the record does not say why."), NULL,
            issue->closed, PX_STR_NONE);
    else
        say(voice, &reason, N_("Closed on {date} with the words below."), NULL, issue->closed,
            PX_STR_NONE);
    if (closing < issue->n_replies)
        quote(voice, &reason, &issue->replies[closing]);
    if (closing < issue->n_replies && issue->n_replies > 1) {
        say(voice, &reason, N_("The other replies in the record:"), NULL, PX_TIME_NONE,
            PX_STR_NONE);
        quote_all(voice, &reason, issue->replies, closing);
        quote_all(voice, &reason, issue->replies + closing + 1, issue->n_replies - closing - 1);
    } else if (closing == issue->n_replies && issue->n_replies) {
        quote_all(voice, &reason, issue->replies, issue->n_replies);
    }
    set_answer(voice, item, pull ? PX_ANSWER_ACCEPTED_MODIFIED : status_of_labels(issue->labels),
               &reason,
               closing < issue->n_replies ? issue->replies[closing].author
               : pull                     ? pull->author
                                          : PX_STR_NONE);
}

/* ---- Remarks */

/* Whether the proposed words are in a draft. */
static px_answer_status status_of_words(const px_archive_voice *voice, const px_archive_draft *next,
                                        const px_archive_item *item)
{
    px_str plain = px_archive_plain(voice->arena, item->proposal);
    px_archive_found found = { 0 };
    px_archive_spot spot;

    if (!plain.len) { /* the words were to go */
        px_str old = px_str_sub(
            px_archive_draft_plain(item->draft, item->found.spot.node, item->found.spot.in_heading),
            item->found.spot.start, item->found.spot.end);

        return px_archive_draft_find(next, old, PX_OUTLINE_TOP, &spot) ? PX_ANSWER_NOT_ACCEPTED
                                                                       : PX_ANSWER_ACCEPTED;
    }
    if (px_archive_draft_find(next, plain, PX_OUTLINE_TOP, &spot))
        return PX_ANSWER_ACCEPTED;
    (void)px_archive_place_suggestion(voice->arena, next, item->proposal, PX_OUTLINE_TOP, &found);
    return found.score >= PX_ARCHIVE_NEARLY ? PX_ANSWER_ACCEPTED_MODIFIED : PX_ANSWER_NOT_ACCEPTED;
}

static const char *status_sentence(px_answer_status status)
{
    switch (status) {
    case PX_ANSWER_ACCEPTED:
        return N_("The requested change {number} was merged on {date}, and the proposed words are "
                  "in draft {draft}.");
    case PX_ANSWER_ACCEPTED_MODIFIED:
        return N_("The requested change {number} was merged on {date}, and draft {draft} has words "
                  "that are nearly those proposed.");
    default:
        return N_("The requested change {number} was merged on {date}; draft {draft} does not have "
                  "the proposed words.");
    }
}

static px_str last_author(const px_archive_reply *replies, size_t n, const px_archive_pull *pull)
{
    return n ? replies[n - 1].author : pull->author;
}

void px_archive_answer_remark(const px_archive_voice *voice, const px_archive_pull *pull,
                              const px_archive_draft *next, const px_archive_reply *replies,
                              size_t n_replies, px_archive_item *item)
{
    PX_AUTO_BUILDER px_builder reason = PX_BUILDER_INIT(PX_ANSWER_REASON_MAX);
    px_answer_status status = PX_ANSWER_NOTED;
    bool proposes = item->has_wording || item->proposal.len;

    if (pull->merged == PX_TIME_NONE && pull->closed == PX_TIME_NONE)
        return;
    if (pull->merged == PX_TIME_NONE) {
        status = proposes ? PX_ANSWER_NOT_ACCEPTED : PX_ANSWER_NOTED;
        say(voice, &reason,
            N_("The requested change {number} was closed on {date} without being taken into the "
               "draft."),
            pull, pull->closed, PX_STR_NONE);
    } else if (proposes) {
        if (!next)
            return;
        status = status_of_words(voice, next, item);
        say(voice, &reason, status_sentence(status), pull, pull->merged, next->version.label);
    } else {
        say(voice, &reason,
            N_("Noted in the review of the requested change {number}, which was merged on {date}."),
            pull, pull->merged, PX_STR_NONE);
    }
    quote_all(voice, &reason, replies, n_replies);
    set_answer(voice, item, status, &reason, last_author(replies, n_replies, pull));
}
