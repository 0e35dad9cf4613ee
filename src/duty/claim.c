/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/claim.h"

#include "base/json_canonical.h"
#include "base/json_read.h"
#include "duty/duty_priv.h"
#include "store/act.h"

#include "base/banned.h"

enum { HISTORY_MAX = 10000 };

/* The order in which claims of one field and level count. */
#define BASIS_ORDER "CASE c.basis WHEN 'measured' THEN 0 WHEN 'declared' THEN 1 ELSE 2 END"

#define CLAIM_COLUMNS                                                                              \
    "SELECT c.id, c.public_id, c.provider, coalesce(c.model, 0), coalesce(c.version, 0), "         \
    "c.field, c.value, c.basis, c.method, c.program, c.note, CASE c.basis WHEN 'derived' THEN '' " \
    "ELSE " PX_ACT_AUTHOR_SQL(                                                                     \
        "c.act") " END, c.time, c.act, coalesce((SELECT s.public_id FROM claim AS s "              \
                 "WHERE s.id = c.supersedes), ''), c.current FROM claim AS c "

/* ---- Words */

static const struct {
    const char *name, *title;
} bases[PX_BASIS_COUNT] = {
    [PX_BASIS_MEASURED] = { "measured", N_("measured") },
    [PX_BASIS_DECLARED] = { "declared", N_("declared") },
    [PX_BASIS_DERIVED] = { "derived", N_("derived") },
};

const char *px_basis_name(px_basis basis)
{
    return (unsigned)basis < PX_BASIS_COUNT ? bases[basis].name : NULL;
}

const char *px_basis_title(px_basis basis)
{
    return (unsigned)basis < PX_BASIS_COUNT ? bases[basis].title : NULL;
}

const char *px_claim_outcome_name(px_claim_outcome outcome)
{
    static const char *const names[PX_CLAIM_OUTCOME_COUNT] = {
        [PX_CLAIM_MADE] = "new",
        [PX_CLAIM_REPLACED] = "replaces",
        [PX_CLAIM_UNCHANGED] = "same",
    };

    return names[outcome];
}

bool px_basis_find(px_str name, px_basis *ret_basis)
{
    for (unsigned i = 0; i < PX_BASIS_COUNT; i++)
        if (px_str_is(name, bases[i].name)) {
            *ret_basis = (px_basis)i;
            return true;
        }
    return false;
}

const char *px_claim_program(void)
{
    return "praxis " PX_VERSION;
}

/* ---- Values */

int px_claim_value(const px_claim *claim, json_t **ret_value, px_error *err)
{
    return px_json_parse(claim->value, "value", PX_CLAIM_VALUE_MAX, ret_value, err);
}

int px_claim_value_text(px_arena *arena, const json_t *value, px_str *ret_text, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_CLAIM_VALUE_MAX);
    int rc = px_json_canonical(&text, value, err);

    if (rc >= 0)
        *ret_text = px_arena_str(arena, px_builder_view(&text));
    return rc;
}

/* ---- Reading */

static int claim_read_evidence(px_db *db, px_arena *arena, px_claim *claim, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = px_query_start(db,
                            "SELECT name, hash, size, kept, start, length, scan FROM "
                            "claim_evidence WHERE claim = ? ORDER BY position",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, claim->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_evidence *e;

        claim->evidence =
            px_arena_grow(arena, claim->evidence, claim->n_evidence, &room, sizeof(*e));
        e = &claim->evidence[claim->n_evidence++];
        e->name = px_query_next_text(&query, arena);
        e->hash = px_query_next_text(&query, arena);
        e->size = (uint64_t)px_query_next_int(&query);
        e->kept = px_query_next_int(&query) != 0;
        e->ranged = !px_query_next_is_null(&query);
        e->start = (uint64_t)px_query_next_int(&query);
        e->length = (uint64_t)px_query_next_int(&query);
        e->scan = px_query_next_text(&query, arena);
    }
    return rc;
}

static int claim_read_inputs(px_db *db, px_arena *arena, px_claim *claim, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = px_query_start(db,
                            "SELECT c.public_id FROM claim_input AS i JOIN claim AS c "
                            "ON c.id = i.input WHERE i.claim = ? ORDER BY i.input",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, claim->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        claim->inputs =
            px_arena_grow(arena, claim->inputs, claim->n_inputs, &room, sizeof(*claim->inputs));
        claim->inputs[claim->n_inputs++] = px_query_next_text(&query, arena);
    }
    return rc;
}

