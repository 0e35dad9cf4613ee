/* SPDX-License-Identifier: EUPL-1.2 */
/* Partials: the same bytes however rows were split, spilled and merged; nothing foreign believed.
 */
#include "unit/testing.h"

#include <sys/stat.h>

#include "base/file.h"
#include "corpus/partial_merge.h"
#include "corpus/pile.h"

static char *directory;

static char *path_of(const char *name)
{
    return px_path_join(directory, name);
}

/* ---- Rows by chance, the same each time */

static uint64_t chance_state;

static uint64_t chance(uint64_t below)
{
    chance_state = chance_state * 6364136223846793005U + 1442695040888963407U;
    return (chance_state >> 33) % below;
}

typedef struct event {
    px_dimension dimension;
    px_modality modality;
    char key[40];
    uint64_t content, offset;
    px_time date;
} event;

static event make_event(void)
{
    event e = {
        .dimension = (px_dimension)chance(PX_BY_FILE),
        .modality = (px_modality)chance(PX_MODALITY_COUNT),
        .content = chance(3) ? chance(100000) : chance(UINT32_MAX) << 28,
        .offset = chance(1000),
        .date = (px_time)chance(UINT32_MAX) * 1000 - 1000000000000,
    };

    (void)snprintf(e.key, sizeof(e.key), "%s%ju.example", chance(2) ? "www." : "",
                   (uintmax_t)chance(chance(2) ? 50 : 5000));
    return e;
}

static void count_event(px_pile *pile, const event *e)
{
    static const px_place nowhere;
    px_tally *tally = px_pile_tally(pile);
    px_record record = { .modality = e->modality,
                         .date_state = e->offset % 3 ? PX_DATE_KNOWN : PX_DATE_NONE,
                         .date = e->date };

    record.figures[PX_FIGURE_DOCUMENTS] = 1;
    record.figures[PX_FIGURE_CONTENT] = e->content;
    if (e->dimension == PX_BY_TROUBLE) {
        px_place place = nowhere;

        place.offset = e->offset;
        place.inside = e->content % 2;
        px_tally_trouble(tally, px_str_of(e->key), (px_trouble_kind)(1 + e->offset % 4), &place, 1);
    } else {
        px_row_add(px_tally_row(tally, e->dimension, e->modality, px_str_of(e->key)), &record);
    }
    px_pile_check(pile);
}

static px_partial_head plain_head(void)
{
    return (px_partial_head){ .settings = { { "only", "all" } }, .n_settings = 1 };
}

static void save(const char *path, const px_partial_head *head, px_pile *pile)
{
    PX_AUTO_ROWS px_rows *rows = px_pile_rows(pile);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_pile_failed(pile, &err), &err);
    assert_ok(px_partial_save(path, head, rows, &err), &err);
}

static char *slurp(const char *path, size_t *ret_len)
{
    px_error err = PX_ERROR_INIT;
    char *data;

    assert_ok(px_file_read(path, 64 << 20, &data, ret_len, &err), &err);
    return data;
}

static void assert_same_file(const char *a, const char *b)
{
    size_t a_len, b_len;
    PX_AUTO_FREE char *x = slurp(a, &a_len);
    PX_AUTO_FREE char *y = slurp(b, &b_len);

    assert_int_equal(a_len, b_len);
    assert_memory_equal(x, y, a_len);
}

enum { EVENTS = 30000, PARTS_MAX = 40 };

static px_pile *count_events(const event *events, const unsigned char *part, unsigned which,
                             const px_spilling *spilling)
{
    px_pile *pile = px_pile_new(spilling);

    for (size_t i = 0; i < EVENTS; i++)
        if (part[i] == which)
            count_event(pile, &events[i]);
    return pile;
}

/* Writes the parts of events, merges them in an order and grouping by chance and compares. */
static void merge_by_chance(const event *events, unsigned parts, size_t fan, const char *whole)
{
    PX_AUTO_FREE unsigned char *part = px_alloc(EVENTS);
    px_spilling spilling = { directory, chance(2) ? PX_SPILL_LEAST : 64 << 20 };
    px_partial_head head = plain_head();
    px_merge_options options = { .folder = directory, .fan = fan };
    px_error err = PX_ERROR_INIT;
    char *paths[2 * PARTS_MAX];
    size_t count = parts, made = parts;

    for (size_t i = 0; i < EVENTS; i++)
        part[i] = (unsigned char)chance(parts);
    for (unsigned i = 0; i < parts; i++) {
        px_pile *pile = count_events(events, part, i, &spilling);
        char name[32];

        (void)snprintf(name, sizeof(name), "part-%u", i);
        paths[i] = path_of(name);
        save(paths[i], &head, pile);
        px_pile_free(pile);
    }
    while (count > 1) { /* some of those at the end become one */
        size_t wish = 2 + chance(count), some = PX_MIN(count, wish), at = count - some;
        char name[32];

        for (size_t i = at; i < count; i++) {
            size_t other = chance(i + 1);
            char *path = paths[i];

            paths[i] = paths[other];
            paths[other] = path;
        }
        (void)snprintf(name, sizeof(name), "part-%zu", made++);
        char *merged = path_of(name);
        assert_ok(px_partial_merge((const char *const *)paths + at, some, merged, &options, &err),
                  &err);
        for (size_t i = at; i < count; i++)
            free(paths[i]);
        paths[at] = merged;
        count = at + 1;
    }
    assert_same_file(paths[0], whole);
    free(paths[0]);
}

