/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/opening_view.h"

#include "base/message.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

px_str px_taken_words(const px_request *request, const px_published *published,
                      px_recipient recipient)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(64 * 1024);
    const px_opening *taken = px_published_taken_back(published, recipient);

    if (!taken)
        return PX_STR("");
    px_message(
        &words, request->language,
        N_("The view for: {recipient}. It was public from {from} to {to}; then its provider took "
           "it back and gave this reason: {reason}"),
        (px_arg[]){
            { "recipient", px_str_of(px_tr(request->language, px_recipient_title(recipient))) },
            { "from", px_part_moment(request, taken->from)->words },
            { "to", px_part_moment(request, taken->to)->words },
            { "reason", taken->reason } },
        4);
    return px_arena_str(request->arena, px_builder_view(&words));
}

const px_view_duty_taken *px_taken_show(const px_request *request, const px_published *published,
                                        size_t *ret_count)
{
    px_view_duty_taken *rows = px_arena_array(request->arena, PX_RECIPIENT_COUNT, sizeof(*rows));

    *ret_count = 0;
    for (int r = 0; r < PX_RECIPIENT_COUNT; r++) {
        const px_opening *taken = px_published_taken_back(published, (px_recipient)r);

        if (taken)
            rows[(*ret_count)++] = (px_view_duty_taken){
                .words = px_taken_words(request, published, (px_recipient)r),
                .act = px_page_address(request, "/log/%.*s", PX_STR_ARG(taken->end_act)),
            };
    }
    return rows;
}

px_str px_taken_text(const px_request *request, const px_published *published)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(256 * 1024);
    size_t n;
    const px_view_duty_taken *rows = px_taken_show(request, published, &n);

    for (size_t i = 0; i < n; i++)
        px_builder_format(&text, "%s%.*s", i ? "\n" : "", PX_STR_ARG(rows[i].words));
    return px_arena_str(request->arena, px_builder_view(&text));
}

px_str px_opening_day(const px_request *request, px_time time)
{
    px_civil day;

    if (time == PX_TIME_NONE)
        return PX_STR("");
    day = px_civil_from_time(request->zone, time, NULL, NULL);
    return px_str_of(
        px_arena_format(request->arena, "%04d-%02d-%02d", day.year, day.month, day.day));
}
