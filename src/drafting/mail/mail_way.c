/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/mail/mail_way.h"

#include "base/net_address.h"
#include "base/random.h"
#include "drafting/mail/mail_message.h"
#include "store/setting.h"

#include "base/banned.h"

static int way_require(px_db *db, px_arena *arena, const char *name, px_str *ret_value,
                       px_error *err)
{
    int rc = px_setting_get(db, arena, name, ret_value, err);

    if (rc >= 0 && !ret_value->len)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("mails cannot be sent before '{name}' is set: 'praxis setting set "
                          "{name} ...'"),
                       "name", name, NULL);
    return rc;
}

/* What this machine calls itself: the host of the site. */
static px_str way_helo(px_str site)
{
    px_net_address address;

    if (!px_net_address_read(site, &address) || px_net_is_loopback(address.host) ||
        px_str_find_char(address.host, ':') < address.host.len)
        return PX_STR("localhost");
    return address.host;
}

static px_mail_tls way_tls(px_str tls)
{
    return px_str_is(tls, "none")            ? PX_MAIL_TLS_NONE
           : px_str_is(tls, "opportunistic") ? PX_MAIL_TLS_OPPORTUNISTIC
                                             : PX_MAIL_TLS_REQUIRED;
}

int px_mail_way_read(const px_house *house, px_db *db, px_arena *arena, px_mail_way *ret_way,
                     px_error *err)
{
    px_mail_way way = { .from_name = px_arena_str(arena, px_str_of(px_house_name(house))) };
    px_str tls;
    int rc = way_require(db, arena, "mail.server", &way.server.address, err);

    if (rc >= 0)
        rc = way_require(db, arena, "mail.from", &way.from, err);
    if (rc >= 0)
        rc = px_setting_get(db, arena, "mail.reply_to", &way.reply_to, err);
    if (rc >= 0)
        rc = px_setting_get(db, arena, "mail.user", &way.server.user, err);
    if (rc >= 0)
        rc = px_setting_get(db, arena, "mail.tls", &tls, err);
    if (rc >= 0)
        rc = px_setting_secret(house, arena, "mail.password", &way.server.password, err);
    if (rc >= 0)
        rc = px_setting_secret(house, arena, "mail.authority", &way.server.authority, err);
    if (rc >= 0)
        rc = px_setting_site(db, arena, &way.site, err);
    if (rc < 0)
        return rc;
    way.server.tls = way_tls(tls);
    way.server.helo = way_helo(way.site);
    way.server.seconds = 30;
    *ret_way = way;
    return 0;
}

int px_mail_ready(const px_house *house, px_db *db, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_mail_way way;

    return px_mail_way_read(house, db, arena, &way, err);
}

/* ---- A letter */

static void way_foot(px_builder *body, const px_mail_way *way, const px_language *language,
                     px_str unsubscribe)
{
    const px_arg args[] = { { "house", way->from_name }, { "address", unsubscribe } };

    px_builder_add(body, "\n\n-- \n");
    if (unsubscribe.len)
        px_message(body, language,
                   N_("You get this mail because you take part in {house}. To get such mails less "
                      "often, or no longer: {address}"),
                   args, PX_COUNT(args));
    else
        px_message(body, language,
                   N_("{house} sent this mail because of something that you did there, or that "
                      "concerns you. Nobody reads answers to it."),
                   args, PX_COUNT(args));
}

/* With an address that answers go to, that is no longer true. */
static void way_foot_answered(px_builder *body, const px_mail_way *way, const px_language *language)
{
    const px_arg args[] = { { "house", way->from_name } };

    px_builder_add(body, "\n\n-- \n");
    px_message(body, language,
               N_("{house} sent this mail because of something that you did there, or that "
                  "concerns you."),
               args, PX_COUNT(args));
}

int px_mail_letter_make(px_arena *arena, const px_house *house, const px_mail_way *way,
                        const px_mail_row *mail, px_mail_letter *ret_letter, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_MAIL_MAX_BYTES);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_MAIL_MAX_BYTES);
    const px_language *language = px_language_find(mail->language);
    px_str unsubscribe = PX_STR("");
    px_mail_message message;
    int rc;

    if (!language)
        language = px_language_english();
    if (!px_mail_kind_at(mail->kind)->urgent && mail->person_id.len)
        unsubscribe = px_str_of(px_arena_format(arena, "%.*s/%s/unsubscribe/%s",
                                                PX_STR_ARG(way->site), px_language_tag(language),
                                                px_mail_token(arena, house, mail->person_id).ptr));
    px_builder_str(&body, mail->body);
    if (!unsubscribe.len && way->reply_to.len)
        way_foot_answered(&body, way, language);
    else
        way_foot(&body, way, language, unsubscribe);
    message = (px_mail_message){
        .from_name = way->from_name,
        .from = way->from,
        .to_name = mail->name,
        .to = mail->address,
        .reply_to = way->reply_to,
        .subject = mail->subject,
        .body = px_builder_view(&body),
        .language = px_str_of(px_language_tag(language)),
        .id = mail->id,
        .unsubscribe = unsubscribe,
        .date = mail->created,
    };
    rc = px_mail_message_print(&message, &out, err);
    if (rc < 0)
        return rc;
    *ret_letter = (px_mail_letter){ .from = way->from,
                                    .to = mail->address,
                                    .message = px_arena_str(arena, px_builder_view(&out)) };
    return 0;
}

/* ---- Trying it */

typedef struct way_trial {
    px_arena *arena;
    px_mail_verdict verdict;
    px_str line;
} way_trial;

static int way_take(void *arg, size_t index, px_mail_verdict verdict, px_str line, px_error *err)
{
    way_trial *trial = arg;

    (void)index;
    (void)err;
    trial->verdict = verdict;
    trial->line = px_arena_str(trial->arena, line);
    return 0;
}

int px_mail_try(const px_house *house, px_db *db, px_courier *courier, px_arena *arena,
                px_str address, const px_language *language, px_str *ret_line, px_error *err)
{
    way_trial trial = { .arena = arena, .verdict = PX_MAIL_NO_SERVER, .line = PX_STR("") };
    char id[PX_PUBLIC_ID_LEN + 1];
    px_mail_way way;
    px_mail_letter letter;
    px_mail_row mail = { .kind = PX_MAIL_RECEIPT, .address = address, .created = px_now() };
    int rc = px_mail_way_read(house, db, arena, &way, err);

    if (rc < 0)
        return rc;
    px_random_public_id(id);
    mail.id = px_str_of(id);
    mail.language = px_str_of(px_language_tag(language));
    mail.subject = px_str_of(px_tr(language, N_("The mail settings work")));
    mail.body = px_str_of(px_tr(language, N_("This mail tries the settings: it has reached you, "
                                             "and so mails of this site can be sent.")));
    rc = px_mail_letter_make(arena, house, &way, &mail, &letter, err);
    if (rc >= 0)
        rc = px_courier_send(courier, &way.server, &letter, 1, way_take, &trial, err);
    if (rc < 0)
        return rc;
    if (trial.verdict != PX_MAIL_ACCEPTED)
        return px_fail(err, PX_ERR_UNSUPPORTED, N_("the mail was not accepted: {reason}"), "reason",
                       trial.line.ptr, NULL);
    *ret_line = trial.line;
    return 0;
}
