/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Claims out of files that are uploaded: read in the jail, shown with what would become of them,
 * and made when the reader says so. Between both the files wait (web/waiting_file.h). What is
 * wrong with one file leaves out that file alone.
 */
#include "base/jail.h"
#include "corpus/source_kind.h"
#include "web/access.h"
#include "web/duty/contradiction_view.h"
#include "web/duty/page_import_priv.h"
#include "web/form_sent.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/server_priv.h"
#include "web/session.h"
#include "web/templates.h"
#include "web/waiting_file.h"

#include "base/banned.h"

enum { KINDS_MAX = 16 };

static const px_form_field fields[] = {
    { "file", PX_FORM_FILE, N_("Files"), N_("One or several, at most 64 MiB together."),
      .many = true },
    { "kind", PX_FORM_SELECT, N_("What they are"),
      N_("This is told by what is in them; choose it only where that goes wrong."),
      .preset = true },
    { "about", PX_FORM_SELECT, N_("What they are about"), NULL, .preset = true },
    { "source", PX_FORM_SELECT, N_("What described datasets are to you"),
      N_("For dataset cards and Croissant files: by this they go into section 2 of the summary. "
         "Where it is not chosen, they are only listed.") },
};

static int page_read(import_page *p, px_error *err)
{
    px_request *request = p->request;
    int rc = px_duty_model(request, &p->provider, &p->model, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_DECLARE, px_scope_provider(p->provider.row), err);
    if (rc >= 0)
        rc = px_model_version_list(request->db, request->arena, p->model.row, &p->versions,
                                   &p->n_versions, err);
    return rc;
}

/* ---- What can be chosen */

static void offer_kinds(const import_page *p, px_form *form)
{
    const px_language *language = p->request->language;
    px_form_choice *choices = px_arena_array(p->request->arena, KINDS_MAX, sizeof(*choices));
    size_t n = 0;

    choices[n++] =
        (px_form_choice){ PX_STR("auto"), px_str_of(px_tr(language, N_("Told by what is in them"))),
                          PX_STR("") };
    for (px_import_kind kind = 0; kind < PX_IMPORT_WEIGHTS; kind++)
        choices[n++] = (px_form_choice){
            px_str_of(px_import_kind_name(kind)),
            px_part_sentence(p->request, px_str_of(px_tr(language, px_import_kind_title(kind))),
                             false),
            PX_STR("")
        };
    px_form_offer(form, "kind", choices, n);
    px_form_set(form, "kind", PX_STR("auto"));
}

/* The model, or one of its versions by name. */
static void offer_subjects(const import_page *p, px_form *form)
{
    px_arena *arena = p->request->arena;
    px_form_choice *choices = px_arena_array(arena, p->n_versions + 1, sizeof(*choices));

    choices[0] = (px_form_choice){ PX_STR("model"), p->model.name, PX_STR("") };
    for (size_t i = 0; i < p->n_versions; i++)
        choices[i + 1] = (px_form_choice){
            px_str_of(px_arena_format(arena, "version:%.*s", PX_STR_ARG(p->versions[i].name))),
            p->versions[i].name, PX_STR("")
        };
    px_form_offer(form, "about", choices, p->n_versions + 1);
    px_form_set(form, "about", PX_STR("model"));
}

static void offer_sources(const import_page *p, px_form *form)
{
    px_form_choice *choices = px_arena_array(p->request->arena, KINDS_MAX, sizeof(*choices));
    px_str rest = PX_STR_NONE;
    px_source_kind kind;
    size_t n = 0;

    while (n < KINDS_MAX && px_source_kind_next(&rest, px_part_tag(p->request), &kind))
        choices[n++] = (px_form_choice){ kind.key, kind.title, PX_STR("") };
    px_form_offer(form, "source", choices, n);
}

