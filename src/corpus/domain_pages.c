/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of domains as pages of HTML in a folder: any web server serves them, and none is needed.
 */
#include <fcntl.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/macro.h"
#include "corpus/domain_list.h"
#include "corpus/scan_report.h"
#include "corpus/source_kind.h"

#include "base/banned.h"

enum { PAGE_NAMES = 1000, PAGE_MAX = 4 << 20 };

typedef struct pages {
    const px_domain_list *list;
    const px_language *language;
    const char *folder;
    px_builder page;       /* that is being filled */
    px_builder index;      /* its links to the pages */
    size_t n_pages, names; /* names: on the page */
    char first[PX_ROW_KEY_MAX + 1];
} pages;

/* ---- Pieces */

static void add_html(px_builder *out, const char *before, px_str text, const char *after)
{
    px_builder_add(out, before);
    px_builder_html(out, text);
    px_builder_add(out, after);
}

static const char *words(const pages *p, const char *message)
{
    return px_tr(p->language, message);
}

static void add_words(const pages *p, px_builder *out, const char *before, const char *message,
                      const char *after)
{
    add_html(out, before, px_str_of(words(p, message)), after);
}

static void add_number(const pages *p, px_builder *out, const char *before, uint64_t number,
                       const char *after)
{
    px_builder_add(out, before);
    px_format_int(out, p->language, (long long)number);
    px_builder_add(out, after);
}

enum { NUMBERS = 5 };

/* A paragraph with numbers: {a}, {b} ... */
static void add_sentence(const pages *p, px_builder *out, const char *message,
                         const uint64_t numbers[NUMBERS])
{
    static const char *const names[NUMBERS] = { "a", "b", "c", "d", "e" };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4096);
    px_builder digits[NUMBERS];
    px_arg args[NUMBERS];

    for (size_t i = 0; i < NUMBERS; i++) {
        digits[i] = PX_BUILDER_INIT(64);
        px_format_int(&digits[i], p->language, (long long)numbers[i]);
        args[i] = (px_arg){ names[i], px_builder_view(&digits[i]) };
    }
    px_message(&text, p->language, message, args, NUMBERS);
    add_html(out, "<p>", px_builder_view(&text), "</p>\n");
    for (size_t i = 0; i < NUMBERS; i++)
        px_builder_free(&digits[i]);
}

static void begin_page(const pages *p, px_builder *out)
{
    px_builder_format(out,
                      "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                      px_language_tag(p->language));
    add_words(p, out, "<title>", N_("The most relevant domains"), "</title>\n");
    px_builder_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"color-scheme\" content=\"light dark\">\n"
                        "<link rel=\"stylesheet\" href=\"domains.css\">\n"
                        "<script src=\"domains.js\" defer></script>\n</head>\n<body>\n<main>\n");
}

static int write_file(const pages *p, const char *name, px_str content, px_error *err)
{
    PX_AUTO_FREE char *path = px_path_join(p->folder, name);

    return px_file_create(path, content, 0644, err);
}

static int write_page(const pages *p, const char *name, px_builder *page, px_error *err)
{
    int rc;

    px_builder_add(page, "</main>\n</body>\n</html>\n");
    rc = px_builder_check(page, err);
    return rc < 0 ? rc : write_file(p, name, px_builder_view(page), err);
}

/* ---- Pages of names */

static void page_name(size_t number, char ret_name[32])
{
    (void)snprintf(ret_name, 32, "list-%06zu.html", number);
}

static void begin_names(pages *p, px_str first)
{
    static const char *const titles[] = { N_("domain"), N_("documents"), N_("content bytes"),
                                          N_("share") };

    p->n_pages++;
    (void)snprintf(p->first, sizeof(p->first), "%.*s", PX_STR_ARG(first));
    px_builder_clear(&p->page);
    begin_page(p, &p->page);
    add_words(p, &p->page, "<p><a href=\"index.html\">", N_("All pages of the list"), "</a></p>\n");
    add_words(p, &p->page, "<h1>", N_("The most relevant domains"), "</h1>\n");
    px_builder_add(&p->page, "<table class=\"domain-list\">\n<thead><tr>");
    for (size_t i = 0; i < PX_COUNT(titles); i++)
        add_words(p, &p->page, "<th scope=\"col\">", titles[i], "</th>");
    px_builder_add(&p->page, "</tr></thead>\n<tbody>\n");
}

static void add_name(pages *p, const px_group *domain)
{
    uint64_t content = domain->figures[PX_FIGURE_CONTENT], all = p->list->all_content;

    add_html(&p->page, "<tr id=\"", domain->key, "\">");
    add_html(&p->page, "<th scope=\"row\">", domain->key, "</th>");
    add_number(p, &p->page, "<td>", domain->figures[PX_FIGURE_DOCUMENTS], "</td>");
    add_number(p, &p->page, "<td>", content, "</td>");
    px_builder_add(&p->page, "<td>");
    px_report_share(&p->page, p->language, content, all);
    px_builder_add(&p->page, "</td></tr>\n");
    p->names++;
}

/* last: the last name of the page. */
static int end_names(pages *p, px_str last, px_error *err)
{
    char name[32];

    page_name(p->n_pages, name);
    px_builder_format(&p->index, "<li><a href=\"%s\" data-first=\"", name);
    px_builder_html(&p->index, px_str_of(p->first));
    add_html(&p->index, "\">", px_str_of(p->first), " – ");
    add_html(&p->index, "", last, "</a></li>\n");
    px_builder_add(&p->page, "</tbody>\n</table>\n");
    p->names = 0;
    return write_page(p, name, &p->page, err);
}

