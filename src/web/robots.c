/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/route.h"

#include "base/banned.h"

/* Published texts are for everybody; the result lists of the search are endless and say nothing
 * that the texts do not say. */
int px_web_robots(px_request *request, px_reply *reply, px_error *err)
{
    (void)request;
    (void)err;
    reply->content_type = "text/plain; charset=utf-8";
    reply->shared = true;
    px_builder_add(&reply->body, "User-agent: *\n");
    for (size_t i = 0; px_language_at(i); i++)
        px_builder_format(&reply->body, "Disallow: /%s/search\n",
                          px_language_tag(px_language_at(i)));
    return 0;
}
