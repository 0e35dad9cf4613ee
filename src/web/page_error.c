/* SPDX-License-Identifier: EUPL-1.2 */
/* The page for an error: what happened, what to do, where to go on. */
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

/* What a reader sees and can do, by HTTP status; 0 is for all others. */
static const struct {
    int status;
    const char *title, *advice;
} words[] = {
    { 400, N_("This request cannot be understood"),
      N_("Go back and try once more. If a link brought you here, tell whoever made it.") },
    { 401, N_("Signing in is needed"), N_("Sign in, then open the page again.") },
    { 403, N_("This is not allowed"),
      N_("If you think that it should be, ask the secretariat for the right.") },
    { 404, N_("There is no such page"),
      N_("What the address names may not be published yet. Start from the list of codes, or search "
         "for the provision.") },
    { 405, N_("The page cannot be used in this way"),
      N_("Open the page by its address and use the form on it.") },
    { 409, N_("Something has changed in the meantime"),
      N_("Load the page again, look at the change, and repeat what you did if it is still "
         "right.") },
    { 413, N_("That is too much at once"), N_("Send less at once.") },
    { 422, N_("A value is not right"), N_("Go back, correct it, and send the form again.") },
    { 429, N_("Too many requests"), N_("Wait a moment, then load the page again.") },
    { 431, N_("The address or the cookies are too long"),
      N_("Use a shorter address, or delete the cookies of this site.") },
    { 503, N_("The house is busy"), N_("Wait a moment, then load the page again.") },
    { 507, N_("The house is full"),
      N_("Nothing was changed. Whoever runs this house must make room first.") },
    { 0, N_("The house could not answer"),
      N_("This is not your fault. Try again in a moment; if it happens again, tell whoever runs "
         "this house what you did and when.") },
};

/* The query of the request, as it can stand in an address. */
static px_str error_query(const px_request *request)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(8 * PX_REQUEST_MAX_HEADER);

    for (size_t i = 0; i < request->query.count; i++) {
        px_builder_char(&query, i ? '&' : '?');
        px_url_encode(&query, request->query.items[i].name);
        px_builder_char(&query, '=');
        px_url_encode(&query, request->query.items[i].value);
    }
    return px_arena_str(request->arena, px_builder_view(&query));
}

/* Signing in, and back to the page that asked for it. */
static px_str error_sign_in(const px_request *request)
{
    PX_AUTO_BUILDER px_builder back = PX_BUILDER_INIT(8 * PX_REQUEST_MAX_HEADER);

    if (request->method != PX_GET)
        return px_page_address(request, "/sign-in");
    px_url_encode(&back, px_request_address(request, request->language, false));
    return px_page_address(request, "/sign-in?back=%s", px_builder_cstr(&back));
}

/* What was typed, in a form that can be sent once more. */
static void error_typed(const px_request *request, px_view_error *view)
{
    enum { SHORT = 60 };
    px_view_error_field *rows = px_arena_array(request->arena, request->form.count, sizeof(*rows));

    if (!request->typed)
        return;
    for (size_t i = 0; i < request->form.count; i++) {
        const px_field *field = &request->form.items[i];

        if (!px_str_is(field->name, "csrf"))
            rows[view->n_typed++] = (px_view_error_field){
                .name = field->name,
                .value = field->value,
                .is_long = field->value.len > SHORT,
            };
    }
    view->typed = rows;
    view->files = request->uploads.count > 0;
    view->csrf = px_str_of(request->session.csrf);
    view->again =
        px_str_of(px_arena_format(request->arena, "%.*s%.*s",
                                  PX_STR_ARG(px_request_address(request, request->language, false)),
                                  PX_STR_ARG(error_query(request))));
}

void px_page_error(const px_request *request, px_reply *reply, const px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int status = px_error_kind_of(err->code)->http_status;
    size_t row = 0;
    px_view_error view = { .status = status };
    px_frame frame = { .error = true };

    while (words[row].status && words[row].status != status)
        row++;
    view.title = px_str_of(px_tr(request->language, words[row].title));
    view.advice = px_str_of(px_tr(request->language, words[row].advice));
    view.sentence = px_part_error(request, err);
    if (status == 401)
        view.sign_in = error_sign_in(request);
    error_typed(request, &view);
    view.home = px_page_address(request, "/");
    view.search = px_page_address(request, "/search");
    frame.title = view.title;
    reply->status = status;
    px_template_error(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}
