/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/counter.h"

#include "base/macro.h"
#include "corpus/crawler.h"

#include "base/banned.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static px_str kind_key(px_counter *c, const char *kind)
{
    if (c->kind != kind) {
        (void)snprintf(c->kind_key, sizeof(c->kind_key), "%s %s", c->format, kind);
        c->kind = kind;
    }
    return px_str_of(c->kind_key);
}

static px_str day_key(px_counter *c, const px_record *record)
{
    int64_t day;
    int year, month, of_month;

    if (record->date_state == PX_DATE_NONE)
        return PX_STR("");
    if (record->date_state == PX_DATE_BAD)
        return PX_STR("?");
    day = (record->date - (record->date < 0 ? DAY_MS - 1 : 0)) / DAY_MS;
    if (c->day != day || c->day_key[0] == '\0') {
        px_date_from_days(day, &year, &month, &of_month);
        (void)snprintf(c->day_key, sizeof(c->day_key), "%04d-%02d-%02d", year, month, of_month);
        c->day = day;
    }
    return px_str_of(c->day_key);
}

static void add(px_counter *c, px_dimension dimension, px_str key, const px_record *record)
{
    px_row_add(px_tally_row(px_pile_tally(c->pile), dimension, record->modality, key), record);
}

static void add_crawler(px_counter *c, const px_record *record)
{
    for (int i = 0; i < PX_CRAWLER_FACTS; i++) {
        char key[PX_CRAWLER_NAME_MAX + 32];
        int len;

        if (record->crawler[i].len == 0)
            continue;
        len = snprintf(key, sizeof(key), "%s %.*s", px_crawler_name((px_crawler_fact)i),
                       PX_STR_ARG(record->crawler[i]));
        px_tally_row(px_pile_tally(c->pile), PX_BY_CRAWLER, PX_MODALITY_OTHER,
                     px_str_n(key, (size_t)len))
            ->figures[PX_FIGURE_DOCUMENTS]++;
    }
}

/* By the digest alone: archives may differ in what they call the same bytes. */
static void add_payload(px_counter *c, const px_record *record)
{
    if (record->payload_digest.len > 0 && record->role == PX_RECORD_DOCUMENT)
        px_row_add(px_tally_row(px_pile_tally(c->pile), PX_BY_PAYLOAD, PX_MODALITY_OTHER,
                                record->payload_digest),
                   record);
}

static void count(px_counter *c, const px_record *record)
{
    px_row *kind = px_tally_row(px_pile_tally(c->pile), PX_BY_KIND, PX_MODALITY_OTHER,
                                kind_key(c, record->kind));
    px_str domain, host;

    px_row_add(kind, record);
    kind->figures[PX_FIGURE_DOCUMENTS] += record->figures[PX_FIGURE_DOCUMENTS] == 0;
    add_crawler(c, record);
    if (record->role == PX_RECORD_OTHER)
        return;
    add(c, PX_BY_INPUT, c->input, record);
    if (c->sources)
        add(c, PX_BY_SOURCE, c->source, record);
    if (record->role == PX_RECORD_DATE)
        return;
    domain = px_domains_of(c->domains, record->url, &host);
    add(c, PX_BY_FORMAT, px_str_of(c->format), record);
    add(c, PX_BY_MEDIA, record->media_type, record);
    add(c, PX_BY_DAY, day_key(c, record), record);
    add(c, PX_BY_DOMAIN, domain, record);
    if (c->crawled)
        add(c, PX_BY_CRAWLED_DOMAIN, domain, record);
    if (c->hosts)
        add(c, PX_BY_HOST, host, record);
    if (c->payloads)
        add_payload(c, record);
    px_text_count(&c->texts, px_pile_tally(c->pile), record);
}

void px_counter_record(void *arg, const px_record *record)
{
    px_counter *c = arg;

    if (c->texts.options->tokens == PX_TOKENS_COLUMN || record->figures[PX_FIGURE_TOKENS] == 0) {
        count(c, record);
    } else { /* what the data say is not wanted */
        px_record other = *record;

        other.figures[PX_FIGURE_TOKENS] = 0;
        count(c, &other);
    }
    px_pile_check(c->pile);
}

void px_counter_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                        uint64_t times)
{
    px_counter *c = arg;

    px_tally_trouble(px_pile_tally(c->pile), c->file, kind, &(px_place){ offset, inside }, times);
    px_pile_check(c->pile);
}
