/* SPDX-License-Identifier: EUPL-1.2 */
/* From head and body to the reply: redirects, rights, forms, tokens, errors; without a socket. */
#include "unit/testing.h"

#include <unistd.h>

#include "web/request_priv.h"
#include "web/respond.h"
#include "web/session.h"

static int runs; /* of a handler */

static int show(px_request *request, px_reply *reply, px_error *err)
{
    (void)err;
    runs++;
    px_session_need(request, reply);
    px_builder_add(&reply->body, "shown");
    return 0;
}

static int take(px_request *request, px_reply *reply, px_error *err)
{
    (void)request;
    (void)err;
    runs++;
    px_reply_see_other(reply, PX_STR("/en/"));
    return 0;
}

static int break_down(px_request *request, px_reply *reply, px_error *err)
{
    (void)request;
    px_builder_add(&reply->body, "half a page");
    px_reply_header(reply, "X-Half", PX_STR("1"));
    return px_fail(err, PX_ERR_IO, "cannot read '{path}'", "path", "/etc/secret", NULL);
}

static int overflow(px_request *request, px_reply *reply, px_error *err)
{
    (void)request;
    (void)err;
    reply->body.cap = 4;
    px_builder_add(&reply->body, "too long");
    return 0;
}

const px_route px_routes[] = {
    { "/", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, show, "home" },
    { "/page", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL, show, "page" },
    { "/draft", PX_GET, PX_ACTION_READ_WORKING, PX_ROUTE_LOCAL, show, "draft" },
    { "/form", PX_POST, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_FORM, take, "form" },
    { "/free", PX_POST, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL, take, "free" },
    { "/broken", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL | PX_ROUTE_TWIN, break_down, "" },
    { "/overflow", PX_GET, PX_ACTION_READ_SITE, PX_ROUTE_LOCAL, overflow, "" },
};
const size_t px_route_count = PX_COUNT(px_routes);

void px_page_error(const px_request *request, px_reply *reply, const px_error *err)
{
    px_error_format(&reply->body, request->language, err);
}

static char *directory, *path;
static px_house *house;
static px_db *db;
static px_arena *arena;
static px_request request;
static px_reply reply;

static px_request_head head_of(const char *method, const char *target)
{
    return (px_request_head){ .method = px_str_of(method),
                              .target = px_str_of(target),
                              .fields[PX_HEAD_HOST] = PX_STR_INIT("code.example") };
}

static void answer_as(const px_request_head *head, const char *body, px_role role)
{
    const px_error early = PX_ERROR_INIT;
    px_grant grant = { .role = role };

    px_reply_reset(&reply);
    px_arena_reset(arena);
    runs = 0;
    request = (px_request){ .arena = arena, .house = house, .db = db };
    px_request_start(&request, head, true);
    if (role != PX_ROLE_PUBLIC)
        request.session.who = (px_who){ .person = 1, .grants = &grant, .n_grants = 1 };
    px_respond(&request, head, px_str_of(body), &early, &reply);
}

static void answer(const px_request_head *head, const char *body)
{
    answer_as(head, body, PX_ROLE_PUBLIC);
}

static px_str header(const char *name)
{
    for (size_t i = 0; i < reply.n_headers; i++)
        if (strcmp(reply.headers[i].name, name) == 0)
            return reply.headers[i].value;
    return PX_STR_NONE;
}

static void bare_addresses_go_to_the_language_of_the_visitor(void **state)
{
    px_request_head head = head_of("GET", "/page?a=%20b");

    (void)state;
    answer(&head, "");
    assert_int_equal(reply.status, 302);
    assert_str(header("Location"), "/en/page?a=%20b");
    assert_false(request.local); /* what makes Vary name Accept-Language */
    assert_int_equal(runs, 0);
    head = head_of("GET", "/");
    answer(&head, "");
    assert_str(header("Location"), "/en/");
    head = head_of("POST", "/form");
    answer(&head, "");
    assert_int_equal(reply.status, 307);
    assert_str(header("Location"), "/en/form");
    head = head_of("DELETE", "/page");
    answer(&head, "");
    assert_int_equal(reply.status, 405);
    assert_str(header("Allow"), "GET, HEAD");
}

static void every_page_has_one_address(void **state)
{
    static const struct {
        const char *from, *to;
    } moved[] = { { "/en", "/en/" },
                  { "/en/page/", "/en/page" },
                  { "/en/page/?q=1", "/en/page?q=1" },
                  { "/en/page/?\xC3\xA9", "/en/page?%C3%A9" } };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(moved); i++) {
        px_request_head head = head_of("GET", moved[i].from);

        answer(&head, "");
        assert_int_equal(reply.status, 308);
        assert_str(header("Location"), moved[i].to);
    }
}

