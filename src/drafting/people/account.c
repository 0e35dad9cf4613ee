/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/account.h"

#include "drafting/mail/mail.h"
#include "drafting/people/mail_link.h"

#include "base/banned.h"

/* body: message id. */
static int account_tell(px_db *db, int64_t person, const char *body, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_mail_to to = { .person = person };
    px_mail_text text = { .subject = N_("Your account was changed"),
                          .body = body,
                          .link = "/me/security" };

    return px_mail_add(db, arena, PX_MAIL_ACCOUNT, &to, &text, err);
}

/* What others may have opened before ends with what they opened it by. */
static int account_end_others(px_db *db, const px_account_deed *deed, px_error *err)
{
    int rc = px_person_session_end_all(db, deed->person, deed->token, err);

    return rc < 0 ? rc : px_mail_link_end_all(db, deed->person, err);
}

int px_account_password(px_db *db, void *arg, px_error *err)
{
    const px_account_deed *deed = arg;
    int rc = px_credential_set_password(db, deed->person, deed->hash, err);

    if (rc >= 0)
        rc = account_end_others(db, deed, err);
    if (rc < 0)
        return rc;
    return account_tell(
        db, deed->person,
        deed->hash.len
            ? N_("The password of your account was set. All other browsers in which you had signed "
                 "in were signed out.\n\nIf it was not you, sign in by a link in a mail and set "
                 "another password.")
            : N_("The password of your account was taken away: you sign in by links in mails. All "
                 "other browsers in which you had signed in were signed out.\n\nIf it was not you, "
                 "sign in by a link in a mail and end the sessions that you do not know."),
        err);
}

int px_account_second(px_db *db, void *arg, px_error *err)
{
    const px_account_deed *deed = arg;
    int rc = px_credential_set_second(db, deed->person, deed->secret, deed->used, deed->codes, err);

    if (rc >= 0)
        rc = account_end_others(db, deed, err);
    if (rc < 0)
        return rc;
    return account_tell(db, deed->person,
                        N_("From now on signing in to your account asks for a code from an app "
                           "too.\n\nIf it was not you, write to the secretariat at once."),
                        err);
}

int px_account_second_end(px_db *db, void *arg, px_error *err)
{
    const px_account_deed *deed = arg;
    bool recovery;
    int rc = px_credential_use_code(db, deed->person, deed->code, deed->now, &recovery, err);

    if (rc >= 0)
        rc = px_credential_end_second(db, deed->person, err);
    if (rc < 0)
        return rc;
    return account_tell(db, deed->person,
                        N_("Signing in to your account asks for no code from an app any more.\n\n"
                           "If it was not you, sign in by a link in a mail and turn it on again."),
                        err);
}

int px_account_recovery(px_db *db, void *arg, px_error *err)
{
    const px_account_deed *deed = arg;
    bool recovery;
    int rc = px_credential_use_code(db, deed->person, deed->code, deed->now, &recovery, err);

    if (rc >= 0)
        rc = px_credential_set_recovery(db, deed->person, deed->codes, err);
    if (rc < 0)
        return rc;
    return account_tell(db, deed->person,
                        N_("New recovery codes were made for your account; the old ones are void."
                           "\n\nIf it was not you, write to the secretariat at once."),
                        err);
}

int px_account_identity_end(px_db *db, void *arg, px_error *err)
{
    const px_account_deed *deed = arg;
    int rc = px_identity_end(db, deed->person, &deed->identity, err);

    if (rc < 0)
        return rc;
    return account_tell(db, deed->person,
                        N_("An account elsewhere can no longer be used to sign in to yours."), err);
}
