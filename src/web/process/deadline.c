/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/deadline.h"

#include "web/templates.h"

#include "base/banned.h"

static const px_zone *deadline_zone(const px_request *request, px_str name)
{
    px_error ignored = PX_ERROR_INIT;
    const px_zone *zone;

    if (name.len && px_zone_kept(px_arena_cstr(request->arena, name), &zone, &ignored) >= 0)
        return zone;
    return request->zone;
}

static px_str deadline_in(const px_request *request, const px_zone *zone, px_time at)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256);
    const char *abbreviation;
    px_civil civil = px_civil_from_time(zone, at, NULL, &abbreviation);

    px_format_datetime(&words, request->language, &civil, abbreviation);
    return px_arena_str(request->arena, px_builder_view(&words));
}

px_str px_deadline_words(const px_request *request, px_str zone, px_time at)
{
    return deadline_in(request, deadline_zone(request, zone), at);
}

px_str px_deadline_day(const px_request *request, px_str zone, px_time at)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256);
    px_civil civil = px_civil_from_time(deadline_zone(request, zone), at, NULL, NULL);

    px_format_date(&words, request->language, &civil);
    return px_arena_str(request->arena, px_builder_view(&words));
}

/* The instant in the zone of the reader's account, where that tells something new. */
static px_str deadline_own(const px_request *request, const px_zone *zone, px_time at)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
    px_str name = request->session.who.zone;
    const px_zone *own = name.len ? deadline_zone(request, name) : zone;
    px_arg arg = { "time", PX_STR_NONE };
    int offset, own_offset;

    (void)px_civil_from_time(zone, at, &offset, NULL);
    (void)px_civil_from_time(own, at, &own_offset, NULL);
    if (offset == own_offset)
        return PX_STR_NONE;
    arg.value = deadline_in(request, own, at);
    px_message(&words, request->language, N_("{time} in your time zone"), &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&words));
}

const px_view_deadline *px_deadline_show(const px_request *request, px_str zone_name, px_time at,
                                         bool running)
{
    PX_AUTO_BUILDER px_builder iso = PX_BUILDER_INIT(64);
    const px_zone *zone = deadline_zone(request, zone_name);
    const px_language *language = request->language;
    px_view_deadline *view;

    if (at == PX_TIME_NONE)
        return NULL;
    view = px_arena_alloc(request->arena, sizeof(*view));
    px_time_format(&iso, at);
    *view = (px_view_deadline){
        .iso = px_arena_str(request->arena, px_builder_view(&iso)),
        .words = deadline_in(request, zone, at),
        .own = deadline_own(request, zone, at),
        .zone = px_str_of(px_zone_name(zone)),
        .running = running,
        .left = px_str_of(px_tr(language, N_("{time} left"))),
        .over = px_str_of(px_tr(language, N_("the time is over"))),
        .here = px_str_of(px_tr(language, N_("{time} in your time zone"))),
    };
    return view;
}

void px_deadline_until(const px_request *request, px_reply *reply, px_time at)
{
    if (at > request->now && (!reply->until || at < reply->until))
        reply->until = at;
}
