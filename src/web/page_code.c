/* SPDX-License-Identifier: EUPL-1.2 */
/* One code: what it is, its timeline, cycles, groups, parties, versions, documents. */
#include "code/export.h"
#include "drafting/comment/answer.h"
#include "web/code_part.h"
#include "web/code_view.h"
#include "web/comment/comment_round.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/process_now.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { DIGEST_SHOWN = 12 };

/* ---- Versions */

/* The languages of a version, each with a link to its page in that language where the house has
 * the interface, else to the reader's own page. */
static void code_languages(const px_code_view *v, const px_version *version,
                           px_view_code_version *row)
{
    px_arena *arena = v->request->arena;
    px_view_code_language *list = px_arena_array(arena, version->n_languages, sizeof(*list));

    for (size_t i = 0; i < version->n_languages; i++) {
        px_str tag = version->languages[i];
        const px_language *found = px_language_find(tag);

        list[i].tag = tag;
        list[i].name = px_part_own_language(tag);
        list[i].link = px_str_of(px_arena_format(
            arena, "/%s/codes/%.*s/%.*s", px_language_tag(found ? found : v->request->language),
            PX_STR_ARG(v->code.id), PX_STR_ARG(version->label)));
    }
    row->languages = list;
    row->n_languages = version->n_languages;
}

static px_view_code_version code_row(const px_code_view *v, size_t at)
{
    const px_version *version = &v->versions[at];
    px_view_code_version row = {
        .label = version->label,
        .title = version->title,
        .title_language = px_part_other_language(v->request, version),
        .link = px_code_view_version_link(v, version),
        .state = px_part_state(v->request, version->state),
        .working = version->state == PX_VERSION_WORKING,
        .adopted = version->state == PX_VERSION_ADOPTED,
        .published = px_part_moment(v->request, version->published),
        .digest = version->digest,
        .digest_short = px_str_sub(version->digest, 0, DIGEST_SHOWN),
    };

    if (version->act.len)
        row.act = px_page_address(v->request, "/log/%.*s", PX_STR_ARG(version->act));
    if (at + 1 < v->n_versions) {
        row.before = v->versions[at + 1].label;
        row.compare = px_code_view_compare_link(v, &v->versions[at + 1], version);
    }
    code_languages(v, version, &row);
    return row;
}

static void code_versions(const px_code_view *v, px_view_code *view)
{
    px_view_code_version *rows = px_arena_array(v->request->arena, v->n_versions, sizeof(*rows));

    for (size_t i = 0; i < v->n_versions; i++)
        rows[i] = code_row(v, i);
    view->versions = rows;
    view->n_versions = v->n_versions;
}

/* ---- Documents */

static px_view_code_file code_file(const px_code_view *v, const px_version *version,
                                   const px_exporter *exporter, px_str language)
{
    const char *type = exporter->media_type;
    px_str media = px_str_of(type);

    return (px_view_code_file){
        .name = px_str_of(px_tr(v->request->language, exporter->title)),
        .type = px_str_sub(media, 0, px_str_find_char(media, ';')),
        .language = language,
        .language_name = px_part_own_language(language),
        .link = px_str_of(px_arena_format(v->request->arena, "/codes/%.*s/%.*s/export/%s/%.*s",
                                          PX_STR_ARG(v->code.id), PX_STR_ARG(version->label),
                                          exporter->format, PX_STR_ARG(language))),
    };
}

static void code_documents(const px_code_view *v, px_view_code *view)
{
    px_view_code_document *rows = px_arena_array(v->request->arena, v->n_versions, sizeof(*rows));

    for (size_t i = 0; i < v->n_versions; i++) {
        const px_version *version = &v->versions[i];
        px_view_code_document *row = &rows[view->n_documents];
        px_view_code_file *files;

        row->label = version->label;
        row->link = px_code_view_version_link(v, version);
        row->n_files = px_exporter_count * version->n_languages;
        files = px_arena_array(v->request->arena, row->n_files, sizeof(*files));
        for (size_t k = 0; k < row->n_files; k++)
            files[k] = code_file(v, version, &px_exporters[k % px_exporter_count],
                                 version->languages[k / px_exporter_count]);
        row->files = files;
        view->n_documents++;
    }
    view->documents = rows;
}

/* ---- The head */

/* The text that holds comes first; a draft that is newer stands beside it. */
static void code_read(const px_code_view *v, px_view_code *view)
{
    size_t prime = px_code_view_prime(v);
    const px_version *read = &v->versions[prime];

    view->read = px_code_view_version_link(v, read);
    view->read_label = read->label;
    view->read_state = px_part_state(v->request, read->state);
    view->read_working = read->state == PX_VERSION_WORKING;
    view->read_adopted = read->state == PX_VERSION_ADOPTED;
    view->read_published = px_part_moment(v->request, read->published);
    if (prime + 1 < v->n_versions) {
        view->compare = px_code_view_compare_link(v, read + 1, read);
        view->compare_older = read[1].label;
    }
    if (v->versions[v->n_versions - 1].state != PX_VERSION_WORKING)
        view->reports = px_page_address(v->request, "/codes/%.*s/reports", PX_STR_ARG(v->code.id));
    if (prime) {
        view->newer = px_code_view_version_link(v, &v->versions[0]);
        view->newer_label = v->versions[0].label;
        view->newer_state = px_part_state(v->request, v->versions[0].state);
        view->newer_working = v->versions[0].state == PX_VERSION_WORKING;
    }
}

