/* SPDX-License-Identifier: EUPL-1.2 */
/* Making claims about a subject of what files say: evidence, lists that grow, the deed. */
#include "base/json_read.h"
#include "duty/claim_import_priv.h"
#include "duty/duty_priv.h"
#include "duty/model_entry.h"
#include "store/blob.h"

#include "base/banned.h"

/* ---- Beginning */

static int read_name(px_claim_import *import, px_error *err)
{
    px_model_version *versions;
    px_model_entry model;
    size_t n;
    int rc;

    import->name = PX_STR("");
    if (!import->subject.model)
        return 0;
    rc = px_model_entry_get(import->db, import->arena, import->subject.model, &model, err);
    if (rc >= 0)
        rc = px_model_version_list(import->db, import->arena, model.row, &versions, &n, err);
    if (rc < 0)
        return rc;
    import->name = model.name;
    for (size_t i = 0; i < n; i++)
        if (versions[i].row == import->subject.version)
            import->name = versions[i].name;
    return 0;
}

static int read_small(px_claim_import *import, px_error *err)
{
    px_claim_subject provider = { .provider = import->subject.provider };
    const px_claim *size;
    px_claim *claims;
    size_t n;
    int rc = px_claim_current(import->db, import->arena, &provider, &claims, &n, err);

    if (rc < 0)
        return rc;
    size = px_claim_of(claims, n, PX_STR("fact.provider.size"));
    import->small = size && px_str_is(size->value, "[\"sme\"]");
    return 0;
}

int px_claim_import_start(px_claim_import *import, px_arena *arena, px_house *house, px_db *db,
                          const px_claim_subject *subject, px_error *err)
{
    int rc;

    *import = (px_claim_import){ .arena = arena, .house = house, .db = db, .subject = *subject };
    rc = read_name(import, err);
    return rc < 0 ? rc : read_small(import, err);
}

/* ---- Evidence */

/* Puts the file in the place of what stands for it, and says of the list that the house keeps it
 * where its bytes are those that the claim names. */
static void name_evidence(px_claim *claim, const px_evidence *file, const px_evidence *list)
{
    for (size_t i = 0; i < claim->n_evidence; i++) {
        px_evidence *e = &claim->evidence[i];
        px_evidence told = *e;

        e->kept = false;
        if (import_is_self(e)) {
            *e = *file;
            e->scan = told.scan;
            e->ranged = told.ranged;
            e->start = told.start;
            e->length = told.length;
        } else if (list && px_str_is(e->name, PX_IMPORT_LIST) && px_str_eq(e->hash, list->hash)) {
            *e = *list;
        }
    }
}

/* Claims that another house exported rest on the export besides; what stands as the export has it
 * is the same without. */
static int drop_export(px_claim_import *import, px_claim *claim, px_error *err)
{
    claim_place place;
    char digest[65];
    int rc = claim_place_find(import->db, import->arena, claim, &place, err);

    if (rc < 0 || !place.row || !claim->n_evidence)
        return rc;
    claim->n_evidence--;
    rc = claim_digest(claim, digest, err);
    if (rc >= 0 && !px_str_is(place.digest, digest))
        claim->n_evidence++;
    return rc;
}

/* ---- Taking the claims of a file */

/* The claim of this import with that field and basis, or NULL. */
static px_claim *taken_before(const px_claim_import *import, const px_claim *claim)
{
    for (size_t i = 0; i < import->n_claims; i++)
        if (px_str_eq(import->claims[i].field, claim->field) &&
            import->claims[i].basis == claim->basis)
            return &import->claims[i];
    return NULL;
}

/* The rows that stand: of this import, else of the claim that was declared of the subject. */
static int grow_datasets(px_claim_import *import, px_claim *claim, px_error *err)
{
    const px_claim *before = taken_before(import, claim);
    px_claim standing = { 0 };
    claim_place place;
    int rc = 0;

    if (!before) {
        rc = claim_place_find(import->db, import->arena, claim, &place, err);
        if (rc >= 0 && place.row)
            rc = px_claim_find(import->db, import->arena, place.id, &standing, err);
        if (rc >= 0 && place.row && !px_claim_is_withdrawn(&standing))
            before = &standing;
    }
    return rc < 0 ? rc : import_grow_datasets(import->arena, before, claim, err);
}

static int take_claim(px_claim_import *import, px_import_kind kind, px_claim *claim, px_error *err)
{
    int rc = 0;

    claim->subject = import->subject;
    if (kind == PX_IMPORT_DATASET && import->source_kind.len)
        rc = import_mark_datasets(import->arena, import->source_kind, claim, err);
    if (rc < 0)
        return rc;
    if (kind == PX_IMPORT_CLAIMS)
        rc = drop_export(import, claim, err);
    else if (px_str_is(claim->field, IMPORT_DATASETS))
        rc = grow_datasets(import, claim, err);
    return rc < 0 ? rc : claim_check(import->arena, claim, err);
}

static void put_missed(px_claim_import *import, px_str file, px_str what)
{
    import->missed = px_arena_grow(import->arena, import->missed, import->n_missed,
                                   &import->missed_room, sizeof(*import->missed));
    import->missed[import->n_missed++] = (px_import_missed){ file, what };
}

/* Of two files that say one field, the one that comes later counts: both would supersede each other
 * for ever. */
static void put_claim(px_claim_import *import, px_str file, const px_claim *claim)
{
    px_claim *before = taken_before(import, claim);

    if (before) {
        if (!px_str_is(claim->field, IMPORT_DATASETS) && !px_str_eq(before->value, claim->value))
            put_missed(
                import, file,
                px_str_of(px_arena_format(import->arena, "%.*s: %.*s", PX_STR_ARG(before->field),
                                          PX_STR_ARG(before->value))));
        *before = *claim;
        return;
    }
    import->claims = px_arena_grow(import->arena, import->claims, import->n_claims, &import->room,
                                   sizeof(*import->claims));
    import->claims[import->n_claims++] = *claim;
}

