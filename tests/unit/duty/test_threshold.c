/* SPDX-License-Identifier: EUPL-1.2 */
/* Claims of compute against the thresholds of the law, with the bounds of 30 percent. */
#include "duty/threshold.h"
#include "unit/arena_fixture.h"

enum { CLAIMS = 4, VERDICTS = 4 };

/* Claims as field and value; what has to come out: the model that was modified, rule and verdict.
 */
static const struct {
    const char *claims[2 * CLAIMS];
    struct {
        const char *base, *rule;
        px_verdict verdict;
    } out[VERDICTS];
} cases[] = {
    { { "fact.layers", "3" }, { { NULL, NULL, PX_VERDICT_UNKNOWN } } },
    { { "fact.compute", "\"7e22\"" },
      { { "", "general-purpose", PX_VERDICT_BELOW }, { "", "systemic-risk", PX_VERDICT_BELOW } } },
    /* 30 percent more than 8e22 is more than 10^23 */
    { { "fact.compute", "\"8e22\"" },
      { { "", "general-purpose", PX_VERDICT_STRADDLES },
        { "", "systemic-risk", PX_VERDICT_BELOW } } },
    { { "fact.compute", "\"2e25\"" },
      { { "", "general-purpose", PX_VERDICT_ABOVE }, { "", "systemic-risk", PX_VERDICT_ABOVE } } },
    /* what is not training counts for systemic risk alone */
    { { "fact.compute", "\"1e22\"", "fact.cumulative_compute", "\"2e25\"" },
      { { "", "general-purpose", PX_VERDICT_BELOW }, { "", "systemic-risk", PX_VERDICT_ABOVE } } },
    { { "fact.cumulative_compute", "\"2e25\"" },
      { { "", "general-purpose", PX_VERDICT_UNKNOWN },
        { "", "systemic-risk", PX_VERDICT_ABOVE } } },
    /* the form's own figure, where there is no fact */
    { { "model.c.flop.a", "\"2e24\"" },
      { { "", "general-purpose", PX_VERDICT_ABOVE }, { "", "systemic-risk", PX_VERDICT_BELOW } } },
    /* a third of 9e24 is 3e24; with the original it stays below 10^25 or may pass it */
    { { "fact.compute", "\"2e23\"", "fact.base_models",
        "[{\"name\":\"Big\",\"compute\":\"9e24\"}]" },
      { { "Big", "systemic-risk", PX_VERDICT_BELOW }, { "Big", "modifier", PX_VERDICT_BELOW } } },
    { { "fact.compute", "\"5e24\"", "fact.base_models",
        "[{\"name\":\"Big\",\"compute\":\"9e24\"}]" },
      { { "Big", "systemic-risk", PX_VERDICT_ABOVE }, { "Big", "modifier", PX_VERDICT_ABOVE } } },
    { { "fact.compute", "\"1e25\"", "fact.base_models",
        "[{\"name\":\"Giant\",\"compute\":\"4e25\"}]" },
      { { "Giant", "systemic-risk", PX_VERDICT_ABOVE },
        { "Giant", "modifier-of-systemic-risk", PX_VERDICT_BELOW } } },
    /* nobody says what the original took: a third of 10^23 and of 10^25 */
    { { "fact.compute", "\"1e24\"", "fact.base_models", "[{\"name\":\"Dark\"}]" },
      { { "Dark", "modifier-other", PX_VERDICT_ABOVE },
        { "Dark", "modifier-systemic-risk", PX_VERDICT_BELOW } } },
};

static void check(size_t i)
{
    px_claim claims[CLAIMS];
    px_error err = PX_ERROR_INIT;
    px_threshold *all;
    size_t n = 0, count;

    for (; n < CLAIMS && cases[i].claims[2 * n]; n++)
        claims[n] = (px_claim){ .field = px_str_of(cases[i].claims[2 * n]),
                                .value = px_str_of(cases[i].claims[2 * n + 1]) };
    assert_ok(px_thresholds(claims, n, arena, &all, &count, &err), &err);
    for (n = 0; n < VERDICTS && cases[i].out[n].rule; n++) {
        size_t at = 0;

        while (at < count && (!px_str_is(all[at].verdict.rule, cases[i].out[n].rule) ||
                              !px_str_is(all[at].base, cases[i].out[n].base)))
            at++;
        if (at == count || all[at].verdict.verdict != cases[i].out[n].verdict)
            print_error("case %zu: %s\n", i, cases[i].out[n].rule);
        assert_true(at < count);
        assert_int_equal(all[at].verdict.verdict, cases[i].out[n].verdict);
    }
    assert_int_equal(count, n);
}

static void test_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++)
        check(i);
}

static void test_said(void **state)
{
    const px_claim claim = { .field = PX_STR("fact.compute"), .value = PX_STR("\"2e25\"") };
    const px_language *english = px_language_english();
    px_error err = PX_ERROR_INIT;
    px_threshold *all;
    size_t count;

    (void)state;
    assert_ok(px_thresholds(&claim, 1, arena, &all, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_non_null(strstr(px_compute_verdict_words(arena, english, &all[1].verdict), "above"));
    assert_non_null(
        strstr(px_compute_rule_words(arena, english, &all[1].verdict), "Articles 51(2) and 52(1)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_judged),
        cmocka_unit_test(test_said),
    };

    return cmocka_run_group_tests(tests, make, end);
}
