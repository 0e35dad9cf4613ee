/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the processes of the house did and plan, as entries of the dossier beside what is known from
 * elsewhere. Keys are "PROCESS.KEY": those of files have no point. Cancelled steps and those
 * without a day are left to the pages of the process.
 */
#include "drafting/dossier_field.h"
#include "drafting/process/moment.h"
#include "drafting/process/round.h"

#include "base/banned.h"

typedef struct gathering {
    px_db *db;
    px_arena *arena;
    px_str language;
    const px_language *words; /* of the sentences of the program */
    const px_process *process;
    const px_dossier *known; /* from elsewhere */
    px_dossier_entry *entries;
    size_t count, room;
} gathering;

/* ---- Parts of entries */

static px_str key_of(const gathering *g, px_str key)
{
    return px_str_of(
        px_arena_format(g->arena, "%.*s.%.*s", PX_STR_ARG(g->process->key), PX_STR_ARG(key)));
}

static px_dossier_text text_of(const gathering *g, px_str value, px_str language)
{
    if (!value.len)
        return (px_dossier_text){ 0 };
    return (px_dossier_text){
        .value = value,
        .language = px_str_eq(language, g->language) ? PX_STR("") : language,
    };
}

static px_dossier_date day_date(int64_t day)
{
    return (px_dossier_date){ .precision = PX_DOSSIER_DAY, .first = day, .last = day };
}

/* Of what begins and ends on one day the time is that of the beginning, else that of the end. */
static px_dossier_when when_of(const gathering *g, const px_moment *starts, const px_moment *ends)
{
    const px_moment *timed = starts;
    px_dossier_when when = { .date = day_date(px_moment_day(starts)), .minute = -1 };
    px_civil c;

    if (px_moment_is_set(ends) && px_moment_day(ends) != when.date.first) {
        when.until = day_date(px_moment_day(ends));
        timed = ends;
    }
    if (timed->day_only)
        return when;
    c = px_moment_civil(timed);
    when.minute = c.hour * 60 + c.minute;
    when.zone = g->process->zone;
    return when;
}

/* The act in the log, where there is one; else the house's own records. */
static void add_source(const gathering *g, px_dossier_entry *entry, px_str act)
{
    px_dossier_source *source = px_arena_alloc(g->arena, sizeof(*source));

    *source = (px_dossier_source){
        .key = PX_STR("this-house"),
        .title.value = px_str_of(px_tr(g->words, act.len ? N_("The act in the log of this site")
                                                         : N_("The records of this site"))),
        .confidence = &px_dossier_confidence_house,
    };
    if (act.len)
        source->address = px_str_of(px_arena_format(g->arena, "/log/%.*s", PX_STR_ARG(act)));
    entry->sources = source;
    entry->n_sources = 1;
}

static px_dossier_entry *add_entry(gathering *g, px_dossier_kind kind, px_str key)
{
    px_dossier_entry *entry;

    g->entries = px_arena_grow(g->arena, g->entries, g->count, &g->room, sizeof(*g->entries));
    entry = &g->entries[g->count++];
    *entry = (px_dossier_entry){
        .kind = kind,
        .key = key_of(g, key),
        .part = g->process->key,
        .place = g->count,
        .process = g->process->key,
        .process_title = g->process->title,
        .begins_at = PX_TIME_NONE,
        .ends_at = PX_TIME_NONE,
        .when.minute = -1,
    };
    return entry;
}

/* ---- Steps and rounds */

/* Whether the dossier tells of the same step: the same kind on the same day. */
static bool is_known(const gathering *g, const px_step *step)
{
    int64_t day = px_moment_day(&step->starts);

    for (size_t i = 0; i < g->known->count; i++) {
        const px_dossier_entry *entry = &g->known->entries[i];

        if (entry->kind == PX_DOSSIER_STEP && entry->word == step->kind &&
            entry->when.date.precision == PX_DOSSIER_DAY && entry->when.date.first == day)
            return true;
    }
    return false;
}

static const px_round *round_of(const px_round *rounds, size_t count, const px_step *step)
{
    for (size_t i = 0; i < count; i++)
        if (rounds[i].step == step->row)
            return &rounds[i];
    return NULL;
}

static void add_step(gathering *g, const px_step *step, const px_round *round)
{
    px_dossier_entry *entry = add_entry(g, round ? PX_DOSSIER_ROUND : PX_DOSSIER_STEP, step->key);

    entry->title = text_of(g, step->title, step->language);
    entry->text = text_of(g, step->text, step->language);
    entry->cycle = step->cycle;
    entry->version = round && round->version.len ? round->version : step->version;
    entry->begins_at = step->starts.at;
    if (px_moment_is_set(&step->ends))
        entry->ends_at = round ? px_round_end(round) : step->ends.at;
    entry->when = when_of(g, &step->starts, &step->ends);
    if (round)
        entry->number = round->number;
    else
        entry->word = step->kind;
    add_source(g, entry, step->act);
}

static int gather_steps(gathering *g, px_error *err)
{
    px_round *rounds;
    px_step *steps;
    size_t n_rounds, n_steps;
    int rc = px_step_list(g->db, g->arena, g->process, g->language, &steps, &n_steps, err);

    if (rc >= 0)
        rc = px_round_list(g->db, g->arena, g->process, &rounds, &n_rounds, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < n_steps; i++) {
        const px_step *step = &steps[i];

        if (px_moment_is_set(&step->starts) && !px_str_is(step->state, "cancelled") &&
            !is_known(g, step))
            add_step(g, step, round_of(rounds, n_rounds, step));
    }
    return 0;
}

/* ---- Groups and who leads them */

