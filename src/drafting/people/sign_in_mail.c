/* SPDX-License-Identifier: EUPL-1.2 */
/* Links to sign in, by mail: asking for one, and the job that sends it. */
#include "base/json_read.h"
#include "base/json_write.h"
#include "drafting/mail/mail.h"
#include "drafting/people/mail_link.h"
#include "drafting/people/person.h"
#include "drafting/people/sign_in.h"

#include "base/banned.h"

enum { TYPED_MAX = 1000, TRIES = 5, PAYLOAD_MAX = 16 * 1024 };

typedef struct ask_deed {
    px_throttle asking;
    px_str payload;
    px_time now;
    bool ret_over;
} ask_deed;

static int ask_write(px_db *db, void *arg, px_error *err)
{
    ask_deed *deed = arg;
    int rc;

    deed->ret_over = false;
    rc = px_throttle_count(db, &deed->asking, deed->now, &deed->ret_over, err);
    if (rc < 0 || deed->ret_over)
        return rc;
    return px_job_add(db, "people.link", deed->payload, 0, TRIES, err);
}

int px_link_ask(px_house *house, px_str mail, px_str language, px_str back, px_str source,
                px_time now, px_error *err)
{
    PX_AUTO_BUILDER px_builder payload = PX_BUILDER_INIT(PAYLOAD_MAX);
    ask_deed deed = { .now = now };
    px_json json;
    int rc;

    px_json_start(&json, &payload, PX_JSON_COMPACT);
    px_json_object(&json);
    px_json_pair_str(&json, "mail", px_str_sub(mail, 0, TYPED_MAX));
    px_json_pair_str(&json, "language", language);
    px_json_pair_str(&json, "back", px_str_sub(back, 0, TYPED_MAX));
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    if (rc < 0)
        return rc;
    deed.asking = px_throttle_of(px_house_web_key(house), PX_THROTTLE_ASKING, PX_STR(""), source);
    deed.payload = px_builder_view(&payload);
    rc = px_house_write(house, ask_write, &deed, err);
    if (rc >= 0 && deed.ret_over)
        return px_fail(err, PX_ERR_TOO_MANY,
                       N_("too many links were asked for from here; wait an hour"), NULL);
    return rc;
}

int px_link_send(px_db *db, px_arena *arena, int64_t person, px_str detail, px_time now,
                 px_error *err)
{
    px_mail_link link = { .person = person,
                          .purpose = PX_LINK_SIGN_IN,
                          .detail = detail,
                          .expires = now + PX_LINK_LASTS };
    char token[PX_TOKEN_LEN + 1];
    px_mail_to to = { .person = person };
    px_mail_text text = {
        .subject = N_("Your link to sign in"),
        .body = N_("Somebody, probably you, asked for a link to sign in. It works once, within an "
                   "hour, in the browser that you open it with.\n\nIf it was not you, there is "
                   "nothing to do: without this mail nobody can sign in by it."),
    };
    int rc;

    px_token_make(token);
    rc = px_mail_link_add(db, &link, px_str_n(token, PX_TOKEN_LEN), err);
    if (rc < 0)
        return rc;
    text.link = px_arena_format(arena, "/sign-in/%s", token);
    return px_mail_add(db, arena, PX_MAIL_SIGN_IN, &to, &text, err);
}

typedef struct send_deed {
    px_arena *arena;
    const unsigned char *secret;
    px_str mail, back;
    px_time now;
} send_deed;

static int send_write(px_db *db, void *arg, px_error *err)
{
    const send_deed *deed = arg;
    px_error none = PX_ERROR_INIT;
    px_person person;
    px_throttle count;
    bool over = false;
    int rc = px_person_find_mail(db, deed->arena, deed->mail, &person, &none);

    if (rc == -(int)PX_ERR_NOT_FOUND || (rc >= 0 && !px_str_is(person.state, "active")))
        return 0;
    if (rc < 0) {
        *err = none;
        return rc;
    }
    count = px_throttle_of(deed->secret, PX_THROTTLE_LINK, person.id, PX_STR(""));
    rc = px_throttle_count(db, &count, deed->now, &over, err);
    if (rc < 0 || over)
        return rc;
    return px_link_send(db, deed->arena, person.row, deed->back, deed->now, err);
}

int px_link_job(const px_job_work *work, px_error *err)
{
    PX_AUTO_JSON json_t *payload = NULL;
    send_deed deed = { .arena = work->arena,
                       .secret = px_house_web_key(work->house),
                       .now = px_now() };
    int rc = px_json_parse(work->job->payload, "job", PAYLOAD_MAX, &payload, err);

    if (rc >= 0)
        rc = px_json_get_str(payload, "mail", &deed.mail, err);
    if (rc >= 0)
        rc = px_json_get_str(payload, "back", &deed.back, err);
    if (rc < 0)
        return rc;
    return px_house_write(work->house, send_write, &deed, err);
}
