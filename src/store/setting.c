/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/setting.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/net_address.h"

#include "base/banned.h"

#define SETTING_SERVED "serve.address" /* kept beside the settings: nobody sets it by hand */
#define SETTING_SITE "http://127.0.0.1:8080"

/* ---- Forms */

static int form_fail(px_str value, const char *message, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_INVALID, message, "value", px_str_excerpt(value, excerpt), NULL);
}

/* One line of text without control characters. */
static int form_line(px_str value, px_error *err)
{
    if (px_str_has_control(value) || value.len == 0 || value.len > PX_SETTING_MAX ||
        !px_utf8_valid(value, NULL))
        return form_fail(value, N_("'{value}' is not one line of text"), err);
    return 0;
}

/* A secret: its words are not repeated in errors. */
static int form_secret(px_str value, px_error *err)
{
    if (form_line(value, NULL) < 0)
        return px_fail(err, PX_ERR_INVALID,
                       N_("a secret is one line of text without control characters"), NULL);
    return 0;
}

/* https, or http on this machine alone. */
static bool form_is_web(px_str value, px_net_address *address)
{
    if (!px_net_address_read(value, address))
        return false;
    if (px_str_is(address->scheme, "https"))
        return true;
    return px_str_is(address->scheme, "http") && px_net_is_loopback(address->host);
}

static int form_site(px_str value, px_error *err)
{
    px_net_address address;

    if (!form_is_web(value, &address) || address.rest.len)
        return form_fail(value,
                         N_("'{value}' is not the address of a site; write https://HOST, or "
                            "http://127.0.0.1:PORT for a trial on this machine"),
                         err);
    return 0;
}

static int form_issuer(px_str value, px_error *err)
{
    px_net_address address;

    if (!form_is_web(value, &address) || px_str_find_char(value, '?') < value.len ||
        px_str_find_char(value, '#') < value.len)
        return form_fail(value, N_("'{value}' is not an address that begins with https://"), err);
    return 0;
}

static int form_server(px_str value, px_error *err)
{
    px_net_address address;

    if (!px_net_address_read(value, &address) || address.rest.len ||
        (!px_str_is(address.scheme, "smtp") && !px_str_is(address.scheme, "smtps")))
        return form_fail(value,
                         N_("'{value}' is not the address of a mail server; write smtp://HOST:PORT "
                            "or smtps://HOST:PORT"),
                         err);
    return 0;
}

static int form_tls(px_str value, px_error *err)
{
    if (!px_str_is(value, "required") && !px_str_is(value, "opportunistic") &&
        !px_str_is(value, "none"))
        return form_fail(value, N_("'{value}' is not one of required, opportunistic and none"),
                         err);
    return 0;
}

static int form_yes(px_str value, px_error *err)
{
    if (!px_str_is(value, "yes") && !px_str_is(value, "no"))
        return form_fail(value, N_("'{value}' is not one of yes and no"), err);
    return 0;
}

static int form_address(px_str value, px_error *err)
{
    size_t at = px_str_find_char(value, '@');
    bool bad = at == 0 || at + 1 >= value.len || value.len > 254;

    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        bad |= (unsigned char)c <= ' ' || c == 0x7f || strchr("<>,;:\"\\()[]", c) != NULL ||
               (c == '@' && i != at);
    }
    if (bad || !px_utf8_valid(value, NULL))
        return form_fail(value, N_("'{value}' is not a mail address"), err);
    return 0;
}

