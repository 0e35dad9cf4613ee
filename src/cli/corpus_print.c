/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/corpus_print.h"

#include <sched.h>

#include "base/file.h"
#include "base/number.h"
#include "cli/output.h"
#include "corpus/report_document.h"
#include "document/document_write.h"

#include "base/banned.h"

enum { TOP_TEXT = 20, TOP_HTML = 100, TOP_JSON = 1000, TOP_MAX = 1000000 };

unsigned px_processors(void)
{
    cpu_set_t set;

    return sched_getaffinity(0, sizeof(set), &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

int px_invocation_size(const px_invocation *run, const char *name, uint64_t least,
                       uint64_t fallback, uint64_t *ret_bytes, px_error *err)
{
    const char *option = px_invocation_option(run, name);
    unsigned long long bytes = fallback;
    int rc = option ? px_parse_size(px_str_of(option), &bytes, err) : 0;

    if (rc < 0)
        return rc;
    if (bytes < least) {
        char text[32];

        (void)snprintf(text, sizeof(text), "%ju", (uintmax_t)least);
        return px_fail(err, PX_ERR_USAGE, N_("--{option} takes at least {least} bytes"), "option",
                       name, "least", text, NULL);
    }
    *ret_bytes = bytes;
    return 0;
}

static int print_text(const px_invocation *run, const px_report *report, bool brief, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t width = px_terminal_width();
    int rc = 0;

    if (brief)
        px_report_brief(&out, run->language, report);
    else
        rc = px_report_text(&out, run->language, report, width, width > 0 && !getenv("NO_COLOR"),
                            err);
    if (rc < 0)
        return rc;
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static int print_json(const px_report *report, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc;

    px_print_json(&json, &out);
    rc = px_report_json(&json, report, err);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

int px_corpus_judge(bool damaged, bool strict, px_error *err)
{
    if (!damaged)
        return 0;
    return px_fail(err, strict ? PX_ERR_DAMAGED : PX_ERR_FAILED,
                   N_("some of the input is damaged; the report says what could not be measured"),
                   NULL);
}

static int fill_csv(void *arg, int fd, px_error *err)
{
    return px_report_csv(arg, fd, "-", err);
}

static int write_html(const px_invocation *run, const px_report *report, const char *path,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_document *document;
    int rc = px_report_document(run->arena, run->language, report, &document, err);

    if (rc >= 0)
        rc = px_document_write(document, PX_DOCUMENT_HTML, NULL, &out, err);
    return rc < 0 ? rc : px_file_write(path, px_builder_view(&out), 0644, err);
}

/* The files that --html and --csv ask for; *ret_any says whether they do. */
static int write_files(const px_invocation *run, const px_report *report, bool *ret_any,
                       px_error *err)
{
    const char *html = px_invocation_option(run, "html");
    const char *csv = px_invocation_option(run, "csv");
    int rc = html ? write_html(run, report, html, err) : 0;

    *ret_any = html || csv;
    if (rc >= 0 && csv)
        rc = px_file_fill(csv, fill_csv, (void *)report->result->partial, 0644, err);
    if (rc < 0)
        return rc;
    if (html)
        px_say(run, N_("written to {path}"), "path", html, NULL);
    if (csv)
        px_say(run, N_("written to {path}"), "path", csv, NULL);
    return 0;
}

int px_corpus_print(const px_invocation *run, const px_partial *partial, bool brief, px_error *err)
{
    px_result_options options = { 0 };
    px_report report = { 0 };
    px_result result;
    long long top;
    bool files = false;
    const long long usual = run->json                           ? TOP_JSON
                            : px_invocation_option(run, "html") ? TOP_HTML
                                                                : TOP_TEXT;
    int rc = px_invocation_int(run, "top", 1, TOP_MAX, usual, &top, err);

    if (rc < 0)
        return rc;
    options.top = (size_t)top;
    rc = px_result_make(partial, &options, &result, err);
    if (rc < 0)
        return rc;
    report = (px_report){ &result, (size_t)top, px_print };
    rc = write_files(run, &report, &files, err);
    if (rc >= 0 && !files)
        rc = run->json ? print_json(&report, err) : print_text(run, &report, brief, err);
    if (rc >= 0)
        rc = px_corpus_judge(px_result_is_damaged(&result),
                             px_invocation_option(run, "strict") != NULL, err);
    px_result_free(&result);
    return rc;
}