static void test_any_split(void **state)
{
    PX_AUTO_FREE event *events = px_alloc(EVENTS * sizeof(*events));
    PX_AUTO_FREE unsigned char *none = px_alloc_zero(EVENTS, 1);
    PX_AUTO_FREE char *whole = path_of("whole");
    px_spilling roomy = { directory, 256 << 20 };
    px_partial_head head = plain_head();
    px_pile *pile;

    (void)state;
    chance_state = 1;
    for (size_t i = 0; i < EVENTS; i++)
        events[i] = make_event();
    pile = count_events(events, none, 0, &roomy);
    save(whole, &head, pile);
    px_pile_free(pile);
    for (int round = 0; round < 6; round++) {
        static const unsigned parts[] = { 1, 2, 3, 7, 20, PARTS_MAX };

        merge_by_chance(events, parts[round], round % 2 ? 2 : 0, whole);
    }
}

/* ---- What is read is what was written */

static void test_extremes(void **state)
{
    static const px_spilling spilling;
    PX_AUTO_FREE char *path = path_of("extremes"), *key = px_alloc(PX_ROW_KEY_MAX),
                      *long_name = px_alloc(PX_ROW_NOTE_MAX);
    px_pile *pile = px_pile_new(&spilling);
    px_tally *tally = px_pile_tally(pile);
    px_partial_head head = plain_head();
    px_error err = PX_ERROR_INIT;
    px_file_note note = { .format = PX_STR("WARC"), .sha256 = PX_STR("ab") }, again;
    px_partial *partial;
    px_rows *rows;
    const px_row *row;
    px_row *made;

    (void)state;
    memset(key, 'k', PX_ROW_KEY_MAX);
    memset(long_name, 'n', PX_ROW_NOTE_MAX);
    for (size_t i = PX_ROW_KEY_MAX; i > PX_ROW_KEY_MAX - 40; i--) {
        made = px_tally_row(tally, PX_BY_INPUT, PX_MODALITY_VIDEO, px_str_n(key, i));
        for (int k = 0; k < PX_FIGURE_COUNT; k++)
            made->figures[k] = UINT64_MAX;
        made->first = INT64_MIN + 1;
        made->last = INT64_MAX;
    }
    note.row = px_str_n(long_name, PX_ROW_NOTE_MAX);
    px_tally_file(tally, PX_STR("a"), UINT64_MAX, &note);
    save(path, &head, pile);
    px_pile_free(pile);
    assert_ok(px_partial_open(path, &partial, &err), &err);
    assert_ok(px_partial_verify(partial, &err), &err);
    assert_int_equal(px_partial_count(partial, PX_BY_INPUT), 40);
    assert_string_equal(px_partial_setting(px_partial_head_of(partial), "only"), "all");
    rows = px_partial_rows(partial, PX_BY_INPUT);
    for (size_t i = PX_ROW_KEY_MAX - 39; i <= PX_ROW_KEY_MAX; i++) {
        assert_ok(px_rows_next(rows, &row, &err), &err);
        assert_true(px_str_eq(px_row_key(row), px_str_n(key, i)));
        assert_int_equal(row->figures[PX_FIGURE_TOKENS], UINT64_MAX);
        assert_int_equal(row->first, INT64_MIN + 1);
        assert_int_equal(row->last, INT64_MAX);
        assert_int_equal(row->modality, PX_MODALITY_VIDEO);
    }
    assert_ok(px_rows_next(rows, &row, &err), &err);
    assert_null(row);
    px_rows_close(rows);
    rows = px_partial_rows(partial, PX_BY_FILE);
    assert_ok(px_rows_next(rows, &row, &err), &err);
    assert_true(px_file_note_read(px_row_note(row), &again));
    assert_str(again.format, "WARC");
    assert_str(again.sha256, "ab");
    assert_int_equal(row->figures[PX_FIGURE_STORED], UINT64_MAX);
    px_rows_close(rows);
    px_partial_close(partial);
}

/* The first places are kept in whatever order troubles are met. */
static void test_places(void **state)
{
    static const uint64_t offsets[] = { 70, 10, 50, 90, 20, 60, 30, 80, 40 };
    px_tally *one = px_tally_new(), *other = px_tally_new();
    px_place places[PX_PLACES_MAX];
    size_t count;
    px_sort_item *rows;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(offsets); i++)
        px_tally_trouble(i % 3 ? one : other, PX_STR("a file"), PX_TROUBLE_LINE,
                         &(px_place){ offsets[i], offsets[i] == 10 }, 1);
    px_tally_merge(one, other);
    rows = px_tally_sorted(one, &count);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].row->figures[PX_FIGURE_DOCUMENTS], PX_COUNT(offsets));
    assert_int_equal(px_row_places(rows[0].row, places), PX_PLACES_MAX);
    for (size_t i = 0; i < PX_PLACES_MAX; i++) {
        assert_int_equal(places[i].offset, 20 + 10 * i);
        assert_false(places[i].inside);
    }
    free(rows);
    px_tally_free(one);
    px_tally_free(other);
}

