/* SPDX-License-Identifier: EUPL-1.2 */
/* The copy of a person's data: that it is whole, and nobody else's. */
#include "unit/drafting/people_fixture.h"

#include "base/builder.h"
#include "drafting/people/personal_words.h"

#include "base/banned.h"

static bool is_named(px_str table, px_str column)
{
    for (const px_personal_source *s = px_personal_sources; s->name; s++)
        if (px_str_is(table, s->table) && s->column && px_str_is(column, s->column))
            return true;
    return false;
}

/* Every column that refers to persons is in a row of the table. */
static void test_schema(void **state)
{
    fixture *f = *state;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int n = 0;

    assert_ok(px_query_start(f->reader,
                             "SELECT m.name, k.\"from\" FROM sqlite_schema AS m, "
                             "pragma_foreign_key_list(m.name) AS k WHERE m.type = 'table' "
                             "AND k.\"table\" = 'person'",
                             &query, &f->err),
              &f->err);
    while (px_query_step(&query, &f->err) > 0) {
        px_str table = px_query_next_text(&query, f->arena);
        px_str column = px_query_next_text(&query, f->arena);

        if (!is_named(table, column))
            fail_msg("%s.%s is in no part of the copy", table.ptr, column.ptr);
        n++;
    }
    assert_true(n >= 12);
}

static void test_names(void **state)
{
    (void)state;
    for (const px_personal_source *s = px_personal_sources; s->name; s++) {
        size_t n = 0;

        assert_non_null(s->table);
        assert_non_null(s->title);
        assert_non_null(s->why);
        while (n < PX_PERSONAL_FIELDS_MAX && s->fields[n].name)
            n++;
        assert_in_range(n, 1, PX_PERSONAL_FIELDS_MAX - 1);
        for (const px_personal_source *t = s + 1; t->name; t++)
            assert_string_not_equal(s->name, t->name);
    }
}

static px_str copy_of(fixture *f, const px_person *person, px_builder *out)
{
    px_personal_part *parts;
    size_t n;
    px_json json;

    assert_ok(px_personal_data(f->reader, f->arena, person, &parts, &n, &f->err), &f->err);
    px_builder_clear(out);
    px_json_start(&json, out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_personal_data_json(&json, person, parts, n);
    px_json_object_end(&json);
    assert_ok(px_json_finish(&json, &f->err), &f->err);
    return px_builder_view(out);
}

static bool has(px_str text, const char *part)
{
    return px_str_find(text, px_str_of(part)) < text.len;
}

static void test_copy(void **state)
{
    fixture *f = *state;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person otto = people_add(f, "Otto", "otto@example.eu");
    px_scope code = people_code_scope(f, "gpai");
    px_str text;

    assert_ok(people_give(f, &anna, PX_ROLE_CHAIR, code, "co-chair"), &f->err);
    assert_ok(people_give(f, &otto, PX_ROLE_MEMBER, code, ""), &f->err);
    text = copy_of(f, &anna, &out);
    assert_true(has(text, "\"mail\":\"anna@example.eu\""));
    assert_true(has(text, "\"role\":\"chair\",\"scope_kind\":\"code\",\"scope\":\"gpai\""));
    assert_true(has(text, "\"kind\":\"person.appointed\""));
    assert_true(has(text, "\"sessions\":[]"));
    assert_false(has(text, "otto"));
    assert_false(has(text, "\"member\""));
    text = copy_of(f, &otto, &out);
    assert_true(has(text, "\"kind\":\"person.granted\""));
    assert_false(has(text, "anna"));
}

/* ---- Words for keys */

static px_str word(const px_personal_speaker *speaker, const px_personal_field *field, px_str key)
{
    px_personal_value values[2] = { { .text = PX_STR("") }, { .text = key } };

    return px_personal_word(speaker, field, &values[1]);
}

/* The next of 'a', 'b' in a list of SQL, which ends by a parenthesis. */
static bool next_key(px_str *list, px_str *ret_key)
{
    size_t from = px_str_find_char(*list, '\''), end = px_str_find_char(*list, ')');
    size_t len;

    if (end < from || from == list->len)
        return false;
    *list = px_str_sub(*list, from + 1, list->len);
    len = px_str_find_char(*list, '\'');
    *ret_key = px_str_sub(*list, 0, len);
    *list = px_str_sub(*list, len + 1, list->len);
    return true;
}

/* What the schema lists as the values of a column has words in every language, wherever the column
 * is a field of the copy. */
static size_t column_has_words(fixture *f, px_str sql, const px_personal_field *field)
{
    const char *start = px_arena_format(f->arena, "CHECK (%s IN (", field->name);
    size_t at = px_str_find(sql, px_str_of(start)), n = 0;
    px_str list = px_str_sub(sql, PX_MIN(at + strlen(start), sql.len), sql.len), key;

    while (next_key(&list, &key)) {
        for (size_t i = 0; px_language_at(i) && key.len; i++) {
            px_personal_speaker speaker = { f->reader, f->arena, px_language_at(i) };
            px_str said = word(&speaker, field, key);

            if (!field->word || !field->word(&speaker, &(px_personal_value){ .text = key }).len)
                fail_msg("%s '%.*s' has no words", field->name, PX_STR_ARG(key));
            assert_true(said.len > 0);
        }
        n++;
    }
    return n;
}

static void test_words(void **state)
{
    fixture *f = *state;
    size_t n = 0;

    for (const px_personal_source *s = px_personal_sources; s->name; s++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
        px_str sql;

        assert_ok(px_query_start(f->reader,
                                 "SELECT coalesce((SELECT sql FROM sqlite_schema "
                                 "WHERE type = 'table' AND name = ?), '')",
                                 &query, &f->err),
                  &f->err);
        px_query_cstr(&query, s->table);
        assert_ok(px_query_step(&query, &f->err), &f->err);
        sql = px_query_next_text(&query, f->arena);
        for (size_t i = 0; i < PX_PERSONAL_FIELDS_MAX && s->fields[i].name; i++)
            if (s->fields[i].form == PX_PERSONAL_TEXT)
                n += column_has_words(f, sql, &s->fields[i]);
    }
    assert_true(n >= 50);
}

static const px_personal_field *field_of(const char *source, const char *name)
{
    for (const px_personal_source *s = px_personal_sources; s->name; s++)
        for (size_t i = 0; strcmp(s->name, source) == 0 && s->fields[i].name; i++)
            if (strcmp(s->fields[i].name, name) == 0)
                return &s->fields[i];
    fail_msg("%s has no %s", source, name);
    return NULL;
}

static int name_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_db_exec(db, arg, err);
}