/* Certificates in PEM form. */
static int form_certificates(px_str value, px_error *err)
{
    if (px_str_find(value, PX_STR("-----BEGIN CERTIFICATE-----")) == value.len ||
        value.len > PX_SETTING_MAX_FILE || !px_utf8_valid(value, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("the file holds no certificates in PEM form"), NULL);
    return 0;
}

/* ---- The table */

const px_setting px_settings[] = {
    { "demonstration", N_("whether this house is a demonstration with generated people"),
      N_("yes or no"), form_yes, "no", false },
    { "mail.authority", N_("certificates that sign the mail server's, in place of the system's"),
      NULL, form_certificates, "", true },
    { "mail.from", N_("address that mails come from"), N_("ADDRESS"), form_address, "", false },
    { "mail.password", N_("password at the mail server"), NULL, form_secret, "", true },
    { "mail.reply_to", N_("address that answers to mails go to"), N_("ADDRESS"), form_address, "",
      false },
    { "mail.server", N_("server that takes mails: smtp:// with STARTTLS, or smtps://"),
      N_("smtp://HOST:PORT"), form_server, "", false },
    { "mail.tls",
      N_("whether mails are sent encrypted: required, opportunistic, or none (this machine only)"),
      N_("required"), form_tls, "required", false },
    { "mail.user", N_("name at the mail server"), N_("NAME"), form_line, "", false },
    { "oidc.authority", N_("certificates that sign the provider's, in place of the system's"), NULL,
      form_certificates, "", true },
    { "oidc.claim_mail", N_("which claim of the provider of sign-in holds the mail address"),
      N_("NAME"), form_line, "email", false },
    { "oidc.claim_verified",
      N_("which of its claims says that the address is verified; - where all of them are"),
      N_("NAME"), form_line, "email_verified", false },
    { "oidc.client_id", N_("name of this site at the provider of sign-in"), N_("NAME"), form_line,
      "", false },
    { "oidc.client_secret", N_("secret of this site at the provider of sign-in"), NULL, form_secret,
      "", true },
    { "oidc.issuer", N_("provider of sign-in by OpenID Connect"), N_("https://HOST/PATH"),
      form_issuer, "", false },
    { "oidc.name", N_("what the provider of sign-in is called on the page"), N_("NAME"), form_line,
      "", false },
    { "oidc.scopes", N_("what is asked of the provider of sign-in"), N_("SCOPES"), form_line,
      "openid email profile", false },
    { "site.address", N_("where this site is, for the addresses in mails"), N_("https://HOST"),
      form_site, "", false },
    { 0 },
};

const px_setting *px_setting_find(px_str name)
{
    for (const px_setting *s = px_settings; s->name; s++)
        if (px_str_is(name, s->name))
            return s;
    return NULL;
}

static int setting_require(const char *name, const px_setting **ret_setting, px_error *err)
{
    *ret_setting = px_setting_find(px_str_of(name));
    if (*ret_setting)
        return 0;
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("there is no setting '{name}'; 'praxis setting list' shows them all"), "name",
                   name, NULL);
}

const char *px_setting_key_file(size_t index)
{
    static const char *const files[] = { "keys/mail.authority", "keys/mail.password",
                                         "keys/oidc.authority", "keys/oidc.client_secret" };

    return index < PX_COUNT(files) ? files[index] : NULL;
}

/* ---- Reading */

int px_setting_get(px_db *db, px_arena *arena, const char *name, px_str *ret_value, px_error *err)
{
    const px_setting *setting;
    int rc = setting_require(name, &setting, err);

    if (rc >= 0)
        rc = px_house_setting(db, arena, name, ret_value, err);
    if (rc == -PX_ERR_NOT_FOUND && setting) {
        *ret_value = px_str_of(setting->standard);
        return 0;
    }
    return rc;
}

int px_setting_is(px_db *db, const char *name, bool *ret_yes, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str value;
    int rc = px_setting_get(db, arena, name, &value, err);

    if (rc >= 0)
        *ret_yes = px_str_is(value, "yes");
    return rc;
}

static char *setting_file(const px_house *house, const char *name)
{
    PX_AUTO_FREE char *keys = px_path_join(px_house_path(house), "keys");

    return px_path_join(keys, name);
}

int px_setting_secret(const px_house *house, px_arena *arena, const char *name, px_str *ret_value,
                      px_error *err)
{
    PX_AUTO_FREE char *file = setting_file(house, name);
    PX_AUTO_FREE char *text = NULL;
    size_t len = 0;
    int rc;

    if (!px_path_exists(file)) {
        *ret_value = PX_STR("");
        return 0;
    }
    rc = px_file_read(file, PX_SETTING_MAX_FILE + 2, &text, &len, err);
    if (rc < 0)
        return rc;
    *ret_value = px_arena_str(arena, px_str_trim(px_str_n(text, len)));
    explicit_bzero(text, len);
    return 0;
}

