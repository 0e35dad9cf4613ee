/* SPDX-License-Identifier: EUPL-1.2 */
/* The history of a code: all steps and rounds with their sources, by choice those of one source,
 * kind or cycle. */
#include "base/number.h"
#include "web/code_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_SOURCES = 12 };

/* What is chosen; empty: all. */
typedef struct choice {
    px_str source, kind, cycle;
} choice;

static bool choice_is_made(const choice *c)
{
    return c->source.len || c->kind.len || c->cycle.len;
}

static bool has_source(const px_dossier_entry *entry, px_str key)
{
    for (size_t i = 0; i < entry->n_sources; i++)
        if (px_str_eq(entry->sources[i].key, key))
            return true;
    return false;
}

/* "1", or of a process of the house "edition-2.1": cycles of different processes stay apart. */
static bool has_cycle(const px_dossier_entry *entry, px_str cycle)
{
    px_error ignored = PX_ERROR_INIT;
    size_t point = px_str_find_char(cycle, '.');
    bool own = point < cycle.len;
    px_str process = own ? px_str_sub(cycle, 0, point) : PX_STR("");
    px_str text = own ? px_str_sub(cycle, point + 1, cycle.len) : cycle;
    long long number;

    return px_str_eq(entry->process, process) &&
           px_parse_int(text, 1, 99, &number, &ignored) >= 0 && entry->cycle == number;
}

static bool choice_takes(const choice *c, const px_dossier_entry *entry)
{
    return px_code_view_is_step(entry) && (!c->source.len || has_source(entry, c->source)) &&
           (!c->kind.len || px_str_eq(px_code_view_kind_name(entry), c->kind)) &&
           (!c->cycle.len || has_cycle(entry, c->cycle));
}

/* "?source=...", or nothing. */
static px_str choice_query(const px_request *request, const choice *c)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(64 * 1024);

    px_url_pair(&query, "source", c->source);
    px_url_pair(&query, "kind", c->kind);
    px_url_pair(&query, "cycle", c->cycle);
    return px_arena_str(request->arena, px_builder_view(&query));
}

static px_str choice_link(const px_code_view *v, const choice *c)
{
    px_str query = choice_query(v->request, c);

    return px_page_address(v->request, "/codes/%.*s/history%.*s", PX_STR_ARG(v->code.id),
                           PX_STR_ARG(query));
}

static long long choice_count(const px_code_view *v, const choice *c)
{
    long long n = 0;

    for (size_t i = 0; i < v->dossier.count; i++)
        n += choice_takes(c, &v->dossier.entries[i]);
    return n;
}

/* ---- Filters */

/* The choices of one filter while they are gathered. */
typedef struct filter {
    const px_code_view *view;
    const choice *chosen;
    px_str *keys;
    px_view_history_choice *rows;
    size_t count, room, keys_room;
} filter;

static bool filter_has(const filter *f, px_str key)
{
    for (size_t i = 0; i < f->count; i++)
        if (px_str_eq(f->keys[i], key))
            return true;
    return false;
}

static void filter_add(filter *f, px_str key, px_str name, px_str language, px_str now,
                       const choice *then)
{
    px_arena *arena = f->view->request->arena;
    long long count = choice_count(f->view, then);

    if (!count && !px_str_eq(key, now)) /* together with what is chosen it leads to nothing */
        return;
    f->keys = px_arena_grow(arena, f->keys, f->count, &f->keys_room, sizeof(*f->keys));
    f->rows = px_arena_grow(arena, f->rows, f->count, &f->room, sizeof(*f->rows));
    f->keys[f->count] = key;
    f->rows[f->count++] = (px_view_history_choice){
        .name = name,
        .name_language = language,
        .link = choice_link(f->view, then),
        .count = count,
        .current = px_str_eq(key, now),
    };
}

static void filter_kind(filter *f, const px_dossier_entry *entry)
{
    px_str key = px_code_view_kind_name(entry);
    choice then = *f->chosen;

    then.kind = key;
    if (!filter_has(f, key))
        filter_add(f, key,
                   px_part_sentence(f->view->request, px_code_view_kind(f->view, entry), false),
                   PX_STR_NONE, f->chosen->kind, &then);
}

