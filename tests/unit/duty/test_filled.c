/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filled.h"

#include "base/json_read.h"
#include "duty/commitment.h"
#include "duty/filled_claims.h"
#include "unit/duty/filled_fixture.h"

static const unsigned char secret[32] = "a secret that no other house has";

static px_str written(const px_filled_form *filled)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_filled_write(filled, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static void set(px_filled_form *filled, const char *id, const char *json)
{
    px_error err = PX_ERROR_INIT;
    json_t *value;

    assert_ok(px_json_parse(px_str_of(json), "test", 65536, &value, &err), &err);
    px_filled_set(filled, px_filled_of(filled, px_str_of(id)), value);
}

static px_filled_form started(const char *name)
{
    px_filled_form filled;

    px_filled_start(arena, px_official_form_by_name(px_str_of(name)), &filled);
    filled.head.version = PX_STR("draft");
    filled.head.date = PX_STR("2026-05-31");
    return filled;
}

static void test_ranges(void **state)
{
    static const struct {
        const char *field, *modality, *number, *range;
        bool border;
    } rows[] = {
        { "summary.1.3.b", "text", "999999999", "low", false },
        { "summary.1.3.b", "text", "1000000000", "middle", true },
        { "summary.1.3.b", "text", "1e13", "high", true },
        { "summary.1.3.b", "text", "9999999999999.5", "middle", false },
        { "summary.1.3.b", "text", "15600000000000", "high", false },
        { "summary.1.3.b", "image", "1000000", "middle", true },
        { "summary.1.3.b", "image", "479000000", "middle", false },
        { "summary.1.3.b", "audio", "0", "low", false },
        { "summary.1.3.b", "video", "1000000.01", "high", false },
        { "summary.1.3.b", "other", "5", NULL, false },
        { "model.p.range", "", "7241732096", "5b-15b", false },
        { "model.p.range", "", "5e8", "500m-5b", true },
        { "model.p.range", "", "1", "1-500m", false },
        { "model.p.range", "", "0.5", NULL, false },
        { "model.p.range", "", "2e12", "over-1t", false },
        { "model.c.time.n", "", "27.9", "under-1", false },
        { "model.c.time.n", "", "29", "under-1", true },
        { "model.c.time.n", "", "31", "1-3", true },
        { "model.c.time.n", "", "31.01", "1-3", false },
        { "model.c.time.n", "", "90", "1-3", true },
        { "model.c.time.n", "", "120", "3-6", false },
        { "model.c.time.n", "", "184.5", "over-6", false },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        bool border;
        const px_form_range *range =
            px_form_range_of(px_official_field_by_name(px_str_of(rows[i].field)),
                             px_str_of(rows[i].modality), px_str_of(rows[i].number), &border);

        assert_int_equal(range != NULL, rows[i].range != NULL);
        if (range)
            assert_str(range->id, rows[i].range);
        assert_int_equal(border, rows[i].border);
    }
}

static void test_derived(void **state)
{
    PX_AUTO_FILLED px_filled_form filled = started("model");
    px_error err = PX_ERROR_INIT;
    const json_t *points;

    (void)state;
    set(&filled, "p.size", "7241732096");
    set(&filled, "p.range", "\"over-1t\""); /* gives way to what the number says */
    set(&filled, "c.flop.a", "\"6.5e23\"");
    set(&filled, "c.time.a", "{\"hardware\":99000,\"wall_clock\":\"45.5\"}");
    set(&filled, "x.n.a",
        "[{\"part\":\"training\",\"number\":\"15600000000000\","
        "\"unit\":\"tokens\"},{\"part\":\"testing\",\"number\":9,"
        "\"unit\":\"tokens\"}]");
    assert_ok(px_filled_derive(&filled, &err), &err);
    assert_string_equal(json_string_value(px_filled_of(&filled, PX_STR("p.range"))->value),
                        "5b-15b");
    assert_int_equal(px_filled_of(&filled, PX_STR("p.range"))->basis, PX_BASIS_DERIVED);
    assert_int_equal(json_integer_value(px_filled_of(&filled, PX_STR("c.flop.n"))->value), 23);
    assert_string_equal(json_string_value(px_filled_of(&filled, PX_STR("c.time.n"))->value), "1-3");
    points = px_filled_of(&filled, PX_STR("x.n.n"))->value;
    assert_int_equal(json_integer_value(json_object_get(json_array_get(points, 0), "magnitude")),
                     13);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(points, 1), "magnitude")),
                     0);
    assert_null(json_object_get(json_array_get(points, 0), "number"));
    assert_null(px_filled_of(&filled, PX_STR("e.mwh"))->value);
    assert_string_equal(json_string_value(px_filled_of(&filled, PX_STR("h.date"))->value),
                        "2026-05-31");
}

