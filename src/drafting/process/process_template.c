/* SPDX-License-Identifier: EUPL-1.2 */
/* Templates from JSON, with all checks. */
#include "drafting/process/process_template.h"

#include "base/ascii.h"
#include "base/embedded.h"
#include "base/json_read.h"
#include "code/outline.h"
#include "drafting/dossier_field.h"
#include "drafting/process/plan_priv.h"

#include "base/banned.h"

typedef struct reading {
    px_arena *arena;
    const char *source; /* names the file in messages */
    px_process_template t;
} reading;

/* ---- Failing */

/* "gpai.json: steps 3 'draft-1': ..." */
static int fail_at(const reading *r, const char *part, size_t place, const char *message,
                   px_str value, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_INVALID, N_("{file}: {part} {place}: {reason} ('{value}')"), "file",
                   r->source, "part", part, "place", px_arena_format(r->arena, "%zu", place),
                   "reason", message, "value", px_str_excerpt(value, excerpt), NULL);
}

/* All keys of the object are known ones. */
static int check_keys(const reading *r, const char *part, size_t place, const json_t *object,
                      const char *const *known, px_error *err)
{
    const char *key;
    json_t *value;

    if (!json_is_object(object))
        return fail_at(r, part, place, N_("this has to be an object"), PX_STR(""), err);
    json_object_foreach((json_t *)object, key, value)
    {
        size_t i = 0;

        while (known[i] && strcmp(known[i], key) != 0)
            i++;
        if (!known[i])
            return fail_at(r, part, place, N_("there is no such key"), px_str_of(key), err);
    }
    return 0;
}

/* ---- Values */

static px_str copy_of(const reading *r, const json_t *value)
{
    return px_arena_str(r->arena, px_json_text(value));
}

/* A text that may be missing. */
static int read_str(const reading *r, const char *part, size_t place, const json_t *object,
                    const char *key, px_str *ret_value, px_error *err)
{
    const json_t *value = json_object_get(object, key);

    *ret_value = PX_STR("");
    if (!value)
        return 0;
    if (!json_is_string(value))
        return fail_at(r, part, place, N_("this has to be a text"), px_str_of(key), err);
    *ret_value = copy_of(r, value);
    return 0;
}

/* A whole number that may be missing. */
static int read_int(const reading *r, const char *part, size_t place, const json_t *object,
                    const char *key, int min, int max, int *ret_value, px_error *err)
{
    const json_t *value = json_object_get(object, key);
    json_int_t n = json_integer_value(value);

    if (!value)
        return 0;
    if (!json_is_integer(value) || n < min || n > max)
        return fail_at(r, part, place, N_("this number is missing or out of its bounds"),
                       px_str_of(key), err);
    *ret_value = (int)n;
    return 0;
}

static int read_bool(const reading *r, const char *part, size_t place, const json_t *object,
                     const char *key, bool *ret_value, px_error *err)
{
    const json_t *value = json_object_get(object, key);

    if (value && !json_is_boolean(value))
        return fail_at(r, part, place, N_("this has to be true or false"), px_str_of(key), err);
    *ret_value = json_is_true(value);
    return 0;
}

/* {"en": "...", "fr": "..."} for title and, maybe, text. */
static int read_texts(const reading *r, const char *part, size_t place, const json_t *object,
                      const px_plan_text **ret_texts, size_t *ret_count, px_error *err)
{
    const json_t *titles = json_object_get(object, "title"),
                 *bodies = json_object_get(object, "text");
    px_plan_text *texts;
    const char *language;
    json_t *value;
    size_t n = 0;
    int rc;

    if (!json_is_object(titles) || (bodies && !json_is_object(bodies)))
        return fail_at(r, part, place, N_("a title has to be an object of languages"), PX_STR(""),
                       err);
    texts = px_arena_array(r->arena, PX_MAX(json_object_size(titles), 1), sizeof(*texts));
    json_object_foreach((json_t *)titles, language, value)
    {
        const json_t *body = json_object_get(bodies, language);

        if (!json_is_string(value) || (body && !json_is_string(body)))
            return fail_at(r, part, place, N_("this has to be a text"), px_str_of(language), err);
        texts[n].language = px_arena_str(r->arena, px_str_of(language));
        texts[n].title = copy_of(r, value);
        texts[n++].text = body ? copy_of(r, body) : PX_STR("");
    }
    rc = px_plan_texts_check(texts, n, true, err);
    if (rc < 0)
        return fail_at(r, part, place, err->message, PX_STR("title"), err);
    *ret_texts = texts;
    *ret_count = n;
    return 0;
}

