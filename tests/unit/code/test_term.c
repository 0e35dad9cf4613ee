/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/markdown/markdown.h"
#include "code/node_html.h"
#include "code/term.h"

typedef struct found {
    const char *in, *out;
} found;

#define TERM(id, words) "<a class=\"term\" href=\"#" id "\">" words "</a>"

static px_terms *terms_of(px_arena *arena, const char *language, const char *const *headings,
                          size_t count)
{
    px_text text = { .language = px_str_of(language), .count = count };

    text.nodes = px_arena_array(arena, count, sizeof(*text.nodes));
    for (size_t i = 0; i < count; i++)
        text.nodes[i] = (px_node){
            .kind = PX_PROVISION_DEFINITION,
            .lasting_id = px_str_of(px_arena_format(arena, "t%zu", i + 1)),
            .heading = px_str_of(headings[i]),
        };
    return px_terms_new(&text);
}

static void assert_found(px_terms *terms, const found *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

        px_terms_begin(terms);
        px_terms_html(terms, &out, px_str_of(cases[i].in));
        assert_string_equal(px_builder_cstr(&out), cases[i].out);
    }
}

static void test_english(void **state)
{
    static const char *const headings[] = {
        "Systemic risk",
        "Risk",
        "*Large* language model (LLM)",
        "General-purpose AI model",
        "General-purpose AI model with systemic risk",
        "Placing on the market",
        "CBRN",
        "Including",
        "Capability",
    };
    static const found cases[] = {
        { "", "" },
        { "nothing here & there", "nothing here &amp; there" },
        { "A risk.", "A " TERM("t2", "risk") "." },
        { "Systemic risks, <b>", TERM("t1", "Systemic risks") ", &lt;b&gt;" },
        { "the risk of systemic risks; a risk, a systemic risk",
          "the " TERM("t2", "risk") " of " TERM("t1",
                                                "systemic risks") "; a risk, a systemic risk" },
        { "systemic, risk", "systemic, " TERM("t2", "risk") },
        { "systemic\xC2\xA0risk", TERM("t1", "systemic\xC2\xA0risk") },
        { "general purpose AI models", TERM("t4", "general purpose AI models") },
        { "a general-purpose AI model with systemic risk is one",
          "a " TERM("t5", "general-purpose AI model with systemic risk") " is one" },
        { "a general-purpose AI model with risks",
          "a " TERM("t4", "general-purpose AI model") " with " TERM("t2", "risks") },
        { "general-purpose AI", "general-purpose AI" },
        { "LLMs and large language models", TERM("t3", "LLMs") " and large language models" },
        { "an llm", "an llm" },
        { "placed on the market", TERM("t6", "placed on the market") },
        { "CBRN, cbrn", TERM("t7", "CBRN") ", cbrn" },
        { "included, including", "included, " TERM("t8", "including") },
        { "capable of capabilities", "capable of " TERM("t9", "capabilities") },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_TERMS px_terms *terms = terms_of(arena, "en", headings, PX_COUNT(headings));

    (void)state;
    assert_found(terms, cases, PX_COUNT(cases));
}

static void test_french(void **state)
{
    static const char *const headings[] = {
        "Modèle d’IA à usage général",
        "Évaluateur externe indépendant",
        "Bureau de l’IA",
        "Capacité",
        "Œuvre",
        "Cœur",
    };
    static const found cases[] = {
        { "des modèles d'IA à usage général",
          "des " TERM("t1", "modèles d&#39;IA à usage général") },
        { "L’évaluateur externe indépendant", "L’" TERM("t2", "évaluateur externe indépendant") },
        { "ÉVALUATEURS EXTERNES INDÉPENDANTS", TERM("t2", "ÉVALUATEURS EXTERNES INDÉPENDANTS") },
        { "au Bureau de l’IA ;", "au " TERM("t3", "Bureau de l’IA") " ;" },
        { "les capacités", "les " TERM("t4", "capacités") },
        { "incapacité", "incapacité" },
        { "l’œuvre, les cœurs, d’« œuvres »",
          "l’" TERM("t5", "œuvre") ", les " TERM("t6", "cœurs") ", d’« œuvres »" },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_TERMS px_terms *terms = terms_of(arena, "fr", headings, PX_COUNT(headings));

    (void)state;
    assert_found(terms, cases, PX_COUNT(cases));
}

/* A language without stems still finds what is written the same. */
static void test_other_language(void **state)
{
    static const char *const headings[] = { "Κίνδυνος", "риск" };
    static const found cases[] = {
        { "ο κίνδυνος", "ο " TERM("t1", "κίνδυνος") },
        { "Риск, риски", TERM("t2", "Риск") ", риски" },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_TERMS px_terms *terms = terms_of(arena, "el", headings, PX_COUNT(headings));

    (void)state;
    assert_found(terms, cases, PX_COUNT(cases));
}

/* Once below a heading, and not in the term's own definition. */
static void test_once(void **state)
{
    static const char *const headings[] = { "draft", "answer" };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_TERMS px_terms *terms = terms_of(arena, "en", headings, PX_COUNT(headings));
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

    (void)state;
    px_terms_html(terms, &out, PX_STR("draft "));
    px_terms_html(terms, &out, PX_STR("drafts "));
    px_terms_begin(terms);
    px_terms_html(terms, &out, PX_STR("drafts "));
    px_terms_begin(terms);
    px_terms_within(terms, PX_STR("t1"));
    px_terms_html(terms, &out, PX_STR("drafts answers "));
    px_terms_within(terms, PX_STR_NONE);
    px_terms_html(terms, &out, PX_STR("drafts answers"));
    assert_string_equal(px_builder_cstr(&out),
                        TERM("t1", "draft") " drafts " TERM("t1", "drafts") " drafts " TERM(
                            "t2", "answers") " " TERM("t1", "drafts") " answers");
}

/* What defines nothing: no definitions, no heading, no id, no words, a sentence. */
static void test_none(void **state)
{
    static const char *const sentence[] = { "one two three four five six seven eight nine ten "
                                            "eleven twelve thirteen",
                                            "...", "", "()" };
    static const found cases[] = { { "one two three ...", "one two three ..." } };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_TERMS px_terms *terms = terms_of(arena, "en", sentence, PX_COUNT(sentence));
    px_node paragraph = { .kind = PX_PROVISION_PARAGRAPH, .heading = PX_STR_INIT("draft") };
    px_text text = { .language = PX_STR("en"), .nodes = &paragraph, .count = 1 };

    (void)state;
    assert_found(terms, cases, PX_COUNT(cases));
    assert_null(px_terms_new(&text));
    paragraph.kind = PX_PROVISION_DEFINITION;
    assert_null(px_terms_new(&text));
}

static void terms_hook(void *terms, px_builder *out, px_str text)
{
    px_terms_html(terms, out, text);
}

/* In Markdown: not in links, code and headings of tables; across what the parser cuts. */
static void test_markdown(void **state)
{
    static const char *const headings[] = { "draft", "risk & reward" };
    static const found cases[] = {
        { "`draft` [a draft](#x) *draft*",
          "<code>draft</code> <a href=\"#x\">a draft</a> <em>" TERM("t1", "draft") "</em>" },
        { "a\\_b dr&#97;ft", "a_b " TERM("t1", "draft") },
        { "[draft](javascript:x)", TERM("t1", "draft") },
        { "draft\\\ndraft", TERM("t1", "draft") " <br> draft" },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_TERMS px_terms *terms = terms_of(arena, "en", headings, PX_COUNT(headings));
    PX_AUTO_BUILDER px_builder table = PX_BUILDER_INIT(64 * 1024);
    px_markdown_hooks hooks = { .arg = terms, .text = terms_hook };
    px_node node = { .kind = PX_PROVISION_TABLE,
                     .text = PX_STR_INIT("| draft |\n| --- |\n| draft |") };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

        px_terms_begin(terms);
        assert_ok(px_markdown_html_with(&out, px_str_of(cases[i].in), &hooks, &err), &err);
        assert_string_equal(px_builder_cstr(&out), cases[i].out);
    }
    px_terms_begin(terms);
    assert_ok(px_node_html_with(&table, &node, &hooks, &err), &err);
    assert_non_null(strstr(px_builder_cstr(&table), "<th scope=\"col\">draft</th>"));
    assert_non_null(strstr(px_builder_cstr(&table), "<td>" TERM("t1", "draft") "</td>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english),        cmocka_unit_test(test_french),
        cmocka_unit_test(test_other_language), cmocka_unit_test(test_once),
        cmocka_unit_test(test_none),           cmocka_unit_test(test_markdown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
