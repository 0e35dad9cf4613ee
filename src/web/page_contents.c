/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_contents.h"

#include "code/contents_html.h"
#include "code/markdown/markdown.h"
#include "web/page_text.h"

#include "base/banned.h"

enum {
    LEVELS = 3,
    SHORT = 24 /* so many entries are taken in at a glance, and none is folded away */
};

typedef struct writer {
    const px_request *request;
    px_builder *out;
    const px_text *text;
    bool folds;
    px_error *err;
} writer;

static bool is_entry(const px_node *node)
{
    return px_node_titled(node) && node->lasting_id.len > 0;
}

/* The first entry among [at, to), or `to`. What is no entry is passed over with all that stands in
 * it. */
static size_t next_entry(const px_text *text, size_t at, size_t to)
{
    while (at < to && !is_entry(&text->nodes[at]))
        at = px_text_tree_end(text, at);
    return at;
}

static size_t count_entries(const px_text *text, size_t at, size_t to, int levels)
{
    size_t count = 0, end;

    for (at = next_entry(text, at, to); at < to; at = next_entry(text, end, to)) {
        end = px_text_tree_end(text, at);
        count += 1 + (levels > 1 ? count_entries(text, at + 1, end, levels - 1) : 0);
    }
    return count;
}

static int write_entry(writer *w, const px_node *node)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(64 * 1024);
    int rc = px_markdown_plain(&plain, node->heading, w->err);

    px_builder_add(w->out, "<li><a href=\"#");
    px_builder_html(w->out, node->lasting_id);
    px_builder_add(w->out, "\">");
    if (node->number.len) {
        px_builder_add(w->out, "<span class=\"num\">");
        px_builder_html(w->out, node->number);
        px_builder_add(w->out, "</span> ");
    }
    px_builder_add(w->out, "<span>");
    px_builder_html(w->out, px_builder_view(&plain));
    px_builder_add(w->out, "</span></a>");
    return rc;
}

/* Opens the <details> of what stands below an entry. */
static int open_fold(writer *w, const px_node *node)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_BUILDER px_builder label = PX_BUILDER_INIT(64 * 1024);
    px_arg arg = { .name = "provision" };
    int rc = px_page_text_name(w->request, &name, node, w->err);

    arg.value = px_builder_view(&name);
    px_message(&label, w->request->language, N_("What is in {provision}"), &arg, 1);
    px_builder_format(w->out, "<details><summary lang=\"%s\"><span class=\"visually-hidden\">",
                      px_language_tag(w->request->language));
    px_builder_html(w->out, px_builder_view(&label));
    px_builder_add(w->out, "</span></summary>\n");
    return rc;
}

/* The entries among [at, to), of which there are some, each with those below it. */
static int write_entries(writer *w, size_t at, size_t to, int levels)
{
    int rc = 0;

    px_builder_add(w->out, "<ol>\n");
    for (at = next_entry(w->text, at, to); rc >= 0 && at < to;) {
        size_t end = px_text_tree_end(w->text, at);
        bool more = levels > 1 && next_entry(w->text, at + 1, end) < end;

        rc = write_entry(w, &w->text->nodes[at]);
        if (rc >= 0 && more && w->folds)
            rc = open_fold(w, &w->text->nodes[at]);
        if (rc >= 0 && more)
            rc = write_entries(w, at + 1, end, levels - 1);
        px_builder_add(w->out, more && w->folds ? "</details></li>\n" : "</li>\n");
        at = next_entry(w->text, end, to);
    }
    px_builder_add(w->out, "</ol>\n");
    return rc;
}

int px_page_contents(const px_request *request, px_builder *out, const px_text *text, px_error *err)
{
    size_t count = count_entries(text, 0, text->count, LEVELS);
    writer w = { request, out, text, count > SHORT, err };
    int rc = count ? write_entries(&w, 0, text->count, LEVELS) : 0;

    return rc < 0 ? rc : px_builder_check(out, err);
}
