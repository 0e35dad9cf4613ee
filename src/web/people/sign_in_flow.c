/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Between first and second factor nothing is kept in the house: the page carries a ticket, which
 * says who gave the first proof, by which way and until when it counts, signed by the house for the
 * browser at hand alone.
 */
#include "web/people/sign_in_flow.h"

#include <sodium.h>

#include "base/number.h"
#include "drafting/people/credential.h"
#include "drafting/people/person.h"
#include "web/cookie.h"
#include "web/page_part.h"
#include "web/people/my_consent.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

#define TICKET_LASTS ((px_time)10 * 60 * 1000)

enum { DEVICE_SECONDS = 180 * 24 * 60 * 60, DEVICE_NONCE = 22, MAC_HEX = 64 };

static const px_form_field code_fields[] = {
    { "code", PX_FORM_TEXT, N_("Code"),
      N_("The six digits that your app shows now, or one of your recovery codes."),
      .required = true, .max = 60, .autocomplete = "one-time-code" },
    { "ticket", PX_FORM_HIDDEN, NULL },
    { "back", PX_FORM_HIDDEN, NULL },
};

px_str px_sign_in_back(const px_request *request, px_str asked)
{
    return px_part_back(request, asked, "/desk");
}

/* ---- Signed words */

static px_str flow_mac(const px_request *request, const char *purpose, px_str words, px_str of)
{
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char hex[MAC_HEX + 1];
    uint64_t len = words.len;

    (void)crypto_auth_hmacsha256_init(&state, px_house_web_key(request->house), 32);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose,
                                        strlen(purpose) + 1);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)&len, sizeof(len));
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)words.ptr, words.len);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)of.ptr, of.len);
    (void)crypto_auth_hmacsha256_final(&state, mac);
    (void)sodium_bin2hex(hex, sizeof(hex), mac, sizeof(mac));
    sodium_memzero(&state, sizeof(state));
    return px_arena_str(request->arena, px_str_n(hex, MAC_HEX));
}

/* Cuts "WORDS.MAC" and checks it: empty where it is not ours. */
static px_str flow_words(const px_request *request, const char *purpose, px_str signed_words,
                         px_str of)
{
    px_str words, mac;

    if (signed_words.len <= MAC_HEX + 1)
        return PX_STR("");
    words = px_str_sub(signed_words, 0, signed_words.len - MAC_HEX - 1);
    mac = flow_mac(request, purpose, words, of);
    if (signed_words.ptr[words.len] != '.' ||
        sodium_memcmp(mac.ptr, signed_words.ptr + words.len + 1, MAC_HEX) != 0)
        return PX_STR("");
    return words;
}

static px_str flow_sign(const px_request *request, const char *purpose, px_str words, px_str of)
{
    px_str mac = flow_mac(request, purpose, words, of);

    return px_str_of(
        px_arena_format(request->arena, "%.*s.%.*s", PX_STR_ARG(words), PX_STR_ARG(mac)));
}

/* ---- The mark of a browser */

static const char *device_cookie(const px_request *request)
{
    return request->https ? "__Host-device" : "device";
}

static px_str device_account(const px_request *request, px_str mail)
{
    px_str key;

    return px_mail_address_key(request->arena, mail, &key, NULL) < 0 ? mail : key;
}

px_str px_sign_in_device(const px_request *request, px_str mail)
{
    px_str cookie = px_fields_get(&request->cookies, device_cookie(request));

    return flow_words(request, "praxis/device/1", cookie, device_account(request, mail));
}

static int device_set(px_request *request, px_reply *reply, const char *id, px_error *err)
{
    px_cookie cookie = { .name = device_cookie(request),
                         .max_age = DEVICE_SECONDS,
                         .secure = request->https };
    char token[PX_TOKEN_LEN + 1];
    px_person person;
    int rc = px_person_find(request->db, request->arena, px_str_of(id), &person, err);

    if (rc < 0)
        return rc;
    if (px_sign_in_device(request, person.mail).len)
        return 0;
    px_token_make(token);
    cookie.value = flow_sign(request, "praxis/device/1", px_str_n(token, DEVICE_NONCE),
                             device_account(request, person.mail));
    px_reply_header(reply, "Set-Cookie", px_cookie_print(request->arena, &cookie));
    return 0;
}

/* ---- The second factor */

static void code_show(px_request *request, px_reply *reply, px_form *form)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_sign_in_code view = { 0 };
    px_frame frame = { .room = PX_ROOM_SIGN_IN, .hidden = true, .error = true };

    frame.title = px_form_title(form, px_str_of(px_tr(request->language, N_("One more step"))));
    view.form = px_form_show(form, reply, px_page_address(request, "/sign-in/code"), N_("Sign in"));
    view.again = px_page_address(request, "/sign-in");
    px_template_sign_in_code(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
}