/* The civil day of an instant. */
static px_dossier_date date_at(const gathering *g, const px_zone *zone, px_time at)
{
    px_moment moment = px_moment_at(g->arena, zone, at);

    return day_date(px_moment_day(&moment));
}

static int add_names(gathering *g, const px_zone *zone, const px_group *group,
                     px_dossier_entry *entry, px_error *err)
{
    px_group_name *names;
    int rc = px_group_name_list(g->db, g->arena, group, g->language, &names, &entry->n_names, err);

    if (rc < 0)
        return rc;
    entry->names = px_arena_array(g->arena, PX_MAX(entry->n_names, 1), sizeof(*entry->names));
    for (size_t i = 0; i < entry->n_names; i++)
        entry->names[i] = (px_dossier_name){
            .when = { .date = date_at(g, zone, names[i].since), .minute = -1 },
            .name = text_of(g, names[i].name, names[i].language),
            .sources = entry->sources,
            .n_sources = entry->n_sources,
        };
    return 0;
}

static const px_dossier_word *role_word(px_str role, px_str title)
{
    const px_dossier_word *word = px_dossier_word_find(px_dossier_roles, title);

    return word ? word : px_dossier_word_find(px_dossier_roles, role);
}

/* Chairs and vice-chairs that hold their office: they write, so who they are is public. */
static int gather_people(gathering *g, const px_zone *zone, const px_group *group, px_str key,
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(g->db,
                            "SELECT p.public_id, p.name, r.role, r.title, r.since, r.act FROM "
                            "grant_of_role AS r JOIN person AS p ON p.id = r.person WHERE "
                            "r.scope_kind = 'group' AND r.scope = ? AND r.ended IS NULL AND "
                            "r.role IN ('chair', 'vice-chair') AND p.state = 'active' "
                            "ORDER BY r.role, r.since, r.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, group->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_str id = px_query_next_text(&query, g->arena);
        px_dossier_entry *entry =
            add_entry(g, PX_DOSSIER_APPOINTMENT,
                      px_str_of(px_arena_format(g->arena, "%.*s.%.*s", PX_STR_ARG(group->key),
                                                PX_STR_ARG(id))));
        px_str role, title, act;

        entry->person = px_query_next_text(&query, g->arena);
        role = px_query_next_text(&query, g->arena);
        title = px_query_next_text(&query, g->arena);
        entry->word = role_word(role, title);
        entry->group = key;
        entry->when.date = date_at(g, zone, px_query_next_int(&query));
        act = px_query_next_text(&query, g->arena);
        add_source(g, entry, act);
    }
    return rc;
}

static int gather_groups(gathering *g, px_error *err)
{
    const px_zone *zone;
    px_group *groups;
    size_t count;
    int rc = px_zone_kept(px_arena_cstr(g->arena, g->process->zone), &zone, err);

    if (rc >= 0)
        rc = px_group_list(g->db, g->arena, g->process, g->language, PX_TIME_NONE, &groups, &count,
                           err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        px_dossier_entry *entry = add_entry(g, PX_DOSSIER_GROUP, groups[i].key);
        px_str key = entry->key;

        entry->number = (int)i + 1;
        entry->text = text_of(g, groups[i].text, groups[i].language);
        entry->chapters = groups[i].chapters;
        entry->n_chapters = groups[i].n_chapters;
        entry->when.date = date_at(g, zone, groups[i].since);
        add_source(g, entry, PX_STR(""));
        rc = add_names(g, zone, &groups[i], entry, err);
        if (rc >= 0) /* entry does not live longer than the array */
            rc = gather_people(g, zone, &groups[i], key, err);
    }
    return rc;
}

/* ---- Together */

static int by_day(const void *a, const void *b)
{
    const px_dossier_entry *x = a, *y = b;
    int64_t day_x = x->when.date.first, day_y = y->when.date.first;

    if (day_x != day_y)
        return day_x < day_y ? -1 : 1;
    if (!x->process.len != !y->process.len)
        return x->process.len ? 1 : -1;
    return 0;
}

/* By date; of one day first what is known from elsewhere. The order of the rest stays: qsort does
 * not promise it, so the places decide. */
static int in_order(const void *a, const void *b)
{
    int order = by_day(a, b);
    const px_dossier_entry *x = a, *y = b;

    if (order)
        return order;
    order = px_str_cmp(x->part, y->part);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static void merge(const gathering *g, px_dossier *dossier)
{
    size_t total = dossier->count + g->count;
    px_dossier_entry *all = px_arena_array(g->arena, PX_MAX(total, 1), sizeof(*all));

    if (!g->count)
        return;
    if (dossier->count)
        memcpy(all, dossier->entries, dossier->count * sizeof(*all));
    memcpy(all + dossier->count, g->entries, g->count * sizeof(*all));
    qsort(all, total, sizeof(*all), in_order);
    dossier->entries = all;
    dossier->count = total;
}

int px_process_dossier(px_db *db, px_arena *arena, const px_code *code, px_str language,
                       px_dossier *ret_dossier, px_error *err)
{
    const px_language *words = px_language_find(language);
    px_dossier dossier = { 0 };
    gathering g = {
        .db = db,
        .arena = arena,
        .language = language,
        .words = words ? words : px_language_english(),
        .known = &dossier,
    };
    px_process *processes;
    size_t count = 0;
    int rc = px_dossier_load(db, arena, code, language, &dossier, err);

    if (rc >= 0)
        rc = px_process_list(db, arena, code, language, &processes, &count, err);
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        g.process = &processes[i];
        rc = gather_steps(&g, err);
        if (rc >= 0)
            rc = gather_groups(&g, err);
    }
    if (rc < 0)
        return rc;
    merge(&g, &dossier);
    *ret_dossier = dossier;
    return 0;
}