/* What is not asked for says so; what may be asked for stays missing. */
static void test_conditions(void **state)
{
    PX_AUTO_FILLED px_filled_form filled = started("summary");
    px_error err = PX_ERROR_INIT;

    (void)state;
    set(&filled, "2.3.a", "false");
    set(&filled, "2.1.a", "true");
    set(&filled, "2.4.a", "false");
    set(&filled, "2.5.a", "false");
    set(&filled, "2.5.d", "{\"en\":\"and yet\"}");
    assert_ok(px_filled_derive(&filled, &err), &err);
    assert_true(px_value_is_not_applicable(px_filled_of(&filled, PX_STR("2.3.h"))->value));
    assert_null(px_filled_of(&filled, PX_STR("2.1.c"))->value);
    assert_null(px_filled_of(&filled, PX_STR("2.2.1.b"))->value); /* the question is open */
    assert_null(px_filled_of(&filled, PX_STR("2.4.d"))->value);   /* 2.4.b is open */
    assert_false(px_value_is_not_applicable(px_filled_of(&filled, PX_STR("2.5.d"))->value));
    assert_null(px_filled_of(&filled, PX_STR("2.3.i"))->value); /* optional: nothing to say */
    set(&filled, "2.4.b", "true");
    assert_int_equal(px_filled_is_asked(&filled, px_filled_of(&filled, PX_STR("2.4.d"))->field),
                     PX_ASKED);
}

static void test_round_trip(void **state)
{
    static const char *const names[] = { "summary", "model" };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(names); i++)
        for (uint64_t seed = 0; seed < 5; seed++) {
            PX_AUTO_FILLED px_filled_form filled = planted_form(names[i], seed), again = { 0 };
            px_str first;

            assert_ok(px_commitment_make(&filled, secret, PX_STR("abc"), &err), &err);
            first = written(&filled);
            assert_ok(px_filled_read(arena, first, "first", &again, &err), &err);
            assert_true(px_str_eq(written(&again), first));
            assert_ok(px_commitment_verify(&again, NULL, &err), &err);
        }
}

/* ---- Views */

typedef struct searching {
    const px_filled_form *view;
    px_str json;
    size_t hidden, shown;
} searching;

static void search(void *arg, const px_official_field *field, px_str word)
{
    searching *s = arg;
    bool found = px_str_find(s->json, word) < s->json.len;

    if (found != px_official_field_is_for(field, s->view->head.recipient))
        print_error("%s for %s: '%.*s'\n", field->name.ptr,
                    px_recipient_name(s->view->head.recipient), PX_STR_ARG(word));
    assert_int_equal(found, px_official_field_is_for(field, s->view->head.recipient));
    s->hidden += !found;
    s->shown += found;
}

/* Nothing of a field that the recipient may not have is in the bytes, whatever was filled in. */
static void test_nothing_leaks(void **state)
{
    px_error err = PX_ERROR_INIT;
    size_t hidden = 0, shown = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        PX_AUTO_FILLED px_filled_form whole = planted_form("model", seed);

        assert_ok(px_commitment_make(&whole, secret, PX_STR("abc"), &err), &err);
        for (int r = PX_RECIPIENT_AI_OFFICE; r < PX_RECIPIENT_COUNT; r++) {
            PX_AUTO_FILLED px_filled_form view = { 0 };
            searching s = { .view = &view };

            assert_ok(px_filled_view(arena, &whole, (px_recipient)r, &view, &err), &err);
            s.json = written(&view);
            for (size_t i = 0; i < whole.form->n_fields; i++)
                planted_words(&whole.form->fields[i], whole.fields[i].value, search, &s);
            assert_int_equal(px_str_find(s.json, PX_STR("14483498213")) < s.json.len,
                             r == PX_RECIPIENT_AI_OFFICE);
            assert_null(px_filled_leak(&whole, &view));
            hidden += s.hidden;
            shown += s.shown;
        }
    }
    assert_true(hidden > 1000 && shown > 1000);
}

