/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "store/blob.h"
#include "unit/drafting/comment_fixture.h"

/* ---- Names */

static void names_are_found_again(void **state)
{
    px_comment_stance stance = PX_STANCE_OBJECT;
    px_comment_origin origin;
    px_comment_state comment_state;
    px_comment_kind kind;

    (void)state;
    for (unsigned i = 0; i < PX_COMMENT_KIND_COUNT; i++) {
        assert_true(px_comment_kind_find(px_str_of(px_comment_kind_name(i)), &kind));
        assert_int_equal(kind, i);
    }
    for (unsigned i = 0; i < PX_COMMENT_STATE_COUNT; i++) {
        assert_true(px_comment_state_find(px_str_of(px_comment_state_name(i)), &comment_state));
        assert_int_equal(comment_state, i);
    }
    for (unsigned i = 0; i < PX_ORIGIN_COUNT; i++) {
        assert_true(px_comment_origin_find(px_str_of(px_comment_origin_name(i)), &origin));
        assert_int_equal(origin, i);
    }
    assert_true(px_comment_stance_find(PX_STR("live-with"), &stance));
    assert_int_equal(stance, PX_STANCE_LIVE_WITH);
    assert_true(px_comment_stance_find(PX_STR(""), &stance));
    assert_int_equal(stance, PX_STANCE_NONE);
    assert_false(px_comment_kind_find(PX_STR("rude"), &kind));
}

static void places_sort_as_the_text_reads(void **state)
{
    const int64_t keys[] = {
        px_comment_place_key(0, false, 0, 0), /* the whole draft */
        px_comment_place_key(7, false, 0, 0), /* the provision */
        px_comment_place_key(7, true, 0, 5),  /* its heading */
        px_comment_place_key(7, true, 3, 5),
        px_comment_place_key(7, false, 0, 5), /* its text */
        px_comment_place_key(7, false, 900, 905),
        px_comment_place_key(8, false, 0, 0),
    };

    (void)state;
    for (size_t i = 1; i < PX_COUNT(keys); i++)
        assert_true(keys[i - 1] < keys[i]);
}

/* ---- Writing */

static void a_draft_is_kept_as_it_was_written(void **state)
{
    fixture *f = *state;
    px_comment_new draft = comment_draft_of(&comment_anna, "p1000000aa", " Too long.\r\n\n**No** ");
    px_comment c;

    draft.where.start = 15;
    draft.where.end = 20;
    draft.where.exact = PX_STR("clear");
    draft.words.has_wording = true;
    draft.words.wording = PX_STR("*good*");
    c = comment_made(f, draft);
    assert_int_equal(c.state, PX_COMMENT_DRAFT);
    assert_int_equal(c.number, 0);
    assert_str(c.text, "Too long.\n\n**No**");
    assert_str(c.wording, "*good*");
    assert_str(c.anchor.exact, "clear");
    assert_str(c.anchor.prefix, "Providers keep ");
    assert_str(c.anchor.id, "p1000000aa");
    assert_str(c.chapter, CHAPTER_ONE);
    assert_str(c.version_label, "1");
    assert_str(c.code_id, "gpai");
    assert_int_equal(c.round_number, 1);
    assert_str(c.process_key, "p");
    assert_int_equal(c.organisation, comment_organisation.row);
}

static void the_exact_words_must_be_there(void **state)
{
    fixture *f = *state;
    px_comment_new draft = comment_draft_of(&comment_anna, "p1000000aa", "No.");

    draft.where.start = 15;
    draft.where.end = 20;
    draft.where.exact = PX_STR("cleer");
    assert_fails(comment_do(f, px_comment_new_deed, &draft), PX_ERR_CONFLICT);
    draft.where.end = 2000;
    draft.where.exact = PX_STR("");
    assert_fails(comment_do(f, px_comment_new_deed, &draft), PX_ERR_INVALID);
    draft.where.lasting_id = PX_STR("nothere000");
    assert_fails(comment_do(f, px_comment_new_deed, &draft), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "where");
    draft = comment_draft_of(&comment_anna, "p1000000aa", "No.");
    draft.where.language = PX_STR("fr");
    assert_fails(comment_do(f, px_comment_new_deed, &draft), PX_ERR_INVALID);
    comment_version(f, "2", COMMENT_DRAFT);
    draft.where.language = PX_STR("en");
    draft.where.version = PX_STR("2"); /* not published */
    assert_fails(comment_do(f, px_comment_new_deed, &draft), PX_ERR_INVALID);
}

