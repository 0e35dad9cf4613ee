/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/register_query.h"

#include "base/number.h"
#include "web/duty/duty_view.h"
#include "web/url.h"

#include "base/banned.h"

enum { PAGES_MAX = 100000, WORDS_MAX = 200 };

static px_str asked_day(const px_request *request, const char *name, bool *refused)
{
    px_str told = px_str_trim(px_fields_get(&request->query, name));
    px_error ignored = PX_ERROR_INIT;
    px_civil day;

    if (!told.len)
        return PX_STR("");
    if (px_date_parse(told, &day, &ignored) >= 0)
        return told;
    *refused = true;
    return PX_STR("");
}

px_register_query px_register_query_read(const px_request *request)
{
    const px_fields *query = &request->query;
    px_register_query q = { .page = 1 };
    px_error ignored = PX_ERROR_INIT;
    px_str words = px_str_trim(px_fields_get(query, "q"));

    q.filter.form = px_fields_get(query, "form");
    q.filter.provider = px_fields_get(query, "provider");
    q.filter.language = px_fields_get(query, "language");
    q.filter.words = px_str_sub(words, 0, PX_MIN(words.len, (size_t)WORDS_MAX));
    q.filter.from = asked_day(request, "from", &q.refused);
    q.filter.to = asked_day(request, "to", &q.refused);
    q.filter.order = px_register_order_find(px_fields_get(query, "order"));
    (void)!px_parse_int(px_fields_get(query, "page"), 1, PAGES_MAX, &q.page, &ignored);
    q.filter.offset = (size_t)(q.page - 1) * PX_REGISTER_PAGE;
    q.filter.max = PX_REGISTER_PAGE + 1;
    return q;
}

px_str px_register_query_text(const px_request *request, const px_register_filter *filter,
                              long long page)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(16 * 1024);

    px_url_pair(&query, "form", filter->form);
    px_url_pair(&query, "provider", filter->provider);
    px_url_pair(&query, "q", filter->words);
    px_url_pair(&query, "language", filter->language);
    px_url_pair(&query, "from", filter->from);
    px_url_pair(&query, "to", filter->to);
    if (filter->order != PX_REGISTER_NEWEST)
        px_url_pair(&query, "order", px_str_of(px_register_order_name(filter->order)));
    if (page > 1)
        px_url_pair(&query, "page", px_str_of(px_arena_format(request->arena, "%lld", page)));
    return px_arena_str(request->arena, px_builder_view(&query));
}

/* The one that tells least comes last in the list of recipients: what most people look for. */
px_recipient px_register_recipient(const px_published *published)
{
    for (int r = PX_RECIPIENT_COUNT - 1; r > PX_RECIPIENT_PUBLIC; r--)
        if (px_published_is_open(published, (px_recipient)r))
            return (px_recipient)r;
    for (int r = PX_RECIPIENT_COUNT - 1; r > PX_RECIPIENT_PUBLIC; r--)
        if (px_published_taken_back(published, (px_recipient)r))
            return (px_recipient)r;
    return PX_RECIPIENT_PUBLIC;
}

px_str px_register_link(const px_request *request, const px_published *published)
{
    px_model_entry model = { .provider_slug = published->provider_slug,
                             .slug = published->model_slug };

    return px_duty_form_link(request, &model, published->form, published->number,
                             published->version_name, px_register_recipient(published));
}
