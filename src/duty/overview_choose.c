/* SPDX-License-Identifier: EUPL-1.2 */
/* Which models of a work list are shown, and in which order. */
#include "base/ascii.h"
#include "base/words.h"
#include "duty/overview.h"

#include "base/banned.h"

static const struct {
    const char *name, *title;
} shows[PX_SHOW_COUNT] = {
    [PX_SHOW_ALL] = { "all", N_("All") },
    [PX_SHOW_OVERDUE] = { "overdue", N_("Overdue") },
    [PX_SHOW_SOON] = { "soon", N_("Due soon") },
    [PX_SHOW_CONTRADICTIONS] = { "contradictions", N_("With contradictions") },
    [PX_SHOW_UNPUBLISHED] = { "unpublished", N_("Never published") },
    [PX_SHOW_CHANGED] = { "changed", N_("Changed since published") },
    [PX_SHOW_MISSING] = { "missing", N_("With missing fields") },
};

static const struct {
    const char *name, *title;
} orders[PX_ORDER_COUNT] = {
    [PX_ORDER_NEXT] = { "next", N_("what is most urgent") },
    [PX_ORDER_DUE] = { "due", N_("next update due") },
    [PX_ORDER_NAME] = { "name", N_("name") },
    [PX_ORDER_MISSING] = { "missing", N_("missing fields") },
    [PX_ORDER_CONTRADICTIONS] = { "contradictions", N_("contradictions") },
    [PX_ORDER_CHANGED] = { "changed", N_("changed since published") },
    [PX_ORDER_PUBLISHED] = { "published", N_("last published") },
};

PX_WORDS_SHOW(px_overview_show, px_overview_show, shows)
PX_WORDS_SHOW(px_overview_order, px_overview_order, orders)

px_overview_show px_overview_show_find(px_str name)
{
    for (int i = 0; i < PX_SHOW_COUNT; i++)
        if (px_str_is(name, shows[i].name))
            return (px_overview_show)i;
    return PX_SHOW_ALL;
}

px_overview_order px_overview_order_find(px_str name)
{
    for (int i = 0; i < PX_ORDER_COUNT; i++)
        if (px_str_is(name, orders[i].name))
            return (px_overview_order)i;
    return PX_ORDER_NEXT;
}

/* ---- What is shown */

static bool any_form(const px_overview_model *m, bool (*holds)(const px_overview_form *form))
{
    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++)
        if (holds(&m->forms[i]))
            return true;
    return false;
}

static bool is_unpublished(const px_overview_form *form)
{
    return form->number == 0;
}

static bool is_changed(const px_overview_form *form)
{
    return form->changed > 0;
}

static bool is_missing(const px_overview_form *form)
{
    return form->missing > 0;
}

static bool shows_model(px_overview_show show, const px_overview_model *m)
{
    switch (show) {
    case PX_SHOW_OVERDUE:
        return m->due == PX_DUE_OVERDUE;
    case PX_SHOW_SOON:
        return m->due == PX_DUE_SOON;
    case PX_SHOW_CONTRADICTIONS:
        return m->contradictions > 0;
    case PX_SHOW_UNPUBLISHED:
        return any_form(m, is_unpublished);
    case PX_SHOW_CHANGED:
        return any_form(m, is_changed);
    case PX_SHOW_MISSING:
        return any_form(m, is_missing);
    default:
        return true;
    }
}

/* Letter case aside, in ASCII. */
static bool has_words(px_str text, px_str words)
{
    for (size_t i = 0; i + words.len <= text.len; i++)
        if (px_str_eq_nocase(px_str_sub(text, i, i + words.len), words))
            return true;
    return false;
}

/* ---- In which order */

static int total(const px_overview_model *m, px_overview_order order)
{
    int sum = order == PX_ORDER_CONTRADICTIONS ? m->contradictions : 0;

    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++)
        sum += order == PX_ORDER_MISSING   ? m->forms[i].missing
               : order == PX_ORDER_CHANGED ? m->forms[i].changed
                                           : 0;
    return sum;
}

/* The day of its oldest newest document; empty where a form was never published. */
static px_str published(const px_overview_model *m)
{
    px_str day = m->forms[0].day;

    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++) {
        if (!m->forms[i].number)
            return PX_STR("");
        if (px_str_cmp(m->forms[i].day, day) < 0)
            day = m->forms[i].day;
    }
    return day;
}

/* What has a day before what has none. */
static int due_order(const px_overview_model *x, const px_overview_model *y)
{
    if (!x->due_day.len || !y->due_day.len)
        return (x->due_day.len == 0) - (y->due_day.len == 0);
    return px_str_cmp(x->due_day, y->due_day);
}

typedef struct sorted {
    const px_overview_model *model;
    size_t place; /* in the overview, which is by name */
    px_overview_order order;
} sorted;

static int sorted_order(const void *a, const void *b)
{
    const sorted *x = a, *y = b;
    int order = 0;

    switch (x->order) {
    case PX_ORDER_NEXT:
        order = (int)x->model->next - (int)y->model->next;
        order = order ? order : due_order(x->model, y->model);
        break;
    case PX_ORDER_DUE:
        order = due_order(x->model, y->model);
        break;
    case PX_ORDER_MISSING:
    case PX_ORDER_CONTRADICTIONS:
    case PX_ORDER_CHANGED:
        order = total(y->model, x->order) - total(x->model, x->order);
        break;
    case PX_ORDER_PUBLISHED:
        order = px_str_cmp(published(x->model), published(y->model));
        break;
    default:
        break;
    }
    return order ? order : x->place < y->place ? -1 : 1;
}

void px_overview_choose(px_arena *arena, const px_overview *overview,
                        const px_overview_choice *choice, const px_overview_model ***ret_models,
                        size_t *ret_count, size_t ret_counts[PX_SHOW_COUNT])
{
    sorted *rows = px_arena_array(arena, overview->count + 1, sizeof(*rows));
    const px_overview_model **models = px_arena_array(arena, overview->count + 1, sizeof(*models));
    size_t n = 0;

    for (int show = 0; show < PX_SHOW_COUNT; show++)
        ret_counts[show] = 0;
    for (size_t i = 0; i < overview->count; i++) {
        const px_overview_model *m = &overview->models[i];

        if (choice->words.len && !has_words(m->model.name, choice->words) &&
            !has_words(m->model.family, choice->words) &&
            !has_words(m->model.provider_name, choice->words))
            continue;
        for (int show = 0; show < PX_SHOW_COUNT; show++)
            ret_counts[show] += shows_model((px_overview_show)show, m);
        if (shows_model(choice->show, m))
            rows[n++] = (sorted){ m, i, choice->order };
    }
    if (n)
        qsort(rows, n, sizeof(*rows), sorted_order);
    for (size_t i = 0; i < n; i++)
        models[i] = rows[i].model;
    *ret_models = models;
    *ret_count = n;
}
