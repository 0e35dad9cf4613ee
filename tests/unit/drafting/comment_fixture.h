/* SPDX-License-Identifier: EUPL-1.2 */
/* A code with a published draft of two chapters, a round on it and two groups that have the
 * chapters; Anna and Ben of one organisation, its contact point Cora, and Otto on his own. */
#ifndef PX_COMMENT_FIXTURE_H
#define PX_COMMENT_FIXTURE_H

#include "code/import.h"
#include "code/markdown/import_markdown.h"
#include "drafting/comment/submit.h"
#include "drafting/comment/write.h"
#include "drafting/people/organisation.h"
#include "drafting/process/draft.h"
#include "unit/drafting/people_fixture.h"
#include "unit/drafting/process_fixture.h"

#define CHAPTER_ONE "cps0100000"
#define MEASURE "m1000000aa"
#define CHAPTER_TWO "cps0200000"

#define COMMENT_DRAFT                                                                              \
    "# Transparency {#" CHAPTER_ONE " .chapter}\n\n"                                               \
    "## Measure 1 Keep the documents {#" MEASURE " .measure}\n\n"                                  \
    "Providers keep *clear* documents for ten years. {#p1000000aa}\n\n"                            \
    "Others may ask for them. {#p2000000aa}\n\n"                                                   \
    "# Security {#" CHAPTER_TWO " .chapter}\n\n"                                                   \
    "Weights are kept safe. {#p3000000aa}\n"

static px_person comment_anna, comment_ben, comment_cora, comment_otto;
static px_organisation comment_organisation;
static px_scope comment_scope; /* of the code */

static inline void comment_version(fixture *f, const char *label, const char *text)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_import import = {
        .code = PX_STR("gpai"),
        .label = px_str_of(label),
        .language = PX_STR("en"),
        .author = "operator",
        .arena = f->arena,
        .source = { .name = PX_STR("test.md") },
    };

    assert_ok(px_import_markdown(px_str_of(text), PX_STR(""), &outline, &f->err), &f->err);
    import.outline = px_builder_view(&outline);
    assert_ok(px_import_into_house(f->house, &import, px_str_of(text), false, &f->err), &f->err);
}

static inline int comment_organisation_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_organisation_add(db, f->arena, arg, err);
}

static inline px_person comment_person(fixture *f, const char *name, const char *mail,
                                       int64_t organisation)
{
    px_person person = { .name = px_str_of(name),
                         .mail = px_str_of(mail),
                         .organisation = organisation,
                         .category = PX_STR("academia"),
                         .country = PX_STR("BE") };

    assert_ok(people_do(f, people_add_run, &person), &f->err);
    return person;
}

/* The round is open from 25 January 2027, 12:00 to 8 February in Brussels. */
static inline int comment_setup(void **state)
{
    px_draft_publish publish = {
        .code = PX_STR("gpai"), .label = PX_STR("1"), .process = PX_STR("p"), .author = "operator"
    };
    px_scope organisation;
    fixture *f;

    setup(state);
    f = *state;
    set_clock("2027-01-25T11:00:00Z");
    begin_process(f, SMALL_TEMPLATE, "p", "2027-01-06", "");
    comment_version(f, "1", COMMENT_DRAFT);
    assert_ok(px_house_write(f->house, px_draft_publish_deed, &publish, &f->err), &f->err);
    comment_scope = px_scope_code(process_of(f, "p").code);
    comment_organisation = (px_organisation){ .name = PX_STR("Great & Co"),
                                              .category = PX_STR("academia"),
                                              .country = PX_STR("BE") };
    assert_ok(people_do(f, comment_organisation_run, &comment_organisation), &f->err);
    comment_anna = comment_person(f, "Anna Example", "anna@example.org", comment_organisation.row);
    comment_ben = comment_person(f, "Ben Example", "ben@example.org", comment_organisation.row);
    comment_cora = comment_person(f, "Cora Example", "cora@example.org", comment_organisation.row);
    comment_otto = comment_person(f, "Otto Other", "otto@example.org", 0);
    organisation = (px_scope){ .kind = PX_SCOPE_ORGANISATION, .row = comment_organisation.row };
    assert_ok(people_give(f, &comment_anna, PX_ROLE_DELEGATE, organisation, ""), &f->err);
    assert_ok(people_give(f, &comment_cora, PX_ROLE_CONTACT_POINT, organisation, ""), &f->err);
    set_clock("2027-01-26T10:00:00Z");
    return 0;
}

#define comment_do(f, deed, arg) px_house_write((f)->house, deed, arg, &(f)->err)

/* A draft of the person on words of a provision; changed before it is made. */
static inline px_comment_new comment_draft_of(const px_person *author, const char *lasting_id,
                                              const char *text)
{
    return (px_comment_new){
        .where = { .code = PX_STR("gpai"),
                   .version = PX_STR("1"),
                   .language = PX_STR("en"),
                   .lasting_id = px_str_of(lasting_id) },
        .words = { .kind = PX_COMMENT_TECHNICAL,
                   .stance = PX_STANCE_OBJECT,
                   .text = px_str_of(text),
                   .text_language = PX_STR("en") },
        .author = author ? author->row : 0,
    };
}

static inline px_comment comment_of(fixture *f, const char *id)
{
    px_comment comment;

    assert_ok(px_comment_find(f->reader, f->arena, px_str_of(id), &comment, &f->err), &f->err);
    return comment;
}

static inline px_comment comment_made(fixture *f, px_comment_new draft)
{
    assert_ok(comment_do(f, px_comment_new_deed, &draft), &f->err);
    return comment_of(f, draft.ret_id);
}

static inline px_comment comment_written(fixture *f, const px_person *author,
                                         const char *lasting_id, const char *text)
{
    return comment_made(f, comment_draft_of(author, lasting_id, text));
}

static inline int comment_submit(fixture *f, const px_person *person, const px_comment *comments,
                                 size_t count, px_comment_submit *ret_submit)
{
    px_str ids[64];

    for (size_t i = 0; i < count; i++)
        ids[i] = comments[i].id;
    *ret_submit = (px_comment_submit){
        .ids = ids, .n_ids = count, .person = person->row, .author = person->id.ptr
    };
    return comment_do(f, px_comment_submit_deed, ret_submit);
}

/* Written and submitted. */
static inline px_comment comment_submitted(fixture *f, const px_person *author,
                                           const char *lasting_id, const char *text)
{
    px_comment comment = comment_written(f, author, lasting_id, text);
    px_comment_submit submit;

    assert_ok(comment_submit(f, author, &comment, 1, &submit), &f->err);
    return comment_of(f, comment.id.ptr);
}

#endif
