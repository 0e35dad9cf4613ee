/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules on section 2.3: crawlers, and what they took. */
#include "duty/check/check_priv.h"

#include "base/banned.h"

/* ---- SUM-15 Crawlers by name, and when */

/* An address, and nothing beside it. */
static bool is_only_link(const px_answer *answer)
{
    return px_str_find_char(px_str_trim(answer->text), ' ') == px_str_trim(answer->text).len &&
           px_str_find_char(px_str_trim(answer->text), '\n') == px_str_trim(answer->text).len;
}

static void check_names(const px_check_subject *subject, px_findings *findings)
{
    const px_answer *names = px_check_subject_answer(subject, "2.3.b");
    const px_str last = px_str_trim(names->plain);

    if (px_check_lacks(subject, names)) {
        px_finding_add(findings, PX_SEVERITY_ERROR, names, N_("the crawlers are not named"),
                       N_("list each crawler by the name it gives itself"), PX_STR(""), NULL);
        return;
    }
    if (!px_answer_given(names) || names->value)
        return;
    if (px_check_phrase_is("generic-crawler", names->plain)) {
        px_finding_add(findings, PX_SEVERITY_ERROR, names, N_("this names no crawler"),
                       N_("give the name that the crawler sends, as in its user agent"),
                       names->text, NULL);
        return;
    }
    for (size_t i = 0; px_check_phrase_at(i); i++) {
        const px_check_phrase *phrase = px_check_phrase_at(i);

        if (px_str_is(phrase->klass, "generic-crawler-tail") && last.len > phrase->plain.len &&
            px_str_ends(last, px_str_sub(phrase->plain, 0, phrase->plain.len - 1))) {
            px_finding_add(findings, PX_SEVERITY_WARNING, names,
                           N_("the name is generic: sites cannot tell the crawler by it"),
                           N_("give the name that the crawler sends, as in its user agent"),
                           names->text, NULL);
            break;
        }
    }
    if (px_check_links(names->text) &&
        (px_check_words(names->plain) > 12 || is_only_link(names) || px_check_has("defer", names)))
        px_finding_add(findings, PX_SEVERITY_WARNING, names, N_("the names stand behind a link"),
                       N_("list the names here; the link may stand beside them"), names->text,
                       NULL);
}

static void check_period(const px_check_subject *subject, px_findings *findings)
{
    const px_answer *period = px_check_subject_answer(subject, "2.3.e");
    const px_read_date first = px_check_date_find(period->text, 0);
    px_read_date second;

    if (px_check_lacks(subject, period)) {
        px_finding_add(findings, PX_SEVERITY_ERROR, period, N_("the period of crawling is missing"),
                       N_("write the first and the last month, for each crawler"), PX_STR(""),
                       NULL);
        return;
    }
    if (!px_answer_given(period) || period->value)
        return;
    if (px_check_has("vague-date", period))
        px_finding_add(findings, PX_SEVERITY_WARNING, period, N_("the period is vague"),
                       N_("write the first and the last month, as in 03/2024 to 12/2025"),
                       period->text, NULL);
    second = px_check_date_find(period->text, first.at + first.words.len);
    if (first.kind == PX_DATE_NONE)
        px_finding_add(findings, PX_SEVERITY_ERROR, period, N_("no date can be read here"),
                       N_("write the first and the last month, as in 03/2024 to 12/2025"),
                       period->text, NULL);
    else if (!px_check_date_is_exact(&first) ||
             (second.kind != PX_DATE_NONE && !px_check_date_is_exact(&second)))
        px_finding_add(findings, PX_SEVERITY_WARNING, period, N_("a date lacks its month"),
                       N_("write the first and the last month, as in 03/2024 to 12/2025"),
                       period->text, NULL);
    else if (second.kind == PX_DATE_NONE && !px_check_has("continued", period))
        px_finding_add(findings, PX_SEVERITY_WARNING, period, N_("the period has one date only"),
                       N_("write the first and the last month, or that crawling goes on"),
                       period->text, NULL);
}