static void code_head(const px_code_view *v, px_view_code *view)
{
    const px_dossier_entry *summary = px_code_view_first(&v->dossier, PX_DOSSIER_SUMMARY);
    const px_dossier_entry *notice = px_code_view_first(&v->dossier, PX_DOSSIER_NOTICE);
    const px_dossier_entry *last, *next;

    view->known = v->dossier.count > 0;
    if (view->known) {
        px_code_part_around(&v->dossier, px_code_view_days(v->dossier.as_of), &last, &next);
        view->last = px_code_part_last(v, last);
        view->next = px_code_part_last(v, next);
        view->as_of = px_code_view_day(v, v->dossier.as_of);
    }
    if (summary) {
        view->summary = summary->text.value;
        view->summary_language = summary->text.language;
    }
    if (notice) {
        view->notice = notice->text.value;
        view->notice_language = notice->text.language;
    }
    if (v->n_versions)
        code_read(v, view);
}

/* ---- Sections */

static void code_steps(const px_code_view *v, px_view_code *view)
{
    px_view_code_step *rows = px_arena_array(v->request->arena, v->dossier.count, sizeof(*rows));

    for (size_t i = 0; i < v->dossier.count; i++) {
        const px_dossier_entry *entry = &v->dossier.entries[i];

        if (px_code_view_is_step(entry))
            rows[view->n_steps++] = (px_view_code_step){
                .when = px_code_view_when(v, &entry->when),
                .title = entry->title.value,
                .title_language = entry->title.language,
                .kind = px_code_view_kind(v, entry),
                .link = px_code_view_step_link(v, entry),
            };
    }
    view->steps = rows;
    view->step_count = (long long)view->n_steps;
}

static void code_parties(const px_code_view *v, px_view_code *view)
{
    size_t n;
    const px_dossier_entry **found = px_code_view_of_kind(v, PX_DOSSIER_SIGNATORY, &n);
    px_view_code_party *rows = px_arena_array(v->request->arena, n, sizeof(*rows));

    for (size_t i = 0; i < n; i++) {
        rows[i] = (px_view_code_party){
            .party = found[i]->party,
            .state = px_code_view_kind(v, found[i]),
            .has_signed = strcmp(found[i]->word->name, "signed") == 0,
            .when = px_code_view_when(v, &found[i]->when),
            .text = found[i]->text.value,
            .text_language = found[i]->text.language,
            .sources = px_code_view_source_list(v, found[i]),
        };
        rows[i].chapters =
            px_code_view_chapters(v, found[i]->chapters, found[i]->n_chapters, &rows[i].n_chapters);
    }
    view->parties = rows;
    view->n_parties = n;
}

static void code_known(const px_code_view *v, px_view_code *view)
{
    size_t facts, criticisms;

    code_steps(v, view);
    view->timeline = px_code_view_timeline(
        v, px_page_address(v->request, "/codes/%.*s/history", PX_STR_ARG(v->code.id)));
    view->cycles = px_code_part_cycles(v, &view->n_cycles);
    view->groups = px_code_part_groups(v, &view->n_groups);
    view->categories = px_code_view_entries(v, PX_DOSSIER_CATEGORY, &view->n_categories);
    view->addressees = px_code_view_entries(v, PX_DOSSIER_ADDRESSEE, &view->n_addressees);
    view->risks = px_code_view_entries(v, PX_DOSSIER_RISK, &view->n_risks);
    code_parties(v, view);
    (void)px_code_view_of_kind(v, PX_DOSSIER_FACT, &facts);
    (void)px_code_view_of_kind(v, PX_DOSSIER_CRITICISM, &criticisms);
    view->facts = (long long)facts;
    view->criticisms = (long long)criticisms;
    if (view->n_steps)
        view->history = px_page_address(v->request, "/codes/%.*s/history", PX_STR_ARG(v->code.id));
    if (facts + criticisms) {
        view->process = px_page_address(v->request, "/codes/%.*s/process", PX_STR_ARG(v->code.id));
        view->criticism =
            px_page_address(v->request, "/codes/%.*s/process#criticism", PX_STR_ARG(v->code.id));
    }
}

