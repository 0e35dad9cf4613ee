/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/house_fixture.h"

#include "web/entity.h"
#include "web/kept.h"
#include "web/page_cache.h"

static int set_name(px_db *db, void *arg, px_error *err)
{
    return px_house_set(db, "test", px_str_of(arg), err);
}

/* Keeps a text, as a handler does. */
static void keep(const px_request *request, px_str key, const char *text)
{
    px_builder part = PX_BUILDER_INIT(100);

    px_builder_add(&part, text);
    px_entity_unref(px_kept_put(request, key, &part));
    assert_int_equal(part.len, 0); /* taken */
}

static px_request request_of(fixture *f, px_page_cache *cache)
{
    px_request request = { .arena = f->arena, .house = f->house, .cache = cache };

    assert_ok(px_page_cache_generation(cache, &request.generation, &f->err), &f->err);
    return request;
}

static void keeps_until_something_is_written(void **state)
{
    fixture *f = *state;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(100);
    px_page_cache *cache = NULL;
    px_request request;

    assert_ok(px_page_cache_new(f->house, 1 << 20, &cache, &f->err), &f->err);
    request = request_of(f, cache);
    assert_false(px_kept_add(&request, PX_STR("text a"), &out));
    keep(&request, PX_STR("text a"), "of a");
    px_builder_add(&out, "before, ");
    assert_true(px_kept_add(&request, PX_STR("text a"), &out));
    assert_str(px_builder_view(&out), "before, of a");
    assert_false(px_kept_add(&request, PX_STR("text b"), &out));

    assert_ok(px_house_write(f->house, set_name, (char[]){ "a" }, &f->err), &f->err);
    keep(&request, PX_STR("text b"), "of b"); /* made from the state before */
    request = request_of(f, cache);
    assert_false(px_kept_add(&request, PX_STR("text a"), &out));
    assert_false(px_kept_add(&request, PX_STR("text b"), &out));
    assert_str(px_builder_view(&out), "before, of a");
    px_page_cache_free(cache);
}

/* Before the next page of whoever wrote something, the part is made anew. */
static void shows_everybody_what_they_did(void **state)
{
    fixture *f = *state;
    px_page_cache *cache = NULL;
    px_request request;

    assert_ok(px_page_cache_new(f->house, 1 << 20, &cache, &f->err), &f->err);
    for (int i = 0; i < 9; i++) { /* in demand, so that it may be stale for a moment */
        char name[16];

        (void)snprintf(name, sizeof(name), "%d", i);
        assert_ok(px_house_write(f->house, set_name, name, &f->err), &f->err);
        request = request_of(f, cache);
        keep(&request, PX_STR("text a"), "of a");
    }
    assert_ok(px_house_write(f->house, set_name, (char[]){ "last" }, &f->err), &f->err);
    px_page_cache_note_own(cache, PX_STR("anna"));
    request = request_of(f, cache);
    request.session.who.person = 1;
    request.session.who.id = PX_STR("anna");
    assert_null(px_kept_get(&request, PX_STR("text a")));
    keep(&request, PX_STR("text a"), "of a");
    px_entity_unref(px_kept_get(&request, PX_STR("text a")));
    px_page_cache_free(cache);
}

/* Who has a session gets the part as it is kept; for others the page is one text. */
static void stands_in_a_page(void **state)
{
    fixture *f = *state;
    px_request request = { .arena = f->arena };
    px_builder part = PX_BUILDER_INIT(100);
    px_reply reply;

    px_reply_start(&reply);
    px_builder_add(&part, "part");
    px_kept_show(&request, &reply, &reply.body, px_kept_put(&request, PX_STR("a"), &part));
    assert_str(px_builder_view(&reply.body), "part");
    assert_null(reply.inset);

    request.session.token = PX_STR("token");
    px_builder_add(&part, "part");
    px_kept_show(&request, &reply, &reply.body, px_kept_put(&request, PX_STR("a"), &part));
    assert_str(px_builder_view(&reply.body), "part" PX_REPLY_INSET);
    assert_str(reply.inset->plain, "part");
    px_reply_reset(&reply);
    assert_null(reply.inset);
}

/* As where pages are written to files: without a server. */
static void keeps_nothing_without_a_cache(void **state)
{
    fixture *f = *state;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(100);
    px_request request = { .arena = f->arena };

    keep(&request, PX_STR("text a"), "of a");
    assert_false(px_kept_add(&request, PX_STR("text a"), &out));
    assert_int_equal(out.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keeps_until_something_is_written, setup, teardown),
        cmocka_unit_test_setup_teardown(shows_everybody_what_they_did, setup, teardown),
        cmocka_unit_test_setup_teardown(stands_in_a_page, setup, teardown),
        cmocka_unit_test_setup_teardown(keeps_nothing_without_a_cache, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
