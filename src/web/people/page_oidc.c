/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in by an account elsewhere: on to the provider, and what comes back. An account that is
 * known signs in. One that is not known, but whose verified address is that of a person, is linked
 * by a mail to that address; nobody becomes somebody else only because a provider says so. Whoever
 * has signed in already may link one to the account at hand.
 */
#include <stdatomic.h>

#include "base/log.h"
#include "drafting/people/account.h"
#include "drafting/people/oidc.h"
#include "drafting/people/person.h"
#include "drafting/people/sign_in.h"
#include "store/setting.h"
#include "web/page_part.h"
#include "web/people/sign_in_flow.h"
#include "web/route.h"
#include "web/session.h"

#include "base/banned.h"

/* How many wait for the provider at once, so that a slow one does not stop all workers. */
enum { EXCHANGES_AT_ONCE = 2 };
static atomic_int exchanges;

#define BACK "/sign-in/oidc/back"
#define SECURITY "/me/security"

static px_oidc oidc_of(px_request *request)
{
    return (px_oidc){ .house = request->house,
                      .db = request->db,
                      .courier = request->courier,
                      .arena = request->arena,
                      .now = request->now };
}

static int oidc_enter(px_error *err)
{
    if (atomic_fetch_add(&exchanges, 1) < EXCHANGES_AT_ONCE)
        return 0;
    (void)atomic_fetch_sub(&exchanges, 1);
    return px_fail(err, PX_ERR_BUSY, N_("too many are signing in by the provider at once"), NULL);
}

static int oidc_redirect(px_request *request, px_str *ret_redirect, px_error *err)
{
    px_str site;
    int rc = px_setting_site(request->db, request->arena, &site, err);

    if (rc >= 0)
        *ret_redirect = px_str_of(px_arena_format(request->arena, "%.*s" BACK, PX_STR_ARG(site)));
    return rc;
}

/* The provider does not answer, or not as it should: told on a page, with the other ways. */
static int oidc_tell_failure(px_request *request, px_reply *reply, int rc, px_error *err)
{
    static const px_sign_in_note note = {
        N_("The provider could not be asked"),
        N_("Signing in by the account elsewhere did not work. Try again in a moment, or sign in by "
           "a link in a mail."),
        "/sign-in",
        N_("Other ways to sign in"),
        503,
    };

    switch (-rc) {
    case PX_ERR_CONFIG:
    case PX_ERR_INVALID:
    case PX_ERR_IO:
    case PX_ERR_MALFORMED:
    case PX_ERR_NOT_VERIFIED:
    case PX_ERR_TIMEOUT:
    case PX_ERR_TOO_LARGE:
    case PX_ERR_UNSUPPORTED:
        px_log_error("web", "oidc", err);
        px_sign_in_note_write(request, reply, &note);
        return 0;
    default:
        return rc;
    }
}

/* A form of the site itself leads here; a link on another site does not, as it would sign somebody
 * in, or link an account, without their wish. */
int px_page_oidc_begin(px_request *request, px_reply *reply, px_error *err)
{
    px_oidc oidc = oidc_of(request);
    px_oidc_flow flow = { .back = px_fields_get(&request->query, "back") };
    px_str address;
    int rc;

    if (request->foreign) {
        px_reply_see_other(reply, px_page_address(request, "/sign-in"));
        return 0;
    }
    px_session_need(request, reply);
    flow.session = request->session.token;
    if (!flow.back.ptr)
        flow.back = PX_STR("");
    if (px_fields_get(&request->query, "link").len && request->session.who.person)
        flow.back = PX_STR("link");
    rc = oidc_redirect(request, &flow.redirect, err);
    if (rc >= 0)
        rc = oidc_enter(err);
    if (rc < 0)
        return rc;
    rc = px_oidc_begin(&oidc, &flow, &address, err);
    (void)atomic_fetch_sub(&exchanges, 1);
    if (rc < 0)
        return oidc_tell_failure(request, reply, rc, err);
    reply->status = 303;
    reply->cache_control = "no-store";
    px_reply_header(reply, "Location", address);
    return 0;
}

/* ---- What came back */

typedef struct identity_deed {
    px_arena *arena;
    const px_oidc_answer *answer;
    int64_t person;
    const unsigned char *secret;
    px_time now;
    bool ret_sent;
} identity_deed;

static int identity_prove(px_db *db, void *arg, int64_t *ret_person, px_error *err)
{
    const identity_deed *deed = arg;

    return px_identity_find(db, &deed->answer->identity, ret_person, err);
}

/* Links with whoever has signed in, unless it is somebody else's. */
static int identity_link(px_db *db, void *arg, px_error *err)
{
    const identity_deed *deed = arg;
    px_error none = PX_ERROR_INIT;
    int64_t person = 0;
    int rc = px_identity_find(db, &deed->answer->identity, &person, &none);

    if (rc >= 0 && person != deed->person)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("this account elsewhere is linked with another account here"), NULL);
    return px_identity_add(db, &deed->answer->identity, deed->person, err);
}

