/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/derive.h"

#include <stdarg.h>

#include "base/json_read.h"
#include "base/message.h"
#include "base/random.h"
#include "duty/duty_priv.h"
#include "duty/model_state.h"

#include "base/banned.h"

enum { PASSES_MAX = 4, WORDS_MAX = 64 * 1024, WORDS_ARGS = 8 };

/* ---- For the rules */

static json_t *json_of(px_str text)
{
    return json_stringn(text.ptr, text.len);
}

json_t *derive_words(const char *message, ...)
{
    static const char *const tags[] = { "en", "fr" };
    json_t *words = json_object();
    px_arg args[WORDS_ARGS];
    va_list list;
    size_t n;

    va_start(list, message);
    n = px_args_read(args, PX_COUNT(args), list);
    va_end(list);
    for (size_t i = 0; i < PX_COUNT(tags); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(WORDS_MAX);
        const px_language *language = px_language_find(px_str_of(tags[i]));

        px_message(&out, language ? language : px_language_english(), message, args, n);
        json_object_set_new(words, tags[i], json_of(px_builder_view(&out)));
    }
    return words;
}

json_t *derive_text(px_str text)
{
    json_t *words = json_object();

    json_object_set_new(words, "en", json_of(text));
    json_object_set_new(words, "fr", json_of(text));
    return words;
}

/* ---- One rule for one subject */

typedef struct deriving {
    px_db *db;
    px_arena *arena;
    px_claim_subject subject;
    px_claim *claims; /* what is said of the subject now */
    size_t n_claims;
    px_str act;
    px_time time;
    bool changed;
} deriving;

/* Keeps what came out, if it is not what stands there. value NULL: nothing follows any more. */
static int derive_keep(deriving *d, px_claim *claim, const json_t *value, px_error *err)
{
    claim_place place;
    char id[PX_PUBLIC_ID_LEN + 1], digest[65];
    int rc = claim_place_find(d->db, d->arena, claim, &place, err);

    if (rc < 0 || (!value && !place.row))
        return rc;
    claim->value = PX_STR("null");
    if (value)
        rc = px_claim_value_text(d->arena, value, &claim->value, err);
    if (rc >= 0)
        rc = claim_check(d->arena, claim, err);
    if (rc >= 0)
        rc = claim_digest(claim, digest, err);
    if (rc < 0 || (place.row && px_str_is(place.digest, digest)))
        return rc;
    px_random_public_id(id);
    claim->id = px_arena_str(d->arena, px_str_of(id));
    d->changed = true;
    return claim_insert(d->db, claim, err);
}

/* The values of a rule's inputs; how many there are of this very level. */
static int derive_inputs(const deriving *d, const derive_rule *rule, px_claim *claim,
                         json_t *values[DERIVE_INPUTS_MAX], size_t *ret_here, px_error *err)
{
    claim->inputs = px_arena_array(d->arena, DERIVE_INPUTS_MAX, sizeof(*claim->inputs));
    for (size_t i = 0; i < DERIVE_INPUTS_MAX && rule->inputs[i]; i++) {
        const px_claim *input = px_claim_of(d->claims, d->n_claims, px_str_of(rule->inputs[i]));
        int rc;

        if (!input)
            continue;
        rc = px_claim_value(input, &values[i], err);
        if (rc < 0)
            return rc;
        claim->inputs[claim->n_inputs++] = input->id;
        *ret_here += px_claim_level_of(&input->subject) == px_claim_level_of(&d->subject);
    }
    return 0;
}

static int derive_one(deriving *d, const derive_rule *rule, px_error *err)
{
    px_claim claim = { .subject = d->subject,
                       .field = px_str_of(rule->field),
                       .basis = PX_BASIS_DERIVED,
                       .method = px_str_of(rule->formula),
                       .program = px_str_of(px_claim_program()),
                       .act = d->act,
                       .time = d->time };
    derivation with = { .db = d->db, .arena = d->arena, .subject = d->subject };
    json_t *values[DERIVE_INPUTS_MAX] = { NULL };
    PX_AUTO_JSON json_t *value = NULL;
    size_t here = 0;
    int rc = derive_inputs(d, rule, &claim, values, &here, err);

    if (!rule->inputs[0])
        here = rule->level == px_claim_level_of(&d->subject);
    for (size_t i = 0; i < DERIVE_INPUTS_MAX; i++)
        with.in[i] = values[i];
    if (rc >= 0 && here)
        value = rule->fn(&with);
    for (size_t i = 0; i < DERIVE_INPUTS_MAX; i++)
        json_decref(values[i]);
    if (!value)
        claim.n_inputs = 0;
    return rc < 0 ? rc : derive_keep(d, &claim, value, err);
}

