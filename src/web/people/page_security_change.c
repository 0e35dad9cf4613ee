/* SPDX-License-Identifier: EUPL-1.2 */
/* What the forms of /me/security do: password, sessions, accounts elsewhere. */
#include "drafting/people/person.h"
#include "drafting/people/sign_in.h"
#include "web/page_frame.h"
#include "web/people/page_security.h"
#include "web/route.h"
#include "web/session.h"

#include "base/banned.h"

/* ---- Password */

/* Words of one's own, of which no password is to be made: the parts of name and address, the name
 * of the house. */
enum { OWN_WORDS = 24 };

static size_t security_split(px_str text, px_str *words, size_t n)
{
    size_t start = 0;

    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && !strchr(" @.-_+", text.ptr[i]))
            continue;
        if (i > start && n < OWN_WORDS)
            words[n++] = px_str_sub(text, start, i);
        start = i + 1;
    }
    return n;
}

static int security_check_new(px_request *request, px_str password, px_error *err)
{
    px_str words[OWN_WORDS];
    px_person person;
    size_t n = 0;
    int rc = px_person_get(request->db, request->arena, request->session.who.person, &person, err);

    if (rc < 0)
        return rc;
    n = security_split(person.name, words, n);
    n = security_split(person.mail, words, n);
    n = security_split(px_str_of(px_house_name(request->house)), words, n);
    return px_password_check(password, words, n, err);
}

static int security_check_old(px_request *request, px_security_page *page, px_error *err)
{
    bool right, stale;
    int rc = px_second_count(request->house, request->session.who.person, request->session.token,
                             request->now, err);

    if (rc >= 0)
        rc = px_password_verify(page->credential.password, px_form_text(&page->password, "old"),
                                &right, &stale, err);
    if (rc >= 0 && !right)
        px_form_fail(&page->password, "old",
                     N_("this is not your present password; if you have forgotten it, sign in by a "
                        "link in a mail"),
                     NULL);
    return rc;
}

static int security_set_password(px_request *request, px_security_page *page, px_error *err)
{
    px_account_deed deed = px_security_deed(request);
    px_str password = px_form_text(&page->password, "password");
    char hash[PX_PASSWORD_HASH_SIZE];
    px_error why = PX_ERROR_INIT;
    int rc = security_check_new(request, password, &why);

    if (rc < 0 && !px_form_refuse(&page->password, "password", &why)) {
        *err = why;
        return rc;
    }
    rc = page->asks_old && rc >= 0 ? security_check_old(request, page, err) : 0;
    if (rc < 0 || !px_form_is_valid(&page->password))
        return rc;
    rc = px_password_hash(password, hash, err);
    if (rc < 0)
        return rc;
    deed.hash = px_str_of(hash);
    return px_house_write(request->house, px_account_password, &deed, err);
}

int px_page_security_password(px_request *request, px_reply *reply, px_error *err)
{
    px_security_page page;
    int rc = px_security_start(request, &page, err);

    if (rc >= 0 && px_form_read(&page.password))
        rc = security_set_password(request, &page, err);
    if (rc < 0)
        return rc;
    if (!px_form_is_valid(&page.password))
        return px_security_write(request, reply, &page, err);
    px_reply_see_other(reply, px_page_address(request, "/me/security?done=password"));
    return 0;
}

int px_page_security_password_end(px_request *request, px_reply *reply, px_error *err)
{
    px_account_deed deed = px_security_deed(request);
    int rc = px_house_write(request->house, px_account_password, &deed, err);

    if (rc >= 0)
        px_reply_see_other(reply, px_page_address(request, "/me/security?done=no-password"));
    return rc;
}

/* ---- Sessions */

typedef struct end_deed {
    int64_t person;
    px_str id, token;
} end_deed;

static int security_end_session(px_db *db, void *arg, px_error *err)
{
    const end_deed *deed = arg;

    if (px_str_is(deed->id, "others"))
        return px_person_session_end_all(db, deed->person, deed->token, err);
    return px_person_session_end_one(db, deed->person, deed->id, err);
}

int px_page_security_session(px_request *request, px_reply *reply, px_error *err)
{
    end_deed deed = { request->session.who.person, px_fields_get(&request->form, "session"),
                      request->session.token };
    int rc = px_house_write(request->house, security_end_session, &deed, err);

    if (rc < 0 && rc != -(int)PX_ERR_NOT_FOUND) /* ended already: as it should be */
        return rc;
    px_reply_see_other(reply,
                       px_page_address(request, "/me/security?done=%s",
                                       px_str_is(deed.id, "others") ? "sessions" : "session"));
    return 0;
}

/* ---- Accounts elsewhere */

int px_page_security_identity(px_request *request, px_reply *reply, px_error *err)
{
    px_account_deed deed = px_security_deed(request);
    int rc;

    deed.identity.issuer = px_fields_get(&request->form, "issuer");
    deed.identity.subject = px_fields_get(&request->form, "subject");
    rc = px_house_write(request->house, px_account_identity_end, &deed, err);
    if (rc < 0 && rc != -(int)PX_ERR_NOT_FOUND)
        return rc;
    px_reply_see_other(reply, px_page_address(request, "/me/security?done=identity"));
    return 0;
}
