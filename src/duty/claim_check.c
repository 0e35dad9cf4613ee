/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a claim may stand: its field, its value, what it rests on. */
#include "base/json_read.h"
#include "code/normal.h"
#include "duty/duty_priv.h"
#include "duty/fact.h"
#include "store/blob.h"

#include "base/banned.h"

enum { METHOD_MAX = 1000, PROGRAM_MAX = 200, NOTE_MAX = 2000, EVIDENCE_NAME_MAX = 1000 };

static int check_value(px_arena *arena, px_claim *claim, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    int rc = px_json_parse(claim->value, "value", PX_CLAIM_VALUE_MAX, &value, err);

    if (rc >= 0)
        rc = px_claim_value_check(claim->field, value, err);
    return rc < 0 ? rc : px_claim_value_text(arena, value, &claim->value, err);
}

static int check_evidence(px_arena *arena, px_evidence *e, px_error *err)
{
    int rc = px_text_line(arena, "evidence", e->name, true, EVIDENCE_NAME_MAX, &e->name, err);

    if (rc >= 0)
        rc = px_text_line(arena, "scan", e->scan, false, EVIDENCE_NAME_MAX, &e->scan, err);
    if (rc < 0)
        return rc;
    e->hash = e->hash.ptr ? e->hash : PX_STR("");
    if (e->hash.len && !px_blob_is_hash(e->hash))
        return px_fail(err, PX_ERR_INVALID,
                       N_("a SHA-256 has 64 hexadecimal digits in small letters"), NULL);
    if (e->size > INT64_MAX || e->start > INT64_MAX || e->length > INT64_MAX ||
        (e->ranged && e->hash.len && (e->start > e->size || e->length > e->size - e->start)))
        return px_fail(err, PX_ERR_INVALID, N_("the bytes named lie beyond the file's end"), NULL);
    return 0;
}

int claim_check(px_arena *arena, px_claim *claim, px_error *err)
{
    int rc = 0;

    claim->field = px_arena_str(arena, claim->field);
    if (!px_basis_name(claim->basis))
        rc = px_fail(err, PX_ERR_INVALID, N_("a claim is measured, declared or derived"), NULL);
    if (rc >= 0)
        rc = check_value(arena, claim, err);
    if (rc >= 0)
        rc = px_text_line(arena, "method", claim->method, false, METHOD_MAX, &claim->method, err);
    if (rc >= 0)
        rc = px_text_line(arena, "program", claim->program, false, PROGRAM_MAX, &claim->program,
                          err);
    if (rc >= 0)
        rc = px_text_line(arena, "note", claim->note, false, NOTE_MAX, &claim->note, err);
    if (rc >= 0 &&
        (claim->n_evidence > PX_CLAIM_EVIDENCE_MAX || claim->n_inputs > PX_CLAIM_INPUT_MAX))
        rc = px_fail(err, PX_ERR_TOO_LARGE, N_("the claim names too much evidence"), NULL);
    for (size_t i = 0; rc >= 0 && i < claim->n_evidence; i++)
        rc = check_evidence(arena, &claim->evidence[i], err);
    if (rc < 0)
        px_error_add(err, "field", claim->field.ptr);
    return rc;
}
