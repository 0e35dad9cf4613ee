/* SPDX-License-Identifier: EUPL-1.2 */
/* A house with a provider "lab", its model "lab/one" and the version "One-1.0" of it. */
#ifndef PX_DUTY_FIXTURE_H
#define PX_DUTY_FIXTURE_H

#include "duty/claim.h"
#include "duty/model_entry.h"
#include "duty/provider.h"
#include "unit/house_fixture.h"

typedef struct duty_world {
    px_provider provider;
    px_model_entry model;
    px_model_version version;
} duty_world;

/* One deed as a call. */
typedef struct duty_deed {
    int (*run)(fixture *f, px_db *db, void *arg, px_error *err);
    fixture *f;
    void *arg;
} duty_deed;

static inline int duty_deed_run(px_db *db, void *arg, px_error *err)
{
    duty_deed *deed = arg;

    return deed->run(deed->f, db, deed->arg, err);
}

static inline int duty_do(fixture *f, int (*run)(fixture *, px_db *, void *, px_error *), void *arg)
{
    duty_deed deed = { run, f, arg };

    return px_house_write(f->house, duty_deed_run, &deed, &f->err);
}

static inline int duty_provider_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_provider_add(db, f->arena, arg, "operator", err);
}

static inline int duty_model_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_model_entry_add(db, f->arena, arg, "operator", err);
}

static inline int duty_version_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_model_version_add(db, f->arena, arg, "operator", err);
}

static inline duty_world duty_make(fixture *f)
{
    duty_world w = { .provider = { .slug = PX_STR("lab"), .name = PX_STR("Example Lab") } };

    assert_ok(duty_do(f, duty_provider_run, &w.provider), &f->err);
    w.model = (px_model_entry){ .provider = w.provider.row, .name = PX_STR("One") };
    assert_ok(duty_do(f, duty_model_run, &w.model), &f->err);
    w.version = (px_model_version){ .model = w.model.row, .name = PX_STR("One-1.0") };
    assert_ok(duty_do(f, duty_version_run, &w.version), &f->err);
    return w;
}

static inline px_claim_subject duty_subject(const duty_world *w, px_claim_level level)
{
    px_claim_subject subject = { .provider = w->provider.row };

    if (level != PX_LEVEL_PROVIDER)
        subject.model = w->model.row;
    if (level == PX_LEVEL_VERSION)
        subject.version = w->version.row;
    return subject;
}

/* Adds one claim by its words; what came of it. */
static inline px_claim_outcome duty_claim(fixture *f, px_claim_subject subject, px_basis basis,
                                          const char *field, const char *value, px_claim *ret_claim)
{
    px_claim claim = {
        .subject = subject, .basis = basis, .field = px_str_of(field), .value = px_str_of(value)
    };
    px_claim_outcome outcome = PX_CLAIM_OUTCOME_COUNT;
    px_claim_order order = { f->arena, &claim, 1, "operator", &outcome };

    assert_ok(px_house_write(f->house, px_claim_add_deed, &order, &f->err), &f->err);
    if (ret_claim)
        *ret_claim = claim;
    return outcome;
}

/* What a field says of the subject, or "". */
static inline px_str duty_value(fixture *f, px_claim_subject subject, const char *field)
{
    const px_claim *claim;
    px_claim *claims;
    size_t n;

    assert_ok(px_claim_current(f->reader, f->arena, &subject, &claims, &n, &f->err), &f->err);
    claim = px_claim_of(claims, n, px_str_of(field));
    return px_arena_str(f->arena, claim ? claim->value : PX_STR(""));
}

#endif