/* Sends a mail that asks the owner of the address whether it is them. */
static int identity_ask(px_db *db, void *arg, px_error *err)
{
    identity_deed *deed = arg;
    px_error none = PX_ERROR_INIT;
    px_throttle count;
    px_person person;
    bool over = false;
    int rc = px_person_find_mail(db, deed->arena, deed->answer->mail, &person, &none);

    deed->ret_sent = false;
    if (rc == -(int)PX_ERR_NOT_FOUND || (rc >= 0 && !px_str_is(person.state, "active")))
        return 0;
    if (rc < 0) {
        *err = none;
        return rc;
    }
    count = px_throttle_of(deed->secret, PX_THROTTLE_LINK, person.id, PX_STR(""));
    rc = px_throttle_count(db, &count, deed->now, &over, err);
    deed->ret_sent = true;
    if (rc < 0 || over)
        return rc;
    return px_link_send(db, deed->arena, person.row,
                        px_identity_print(deed->arena, &deed->answer->identity), deed->now, err);
}

static int back_unknown(px_request *request, px_reply *reply, identity_deed *deed, px_error *err)
{
    static const px_sign_in_note sent = {
        N_("Confirm that it is you"),
        N_("This account is not linked with yours yet. A mail with a link is on its way to its "
           "address: open it to link both. From then on the account signs you in at once."),
        NULL,
        NULL,
        0,
    };
    static const px_sign_in_note nobody = {
        N_("There is no account for you here yet"),
        N_("The provider knows you, but nobody here has the address that it gave. Accounts are "
           "made "
           "for those who take part: answer a call for participants, or ask the secretariat."),
        "/",
        N_("What is open now"),
        403,
    };
    int rc = deed->answer->mail.len ? px_house_write(request->house, identity_ask, deed, err) : 0;

    if (rc >= 0)
        px_sign_in_note_write(request, reply, deed->ret_sent ? &sent : &nobody);
    return rc;
}

static int back_known(px_request *request, px_reply *reply, const px_oidc_answer *answer,
                      px_error *err)
{
    identity_deed deed = { .arena = request->arena,
                           .answer = answer,
                           .person = request->session.who.person,
                           .secret = px_house_web_key(request->house),
                           .now = request->now };
    px_sign_in in = { .proof = identity_prove, .arg = &deed, .way = PX_SIGN_IN_OIDC };
    px_error why = PX_ERROR_INIT;
    int rc;

    if (px_str_is(answer->back, "link") && deed.person) {
        rc = px_house_write(request->house, identity_link, &deed, err);
        if (rc >= 0)
            px_reply_see_other(reply, px_page_address(request, SECURITY "?done=linked"));
        return rc;
    }
    rc = px_sign_in_flow(request, reply, &in, answer->back, &why);
    if (rc == -(int)PX_ERR_NOT_FOUND)
        return back_unknown(request, reply, &deed, err);
    if (rc < 0)
        *err = why;
    return rc;
}

/* Nothing is under way in this browser, or the provider said no. */
static void back_over(px_request *request, px_reply *reply)
{
    static const px_sign_in_note note = {
        N_("You were not signed in"),
        N_("The sign-in at the provider was broken off, or took longer than ten minutes."),
        "/sign-in",
        N_("Begin anew"),
        403,
    };

    px_sign_in_note_write(request, reply, &note);
}

int px_page_oidc_back(px_request *request, px_reply *reply, px_error *err)
{
    px_str state = px_fields_get(&request->query, "state");
    px_str code = px_fields_get(&request->query, "code"), back;
    px_oidc oidc = oidc_of(request);
    px_oidc_flow flow = { .session = request->session.token };
    px_error why = PX_ERROR_INIT;
    px_oidc_answer answer;
    int rc;

    if (!flow.session.len || !state.len || !code.len) {
        rc = flow.session.len && state.len ? px_oidc_drop(&oidc, state, flow.session, &back, &why)
                                           : 0;
        if (rc < 0 && rc != -(int)PX_ERR_NOT_FOUND) {
            *err = why;
            return rc;
        }
        back_over(request, reply);
        return 0;
    }
    rc = oidc_redirect(request, &flow.redirect, err);
    if (rc >= 0)
        rc = oidc_enter(err);
    if (rc < 0)
        return rc;
    rc = px_oidc_end(&oidc, state, code, &flow, &answer, &why);
    (void)atomic_fetch_sub(&exchanges, 1);
    if (rc == -(int)PX_ERR_NOT_FOUND) {
        back_over(request, reply);
        return 0;
    }
    if (rc < 0) {
        *err = why;
        return oidc_tell_failure(request, reply, rc, err);
    }
    return back_known(request, reply, &answer, err);
}
