/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "web/request_priv.h"
#include "web/route.h"

static int handle(px_request *request, px_reply *reply, px_error *err)
{
    (void)request;
    (void)reply;
    (void)err;
    return 0;
}

/* A table of its own in place of route.c. */
const px_route px_routes[] = {
    { "/", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, handle, "home" },
    { "/codes/:code", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, handle, "code" },
    { "/codes/:code/p/:id", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL, handle, "provision" },
    { "/form", PX_POST, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL, handle, "send" },
    { "/both", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL, handle, "show" },
    { "/both", PX_POST, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL, handle, "send" },
    { "/healthz", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_TWIN, handle, "health" },
    { "/openapi.json", PX_GET, PX_ACTION_READ_SITE, 0, handle, "api" },
    { "/files/:name", PX_GET, PX_ACTION_READ_SITE, 0, handle, "file" },
};
const size_t px_route_count = PX_COUNT(px_routes);

static px_request request;

static int find(const char *method, const char *target, px_error *err)
{
    px_request_head head = { .method = px_str_of(method), .target = px_str_of(target) };
    int rc;

    request = (px_request){ .arena = arena };
    px_request_start(&request, &head, false);
    rc = px_request_read(&request, &head, err);
    return rc < 0 ? rc : px_route_find(&request, err);
}

static void finds_pages(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(find("GET", "/en/", &err), &err);
    assert_string_equal(request.route->summary, "home");
    assert_true(request.local);
    assert_false(request.json);
    assert_str(request.page, "/");
    assert_ok(find("GET", "/en/codes/a%20b?x=1", &err), &err);
    assert_string_equal(request.route->summary, "code");
    assert_str(request.params[0], "a b");
    assert_str(request.page, "/codes/a%20b");
    assert_str(request.target, "/en/codes/a%20b");
    assert_str(px_fields_get(&request.query, "x"), "1");
    assert_ok(find("HEAD", "/en/codes/c/p/i", &err), &err);
    assert_string_equal(request.route->summary, "provision");
    assert_str(request.params[0], "c");
    assert_str(request.params[1], "i");
    assert_true(request.head);
}

static void finds_twins(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(find("GET", "/en.json", &err), &err);
    assert_string_equal(request.route->summary, "home");
    assert_true(request.json);
    assert_ok(find("GET", "/en/codes/x.json", &err), &err);
    assert_true(request.json);
    assert_str(request.params[0], "x");
    assert_str(request.page, "/codes/x");
    assert_ok(find("GET", "/healthz.json", &err), &err);
    assert_true(request.json);
}

static void without_a_twin_json_belongs_to_the_name(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(find("GET", "/openapi.json", &err), &err);
    assert_string_equal(request.route->summary, "api");
    assert_false(request.json);
    assert_ok(find("GET", "/files/a.json", &err), &err);
    assert_str(request.params[0], "a.json");
    assert_ok(find("GET", "/en/codes/c/p/i.json", &err), &err);
    assert_str(request.params[1], "i.json");
    assert_fails(find("GET", "/en/both2.json", &err), PX_ERR_NOT_FOUND);
    assert_true(request.json); /* so the error comes as JSON */
}

static void other_addresses_are_not_found(void **state)
{
    static const char *const none[] = { "/",
                                        "/de/",
                                        "/EN/",
                                        "/en-GB/",
                                        "/en/codes",
                                        "/codes/x",
                                        "/en/healthz",
                                        "/fr/openapi.json",
                                        "/en/codes/a/b",
                                        "/en/.json",
                                        "/en/en/",
                                        "/healthz/x" };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(none); i++)
        if (find("GET", none[i], &err) != -PX_ERR_NOT_FOUND)
            fail_msg("found: %s", none[i]);
}

static void other_methods_name_those_that_there_are(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_fails(find("POST", "/en/", &err), PX_ERR_METHOD);
    assert_string_equal(px_error_arg(&err, "allow"), "GET, HEAD");
    assert_fails(find("GET", "/en/form", &err), PX_ERR_METHOD);
    assert_string_equal(px_error_arg(&err, "allow"), "POST");
    assert_fails(find("DELETE", "/en/both", &err), PX_ERR_METHOD);
    assert_string_equal(px_error_arg(&err, "allow"), "GET, HEAD, POST");
    assert_fails(find("get", "/en/", &err), PX_ERR_METHOD); /* methods have case */
    assert_fails(find("POST", "/en/codes/x.json", &err), PX_ERR_METHOD);
    assert_ok(find("POST", "/en/both", &err), &err);
    assert_string_equal(request.route->summary, "send");
}

static void tells_the_canonical_address(void **state)
{
    px_error err = PX_ERROR_INIT;
    const px_language *english = px_language_english();

    (void)state;
    assert_ok(find("GET", "/en/codes/a%20b", &err), &err);
    assert_str(px_request_address(&request, english, false), "/en/codes/a%20b");
    assert_str(px_request_address(&request, english, true), "/en/codes/a%20b.json");
    assert_ok(find("GET", "/en", &err), &err);
    assert_str(px_request_address(&request, english, false), "/en/");
    assert_str(px_request_address(&request, english, true), "/en.json");
    assert_ok(find("GET", "/healthz", &err), &err);
    assert_str(px_request_address(&request, english, false), "/healthz");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_pages),
        cmocka_unit_test(finds_twins),
        cmocka_unit_test(without_a_twin_json_belongs_to_the_name),
        cmocka_unit_test(other_addresses_are_not_found),
        cmocka_unit_test(other_methods_name_those_that_there_are),
        cmocka_unit_test(tells_the_canonical_address),
    };

    return cmocka_run_group_tests(tests, make, end);
}