int px_setting_is_set(const px_house *house, px_db *db, const char *name, bool *ret_set,
                      px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_setting *setting;
    px_str value;
    int rc = setting_require(name, &setting, err);

    if (rc < 0)
        return rc;
    if (setting->file) {
        PX_AUTO_FREE char *file = setting_file(house, name);

        *ret_set = px_path_exists(file);
        return 0;
    }
    rc = px_house_setting(db, arena, name, &value, err);
    if (rc < 0 && rc != -PX_ERR_NOT_FOUND)
        return rc;
    *ret_set = rc >= 0;
    return 0;
}

int px_setting_site(px_db *db, px_arena *arena, px_str *ret_site, px_error *err)
{
    px_str site;
    int rc = px_setting_get(db, arena, "site.address", &site, err);

    if (rc >= 0 && !site.len)
        rc = px_house_setting(db, arena, SETTING_SERVED, &site, err);
    if (rc == -PX_ERR_NOT_FOUND) {
        site = PX_STR(SETTING_SITE);
        rc = 0;
    }
    if (rc >= 0)
        *ret_site = site;
    return rc;
}

/* ---- Writing */

/* What settings ask of each other: without encryption mails go to this machine only. */
static int setting_check_tls(px_db *db, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_net_address address;
    px_str server, tls = PX_STR_NONE;
    int rc = px_setting_get(db, arena, "mail.server", &server, err);

    if (rc >= 0)
        rc = px_setting_get(db, arena, "mail.tls", &tls, err);
    if (rc < 0 || !px_str_is(tls, "none") || !px_net_address_read(server, &address) ||
        px_net_is_loopback(address.host))
        return rc;
    return px_fail(err, PX_ERR_INVALID,
                   N_("mails are sent without encryption only to a server on this machine; set "
                      "mail.tls to required or opportunistic"),
                   NULL);
}

int px_setting_put(px_db *db, const char *name, px_str value, px_error *err)
{
    const px_setting *setting;
    int rc = setting_require(name, &setting, err);

    if (rc < 0)
        return rc;
    if (setting->file)
        return px_fail(err, PX_ERR_INVALID, N_("the setting '{name}' is kept as a file"), "name",
                       name, NULL);
    rc = setting->form(value, err);
    if (rc >= 0)
        rc = px_house_set(db, name, value, err);
    return rc < 0 ? rc : setting_check_tls(db, err);
}

typedef struct setting_deed {
    const char *name;
    px_str value; /* ptr NULL: away with it */
} setting_deed;

static int setting_put_deed(px_db *db, void *arg, px_error *err)
{
    const setting_deed *deed = arg;

    return px_setting_put(db, deed->name, deed->value, err);
}

static int setting_remove_deed(px_db *db, void *arg, px_error *err)
{
    const setting_deed *deed = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM house_setting WHERE name = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, deed->name);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : setting_check_tls(db, err);
}

int px_setting_set(px_house *house, const char *name, px_str value, px_error *err)
{
    setting_deed deed = { name, value };
    const px_setting *setting;
    int rc = setting_require(name, &setting, err);

    if (rc < 0)
        return rc;
    if (!setting->file)
        return px_house_write(house, setting_put_deed, &deed, err);
    rc = setting->form(value, err);
    if (rc >= 0) {
        PX_AUTO_FREE char *file = setting_file(house, name);

        rc = px_file_write(file, value, 0600, err);
    }
    return rc;
}

int px_setting_unset(px_house *house, const char *name, px_error *err)
{
    setting_deed deed = { .name = name };
    const px_setting *setting;
    int rc = setting_require(name, &setting, err);

    if (rc < 0)
        return rc;
    if (!setting->file)
        return px_house_write(house, setting_remove_deed, &deed, err);
    PX_AUTO_FREE char *file = setting_file(house, name);

    if (unlink(file) != 0 && errno != ENOENT)
        return px_fail_errno(err, errno, N_("cannot remove '{path}': {reason}"), "path", file,
                             NULL);
    return 0;
}

static int setting_served_deed(px_db *db, void *arg, px_error *err)
{
    const setting_deed *deed = arg;

    return px_house_set(db, deed->name, deed->value, err);
}

int px_setting_served(px_house *house, px_str address, px_error *err)
{
    setting_deed deed = { SETTING_SERVED, address };

    return px_house_write(house, setting_served_deed, &deed, err);
}
