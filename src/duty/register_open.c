/* SPDX-License-Identifier: EUPL-1.2 */
/* Making a recipient's view of a published form public. */
#include "base/json_write.h"
#include "duty/register_priv.h"
#include "store/act.h"
#include "store/digest.h"

#include "base/banned.h"

typedef struct opening {
    px_arena *arena;
    const px_open_order *order;
    char view[65]; /* SHA-256 of the view as JSON */
    register_text text;
} opening;

static int open_fail(px_error *err)
{
    return px_fail(err, PX_ERR_CONFLICT, N_("everybody may read this already"), NULL);
}

static int prepare(px_house *house, opening *o, px_error *err)
{
    PX_AUTO_FILLED px_filled_form whole = { 0 };
    PX_AUTO_FILLED px_filled_form view = { 0 };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_FILLED_MAX_BYTES);
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    int rc = px_register_whole(house, o->arena, o->order->published, &whole, err);

    if (rc >= 0)
        rc = px_filled_view(o->arena, &whole, o->order->recipient, &view, err);
    if (rc >= 0)
        rc = px_filled_write(&view, &out, err);
    if (rc >= 0)
        rc = register_text_make(o->arena, &view, &o->text, err);
    if (rc < 0)
        return rc;
    px_digest_add(&digest, px_builder_view(&out));
    px_digest_end(&digest, o->view);
    return 0;
}

static int append_act(px_db *db, const opening *o, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(16384);
    px_act act = { .kind = "document.opened", .author = o->order->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "document", o->order->published->id);
    px_json_pair_cstr(&json, "recipient", px_recipient_name(o->order->recipient));
    px_json_pair_cstr(&json, "view", o->view);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int insert(px_db *db, const opening *o, const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO document_open (document, recipient, time, view, act) "
                            "VALUES (?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, o->order->published->row);
    px_query_cstr(&query, px_recipient_name(o->order->recipient));
    px_query_int(&query, receipt->time);
    px_query_cstr(&query, o->view);
    px_query_cstr(&query, receipt->id);
    return px_query_run(&query, err);
}

/* The register has the newest of the versions that are public. */
static int show(px_db *db, const px_published *p, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE document AS d SET shown = d.number = (SELECT max(n.number) "
                            "FROM document AS n JOIN document_open AS o ON o.document = n.id WHERE "
                            "n.model = ?1 AND ifnull(n.version, 0) = ?2 AND n.form = ?3) WHERE "
                            "d.model = ?1 AND ifnull(d.version, 0) = ?2 AND d.form = ?3",
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
    const opening *o = arg;
    px_published now;
    px_act_receipt receipt;
    int rc = px_register_find(db, o->arena, o->order->published->id, &now, err);

    if (rc >= 0 && px_published_is_open(&now, o->order->recipient))
        rc = open_fail(err);
    if (rc >= 0)
        rc = append_act(db, o, &receipt, err);
    if (rc >= 0)
        rc = insert(db, o, &receipt, err);
    if (rc >= 0)
        rc = register_text_put(db, now.row, &o->text, err);
    return rc < 0 ? rc : show(db, &now, err);
}

int px_register_open(px_house *house, px_arena *arena, const px_open_order *order, px_error *err)
{
    opening o = { .arena = arena, .order = order };
    int rc;

    if (px_str_is(order->published->form, PX_FORM_SUMMARY))
        return open_fail(err);
    if (order->recipient == PX_RECIPIENT_PUBLIC || order->recipient >= PX_RECIPIENT_COUNT)
        return px_fail(err, PX_ERR_INVALID, N_("the form has no such recipient"), NULL);
    rc = prepare(house, &o, err);
    return rc < 0 ? rc : px_house_write(house, open_deed, &o, err);
}
