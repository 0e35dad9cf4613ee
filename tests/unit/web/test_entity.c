/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <zlib.h>

#include "base/random.h"
#include "web/compress.h"
#include "web/entity.h"

static void unzip(px_str gzip, char *out, size_t room, size_t *ret_len)
{
    z_stream z = { .next_in = (Bytef *)(uintptr_t)gzip.ptr,
                   .avail_in = (uInt)gzip.len,
                   .next_out = (Bytef *)out,
                   .avail_out = (uInt)room };

    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    *ret_len = z.total_out;
    (void)inflateEnd(&z);
}

static void keeps_both_forms(void **state)
{
    px_builder body = PX_BUILDER_INIT(100000);
    static char text[100000];
    px_entity *entity;
    size_t len;

    (void)state;
    for (int i = 0; i < 1000; i++)
        px_builder_format(&body, "line %d\n", i);
    entity = px_entity_from_builder(&body, 6);
    assert_int_equal(body.len, 0); /* taken */
    assert_non_null(entity->gzip.ptr);
    assert_true(entity->gzip.len < entity->plain.len / 2);
    unzip(entity->gzip, text, sizeof(text), &len);
    assert_true(px_str_eq(px_str_n(text, len), entity->plain));
    assert_string_not_equal(entity->etag, entity->etag_gzip);
    assert_true(px_entity_size(entity) >= entity->plain.len + entity->gzip.len);
    px_entity_unref(px_entity_ref(entity));
    assert_true(px_str_starts(entity->plain, PX_STR("line 0\n"))); /* one reference is left */
    px_entity_unref(entity);
}

static void what_would_not_shrink_stays_plain(void **state)
{
    char bytes[4096];
    px_entity *entity;

    (void)state;
    px_random_bytes(bytes, sizeof(bytes));
    entity = px_entity_from_constant(px_str_n(bytes, sizeof(bytes)), 9);
    assert_null(entity->gzip.ptr);
    px_entity_unref(entity);
    memset(bytes, 'a', sizeof(bytes));
    entity = px_entity_from_constant(px_str_n(bytes, PX_COMPRESS_MIN - 1), 9);
    assert_null(entity->gzip.ptr); /* too small to be worth it */
    px_entity_unref(entity);
    entity = px_entity_from_constant(px_str_n(bytes, PX_COMPRESS_MIN), 9);
    assert_non_null(entity->gzip.ptr);
    px_entity_unref(entity);
    entity = px_entity_from_constant(px_str_n(bytes, sizeof(bytes)), 0);
    assert_null(entity->gzip.ptr);
    px_entity_unref(entity);
    entity = px_entity_from_constant(PX_STR(""), 9);
    assert_null(entity->gzip.ptr);
    px_entity_unref(entity);
    px_entity_unref(NULL);
}

static void same_body_same_bytes(void **state)
{
    char body[5000];
    size_t len_a, len_b;
    char *a, *b;

    (void)state;
    memset(body, 'x', sizeof(body));
    a = px_compress_gzip(px_str_n(body, sizeof(body)), 9, &len_a);
    b = px_compress_gzip(px_str_n(body, sizeof(body)), 9, &len_b);
    assert_int_equal(len_a, len_b);
    assert_memory_equal(a, b, len_a);
    free(a);
    free(b);
}

static void text_types_shrink(void **state)
{
    (void)state;
    assert_true(px_compress_is_type("text/html; charset=utf-8"));
    assert_true(px_compress_is_type("application/json"));
    assert_true(px_compress_is_type("image/svg+xml"));
    assert_false(px_compress_is_type("image/png"));
    assert_false(px_compress_is_type("font/woff2"));
}

static void a_part_is_not_copied(void **state)
{
    px_builder body = PX_BUILDER_INIT(100), other = PX_BUILDER_INIT(100);
    px_entity *part = px_entity_from_constant(PX_STR("part"), 0);
    px_entity *entity, *again;

    (void)state;
    px_builder_add(&body, "before, , behind");
    entity = px_entity_around(&body, px_entity_ref(part), strlen("before, "));
    assert_ptr_equal(entity->inset, part);
    assert_int_equal(px_entity_length(entity), strlen("before, part, behind"));
    assert_int_equal(strlen(entity->etag), strlen(part->etag));
    px_builder_add(&other, "before, , behind");
    again = px_entity_around(&other, px_entity_from_constant(PX_STR("past"), 0), 8);
    assert_string_not_equal(entity->etag, again->etag); /* the part has changed */
    px_entity_unref(again);
    px_builder_add(&other, "before, , behind");
    again = px_entity_around(&other, px_entity_ref(part), 8);
    assert_string_equal(entity->etag, again->etag);
    px_entity_unref(again);
    px_entity_unref(entity);
    px_entity_unref(part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_both_forms),     cmocka_unit_test(what_would_not_shrink_stays_plain),
        cmocka_unit_test(same_body_same_bytes), cmocka_unit_test(text_types_shrink),
        cmocka_unit_test(a_part_is_not_copied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
