/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "drafting/comment/comment_list.h"
#include "drafting/comment/comment_margin.h"
#include "unit/drafting/comment_fixture.h"

/* Where each of the comments stands, in turn. */
static const char *const places[] = { "p3000000aa", "p1000000aa", "", MEASURE, "p2000000aa" };

enum { COMMENTS = 60 };

static int by_hand_deed(px_db *db, void *sql, px_error *err)
{
    return px_db_exec(db, sql, err);
}

static void by_hand(fixture *f, const char *sql)
{
    char *copy = px_arena_cstr(f->arena, px_str_of(sql));

    assert_ok(px_house_write(f->house, by_hand_deed, copy, &f->err), &f->err);
}

/* Sixty comments of many kinds, submitted in tens; two of them are withdrawn; a draft. */
static void fill(fixture *f)
{
    const px_person *people[] = { &comment_otto, &comment_cora };

    for (int i = 0; i < COMMENTS; i += 10) {
        px_comment made[10];
        px_comment_submit submit;
        const px_person *person = people[i / 10 % 2];

        for (int j = 0; j < 10; j++) {
            char *text = px_arena_format(f->arena, "Word%d about provid\xc3\xa9rs.", i + j);
            px_comment_new draft = comment_draft_of(person, places[(i + j) % 5], text);

            draft.words.kind = (px_comment_kind)(j % PX_COMMENT_KIND_COUNT);
            draft.words.stance = (px_comment_stance)(j % PX_STANCE_COUNT);
            draft.words.has_wording = j == 3;
            draft.words.wording = PX_STR("Wording.");
            draft.words.display = j == 9 ? PX_DISPLAY_ANONYMOUS : PX_DISPLAY_NAME;
            if (j == 1) {
                draft.where.end = 9;
                draft.where.start = 0;
            }
            made[j] = comment_made(f, draft);
        }
        assert_ok(comment_submit(f, person, made, 10, &submit), &f->err);
        if (i < 20) {
            px_comment_end end = { .id = made[5].id, .author = "operator" };

            assert_ok(comment_do(f, px_comment_withdraw_deed, &end), &f->err);
        }
    }
    (void)comment_written(f, &comment_otto, MEASURE, "A draft.");
}

static px_comment_page page_of(fixture *f, const px_comment_filter *filter)
{
    px_comment_page page;

    assert_ok(px_comment_list(f->reader, f->arena, filter, px_language_english(), &page, &f->err),
              &f->err);
    return page;
}

/* All pages forwards, and then backwards: the same rows, each once, as many as the total says. */
static size_t walked(fixture *f, px_comment_filter filter, px_comment *rows)
{
    px_comment_page page = page_of(f, &filter);
    size_t n = 0, back;
    int64_t total = page.total;

    for (;;) {
        for (size_t i = 0; i < page.count; i++)
            rows[n++] = page.rows[i].comment;
        assert_int_equal(page.total, total);
        if (!page.more_after)
            break;
        filter.after = rows[n - 1].id;
        page = page_of(f, &filter);
        assert_true(page.more_before);
    }
    assert_int_equal(n, total);
    filter.after = PX_STR("");
    for (back = n - page.count; back > 0; back -= page.count) {
        filter.before = rows[back].id;
        page = page_of(f, &filter);
        assert_true(page.count > 0 && page.count <= back);
        assert_true(page.more_after);
        assert_int_equal(page.more_before, page.count < back);
        for (size_t i = 0; i < page.count; i++)
            assert_str(page.rows[i].comment.id, rows[back - page.count + i].id.ptr);
    }
    return n;
}

static px_comment_filter of_code(void)
{
    return (px_comment_filter){ .code = comment_scope.row, .max = 7 };
}

static size_t found(fixture *f, px_comment_filter filter)
{
    px_comment rows[COMMENTS + 8];

    return walked(f, filter, rows);
}

static void pages_follow_in_each_order(void **state)
{
    fixture *f = *state;
    px_comment rows[COMMENTS + 8];
    px_comment_filter filter = of_code();

    fill(f);
    filter.sort = PX_COMMENT_BY_NUMBER;
    assert_int_equal(walked(f, filter, rows), COMMENTS);
    for (size_t i = 0; i < COMMENTS; i++)
        assert_int_equal(rows[i].number, i + 1);
    filter.sort = PX_COMMENT_NEWEST;
    assert_int_equal(walked(f, filter, rows), COMMENTS);
    for (size_t i = 0; i < COMMENTS; i++)
        assert_int_equal(rows[i].number, COMMENTS - i);
    filter.sort = PX_COMMENT_BY_PLACE;
    assert_int_equal(walked(f, filter, rows), COMMENTS);
    assert_int_equal(rows[0].anchor.id.len, 0);
    assert_str(rows[12].anchor.id, MEASURE);
    assert_str(rows[24].anchor.id, "p1000000aa");
    assert_str(rows[COMMENTS - 1].anchor.id, "p3000000aa");
    filter.version = rows[0].version;
    assert_int_equal(walked(f, filter, rows), COMMENTS);
    filter.version = 0;
    filter.at_version = rows[0].version;
    assert_int_equal(walked(f, filter, rows), COMMENTS);
}