static void code_ask(px_request *request, px_reply *reply, const px_sign_in *in, px_str back)
{
    long long until = request->now + TICKET_LASTS;
    px_str words = px_str_of(
        px_arena_format(request->arena, "%s.%u.%lld", in->ret_id, (unsigned)in->way, until));
    px_form form;

    px_session_need(request, reply);
    px_form_start(&form, request, code_fields, PX_COUNT(code_fields));
    px_form_set(&form, "ticket",
                flow_sign(request, "praxis/second/1", words, request->session.token));
    px_form_set(&form, "back", back);
    code_show(request, reply, &form);
}

/* Who gave the first proof, and how. */
static bool code_ticket(const px_request *request, px_str ticket, px_str *ret_id,
                        px_sign_in_way *ret_way)
{
    px_str words = flow_words(request, "praxis/second/1", ticket, request->session.token);
    px_str id, way, until;
    long long n, expires;

    if (!words.len || !px_str_split(&words, '.', &id) || !px_str_split(&words, '.', &way) ||
        !px_str_split(&words, '.', &until) ||
        px_parse_int(way, 0, PX_SIGN_IN_WAY_COUNT - 1, &n, NULL) < 0 ||
        px_parse_int(until, 0, INT64_MAX, &expires, NULL) < 0 || expires <= request->now)
        return false;
    *ret_id = id;
    *ret_way = (px_sign_in_way)n;
    return true;
}

typedef struct code_proof {
    int64_t person;
    px_str code;
    px_time now;
} code_proof;

static int code_prove(px_db *db, void *arg, int64_t *ret_person, px_error *err)
{
    const code_proof *proof = arg;
    bool recovery;
    int rc = px_credential_use_code(db, proof->person, proof->code, proof->now, &recovery, err);

    if (rc >= 0)
        *ret_person = proof->person;
    return rc;
}

static int code_try(px_request *request, px_reply *reply, px_form *form, px_error *err)
{
    px_sign_in in = { .proof = code_prove, .whole = true };
    code_proof proof = { .code = px_form_text(form, "code"), .now = request->now };
    px_person person;
    px_str id;
    int rc;

    if (!code_ticket(request, px_form_text(form, "ticket"), &id, &in.way))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("this took longer than ten minutes; sign in once more"), NULL);
    rc = px_person_find(request->db, request->arena, id, &person, err);
    if (rc >= 0)
        rc = px_second_count(request->house, person.row, px_sign_in_device(request, person.mail),
                             request->now, err);
    if (rc < 0)
        return rc;
    proof.person = person.row;
    in.arg = &proof;
    return px_sign_in_flow(request, reply, &in, px_form_text(form, "back"), err);
}

int px_page_sign_in_code(px_request *request, px_reply *reply, px_error *err)
{
    px_form form;
    px_error why = PX_ERROR_INIT;
    int rc = 0;

    px_form_start(&form, request, code_fields, PX_COUNT(code_fields));
    if (px_form_read(&form)) {
        rc = code_try(request, reply, &form, &why);
        if (rc >= 0)
            return 0;
        if (!px_form_refuse(&form, px_error_arg(&why, "field") ? "code" : NULL, &why)) {
            *err = why;
            return rc;
        }
    }
    code_show(request, reply, &form);
    return 0;
}

/* ---- The end of all ways */

/* Where to go; a consent that has a newer text is asked for first. */
static int flow_on(px_request *request, px_reply *reply, const px_sign_in *in, px_str back,
                   px_error *err)
{
    PX_AUTO_BUILDER px_builder encoded = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str on = px_sign_in_back(request, back);
    px_person person;
    bool asks = false;
    int rc = px_person_find(request->db, request->arena, px_str_of(in->ret_id), &person, err);

    if (rc >= 0)
        rc = px_my_consent_asks(request, person.row, &asks, err);
    if (rc < 0)
        return rc;
    px_url_encode(&encoded, on);
    px_reply_see_other(
        reply,
        asks ? px_page_address(request, "/me/consent?back=%s", px_builder_cstr(&encoded)) : on);
    return 0;
}

int px_sign_in_flow(px_request *request, px_reply *reply, px_sign_in *in, px_str back,
                    px_error *err)
{
    int rc = px_session_open(request, reply, in, err);

    if (rc < 0)
        return rc;
    if (in->ret_second) {
        code_ask(request, reply, in, back);
        return 0;
    }
    rc = in->way == PX_SIGN_IN_PASSWORD ? device_set(request, reply, in->ret_id, err) : 0;
    return rc < 0 ? rc : flow_on(request, reply, in, back, err);
}

void px_sign_in_note_write(px_request *request, px_reply *reply, const px_sign_in_note *note)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_sign_in_note view = { .title = px_str_of(px_tr(request->language, note->title)),
                                  .text = px_str_of(px_tr(request->language, note->text)) };
    px_frame frame = { .title = view.title, .room = PX_ROOM_SIGN_IN, .hidden = true };

    if (note->link) {
        view.link = px_page_address(request, "%s", note->link);
        view.action = px_str_of(px_tr(request->language, note->action));
    }
    frame.error = note->status >= 400;
    px_template_sign_in_note(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
    if (note->status)
        reply->status = note->status;
}