/* ---- Sources */

static bool is_confidence(px_str name)
{
    return px_dossier_word_find(px_dossier_confidences, name) != NULL;
}

static int read_sources(reading *r, const json_t *top, px_error *err)
{
    static const char *const known[] = { "title", "address", "confidence", NULL };
    const json_t *sources = json_object_get(top, "sources");
    const char *key;
    json_t *value;
    int rc = 0;

    if (sources && !json_is_object(sources))
        return fail_at(r, "sources", 1, N_("this has to be an object"), PX_STR(""), err);
    r->t.sources = px_arena_array(r->arena, json_object_size(sources) + 1, sizeof(*r->t.sources));
    json_object_foreach((json_t *)sources, key, value)
    {
        px_template_source *s = &r->t.sources[r->t.n_sources++];
        size_t place = r->t.n_sources;

        s->key = px_arena_str(r->arena, px_str_of(key));
        rc = check_keys(r, "sources", place, value, known, err);
        if (rc >= 0)
            rc = read_str(r, "sources", place, value, "title", &s->title, err);
        if (rc >= 0)
            rc = read_str(r, "sources", place, value, "address", &s->address, err);
        if (rc >= 0)
            rc = read_str(r, "sources", place, value, "confidence", &s->confidence, err);
        if (rc < 0)
            return rc;
        if (!s->title.len || !is_confidence(s->confidence))
            return fail_at(r, "sources", place, N_("a source has a title and a confidence"), s->key,
                           err);
    }
    return 0;
}

static bool is_source(const reading *r, px_str key)
{
    for (size_t i = 0; i < r->t.n_sources; i++)
        if (px_str_eq(r->t.sources[i].key, key))
            return true;
    return false;
}

/* ---- Groups */

static int read_chapters(reading *r, const json_t *object, px_template_group *group, size_t place,
                         px_error *err)
{
    const json_t *list = json_object_get(object, "chapters");
    px_str *chapters;

    if (list && (!json_is_array(list) || json_array_size(list) > PX_PLAN_CHAPTERS_MAX))
        return fail_at(r, "groups", place, N_("this has to be a list, and not too long"),
                       PX_STR("chapters"), err);
    chapters = px_arena_array(r->arena, json_array_size(list) + 1, sizeof(*chapters));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *id = json_array_get(list, i);

        if (json_is_string(id))
            chapters[i] = copy_of(r, id);
        if (!px_lasting_id_valid(chapters[i]))
            return fail_at(r, "groups", place, N_("this is no lasting id"), chapters[i], err);
        for (size_t k = 0; k < r->t.n_groups; k++) /* those before it, and itself */
            for (size_t j = 0; j < (k + 1 == r->t.n_groups ? i : r->t.groups[k].n_chapters); j++)
                if (px_str_eq(k + 1 == r->t.n_groups ? chapters[j] : r->t.groups[k].chapters[j],
                              chapters[i]))
                    return fail_at(r, "groups", place,
                                   N_("a chapter belongs to one working group only"), chapters[i],
                                   err);
    }
    group->chapters = chapters;
    group->n_chapters = json_array_size(list);
    return 0;
}

static int read_group(reading *r, const json_t *object, px_error *err)
{
    static const char *const known[] = { "key", "title", "text", "chapters", NULL };
    px_template_group *group = &r->t.groups[r->t.n_groups++];
    size_t place = r->t.n_groups;
    int rc = check_keys(r, "groups", place, object, known, err);

    if (rc >= 0)
        rc = read_str(r, "groups", place, object, "key", &group->key, err);
    if (rc >= 0 && px_plan_key_check(group->key, err) < 0)
        return fail_at(r, "groups", place, err->message, group->key, err);
    for (size_t i = 0; rc >= 0 && i + 1 < place; i++)
        if (px_str_eq(r->t.groups[i].key, group->key))
            return fail_at(r, "groups", place, N_("this key stands twice"), group->key, err);
    if (rc >= 0)
        rc = read_texts(r, "groups", place, object, &group->texts, &group->n_texts, err);
    return rc < 0 ? rc : read_chapters(r, object, group, place, err);
}