static void check_crawlers(const px_check_subject *subject, const px_check_context *context,
                           px_findings *findings)
{
    (void)context;
    check_names(subject, findings);
    check_period(subject, findings);
}

/* ---- SUM-16 Domains */

static void check_domains(const px_check_subject *subject, const px_check_context *context,
                          px_findings *findings)
{
    const px_answer *domains = px_check_subject_answer(subject, "2.3.h");
    size_t count;

    (void)context;
    if (px_check_lacks(subject, domains)) {
        px_finding_add(findings, PX_SEVERITY_ERROR, domains,
                       N_("the most relevant domains are missing"),
                       N_("list the top tenth of all domain names by size of what was taken"),
                       PX_STR(""), NULL);
        return;
    }
    if (!px_answer_given(domains) || domains->value)
        return;
    count = px_check_domains(subject->arena, domains->text);
    if (!count)
        px_finding_add(findings, PX_SEVERITY_ERROR, domains,
                       px_check_links(domains->text)
                           ? N_("no domain is named here: the list stands behind a link")
                           : N_("no domain is named: kinds of sites are no domains"),
                       N_("list the top tenth of all domain names by size of what was taken"),
                       domains->text, NULL);
    else if (count < (size_t)px_check_number("domains-few"))
        px_finding_add(findings, PX_SEVERITY_WARNING, domains,
                       N_("so few domains are hardly the top tenth of what was crawled"),
                       N_("list the top tenth of all domain names, or say how many were crawled"),
                       domains->text, NULL);
}

/* ---- SUM-33 The five questions on behaviour */

static void check_behaviour(const px_check_subject *subject, const px_check_context *context,
                            px_findings *findings)
{
    static const struct {
        const char *klass, *name;
    } questions[] = {
        { "captcha", "captchas" },  { "password", "passwords" },        { "paywall", "paywalls" },
        { "robots", "robots.txt" }, { "other-protocol", "TDMRep ..." },
    };
    const px_answer *text = px_check_subject_answer(subject, "2.3.d");
    PX_AUTO_BUILDER px_builder missing = PX_BUILDER_INIT(200);

    (void)context;
    if (!px_answer_given(text))
        return;
    for (size_t i = 0; i < PX_COUNT(questions); i++)
        if (!px_check_has(questions[i].klass, text))
            px_builder_format(&missing, "%s%s", missing.len ? ", " : "", questions[i].name);
    if (missing.len)
        px_finding_add(
            findings, PX_SEVERITY_WARNING, text, N_("what the crawlers do is not said for: {list}"),
            N_("say for each of the five whether and how the crawlers respect it"), PX_STR(""),
            "list", px_arena_cstr(subject->arena, px_builder_view(&missing)), NULL);
}

/* ---- SUM-34 The traits of what was crawled */

static void check_crawled(const px_check_subject *subject, const px_check_context *context,
                          px_findings *findings)
{
    const px_answer *text = px_check_subject_answer(subject, "2.3.f");

    (void)context;
    if (!px_answer_given(text))
        return;
    if (!px_check_has("region", text) && !px_check_has("demographic", text) &&
        !px_check_eu_languages(text->plain) && !px_check_has("languages-word", text))
        px_finding_add(findings, PX_SEVERITY_WARNING, text,
                       N_("neither regions nor languages nor groups of people are named"),
                       N_("say which regions and languages the sites come from"), PX_STR(""), NULL);
}

const px_check_rule px_check_crawl_rules[] = {
    { "SUM-15", "summary", N_("Crawlers have names and exact periods."), check_crawlers },
    { "SUM-16", "summary", N_("The most relevant domains are listed."), check_domains },
    { "SUM-33", "summary", N_("The behaviour of crawlers is told for all five cases."),
      check_behaviour },
    { "SUM-34", "summary", N_("The traits of crawled content are told."), check_crawled },
    { 0 },
};
