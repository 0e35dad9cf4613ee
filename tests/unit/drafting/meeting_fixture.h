/* SPDX-License-Identifier: EUPL-1.2 */
/* A code "test" with one published version and a process "first", in which meetings are held. */
#ifndef PX_MEETING_FIXTURE_H
#define PX_MEETING_FIXTURE_H

#include "drafting/process/group.h"
#include "drafting/process/meeting_paper.h"
#include "drafting/process/meeting_plan.h"
#include "unit/code/version_fixture.h"

#define MEETING_TEXT                                                                               \
    "# Chapter {#aaaaaaaaa0}\n\nText. {#bbbbbbbbb1}\n\n## Measure {#ccccccccc2}\n\nMore.\n"

static px_time meeting_time;

static inline px_time meeting_clock(void *arg)
{
    (void)arg;
    return meeting_time;
}

/* Sets the clock: "2026-11-30T09:00:00Z". */
static inline void meeting_now(fixture *f, const char *time)
{
    assert_ok(px_time_parse(px_str_of(time), &meeting_time, &f->err), &f->err);
    px_clock_set(meeting_clock, NULL);
}

#define meeting_do(f, deed, arg) px_house_write((f)->house, deed, arg, &(f)->err)

static inline void meeting_group(fixture *f, const char *key)
{
    px_plan_text text = { PX_STR("en"), px_str_of(key), PX_STR("") };
    px_group_change change = { .code = PX_STR("test"),
                               .process = PX_STR("first"),
                               .key = px_str_of(key),
                               .texts = &text,
                               .n_texts = 1,
                               .author = "operator" };

    assert_ok(meeting_do(f, px_group_form_deed, &change), &f->err);
}

/* The house at nine on a Monday: a code, a process that began a month ago, groups one and two. */
static inline int meeting_setup(void **state)
{
    static const px_plan_text texts[] = {
        { PX_STR_INIT("en"), PX_STR_INIT("First edition"), PX_STR_INIT("") },
    };
    px_process_make make = { .code = PX_STR("test"),
                             .key = PX_STR("first"),
                             .from = PX_STR("2026-11-01"),
                             .zone = PX_STR("Europe/Brussels"),
                             .texts = texts,
                             .n_texts = PX_COUNT(texts),
                             .author = "operator" };
    fixture *f;
    int rc = setup(state);

    if (rc)
        return rc;
    f = *state;
    meeting_now(f, "2026-11-30T08:00:00Z");
    (void)import(f, "1", MEETING_TEXT);
    publish(f, "1");
    assert_ok(meeting_do(f, px_process_make_deed, &make), &f->err);
    meeting_group(f, "one");
    meeting_group(f, "two");
    return 0;
}

/* A plenary in the afternoon, from two to four, unless the test changes it. */
static inline px_meeting_call meeting_call(const char *kind)
{
    static const px_plan_text texts[] = {
        { PX_STR_INIT("en"), PX_STR_INIT("A meeting"), PX_STR_INIT("") },
        { PX_STR_INIT("fr"), PX_STR_INIT("Une réunion"), PX_STR_INIT("") },
    };

    return (px_meeting_call){ .code = PX_STR("test"),
                              .process = PX_STR("first"),
                              .kind = px_str_of(kind),
                              .cycle = 1,
                              .starts = PX_STR("2026-11-30T14:00"),
                              .ends = PX_STR("2026-11-30T16:00"),
                              .texts = texts,
                              .n_texts = PX_COUNT(texts),
                              .place = PX_STR("Room 1"),
                              .link = PX_STR("https://meet.example/x"),
                              .may_attend = PX_MEETING_PARTICIPANTS,
                              .sees_papers = PX_MEETING_PARTICIPANTS,
                              .author = "operator" };
}

static inline px_meeting meeting_of(fixture *f, const char *id)
{
    px_meeting meeting;

    assert_ok(px_meeting_find(f->reader, f->arena, px_str_of(id), PX_STR("en"), &meeting, &f->err),
              &f->err);
    return meeting;
}

static inline px_meeting_papers meeting_papers(fixture *f, const char *id, int record)
{
    px_meeting meeting = meeting_of(f, id);
    px_meeting_papers papers;

    assert_ok(px_meeting_papers_read(f->reader, f->arena, &meeting, record, &papers, &f->err),
              &f->err);
    return papers;
}

/* Writes over a text: "" where there was none. */
static inline int meeting_write(fixture *f, px_write_fn *deed, const char *id, const char *before,
                                const char *text)
{
    char digest[PX_DIGEST_HEX];
    px_meeting_write write = { .meeting = px_str_of(id),
                               .language = PX_STR("en"),
                               .text = px_str_of(text),
                               .author = "operator" };

    px_meeting_digest(px_str_of(before), digest);
    write.made_from = px_str_of(digest);
    return meeting_do(f, deed, &write);
}

#endif
