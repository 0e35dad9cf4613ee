/* SPDX-License-Identifier: EUPL-1.2 */
/* Claims out of descriptions of datasets: rows of one list, which grows. */
#include "base/json_read.h"
#include "corpus/description.h"
#include "duty/claim_import_priv.h"

#include "base/banned.h"

/* ---- Reading: a row of what one description says */

static void set_some(json_t *row, const char *key, px_str text)
{
    if (text.len)
        json_object_set_new(row, key, import_string(text));
}

static json_t *dataset_new(const px_description *d)
{
    json_t *row = json_object();

    set_some(row, "name", d->name);
    if (import_is_link(d->link))
        set_some(row, "link", d->link);
    set_some(row, "version", d->version);
    set_some(row, "licence", d->licence);
    set_some(row, "languages", d->languages);
    set_some(row, "modalities", d->modalities);
    set_some(row, "coverage", d->coverage);
    return row;
}

int import_dataset(importing *i, px_error *err)
{
    px_description d;
    json_t *rows;
    int rc = px_description_parse(i->source->bytes, i->source->name, i->arena, &d, err);

    if (rc < 0)
        return rc;
    if (!d.name.len) {
        import_miss(i->arena, i->found, PX_STR(N_("the dataset has no name")));
        return 0;
    }
    (void)import_self(i);
    rows = json_array();
    json_array_append_new(rows, dataset_new(&d));
    return import_add(i, IMPORT_DATASETS, rows, err);
}

/* ---- Taking: into the rows that stand */

/* A dataset is known by its address, else by its name. */
static json_t *row_of(const json_t *rows, const json_t *row)
{
    static const char *const keys[] = { "link", "name" };

    for (size_t k = 0; k < PX_COUNT(keys); k++) {
        const json_t *key = json_object_get(row, keys[k]);

        for (size_t i = 0; key && i < json_array_size(rows); i++)
            if (json_equal(key, json_object_get(json_array_get(rows, i), keys[k])))
                return json_array_get(rows, i);
    }
    return NULL;
}

/* A card of a model names a dataset alone; its own description names it better. */
static void row_add(json_t *rows, json_t *row)
{
    json_t *there = row_of(rows, row);

    if (!there)
        json_array_append(rows, row);
    else if (json_object_size(row) > 2)
        json_object_update(there, row);
    else
        json_object_update_missing(there, row);
}

static bool has_evidence(const px_claim *claim, const px_evidence *e)
{
    for (size_t i = 0; i < claim->n_evidence; i++) {
        const px_evidence *other = &claim->evidence[i];

        if (px_str_eq(other->hash, e->hash) && px_str_eq(other->name, e->name) &&
            other->ranged == e->ranged && other->start == e->start && other->length == e->length)
            return true;
    }
    return false;
}

/* That of the claim before, then what is new. */
static void grow_evidence(px_arena *arena, const px_claim *before, px_claim *claim)
{
    px_evidence *all =
        px_arena_array(arena, before->n_evidence + claim->n_evidence + 1, sizeof(*all));
    size_t n = before->n_evidence;

    if (n)
        memcpy(all, before->evidence, n * sizeof(*all));
    for (size_t i = 0; i < claim->n_evidence && n < PX_CLAIM_EVIDENCE_MAX; i++)
        if (!has_evidence(before, &claim->evidence[i]))
            all[n++] = claim->evidence[i];
    claim->evidence = all;
    claim->n_evidence = n;
}

int import_grow_datasets(px_arena *arena, const px_claim *before, px_claim *claim, px_error *err)
{
    PX_AUTO_JSON json_t *rows = NULL, *fresh = NULL;
    int rc;

    if (!before)
        return 0;
    rc = px_claim_value(before, &rows, err);
    if (rc >= 0)
        rc = px_claim_value(claim, &fresh, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < json_array_size(fresh); i++)
        row_add(rows, json_array_get(fresh, i));
    grow_evidence(arena, before, claim);
    return px_claim_value_text(arena, rows, &claim->value, err);
}

int import_mark_datasets(px_arena *arena, px_str kind, px_claim *claim, px_error *err)
{
    PX_AUTO_JSON json_t *rows = NULL;
    int rc = px_claim_value(claim, &rows, err);

    for (size_t i = 0; rc >= 0 && i < json_array_size(rows); i++)
        json_object_set_new(json_array_get(rows, i), "kind", import_string(kind));
    return rc < 0 ? rc : px_claim_value_text(arena, rows, &claim->value, err);
}
