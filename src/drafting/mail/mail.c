/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/mail/mail.h"

#include "base/json_write.h"
#include "base/random.h"
#include "drafting/mail/mail_queue.h"
#include "drafting/mail/mail_words.h"
#include "store/job.h"
#include "store/setting.h"

#include "base/banned.h"

/* The table of kinds. Names stand in the house and in links to unsubscribe: they never change. */
static const px_mail_kind_row kinds[PX_MAIL_KIND_COUNT] = {
    [PX_MAIL_SIGN_IN] = { "sign-in", N_("Signing in"), 60, true, true },
    [PX_MAIL_ACCOUNT] = { "account", N_("Changes to an account"), 0, true, true },
    [PX_MAIL_APPLICATION] = { "application", N_("Applications"), 0, true, true },
    [PX_MAIL_RECEIPT] = { "receipt", N_("Receipts"), 0, true, false },
    [PX_MAIL_RETENTION] = { "retention", N_("Retention of personal data"), 0, true, false },
    [PX_MAIL_ROUND] = { "round", N_("Rounds of feedback"), 0, false, false },
    [PX_MAIL_MEETING] = { "meeting", N_("Meetings and minutes"), 0, false, false },
    [PX_MAIL_PROCESS] = { "process", N_("Drafts and steps of the process"), 0, false, false },
    [PX_MAIL_ANSWER] = { "answer", N_("Answers to comments"), 0, false, false },
    [PX_MAIL_DUTY] = { "duty", N_("Documents that a provider owes"), 0, false, false },
    [PX_MAIL_DIGEST] = { "digest", N_("Digests"), 0, false, false },
};

const px_mail_kind_row *px_mail_kind_at(px_mail_kind kind)
{
    return (unsigned)kind < PX_MAIL_KIND_COUNT ? &kinds[kind] : NULL;
}

bool px_mail_kind_find(px_str name, px_mail_kind *ret_kind)
{
    for (int i = 0; i < PX_MAIL_KIND_COUNT; i++) {
        if (px_str_is(name, kinds[i].name)) {
            *ret_kind = (px_mail_kind)i;
            return true;
        }
    }
    return false;
}

/* ---- One mail */

/* Who gets it, as the house knows them. */
typedef struct mail_reader {
    px_str address, language;
    bool gone;   /* erased, without an address, or suspended where it is not urgent */
    bool never;  /* wants no such mails */
    bool digest; /* wants them together */
} mail_reader;

static int mail_read_person(px_db *db, px_arena *arena, int64_t person, bool urgent,
                            mail_reader *reader, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str digest, state;
    int rc = px_query_start(db, "SELECT mail, language, digest, state FROM person WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("a mail is for a person who is not there"), NULL);
    reader->address = px_query_next_text(&query, arena);
    reader->language = px_query_next_text(&query, arena);
    digest = px_query_next_str(&query);
    state = px_query_next_str(&query);
    reader->gone = !reader->address.len || px_str_is(state, "erased") ||
                   (!urgent && !px_str_is(state, "active"));
    reader->never = !urgent && px_str_is(digest, "none");
    reader->digest = !urgent && (px_str_is(digest, "daily") || px_str_is(digest, "weekly"));
    return 0;
}

bool px_mail_address_is_plain(px_str address)
{
    size_t at = px_str_find_char(address, '@');

    if (address.len > 254 || at == 0 || at + 1 >= address.len || !px_utf8_valid(address, NULL))
        return false;
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];

        if (c <= ' ' || c == 0x7f || strchr("<>,;\"\\()[]", c) || (c == '@' && i != at))
            return false;
    }
    return true;
}