static void filter_cycle(filter *f, const px_dossier_entry *entry)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(256);
    px_arena *arena = f->view->request->arena;
    px_str number = px_str_of(px_arena_format(arena, "%d", entry->cycle));
    bool own = entry->process.len > 0;
    px_str key =
        own ? px_str_of(px_arena_format(arena, "%.*s.%d", PX_STR_ARG(entry->process), entry->cycle))
            : number;
    const px_arg args[] = { { "number", number }, { "process", entry->process_title } };
    choice then = *f->chosen;

    if (!entry->cycle || filter_has(f, key))
        return;
    then.cycle = key;
    px_message(&name, f->view->request->language,
               own ? N_("{process}: cycle {number}") : N_("Cycle {number}"), args, PX_COUNT(args));
    filter_add(f, key, px_arena_str(arena, px_builder_view(&name)), PX_STR_NONE, f->chosen->cycle,
               &then);
}

static void filter_sources(filter *f, const px_dossier_entry *entry)
{
    for (size_t i = 0; i < entry->n_sources; i++) {
        const px_dossier_source *source = &entry->sources[i];
        choice then = *f->chosen;

        then.source = source->key;
        if (!filter_has(f, source->key))
            filter_add(f, source->key, source->title.value, source->title.language,
                       f->chosen->source, &then);
    }
}

/* Most first, and the chosen one before all, so that it is among those that are shown. */
static int by_count(const void *a, const void *b)
{
    const px_view_history_choice *x = a, *y = b;

    if (x->current != y->current)
        return x->current ? -1 : 1;
    return (x->count < y->count) - (x->count > y->count);
}

static void history_filters(const px_code_view *v, const choice *chosen, px_view_history *view)
{
    static const struct {
        void (*add)(filter *f, const px_dossier_entry *entry);
        const char *name;
        size_t most;
    } all[] = {
        { filter_sources, N_("By source"), MAX_SOURCES },
        { filter_kind, N_("By kind"), SIZE_MAX },
        { filter_cycle, N_("By cycle"), SIZE_MAX },
    };
    const px_str now[] = { chosen->source, chosen->kind, chosen->cycle };
    px_view_history_filter *rows = px_arena_array(v->request->arena, PX_COUNT(all), sizeof(*rows));

    for (size_t i = 0; i < PX_COUNT(all); i++) {
        filter f = { .view = v, .chosen = chosen };

        for (size_t k = 0; k < v->dossier.count; k++)
            if (px_code_view_is_step(&v->dossier.entries[k]))
                all[i].add(&f, &v->dossier.entries[k]);
        if (all[i].most < f.count)
            qsort(f.rows, f.count, sizeof(*f.rows), by_count);
        if (f.count > 1)
            rows[view->n_filters++] = (px_view_history_filter){
                .name = px_str_of(px_tr(v->request->language, all[i].name)),
                .chosen = now[i].len > 0,
                .choices = f.rows,
                .n_choices = PX_MIN(f.count, all[i].most),
            };
    }
    view->filters = rows;
    view->filtered = choice_is_made(chosen);
    view->all = choice_link(v, &(choice){ 0 });
}

/* ---- The page */

static px_view_dossier_step history_step(const px_code_view *v, const px_dossier_entry *entry)
{
    const px_version *version = px_code_view_version(v, entry->version);
    px_view_dossier_step row = {
        .id = px_str_of(px_arena_format(v->request->arena, "step-%.*s", PX_STR_ARG(entry->key))),
        .when = px_code_view_when(v, &entry->when),
        .title = entry->title.value,
        .title_language = entry->title.language,
        .text = entry->text.value,
        .text_language = entry->text.language,
        .kind = px_part_sentence(v->request, px_code_view_kind(v, entry), false),
        .cycle = entry->cycle,
        .figures = px_code_view_figures(v, entry),
        .n_figures = entry->n_figures,
        .sources = px_code_view_sources(v, entry->sources, entry->n_sources),
        .n_sources = entry->n_sources,
        .calendar = px_page_address(v->request, "/codes/%.*s/calendar/%.*s.ics",
                                    PX_STR_ARG(v->code.id), PX_STR_ARG(entry->key)),
    };

    if (version) {
        row.version = version->label;
        row.version_link = px_code_view_version_link(v, version);
    }
    return row;
}