static void filters_choose(void **state)
{
    fixture *f = *state;
    px_comment_filter filter;

    fill(f);
#define FOUND(field, value, expected)                                                              \
    filter = of_code();                                                                            \
    filter.field = value;                                                                          \
    assert_int_equal(found(f, filter), expected)
    FOUND(kind, PX_STR("general"), 18);
    FOUND(stance, PX_STR("object"), 12);
    FOUND(stance, PX_STR("none"), 20);
    FOUND(state, PX_STR("withdrawn"), 2);
    FOUND(wording, PX_STR("yes"), 6);
    FOUND(late, PX_STR("yes"), 0);
    FOUND(status, PX_STR("open"), COMMENTS - 2);
    FOUND(status, PX_STR("answered"), 0);
    FOUND(objection, PX_STR("open"), 0);
    FOUND(text, PX_STR("word1"), 11 - 1); /* word1, word10 to word19; word15 is withdrawn */
    FOUND(text, PX_STR("PROVIDERS word7"), 1);
    FOUND(text, PX_STR("\"word7\" OR NEAR("), 0);
    FOUND(text, PX_STR("!?"), 0);
    FOUND(chapter, PX_STR(CHAPTER_ONE), 36);
    FOUND(lasting_id, PX_STR(MEASURE), 12);
    FOUND(category, PX_STR("academia"), COMMENTS);
    FOUND(organisation, comment_organisation.row, 27); /* not what is anonymous */
    FOUND(country, PX_STR("BE"), 54);
    FOUND(origin, PX_STR("oral"), 0);
    FOUND(author, comment_otto.row, 30);
    filter.drafts = true;
    assert_int_equal(found(f, filter), 1);
    filter = of_code();
    filter.lasting_id = PX_STR(MEASURE);
    filter.below = true;
    assert_int_equal(found(f, filter), 36);
    filter.kind = PX_STR("general");
    filter.text = PX_STR("word2");
    assert_int_equal(found(f, filter), 2); /* word20 and word28 */
}

static int keep_deed(px_db *db, void *arg, px_error *err)
{
    const px_comment *c = arg;

    return px_comment_answer_keep(db, c->row, err);
}

static void answers_are_in_the_lines(void **state)
{
    fixture *f = *state;
    px_comment_filter filter = of_code();
    px_comment_page page;
    px_comment c;

    fill(f);
    by_hand(f, "INSERT INTO answer (comment, number, status, reason, language, state, changed, "
               "published) SELECT id, 1, 'accepted', 'Yes.', 'en', 'published', 1, 5 FROM comment "
               "WHERE number = 3");
    by_hand(f, "INSERT INTO answer (comment, number, status, reason, language, state, changed) "
               "SELECT id, 1, 'noted', 'Draft.', 'en', 'draft', 1 FROM comment WHERE number = 4");
    assert_ok(px_comment_find_number(f->reader, f->arena,
                                     &(px_code){ .row = comment_scope.row, .id = PX_STR("gpai") },
                                     3, &c, &f->err),
              &f->err);
    assert_ok(comment_do(f, keep_deed, &c), &f->err);
    filter.status = PX_STR("accepted");
    page = page_of(f, &filter);
    assert_int_equal(page.total, 1);
    assert_int_equal(page.rows[0].answer.status, PX_ANSWER_ACCEPTED);
    assert_str(page.rows[0].answer.reason, "Yes.");
    assert_str(page.rows[0].author, "Otto Other");
    filter.status = PX_STR("noted");
    assert_int_equal(page_of(f, &filter).total, 0); /* a draft is nobody's business */
}