static int says(fixture *f, const char *text, const char *wording)
{
    px_comment_new draft = comment_draft_of(&comment_anna, "", text);

    draft.words.has_wording = wording != NULL;
    draft.words.wording = px_str_of(wording);
    return comment_do(f, px_comment_new_deed, &draft);
}

static void what_is_written_is_checked(void **state)
{
    fixture *f = *state;
    char *long_text = px_alloc(PX_COMMENT_TEXT_MAX + 2);

    memset(long_text, 'a', PX_COMMENT_TEXT_MAX + 1);
    long_text[PX_COMMENT_TEXT_MAX + 1] = '\0';
    assert_fails(says(f, long_text, NULL), PX_ERR_TOO_LARGE);
    assert_string_equal(px_error_arg(&f->err, "field"), "text");
    long_text[PX_COMMENT_TEXT_MAX] = '\0';
    assert_ok(says(f, long_text, NULL), &f->err);
    free(long_text);
    assert_fails(says(f, "  \n ", NULL), PX_ERR_INVALID);
    assert_fails(says(f, "a\x01", NULL), PX_ERR_MALFORMED);
    assert_fails(says(f, "\xff", NULL), PX_ERR_MALFORMED);
    assert_fails(says(f, "[x](javascript:alert(1))", NULL), PX_ERR_INVALID);
    assert_fails(says(f, "[x](#nothere000)", NULL), PX_ERR_INVALID);
    assert_fails(says(f, "Fine.", "[x](ftp://example.org)"), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "wording");
    assert_ok(says(f, "[x](#" MEASURE ") [y](https://example.org) e\xcc\x81", ""), &f->err);
}

static void a_change_elsewhere_is_not_lost(void **state)
{
    fixture *f = *state;
    px_comment c = comment_written(f, &comment_anna, MEASURE, "First.");
    px_comment_save save = {
        .id = c.id,
        .revision = c.revision,
        .words = { .text = PX_STR("Second."), .text_language = PX_STR("en") },
        .person = comment_anna.row,
    };

    assert_ok(comment_do(f, px_comment_save_deed, &save), &f->err);
    assert_int_equal(save.ret_revision, 2);
    save.words.text = PX_STR("Third.");
    assert_fails(comment_do(f, px_comment_save_deed, &save), PX_ERR_CONFLICT);
    assert_str(comment_of(f, c.id.ptr).text, "Second.");
    save.revision = 2;
    save.where = &(px_comment_where){ .code = PX_STR("gpai"),
                                      .version = PX_STR("1"),
                                      .lasting_id = PX_STR("p3000000aa") };
    assert_ok(comment_do(f, px_comment_save_deed, &save), &f->err);
    c = comment_of(f, c.id.ptr);
    assert_str(c.chapter, CHAPTER_TWO);
    assert_str(c.text, "Third.");
}

static void others_neither_read_nor_change_a_draft(void **state)
{
    fixture *f = *state;
    px_comment c = comment_written(f, &comment_anna, MEASURE, "Mine.");
    px_who nobody = { 0 }, anna = people_who(f, &comment_anna), otto = people_who(f, &comment_otto);
    px_who cora = people_who(f, &comment_cora);
    px_comment_save save = {
        .id = c.id, .revision = 1, .words = { .text = PX_STR("Yours.") }, .person = comment_otto.row
    };
    px_comment_discard discard = { .id = c.id, .person = comment_cora.row };

    assert_true(px_comment_may_read(&anna, &c));
    assert_false(px_comment_may_read(&otto, &c));
    assert_false(px_comment_may_read(&cora, &c));
    assert_false(px_comment_may_read(&nobody, &c));
    assert_fails(comment_do(f, px_comment_save_deed, &save), PX_ERR_NOT_FOUND);
    assert_fails(comment_do(f, px_comment_discard_deed, &discard), PX_ERR_NOT_FOUND);
    discard.person = comment_anna.row;
    assert_ok(comment_do(f, px_comment_discard_deed, &discard), &f->err);
    assert_fails(px_comment_find(f->reader, f->arena, c.id, &c, &f->err), PX_ERR_NOT_FOUND);
    assert_int_equal(count_of(f, "SELECT count(*) FROM comment_body WHERE text = ?", "Mine."), 0);
}

