/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "base/plural.h"

typedef struct expectation {
    unsigned long long n;
    unsigned form;
} expectation;

/* The rules of real catalogues, with the numbers at which their forms change. */
static const struct {
    const char *rule;
    expectation forms[16]; /* ended by form 99 */
} languages[] = {
    { "nplurals=1; plural=0;", { { 0, 0 }, { 1, 0 }, { 5, 0 }, { 0, 99 } } },
    { "nplurals=2; plural=n != 1;", { { 0, 1 }, { 1, 0 }, { 2, 1 }, { 0, 99 } } }, /* en, de */
    { "nplurals=2; plural=(n > 1);",
      { { 0, 0 }, { 1, 0 }, { 2, 1 }, { 1000000, 1 }, { ~0ULL, 1 }, { 0, 99 } } }, /* fr */
    { "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
      { { 0, 2 },
        { 1, 0 },
        { 2, 1 },
        { 4, 1 },
        { 5, 2 },
        { 12, 2 },
        { 14, 2 },
        { 21, 2 },
        { 22, 1 },
        { 112, 2 },
        { 122, 1 },
        { 0, 99 } } }, /* pl */
    { "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
      "(n%100<10 || n%100>=20) ? 1 : 2);",
      { { 0, 2 },
        { 1, 0 },
        { 2, 1 },
        { 5, 2 },
        { 11, 2 },
        { 21, 0 },
        { 23, 1 },
        { 111, 2 },
        { 0, 99 } } }, /* ru, hr */
    { "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;",
      { { 0, 2 }, { 1, 0 }, { 2, 1 }, { 4, 1 }, { 5, 2 }, { 22, 2 }, { 0, 99 } } }, /* cs, sk */
    { "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
      "n%100>=11 ? 4 : 5);",
      { { 0, 0 },
        { 1, 1 },
        { 2, 2 },
        { 3, 3 },
        { 10, 3 },
        { 11, 4 },
        { 99, 4 },
        { 100, 5 },
        { 102, 5 },
        { 103, 3 },
        { 0, 99 } } }, /* ar */
    { "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
      { { 1, 0 }, { 2, 1 }, { 3, 2 }, { 4, 2 }, { 5, 3 }, { 101, 0 }, { 104, 2 }, { 0, 99 } } },
    { "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2)",
      { { 1, 0 }, { 2, 1 }, { 9, 1 }, { 10, 2 }, { 11, 2 }, { 21, 0 }, { 0, 99 } } }, /* lt */
    { "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
      { { 0, 2 }, { 1, 0 }, { 2, 1 }, { 11, 1 }, { 21, 0 }, { 0, 99 } } }, /* lv */
    { "nplurals=5; plural=n==1 ? 0 : n==2 ? 1 : (n>2 && n<7) ? 2 :(n>6 && n<11) ? 3 : 4;",
      { { 0, 4 }, { 1, 0 }, { 2, 1 }, { 3, 2 }, { 7, 3 }, { 10, 3 }, { 11, 4 }, { 0, 99 } } },
    { "nplurals=4; plural=(n==1 ? 0 : n==0 || ( n%100>1 && n%100<11) ? 1 : "
      "(n%100>10 && n%100<20 ) ? 2 : 3);",
      { { 0, 1 }, { 1, 0 }, { 2, 1 }, { 11, 2 }, { 19, 2 }, { 20, 3 }, { 102, 1 }, { 0, 99 } } },
    { "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
      { { 0, 1 }, { 1, 0 }, { 2, 1 }, { 19, 1 }, { 20, 2 }, { 101, 1 }, { 0, 99 } } }, /* ro */
    { "nplurals=2; plural=(n%10!=1 || n%100==11);",
      { { 0, 1 }, { 1, 0 }, { 11, 1 }, { 21, 0 }, { 0, 99 } } }, /* is */
};

static void test_languages(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_plural plural;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(languages); i++) {
        assert_ok(px_plural_parse(px_str_of(languages[i].rule), &plural, &err), &err);
        for (const expectation *e = languages[i].forms; e->form != 99; e++) {
            if (px_plural_form(&plural, e->n) != e->form)
                print_error("%s, n=%llu\n", languages[i].rule, e->n);
            assert_int_equal(px_plural_form(&plural, e->n), e->form);
        }
    }
}

