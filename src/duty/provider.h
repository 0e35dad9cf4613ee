/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Providers of models. A row holds only by what a provider is found; what it says of itself (legal
 * name, contact, representative, size, chapters that it signed) are claims about it
 * (duty/claim.h), which its models inherit. What is read lives in the caller's arena.
 */
#ifndef PX_DUTY_PROVIDER_H
#define PX_DUTY_PROVIDER_H

#include "base/arena.h"
#include "base/civil.h"
#include "drafting/right.h"
#include "store/db.h"

enum { PX_SLUG_MAX = 64 };

typedef struct px_provider {
    int64_t row;
    px_str id;            /* public */
    px_str slug;          /* in addresses and commands: "example-lab" */
    px_str name;          /* as it is shown */
    int64_t organisation; /* row of the organisation of its people, or 0 */
    px_time created;
    int64_t n_models;
} px_provider;

/* By slug or public id, and by row; NOT_FOUND. */
int px_provider_find(px_db *db, px_arena *arena, px_str told, px_provider *ret_provider,
                     px_error *err) PX_MUST_CHECK;
int px_provider_get(px_db *db, px_arena *arena, int64_t row, px_provider *ret_provider,
                    px_error *err) PX_MUST_CHECK;

/* All, by name; an array in the arena. */
int px_provider_list(px_db *db, px_arena *arena, px_provider **ret_providers, size_t *ret_count,
                     px_error *err) PX_MUST_CHECK;

/* Inside a deed, with its act: a new provider, of slug (empty: made from the name), name and
 * organisation; fills the rest. INVALID with the argument "field"; EXISTS where the slug is
 * taken. */
int px_provider_add(px_db *db, px_arena *arena, px_provider *provider, const char *author,
                    px_error *err) PX_MUST_CHECK;

/* Inside a deed, with its act: another name, slug or organisation. */
int px_provider_change(px_db *db, px_arena *arena, const px_provider *provider, const char *author,
                       px_error *err) PX_MUST_CHECK;

/* Whether it is a slug: small letters and digits, with single - . _ between them, at most
 * PX_SLUG_MAX bytes. */
bool px_slug_is(px_str slug);

/* One made from a name; empty where the name has no letter or digit of ASCII. */
px_str px_slug_from(px_arena *arena, px_str name);

#endif
