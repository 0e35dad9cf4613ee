/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A prepared body: plain bytes, their compressed form where it is smaller, and the entity tags of
 * both. Immutable, counted, shared by the page cache and the responses that are being sent.
 */
#ifndef PX_WEB_ENTITY_H
#define PX_WEB_ENTITY_H

#include "base/builder.h"
#include "web/etag.h"

typedef struct px_entity {
    unsigned references; /* only by px_entity_ref and px_entity_unref */
    char *owned;         /* plain.ptr, or NULL where the bytes live as long as the process */
    px_str plain;
    px_str gzip; /* owned; ptr NULL: none */
    char etag[PX_ETAG_SIZE], etag_gzip[PX_ETAG_SIZE];
} px_entity;

/* Takes the builder's text. level: 0 for no compression, else 1 to 9. */
px_entity *px_entity_from_builder(px_builder *body, int level) PX_MUST_CHECK;

/* For bytes that live as long as the process. */
px_entity *px_entity_from_constant(px_str bytes, int level) PX_MUST_CHECK;

/* Safe from any thread. unref of NULL is fine. */
px_entity *px_entity_ref(px_entity *entity);
void px_entity_unref(px_entity *entity);

/* Bytes of memory that it holds. */
size_t px_entity_size(const px_entity *entity);

#endif