static void code_sections(const px_code_view *v, px_view_code *view)
{
    const struct {
        bool there;
        const char *link, *title;
    } all[] = {
        { view->n_processes > 0, "#processes", N_("Processes") },
        { view->timeline.len > 0, "#timeline", N_("Timeline") },
        { view->n_cycles > 0, "#cycles", N_("Cycles") },
        { view->n_groups > 0, "#groups", N_("Working groups") },
        { view->n_categories > 0, "#participants", N_("Who takes part") },
        { view->process.len > 0, "#process", N_("The process") },
        { view->n_addressees > 0, "#binds", N_("Whom it binds") },
        { view->n_risks > 0, "#risks", N_("Systemic risks") },
        { view->n_parties > 0, "#signatories", N_("Who signed") },
        { true, "#versions", N_("Versions") },
        { true, "#documents", N_("Documents") },
        { view->comments > 0, "#comments", N_("Comments and answers") },
        { true, "#follow", N_("Follow") },
    };
    px_view_code_section *rows = px_arena_array(v->request->arena, PX_COUNT(all), sizeof(*rows));

    for (size_t i = 0; i < PX_COUNT(all); i++)
        if (all[i].there)
            rows[view->n_sections++] = (px_view_code_section){
                .link = px_str_of(all[i].link),
                .title = px_str_of(px_tr(v->request->language, all[i].title)),
            };
    view->sections = rows;
}

static int code_comments(const px_code_view *v, px_view_code *view, px_error *err)
{
    const px_request *request = v->request;
    int64_t comments, answered;
    int rc = px_answer_count_read(request->db, &v->code, NULL, &comments, &answered, err);

    if (rc < 0)
        return rc;
    view->comments = (long long)comments;
    view->answered = (long long)answered;
    view->comments_link = px_page_address(request, "/codes/%.*s/comments", PX_STR_ARG(v->code.id));
    if (px_may(&request->session.who, PX_ACTION_ANSWER, px_scope_code(v->code.row)))
        view->work = px_page_address(request, "/codes/%.*s/answers", PX_STR_ARG(v->code.id));
    return 0;
}

/* The round on the newest published text: until when comments are taken, and where. */
static int code_round(const px_code_view *v, px_reply *reply, px_view_code *view, px_error *err)
{
    const px_version *version = NULL;
    px_comment_round round;
    int rc;

    for (size_t i = 0; !version && i < v->n_versions; i++)
        if (v->versions[i].state != PX_VERSION_WORKING)
            version = &v->versions[i];
    if (!version)
        return 0;
    rc = px_comment_round_of(v->request, &v->code, version->row, &round, err);
    if (rc < 0 || !round.found || round.state == PX_ROUND_CLOSED)
        return rc;
    view->round = px_comment_round_show(v->request, reply, &round);
    if (round.state == PX_ROUND_OPEN)
        view->round_link = px_code_view_version_link(v, version);
    return 0;
}

static int code_html(const px_code_view *v, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = v->request;
    px_str title = px_code_view_title(v);
    px_view_code view = {
        .title = title,
        .title_language =
            v->n_versions ? px_part_other_language(request, &v->versions[0]) : PX_STR_NONE,
        .home = px_page_address(request, "/"),
        .search = px_page_address(request, "/search"),
        .id = v->code.id,
        .feed = px_page_address(request, "/codes/%.*s/feed.atom", PX_STR_ARG(v->code.id)),
        .calendar = px_page_address(request, "/codes/%.*s/calendar.ics", PX_STR_ARG(v->code.id)),
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = {
        .title = title,
        .room = PX_ROOM_CODES,
        .feed = view.feed,
        .feed_title = title,
    };

    int rc = px_process_now_list(v, reply, &view.processes, &view.n_processes, err);

    if (rc >= 0)
        rc = code_comments(v, &view, err);
    if (rc >= 0)
        rc = code_round(v, reply, &view, err);
    if (rc < 0)
        return rc;
    if (px_may(&request->session.who, PX_ACTION_PLAN, px_scope_code(v->code.row)))
        view.begin = px_page_address(request, "/codes/%.*s/begin-process", PX_STR_ARG(v->code.id));
    code_head(v, &view);
    code_known(v, &view);
    code_versions(v, &view);
    code_documents(v, &view);
    code_sections(v, &view);
    frame.description = view.summary.len ? view.summary : title;
    px_template_code(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int code_json(const px_code_view *v, px_reply *reply, px_error *err)
{
    px_json json;
    int rc;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", v->code.id);
    px_json_pair_str(&json, "title", v->code.title);
    rc = px_process_now_json(&json, v, err);
    if (rc < 0)
        return rc;
    px_json_key(&json, "versions");
    px_json_array(&json);
    for (size_t i = 0; i < v->n_versions; i++)
        px_part_version_json(&json, &v->versions[i]);
    px_json_array_end(&json);
    px_json_key(&json, "dossier");
    px_json_object(&json);
    px_dossier_json(&json, &v->dossier, px_part_tag(v->request));
    px_json_object_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_code(px_request *request, px_reply *reply, px_error *err)
{
    px_code_view v;
    int rc = px_code_view_read(request, !request->json, &v, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    reply->until = v.until;
    if (request->json)
        return code_json(&v, reply, err);
    return code_html(&v, reply, err);
}