/* A text that tells a number which its reader may not have is found. */
static void test_told(void **state)
{
    static const char *const texts[] = { "{\"en\":\"It has 7,241,732,096 parameters.\"}",
                                         "{\"fr\":\"Il en a 7 241 732 096.\"}",
                                         "{\"en\":\"7241732096\"}",
                                         "{\"en\":\"It has 7.2 billion parameters.\"}",
                                         "{\"en\":\"About 7.24 billion of them\"}",
                                         "{\"en\":\"a 7.2-billion decoder\"}",
                                         "{\"en\":\"7,242 million\"}",
                                         "{\"en\":\"7.2B in all\"}",
                                         "{\"en\":\"7.24 bn\"}",
                                         "{\"fr\":\"7,2 milliards\"}",
                                         "{\"fr\":\"7,24\u00a0Md\"}",
                                         "{\"en\":\"7.24 × 10^9\"}",
                                         "{\"en\":\"7.24 x 10⁹\"}" };
    /* Another number, one of one digit, a name, a range, a year, an abbreviation of something else.
     */
    static const char *const others[] = {
        "{\"en\":\"7.3 billion\"}",         "{\"en\":\"7 billion\"}",   "{\"en\":\"lantern-7.2B\"}",
        "{\"en\":\"7.2 million pages\"}",   "{\"en\":\"7.2 m tall\"}",  "{\"en\":\"7.2 B-trees\"}",
        "{\"en\":\"section 7.2 of 2024\"}", "{\"en\":\"7.24 × 10^10\"}"
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        PX_AUTO_FILLED px_filled_form whole = started("model"), view = { 0 };

        set(&whole, "p.size", "7241732096");
        set(&whole, "p.arch", "{\"en\":\"A decoder of 32 layers, 7 billion in 2024\"}");
        assert_ok(px_filled_view(arena, &whole, PX_RECIPIENT_DOWNSTREAM, &view, &err), &err);
        assert_null(px_filled_leak(&whole, &view));
        px_filled_free(&view);
        set(&whole, "p.arch", texts[i]);
        assert_ok(px_filled_view(arena, &whole, PX_RECIPIENT_DOWNSTREAM, &view, &err), &err);
        assert_non_null(px_filled_leak(&whole, &view));
        assert_str(px_filled_leak(&whole, &view)->id, "p.arch");
    }
    for (size_t i = 0; i < PX_COUNT(others); i++) {
        PX_AUTO_FILLED px_filled_form whole = started("model"), view = { 0 };

        set(&whole, "p.size", "7241732096");
        set(&whole, "p.arch", others[i]);
        assert_ok(px_filled_view(arena, &whole, PX_RECIPIENT_DOWNSTREAM, &view, &err), &err);
        if (px_filled_leak(&whole, &view))
            print_error("%s\n", others[i]);
        assert_null(px_filled_leak(&whole, &view));
    }
}

/* All views have the root of the whole, and only a changed document does not verify. */
static void test_commitment(void **state)
{
    PX_AUTO_FILLED px_filled_form whole = planted_form("model", 7),
                                  other = planted_form("model", 8);
    unsigned char root[32], root_of_view[32];
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_commitment_make(&whole, secret, PX_STR("abc"), &err), &err);
    assert_ok(px_commitment_make(&other, secret, PX_STR("abc"), &err), &err);
    px_commitment_root(&whole, root);
    px_commitment_root(&other, root_of_view);
    assert_memory_not_equal(root, root_of_view, 32);
    for (int r = PX_RECIPIENT_AI_OFFICE; r < PX_RECIPIENT_COUNT; r++) {
        PX_AUTO_FILLED px_filled_form view = { 0 }, read = { 0 };
        size_t shown = 0, expected = 0;

        assert_ok(px_filled_view(arena, &whole, (px_recipient)r, &view, &err), &err);
        assert_ok(px_filled_read(arena, written(&view), "view", &read, &err), &err);
        assert_ok(px_commitment_verify(&read, &shown, &err), &err);
        px_commitment_root(&read, root_of_view);
        assert_memory_equal(root, root_of_view, 32);
        for (size_t i = 0; i < whole.form->n_fields; i++)
            expected += px_official_field_is_for(&whole.form->fields[i], (px_recipient)r);
        assert_int_equal(shown, expected);

        /* Another value, a value more, another head, another leaf. */
        set(&read, "u.aup", "{\"en\":\"none\"}");
        assert_fails(px_commitment_verify(&read, NULL, &err), PX_ERR_NOT_VERIFIED);
        assert_string_equal(px_error_arg(&err, "field"), "model.u.aup");
        px_filled_free(&read);
        assert_ok(px_filled_read(arena, written(&view), "view", &read, &err), &err);
        px_filled_of(&read, PX_STR("u.aup"))->opened = false;
        assert_fails(px_commitment_verify(&read, NULL, &err), PX_ERR_NOT_VERIFIED);
        px_filled_of(&read, PX_STR("u.aup"))->opened = true;
        read.head.date = PX_STR("2026-06-01");
        assert_fails(px_commitment_verify(&read, NULL, &err), PX_ERR_NOT_VERIFIED);
        read.head.date = PX_STR("2026-05-31");
        assert_ok(px_commitment_verify(&read, NULL, &err), &err);
        read.leaves[1][0] ^= 1;
        assert_fails(px_commitment_verify(&read, NULL, &err), PX_ERR_NOT_VERIFIED);
    }
}

