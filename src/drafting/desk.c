/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/desk_priv.h"

#include "base/banned.h"

/* What there is to do, and what reads it. Within the same urgency, items keep this order. */
static const px_desk_row rows[] = {
    { { "mails-failed", N_("Failed mails"),
        N_PLURAL("Look at a mail that could not be delivered",
                 "Look at {count} mails that could not be delivered"),
        true },
      px_desk_mails_failed },
    { { "mails-stuck", N_("Waiting mails"),
        N_PLURAL("See why a mail is not sent: it waits for a server",
                 "See why {count} mails are not sent: they wait for a server"),
        true },
      px_desk_mails_stuck },
    { { "steps-overdue", N_("Overdue steps"), N_("Mark this step as done, move it or cancel it"),
        NULL, true },
      px_desk_steps_overdue },
    { { "minutes", N_("Minutes"), N_("Write and publish the minutes of this meeting"), NULL, true },
      px_desk_minutes },
    { { "rounds-closing", N_("Rounds that close soon"), N_("Be ready for the end of this round"),
        NULL, false },
      px_desk_rounds_closing },
    { { "rounds-open", N_("Open rounds"), N_("Comment on the draft while this round is open"), NULL,
        false },
      px_desk_rounds_open },
    { { "comment-drafts", N_("Drafts of comments"),
        N_PLURAL("Submit a comment that you have drafted",
                 "Submit {count} comments that you have drafted"),
        false },
      px_desk_comment_drafts },
    { { "contact-missing", N_("No contact point"),
        N_("Ask the secretariat to name a contact point of your organisation: without one, your "
           "comments cannot be submitted"),
        NULL, true },
      px_desk_contact_missing },
    { { "organisations-without-contact", N_("Organisations without a contact point"),
        N_("Name a contact point of this organisation: without one, its delegates cannot submit "
           "comments"),
        NULL, true },
      px_desk_organisations_without },
    { { "comments-ready", N_("Comments of your organisation"),
        N_PLURAL("Read a comment that a delegate handed you, and submit it",
                 "Read {count} comments that delegates handed you, and submit them"),
        false },
      px_desk_comments_ready },
    { { "meetings-to-hold", N_("Meetings to hold"), N_("Prepare and hold this meeting"), NULL,
        false },
      px_desk_meetings_to_hold },
    { { "meetings-to-come", N_("Meetings to come"), N_("Attend this meeting"), NULL, false },
      px_desk_meetings_to_come },
    { { "objections", N_("Objections to answers"),
        N_PLURAL("Deal with an objection to an answer", "Deal with {count} objections to answers"),
        true },
      px_desk_objections },
    { { "comments-unanswered", N_("Comments without an answer"),
        N_PLURAL("Answer one comment", "Answer {count} comments"), false },
      px_desk_comments_unanswered },
    { { "comments-lost", N_("Comments that lost their words"),
        N_PLURAL("See where a comment belongs whose words are gone",
                 "See where {count} comments belong whose words are gone"),
        false },
      px_desk_comments_lost },
    { { "answers-drafted", N_("Answers to publish"),
        N_PLURAL("Publish one drafted answer", "Publish {count} drafted answers together"), false },
      px_desk_answers_drafted },
    { { "rounds-answered", N_("Rounds to call answered"),
        N_("Say that this round is answered: each comment has its answer"), NULL, false },
      px_desk_rounds_answered },
    { { "answers-to-judge", N_("Answers to your comments"),
        N_PLURAL("Read the answer to a comment of yours, and say whether it satisfies you",
                 "Read the answers to {count} comments of yours, and say whether they satisfy you"),
        false },
      px_desk_answers_to_judge },
    { { "retention", N_("Retention of data"),
        N_PLURAL("See to the data of one person, which will soon be erased",
                 "See to the data of {count} people, which will soon be erased"),
        false },
      px_desk_retention },
    { { "applications", N_("Applications"),
        N_PLURAL("Decide on one application", "Decide on {count} applications"), false },
      px_desk_applications },
    { { "candidacies", N_("Candidacies"),
        N_PLURAL("Decide on one candidacy", "Decide on {count} candidacies"), false },
      px_desk_candidacies },
    { { "wording-accepted", N_("Accepted wording"),
        N_PLURAL("Take the accepted wording of one comment over into the working draft",
                 "Take the accepted wording of {count} comments over into the working draft"),
        false },
      px_desk_wording_accepted },
    { { "drafts-to-publish", N_("Drafts to publish"), N_("Publish this draft when it is ready"),
        NULL, false },
      px_desk_drafts_to_publish },
    { { "working-drafts", N_("Working drafts"), N_("Work on this draft"), NULL, false },
      px_desk_working_drafts },
    { { "calls", N_("Open calls"), N_("Apply while this call is open"), NULL, false },
      px_desk_calls },
};

bool px_desk_add(px_desk_reading *r, px_desk_item item)
{
    if (r->of_source == PX_DESK_MAX_OF_SOURCE)
        return false;
    item.source = r->source;
    item.place = r->place;
    item.count = PX_MAX(item.count, 1);
    r->items = px_arena_grow(r->arena, r->items, r->count, &r->room, sizeof(*r->items));
    r->items[r->count++] = item;
    r->of_source++;
    return true;
}

px_str px_desk_code(const px_desk_reading *r, int64_t row)
{
    for (size_t i = 0; i < r->n_codes; i++)
        if (r->codes[i].row == row)
            return r->codes[i].id;
    return PX_STR_NONE;
}

static int item_rank(const px_desk_item *item)
{
    if (item->overdue)
        return 0;
    if (item->source->urgent)
        return 1;
    return item->due == PX_TIME_NONE ? 3 : 2;
}

/* Items of one rank: by deadline, then those that wait longest, then as in the table. */
static int item_order(const void *a, const void *b)
{
    const px_desk_item *x = a, *y = b;
    int rank = item_rank(x) - item_rank(y);

    if (rank)
        return rank;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->since != y->since)
        return x->since < y->since ? -1 : 1;
    return px_str_cmp(x->address, y->address);
}

static int read_rows(px_desk_reading *r, const px_desk_row *table, size_t n, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        r->source = &table[i].source;
        r->of_source = 0;
        r->place++;
        rc = table[i].read(r, err);
    }
    return rc;
}

int px_desk_read(px_db *db, px_arena *arena, const px_desk_order *order, px_desk *ret_desk,
                 px_error *err)
{
    px_desk_reading r = {
        .db = db, .arena = arena, .who = order->who, .now = order->now, .language = order->language
    };
    px_desk desk = { 0 };
    int rc = px_code_list(db, arena, order->language, &r.codes, &r.n_codes, err);

    if (rc >= 0 && order->who->person)
        rc = read_rows(&r, rows, PX_COUNT(rows), err);
    if (rc >= 0 && order->who->person)
        rc = read_rows(&r, order->more, order->n_more, err);
    if (rc < 0)
        return rc;
    if (r.count)
        qsort(r.items, r.count, sizeof(*r.items), item_order);
    desk.items = r.items;
    desk.count = r.count;
    for (size_t i = 0; i < r.count; i++)
        desk.n_overdue += r.items[i].overdue;
    *ret_desk = desk;
    return 0;
}
