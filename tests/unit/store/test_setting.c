/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/house_fixture.h"

#include <sys/stat.h>

#include "store/setting.h"

static void the_table_is_sorted_and_its_standards_have_their_form(void **state)
{
    (void)state;
    for (const px_setting *s = px_settings; s->name; s++) {
        if (s > px_settings)
            assert_true(strcmp(s[-1].name, s->name) < 0);
        assert_ptr_equal(px_setting_find(px_str_of(s->name)), s);
        assert_non_null(s->summary);
        if (s->standard[0])
            assert_int_equal(s->form(px_str_of(s->standard), NULL), 0);
    }
    assert_null(px_setting_find(PX_STR("mail")));
    assert_null(px_setting_find(PX_STR("")));
}

static void every_file_of_the_table_is_in_backups(void **state)
{
    size_t files = 0;

    (void)state;
    for (const px_setting *s = px_settings; s->name; s++)
        files += s->file;
    for (size_t i = 0; i < files; i++) {
        const px_setting *s = px_setting_find(px_str_of(px_setting_key_file(i) + strlen("keys/")));

        assert_true(s && s->file);
    }
    assert_null(px_setting_key_file(files));
}

static void a_value_is_kept_and_taken_away(void **state)
{
    fixture *f = *state;
    px_str value;
    bool set;

    assert_ok(px_setting_get(f->reader, f->arena, "mail.tls", &value, &f->err), &f->err);
    assert_str(value, "required");
    assert_ok(px_setting_set(f->house, "mail.tls", PX_STR("opportunistic"), &f->err), &f->err);
    assert_ok(px_setting_get(f->reader, f->arena, "mail.tls", &value, &f->err), &f->err);
    assert_str(value, "opportunistic");
    assert_ok(px_setting_is_set(f->house, f->reader, "mail.tls", &set, &f->err), &f->err);
    assert_true(set);
    assert_ok(px_setting_unset(f->house, "mail.tls", &f->err), &f->err);
    assert_ok(px_setting_unset(f->house, "mail.tls", &f->err), &f->err);
    assert_ok(px_setting_is_set(f->house, f->reader, "mail.tls", &set, &f->err), &f->err);
    assert_false(set);
    assert_fails(px_setting_set(f->house, "origin", PX_STR("x"), &f->err), PX_ERR_NOT_FOUND);
    assert_fails(px_setting_get(f->reader, f->arena, "origin", &value, &f->err), PX_ERR_NOT_FOUND);
}

static void a_secret_is_a_file_of_its_owner_alone(void **state)
{
    fixture *f = *state;
    char *path = px_path_join(f->path, "keys/mail.password");
    px_str value;
    struct stat st;

    assert_ok(px_setting_secret(f->house, f->arena, "mail.password", &value, &f->err), &f->err);
    assert_str(value, "");
    assert_ok(px_setting_set(f->house, "mail.password", PX_STR("s3cret"), &f->err), &f->err);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_ok(px_setting_secret(f->house, f->arena, "mail.password", &value, &f->err), &f->err);
    assert_str(value, "s3cret");
    assert_fails(px_house_setting(f->reader, f->arena, "mail.password", &value, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_fails(px_setting_set(f->house, "mail.password", PX_STR("two\nlines"), &f->err),
                 PX_ERR_INVALID);
    for (unsigned i = 0; i < f->err.n_args; i++)
        assert_null(strstr(px_error_arg(&f->err, f->err.arg_names[i]), "lines"));
    assert_ok(px_setting_unset(f->house, "mail.password", &f->err), &f->err);
    assert_false(px_path_exists(path));
    free(path);
}

static void values_without_their_form_are_refused(void **state)
{
    static const struct {
        const char *name, *value;
    } bad[] = {
        { "site.address", "http://code.example.eu" },
        { "site.address", "https://code.example.eu/" },
        { "site.address", "https://code.example.eu/path" },
        { "site.address", "https://user@code.example.eu" },
        { "site.address", "code.example.eu" },
        { "site.address", "javascript://x" },
        { "mail.server", "https://mail.example.eu" },
        { "mail.server", "smtp://mail.example.eu/x" },
        { "mail.server", "smtp://mail.example.eu:0" },
        { "mail.server", "smtp://mail.example.eu:99999" },
        { "mail.server", "smtp://a b" },
        { "mail.tls", "no" },
        { "mail.from", "nobody" },
        { "mail.from", "a@b@c" },
        { "mail.from", "Anna <a@example.eu>" },
        { "mail.from", "a@example.eu\r\nBcc: b@example.eu" },
        { "oidc.issuer", "http://id.example.eu" },
        { "oidc.issuer", "https://id.example.eu?x" },
        { "oidc.name", "" },
        { "oidc.name", "two\nlines" },
        { "demonstration", "true" },
        { "mail.authority", "no certificate" },
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_fails(px_setting_set(f->house, bad[i].name, px_str_of(bad[i].value), &f->err),
                     PX_ERR_INVALID);
    assert_ok(px_setting_set(f->house, "site.address", PX_STR("http://[::1]:8080"), &f->err),
              &f->err);
    assert_ok(
        px_setting_set(f->house, "oidc.issuer", PX_STR("https://id.example.eu/realms/x"), &f->err),
        &f->err);
}

static void mails_go_unencrypted_to_this_machine_only(void **state)
{
    fixture *f = *state;

    assert_ok(px_setting_set(f->house, "mail.server", PX_STR("smtp://localhost:25"), &f->err),
              &f->err);
    assert_ok(px_setting_set(f->house, "mail.tls", PX_STR("none"), &f->err), &f->err);
    assert_fails(px_setting_set(f->house, "mail.server", PX_STR("smtp://example.eu"), &f->err),
                 PX_ERR_INVALID);
    assert_ok(px_setting_set(f->house, "mail.tls", PX_STR("required"), &f->err), &f->err);
    assert_ok(px_setting_set(f->house, "mail.server", PX_STR("smtp://example.eu"), &f->err),
              &f->err);
    assert_fails(px_setting_set(f->house, "mail.tls", PX_STR("none"), &f->err), PX_ERR_INVALID);
}

static void the_site_is_where_the_setting_says_or_where_it_is_served(void **state)
{
    fixture *f = *state;
    px_str site;

    assert_ok(px_setting_site(f->reader, f->arena, &site, &f->err), &f->err);
    assert_str(site, "http://127.0.0.1:8080");
    assert_ok(px_setting_served(f->house, PX_STR("http://127.0.0.1:9000"), &f->err), &f->err);
    assert_ok(px_setting_site(f->reader, f->arena, &site, &f->err), &f->err);
    assert_str(site, "http://127.0.0.1:9000");
    assert_ok(px_setting_set(f->house, "site.address", PX_STR("https://code.example.eu"), &f->err),
              &f->err);
    assert_ok(px_setting_site(f->reader, f->arena, &site, &f->err), &f->err);
    assert_str(site, "https://code.example.eu");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_sorted_and_its_standards_have_their_form),
        cmocka_unit_test(every_file_of_the_table_is_in_backups),
        cmocka_unit_test_setup_teardown(a_value_is_kept_and_taken_away, setup, teardown),
        cmocka_unit_test_setup_teardown(a_secret_is_a_file_of_its_owner_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(values_without_their_form_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(mails_go_unencrypted_to_this_machine_only, setup, teardown),
        cmocka_unit_test_setup_teardown(the_site_is_where_the_setting_says_or_where_it_is_served,
                                        setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
