/* SPDX-License-Identifier: EUPL-1.2 */
/* What the deeds of a plan share: finding, checking, acts. */
#include "base/json_write.h"
#include "code/language_code.h"
#include "drafting/process/plan_priv.h"
#include "store/act.h"
#include "store/digest.h"

#include "base/banned.h"

/* ---- Finding */

static int planned_zone(px_arena *arena, px_planned *planned, px_error *err)
{
    return px_zone_kept(px_arena_cstr(arena, planned->process.zone), &planned->zone, err);
}

static int planned_runs(px_arena *arena, const px_planned *planned, px_error *err)
{
    if (planned->process.ended == PX_TIME_NONE)
        return 0;
    return px_fail(err, PX_ERR_CONFLICT, N_("the process '{process}' has ended"), "process",
                   px_arena_cstr(arena, planned->process.key), NULL);
}

int px_planned_open(px_db *db, px_arena *arena, px_str code, px_str process,
                    px_planned *ret_planned, px_error *err)
{
    int rc = px_code_find(db, arena, code, PX_STR(""), &ret_planned->code, err);

    if (rc >= 0)
        rc = px_process_find(db, arena, &ret_planned->code, process, PX_STR(""),
                             &ret_planned->process, err);
    if (rc >= 0)
        rc = planned_runs(arena, ret_planned, err);
    return rc < 0 ? rc : planned_zone(arena, ret_planned, err);
}

int px_planned_open_any(px_db *db, px_arena *arena, int64_t row, px_planned *ret_planned,
                        px_error *err)
{
    int rc = px_process_get(db, arena, row, PX_STR(""), &ret_planned->process, err);

    if (rc >= 0)
        rc = px_code_find(db, arena, ret_planned->process.code_id, PX_STR(""), &ret_planned->code,
                          err);
    return rc < 0 ? rc : planned_zone(arena, ret_planned, err);
}

int px_planned_open_row(px_db *db, px_arena *arena, int64_t row, px_planned *ret_planned,
                        px_error *err)
{
    int rc = px_planned_open_any(db, arena, row, ret_planned, err);

    return rc < 0 ? rc : planned_runs(arena, ret_planned, err);
}

int px_planned_step(px_db *db, px_arena *arena, px_str id, px_planned *ret_planned,
                    px_step *ret_step, px_error *err)
{
    int rc = px_step_find(db, arena, id, PX_STR(""), ret_step, err);

    return rc < 0 ? rc : px_planned_open_row(db, arena, ret_step->process, ret_planned, err);
}

int px_plan_version(px_db *db, px_arena *arena, const px_code *code, px_str label, int64_t *ret_row,
                    px_error *err)
{
    px_version version = { 0 };
    int rc = label.len ? px_version_find(db, arena, code, label, PX_STR(""), &version, err) : 0;

    if (rc < 0)
        return rc;
    *ret_row = version.row;
    return 0;
}

/* ---- Checking */

static int fail_field(px_error *err, const char *field, const char *message)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", field, NULL);
}

/* Well-formed, and of control characters only LF and TAB, where lines are allowed. */
static bool is_plain(px_str text, bool lines)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == 0x7f || (c < 0x20 && !(lines && (c == '\n' || c == '\t' || c == '\r'))))
            return false;
    }
    return px_utf8_valid(text, NULL);
}

int px_plan_texts_check(const px_plan_text *texts, size_t n_texts, bool needed, px_error *err)
{
    int rc = 0;

    if ((needed && !n_texts) || n_texts > PX_PLAN_LANGUAGES_MAX)
        return fail_field(err, "title", N_("a title is needed, in at least one language"));
    for (size_t i = 0; rc >= 0 && i < n_texts; i++) {
        px_str title = texts[i].title;

        rc = px_language_tag_check(texts[i].language, err);
        if (rc >= 0 &&
            (!px_str_trim(title).len || title.len > PX_PLAN_TITLE_MAX || !is_plain(title, false)))
            return fail_field(err, "title",
                              N_("a title is a text of one line, at most 300 bytes long"));
        if (rc >= 0 && (texts[i].text.len > PX_PLAN_TEXT_MAX || !is_plain(texts[i].text, true)))
            return fail_field(err, "text",
                              N_("a text is at most 20,000 bytes long and has no control "
                                 "characters"));
    }
    return rc;
}

int px_plan_reason_check(px_str reason, px_error *err)
{
    if (!px_str_trim(reason).len)
        return fail_field(err, "reason", N_("a reason is needed; everybody will read it"));
    if (reason.len > PX_PLAN_REASON_MAX || !is_plain(reason, true))
        return fail_field(err, "reason",
                          N_("a reason is at most 2,000 bytes long and has no control characters"));
    return 0;
}

int px_plan_order_check(const px_moment *starts, const px_moment *ends, px_error *err)
{
    if (px_moment_is_set(ends) && !px_moment_is_set(starts))
        return fail_field(err, "starts", N_("what has an end needs a beginning"));
    if (px_moment_is_set(ends) && ends->at < starts->at)
        return fail_field(err, "ends", N_("the end is before the beginning"));
    return 0;
}

int px_plan_key_check(px_str key, px_error *err)
{
    bool good = key.len > 0 && key.len <= 64;

    for (size_t i = 0; good && i < key.len; i++) {
        char c = key.ptr[i];

        good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    if (!good)
        return fail_field(err, "key",
                          N_("a key is made of the letters a to z, digits and '-', at most 64"));
    return 0;
}

/* ---- Acts */

void px_plan_texts_digest(const px_plan_text *texts, size_t n_texts, char ret_digest[65])
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();

    for (size_t i = 0; i < n_texts; i++) {
        px_digest_add(&digest, texts[i].language);
        px_digest_add(&digest, PX_STR("\n"));
        px_digest_add(&digest, texts[i].title);
        px_digest_add(&digest, PX_STR("\n"));
        px_digest_add(&digest, texts[i].text);
        px_digest_add(&digest, px_str_n("", 1));
    }
    px_digest_end(&digest, ret_digest);
}

static void write_pair(px_json *json, const px_plan_pair *pair)
{
    px_json_key(json, pair->key);
    if (pair->list) {
        px_json_array(json);
        for (size_t i = 0; i < pair->n_list; i++)
            px_json_str(json, pair->list[i]);
        px_json_array_end(json);
    } else if (pair->text.ptr) {
        px_json_str(json, pair->text);
    } else {
        px_json_int(json, pair->number);
    }
}

int px_plan_act(px_db *db, px_arena *arena, const char *kind, const px_planned *planned,
                px_str version, const px_plan_pair *pairs, size_t n_pairs, const char *author,
                char ret_act[64], px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(1 << 20);
    px_act act = {
        .kind = kind,
        .code = px_arena_cstr(arena, planned->code.id),
        .version = version.len ? px_arena_cstr(arena, version) : NULL,
        .author = author,
    };
    px_act_receipt receipt;
    px_json json;
    int rc;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    for (size_t i = 0; i < n_pairs; i++)
        write_pair(&json, &pairs[i]);
    rc = px_act_append_json(db, &act, &json, &receipt, err);
    if (rc >= 0)
        (void)snprintf(ret_act, 64, "%s", receipt.id);
    return rc;
}
