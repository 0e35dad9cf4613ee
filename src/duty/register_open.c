/* SPDX-License-Identifier: EUPL-1.2 */
/* Making a recipient's view of a published form public, and taking it back. */
#include "base/json_write.h"
#include "code/normal.h"
#include "duty/register_priv.h"
#include "store/act.h"
#include "store/digest.h"

#include "base/banned.h"

enum { REASON_POINTS = 1000 };

typedef struct opening {
    px_arena *arena;
    const px_open_order *order;
    px_str reason;          /* as it is kept */
    char view[65];          /* SHA-256 of the view as JSON */
    unsigned before, after; /* whose views are public: bits 1U << px_recipient */
    register_text text;
    px_published now;
} opening;

static int open_fail(px_error *err)
{
    return px_fail(err, PX_ERR_CONFLICT, N_("everybody may read this already"), NULL);
}

/* ---- What is worked out before the deed */

static int view_digest(const opening *o, const px_filled_form *whole, char ret_digest[65],
                       px_error *err)
{
    PX_AUTO_FILLED px_filled_form view = { 0 };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_FILLED_MAX_BYTES);
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    int rc = px_filled_view(o->arena, whole, o->order->recipient, &view, err);

    if (rc >= 0)
        rc = px_filled_write(&view, &out, err);
    if (rc < 0)
        return rc;
    px_digest_add(&digest, px_builder_view(&out));
    px_digest_end(&digest, ret_digest);
    return 0;
}

static int prepare(px_house *house, opening *o, px_error *err)
{
    PX_AUTO_FILLED px_filled_form whole = { 0 };
    int rc = px_register_whole(house, o->arena, o->order->published, &whole, err);

    if (rc >= 0)
        rc = view_digest(o, &whole, o->view, err);
    return rc < 0 ? rc : register_text_make(o->arena, &whole, o->after, &o->text, err);
}

/* ---- The deeds */

/* The document as it stands; the words that the register is searched by were made of `before`. */
static int read_now(px_db *db, opening *o, px_error *err)
{
    int rc = px_register_find(db, o->arena, o->order->published->id, &o->now, err);

    if (rc >= 0 && o->now.open != o->before)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("another view of it was made public or taken back in the meantime; look "
                          "at it and try again"),
                       NULL);
    return rc;
}

static int append_act(px_db *db, const opening *o, const char *kind, px_act_receipt *ret_receipt,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(16384);
    px_act act = { .kind = kind, .author = o->order->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "document", o->order->published->id);
    if (o->reason.len)
        px_json_pair_str(&json, "reason", o->reason);
    px_json_pair_cstr(&json, "recipient", px_recipient_name(o->order->recipient));
    px_json_pair_cstr(&json, "view", o->view);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int insert(px_db *db, const opening *o, const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO document_opening (document, recipient, time, view, act) "
                            "VALUES (?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, o->now.row);
    px_query_cstr(&query, px_recipient_name(o->order->recipient));
    px_query_int(&query, receipt->time);
    px_query_cstr(&query, o->view);
    px_query_cstr(&query, receipt->id);
    return px_query_run(&query, err);
}

static int end(px_db *db, const opening *o, const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE document_opening SET ended = ?, reason = ?, end_act = ? WHERE "
                            "document = ? AND recipient = ? AND ended IS NULL",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, receipt->time);
    px_query_str(&query, o->reason);
    px_query_cstr(&query, receipt->id);
    px_query_int(&query, o->now.row);
    px_query_cstr(&query, px_recipient_name(o->order->recipient));
    return px_query_run(&query, err);
}

/* The register has the newest of the versions that are public, and what was taken back since. */
static int show(px_db *db, const opening *o, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_published *p = &o->now;
    int rc = register_text_put(db, p->row, &o->text, err);

    if (rc >= 0)
        rc = px_query_start(
            db,
            "WITH was (number, now) AS MATERIALIZED (SELECT n.number, o.ended IS NULL FROM "
            "document AS n JOIN document_opening AS o ON o.document = n.id WHERE n.model = ?1 AND "
            "ifnull(n.version, 0) = ?2 AND n.form = ?3) UPDATE document AS d SET shown = d.number "
            "IN (SELECT max(number) FROM was UNION ALL SELECT ifnull(max(number), 0) FROM was "
            "WHERE now) WHERE d.model = ?1 AND ifnull(d.version, 0) = ?2 AND d.form = ?3",
            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, p->subject.model);
    px_query_int(&query, p->subject.version);
    px_query_str(&query, p->form);
    return px_query_run(&query, err);
}

static int open_deed(px_db *db, void *arg, px_error *err)
{
    opening *o = arg;
    px_act_receipt receipt;
    int rc = read_now(db, o, err);

    if (rc >= 0)
        rc = append_act(db, o, "document.opened", &receipt, err);
    if (rc >= 0)
        rc = insert(db, o, &receipt, err);
    return rc < 0 ? rc : show(db, o, err);
}

static int withdraw_deed(px_db *db, void *arg, px_error *err)
{
    opening *o = arg;
    px_act_receipt receipt;
    int rc = read_now(db, o, err);

    if (rc >= 0)
        rc = append_act(db, o, "document.withdrawn", &receipt, err);
    if (rc >= 0)
        rc = end(db, o, &receipt, err);
    return rc < 0 ? rc : show(db, o, err);
}

/* ---- The orders */

static int recipient_check(const px_open_order *order, px_error *err)
{
    return order->recipient != PX_RECIPIENT_PUBLIC && order->recipient < PX_RECIPIENT_COUNT
               ? 0
               : px_fail(err, PX_ERR_INVALID, N_("the form has no such recipient"), NULL);
}

int px_register_open(px_house *house, px_arena *arena, const px_open_order *order, px_error *err)
{
    const px_published *p = order->published;
    opening o = { .arena = arena, .order = order, .before = p->open };
    int rc;

    if (px_str_is(p->form, PX_FORM_SUMMARY) || px_published_is_open(p, order->recipient))
        return open_fail(err);
    o.after = o.before | 1U << order->recipient;
    rc = recipient_check(order, err);
    if (rc >= 0)
        rc = prepare(house, &o, err);
    return rc < 0 ? rc : px_house_write(house, open_deed, &o, err);
}

int px_register_withdraw(px_house *house, px_arena *arena, const px_open_order *order,
                         px_error *err)
{
    const px_published *p = order->published;
    opening o = { .arena = arena, .order = order, .before = p->open };
    int rc;

    if (px_str_is(p->form, PX_FORM_SUMMARY))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("a summary stays public: the AI Act asks for it; mend it with the next "
                          "version"),
                       NULL);
    rc = recipient_check(order, err);
    if (rc >= 0 && !px_published_is_open(p, order->recipient))
        rc = px_fail(err, PX_ERR_CONFLICT, N_("this view is not public"), NULL);
    if (rc >= 0)
        rc = px_text_line(arena, "reason", order->reason, true, REASON_POINTS, &o.reason, err);
    o.after = o.before & ~(1U << order->recipient);
    if (rc >= 0)
        rc = prepare(house, &o, err);
    return rc < 0 ? rc : px_house_write(house, withdraw_deed, &o, err);
}