/* All rules, until nothing changes any more: some follow from what others made. */
static int derive_subject(deriving *d, px_error *err)
{
    int rc = 0;

    d->changed = true;
    for (int pass = 0; rc >= 0 && d->changed && pass < PASSES_MAX; pass++) {
        d->changed = false;
        rc = px_claim_current(d->db, d->arena, &d->subject, &d->claims, &d->n_claims, err);
        for (size_t i = 0; rc >= 0 && i < derive_rule_count; i++)
            rc = derive_one(d, &derive_rules[i], err);
    }
    return rc;
}

/* ---- Which subjects */

static bool rule_has(const derive_rule *rule, px_str field)
{
    for (size_t i = 0; i < DERIVE_INPUTS_MAX && rule->inputs[i]; i++)
        if (px_str_is(field, rule->inputs[i]))
            return true;
    return false;
}

typedef struct subjects {
    px_arena *arena;
    px_claim_subject *items;
    size_t count, room;
} subjects;

static void subjects_add(subjects *all, px_claim_subject subject)
{
    for (size_t i = 0; i < all->count; i++)
        if (memcmp(&all->items[i], &subject, sizeof(subject)) == 0)
            return;
    all->items = px_arena_grow(all->arena, all->items, all->count, &all->room, sizeof(subject));
    all->items[all->count++] = subject;
}

/* Those below the subject that claim a field of their own. */
static int subjects_below(px_db *db, const px_claim_subject *subject, const char *field,
                          subjects *all, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "SELECT ifnull(model, 0), ifnull(version, 0) FROM claim WHERE provider = ?1 AND field = ?2 "
        "AND current = 1 AND model IS NOT NULL AND (?3 = 0 OR (model = ?3 AND version IS NOT NULL "
        "AND ?4 = 0))",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, subject->provider);
    px_query_cstr(&query, field);
    px_query_int(&query, subject->model);
    px_query_int(&query, subject->version);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_claim_subject below = { .provider = subject->provider };

        below.model = px_query_next_int(&query);
        below.version = px_query_next_int(&query);
        subjects_add(all, below);
    }
    return rc;
}

/* Those below whose derived claims may have one of the changed fields among their inputs. */
static int subjects_find(px_db *db, const px_claim_subject *subject, const px_str *fields,
                         size_t count, subjects *all, px_error *err)
{
    int rc = 0;

    subjects_add(all, *subject);
    for (size_t r = 0; rc >= 0 && r < derive_rule_count; r++) {
        const derive_rule *rule = &derive_rules[r];
        bool concerned = false;

        for (size_t i = 0; i < count; i++)
            concerned |= rule_has(rule, fields[i]);
        for (size_t i = 0; rc >= 0 && concerned && i < DERIVE_INPUTS_MAX && rule->inputs[i]; i++)
            rc = subjects_below(db, subject, rule->inputs[i], all, err);
    }
    return rc;
}

int derive_again(px_db *db, px_arena *arena, const px_claim_subject *subject, const px_str *fields,
                 size_t count, px_str act, px_time time, px_error *err)
{
    subjects all = { .arena = arena };
    int rc = subjects_find(db, subject, fields, count, &all, err);

    for (size_t i = 0; rc >= 0 && i < all.count; i++) {
        deriving d = {
            .db = db, .arena = arena, .subject = all.items[i], .act = act, .time = time
        };

        rc = derive_subject(&d, err);
    }
    return rc;
}

int duty_entry_changed(px_db *db, px_arena *arena, px_claim_subject subject,
                       const px_act_receipt *receipt, px_error *err)
{
    int rc = derive_again(db, arena, &subject, NULL, 0, px_arena_str(arena, px_str_of(receipt->id)),
                          receipt->time, err);

    return rc < 0 ? rc : duty_state_changed(db, subject.provider, subject.model, err);
}
