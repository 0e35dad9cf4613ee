/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/code_view.h"

#include "code/provision_words.h"
#include "drafting/process/process.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

/* What a process of the house plans goes on day by day: the view is one of today, until the day
 * ends in the zone of the house. */
static void view_today(px_code_view *v)
{
    const px_request *request = v->request;
    px_civil c = px_civil_from_time(request->zone, px_now(), NULL, NULL);
    px_error ignored = PX_ERROR_INIT;
    bool lives = false;

    for (size_t i = 0; i < v->dossier.count; i++)
        lives = lives || v->dossier.entries[i].process.len;
    if (!lives)
        return;
    v->dossier.as_of =
        px_str_of(px_arena_format(request->arena, "%04d-%02d-%02d", c.year, c.month, c.day));
    px_date_from_days(px_days_from_date(c.year, c.month, c.day) + 1, &c.year, &c.month, &c.day);
    c.hour = c.minute = c.second = c.millisecond = 0;
    if (px_civil_resolve(request->zone, &c, &v->until, NULL, &ignored) < 0)
        v->until = px_now(); /* the last day of the calendar */
}

int px_code_view_read(const px_request *request, bool with_text, px_code_view *ret_view,
                      px_error *err)
{
    px_code_view v = { .request = request };
    px_str tag = px_part_tag(request);
    int rc = px_code_find(request->db, request->arena, request->params[0], tag, &v.code, err);

    if (rc >= 0)
        rc = px_version_list(request->db, request->arena, &v.code, tag,
                             !px_access_working(request, &v.code), &v.versions, &v.n_versions, err);
    if (rc >= 0)
        rc = px_process_dossier(request->db, request->arena, &v.code, tag, &v.dossier, err);
    if (rc >= 0 && with_text && v.n_versions)
        rc = px_version_text(request->db, request->arena, &v.versions[0], tag, &v.text, err);
    if (rc < 0)
        return rc;
    view_today(&v);
    *ret_view = v;
    return 0;
}

px_str px_code_view_title(const px_code_view *v)
{
    return v->code.title.len ? v->code.title : v->code.id;
}

/* ---- Steps and their time */

bool px_code_view_is_step(const px_dossier_entry *entry)
{
    return entry->kind == PX_DOSSIER_STEP || entry->kind == PX_DOSSIER_ROUND;
}

px_str px_code_view_kind(const px_code_view *v, const px_dossier_entry *entry)
{
    const char *title = entry->word ? entry->word->title : px_dossier_kind_title(entry->kind);

    return px_str_of(px_tr(v->request->language, title));
}

px_str px_code_view_kind_name(const px_dossier_entry *entry)
{
    return px_str_of(entry->word ? entry->word->name : px_dossier_kind_name(entry->kind));
}

px_str px_code_view_when(const px_code_view *v, const px_dossier_when *when)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);

    px_dossier_when_words(&words, v->request->language, when);
    return px_arena_str(v->request->arena, px_builder_view(&words));
}

int64_t px_code_view_last_day(const px_dossier_when *when)
{
    return when->until.precision == PX_DOSSIER_NO_DATE ? when->date.last : when->until.last;
}

px_str px_code_view_day(const px_code_view *v, px_str day)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256);
    px_error ignored = PX_ERROR_INIT;
    px_civil date;

    if (px_date_parse(day, &date, &ignored) < 0)
        return day;
    px_format_date(&words, v->request->language, &date);
    return px_arena_str(v->request->arena, px_builder_view(&words));
}

int64_t px_code_view_days(px_str day)
{
    px_error ignored = PX_ERROR_INIT;
    px_civil date;

    if (px_date_parse(day, &date, &ignored) < 0)
        return 0;
    return px_days_from_date(date.year, date.month, date.day);
}

/* ---- Addresses */

px_str px_code_view_step_link(const px_code_view *v, const px_dossier_entry *entry)
{
    return px_page_address(v->request, "/codes/%.*s/history#step-%.*s", PX_STR_ARG(v->code.id),
                           PX_STR_ARG(entry->key));
}