/* Names that are data, also in the other language; what is not known stays as it is. */
static void test_names_of_keys(void **state)
{
    fixture *f = *state;
    px_personal_speaker en = { f->reader, f->arena, px_language_english() };
    px_personal_speaker fr = { f->reader, f->arena, px_language_find(PX_STR("fr")) };
    px_personal_value scope[] = { { .text = PX_STR("group") }, { .text = PX_STR("g1") } };

    (void)people_group_scope(f, people_code_scope(f, "gpai"), "g1");
    assert_ok(people_do(f, name_run,
                        (char[]){ "INSERT INTO working_group_name (working_group, language, name, "
                                  "since) SELECT id, 'en', 'Group one', 1 FROM working_group "
                                  "UNION ALL SELECT id, 'fr', 'Groupe un', 1 FROM working_group" }),
              &f->err);
    assert_str(word(&en, field_of("account", "category"), PX_STR("civil-society")),
               "Civil society");
    assert_str(word(&fr, field_of("account", "category"), PX_STR("civil-society")),
               "Société civile");
    assert_str(word(&en, field_of("account", "country"), PX_STR("BE")), "Belgium");
    assert_str(word(&fr, field_of("account", "country"), PX_STR("BE")), "Belgique");
    assert_str(word(&en, field_of("account", "language"), PX_STR("fr")), "Français");
    assert_str(word(&en, field_of("appointment_ends", "working_group"), PX_STR("g1")), "Group one");
    assert_str(word(&fr, field_of("applications", "groups"), PX_STR("[\"g1\",\"gone\"]")),
               "Groupe un; gone");
    assert_str(px_personal_word(&fr, field_of("roles", "scope"), &scope[1]), "Groupe un");
    scope[0].text = PX_STR("organisation");
    assert_str(px_personal_word(&fr, field_of("roles", "scope"), &scope[1]), "g1");
    assert_str(word(&en, field_of("acts", "kind"), PX_STR("comments.imported")),
               "comments were taken over from another record");
    assert_str(word(&en, field_of("acts", "kind"), PX_STR("of.a.newer.program")),
               "of.a.newer.program");
    assert_str(word(&en, field_of("account", "name"), PX_STR("none")), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_schema, setup, teardown),
        cmocka_unit_test(test_names),
        cmocka_unit_test_setup_teardown(test_copy, setup, teardown),
        cmocka_unit_test_setup_teardown(test_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_names_of_keys, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