/* Everything is checked before the first of it is added. */
static int take(px_claim_import *import, const px_evidence *file, px_import_found *found,
                px_error *err)
{
    px_evidence list;
    int rc = 0;

    if (found->list.len)
        rc = px_evidence_keep_bytes(import->house, import->arena, PX_STR(PX_IMPORT_LIST),
                                    found->list, &list, err);
    for (size_t i = 0; rc >= 0 && i < found->n_claims; i++) {
        name_evidence(&found->claims[i], file, found->list.len ? &list : NULL);
        rc = take_claim(import, found->kind, &found->claims[i], err);
    }
    if (rc < 0) {
        px_error_add(err, "path", px_arena_cstr(import->arena, file->name));
        return rc;
    }
    for (size_t i = 0; i < found->n_claims; i++)
        put_claim(import, file->name, &found->claims[i]);
    for (size_t i = 0; i < found->n_missed; i++)
        put_missed(import, file->name, found->missed[i]);
    return 0;
}

/* ---- Files */

int px_claim_import_file(px_claim_import *import, const char *path, px_import_kind kind,
                         px_import_kind *ret_kind, px_error *err)
{
    px_import_source source = {
        .name = path, .kind = kind, .model = import->name, .small = import->small
    };
    px_evidence file = { .name = px_str_of(path), .hash = PX_STR(""), .scan = PX_STR("") };
    px_import_found found;
    int rc = px_import_read(&source, import->arena, &found, err);

    if (rc >= 0 && found.kind != PX_IMPORT_WEIGHTS)
        rc = px_evidence_keep_small(import->house, import->arena, path, PX_IMPORT_MAX, &file, err);
    if (rc >= 0)
        rc = take(import, &file, &found, err);
    if (rc >= 0 && ret_kind)
        *ret_kind = found.kind;
    return rc;
}

int px_claim_import_bytes(px_claim_import *import, px_jail *jail, px_str name, px_str bytes,
                          px_import_kind kind, px_import_kind *ret_kind, px_error *err)
{
    px_import_source source = { .name = px_arena_cstr(import->arena, name),
                                .bytes = bytes,
                                .kind = kind,
                                .model = import->name,
                                .small = import->small };
    px_import_found found;
    px_evidence file;
    int rc = px_import_read_jailed(jail, &source, import->arena, &found, err);

    if (rc >= 0)
        rc = px_evidence_keep_bytes(import->house, import->arena, name, bytes, &file, err);
    if (rc >= 0)
        rc = take(import, &file, &found, err);
    if (rc >= 0 && ret_kind)
        *ret_kind = found.kind;
    return rc;
}

/* ---- The deed */

static int read_former(px_db *db, px_import_order *order, px_error *err)
{
    const px_claim_import *import = order->import;
    int rc = 0;

    order->ret_former =
        px_arena_array(import->arena, import->n_claims + 1, sizeof(*order->ret_former));
    for (size_t i = 0; rc >= 0 && i < import->n_claims; i++) {
        claim_place place;

        rc = claim_place_find(db, import->arena, &import->claims[i], &place, err);
        if (rc >= 0 && place.row)
            rc = px_claim_find(db, import->arena, place.id, &order->ret_former[i], err);
    }
    return rc;
}

static px_str act_of(const px_import_order *order)
{
    for (size_t i = 0; i < order->import->n_claims; i++)
        if (order->ret_outcomes[i] != PX_CLAIM_UNCHANGED)
            return order->import->claims[i].act;
    return PX_STR("");
}

/* What the act made beside its claims, and what does not go together since. */
static int read_consequences(px_db *db, px_import_order *order, px_error *err)
{
    const px_claim_import *import = order->import;
    px_str act = act_of(order);
    px_contradiction *all;
    px_claim *standing;
    size_t n, n_all;
    int rc = px_claim_standing(db, import->arena, &import->subject, &standing, &n, err);

    order->ret_n_derived = order->ret_n_contradictions = 0;
    if (rc >= 0)
        rc = px_contradictions_among(import->arena, standing, n, &all, &n_all, err);
    if (rc < 0 || !act.len)
        return rc;
    order->ret_derived = px_arena_array(import->arena, n + 1, sizeof(*order->ret_derived));
    order->ret_contradictions =
        px_arena_array(import->arena, n_all + 1, sizeof(*order->ret_contradictions));
    for (size_t i = 0; i < n; i++)
        if (standing[i].basis == PX_BASIS_DERIVED && px_str_eq(standing[i].act, act))
            order->ret_derived[order->ret_n_derived++] = standing[i];
    for (size_t i = 0; i < n_all; i++)
        if (px_str_eq(all[i].first->act, act) ||
            (all[i].second && px_str_eq(all[i].second->act, act)))
            order->ret_contradictions[order->ret_n_contradictions++] = all[i];
    return 0;
}

int px_claim_import_deed(px_db *db, void *arg, px_error *err)
{
    px_import_order *order = arg;
    const px_claim_import *import = order->import;
    int rc;

    order->ret_outcomes =
        px_arena_array(import->arena, import->n_claims + 1, sizeof(*order->ret_outcomes));
    rc = read_former(db, order, err);
    if (rc >= 0 && import->n_claims)
        rc = px_claim_add(db, import->arena, import->claims, import->n_claims, order->author,
                          order->ret_outcomes, err);
    return rc < 0 ? rc : read_consequences(db, order, err);
}
