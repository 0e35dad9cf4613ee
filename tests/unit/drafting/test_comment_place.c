/* SPDX-License-Identifier: EUPL-1.2 */
/* Comments on every provision of a real draft, carried through the drafts after it: nothing is
 * lost, and each state is the one that the anchors give. */
#include "unit/testing.h"

#include "drafting/comment/place.h"
#include "unit/code/version_fixture.h"

#define PLACES_IN(label)                                                                           \
    "SELECT count(*) FROM comment_place AS p JOIN version AS v ON v.id = p.version "               \
    "WHERE p.current = 1 AND v.label = '" label "'"

/* ---- Comments, put in as they stand after submission */

typedef struct planting {
    int64_t code, version;
    px_str language, lasting_id;
    bool in_heading;
    size_t start, end;
    int number;
} planting;

static int plant_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const planting *p = arg;
    char id[32];
    int rc = px_query_start(
        db,
        "INSERT INTO comment (public_id, code, number, state, version, language, lasting_id, "
        "in_heading, start_at, end_at, kind, created, changed, submitted) "
        "VALUES (?, ?, ?, 'submitted', ?, ?, ?, ?, ?, ?, 'general', 1, 1, 1)",
        &query, err);

    if (rc < 0)
        return rc;
    (void)snprintf(id, sizeof(id), "comment-%d", p->number);
    px_query_cstr(&query, id);
    px_query_int(&query, p->code);
    px_query_int(&query, p->number);
    px_query_int(&query, p->version);
    px_query_str(&query, p->language);
    px_query_str(&query, p->lasting_id);
    px_query_int(&query, p->in_heading);
    px_query_int(&query, (int64_t)p->start);
    px_query_int(&query, (int64_t)p->end);
    return px_query_run(&query, err);
}

static int planted;

static void plant(fixture *f, const char *label, const char *language, px_str id, bool in_heading,
                  size_t start, size_t end)
{
    planting p = {
        .code = code_of(f).row,
        .version = version_of(f, label).row,
        .language = px_str_of(language),
        .lasting_id = id,
        .in_heading = in_heading,
        .start = start,
        .end = end,
        .number = ++planted,
    };

    assert_ok(px_house_write(f->house, plant_deed, &p, &f->err), &f->err);
}

static void publish_text(fixture *f, const char *label)
{
    px_publish publish = {
        .code = PX_STR("test"),
        .label = px_str_of(label),
        .accept_doubts = true,
        .author = "operator",
    };

    assert_ok(px_house_write(f->house, px_text_publish_deed, &publish, &f->err), &f->err);
    assert_fails(px_house_write(f->house, px_text_publish_deed, &publish, &f->err),
                 PX_ERR_CONFLICT);
}

/* ---- Places, read back */

static px_comment_place place_of(fixture *f, int number, const char *label)
{
    px_version version = version_of(f, label);
    px_comment comment = { .row = number, .version = -1 };
    px_comment_place place;

    assert_ok(px_comment_place_in(f->reader, f->arena, &comment, &version, &place, &f->err),
              &f->err);
    return place;
}

/* ---- A small text that shows every state */

static const char one[] = "---\ntitle: One\n---\n"
                          "# 1 Keeping {#ch0000000a .chapter}\n\n"
                          "The signatory keeps all records for ten years. {#pa0000000a}\n\n"
                          "The signatory names a person who answers for this. {#pb0000000a}\n\n"
                          "The signatory publishes a summary of each incident. {#pc0000000a}\n\n"
                          "# 2 Ending {#ch0000000b .chapter}\n\n"
                          "This chapter says when all of it ends. {#pd0000000a}\n";
static const char two[] = "---\ntitle: Two\n---\n"
                          "# 1 Keeping {#ch0000000a .chapter}\n\n"
                          "The signatory keeps all records for twelve years. {#pa0000000a}\n\n"
                          "The signatory names a person who answers for this. {#pb0000000a}\n\n"
                          "Nothing is said on that any more at all. {#pc0000000a}\n";
static const char three[] = "---\ntitle: Three\n---\n"
                            "# 1 Keeping {#ch0000000a .chapter}\n\n"
                            "The signatory keeps all records for twelve years. {#pa0000000a}\n\n"
                            "The signatory publishes a summary of each incident. {#pc0000000a}\n\n"
                            "The signatory names a person who answers for this. {#pb0000000a}\n";

