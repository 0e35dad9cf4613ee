/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/entity.h"

#include <stdint.h>

#include "web/compress.h"

#include "base/banned.h"

static px_entity *entity_new(char *owned, px_str plain, int level)
{
    px_entity *entity = px_alloc_zero(1, sizeof(*entity));

    entity->references = 1;
    entity->owned = owned;
    entity->plain = plain;
    px_etag_make(plain, false, entity->etag);
    if (level && plain.len >= PX_COMPRESS_MIN)
        entity->gzip.ptr = px_compress_gzip(plain, level, &entity->gzip.len);
    if (entity->gzip.ptr)
        px_etag_make(plain, true, entity->etag_gzip);
    else
        entity->gzip.len = 0;
    return entity;
}

px_entity *px_entity_from_builder(px_builder *body, int level)
{
    size_t len;
    char *text = px_builder_detach(body, &len);

    return entity_new(text, px_str_n(text, len), level);
}

px_entity *px_entity_from_constant(px_str bytes, int level)
{
    return entity_new(NULL, bytes, level);
}

px_entity *px_entity_ref(px_entity *entity)
{
    (void)__atomic_add_fetch(&entity->references, 1, __ATOMIC_RELAXED);
    return entity;
}

void px_entity_unref(px_entity *entity)
{
    if (!entity || __atomic_sub_fetch(&entity->references, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    free(entity->owned);
    free((char *)(uintptr_t)entity->gzip.ptr);
    free(entity);
}

size_t px_entity_size(const px_entity *entity)
{
    return sizeof(*entity) + (entity->owned ? entity->plain.len : 0) + entity->gzip.len;
}