static void carried_ones_stand_among_those_of_the_version(void **state)
{
    fixture *f = *state;
    px_comment rows[COMMENTS + 8];
    px_comment_filter filter = of_code();
    px_comment_count *counts;
    px_comment_first *firsts;
    size_t n_firsts;
    px_version version = { 0 };
    int64_t open = 0, all = 0;
    size_t n;

    fill(f);
    by_hand(f, "INSERT INTO version (code, label, state, created, published, digest, act) SELECT "
               "code, '2', "
               "'published', 1, 9, digest, act FROM version");
    by_hand(f, "INSERT INTO comment_place (comment, version, state, lasting_id, place, time) "
               "SELECT c.id, (SELECT max(id) FROM version), "
               "CASE c.number % 2 WHEN 0 THEN 'moved' ELSE 'text-gone' END, c.lasting_id, "
               "100 - c.number, 1 FROM comment AS c WHERE c.number BETWEEN 1 AND 40");
    by_hand(f, "UPDATE comment SET version = (SELECT max(id) FROM version), place = 70 + number "
               "WHERE number > 50");
    version.row = count_of(f, "SELECT max(id) FROM version WHERE label <> ?", "");
    filter.at_version = version.row;
    assert_int_equal(walked(f, filter, rows), 50);
    assert_int_equal(rows[0].number, 40);  /* place 60 */
    assert_int_equal(rows[49].number, 60); /* place 130 */
    filter.place_state = PX_STR("moved");
    assert_int_equal(walked(f, filter, rows), 20);
    filter.place_state = PX_STR("unchanged");
    assert_int_equal(walked(f, filter, rows), 10);
    filter.place_state = PX_STR("");
    filter.sort = PX_COMMENT_NEWEST;
    assert_int_equal(walked(f, filter, rows), 50);
    assert_int_equal(rows[10].number, 40);
    filter.lasting_id = PX_STR(MEASURE);
    assert_int_equal(walked(f, filter, rows), 10);
    assert_ok(px_comment_counts(f->reader, f->arena, &version, &counts, &n, &f->err), &f->err);
    for (size_t i = 0; i < n; i++) {
        all += counts[i].comments;
        open += counts[i].open;
        assert_true(i == 0 || counts[i - 1].place <= counts[i].place);
        assert_true(counts[i].first > 0);
    }
    assert_ok(px_comment_firsts(f->reader, f->arena, filter.code, counts, n, px_language_english(),
                                &firsts, &n_firsts, &f->err),
              &f->err);
    assert_int_equal(n_firsts, n);
    for (size_t i = 0; i < n; i++) { /* carried to it or made on it */
        assert_int_equal(firsts[i].comment.number, counts[i].first);
        assert_str(firsts[i].lasting_id, counts[i].lasting_id.ptr);
        assert_true(firsts[i].author.len > 0);
    }
    assert_int_equal(n, 5);
    assert_int_equal(all, 50);
    assert_int_equal(open, 48);
}

typedef struct counting {
    size_t rows;
    int64_t last;
} counting;

static int count_row(const px_comment_line *line, void *arg, px_error *err)
{
    counting *c = arg;

    (void)err;
    assert_true(line->comment.number > c->last);
    c->last = line->comment.number;
    c->rows++;
    return 0;
}

static int stop_row(const px_comment_line *line, void *arg, px_error *err)
{
    (void)line;
    (void)arg;
    return px_fail(err, PX_ERR_FULL, "full", NULL);
}

static void each_row_comes_once(void **state)
{
    fixture *f = *state;
    px_comment_filter filter = of_code();
    counting c = { 0 };

    fill(f);
    filter.sort = PX_COMMENT_BY_NUMBER;
    assert_ok(px_comment_each(f->reader, &filter, px_language_english(), count_row, &c, &f->err),
              &f->err);
    assert_int_equal(c.rows, COMMENTS);
    assert_fails(px_comment_each(f->reader, &filter, px_language_english(), stop_row, &c, &f->err),
                 PX_ERR_FULL);
    filter.after = PX_STR("nothere");
    assert_fails(px_comment_each(f->reader, &filter, px_language_english(), count_row, &c, &f->err),
                 PX_ERR_INVALID);
}

static void long_texts_are_cut_in_lists_alone(void **state)
{
    fixture *f = *state;
    char *text = px_arena_alloc(f->arena, 6002);
    px_comment_filter filter = of_code();
    px_comment_page page;

    for (size_t i = 0; i < 6000; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    text[6000] = '.';
    (void)comment_submitted(f, &comment_otto, MEASURE, text);
    page = page_of(f, &filter);
    assert_true(page.rows[0].cut);
    assert_int_equal(page.rows[0].comment.text.len, PX_COMMENT_LINE_BYTES);
    assert_true(px_utf8_valid(page.rows[0].comment.text, NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, comment_setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pages_follow_in_each_order), TEST(filters_choose),
        TEST(answers_are_in_the_lines),   TEST(carried_ones_stand_among_those_of_the_version),
        TEST(each_row_comes_once),        TEST(long_texts_are_cut_in_lists_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