const px_version *px_code_view_version(const px_code_view *v, px_str label)
{
    for (size_t i = 0; label.len && i < v->n_versions; i++)
        if (px_str_eq(v->versions[i].label, label))
            return &v->versions[i];
    return NULL;
}

/* Whether the dossier says that it was handed over as the final text: a draft of a later edition
 * does not take its place. */
static bool version_was_received(const px_code_view *v, const px_version *version)
{
    for (size_t i = 0; i < v->dossier.count; i++) {
        const px_dossier_entry *entry = &v->dossier.entries[i];

        if (entry->kind == PX_DOSSIER_STEP && strcmp(entry->word->name, "received") == 0 &&
            px_str_eq(entry->version, version->label) &&
            entry->when.date.first <= px_code_view_days(v->dossier.as_of))
            return true;
    }
    return false;
}

size_t px_code_view_prime(const px_code_view *view)
{
    size_t published = view->n_versions, received = view->n_versions;

    for (size_t i = 0; i < view->n_versions; i++) {
        if (view->versions[i].state == PX_VERSION_ADOPTED)
            return i;
        if (view->versions[i].state == PX_VERSION_WORKING)
            continue;
        published = PX_MIN(published, i);
        if (received == view->n_versions && version_was_received(view, &view->versions[i]))
            received = i;
    }
    if (received < view->n_versions)
        return received;
    return published < view->n_versions ? published : 0;
}

px_str px_code_view_version_link(const px_code_view *v, const px_version *version)
{
    return px_page_address(v->request, "/codes/%.*s/%.*s", PX_STR_ARG(v->code.id),
                           PX_STR_ARG(version->label));
}

px_str px_code_view_compare_link(const px_code_view *v, const px_version *older,
                                 const px_version *newer)
{
    return px_page_address(v->request, "/codes/%.*s/compare/%.*s/%.*s", PX_STR_ARG(v->code.id),
                           PX_STR_ARG(older->label), PX_STR_ARG(newer->label));
}

/* ---- Rows */

const px_view_dossier_source *px_code_view_sources(const px_code_view *v,
                                                   const px_dossier_source *sources, size_t count)
{
    px_view_dossier_source *rows = px_arena_array(v->request->arena, count, sizeof(*rows));

    for (size_t i = 0; i < count; i++)
        rows[i] = (px_view_dossier_source){
            .title = sources[i].title.value,
            .title_language = sources[i].title.language,
            .link = sources[i].address,
            .sure = strcmp(sources[i].confidence->name, "primary") == 0 ||
                    strcmp(sources[i].confidence->name, "house") == 0,
            .confidence = px_str_of(px_tr(v->request->language, sources[i].confidence->title)),
            .note = sources[i].note.value,
            .note_language = sources[i].note.language,
        };
    return rows;
}

const px_view_dossier_sources *px_code_view_source_list(const px_code_view *v,
                                                        const px_dossier_entry *entry)
{
    px_view_dossier_sources *list = px_arena_alloc(v->request->arena, sizeof(*list));

    *list = (px_view_dossier_sources){
        .rows = px_code_view_sources(v, entry->sources, entry->n_sources),
        .n_rows = entry->n_sources,
        .count = (long long)entry->n_sources,
    };
    return list;
}

/* True where another figure of the entry counts the same. */
static bool figure_is_disputed(const px_dossier_entry *entry, size_t at)
{
    for (size_t i = 0; i < entry->n_figures; i++)
        if (i != at && entry->figures[i].what == entry->figures[at].what)
            return true;
    return false;
}