/* ---- Steps */

static const char *const weekdays[] = { "monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday" };

static int read_weekday(reading *r, const json_t *object, px_template_step *step, px_error *err)
{
    px_str name;
    int rc = read_str(r, "steps", step->place, object, "weekday", &name, err);

    if (rc < 0 || !name.len)
        return rc;
    for (size_t i = 0; i < PX_COUNT(weekdays); i++)
        if (px_str_is(name, weekdays[i]))
            step->weekday = (int)i + 1;
    if (!step->weekday)
        return fail_at(r, "steps", step->place, N_("this is no day of the week"), name, err);
    return 0;
}

/* "10:00". */
static int read_time(reading *r, const json_t *object, px_template_step *step, px_error *err)
{
    px_str text;
    int hour, minute, rc = read_str(r, "steps", step->place, object, "time", &text, err);

    step->minute = -1;
    if (rc < 0 || !text.len)
        return rc;
    if (text.len != 5 || text.ptr[2] != ':' || !px_is_digit(text.ptr[0]) ||
        !px_is_digit(text.ptr[1]) || !px_is_digit(text.ptr[3]) || !px_is_digit(text.ptr[4]))
        return fail_at(r, "steps", step->place, N_("a time is written like '10:00'"), text, err);
    hour = (text.ptr[0] - '0') * 10 + text.ptr[1] - '0';
    minute = (text.ptr[3] - '0') * 10 + text.ptr[4] - '0';
    if (hour > 23 || minute > 59)
        return fail_at(r, "steps", step->place, N_("a time is written like '10:00'"), text, err);
    step->minute = hour * 60 + minute;
    return 0;
}

/* The step before, unless "after" names another one or the beginning. */
static int read_after(reading *r, const json_t *object, px_template_step *step, px_error *err)
{
    px_str after, from;
    int rc = read_str(r, "steps", step->place, object, "after", &after, err);

    if (rc >= 0)
        rc = read_str(r, "steps", step->place, object, "from", &from, err);
    if (rc < 0)
        return rc;
    if (from.len && !px_str_is(from, "end") && !px_str_is(from, "beginning"))
        return fail_at(r, "steps", step->place, N_("this is 'beginning' or 'end'"), from, err);
    step->from_end = px_str_is(from, "end");
    step->after = step->place - 1;
    if (!after.len)
        return 0;
    step->after = 0;
    if (px_str_is(after, "beginning"))
        return 0;
    for (size_t i = 0; i + 1 < step->place; i++)
        if (px_str_eq(r->t.steps[i].key, after))
            step->after = i + 1;
    if (!step->after)
        return fail_at(r, "steps", step->place, N_("no step before this one has that key"), after,
                       err);
    return 0;
}

static int read_length(reading *r, const json_t *object, px_template_step *step, px_error *err)
{
    static const char *const known[] = { "days", "minutes", NULL };
    const json_t *lasts = json_object_get(object, "lasts");
    int rc = lasts ? check_keys(r, "steps", step->place, lasts, known, err) : 0;

    if (rc >= 0)
        rc = read_int(r, "steps", step->place, lasts, "days", 1, PX_TEMPLATE_DAYS_MAX,
                      &step->lasts_days, err);
    if (rc >= 0)
        rc = read_int(r, "steps", step->place, lasts, "minutes", 1, 24 * 60, &step->lasts_minutes,
                      err);
    if (rc >= 0 && step->lasts_minutes && (step->lasts_days || step->minute < 0))
        return fail_at(r, "steps", step->place,
                       N_("a length in minutes needs a time, and no length in days"), step->key,
                       err);
    return rc;
}