static int mail_insert(px_db *db, const px_mail_row *mail, px_error *err)
{
    char id[PX_PUBLIC_ID_LEN + 1];
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_time now = px_now();
    int rc = px_query_start(db,
                            "INSERT INTO mail (public_id, kind, person, address, language, subject,"
                            " body, state, created, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_random_public_id(id);
    px_query_cstr(&query, id);
    px_query_cstr(&query, kinds[mail->kind].name);
    if (mail->person)
        px_query_int(&query, mail->person);
    else
        px_query_null(&query);
    px_query_str(&query, mail->address);
    px_query_str(&query, mail->language);
    px_query_str(&query, mail->subject);
    px_query_str(&query, mail->body);
    px_query_cstr(&query, px_mail_state_name(mail->state));
    px_query_int(&query, now);
    px_query_int(&query, now);
    rc = px_query_run(&query, err);
    return rc < 0 || mail->state != PX_MAIL_WAITING ? rc : px_job_soon(db, PX_MAIL_JOB, err);
}

int px_mail_add(px_db *db, px_arena *arena, px_mail_kind kind, const px_mail_to *to,
                const px_mail_text *text, px_error *err)
{
    bool urgent = kinds[kind].urgent;
    mail_reader reader = { .address = to->address, .language = to->language };
    px_mail_row mail = { .kind = kind, .person = to->person };
    const px_language *language;
    px_str site;
    int rc = to->person ? mail_read_person(db, arena, to->person, urgent, &reader, err) : 0;

    if (rc < 0 || reader.gone || reader.never)
        return rc;
    if (!px_mail_address_is_plain(reader.address))
        return px_fail(err, PX_ERR_INVALID, N_("no mail can be sent to '{address}'"), "address",
                       px_arena_cstr(arena, reader.address), "field", "mail", NULL);
    language = px_language_find(reader.language);
    if (!language)
        language = px_language_english();
    rc = px_setting_site(db, arena, &site, err);
    if (rc >= 0)
        rc = px_mail_words(arena, language, site, text, &mail.subject, &mail.body, err);
    if (rc < 0)
        return rc;
    mail.address = reader.address;
    mail.language = px_str_of(px_language_tag(language));
    mail.state = reader.digest ? PX_MAIL_HELD : PX_MAIL_WAITING;
    return mail_insert(db, &mail, err);
}

/* ---- A notice */

static void notice_audience(px_json *j, const px_audience *audience)
{
    px_json_object(j);
    px_json_pair_cstr(j, "kind", px_scope_kind_name(audience->scope.kind));
    px_json_pair_int(j, "row", audience->scope.row);
    px_json_pair_int(j, "code", audience->scope.code);
    px_json_pair_int(j, "roles", audience->roles);
    px_json_pair_str(j, "category", audience->category.ptr ? audience->category : PX_STR(""));
    px_json_object_end(j);
}

static int notice_audiences(px_arena *arena, const px_audience *audiences, size_t n_audiences,
                            px_str *ret_json, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_MAIL_AUDIENCES_BYTES);
    px_json j;
    int rc;

    if (n_audiences > PX_AUDIENCES_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a notice is for too many audiences"), NULL);
    px_json_start(&j, &out, PX_JSON_COMPACT);
    px_json_array(&j);
    for (size_t i = 0; i < n_audiences; i++)
        notice_audience(&j, &audiences[i]);
    px_json_array_end(&j);
    rc = px_json_finish(&j, err);
    if (rc < 0)
        return rc;
    *ret_json = px_arena_str(arena, px_builder_view(&out));
    return 0;
}

/* What cannot be put into words fails here, where the deed can be refused. */
static int notice_try(px_arena *arena, const px_mail_text *text, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && px_language_at(i); i++) {
        px_str subject, body;

        rc = px_mail_words(arena, px_language_at(i), PX_STR(""), text, &subject, &body, err);
    }
    return rc;
}

int px_notice_add_all(px_db *db, px_mail_kind kind, const px_audience *audiences,
                      size_t n_audiences, const px_mail_text *text, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str who = PX_STR_NONE, content = PX_STR_NONE;
    int rc = notice_try(arena, text, err);

    if (rc >= 0)
        rc = notice_audiences(arena, audiences, n_audiences, &who, err);
    if (rc >= 0)
        rc = px_mail_text_print(arena, text, &content, err);
    if (rc >= 0)
        rc = px_query_start(
            db, "INSERT INTO notice (kind, audience, content, created) VALUES (?, ?, ?, ?)", &query,
            err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, kinds[kind].name);
    px_query_str(&query, who);
    px_query_str(&query, content);
    px_query_int(&query, px_now());
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_job_soon(db, PX_MAIL_NOTICE_JOB, err);
}

int px_notice_add(px_db *db, px_mail_kind kind, const px_audience *audience,
                  const px_mail_text *text, px_error *err)
{
    return px_notice_add_all(db, kind, audience, 1, text, err);
}