/* The view with those steps only that are chosen. */
static px_code_view history_chosen(const px_code_view *v, const choice *chosen)
{
    px_code_view some = *v;

    some.dossier.entries =
        px_arena_array(v->request->arena, v->dossier.count, sizeof(*some.dossier.entries));
    some.dossier.count = 0;
    for (size_t i = 0; i < v->dossier.count; i++)
        if (choice_takes(chosen, &v->dossier.entries[i]))
            some.dossier.entries[some.dossier.count++] = v->dossier.entries[i];
    return some;
}

static void history_steps(const px_code_view *some, px_view_history *view)
{
    const px_dossier *d = &some->dossier;
    px_view_dossier_step *rows = px_arena_array(some->request->arena, d->count, sizeof(*rows));

    for (size_t i = 0; i < d->count; i++)
        rows[i] = history_step(some, &d->entries[i]);
    view->steps = rows;
    view->n_steps = d->count;
    view->count = (long long)d->count;
    view->timeline = px_code_view_timeline(some, PX_STR_NONE);
    if (d->count) {
        view->first = px_code_view_when(some, &d->entries[0].when);
        view->last = px_code_view_when(some, &d->entries[d->count - 1].when);
    }
}

static void history_html(const px_code_view *v, const px_code_view *some, const choice *chosen,
                         px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = v->request;
    px_str title = px_code_view_title(v);
    px_view_history view = {
        .home = px_page_address(request, "/"),
        .code_title = title,
        .code_language =
            v->n_versions ? px_part_other_language(request, &v->versions[0]) : PX_STR_NONE,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(v->code.id)),
        .as_of = px_code_view_day(v, v->dossier.as_of),
        .calendar = px_page_address(request, "/codes/%.*s/calendar.ics", PX_STR_ARG(v->code.id)),
    };
    px_frame frame = {
        .title = px_part_headed(
            request, px_str_of(px_tr(request->language, N_("How it was drawn up"))), title),
        .room = PX_ROOM_CODES,
        .query = choice_query(request, chosen),
        .hidden = choice_is_made(chosen),
        .feed = px_page_address(request, "/codes/%.*s/feed.atom", PX_STR_ARG(v->code.id)),
        .feed_title = title,
    };
    px_str twin = px_request_address(request, request->language, true);
    size_t facts, criticisms;

    (void)px_code_view_of_kind(v, PX_DOSSIER_FACT, &facts);
    (void)px_code_view_of_kind(v, PX_DOSSIER_CRITICISM, &criticisms);
    if (facts + criticisms)
        view.process = px_page_address(request, "/codes/%.*s/process", PX_STR_ARG(v->code.id));
    view.twin = px_str_of(
        px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(twin), PX_STR_ARG(frame.query)));
    history_filters(v, chosen, &view);
    history_steps(some, &view);
    frame.description = frame.title;
    px_template_history(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int history_json(const px_code_view *some, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", some->code.id);
    px_json_pair_str(&json, "title", some->code.title);
    px_json_key(&json, "dossier");
    px_json_object(&json);
    px_dossier_json(&json, &some->dossier, px_part_tag(some->request));
    px_json_object_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_history(px_request *request, px_reply *reply, px_error *err)
{
    choice chosen = {
        .source = px_fields_get(&request->query, "source"),
        .kind = px_fields_get(&request->query, "kind"),
        .cycle = px_fields_get(&request->query, "cycle"),
    };
    px_code_view v, some;
    int rc = px_code_view_read(request, false, &v, err);

    if (rc < 0)
        return rc;
    if (!choice_count(&v, &(choice){ 0 }))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("nothing is known of the history of '{code}'"),
                       "code", px_arena_cstr(request->arena, v.code.id), NULL);
    reply->shared = true;
    reply->until = v.until;
    some = history_chosen(&v, &chosen);
    if (request->json)
        return history_json(&some, reply, err);
    history_html(&v, &some, &chosen, reply);
    return 0;
}