static int read_step_time(reading *r, const json_t *object, px_template_step *step, px_error *err)
{
    int weeks = 0, rc = read_after(r, object, step, err);

    if (rc >= 0)
        rc = read_int(r, "steps", step->place, object, "days", -PX_TEMPLATE_DAYS_MAX,
                      PX_TEMPLATE_DAYS_MAX, &step->days, err);
    if (rc >= 0)
        rc = read_int(r, "steps", step->place, object, "weeks", -520, 520, &weeks, err);
    if (rc >= 0)
        rc = read_weekday(r, object, step, err);
    if (rc >= 0)
        rc = read_time(r, object, step, err);
    if (rc >= 0)
        rc = read_length(r, object, step, err);
    if (rc >= 0)
        rc = read_bool(r, "steps", step->place, object, "undated", &step->undated, err);
    step->days += weeks * 7;
    if (rc >= 0 && !step->undated && step->after && r->t.steps[step->after - 1].undated)
        return fail_at(r, "steps", step->place, N_("it is counted from a step that has no day"),
                       step->key, err);
    return rc;
}

static int read_step_source(reading *r, const json_t *object, px_template_step *step, px_error *err)
{
    int rc = read_str(r, "steps", step->place, object, "source", &step->source, err);

    if (rc >= 0)
        rc = read_str(r, "steps", step->place, object, "confidence", &step->confidence, err);
    if (rc < 0)
        return rc;
    if (step->source.len && !is_source(r, step->source))
        return fail_at(r, "steps", step->place, N_("there is no source of that key"), step->source,
                       err);
    if (step->confidence.len && !is_confidence(step->confidence))
        return fail_at(r, "steps", step->place, N_("there is no such confidence"), step->confidence,
                       err);
    return 0;
}

static int read_step(reading *r, const json_t *object, px_error *err)
{
    static const char *const known[] = { "key",        "kind",     "cycle",   "after", "from",
                                         "days",       "weeks",    "weekday", "time",  "lasts",
                                         "undated",    "required", "title",   "text",  "source",
                                         "confidence", NULL };
    px_template_step *step = &r->t.steps[r->t.n_steps++];
    int rc;

    step->place = r->t.n_steps;
    rc = check_keys(r, "steps", step->place, object, known, err);
    if (rc >= 0)
        rc = read_str(r, "steps", step->place, object, "key", &step->key, err);
    if (rc >= 0 && px_plan_key_check(step->key, err) < 0)
        return fail_at(r, "steps", step->place, err->message, step->key, err);
    for (size_t i = 0; rc >= 0 && i + 1 < step->place; i++)
        if (px_str_eq(r->t.steps[i].key, step->key))
            return fail_at(r, "steps", step->place, N_("this key stands twice"), step->key, err);
    if (rc >= 0)
        rc = read_str(r, "steps", step->place, object, "kind", &step->kind, err);
    if (rc >= 0 && !px_dossier_word_find(px_dossier_steps, step->kind))
        return fail_at(r, "steps", step->place, N_("there is no such kind of step"), step->kind,
                       err);
    if (rc >= 0)
        rc = read_int(r, "steps", step->place, object, "cycle", 0, PX_PLAN_CYCLE_MAX, &step->cycle,
                      err);
    if (rc >= 0)
        rc = read_bool(r, "steps", step->place, object, "required", &step->required, err);
    if (rc >= 0)
        rc = read_texts(r, "steps", step->place, object, &step->texts, &step->n_texts, err);
    if (rc >= 0)
        rc = read_step_time(r, object, step, err);
    return rc < 0 ? rc : read_step_source(r, object, step, err);
}

/* ---- The file */

typedef int read_one(reading *r, const json_t *object, px_error *err);

static int read_list(reading *r, const json_t *top, const char *key, size_t max, read_one *read,
                     px_error *err)
{
    const json_t *list = json_object_get(top, key);
    int rc = 0;

    if (list && (!json_is_array(list) || json_array_size(list) > max))
        return fail_at(r, key, 1, N_("this has to be a list, and not too long"), PX_STR(""), err);
    for (size_t i = 0; rc >= 0 && i < json_array_size(list); i++)
        rc = read(r, json_array_get(list, i), err);
    return rc;
}

