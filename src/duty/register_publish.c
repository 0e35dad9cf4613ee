/* SPDX-License-Identifier: EUPL-1.2 */
/* Publishing a form: what claims fill in now is frozen. */
#include <sys/stat.h>

#include "base/json_write.h"
#include "base/random.h"
#include "duty/commitment.h"
#include "duty/filled_claims.h"
#include "duty/model_state.h"
#include "duty/official_value.h"
#include "duty/register_priv.h"
#include "store/act.h"
#include "store/blob.h"
#include "store/setting.h"

#include "base/banned.h"

#define ACT_PUBLISHED "document.published"
#define SNAPSHOT_TYPE "application/json"
#define DOMAINS_TYPE "text/csv"

/* All that is known before the deed begins. */
typedef struct publishing {
    px_house *house;
    px_arena *arena;
    px_publish_order *order;
    px_filled_form whole;
    px_published made;
    char id[PX_PUBLIC_ID_LEN + 1];
    char hash[65];
    char *domains_path; /* NULL: the file is not in the house */
    uint64_t domains_size;
    const json_t *domains; /* the field's value, or NULL */
    register_text text;    /* of a summary */
} publishing;

/* ---- Preparing */

static px_str today(px_arena *arena)
{
    px_civil day = px_civil_from_utc(px_now());

    return px_str_of(px_arena_format(arena, "%04d-%02d-%02d", day.year, day.month, day.day));
}

/* Number, date, earlier versions with their addresses, and when the next one is due. */
static void set_head(publishing *p, px_str site, const px_published *earlier, size_t n)
{
    px_filled_head *head = &p->whole.head;
    px_filled_version *versions = px_arena_array(p->arena, n + 1, sizeof(*versions));
    bool summary = px_str_is(p->order->form, PX_FORM_SUMMARY);

    for (size_t i = 0; i < n; i++)
        versions[i] = (px_filled_version){
            .version = px_str_of(px_arena_format(p->arena, "%d", earlier[i].number)),
            .date = earlier[i].day,
            .link = site.len > 0
                        ? px_str_of(px_arena_format(p->arena, "%.*s/documents/%.*s",
                                                    PX_STR_ARG(site), PX_STR_ARG(earlier[i].id)))
                        : PX_STR(""),
        };
    p->made.number = n > 0 ? earlier[0].number + 1 : 1;
    p->made.day = today(p->arena);
    head->version = px_str_of(px_arena_format(p->arena, "%d", p->made.number));
    head->date = p->made.day;
    head->earlier = versions;
    head->n_earlier = n;
    p->made.next_update =
        summary ? px_document_due(p->arena, p->made.day, "summary-update") : PX_STR("");
    head->next_update = p->made.next_update;
    if (summary && site.len > 0)
        head->feed =
            px_str_of(px_arena_format(p->arena, "%.*s/documents/%s/feed", PX_STR_ARG(site), p->id));
}

/* Kept for years from the placing on the market, where that is known, else from today. */
static px_str kept_until(publishing *p)
{
    bool summary = px_str_is(p->order->form, PX_FORM_SUMMARY);
    const px_filled_field *placed =
        px_filled_of(&p->whole, summary ? PX_STR("1.2.c") : PX_STR("g.union"));
    px_str from = p->made.day;

    if (placed && json_is_string(placed->value))
        from = px_str_n(json_string_value(placed->value), json_string_length(placed->value));
    if (px_str_cmp(from, p->made.day) < 0)
        from = p->made.day;
    return px_document_due(p->arena, from, summary ? "summary-retention" : "model-retention");
}

static int count_missing(const px_filled_form *whole)
{
    int missing = 0;

    for (size_t i = 0; i < whole->form->n_fields; i++)
        missing += !whole->fields[i].value && !whole->form->fields[i].optional &&
                   px_filled_is_asked(whole, &whole->form->fields[i]) != PX_NOT_ASKED;
    return missing;
}

static int check_leaks(const publishing *p, px_error *err)
{
    for (int r = PX_RECIPIENT_AI_OFFICE; r < PX_RECIPIENT_COUNT; r++) {
        PX_AUTO_FILLED px_filled_form view = { 0 };
        const px_official_field *leak;
        int rc = px_filled_view(p->arena, &p->whole, (px_recipient)r, &view, err);

        if (rc < 0)
            return rc;
        leak = px_filled_leak(&p->whole, &view);
        if (leak)
            return px_fail(err, PX_ERR_CONFLICT,
                           N_("'{field}' tells in words a number that '{recipient}' may not have; "
                              "change it, or say --allow-numbers if it is another one"),
                           "field", leak->name.ptr, "recipient", px_recipient_name((px_recipient)r),
                           NULL);
    }
    return 0;
}

