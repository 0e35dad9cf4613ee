/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/entity.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>

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

px_entity *px_entity_around(px_builder *body, px_entity *inset, size_t at)
{
    px_entity *entity = px_alloc_zero(1, sizeof(*entity));
    size_t len;

    entity->references = 1;
    entity->owned = px_builder_detach(body, &len);
    entity->plain = px_str_n(entity->owned, len);
    entity->inset = inset;
    entity->inset_at = PX_MIN(at, len);
    px_etag_make_around(px_str_sub(entity->plain, 0, entity->inset_at), inset->etag,
                        px_str_sub(entity->plain, entity->inset_at, len), entity->etag);
    return entity;
}

px_entity *px_entity_from_constant(px_str bytes, int level)
{
    return entity_new(NULL, bytes, level);
}

int px_entity_from_file(const char *path, px_entity **ret_entity, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat st;
    void *bytes;

    if (fd < 0 || fstat(fd, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot open '{path}': {reason}"), "path", path, NULL);
    if (st.st_size == 0) {
        *ret_entity = entity_new(NULL, PX_STR(""), 0);
        return 0;
    }
    bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    *ret_entity = entity_new(NULL, px_str_n(bytes, (size_t)st.st_size), 0);
    (*ret_entity)->mapped = true;
    return 0;
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
    if (entity->mapped)
        (void)munmap((void *)(uintptr_t)entity->plain.ptr, entity->plain.len);
    free((char *)(uintptr_t)entity->gzip.ptr);
    px_entity_unref(entity->inset);
    free(entity);
}

size_t px_entity_length(const px_entity *entity)
{
    return entity->plain.len + (entity->inset ? entity->inset->plain.len : 0);
}

size_t px_entity_size(const px_entity *entity)
{
    return sizeof(*entity) + (entity->owned ? entity->plain.len : 0) + entity->gzip.len;
}
