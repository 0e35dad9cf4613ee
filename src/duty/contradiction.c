/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/contradiction.h"

#include "base/json_read.h"
#include "duty/contradiction_priv.h"
#include "duty/fact.h"

#include "base/banned.h"

typedef struct finding {
    px_arena *arena;
    const px_claim *claims; /* all that stand */
    size_t n_claims;
    px_claim *counting; /* one a field */
    size_t n_counting;
    px_contradiction *found;
    size_t count, room;
} finding;

static void finding_add(finding *f, const char *rule, const char *text, const char *remedy,
                        const px_claim *first, const px_claim *second)
{
    f->found = px_arena_grow(f->arena, f->found, f->count, &f->room, sizeof(*f->found));
    f->found[f->count++] = (px_contradiction){ rule, text, remedy, first, second };
}

/* ---- Two fields */

static int finding_pair(finding *f, const pair_rule *rule, px_error *err)
{
    const px_claim *a = px_claim_of(f->counting, f->n_counting, px_str_of(rule->a));
    const px_claim *b = rule->b ? px_claim_of(f->counting, f->n_counting, px_str_of(rule->b)) : a;
    PX_AUTO_JSON json_t *first = NULL;
    PX_AUTO_JSON json_t *second = NULL;
    duty_pair pair = {
        .with = rule->with, .arena = f->arena, .claims = f->counting, .n_claims = f->n_counting
    };
    int rc;

    if (!a || !b)
        return 0;
    rc = px_claim_value(a, &first, err);
    if (rc >= 0)
        rc = px_claim_value(b, &second, err);
    if (rc < 0)
        return rc;
    pair.a = first;
    pair.b = second;
    if (rule->fn(&pair))
        finding_add(f, rule->id, rule->text, rule->remedy, a, b);
    return 0;
}

/* ---- One field, declared against what was measured or follows from measures */

/* Whether values of that field can be held against each other at all: words cannot. */
static bool is_comparable(px_str name)
{
    const px_official_field *field = px_official_field_by_name(name);
    const px_fact *fact = field ? NULL : px_fact_by_name(name);
    static const px_field_type types[] = { PX_FIELD_YES_NO, PX_FIELD_DATE,       PX_FIELD_MONTH,
                                           PX_FIELD_NUMBER, PX_FIELD_MODALITIES, PX_FIELD_CHOICES };

    /* What the sources say of section 2 has rules of its own. */
    if (fact && fact->is_name)
        return true;
    if (px_str_starts(name, PX_STR("summary.2.")) || (!field && !fact))
        return false;
    for (size_t i = 0; i < PX_COUNT(types); i++)
        if ((field ? field : &fact->field)->type == types[i])
            return true;
    return false;
}

static bool values_agree(const duty_pair *pair)
{
    px_decimal a, b;

    if (json_is_array(pair->a) && json_is_array(pair->b))
        return !pair_sets_differ(pair);
    if (pair_month(pair->a).len && pair_month(pair->b).len)
        return px_str_eq(pair_month(pair->a), pair_month(pair->b));
    if (pair_number(pair->a, &a) && pair_number(pair->b, &b))
        return pair_numbers_agree(&a, &b);
    return json_equal(pair->a, pair->b);
}

static int finding_bases(finding *f, const px_claim *declared, const px_claim *other, px_error *err)
{
    PX_AUTO_JSON json_t *first = NULL;
    PX_AUTO_JSON json_t *second = NULL;
    duty_pair pair = { .arena = f->arena };
    int rc = px_claim_value(declared, &first, err);

    if (rc >= 0)
        rc = px_claim_value(other, &second, err);
    if (rc < 0)
        return rc;
    pair.a = first;
    pair.b = second;
    if (!values_agree(&pair))
        finding_add(f, "declared-against-measured",
                    N_("what was declared is not what was measured, or what follows from it"),
                    N_("withdraw the declared claim, or measure the right files again and let that "
                       "replace what was measured"),
                    declared, other);
    return 0;
}

static int finding_same_field(finding *f, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < f->n_claims; i++) {
        const px_claim *a = &f->claims[i];

        if (a->basis != PX_BASIS_DECLARED || !is_comparable(a->field))
            continue;
        for (size_t j = 0; rc >= 0 && j < f->n_claims; j++)
            if (f->claims[j].basis != PX_BASIS_DECLARED && px_str_eq(f->claims[j].field, a->field))
                rc = finding_bases(f, a, &f->claims[j], err);
    }
    return rc;
}

/* ---- The whole */

int px_contradictions_among(px_arena *arena, const px_claim *claims, size_t count,
                            px_contradiction **ret_found, size_t *ret_found_count, px_error *err)
{
    finding f = { .arena = arena, .claims = claims, .n_claims = count };
    int rc = 0;

    f.counting = px_arena_array(arena, count + 1, sizeof(*f.counting));
    for (size_t i = 0; i < count; i++)
        if (i == 0 || !px_str_eq(claims[i - 1].field, claims[i].field))
            f.counting[f.n_counting++] = claims[i];
    for (size_t i = 0; rc >= 0 && i < pair_rule_count; i++)
        rc = finding_pair(&f, &pair_rules[i], err);
    if (rc >= 0)
        rc = finding_same_field(&f, err);
    if (rc < 0)
        return rc;
    *ret_found = f.found;
    *ret_found_count = f.count;
    return 0;
}

int px_contradictions(px_db *db, px_arena *arena, const px_claim_subject *subject,
                      px_contradiction **ret_found, size_t *ret_count, px_error *err)
{
    px_claim *claims;
    size_t n;
    int rc = px_claim_standing(db, arena, subject, &claims, &n, err);

    return rc < 0 ? rc : px_contradictions_among(arena, claims, n, ret_found, ret_count, err);
}