/* The whole list of domains, where the house has it. */
static void find_domains(publishing *p)
{
    const px_filled_field *field = px_filled_of(&p->whole, PX_STR("2.3.h"));
    const json_t *file;
    struct stat st;
    char *path;

    p->made.domains = PX_STR("");
    if (!field || !json_is_object(field->value) || !json_object_get(field->value, "shown"))
        return;
    p->domains = field->value;
    file = json_object_get(field->value, "file");
    if (!json_is_string(file))
        return;
    path = px_arena_format(p->arena, "%s/files/%.2s/%s", px_house_path(p->house),
                           json_string_value(file), json_string_value(file));
    if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
        return;
    p->domains_path = path;
    p->domains_size = (uint64_t)st.st_size;
    p->made.domains = px_arena_str(p->arena, px_str_of(json_string_value(file)));
}

static int compare(publishing *p, const px_published *earlier, size_t n, px_error *err)
{
    PX_AUTO_FILLED px_filled_form before = { 0 };
    int rc;

    if (n == 0)
        return 0;
    rc = px_register_whole(p->house, p->arena, &earlier[0], &before, err);
    if (rc >= 0)
        p->made.changed = px_filled_changed(p->arena, &before, &p->whole, &p->made.n_changed);
    return rc;
}

static int store_snapshot(publishing *p, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_FILLED_MAX_BYTES);
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(65);
    const unsigned char *secret = px_house_web_key(p->house);
    unsigned char root[32];
    int rc;

    if (!secret)
        return px_fail(err, PX_ERR_READ_ONLY,
                       N_("the house's key cannot be read, without which a view cannot be proved"),
                       NULL);
    rc = px_commitment_make(&p->whole, secret, px_str_of(p->id), err);
    if (rc >= 0)
        rc = px_filled_write(&p->whole, &out, err);
    if (rc >= 0)
        rc = px_blob_put(p->house, px_builder_view(&out), p->hash, err);
    if (rc < 0)
        return rc;
    px_commitment_root(&p->whole, root);
    px_builder_hex(&hex, root, sizeof(root));
    p->made.root = px_arena_str(p->arena, px_builder_view(&hex));
    p->made.snapshot = px_arena_str(p->arena, px_str_of(p->hash));
    p->made.size = px_builder_view(&out).len;
    return 0;
}

static int prepare(publishing *p, px_db *db, px_error *err)
{
    const px_publish_order *order = p->order;
    px_published *earlier;
    px_str site;
    size_t n;
    int rc = px_filled_from_claims(db, p->arena, &order->subject,
                                   px_official_form_by_name(order->form), &p->whole, err);

    if (rc >= 0)
        rc = px_register_versions(db, p->arena, &order->subject, order->form, &earlier, &n, err);
    if (rc >= 0)
        rc = px_setting_get(db, p->arena, "site.address", &site, err); /* frozen: no guess */
    if (rc < 0)
        return rc;
    if (order->ranges_only)
        px_filled_ranges_only(&p->whole);
    set_head(p, site, earlier, n);
    rc = px_filled_derive(&p->whole, err);
    if (rc >= 0 && px_str_is(order->form, PX_FORM_MODEL) && !order->allow_numbers)
        rc = check_leaks(p, err);
    if (rc >= 0)
        rc = compare(p, earlier, n, err);
    if (rc < 0)
        return rc;
    find_domains(p);
    p->made.missing = count_missing(&p->whole);
    p->made.kept_until = kept_until(p);
    p->made.covers = (px_str *)p->whole.head.versions;
    p->made.n_covers = p->whole.head.n_versions;
    rc = store_snapshot(p, err);
    if (rc < 0 || !px_str_is(order->form, PX_FORM_SUMMARY))
        return rc;
    return register_text_make(p->arena, &p->whole, 1U << PX_RECIPIENT_PUBLIC, &p->text, err);
}

/* ---- The deed */

static int words_json(px_arena *arena, const px_str *words, size_t n, px_str *ret_json,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_FILLED_MAX_BYTES);
    px_json json;
    int rc;

    px_json_start(&json, &out, PX_JSON_COMPACT);
    px_json_array(&json);
    for (size_t i = 0; i < n; i++)
        px_json_str(&json, words[i]);
    px_json_array_end(&json);
    rc = px_json_finish(&json, err);
    if (rc >= 0)
        *ret_json = px_arena_str(arena, px_builder_view(&out));
    return rc;
}

