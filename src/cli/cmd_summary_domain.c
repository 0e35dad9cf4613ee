/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/output.h"
#include "duty/register.h"

#include "base/banned.h"

static const char *relation_title(px_domain_relation relation)
{
    static const char *const titles[PX_DOMAIN_RELATION_COUNT] = {
        [PX_DOMAIN_EXACT] = N_("the domain itself"),
        [PX_DOMAIN_ABOVE] = N_("a domain above it"),
        [PX_DOMAIN_BELOW] = N_("a domain below it"),
    };

    return titles[relation];
}

static void print_hit(px_json *json, const px_domain_hit *hit)
{
    px_json_object(json);
    px_json_pair_cstr(json, "relation", px_domain_relation_name(hit->relation));
    px_json_pair_str(json, "domain", hit->domain);
    px_json_pair_int(json, "rank", (long long)hit->rank);
    px_json_pair_int(json, "of", (long long)hit->of);
    px_json_pair_int(json, "bytes", (long long)hit->bytes);
    px_json_pair_str(json, "document", hit->published.id);
    px_json_pair_str(json, "provider", hit->published.provider_name);
    px_json_pair_str(json, "model", hit->published.model_name);
    px_json_pair_int(json, "number", hit->published.number);
    px_json_pair_str(json, "date", hit->published.day);
    px_json_object_end(json);
}

static int print_json(px_str asked, const px_domain_hit *hits, size_t n, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_str(&json, "asked", asked);
    px_json_key(&json, "found");
    px_json_array(&json);
    for (size_t i = 0; i < n; i++)
        print_hit(&json, &hits[i]);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static void print_table(const px_invocation *run, const px_domain_hit *hits, size_t n)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("found")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("domain")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("rank")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("of")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("model")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < n; i++) {
        px_table_cell(table, px_str_of(px_tr(run->language, relation_title(hits[i].relation))));
        px_table_cell(table, hits[i].domain);
        px_table_cell_int(table, (long long)hits[i].rank);
        px_table_cell_int(table, (long long)hits[i].of);
        px_table_cell(table, hits[i].published.model_name);
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static int summary_domain_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_domain_hit *hits;
    px_str asked;
    size_t n;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc =
            px_register_domain(db, run->arena, px_str_of(run->operands[0]), &asked, &hits, &n, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return print_json(asked, hits, n, err);
    if (n == 0)
        px_say(run, N_("'{domain}' is in no published summary"), "domain", asked.ptr, NULL);
    else
        print_table(run, hits, n);
    return 0;
}

static const px_option summary_domain_options[] = { { 0 } };

static const px_example summary_domain_examples[] = {
    { "summary domain www.example.org", N_("looks for it, what lies above it and below it") },
    { NULL, NULL },
};

const px_command px_cmd_summary_domain = {
    .name = "summary domain",
    .operands = N_("NAME"),
    .summary = N_("say whether a domain is in a published summary"),
    .description =
        N_("Looks for the name of a site, or an address, in the lists of domains of the newest "
           "public summaries: for the name itself, for a domain that it lies in, and for names "
           "that lie in it. What a provider does not list is not found: the lists hold the most "
           "relevant domains alone."),
    .options = summary_domain_options,
    .examples = summary_domain_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = summary_domain_run,
};