/* ---- The contact point */

static void a_delegate_hands_over_and_takes_back(void **state)
{
    fixture *f = *state;
    px_comment c = comment_written(f, &comment_anna, MEASURE, "Ours.");
    px_who anna = people_who(f, &comment_anna), cora = people_who(f, &comment_cora);
    px_who ben = people_who(f, &comment_ben);
    px_comment_hand hand = { .id = c.id, .ready = true, .person = comment_anna.row };
    px_comment_save save = { .id = c.id, .words = { .text = PX_STR("Better.") } };

    assert_ok(comment_do(f, px_comment_hand_deed, &hand), &f->err);
    c = comment_of(f, c.id.ptr);
    assert_int_equal(c.state, PX_COMMENT_READY);
    assert_true(px_comment_may_read(&cora, &c));
    assert_true(px_comment_may_read(&anna, &c));
    assert_false(px_comment_may_read(&ben, &c));
    save.revision = c.revision;
    save.person = comment_anna.row;
    assert_fails(comment_do(f, px_comment_save_deed, &save), PX_ERR_FORBIDDEN);
    save.person = comment_cora.row;
    assert_ok(comment_do(f, px_comment_save_deed, &save), &f->err);
    hand = (px_comment_hand){ .id = c.id, .person = comment_cora.row };
    assert_fails(comment_do(f, px_comment_hand_deed, &hand), PX_ERR_INVALID); /* no note */
    hand.note = PX_STR("Shorter, please.");
    assert_ok(comment_do(f, px_comment_hand_deed, &hand), &f->err);
    c = comment_of(f, c.id.ptr);
    assert_int_equal(c.state, PX_COMMENT_DRAFT);
    assert_str(c.note, "Shorter, please.");
    assert_int_equal(count_of(f, "SELECT count(*) FROM mail WHERE address = ?", "anna@example.org"),
                     1);
}

static void without_an_organisation_nothing_is_handed_over(void **state)
{
    fixture *f = *state;
    px_comment c = comment_written(f, &comment_otto, MEASURE, "Mine.");
    px_comment_hand hand = { .id = c.id, .ready = true, .person = comment_otto.row };

    assert_fails(comment_do(f, px_comment_hand_deed, &hand), PX_ERR_INVALID);
}

/* ---- Files */

static void files_go_with_it(void **state)
{
    fixture *f = *state;
    px_comment c = comment_written(f, &comment_anna, MEASURE, "See the file.");
    px_str bytes = PX_STR("%PDF-1.7\nwords\n");
    char hash[65];
    px_comment_attach attach = { .id = c.id,
                                 .name = PX_STR("C:\\papers\\my paper.pdf"),
                                 .hash = hash,
                                 .size = bytes.len,
                                 .person = comment_anna.row };
    px_comment_detach detach = { .id = c.id, .person = comment_anna.row };
    bool named;

    assert_int_equal(px_comment_file_check(PX_STR("MZ\x90"), &attach.media_type, &f->err),
                     -PX_ERR_UNSUPPORTED);
    assert_ok(px_comment_file_check(bytes, &attach.media_type, &f->err), &f->err);
    assert_ok(px_blob_put(f->house, bytes, hash, &f->err), &f->err);
    assert_ok(comment_do(f, px_comment_attach_deed, &attach), &f->err);
    c = comment_of(f, c.id.ptr);
    assert_int_equal(c.n_attachments, 1);
    assert_str(c.attachments[0].name, "my paper.pdf");
    assert_str(c.attachments[0].media_type, "application/pdf");
    for (int i = 1; i < PX_COMMENT_ATTACHMENTS_MAX; i++)
        assert_ok(comment_do(f, px_comment_attach_deed, &attach), &f->err);
    assert_fails(comment_do(f, px_comment_attach_deed, &attach), PX_ERR_TOO_MANY);
    c = comment_of(f, c.id.ptr);
    for (size_t i = 0; i < c.n_attachments; i++) {
        detach.attachment = c.attachments[i].id;
        assert_ok(comment_do(f, px_comment_detach_deed, &detach), &f->err);
    }
    assert_ok(px_blob_is_named(f->reader, px_str_of(hash), &named, &f->err), &f->err);
    assert_false(named);
    attach.media_type = "text/html";
    assert_fails(comment_do(f, px_comment_attach_deed, &attach), PX_ERR_UNSUPPORTED);
}

