/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "drafting/dossier_json.h"
#include "unit/drafting/dossier_fixture.h"

static px_str json_of(fixture *f, const char *language)
{
    px_builder *out = px_arena_alloc(f->arena, sizeof(*out));
    px_dossier dossier = dossier_of(f, language);
    px_str text;
    px_json json;

    *out = PX_BUILDER_INIT(1 << 20);
    px_json_start(&json, out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_dossier_json(&json, &dossier, px_str_of(language));
    px_json_object_end(&json);
    assert_ok(px_json_finish(&json, &f->err), &f->err);
    text = px_arena_str(f->arena, px_builder_view(out));
    px_builder_free(out);
    return text;
}

#define PAGE_EN "\"source\":\"page\",\"title\":{\"language\":\"en\",\"text\":\"The page\"},"
#define PAGE_FR "\"source\":\"page\",\"title\":{\"language\":\"fr\",\"text\":\"La page\"},"
#define ADDRESS "\"address\":\"https://example.eu/page\","
#define PRIMARY "\"confidence\":\"primary\""

/* Every key is there, whatever is known. */
static void test_step(void **state)
{
    static const char text[] = DOSSIER(STEP("one", "2024-W47", ""));
    fixture *f = *state;

    assert_ok(dossier_import(f, text, NULL), &f->err);
    assert_str(
        json_of(f, "en"),
        "{\"as_of\":\"2026-11-24\",\"entries\":[{\"part\":\"history\",\"kind\":\"step\","
        "\"key\":\"one\",\"date\":\"2024-W47\",\"until\":null,\"time\":null,\"zone\":null,"
        "\"about\":false,\"sources\":[{" PAGE_EN ADDRESS PRIMARY ",\"note\":null}],"
        "\"figures\":[],\"step\":\"plenary\",\"title\":{\"language\":\"en\",\"text\":\"Plenary\"},"
        "\"text\":null,\"cycle\":null,\"version\":null,\"round\":null}]}");
    assert_str(
        json_of(f, "fr"),
        "{\"as_of\":\"2026-11-24\",\"entries\":[{\"part\":\"history\",\"kind\":\"step\","
        "\"key\":\"one\",\"date\":\"2024-W47\",\"until\":null,\"time\":null,\"zone\":null,"
        "\"about\":false,\"sources\":[{" PAGE_FR ADDRESS PRIMARY ",\"note\":null}],"
        "\"figures\":[],\"step\":\"plenary\",\"title\":{\"language\":\"fr\","
        "\"text\":\"Plénière\"},\"text\":null,\"cycle\":null,\"version\":null,\"round\":null}]}");
}

#define WORDS "{\"en\":\"Words\"}"
#define WORDS_EN "{\"language\":\"en\",\"text\":\"Words\"}"

/* A text that is not there in the language says in which one it is. */
static void test_duty(void **state)
{
    static const char text[] = DOSSIER(
        "{\"kind\":\"addressee\",\"key\":\"all\",\"date\":\"2025\",\"title\":" WORDS "," CITED "},"
        "{\"kind\":\"duty\",\"key\":\"one\",\"date\":\"2025-02-03\",\"time\":\"09:05\","
        "\"provision\":\"k3v7q0m2a9\",\"addressees\":[\"all\"],"
        "\"articles\":[{\"act\":\"ai-act\",\"article\":\"53(1)(a)\"}],\"terms\":["
        "{\"type\":\"deadline\",\"value\":5,\"unit\":\"day\",\"relation\":\"within\","
        "\"what\":" WORDS ",\"from\":" WORDS ",\"direction\":\"before\"},"
        "{\"type\":\"number\",\"value\":0,\"unit\":\"item\",\"relation\":\"at-least\","
        "\"what\":" WORDS "}]," CITED "}");
    fixture *f = *state;
    px_str json;

    assert_ok(dossier_import(f, text, NULL), &f->err);
    json = json_of(f, "fr");
    assert_true(px_str_find(json, PX_STR("\"time\":\"09:05\",\"zone\":\"Europe/Brussels\"")) <
                json.len);
    assert_true(
        px_str_ends(json, PX_STR("\"provision\":\"k3v7q0m2a9\",\"addressees\":[\"all\"],"
                                 "\"articles\":[{\"act\":\"ai-act\",\"article\":\"53(1)(a)\"}],"
                                 "\"terms\":[{\"type\":\"deadline\",\"value\":5,\"unit\":\"day\","
                                 "\"relation\":\"within\",\"what\":" WORDS_EN ",\"from\":" WORDS_EN
                                 ",\"direction\":\"before\",\"unless\":null},"
                                 "{\"type\":\"number\",\"value\":0,\"unit\":\"item\","
                                 "\"relation\":\"at-least\",\"what\":" WORDS_EN ",\"from\":null,"
                                 "\"direction\":\"after\",\"unless\":null}],\"text\":null}]}")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_step, setup, teardown),
        cmocka_unit_test_setup_teardown(test_duty, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
