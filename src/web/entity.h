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
    bool mapped;             /* plain is a file */
    px_str gzip;             /* owned; ptr NULL: none */
    struct px_entity *inset; /* another body that stands in this one, counted; NULL: none */
    size_t inset_at;         /* bytes of plain before it */
    char etag[PX_ETAG_SIZE], etag_gzip[PX_ETAG_SIZE];
} px_entity;

/* Takes the builder's text. level: 0 for no compression, else 1 to 9. */
px_entity *px_entity_from_builder(px_builder *body, int level) PX_MUST_CHECK;

/* A body that shows a part which is kept, without a copy of it: the builder's text, with the part
 * at that byte. Takes both. Never compressed. */
px_entity *px_entity_around(px_builder *body, px_entity *inset, size_t at) PX_MUST_CHECK;

/* For bytes that live as long as the process. */
px_entity *px_entity_from_constant(px_str bytes, int level) PX_MUST_CHECK;

/* A whole file, which is shown to the memory and not read into it; it may lose its name then. Not
 * compressed. */
int px_entity_from_file(const char *path, px_entity **ret_entity, px_error *err) PX_MUST_CHECK;

/* Safe from any thread. unref of NULL is fine. */
px_entity *px_entity_ref(px_entity *entity);
void px_entity_unref(px_entity *entity);

/* Bytes of the body, with what is inset. */
size_t px_entity_length(const px_entity *entity);

/* Bytes of memory that it holds. */
size_t px_entity_size(const px_entity *entity);

#endif