/* C's precedence and grouping, on an 8-form scale. */
static void test_operators(void **state)
{
    static const struct {
        const char *expression;
        unsigned n, form;
    } cases[] = {
        { "1+2*3", 0, 7 },     { "(1+2)*2", 0, 6 },   { "7-3-2", 0, 2 },     { "40/5/4", 0, 2 },
        { "17%10%4", 0, 3 },   { "2+6/3", 0, 4 },     { "n*n-n", 3, 6 },     { "1<2<3", 0, 1 },
        { "3>2>1", 0, 0 },     { "2<=2", 0, 1 },      { "3<=2", 0, 0 },      { "2>=3", 0, 0 },
        { "1==1==0", 0, 0 },   { "1!=2==1", 0, 1 },   { "1||0&&0", 0, 1 },   { "(1||0)&&0", 0, 0 },
        { "2&&4", 0, 1 },      { "!n", 0, 1 },        { "!n", 5, 0 },        { "!!n", 5, 1 },
        { "!n==1", 0, 1 },     { "!(n==1)", 1, 0 },   { "n?n?1:2:3", 1, 1 }, { "n?1:n?2:3", 0, 3 },
        { "0||1?4:5", 0, 4 },  { " 1\t+\n1 ", 0, 2 }, { "0?1/0:4", 0, 4 }, /* what is not chosen is
                                                                              not worked out */
        { "0&&1/0", 0, 0 },    { "1||1/0", 0, 1 },    { "1/n", 0, 0 },       { "5+1%n", 0, 0 },
        { "3+(n/0)", 7, 0 },   { "8", 0, 0 }, /* no such form */
        { "0-1", 0, 0 },                      /* wraps around */
        { "999999999", 0, 0 },
    };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(200);
    px_error err = PX_ERROR_INIT;
    px_plural plural;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_builder_clear(&text);
        px_builder_format(&text, "nplurals=8; plural=%s;", cases[i].expression);
        assert_ok(px_plural_parse(px_builder_view(&text), &plural, &err), &err);
        if (px_plural_form(&plural, cases[i].n) != cases[i].form)
            print_error("%s\n", cases[i].expression);
        assert_int_equal(px_plural_form(&plural, cases[i].n), cases[i].form);
    }
}

static void test_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "nplurals=2",
        "nplurals=2;",
        "nplurals=2; plural=",
        "nplurals=2; plural=;",
        "nplurals=2 plural=n;",
        "nplurals=0; plural=0;",
        "nplurals=9; plural=0;",
        "nplurals=99999999999999999999; plural=0;",
        "nplurals=-1; plural=0;",
        "plural=n; nplurals=2;",
        "nplurals=2; plural=n n;",
        "nplurals=2; plural=m;",
        "nplurals=2; plural=(n;",
        "nplurals=2; plural=n);",
        "nplurals=2; plural=n=1;",
        "nplurals=2; plural=n&1;",
        "nplurals=2; plural=n|1;",
        "nplurals=2; plural=n?1;",
        "nplurals=2; plural=n?:1;",
        "nplurals=2; plural=n:1;",
        "nplurals=2; plural=+1;",
        "nplurals=2; plural=n+;",
        "nplurals=2; plural=1000000000;",
        "nplurals=2; plural=n;; ",
        "nplurals=INTEGER; plural=EXPRESSION;",
    };
    px_plural plural = { .n_forms = 77 };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        if (px_plural_parse(px_str_of(wrong[i]), &plural, &err) != -(int)PX_ERR_MALFORMED)
            print_error("accepted: %s\n", wrong[i]);
        assert_fails(px_plural_parse(px_str_of(wrong[i]), &plural, &err), PX_ERR_MALFORMED);
        assert_non_null(px_error_arg(&err, "reason"));
    }
    assert_int_equal(plural.n_forms, 77);
}

/* A rule of `prefix` n times, then `middle`, then `suffix` n times. */
static int parse_repeated(const char *prefix, const char *middle, const char *suffix, size_t n,
                          px_plural *ret_plural, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 20);

    px_builder_add(&text, "nplurals=2; plural=");
    for (size_t i = 0; i < n; i++)
        px_builder_add(&text, prefix);
    px_builder_add(&text, middle);
    for (size_t i = 0; i < n; i++)
        px_builder_add(&text, suffix);
    return px_plural_parse(px_builder_view(&text), ret_plural, err);
}

static void test_bounds(void **state)
{
    static const char *const nested[][3] = {
        { "(", "n", ")" },   { "!", "n", "" },        { "n?", "1", ":0" },
        { "n?0:", "1", "" }, { "(n?(", "1", "):0)" },
    };
    px_error err = PX_ERROR_INIT;
    px_plural plural;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(nested); i++) {
        const char *const *t = nested[i];

        assert_ok(parse_repeated(t[0], t[1], t[2], 10, &plural, &err), &err);
        (void)px_plural_form(&plural, 1);
        assert_fails(parse_repeated(t[0], t[1], t[2], 33, &plural, &err), PX_ERR_MALFORMED);
        assert_string_equal(px_error_arg(&err, "reason"),
                            "the rule for plural forms is nested too deeply");
        assert_fails(parse_repeated(t[0], t[1], t[2], 50000, &plural, &err), PX_ERR_MALFORMED);
    }
    assert_ok(parse_repeated("n+", "n", "", 99, &plural, &err), &err);
    assert_int_equal(plural.n_nodes, 199);
    assert_int_equal(px_plural_form(&plural, 0), 0);
    assert_fails(parse_repeated("n+", "n", "", 100, &plural, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"), "the rule for plural forms is too long");
}

static void test_germanic(void **state)
{
    px_plural plural = px_plural_germanic();

    (void)state;
    assert_int_equal(plural.n_forms, 2);
    assert_int_equal(px_plural_form(&plural, 0), 1);
    assert_int_equal(px_plural_form(&plural, 1), 0);
    assert_int_equal(px_plural_form(&plural, 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages), cmocka_unit_test(test_operators),
        cmocka_unit_test(test_refused),   cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_germanic),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