static void rights_are_asked_first(void **state)
{
    px_request_head head = head_of("GET", "/en/draft");

    (void)state;
    answer(&head, "");
    assert_int_equal(reply.status, 401);
    assert_non_null(header("WWW-Authenticate").ptr);
    assert_int_equal(runs, 0);
    answer_as(&head, "", PX_ROLE_DELEGATE);
    assert_int_equal(reply.status, 403);
    assert_int_equal(runs, 0);
    answer_as(&head, "", PX_ROLE_EDITOR);
    assert_int_equal(reply.status, 200);
    assert_int_equal(runs, 1);
}

/* A session cookie and the body that goes with it. */
static char *session_form(px_request_head *head)
{
    char *cookie, *body;

    answer(&(px_request_head){ .method = PX_STR("GET"), .target = PX_STR("/en/page") }, "");
    assert_int_equal(reply.status, 200);
    assert_true(px_str_starts(header("Set-Cookie"), PX_STR("session=")));
    assert_int_equal(request.session.token.len, PX_TOKEN_LEN);
    cookie = px_alloc(100);
    (void)snprintf(cookie, 100, "session=%.*s", PX_STR_ARG(request.session.token));
    head->fields[PX_HEAD_COOKIE] = px_str_of(cookie);
    head->fields[PX_HEAD_CONTENT_TYPE] = PX_STR("application/x-www-form-urlencoded");
    body = px_alloc(100);
    (void)snprintf(body, 100, "csrf=%s&a=b", request.session.csrf);
    return body;
}

static void forms_need_their_token(void **state)
{
    px_request_head head = head_of("POST", "/en/form");
    char *body = session_form(&head);
    px_str cookie = head.fields[PX_HEAD_COOKIE];

    (void)state;
    answer(&head, body);
    assert_int_equal(reply.status, 303);
    assert_str(header("Location"), "/en/");
    assert_int_equal(runs, 1);
    answer(&head, "a=b");
    assert_int_equal(reply.status, 403);
    answer(&head, "");
    assert_int_equal(reply.status, 403);
    body[10] = body[10] == 'a' ? 'b' : 'a';
    answer(&head, body);
    assert_int_equal(reply.status, 403);
    body[10] = '\0'; /* a part of it */
    answer(&head, body);
    assert_int_equal(reply.status, 403);
    head.fields[PX_HEAD_COOKIE] = PX_STR_NONE;
    answer(&head, "csrf=");
    assert_int_equal(reply.status, 403);
    head.fields[PX_HEAD_COOKIE] = PX_STR("session=short");
    answer(&head, "csrf=");
    assert_int_equal(reply.status, 403);
    assert_int_equal(runs, 0);
    free((char *)(uintptr_t)cookie.ptr);
    free(body);
}

static void a_session_is_kept(void **state)
{
    px_request_head head = head_of("GET", "/en/page");
    char *body = session_form(&head);

    (void)state;
    answer(&head, "");
    assert_null(header("Set-Cookie").ptr);
    assert_false(reply.shared);
    assert_memory_equal(body + 5, request.session.csrf, 64);
    free((char *)(uintptr_t)head.fields[PX_HEAD_COOKIE].ptr);
    free(body);
}

static void behind_tls_the_cookie_is_secure(void **state)
{
    px_request_head head = head_of("GET", "/en/page");

    (void)state;
    head.fields[PX_HEAD_FORWARDED_PROTO] = PX_STR("https");
    answer(&head, "");
    assert_true(request.https);
    assert_true(px_str_starts(header("Set-Cookie"), PX_STR("__Host-session=")));
    assert_true(px_str_ends(header("Set-Cookie"), PX_STR("; Secure")));
    head.fields[PX_HEAD_COOKIE] =
        PX_STR("session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"); /* one set without TLS */
    answer(&head, "");
    assert_non_null(header("Set-Cookie").ptr);
}

