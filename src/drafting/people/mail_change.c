/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/mail_change.h"

#include "drafting/mail/mail.h"
#include "drafting/people/mail_link.h"
#include "drafting/people/person.h"
#include "drafting/people/person_session.h"
#include "drafting/people/throttle.h"

#include "base/banned.h"

/* ---- Asking */

typedef struct ask_deed {
    const unsigned char *secret;
    int64_t person;
    px_str address;
    px_time now;
    bool ret_over;
} ask_deed;

static int ask_send(px_db *db, px_arena *arena, const px_person *person, const ask_deed *deed,
                    px_error *err)
{
    px_mail_link link = { .person = person->row,
                          .purpose = PX_LINK_MAIL,
                          .detail = deed->address,
                          .expires = deed->now + PX_LINK_LASTS };
    px_mail_to to = { .address = deed->address, .language = person->language };
    px_mail_text text = {
        .subject = N_("Confirm your new mail address"),
        .body = N_("An account is to have this mail address. Open the link in the browser in which "
                   "you are signed in to it; it works once, within an hour.\n\nIf you did not ask "
                   "for it, there is nothing to do: without the link nothing changes."),
    };
    char token[PX_TOKEN_LEN + 1];
    int rc;

    px_token_make(token);
    rc = px_mail_link_add(db, &link, px_str_n(token, PX_TOKEN_LEN), err);
    if (rc < 0)
        return rc;
    text.link = px_arena_format(arena, "/me/address/%s", token);
    return px_mail_add(db, arena, PX_MAIL_ACCOUNT, &to, &text, err);
}

static int ask_write(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    ask_deed *deed = arg;
    px_error none = PX_ERROR_INIT;
    px_person person, other;
    px_throttle count;
    int rc = px_person_get(db, arena, deed->person, &person, err);

    deed->ret_over = false;
    if (rc < 0)
        return rc;
    if (px_str_eq(person.mail, deed->address))
        return px_fail(err, PX_ERR_INVALID, N_("this is the address of your account already"),
                       "field", "mail", NULL);
    count = px_throttle_of(deed->secret, PX_THROTTLE_LINK, person.id, PX_STR("address"));
    rc = px_throttle_count(db, &count, deed->now, &deed->ret_over, err);
    if (rc < 0 || deed->ret_over)
        return rc;
    rc = px_person_find_mail(db, arena, deed->address, &other, &none);
    if (rc == -(int)PX_ERR_NOT_FOUND)
        return ask_send(db, arena, &person, deed, err);
    if (rc < 0)
        *err = none;
    return rc;
}

int px_mail_change_ask(px_house *house, int64_t person, px_str address, px_time now, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    ask_deed deed = { .secret = px_house_web_key(house), .person = person, .now = now };
    int rc = px_mail_address_key(arena, address, &deed.address, err);

    if (rc >= 0)
        rc = px_house_write(house, ask_write, &deed, err);
    if (rc >= 0 && deed.ret_over)
        return px_fail(err, PX_ERR_TOO_MANY,
                       N_("too many links were asked for this account; wait an hour"), NULL);
    return rc;
}

/* ---- The link */

int px_mail_change_find(px_db *db, px_arena *arena, int64_t person, px_str token, px_time now,
                        px_str *ret_address, px_error *err)
{
    px_mail_link link;
    int rc = px_mail_link_find(db, arena, token, PX_LINK_MAIL, now, &link, err);

    if (rc < 0)
        return rc;
    if (link.person != person)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("this link belongs to another account; sign in to that one"), NULL);
    *ret_address = link.detail;
    return 0;
}

/* Whoever reads mails at the old address learns of it, and what to do. */
static int use_tell(px_db *db, px_arena *arena, const px_person *before, px_error *err)
{
    px_mail_to to = { .address = before->mail, .language = before->language };
    px_mail_text text = {
        .subject = N_("Your account was changed"),
        .body = N_("Your account has another mail address now; mails no longer come to this one. "
                   "All other browsers in which you had signed in were signed out.\n\nIf it was "
                   "not you, write to the secretariat at once."),
    };

    return px_mail_add(db, arena, PX_MAIL_ACCOUNT, &to, &text, err);
}

int px_mail_change_use(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_mail_change *deed = arg;
    px_person before, after;
    px_str address;
    int rc = px_mail_change_find(db, arena, deed->person, deed->token, deed->now, &address, err);

    if (rc >= 0)
        rc = px_person_get(db, arena, deed->person, &before, err);
    if (rc < 0)
        return rc;
    after = before;
    after.mail = address;
    rc = px_person_change(db, &after, err);
    if (rc >= 0)
        rc = px_mail_link_end_all(db, deed->person, err);
    if (rc >= 0)
        rc = px_person_session_end_all(db, deed->person, deed->session, err);
    return rc < 0 || !before.mail.len ? rc : use_tell(db, arena, &before, err);
}