static int claim_read(px_query *query, px_arena *arena, bool bare, px_claim *ret_claim,
                      px_error *err)
{
    px_claim claim = { .row = px_query_next_int(query) };
    int rc;

    claim.id = px_query_next_text(query, arena);
    claim.subject.provider = px_query_next_int(query);
    claim.subject.model = px_query_next_int(query);
    claim.subject.version = px_query_next_int(query);
    claim.field = px_query_next_text(query, arena);
    claim.value = px_query_next_text(query, arena);
    if (!px_basis_find(px_query_next_str(query), &claim.basis))
        return px_fail(err, PX_ERR_DAMAGED, N_("a claim has no known basis"), NULL);
    claim.method = px_query_next_text(query, arena);
    claim.program = px_query_next_text(query, arena);
    claim.note = px_query_next_text(query, arena);
    claim.author = px_query_next_text(query, arena);
    claim.time = px_query_next_int(query);
    claim.act = px_query_next_text(query, arena);
    claim.supersedes = px_query_next_text(query, arena);
    claim.current = px_query_next_int(query) != 0;
    rc = bare ? 0 : claim_read_evidence(query->db, arena, &claim, err);
    if (rc >= 0 && !bare)
        rc = claim_read_inputs(query->db, arena, &claim, err);
    if (rc >= 0)
        *ret_claim = claim;
    return rc;
}

/* All claims of a started query, in the arena; bare: without evidence and inputs. */
static int claim_read_all(px_query *query, px_arena *arena, bool bare, px_claim **ret_claims,
                          size_t *ret_count, px_error *err)
{
    px_claim *claims = NULL;
    size_t count = 0, room = 0;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        claims = px_arena_grow(arena, claims, count, &room, sizeof(*claims));
        rc = claim_read(query, arena, bare, &claims[count], err);
        if (rc < 0)
            break;
        count++;
    }
    if (rc < 0)
        return rc;
    *ret_claims = claims;
    *ret_count = count;
    return 0;
}

int px_claim_find(px_db *db, px_arena *arena, px_str id, px_claim *ret_claim, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, CLAIM_COLUMNS "WHERE c.public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such claim"), NULL);
    return claim_read(&query, arena, false, ret_claim, err);
}

static int claim_standing(px_db *db, px_arena *arena, const px_claim_subject *subject, bool bare,
                          px_claim **ret_claims, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        CLAIM_COLUMNS
        "INDEXED BY claim_current " /* of a provider with many models, not all of its claims */
        "WHERE c.current = 1 AND c.provider = ?1 AND ifnull(c.model, 0) IN "
        "(0, ?2) AND ifnull(c.version, 0) IN (0, ?3) AND c.value <> 'null' "
        "ORDER BY c.field, ifnull(c.version, 0) DESC, ifnull(c.model, 0) DESC, " BASIS_ORDER,
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, subject->provider);
    px_query_int(&query, subject->model);
    px_query_int(&query, subject->version);
    return claim_read_all(&query, arena, bare, ret_claims, ret_count, err);
}

int px_claim_standing(px_db *db, px_arena *arena, const px_claim_subject *subject,
                      px_claim **ret_claims, size_t *ret_count, px_error *err)
{
    return claim_standing(db, arena, subject, false, ret_claims, ret_count, err);
}

int duty_claim_standing_bare(px_db *db, px_arena *arena, const px_claim_subject *subject,
                             px_claim **ret_claims, size_t *ret_count, px_error *err)
{
    return claim_standing(db, arena, subject, true, ret_claims, ret_count, err);
}

int px_claim_current(px_db *db, px_arena *arena, const px_claim_subject *subject,
                     px_claim **ret_claims, size_t *ret_count, px_error *err)
{
    px_claim *claims;
    size_t n, kept = 0;
    int rc = px_claim_standing(db, arena, subject, &claims, &n, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !px_str_eq(claims[kept - 1].field, claims[i].field))
            claims[kept++] = claims[i];
    *ret_claims = claims;
    *ret_count = kept;
    return 0;
}

int px_claim_history(px_db *db, px_arena *arena, const px_claim_subject *subject, px_str field,
                     px_claim **ret_claims, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            CLAIM_COLUMNS "WHERE c.provider = ?1 AND ifnull(c.model, 0) = ?2 AND "
                                          "ifnull(c.version, 0) = ?3 AND ?4 IN ('', c.field) "
                                          "ORDER BY c.id DESC LIMIT ?5",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, subject->provider);
    px_query_int(&query, subject->model);
    px_query_int(&query, subject->version);
    px_query_str(&query, field.ptr ? field : PX_STR(""));
    px_query_int(&query, HISTORY_MAX);
    return claim_read_all(&query, arena, false, ret_claims, ret_count, err);
}

const px_claim *px_claim_of(const px_claim *claims, size_t count, px_str field)
{
    for (size_t i = 0; i < count; i++)
        if (px_str_eq(claims[i].field, field))
            return &claims[i];
    return NULL;
}