/* ---- Foreign bytes */

static void write_sample(const char *path)
{
    static const px_spilling spilling;
    px_pile *pile = px_pile_new(&spilling);
    px_partial_head head = plain_head();
    unsigned ranks[] = { 1, 3 };

    chance_state = 7;
    for (int i = 0; i < 60; i++) {
        event e = make_event();

        count_event(pile, &e);
    }
    px_tally_file(px_pile_tally(pile), PX_STR("f"), 5, &(px_file_note){ .format = PX_STR("ARC") });
    head.parts[0] = (px_part){
        .plan = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .of = 4,
        .ranks = ranks,
        .n_ranks = 2,
    };
    head.n_parts = 1;
    save(path, &head, pile);
    px_pile_free(pile);
}

/* Opens, compares the hash and reads all rows; the first failure, or 0. */
static int read_all(px_str bytes)
{
    px_partial *partial;
    px_error err = PX_ERROR_INIT;
    const px_row *row = NULL;
    px_rows *rows;
    int rc = px_partial_open_memory(bytes, "bytes", &partial, &err), verified;

    if (rc < 0)
        return rc;
    verified = px_partial_verify(partial, &err);
    rows = px_partial_rows(partial, PX_DIMENSION_COUNT);
    do {
        rc = px_rows_next(rows, &row, &err);
    } while (rc >= 0 && row);
    px_rows_close(rows);
    px_partial_close(partial);
    return verified < 0 ? verified : rc;
}

static void test_any_damage(void **state)
{
    PX_AUTO_FREE char *path = path_of("sample");
    PX_AUTO_FREE char *bytes = NULL;
    size_t len;

    (void)state;
    write_sample(path);
    bytes = slurp(path, &len);
    assert_int_equal(read_all(px_str_n(bytes, len)), 0);
    for (size_t i = 0; i < len; i++) {
        bytes[i] ^= (char)(1 << i % 8);
        assert_true(read_all(px_str_n(bytes, len)) < 0);
        bytes[i] ^= (char)(1 << i % 8);
        assert_true(read_all(px_str_n(bytes, i)) < 0);
    }
    assert_fails(read_all(PX_STR("{\"text\":\"something else\"}\n")), PX_ERR_MALFORMED);
}

static void test_refused(void **state)
{
    PX_AUTO_FREE char *whole = path_of("whole"), *sample = path_of("sample"), *one = path_of("one"),
                      *two = path_of("two"), *out = path_of("out");
    static const px_spilling spilling;
    px_merge_options options = { .folder = directory };
    px_partial_head head = plain_head();
    px_error err = PX_ERROR_INIT;
    px_pile *pile = px_pile_new(&spilling);
    const char *paths[] = { one, two };

    (void)state;
    px_tally_file(px_pile_tally(pile), PX_STR("input"), 1, &(px_file_note){ 0 });
    save(one, &head, pile);
    save(two, &head, pile);
    assert_fails(px_partial_merge(paths, 2, out, &options, &err), PX_ERR_EXISTS);
    assert_string_equal(px_error_arg(&err, "input"), "input");
    head.settings[0].value = "sizes";
    save(two, &head, pile);
    assert_fails(px_partial_merge(paths, 2, out, &options, &err), PX_ERR_CONFLICT);
    assert_string_equal(px_error_arg(&err, "setting"), "only");
    head.n_settings = 0;
    save(two, &head, pile);
    assert_fails(px_partial_merge(paths, 2, out, &options, &err), PX_ERR_CONFLICT);
    px_pile_free(pile);
    paths[0] = sample;
    assert_fails(px_partial_merge(paths, 1, out, &options, &err), PX_ERR_NOT_FOUND);
    assert_string_equal(px_error_arg(&err, "missing"), "0, 2");
    options.incomplete = true;
    assert_ok(px_partial_merge(paths, 1, out, &options, &err), &err);
    assert_same_file(out, sample);
    paths[1] = sample;
    assert_fails(px_partial_merge(paths, 2, out, &options, &err), PX_ERR_EXISTS);
    paths[1] = directory;
    assert_true(px_partial_merge(paths, 2, out, &options, &err) < 0);
    assert_same_file(out, sample); /* it stays as it was */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_split), cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_places),    cmocka_unit_test(test_any_damage),
        cmocka_unit_test(test_refused),
    };
    int failed;

    directory = px_test_directory();
    failed = cmocka_run_group_tests_name("partial", tests, NULL, NULL);
    px_test_remove(directory);
    return failed;
}