static void other_sites_cannot_send(void **state)
{
    static const struct {
        px_head_field field;
        const char *value;
        int status;
    } from[] = {
        { PX_HEAD_SEC_FETCH_SITE, "same-origin", 303 },
        { PX_HEAD_SEC_FETCH_SITE, "none", 303 },
        { PX_HEAD_SEC_FETCH_SITE, "cross-site", 403 },
        { PX_HEAD_SEC_FETCH_SITE, "same-site", 403 },
        { PX_HEAD_SEC_FETCH_SITE, "", 403 },
        { PX_HEAD_ORIGIN, "http://code.example", 303 },
        { PX_HEAD_ORIGIN, "https://CODE.example", 303 },
        { PX_HEAD_ORIGIN, "https://code.example.evil", 403 },
        { PX_HEAD_ORIGIN, "https://code.example:8443", 403 },
        { PX_HEAD_ORIGIN, "null", 403 },
        { PX_HEAD_ORIGIN, "", 403 },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(from); i++) {
        px_request_head head = head_of("POST", "/en/free");

        head.fields[from[i].field] = px_str_of(from[i].value);
        answer(&head, "");
        if (reply.status != from[i].status)
            fail_msg("%s: %d", from[i].value, reply.status);
    }
}

static void only_forms_are_read(void **state)
{
    px_request_head head = head_of("POST", "/en/free");

    (void)state;
    answer(&head, "a=1");
    assert_int_equal(reply.status, 415);
    head.fields[PX_HEAD_CONTENT_TYPE] = PX_STR("multipart/form-data; boundary=x");
    answer(&head, "a=1");
    assert_int_equal(reply.status, 415);
    head.fields[PX_HEAD_CONTENT_TYPE] = PX_STR("application/x-www-form-urlencoded");
    answer(&head, "a=%zz");
    assert_int_equal(reply.status, 400);
    answer(&head, "a=1");
    assert_int_equal(reply.status, 303);
    assert_str(px_fields_get(&request.form, "a"), "1");
}

static void faults_show_no_details(void **state)
{
    px_request_head head = head_of("GET", "/en/broken");
    px_str body;

    (void)state;
    answer(&head, "");
    body = px_builder_view(&reply.body);
    assert_int_equal(reply.status, 500);
    assert_int_equal(px_str_find(body, PX_STR("secret")), body.len);
    assert_int_equal(px_str_find(body, PX_STR("half")), body.len);
    assert_null(header("X-Half").ptr);
    assert_string_equal(reply.cache_control, "no-store");
    head = head_of("GET", "/en/overflow");
    answer(&head, "");
    assert_int_equal(reply.status, 413);
}

static void those_who_ask_for_json_get_problems(void **state)
{
    px_request_head head = head_of("GET", "/en/broken.json");

    (void)state;
    answer(&head, "");
    assert_int_equal(reply.status, 500);
    assert_string_equal(reply.content_type, "application/problem+json");
    assert_str(px_builder_view(&reply.body),
               "{\"type\":\"urn:praxis:problem:io\",\"title\":\"reading or writing failed\","
               "\"status\":500,\"detail\":\"the server could not answer this; the reason is "
               "written to its log\",\"instance\":\"/en/broken.json\"}");
    head = head_of("GET", "/en/none.json");
    answer(&head, "");
    assert_int_equal(reply.status, 404);
    assert_string_equal(reply.content_type, "application/problem+json");
    head = head_of("GET", "/en/..");
    answer(&head, "");
    assert_int_equal(reply.status, 400);
    assert_string_equal(reply.content_type, "text/html; charset=utf-8");
}

static int make(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    directory = px_test_directory();
    path = px_alloc(strlen(directory) + 10);
    (void)snprintf(path, strlen(directory) + 10, "%s/house", directory);
    assert_ok(px_house_init(path, &(px_house_options){ 0 }, &err), &err);
    assert_ok(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    assert_ok(px_house_reader(house, &db, &err), &err);
    arena = px_arena_new();
    px_reply_start(&reply);
    return 0;
}

static int end(void **state)
{
    (void)state;
    px_reply_reset(&reply);
    px_arena_free(arena);
    px_db_close(db);
    px_house_close(house);
    free(path);
    px_test_remove(directory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bare_addresses_go_to_the_language_of_the_visitor),
        cmocka_unit_test(every_page_has_one_address),
        cmocka_unit_test(rights_are_asked_first),
        cmocka_unit_test(forms_need_their_token),
        cmocka_unit_test(a_session_is_kept),
        cmocka_unit_test(behind_tls_the_cookie_is_secure),
        cmocka_unit_test(other_sites_cannot_send),
        cmocka_unit_test(only_forms_are_read),
        cmocka_unit_test(faults_show_no_details),
        cmocka_unit_test(those_who_ask_for_json_get_problems),
    };

    return cmocka_run_group_tests(tests, make, end);
}
