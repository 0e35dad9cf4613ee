/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "duty/claim_json.h"

static int read_text(const char *text, px_claim **ret_claims, size_t *ret_count, px_error *err)
{
    return px_claims_file_read(px_str_of(text), "claims.json", arena, ret_claims, ret_count, err);
}

static void what_is_written_is_read_again(void **state)
{
    static const char hash[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    px_evidence evidence = { .name = PX_STR("config.json"),
                             .hash = PX_STR(hash),
                             .size = 10,
                             .ranged = true,
                             .start = 2,
                             .length = 3,
                             .scan = PX_STR("s") };
    px_claim claims[] = {
        { .field = PX_STR("fact.layers"),
          .value = PX_STR("32"),
          .basis = PX_BASIS_MEASURED,
          .method = PX_STR("praxis model inspect"),
          .program = PX_STR("praxis 0"),
          .note = PX_STR("n"),
          .evidence = &evidence,
          .n_evidence = 1 },
        { .field = PX_STR("model.p.size"), .value = PX_STR("1"), .basis = PX_BASIS_DERIVED },
        { .field = PX_STR("summary.1.3.f"),
          .value = PX_STR("{\"en\":\"x\"}"),
          .basis = PX_BASIS_DECLARED },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(65536);
    px_error err = PX_ERROR_INIT;
    px_claim *read;
    px_json json;
    size_t n;

    (void)state;
    px_json_start(&json, &out, PX_JSON_PRETTY);
    px_json_object(&json);
    assert_ok(px_claims_file_json(&json, PX_STR("lab/one"), claims, 3, &err), &err);
    px_json_object_end(&json);
    assert_ok(px_json_finish(&json, &err), &err);
    assert_true(px_claims_file_is(px_builder_view(&out)));
    assert_ok(read_text(px_builder_cstr(&out), &read, &n, &err), &err);
    assert_int_equal(n, 2); /* what is derived is made anew */
    assert_str(read[0].field, "fact.layers");
    assert_str(read[0].value, "32");
    assert_int_equal(read[0].basis, PX_BASIS_MEASURED);
    assert_str(read[0].program, "praxis 0");
    assert_str(read[0].note, "n");
    assert_int_equal(read[0].n_evidence, 1);
    assert_str(read[0].evidence[0].hash, hash);
    assert_true(read[0].evidence[0].ranged);
    assert_int_equal(read[0].evidence[0].length, 3);
    assert_str(read[1].value, "{\"en\":\"x\"}");
}

static void what_is_not_a_file_of_claims_is_refused(void **state)
{
    static const struct {
        const char *text;
        int code;
    } cases[] = {
        { "", PX_ERR_MALFORMED },
        { "[]", PX_ERR_INVALID },
        { "{\"format\":\"other\",\"claims\":[]}", PX_ERR_UNSUPPORTED },
        { "{\"format\":\"praxis-claims\"}", PX_ERR_INVALID },
        { "{\"format\":\"praxis-claims\",\"claims\":[1]}", PX_ERR_INVALID },
        { "{\"format\":\"praxis-claims\",\"claims\":[{\"field\":\"fact.layers\"}]}",
          PX_ERR_INVALID },
        { "{\"format\":\"praxis-claims\",\"claims\":[{\"field\":\"fact.layers\",\"value\":1,"
          "\"basis\":\"derived\"}]}",
          PX_ERR_INVALID },
        { "{\"format\":\"praxis-claims\",\"claims\":[{\"field\":\"fact.layers\",\"value\":1.5,"
          "\"basis\":\"declared\"}]}",
          PX_ERR_INVALID },
        { "{\"format\":\"praxis-claims\",\"claims\":[{\"field\":\"fact.layers\",\"value\":1,"
          "\"basis\":\"declared\",\"evidence\":[{\"name\":\"a\",\"sha256\":\"b\"}]}]}",
          PX_ERR_INVALID },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_error err = PX_ERROR_INIT;
        px_claim *read;
        size_t n;

        assert_int_equal(read_text(cases[i].text, &read, &n, &err), -cases[i].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(what_is_not_a_file_of_claims_is_refused),
    };

    return cmocka_run_group_tests(tests, make, end);
}
