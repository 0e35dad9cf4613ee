/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_frame.h"

#include <stdarg.h>

#include "web/asset.h"
#include "web/route.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { MAX_LANGUAGES = 32 };

px_str px_page_address(const px_request *request, const char *format, ...)
{
    const char *rest;
    va_list args;

    va_start(args, format);
    rest = px_arena_format_args(request->arena, format, args);
    va_end(args);
    return px_str_of(
        px_arena_format(request->arena, "/%s%s", px_language_tag(request->language), rest));
}

/* Only values that the style sheet knows. */
static px_str frame_appearance(const px_request *request)
{
    px_str chosen = px_fields_get(&request->cookies, "appearance");

    return px_str_is(chosen, "light") || px_str_is(chosen, "dark") ? chosen : PX_STR("auto");
}

/* The same page in each language; of an error page, the home page. */
static size_t frame_languages(const px_request *request, const px_frame *frame,
                              px_view_frame_language languages[MAX_LANGUAGES])
{
    const px_language *language;
    size_t n = 0;

    while (n < MAX_LANGUAGES && (language = px_language_at(n))) {
        const char *tag = px_language_tag(language);
        px_str page = frame->error ? PX_STR("/") : request->page;

        languages[n++] = (px_view_frame_language){
            .tag = px_str_of(tag),
            .name = px_str_of(px_language_name(language)),
            .link = px_str_of(px_arena_format(request->arena, "/%s%.*s%.*s", tag, PX_STR_ARG(page),
                                              PX_STR_ARG(frame->query))),
            .current = language == request->language,
        };
    }
    return n;
}

static px_str frame_title(const px_request *request, const px_frame *frame)
{
    const char *house = px_house_name(request->house);

    if (frame->title.len == 0)
        return px_str_of(house);
    return px_str_of(px_arena_format(request->arena, "%.*s – %s", PX_STR_ARG(frame->title), house));
}

/* A page that leads back to the one at hand: the choice of appearance, signing in. */
static px_str frame_and_back(const px_request *request, const char *page, px_str query)
{
    PX_AUTO_BUILDER px_builder back = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (px_str_starts(request->page, px_str_of(page)))
        return px_page_address(request, "%s", page);
    px_url_encode(&back, px_request_address(request, request->language, false));
    px_url_encode(&back, query);
    return px_page_address(request, "%s?back=%s", page, px_builder_cstr(&back));
}

/* The corner of those who sign in: all zero tells the template that nobody has. */
static void frame_account(const px_request *request, const px_frame *frame, px_view_frame *view)
{
    const px_session *session = &request->session;

    view->at_desk = frame->room == PX_ROOM_DESK;
    view->at_me = frame->room == PX_ROOM_ME;
    view->at_sign_in = frame->room == PX_ROOM_SIGN_IN;
    if (!session->who.person) {
        view->sign_in = frame->error ? px_page_address(request, "/sign-in")
                                     : frame_and_back(request, "/sign-in", frame->query);
        return;
    }
    view->person = session->who.name;
    view->desk = px_page_address(request, "/desk");
    view->me = px_page_address(request, "/me");
    view->sign_out = px_page_address(request, "/sign-out");
    view->csrf = px_str_of(session->csrf);
}

static void frame_addresses(const px_request *request, const px_frame *frame, px_view_frame *view)
{
    px_str query = frame->query;

    view->home = px_page_address(request, "/");
    view->house_feed = px_page_address(request, "/feed.atom");
    view->search = px_page_address(request, "/search");
    view->documents = px_page_address(request, "/register");
    view->people = px_page_address(request, "/people");
    view->log = px_page_address(request, "/log");
    view->about = px_page_address(request, "/about");
    view->accessibility = px_page_address(request, "/about#accessibility");
    view->privacy = px_page_address(request, "/about#privacy");
    view->source = px_page_address(request, "/about#source");
    view->preference = px_page_address(request, "/preference");
    if (frame->error)
        return;
    view->preference = frame_and_back(request, "/preference", query);
    view->canonical =
        px_page_address(request, "%.*s%.*s", PX_STR_ARG(request->page), PX_STR_ARG(query));
    view->bare = px_str_of(
        px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(request->page), PX_STR_ARG(query)));
    if (request->route && request->route->flags & PX_ROUTE_TWIN)
        view->twin = px_str_of(
            px_arena_format(request->arena, "%.*s%.*s",
                            PX_STR_ARG(px_request_address(request, request->language, true)),
                            PX_STR_ARG(frame->one_twin ? PX_STR_NONE : query)));
}

void px_frame_write(const px_request *request, px_reply *reply, const px_frame *frame,
                    const px_builder *body)
{
    px_view_frame_language languages[MAX_LANGUAGES];
    px_view_frame view = {
        .language = px_str_of(px_language_tag(request->language)),
        .appearance = frame_appearance(request),
        .title = frame_title(request, frame),
        .house = px_str_of(px_house_name(request->house)),
        .description = frame->description,
        .feed = frame->feed,
        .feed_title = frame->feed_title,
        .hidden = frame->hidden || frame->error,
        .style = px_str_of(px_asset_path("praxis.css")),
        .script = px_str_of(px_asset_path("praxis.js")),
        .icon = px_str_of(px_asset_path("icon.svg")),
        .at_codes = frame->room == PX_ROOM_CODES,
        .at_search = frame->room == PX_ROOM_SEARCH,
        .at_documents = frame->room == PX_ROOM_REGISTER,
        .at_people = frame->room == PX_ROOM_PEOPLE,
        .at_log = frame->room == PX_ROOM_LOG,
        .at_about = frame->room == PX_ROOM_ABOUT,
        .languages = languages,
        .n_languages = frame_languages(request, frame, languages),
        .demonstration = px_house_is_demonstration(request->house),
        .body = px_builder_view(body),
    };

    frame_addresses(request, frame, &view);
    frame_account(request, frame, &view);
    px_template_frame(&reply->body, &view, request->language);
}
