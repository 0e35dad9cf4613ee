/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in by an account elsewhere: OpenID Connect Core 1.0, the flow with a code, with PKCE (RFC
 * 7636), state and nonce. One provider a house, from the settings oidc.*; what it says of itself is
 * read from its discovery document and kept for a while. All connections go through the courier.
 */
#ifndef PX_DRAFTING_PEOPLE_OIDC_H
#define PX_DRAFTING_PEOPLE_OIDC_H

#include "base/civil.h"
#include "base/courier.h"
#include "drafting/people/identity.h"
#include "drafting/people/secret_token.h"
#include "store/house.h"

/* How long the person may take at the provider. */
#define PX_OIDC_FLOW_LASTS ((px_time)10 * 60 * 1000)

/* What an exchange works with; borrowed. */
typedef struct px_oidc {
    px_house *house;
    px_db *db; /* a read connection, outside any transaction */
    px_courier *courier;
    px_arena *arena;
    px_time now;
} px_oidc;

/* A sign-in under way. */
typedef struct px_oidc_flow {
    px_str session;  /* token of the browser that began it */
    px_str back;     /* where to go on */
    px_str redirect; /* the address of this site that the provider leads back to */
} px_oidc_flow;

/* Begins one: keeps it, and tells the address at the provider to go to. CONFIG where no provider is
 * set; what the courier fails with. */
int px_oidc_begin(const px_oidc *oidc, const px_oidc_flow *flow, px_str *ret_address,
                  px_error *err) PX_MUST_CHECK;

/* Whom the provider says it is. */
typedef struct px_oidc_answer {
    px_identity identity;
    px_str mail; /* only where the provider has verified it; else empty */
    px_str back;
} px_oidc_answer;

/* Ends one with what came back: uses it up, changes the code for a token, verifies it, asks for
 * the mail address where the token has none. NOT_FOUND for a flow that is not (any more) under way
 * in this browser; NOT_VERIFIED, and what the courier fails with. */
int px_oidc_end(const px_oidc *oidc, px_str state, px_str code, const px_oidc_flow *flow,
                px_oidc_answer *ret_answer, px_error *err) PX_MUST_CHECK;

/* Uses a flow up that the provider refused; tells where to go on. NOT_FOUND. */
int px_oidc_drop(const px_oidc *oidc, px_str state, px_str session, px_str *ret_back,
                 px_error *err) PX_MUST_CHECK;

#endif