/* What the claims are about, of what the form offers. */
static void choose_subject(import_page *p, px_str about)
{
    p->about = about;
    p->subject = (px_claim_subject){ .provider = p->provider.row, .model = p->model.row };
    for (size_t i = 0; i < p->n_versions; i++)
        if (px_str_starts(about, PX_STR("version:")) &&
            px_str_eq(px_str_sub(about, 8, about.len), p->versions[i].name))
            p->subject.version = p->versions[i].row;
}

/* ---- The files */

/* An error that is the file's own. */
static bool is_of_file(const px_error *err)
{
    switch (err->code) {
    case PX_ERR_INVALID:
    case PX_ERR_NOT_FOUND:
    case PX_ERR_TOO_LARGE:
    case PX_ERR_MALFORMED:
    case PX_ERR_DAMAGED:
    case PX_ERR_PARSER:
    case PX_ERR_TIMEOUT:
    case PX_ERR_UNSUPPORTED:
        return true;
    default:
        return false;
    }
}

static int take_file(import_page *p, const import_file *file, px_error *err)
{
    import_file *taken = &p->files[p->n_files];
    px_error why = PX_ERROR_INIT;
    int rc = px_claim_import_bytes(&p->import, p->request->server->jail, file->name, file->bytes,
                                   file->kind, &p->files[p->n_files].found, &why);
    px_import_kind found = taken->found;

    if (rc >= 0) {
        *taken = *file;
        taken->found = found;
        p->n_files++;
        return 0;
    }
    if (!is_of_file(&why)) {
        if (err)
            *err = why;
        return rc;
    }
    p->wrong[p->n_wrong++] = (import_wrong){ file->name, why };
    return 0;
}

/* What is sent now waits for the answer under a name that says what it is taken for. */
static int take_uploads(import_page *p, px_import_kind kind, px_error *err)
{
    const px_uploads *sent = &p->request->uploads;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < sent->count && p->n_files + p->n_wrong < IMPORT_FILES_MAX;
         i++) {
        import_file file = { .name = sent->items[i].name,
                             .bytes = sent->items[i].bytes,
                             .kind = kind };
        char waiting[PX_WAITING_LEN + 1];

        if (!px_str_is(sent->items[i].field, "file"))
            continue;
        rc = px_waiting_file_keep(p->request, file.bytes, waiting, err);
        file.kept = px_str_of(px_arena_format(p->request->arena, "%s/%s/%.*s", waiting,
                                              px_import_kind_name(kind), PX_STR_ARG(file.name)));
        if (rc >= 0)
            rc = take_file(p, &file, err);
    }
    return rc;
}

/* "WAITING/KIND/NAME", as the preview has written it. */
static int take_waiting(import_page *p, px_error *err)
{
    px_str *kept;
    size_t n = px_form_sent_all(p->request, "kept", &kept);
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_MIN(n, (size_t)IMPORT_FILES_MAX); i++) {
        import_file file = { .kept = kept[i], .kind = PX_IMPORT_KIND_COUNT };
        px_str rest = kept[i], waiting = PX_STR(""), kind = PX_STR("");

        (void)px_str_split(&rest, '/', &waiting);
        (void)(rest.ptr && px_str_split(&rest, '/', &kind));
        (void)px_import_kind_find(kind, &file.kind);
        file.name = px_upload_clean_name(p->request->arena, rest.ptr ? rest : PX_STR(""));
        rc = px_waiting_file_read(p->request, waiting, PX_IMPORT_MAX, &file.bytes, err);
        if (rc >= 0)
            rc = take_file(p, &file, err);
    }
    return rc;
}

/* ---- From files to claims */

static int run_deed(import_page *p, bool preview, px_error *err)
{
    p->order = (px_import_order){ .import = &p->import, .author = px_form_author(p->request) };
    return (preview ? px_house_try : px_house_write)(p->request->house, px_claim_import_deed,
                                                     &p->order, err);
}