/* What rounds follow: the zone, what comes late, how long they are open. */
static int read_rounds(reading *r, const json_t *top, px_error *err)
{
    const px_zone *zone;
    int rc = read_str(r, "template", 1, top, "zone", &r->t.zone, err);

    if (rc >= 0 && px_zone_kept(r->t.zone.ptr, &zone, err) < 0)
        return fail_at(r, "template", 1, N_("this is no time zone"), r->t.zone, err);
    if (rc >= 0)
        rc = read_str(r, "template", 1, top, "late", &r->t.late, err);
    if (rc >= 0 && !px_str_is(r->t.late, "refuse") && !px_str_is(r->t.late, "mark"))
        return fail_at(r, "template", 1, N_("what comes late is 'refuse' or 'mark'"), r->t.late,
                       err);
    if (rc >= 0)
        rc = read_int(r, "template", 1, top, "window_days", 1, 366, &r->t.window_days, err);
    if (rc >= 0 && !r->t.window_days)
        return fail_at(r, "template", 1, N_("the key 'window_days' is missing"), PX_STR(""), err);
    return rc;
}

static int read_head(reading *r, const json_t *top, px_error *err)
{
    static const char *const known[] = { "template", "key",    "title", "text",
                                         "zone",     "late",   "steps", "window_days",
                                         "sources",  "groups", NULL };
    int format = 0, rc = check_keys(r, "template", 1, top, known, err);

    if (rc >= 0)
        rc = read_int(r, "template", 1, top, "template", 1, 1, &format, err);
    if (rc >= 0 && format != 1)
        return fail_at(r, "template", 1, N_("the key 'template' has to be 1"), PX_STR(""), err);
    if (rc >= 0)
        rc = read_str(r, "template", 1, top, "key", &r->t.key, err);
    if (rc >= 0 && px_plan_key_check(r->t.key, err) < 0)
        return fail_at(r, "template", 1, err->message, r->t.key, err);
    if (rc >= 0)
        rc = read_texts(r, "template", 1, top, &r->t.texts, &r->t.n_texts, err);
    return rc < 0 ? rc : read_rounds(r, top, err);
}

int px_template_read(px_arena *arena, px_str bytes, const char *source,
                     px_process_template *ret_template, px_error *err)
{
    PX_AUTO_JSON json_t *top = NULL;
    reading r = { .arena = arena, .source = source };
    int rc = px_json_parse(bytes, source, PX_TEMPLATE_MAX_BYTES, &top, err);

    if (rc >= 0)
        rc = read_head(&r, top, err);
    if (rc >= 0)
        rc = read_sources(&r, top, err);
    if (rc < 0)
        return rc;
    r.t.groups = px_arena_array(arena, PX_PLAN_GROUPS_MAX, sizeof(*r.t.groups));
    r.t.steps = px_arena_array(arena, PX_PLAN_STEPS_MAX, sizeof(*r.t.steps));
    rc = read_list(&r, top, "groups", PX_PLAN_GROUPS_MAX, read_group, err);
    if (rc >= 0)
        rc = read_list(&r, top, "steps", PX_PLAN_STEPS_MAX, read_step, err);
    if (rc < 0)
        return rc;
    *ret_template = r.t;
    return 0;
}

/* ---- Those that are part of the program */

const char *px_template_name_at(px_arena *arena, size_t index)
{
    const px_embedded *file = &px_embedded_processes[0];

    for (size_t i = 0; file->name; file++, i++)
        if (i == index)
            return px_arena_cstr(arena, px_str_n(file->name, strlen(file->name) - 5)); /* .json */
    return NULL;
}

int px_template_find(px_arena *arena, px_str name, px_process_template *ret_template, px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(4096);
    char excerpt[PX_EXCERPT_SIZE];
    const char *known;

    for (size_t i = 0; (known = px_template_name_at(arena, i)); i++) {
        if (px_str_is(name, known))
            return px_template_read(arena, px_embedded_str(&px_embedded_processes[i]),
                                    px_embedded_processes[i].name, ret_template, err);
        px_builder_add(&list, i ? ", " : "");
        px_builder_add(&list, known);
    }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("there is no template '{name}'; there are {list}, or name a file"), "name",
                   px_str_excerpt(name, excerpt), "list", px_builder_cstr(&list), NULL);
}