/* ---- Authors */

static px_str author_of(fixture *f, const px_comment *c)
{
    px_str words;

    assert_ok(px_comment_author(f->reader, f->arena, c, px_language_english(), &words, &f->err),
              &f->err);
    return words;
}

static px_comment signed_so(fixture *f, px_display display)
{
    px_comment_new draft = comment_draft_of(&comment_anna, MEASURE, "Signed.");
    px_comment_submit submit;
    px_comment c;

    draft.words.display = display;
    c = comment_made(f, draft);
    assert_ok(comment_submit(f, &comment_anna, &c, 1, &submit), &f->err);
    return comment_of(f, c.id.ptr);
}

static void authors_are_shown_as_they_wish(void **state)
{
    fixture *f = *state;
    px_comment named = signed_so(f, PX_DISPLAY_NAME), of = signed_so(f, PX_DISPLAY_ORGANISATION);
    px_comment hidden = signed_so(f, PX_DISPLAY_ANONYMOUS);

    assert_str(author_of(f, &named), "Anna Example, Great & Co");
    assert_str(author_of(f, &of), "Great & Co");
    assert_true(px_str_find(author_of(f, &hidden), PX_STR("Anna")) >= author_of(f, &hidden).len);
    /* Neither organisation nor country is kept with it, by which it could be found. */
    assert_int_equal(hidden.organisation, 0);
    assert_int_equal(hidden.country.len, 0);
    assert_str(hidden.category, "academia");
    assert_int_equal(named.organisation, comment_organisation.row);
}

static void what_was_said_is_recorded_with_its_meeting(void **state)
{
    fixture *f = *state;
    px_comment_new oral = comment_draft_of(NULL, MEASURE, "Somebody said this.");

    oral.origin = PX_ORIGIN_ORAL;
    oral.recorder = comment_otto.row;
    assert_fails(comment_do(f, px_comment_new_deed, &oral), PX_ERR_INVALID); /* category */
    oral.category = PX_STR("civil-society");
    oral.meeting = PX_STR("nothere");
    assert_fails(comment_do(f, px_comment_new_deed, &oral), PX_ERR_NOT_FOUND);
}

static void a_record_comes_in_once(void **state)
{
    fixture *f = *state;
    px_comment_new imported = comment_draft_of(NULL, "", "From elsewhere.");
    px_comment c;

    imported.origin = PX_ORIGIN_IMPORTED;
    imported.source = PX_STR("issue/7");
    imported.byline = PX_STR("Somebody Else");
    c = comment_made(f, imported);
    assert_str(author_of(f, &c), "Somebody Else");
    assert_str(c.source, "issue/7");
    assert_fails(comment_do(f, px_comment_new_deed, &imported), PX_ERR_EXISTS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, comment_setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_again),
        cmocka_unit_test(places_sort_as_the_text_reads),
        TEST(a_draft_is_kept_as_it_was_written),
        TEST(the_exact_words_must_be_there),
        TEST(what_is_written_is_checked),
        TEST(a_change_elsewhere_is_not_lost),
        TEST(others_neither_read_nor_change_a_draft),
        TEST(a_delegate_hands_over_and_takes_back),
        TEST(without_an_organisation_nothing_is_handed_over),
        TEST(files_go_with_it),
        TEST(authors_are_shown_as_they_wish),
        TEST(what_was_said_is_recorded_with_its_meeting),
        TEST(a_record_comes_in_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
