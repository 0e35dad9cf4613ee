/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/crawler.h"

#include "base/macro.h"
#include "base/words.h"
#include "corpus/head.h"

#include "base/banned.h"

/* The names of warcinfo fields are those of the WARC format, "Information about a file". */
static const struct {
    const char *name, *title, *field;
} facts[PX_CRAWLER_FACTS] = {
    [PX_CRAWLER_SOFTWARE] = { "software", N_("software"), "software" },
    [PX_CRAWLER_AGENT] = { "user-agent", N_("user agent"), "http-header-user-agent" },
    [PX_CRAWLER_ROBOTS] = { "robots", N_("rule for robots"), "robots" },
};

PX_WORDS_SHOW(px_crawler_fact, px_crawler, facts)

void px_crawler_read(px_str block, bool is_request, px_str ret_facts[PX_CRAWLER_FACTS])
{
    px_str name, value;

    if (is_request) { /* behind the request line */
        size_t line = px_str_find_char(block, '\n'), head = px_head_length(block);

        block = px_str_sub(block, 0, head ? head : block.len);
        block = px_str_sub(block, line + 1, block.len);
    }
    while (px_head_field(&block, &name, &value)) {
        value = px_str_sub(value, 0, PX_CRAWLER_NAME_MAX);
        if (is_request && px_str_eq_nocase(name, PX_STR("user-agent")))
            ret_facts[PX_CRAWLER_AGENT] = value;
        for (int i = 0; !is_request && i < PX_CRAWLER_FACTS; i++)
            if (px_str_eq_nocase(name, px_str_of(facts[i].field)))
                ret_facts[i] = value;
    }
}
