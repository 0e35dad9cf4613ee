/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/respond.h"

#include "base/log.h"
#include "web/access.h"
#include "web/form.h"
#include "web/multipart.h"
#include "web/problem.h"
#include "web/request_priv.h"
#include "web/session.h"

#include "base/banned.h"

/* The raw query behind "?", with every byte that is not visible ASCII escaped: fit for a header. */
static void answer_add_query(const px_request_head *head, px_builder *out)
{
    size_t question = px_str_find_char(head->target, '?');

    for (size_t i = question; i < head->target.len; i++) {
        if (head->target.ptr[i] > 0x20 && head->target.ptr[i] < 0x7F)
            px_builder_char(out, head->target.ptr[i]);
        else
            px_url_encode(out, px_str_sub(head->target, i, i + 1));
    }
}

static void answer_redirect(px_request *request, const px_request_head *head, px_reply *reply,
                            int status)
{
    PX_AUTO_BUILDER px_builder address = PX_BUILDER_INIT(8 * PX_REQUEST_MAX_HEADER);

    px_builder_str(&address, px_request_address(request, request->language, request->json));
    answer_add_query(head, &address);
    reply->status = status;
    px_reply_header(reply, "Location", px_arena_str(request->arena, px_builder_view(&address)));
}

/* True when the bare address belongs to a page that has languages: the visitor goes on to it in
 * theirs. */
static bool answer_goes_local(px_request *request)
{
    px_error unused = PX_ERROR_INIT;

    request->local = true;
    if (px_route_find(request, &unused) >= 0 || unused.code == PX_ERR_METHOD)
        return true;
    request->local = false;
    return false;
}

/* Finds the route, or redirects to the one address that a page has: 1 when it did. */
static int answer_route(px_request *request, const px_request_head *head, px_reply *reply,
                        px_error *err)
{
    bool home = request->path.count == 0;
    int rc = px_route_find(request, err);

    if (rc == -PX_ERR_NOT_FOUND && !request->local && answer_goes_local(request)) {
        if (request->method == PX_METHOD_OTHER)
            return px_route_find(request, err);
        /* 307: where another language is asked for tomorrow, another page answers. */
        answer_redirect(request, head, reply, request->method == PX_GET ? 302 : 307);
        request->local = false; /* the language was chosen by Accept-Language: Vary says so */
        return 1;
    }
    if (rc < 0)
        return rc;
    if (request->path.slash == (home && request->local && !request->json))
        return 0;
    answer_redirect(request, head, reply, 308);
    return 1;
}

static int answer_parse_form(px_request *request, px_str type, px_str body, px_error *err)
{
    bool upload = request->route->flags & PX_ROUTE_UPLOAD;

    if (body.len && upload && px_multipart_is_type(type))
        return px_multipart_parse(request->arena, type, body, &request->form, &request->uploads,
                                  err);
    if (body.len && !px_form_is_type(type))
        return px_fail(
            err, PX_ERR_UNSUPPORTED,
            upload ? N_("only forms are taken here, with files (multipart/form-data) or without "
                        "(application/x-www-form-urlencoded)")
                   : N_("only forms of the type application/x-www-form-urlencoded are taken here"),
            NULL);
    return px_form_parse(request->arena, body, &request->form, err);
}

/* What a POST must bring: our own page behind it, a form, its token. */
static int answer_read_form(px_request *request, const px_request_head *head, px_str body,
                            px_error *err)
{
    int rc;

    if (request->method != PX_POST)
        return 0;
    rc = px_session_check_origin(request, head, err);
    if (rc < 0)
        return rc;
    rc = answer_parse_form(request, head->fields[PX_HEAD_CONTENT_TYPE], body, err);
    if (rc < 0)
        return rc;
    return request->route->flags & PX_ROUTE_FORM ? px_session_check_csrf(request, err) : 0;
}

/* What was typed comes back with the refusal, so that it is not lost when a session ends: only of
 * forms without secrets, and only what our own page sent. */
static void answer_keep(px_request *request, const px_request_head *head, px_str body)
{
    px_error ignored = PX_ERROR_INIT;

    if (request->method != PX_POST || !(request->route->flags & PX_ROUTE_KEEP) ||
        px_session_check_origin(request, head, &ignored) < 0)
        return;
    if (!request->form.count &&
        answer_parse_form(request, head->fields[PX_HEAD_CONTENT_TYPE], body, &ignored) < 0)
        return;
    request->typed = request->form.count > 0;
}

/* Runs the handler inside one read transaction, so that a page shows one state of the house; a slow
 * one outside, as it would hold that state for long. */
static int answer_handle(px_request *request, px_reply *reply, px_error *err)
{
    bool slow = request->route->flags & PX_ROUTE_SLOW;
    int rc = slow ? 0 : px_db_exec(request->db, "BEGIN", err);

    if (rc >= 0)
        rc = request->route->handler(request, reply, err);
    px_db_rollback(request->db); /* nothing was written through it */
    if (request->session.who.person)
        reply->shared = false; /* whatever the page holds, it was made for one person */
    if (rc < 0)
        return rc;
    return px_builder_check(&reply->body, err);
}

static int answer_run(px_request *request, const px_request_head *head, px_str body,
                      px_reply *reply, px_error *err)
{
    int rc = px_request_read(request, head, err);

    if (rc >= 0)
        rc = px_session_find(request, err);
    if (rc < 0)
        return rc;
    rc = answer_route(request, head, reply, err);
    if (rc != 0)
        return rc;
    rc = px_access_route(request, request->route->action, err);
    if (rc >= 0)
        rc = answer_read_form(request, head, body, err);
    if (rc < 0) {
        answer_keep(request, head, body);
        return rc;
    }
    return answer_handle(request, reply, err);
}

static void answer_error_headers(px_request *request, px_reply *reply, const px_error *err)
{
    const char *allow = px_error_arg(err, "allow");

    switch (reply->status) {
    case 401:
        px_reply_header(reply, "WWW-Authenticate", PX_STR("Bearer realm=\"praxis\""));
        break;
    case 405:
        px_reply_header(reply, "Allow",
                        px_arena_str(request->arena, px_str_of(allow ? allow : "GET, HEAD")));
        break;
    case 429:
    case 503:
        px_reply_header(reply, "Retry-After", PX_STR("5"));
        break;
    default:
        break;
    }
}

/* The details of a fault of the server go to its log, and not to the visitor. */
static px_error answer_public_error(const px_error *err)
{
    const px_error_kind *kind = px_error_kind_of(err->code);
    px_error shown = *err;

    if (kind->http_status < 500)
        return shown;
    px_log_error("web", "fault", err);
    (void)px_fail(&shown, err->code,
                  kind->http_status == 500
                      ? N_("the server could not answer this; the reason is written to its log")
                      : kind->title,
                  NULL);
    return shown;
}

static void answer_error(px_request *request, px_reply *reply, const px_error *err)
{
    px_error shown = answer_public_error(err);

    px_reply_reset(reply);
    if (request->typed)
        px_session_need(request, reply);
    if (request->json)
        px_problem_write(request, reply, &shown);
    else
        px_page_error(request, reply, &shown);
    reply->status = px_error_kind_of(err->code)->http_status;
    reply->cache_control = "no-store";
    reply->shared = false;
    answer_error_headers(request, reply, err);
}

void px_respond(px_request *request, const px_request_head *head, px_str body,
                const px_error *early, px_reply *reply)
{
    px_error err = *early;

    if (err.code || answer_run(request, head, body, reply, &err) < 0)
        answer_error(request, reply, &err);
}