/* The bytes of the commitment, worked out by hand: docs/forms.md fixes them. */
static void test_fixed_bytes(void **state)
{
    PX_AUTO_FILLED px_filled_form filled = started("model");
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(65);
    px_error err = PX_ERROR_INIT;
    unsigned char root[32];

    (void)state;
    set(&filled, "p.size", "7");
    assert_ok(px_commitment_make(&filled, secret, PX_STR("abc"), &err), &err);
    px_commitment_root(&filled, root);
    px_builder_hex(&hex, root, sizeof(root));
    assert_string_equal(px_builder_cstr(&hex),
                        "802b22ee86ab0fc5317e8947259f9deb4cc503c71292c4af2c881dcfae903df1");
}

static void test_reads_no_nonsense(void **state)
{
    static const struct {
        const char *json, *reason;
    } rows[] = {
        { "{}", "schema 1" },
        { "{\"schema\":1,\"form\":\"tax\"}", "no such form" },
        { "{\"schema\":1,\"form\":\"model\",\"form_version\":\"2024-11\"}", "no such version" },
        { "{\"schema\":1,\"form\":\"model\",\"document_version\":\"1\",\"date\":\"yesterday\"}",
          "2026-05-31" },
        { "{\"schema\":1,\"form\":\"model\",\"document_version\":\"1\",\"date\":\"2026-05-31\","
          "\"fields\":[{\"field\":\"p.none\"}]}",
          "no such field" },
        { "{\"schema\":1,\"form\":\"model\",\"document_version\":\"1\",\"date\":\"2026-05-31\","
          "\"fields\":[{\"field\":\"p.size\",\"value\":1},{\"field\":\"p.size\",\"value\":1}]}",
          "twice" },
        { "{\"schema\":1,\"form\":\"model\",\"document_version\":\"1\",\"date\":\"2026-05-31\","
          "\"recipient\":\"downstream\",\"fields\":[{\"field\":\"p.size\",\"value\":1}]}",
          "may not have" },
        { "{\"schema\":1,\"form\":\"model\",\"document_version\":\"1\",\"date\":\"2026-05-31\","
          "\"fields\":[],\"commitment\":{\"scheme\":\"praxis/form/field/1\",\"leaves\":[]}}",
          "no proof" },
    };
    px_error err;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        px_filled_form filled;

        err = PX_ERROR_INIT;
        assert_fails(px_filled_read(arena, px_str_of(rows[i].json), "x", &filled, &err),
                     PX_ERR_INVALID);
        if (!strstr(px_error_arg(&err, "reason"), rows[i].reason))
            print_error("%s\n", px_error_arg(&err, "reason"));
        assert_non_null(strstr(px_error_arg(&err, "reason"), rows[i].reason));
    }
}

static void test_ranges_only(void **state)
{
    PX_AUTO_FILLED px_filled_form filled = started("summary");

    (void)state;
    set(&filled, "1.3.b",
        "{\"text\":{\"value\":\"15600000000000\",\"unit\":\"tokens\"},"
        "\"image\":{\"value\":\"52000000000\",\"unit\":\"bytes\"},"
        "\"other\":{\"value\":7,\"unit\":\"meshes\"}}");
    px_filled_ranges_only(&filled);
    assert_true(px_str_find(written(&filled), PX_STR("156000")) == written(&filled).len);
    assert_true(px_str_find(written(&filled), PX_STR("\"high\"")) < written(&filled).len);
    assert_true(px_str_find(written(&filled), PX_STR("meshes")) < written(&filled).len);
    /* Bytes are no images: there is no range for them. */
    assert_true(px_str_find(written(&filled), PX_STR("52000000000")) < written(&filled).len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_derived),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_nothing_leaks),
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_commitment),
        cmocka_unit_test(test_fixed_bytes),
        cmocka_unit_test(test_reads_no_nonsense),
        cmocka_unit_test(test_ranges_only),
    };

    return cmocka_run_group_tests(tests, make, end);
}