const px_view_dossier_figure *px_code_view_figures(const px_code_view *v,
                                                   const px_dossier_entry *entry)
{
    px_view_dossier_figure *rows =
        px_arena_array(v->request->arena, entry->n_figures, sizeof(*rows));

    for (size_t i = 0; i < entry->n_figures; i++) {
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);

        px_dossier_figure_words(&words, v->request->language, &entry->figures[i]);
        rows[i].words = px_arena_str(v->request->arena, px_builder_view(&words));
        if (figure_is_disputed(entry, i))
            rows[i].by = entry->figures[i].source.title.value;
    }
    return rows;
}

static const px_node *view_node(const px_code_view *v, px_str id)
{
    for (size_t i = 0; i < v->text.count; i++)
        if (px_str_eq(v->text.nodes[i].lasting_id, id))
            return &v->text.nodes[i];
    return NULL;
}

static px_str view_provision_link(const px_code_view *v, px_str id)
{
    return px_page_address(v->request, "/codes/%.*s/p/%.*s", PX_STR_ARG(v->code.id),
                           PX_STR_ARG(id));
}

const px_view_group_chapter *px_code_view_chapters(const px_code_view *v, const px_str *ids,
                                                   size_t count, size_t *ret_count)
{
    px_view_group_chapter *rows = px_arena_array(v->request->arena, count, sizeof(*rows));
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        const px_node *node = view_node(v, ids[i]);

        if (!node)
            continue;
        rows[n].title =
            px_provision_words(v->request->arena, node->number, node->heading, node->text);
        rows[n].link = view_provision_link(v, ids[i]);
        if (!px_str_eq(v->text.language, px_part_tag(v->request)))
            rows[n].title_language = v->text.language;
        n++;
    }
    *ret_count = n;
    return rows;
}

static px_view_dossier_entry view_entry(const px_code_view *v, const px_dossier_entry *entry)
{
    px_view_dossier_entry row = {
        .id = px_str_of(px_arena_format(v->request->arena, "entry-%.*s", PX_STR_ARG(entry->key))),
        .title = entry->title.value,
        .title_language = entry->title.language,
        .text = entry->text.value,
        .text_language = entry->text.language,
        .figures = px_code_view_figures(v, entry),
        .n_figures = entry->n_figures,
        .sources = px_code_view_source_list(v, entry),
    };

    if (entry->provision.len && view_node(v, entry->provision))
        row.link = view_provision_link(v, entry->provision);
    return row;
}

/* Entries come by their dates; within a kind that is read as a list, those of a part belong
 * together, in its order. */
static int entry_order(const void *a, const void *b)
{
    const px_dossier_entry *x = *(const px_dossier_entry *const *)a;
    const px_dossier_entry *y = *(const px_dossier_entry *const *)b;
    int order = px_str_cmp(x->part, y->part);

    return order ? order : (x->place > y->place) - (x->place < y->place);
}

const px_dossier_entry **px_code_view_of_kind(const px_code_view *v, px_dossier_kind kind,
                                              size_t *ret_count)
{
    const px_dossier_entry **found =
        px_arena_array(v->request->arena, v->dossier.count + 1, sizeof(*found));
    size_t n = 0;

    for (size_t i = 0; i < v->dossier.count; i++)
        if (v->dossier.entries[i].kind == kind)
            found[n++] = &v->dossier.entries[i];
    qsort(found, n, sizeof(*found), entry_order);
    *ret_count = n;
    return found;
}

const px_dossier_entry *px_code_view_first(const px_dossier *dossier, px_dossier_kind kind)
{
    for (size_t i = 0; i < dossier->count; i++)
        if (dossier->entries[i].kind == kind)
            return &dossier->entries[i];
    return NULL;
}

const px_view_dossier_entry *px_code_view_entries(const px_code_view *v, px_dossier_kind kind,
                                                  size_t *ret_count)
{
    const px_dossier_entry **found = px_code_view_of_kind(v, kind, ret_count);
    px_view_dossier_entry *rows = px_arena_array(v->request->arena, *ret_count, sizeof(*rows));

    for (size_t i = 0; i < *ret_count; i++)
        rows[i] = view_entry(v, found[i]);
    return rows;
}