static int write_names(pages *p, px_error *err)
{
    px_group_stream *stream = px_alloc(sizeof(*stream));
    char last[PX_ROW_KEY_MAX + 1] = "";
    const px_group *group;
    int rc;

    px_group_stream_open(stream, px_partial_rows(p->list->rows, PX_BY_DOMAIN));
    do {
        rc = px_group_stream_next(stream, &group, err);
        if (rc >= 0 && p->names && (!group || p->names == PAGE_NAMES))
            rc = end_names(p, px_str_of(last), err);
        if (rc < 0 || !group)
            break;
        if (p->names == 0)
            begin_names(p, group->key);
        add_name(p, group);
        (void)snprintf(last, sizeof(last), "%.*s", PX_STR_ARG(group->key));
    } while (rc >= 0);
    px_group_stream_close(stream);
    free(stream);
    return rc;
}

/* ---- The index */

static void add_rule(const pages *p, px_builder *out)
{
    const px_domain_list *list = p->list;
    const uint64_t rule[NUMBERS] = {
        list->top,
        list->all,
        list->count,
        (uint64_t)px_summary_rule_of(list->options.small ? "domains-small" : "domains").number,
        (uint64_t)px_summary_rule_of("domains-small-number").number,
    };
    const uint64_t bytes[NUMBERS] = { list->content, list->all_content };

    add_sentence(
        p, out,
        list->options.small
            ? N_("The template asks small and medium-sized enterprises for the top {d} % of all "
                 "domain names by size of content, or {e}, whichever is lower: {a} of {b}. This "
                 "list has {c}.")
            : N_("The template asks for the top {d} % of all domain names by size of content: {a} "
                 "of {b}. This list has {c}."),
        rule);
    add_words(p, out, "<p>",
              N_("It has the largest domains over all content and, so that it is representative of "
                 "all modalities, the same share of the names that have content of each of them."),
              "</p>\n");
    add_sentence(p, out, N_("The domains of the list hold {a} of {b} bytes of content."), bytes);
    add_words(p, out, "<p>",
              list->options.dimension == PX_BY_CRAWLED_DOMAIN
                  ? N_("Only data that were crawled and scraped by the provider or on its behalf "
                       "are counted.")
                  : N_("All data are counted, wherever they come from."),
              "</p>\n");
}

static int write_index(pages *p, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = px_builder_check(&p->index, err);

    begin_page(p, &out);
    add_words(p, &out, "<h1>", N_("The most relevant domains"), "</h1>\n");
    add_rule(p, &out);
    add_words(p, &out, "<form class=\"domain-search\" hidden data-none=\"",
              N_("{name} is not in this list."), "\">\n");
    add_words(p, &out, "<p><label for=\"asked\">", N_("Is this domain in the list?"), "</label> ");
    add_words(p, &out,
              "<input id=\"asked\" name=\"asked\" type=\"text\" autocomplete=\"off\" "
              "spellcheck=\"false\" autocapitalize=\"none\"> <button type=\"submit\">",
              N_("Search"), "</button></p>\n<p role=\"status\"></p>\n</form>\n");
    add_words(p, &out, "<p><a href=\"domains.csv\">",
              N_("All domains of the list, the largest first, as a table (CSV)"), "</a></p>\n");
    add_words(p, &out, "<h2>", N_("By name"), "</h2>\n<ol class=\"domain-pages\">\n");
    px_builder_str(&out, px_builder_view(&p->index));
    px_builder_add(&out, "</ol>\n");
    return rc < 0 ? rc : write_page(p, "index.html", &out, err);
}

static int write_embedded(const pages *p, const char *name, px_error *err)
{
    for (const px_embedded *file = px_embedded_styles; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return write_file(p, name, px_embedded_str(file), err);
    return px_fail(err, PX_ERR_DAMAGED, N_("the program lacks its file '{name}'"), "name", name,
                   NULL);
}

static int fill_csv(void *arg, int fd, px_error *err)
{
    const pages *p = arg;

    return px_domain_list_csv(p->list, fd, "domains.csv", err);
}

int px_domain_list_pages(const px_domain_list *list, const px_language *language,
                         const char *folder, px_error *err)
{
    PX_AUTO_FREE pages *p = px_alloc_zero(1, sizeof(*p));
    PX_AUTO_FREE char *csv = px_path_join(folder, "domains.csv");
    int rc = px_dir_check_empty(folder, NULL, err);

    p->list = list;
    p->language = language;
    p->folder = folder;
    p->page = PX_BUILDER_INIT(PAGE_MAX);
    p->index = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    if (rc >= 0)
        rc = px_dir_make(folder, 0755, err);
    if (rc >= 0)
        rc = write_names(p, err);
    if (rc >= 0)
        rc = write_index(p, err);
    if (rc >= 0)
        rc = px_file_fill(csv, fill_csv, p, 0644, err);
    if (rc >= 0)
        rc = write_embedded(p, "domains.css", err);
    if (rc >= 0)
        rc = write_embedded(p, "domains.js", err);
    px_builder_free(&p->page);
    px_builder_free(&p->index);
    return rc;
}