static void test_states(void **state)
{
    fixture *f = *state;
    px_comment_place place;

    planted = 0;
    import(f, "1", one);
    publish_text(f, "1");
    assert_int_equal(number_of(f, "SELECT count(*) FROM act WHERE kind = 'comments.carried'"), 0);
    plant(f, "1", "en", PX_STR("pb0000000a"), false, 4, 13);  /* 1: "signatory" */
    plant(f, "1", "en", PX_STR("pa0000000a"), false, 36, 45); /* 2: "ten years" */
    plant(f, "1", "en", PX_STR("pc0000000a"), false, 14, 33); /* 3: "publishes a summary" */
    plant(f, "1", "en", PX_STR("pd0000000a"), false, 0, 0);   /* 4 */
    plant(f, "1", "en", PX_STR("ch0000000a"), true, 0, 7);    /* 5: the heading */
    plant(f, "1", "en", PX_STR(""), false, 0, 0);             /* 6: the whole draft */
    import(f, "2", two);
    publish_text(f, "2");
    assert_int_equal(number_of(f, PLACES_IN("2")), 6);
    assert_true(place_of(f, 2, "2").order < place_of(f, 1, "2").order);
    assert_int_equal(place_of(f, 6, "2").order, 0);
    assert_int_equal(place_of(f, 1, "2").state, PX_ANCHOR_UNCHANGED);
    place = place_of(f, 2, "2");
    assert_int_equal(place.state, PX_ANCHOR_CHANGED);
    assert_str(place.exact, "twelve years");
    assert_true(place.score > 0.5 && place.score < 1);
    place = place_of(f, 3, "2");
    assert_int_equal(place.state, PX_ANCHOR_TEXT_GONE);
    assert_str(place.lasting_id, "pc0000000a");
    assert_int_equal(place_of(f, 4, "2").state, PX_ANCHOR_DELETED);
    place = place_of(f, 5, "2");
    assert_int_equal(place.state, PX_ANCHOR_UNCHANGED);
    assert_true(place.in_heading);
    place = place_of(f, 6, "2");
    assert_int_equal(place.state, PX_ANCHOR_CHANGED);
    assert_str(place.lasting_id, "");
    assert_int_equal(number_of(f, "SELECT count(*) FROM act WHERE kind = 'comments.carried'"), 1);
    import(f, "3", three);
    publish_text(f, "3");
    assert_int_equal(number_of(f, PLACES_IN("3")), 6);
    /* what was reworded is followed from where it was found */
    place = place_of(f, 2, "3");
    assert_str(place.exact, "twelve years");
    assert_int_equal(place.state, PX_ANCHOR_UNCHANGED);
    /* what was lost and has come back is found again */
    place = place_of(f, 3, "3");
    assert_str(place.exact, "publishes a summary");
    assert_true(place.state == PX_ANCHOR_UNCHANGED || place.state == PX_ANCHOR_MOVED);
    assert_int_equal(place_of(f, 4, "3").state, PX_ANCHOR_DELETED);
}

/* In a version without the language of the comment only its provision is known. */
static void test_language(void **state)
{
    static const char french[] =
        "---\ntitle: Un\n---\n# 1 Garder {#ch0000000a .chapter}\n\n"
        "Le signataire garde les dossiers pendant dix ans. {#pa0000000a}\n\n"
        "Le signataire nomme une personne responsable. {#pb0000000a}\n\n"
        "Le signataire publie un résumé de chaque incident. {#pc0000000a}\n\n"
        "# 2 Finir {#ch0000000b .chapter}\n\n"
        "Ce chapitre dit quand cela finit. {#pd0000000a}\n";
    fixture *f = *state;
    px_comment_place place;

    planted = 0;
    import(f, "1", one);
    assert_ok(import_as(f, "1", "fr", french, NULL), &f->err);
    publish_text(f, "1");
    plant(f, "1", "fr", PX_STR("pa0000000a"), false, 3, 13);
    plant(f, "1", "fr", PX_STR("pb0000000a"), false, 0, 0);
    plant(f, "1", "fr", PX_STR("pd0000000a"), false, 0, 0);
    import(f, "2", two);
    publish_text(f, "2");
    place = place_of(f, 1, "2");
    assert_int_equal(place.state, PX_ANCHOR_TEXT_GONE);
    assert_str(place.lasting_id, "pa0000000a");
    assert_int_equal(place.start, place.end);
    assert_int_equal(place_of(f, 2, "2").state, PX_ANCHOR_UNCHANGED);
    assert_int_equal(place_of(f, 3, "2").state, PX_ANCHOR_DELETED);
}

/* ---- Real drafts */

static bool import_real(fixture *f, const char *file, const char *label)
{
    PX_AUTO_FREE char *bytes = NULL;
    size_t len;
    char *path = px_arena_format(f->arena, "%s/aipref/%s", PX_SHARED_DATA, file);

    if (access(path, R_OK) != 0) {
        print_message("# skipped: no %s\n", path);
        return false;
    }
    assert_ok(px_file_read(path, (size_t)16 << 20, &bytes, &len, &f->err), &f->err);
    import(f, label, px_arena_cstr(f->arena, px_str_n(bytes, len)));
    return true;
}

