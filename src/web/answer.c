/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/answer.h"

#include "base/log.h"
#include "web/form.h"
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

static int answer_check_right(const px_request *request, px_error *err)
{
    if (px_right_has(request->session.role, request->route->action))
        return 0;
    if (request->session.role == PX_ROLE_PUBLIC)
        return px_fail(err, PX_ERR_UNAUTHENTICATED, N_("this page is for those who have signed in"),
                       NULL);
    return px_fail(err, PX_ERR_FORBIDDEN, N_("your roles do not give the right to this page"),
                   NULL);
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
    if (body.len && !px_form_is_type(head->fields[PX_HEAD_CONTENT_TYPE]))
        return px_fail(
            err, PX_ERR_UNSUPPORTED,
            N_("only forms of the type application/x-www-form-urlencoded are taken here"), NULL);
    rc = px_form_parse(request->arena, body, &request->form, err);
    if (rc < 0)
        return rc;
    return request->route->flags & PX_ROUTE_FORM ? px_session_check_csrf(request, err) : 0;
}

/* Runs the handler inside one read transaction, so that a page shows one state of the house. */
static int answer_handle(px_request *request, px_reply *reply, px_error *err)
{
    int rc = px_db_exec(request->db, "BEGIN", err);

    if (rc >= 0)
        rc = request->route->handler(request, reply, err);
    px_db_rollback(request->db); /* nothing was written through it */
    if (rc < 0)
        return rc;
    return px_builder_check(&reply->body, err);
}

static int answer_run(px_request *request, const px_request_head *head, px_str body,
                      px_reply *reply, px_error *err)
{
    int rc = px_request_read(request, head, err);

    if (rc < 0)
        return rc;
    rc = answer_route(request, head, reply, err);
    if (rc != 0)
        return rc;
    rc = answer_check_right(request, err);
    if (rc < 0)
        return rc;
    rc = answer_read_form(request, head, body, err);
    if (rc < 0)
        return rc;
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
    if (request->json)
        px_problem_write(request, reply, &shown);
    else
        px_page_error(request, reply, &shown);
    reply->status = px_error_kind_of(err->code)->http_status;
    reply->cache_control = "no-store";
    reply->shared = false;
    answer_error_headers(request, reply, err);
}

void px_answer(px_request *request, const px_request_head *head, px_str body, const px_error *early,
               px_reply *reply)
{
    px_error err = *early;

    if (err.code || answer_run(request, head, body, reply, &err) < 0)
        answer_error(request, reply, &err);
}