static int start(import_page *p, const px_form *form, bool preview, px_error *err)
{
    px_request *request = p->request;
    px_source_kind known;
    int rc;

    choose_subject(p, px_form_text(form, "about"));
    rc = px_claim_import_start(&p->import, request->arena, preview ? NULL : request->house,
                               request->db, &p->subject, err);
    p->source = px_form_text(form, "source");
    if (px_source_kind_find(p->source, px_part_tag(request), &known))
        p->import.source_kind = p->source;
    return rc;
}

/* No file could be read: of one its error is that of the form, several are listed. */
static void fail_form(import_page *p, px_form *form)
{
    px_error first = p->wrong[0].why;

    first.code = PX_ERR_INVALID; /* whatever it was, the reader gives another file */
    if (!p->n_wrong)
        px_form_fail(form, "file", N_("choose a file"), NULL);
    else if (p->n_wrong > 1)
        px_form_fail(form, "file", N_("none of these files could be read"), NULL);
    else if (px_form_refuse(form, "file", &first))
        p->n_wrong = 0;
}

/* Errors of files are told with them; whatever the reader cannot mend goes up. */
static int page_send(import_page *p, px_form *form, px_error *err)
{
    bool preview = !px_str_is(px_fields_get(&p->request->form, "do"), "claim");
    px_import_kind kind = PX_IMPORT_KIND_COUNT;
    px_error why = PX_ERROR_INIT;
    int rc;

    if (!px_form_read(form))
        return 0;
    if (preview && !px_form_has(form, "file")) {
        px_form_fail(form, "file", N_("choose a file"), NULL);
        return 0;
    }
    (void)px_import_kind_find(px_form_text(form, "kind"), &kind);
    rc = start(p, form, preview, &why);
    if (rc >= 0)
        rc = preview ? take_uploads(p, kind, &why) : take_waiting(p, &why);
    if (rc >= 0 && p->n_files)
        rc = run_deed(p, preview, &why);
    if (rc < 0 && !px_form_refuse(form, "file", &why)) {
        *err = why;
        return rc;
    }
    p->read = rc >= 0 && p->n_files;
    p->done = p->read && !preview;
    if (rc >= 0 && !p->read)
        fail_form(p, form);
    return 0;
}

/* ---- The page */

static px_view_duty_import_claim show_claim(const import_page *p, const px_claim *claim)
{
    const px_request *request = p->request;
    return (px_view_duty_import_claim){
        .field = claim->field,
        .label = px_duty_field_title(request, claim->field),
        .link = px_duty_model_link(
            request, &p->model,
            px_arena_format(request->arena, "/fields/%.*s", PX_STR_ARG(claim->field))),
        .value = px_duty_claim_value(request, claim),
        .basis = px_str_of(px_basis_name(claim->basis)),
        .basis_title = px_str_of(px_tr(request->language, px_basis_title(claim->basis))),
    };
}

static void show_claims(const import_page *p, px_view_duty_import *view)
{
    static const char *const states[PX_CLAIM_OUTCOME_COUNT] = {
        [PX_CLAIM_MADE] = N_("new"),
        [PX_CLAIM_REPLACED] = N_("in the place of"),
        [PX_CLAIM_UNCHANGED] = N_("stands already"),
    };
    const px_request *request = p->request;
    size_t n = p->import.n_claims;
    px_view_duty_import_claim *rows = px_arena_array(request->arena, n + 1, sizeof(*rows));
    px_view_duty_import_claim *derived =
        px_arena_array(request->arena, p->order.ret_n_derived + 1, sizeof(*derived));
    long long counts[PX_CLAIM_OUTCOME_COUNT] = { 0 };

    for (size_t i = 0; i < n; i++) {
        px_claim_outcome outcome = p->order.ret_outcomes[i];

        counts[outcome]++;
        rows[i] = show_claim(p, &p->import.claims[i]);
        rows[i].state = px_str_of(px_tr(request->language, states[outcome]));
        rows[i].same = outcome == PX_CLAIM_UNCHANGED;
        if (outcome == PX_CLAIM_REPLACED)
            rows[i].former = px_duty_claim_value(request, &p->order.ret_former[i]);
    }
    for (size_t i = 0; i < p->order.ret_n_derived; i++)
        derived[i] = show_claim(p, &p->order.ret_derived[i]);
    view->claims = rows;
    view->n_claims = n;
    view->derived = derived;
    view->n_derived = p->order.ret_n_derived;
    view->fresh = counts[PX_CLAIM_MADE];
    view->superseding = counts[PX_CLAIM_REPLACED];
    view->same = counts[PX_CLAIM_UNCHANGED];
    view->nothing = !view->fresh && !view->superseding;
}