static px_match_side side_of(fixture *f, const char *label)
{
    px_text *text = px_arena_alloc(f->arena, sizeof(*text));
    px_match_side side;

    *text = text_of(f, label, "en");
    assert_ok(px_match_side_of_text(f->arena, text, true, &side, &f->err), &f->err);
    return side;
}

/* Of each provision: the whole of it, the second half of its words, its heading. */
static void plant_all(fixture *f, const char *label)
{
    px_match_side side = side_of(f, label);

    for (size_t i = 0; i < side.count; i++) {
        size_t words = px_utf8_count(side.nodes[i].text);
        size_t heading = px_utf8_count(side.nodes[i].heading);

        plant(f, label, "en", side.nodes[i].id, false, 0, 0);
        if (words > 1)
            plant(f, label, "en", side.nodes[i].id, false, words / 2, words);
        if (heading)
            plant(f, label, "en", side.nodes[i].id, true, 0, heading);
    }
    plant(f, label, "en", PX_STR(""), false, 0, 0);
}

static size_t node_at(const px_match_side *side, px_str id)
{
    for (size_t i = 0; i < side->count; i++)
        if (px_str_eq(side->nodes[i].id, id))
            return i;
    fail();
    return 0;
}

/* What was planted as that number, anchored in the first version by hand. */
static px_anchor anchor_of(fixture *f, const px_match_side *side, int number, size_t *ret_node)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_anchor anchor;
    px_str id;
    bool heading;
    size_t start, end;

    assert_ok(px_query_start(f->reader,
                             "SELECT lasting_id, in_heading, start_at, end_at FROM comment "
                             "WHERE number = ?",
                             &query, &f->err),
              &f->err);
    px_query_int(&query, number);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    id = px_query_next_text(&query, f->arena);
    heading = px_query_next_int(&query) != 0;
    start = (size_t)px_query_next_int(&query);
    end = (size_t)px_query_next_int(&query);
    *ret_node = node_at(side, id);
    assert_ok(px_anchor_make(f->arena, PX_STR("00"), side, *ret_node, heading, start, end, &anchor,
                             &f->err),
              &f->err);
    return anchor;
}

static void compare_with_anchors(fixture *f)
{
    px_match_side old = side_of(f, "00"), fresh = side_of(f, "01");
    px_comparison comparison;
    size_t counts[PX_ANCHOR_STATE_COUNT] = { 0 };

    px_compare(f->arena, &old, &fresh, &comparison);
    for (int number = 1; number < planted; number++) {
        size_t node;
        px_anchor anchor = anchor_of(f, &old, number, &node);
        px_comment_place place = place_of(f, number, "01");
        px_anchor_place at;

        px_anchor_carry(f->arena, &comparison, node, &anchor, &at);
        counts[at.state]++;
        assert_int_equal(place.state, at.state);
        assert_int_equal(place.start, at.start);
        assert_int_equal(place.end, at.end);
        if (at.node != PX_OUTLINE_TOP)
            assert_true(px_str_eq(place.lasting_id, fresh.nodes[at.node].id));
    }
    assert_true(counts[PX_ANCHOR_UNCHANGED] > 0 && counts[PX_ANCHOR_CHANGED] > 0);
    print_message("# %d comments: unchanged %zu, moved %zu, changed %zu, words gone %zu, deleted "
                  "%zu\n",
                  planted - 1, counts[PX_ANCHOR_UNCHANGED], counts[PX_ANCHOR_MOVED],
                  counts[PX_ANCHOR_CHANGED], counts[PX_ANCHOR_TEXT_GONE],
                  counts[PX_ANCHOR_DELETED]);
}

static void test_real(void **state)
{
    static const char *const labels[] = { "01", "02", "03", "04", "05" };
    fixture *f = *state;

    planted = 0;
    if (!import_real(f, "vocab-00.md", "00"))
        return;
    publish_text(f, "00");
    plant_all(f, "00");
    for (size_t i = 0; i < PX_COUNT(labels); i++) {
        char *sql = px_arena_format(f->arena,
                                    "SELECT count(*) FROM comment_place AS p JOIN version AS v "
                                    "ON v.id = p.version WHERE v.label = '%s'",
                                    labels[i]);

        if (!import_real(f, px_arena_format(f->arena, "vocab-%s.md", labels[i]), labels[i]))
            return;
        publish_text(f, labels[i]);
        assert_int_equal(number_of(f, sql), planted); /* each once, and none twice */
        if (i == 0)
            compare_with_anchors(f);
    }
    assert_int_equal(number_of(f, "SELECT count(*) FROM act WHERE kind = 'comments.carried'"),
                     PX_COUNT(labels));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = { TEST(test_states), TEST(test_language), TEST(test_real) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