static int append_act(px_db *db, const publishing *p, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(65536);
    px_act act = { .kind = ACT_PUBLISHED, .author = p->order->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "date", p->made.day);
    px_json_pair_cstr(&json, "document", p->id);
    px_json_pair_str(&json, "domains", p->made.domains);
    px_json_pair_str(&json, "form", p->order->form);
    px_json_pair_str(&json, "model", p->whole.head.model);
    px_json_pair_int(&json, "number", p->made.number);
    px_json_pair_str(&json, "provider", p->whole.head.provider);
    px_json_pair_str(&json, "root", p->made.root);
    px_json_pair_str(&json, "snapshot", p->made.snapshot);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int insert(px_db *db, publishing *p, const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str changed, covers;
    int rc = words_json(p->arena, p->made.changed, p->made.n_changed, &changed, err);

    if (rc >= 0)
        rc = words_json(p->arena, p->made.covers, p->made.n_covers, &covers, err);
    if (rc >= 0)
        rc = px_query_start(
            db,
            "INSERT INTO document (public_id, provider, model, version, form, form_version, "
            "number, day, time, next_update, kept_until, snapshot, size, root, missing, changed, "
            "covers, domains, n_domains, listed, newest, shown, act) VALUES (?, ?, ?, nullif(?, "
            "0), "
            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 1, ?, ?)",
            &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, p->id);
    px_query_int(&query, p->order->subject.provider);
    px_query_int(&query, p->order->subject.model);
    px_query_int(&query, p->order->subject.version);
    px_query_str(&query, p->order->form);
    px_query_str(&query, p->whole.form->version);
    px_query_int(&query, p->made.number);
    px_query_str(&query, p->made.day);
    px_query_int(&query, receipt->time);
    px_query_str(&query, p->made.next_update);
    px_query_str(&query, p->made.kept_until);
    px_query_str(&query, p->made.snapshot);
    px_query_int(&query, (int64_t)p->made.size);
    px_query_str(&query, p->made.root);
    px_query_int(&query, p->made.missing);
    px_query_str(&query, changed);
    px_query_str(&query, covers);
    px_query_str(&query, p->made.domains);
    px_query_int(&query, px_str_is(p->order->form, PX_FORM_SUMMARY));
    px_query_cstr(&query, receipt->id);
    return px_query_run(&query, err);
}

/* The version before is no longer the newest, and its domains are not looked through any more: they
 * stand in its file. CONFLICT where it is another one than when this was prepared. */
static int supersede(px_db *db, const publishing *p, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_published *earlier;
    size_t n;
    int rc = px_register_versions(db, arena, &p->order->subject, p->order->form, &earlier, &n, err);

    if (rc >= 0 && (n > 0 ? earlier[0].number : 0) != p->made.number - 1)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("another version was published in the meantime; look at it and publish "
                          "again"),
                       NULL);
    if (rc >= 0 && n > 0)
        rc = px_query_start(db,
                            "UPDATE document SET newest = 0, listed = 0, shown = CASE WHEN form = "
                            "'summary' THEN 0 ELSE shown END WHERE id = ?",
                            &query, err);
    if (rc < 0 || n == 0)
        return rc;
    px_query_int(&query, earlier[0].row);
    return px_query_run(&query, err);
}

static int fill_domains(px_db *db, publishing *p, int64_t document, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    uint64_t n = 0;
    int rc = 0;

    if (!p->domains)
        return 0;
    if (p->domains_path) {
        rc = px_blob_ref(db, p->made.domains.ptr, p->domains_size, DOMAINS_TYPE, err);
        if (rc >= 0)
            rc = register_domains_fill(db, p->domains_path, document, &n, err);
    } else {
        rc = register_domains_shown(db, p->domains, document, &n, err);
    }
    if (rc >= 0)
        rc = px_query_start(db, "UPDATE document SET listed = 1, n_domains = ? WHERE id = ?",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, (int64_t)n);
    px_query_int(&query, document);
    p->made.n_domains = n;
    return px_query_run(&query, err);
}

static int publish_deed(px_db *db, void *arg, px_error *err)
{
    publishing *p = arg;
    px_act_receipt receipt;
    int64_t document;
    int rc = supersede(db, p, err);

    if (rc >= 0)
        rc = append_act(db, p, &receipt, err);
    if (rc >= 0)
        rc = insert(db, p, &receipt, err);
    if (rc < 0)
        return rc;
    document = px_db_last_id(db);
    rc = px_blob_ref(db, p->hash, p->made.size, SNAPSHOT_TYPE, err);
    if (rc >= 0)
        rc = fill_domains(db, p, document, err);
    if (rc >= 0 && p->text.words.len)
        rc = register_text_put(db, document, &p->text, err);
    if (rc >= 0)
        rc = duty_state_changed(db, p->order->subject.provider, p->order->subject.model, err);
    /* Read here: whoever publishes may be reading the house as it was before. */
    return rc < 0 ? rc
                  : px_register_version(db, p->arena, &p->order->subject, p->order->form,
                                        p->made.number, &p->order->ret_published, err);
}

int px_register_publish(px_house *house, px_db *db, px_arena *arena, px_publish_order *order,
                        px_error *err)
{
    publishing p = { .house = house, .arena = arena, .order = order };
    int rc;

    px_random_public_id(p.id);
    rc = prepare(&p, db, err);
    if (rc >= 0)
        rc = px_house_write(house, publish_deed, &p, err);
    if (rc >= 0)
        register_domains_sweep(house);
    px_filled_free(&p.whole);
    return rc;
}