static void show_files(const import_page *p, px_view_duty_import *view)
{
    const px_request *request = p->request;
    px_view_duty_import_file *files =
        px_arena_array(request->arena, p->n_files + 1, sizeof(*files));
    px_view_duty_import_missed *missed =
        px_arena_array(request->arena, p->import.n_missed + 1, sizeof(*missed));

    for (size_t i = 0; i < p->n_files; i++)
        files[i] = (px_view_duty_import_file){
            .name = p->files[i].name,
            .kind = px_str_of(px_tr(request->language, px_import_kind_title(p->files[i].found))),
            .kept = p->files[i].kept,
        };
    for (size_t i = 0; i < p->import.n_missed; i++)
        missed[i] = (px_view_duty_import_missed){
            .file = p->import.missed[i].file,
            .what = px_str_of(
                px_tr(request->language, px_arena_cstr(request->arena, p->import.missed[i].what))),
        };
    view->files = files;
    view->n_files = p->n_files;
    view->missed = missed;
    view->n_missed = p->import.n_missed;
}

static const px_view_duty_import_wrong *show_wrong(const import_page *p)
{
    px_view_duty_import_wrong *rows =
        px_arena_array(p->request->arena, p->n_wrong + 1, sizeof(*rows));

    for (size_t i = 0; i < p->n_wrong; i++)
        rows[i] =
            (px_view_duty_import_wrong){ .name = p->wrong[i].name,
                                         .error = px_part_error(p->request, &p->wrong[i].why) };
    return rows;
}

static void page_show(import_page *p, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = p->request;
    px_str here = px_duty_model_link(request, &p->model, "/import");
    px_view_duty_import view = {
        .model_link = px_duty_model_link(request, &p->model, ""),
        .model = p->model.name,
        .again = here,
        .action = here,
        .about = p->about,
        .source = p->source,
        .wrong = show_wrong(p),
        .n_wrong = p->n_wrong,
        .read = p->read,
        .done = p->done,
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .room = PX_ROOM_REGISTER, .hidden = true };

    if (p->read) {
        show_files(p, &view);
        show_claims(p, &view);
        view.contradictions = px_duty_contradictions_show(
            request, &p->model, p->order.ret_contradictions, p->order.ret_n_contradictions);
        view.n_contradictions = p->order.ret_n_contradictions;
    }
    view.form = px_form_show(form, reply, here, N_("Read the files"));
    view.csrf = px_arena_str(request->arena, px_str_of(request->session.csrf));
    frame.title = px_form_title(form, px_str_of(px_tr(request->language, N_("Claims from files"))));
    px_template_duty_import(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

int px_page_import(px_request *request, px_reply *reply, px_error *err)
{
    import_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_form form;
    int rc;

    *p = (import_page){ .request = request };
    rc = page_read(p, err);
    if (rc < 0)
        return rc;
    px_form_start(&form, request, fields, PX_COUNT(fields));
    offer_kinds(p, &form);
    offer_subjects(p, &form);
    offer_sources(p, &form);
    if (request->method == PX_POST)
        rc = page_send(p, &form, err);
    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return import_page_json(p, &form, reply, err);
    page_show(p, &form, reply);
    return 0;
}
