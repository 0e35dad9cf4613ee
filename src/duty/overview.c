/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/overview.h"

#include "duty/model_state.h"
#include "duty/register.h"

#include "base/banned.h"

/* ---- Words */

const char *px_due_name(px_due due)
{
    static const char *const names[PX_DUE_COUNT] = { "none", "later", "soon", "overdue" };

    return names[due];
}

static const struct {
    const char *name, *one, *many;
} steps[PX_NEXT_COUNT] = {
    [PX_NEXT_UPDATE_OVERDUE] = { "update-overdue",
                                 N_("publish the next version, which was due on {day}"), NULL },
    [PX_NEXT_LOOK] = { "look", N_("see which claim does not fit its form any more"), NULL },
    [PX_NEXT_RESOLVE] = { "resolve",
                          N_PLURAL("resolve one contradiction", "resolve {count} contradictions") },
    [PX_NEXT_FILL] = { "fill",
                       N_PLURAL("fill in one missing field", "fill in {count} missing fields") },
    [PX_NEXT_PUBLISH] = { "publish", N_("publish the first version: nothing is missing"), NULL },
    [PX_NEXT_UPDATE] = { "update", N_PLURAL("publish it again: one answer changed",
                                            "publish it again: {count} answers changed") },
    [PX_NEXT_UPDATE_SOON] = { "update-soon", N_("prepare the next version, which is due by {day}"),
                              NULL },
    [PX_NEXT_FILL_MORE] = { "fill-more", N_PLURAL("fill in one field that was published empty",
                                                  "fill in {count} fields that were published "
                                                  "empty") },
    [PX_NEXT_NOTHING] = { "nothing", N_("nothing"), NULL },
};

const char *px_next_step_name(px_next_step step)
{
    return steps[step].name;
}

const char *px_next_step_title(px_next_step step, const char **ret_many)
{
    *ret_many = steps[step].many;
    return steps[step].one;
}

/* ---- Documents */

#define DOCUMENT_SQL                                                                               \
    "SELECT d.model, d.form, d.id, d.number, d.day, d.next_update, ifnull(d.version, 0), "         \
    "ifnull((SELECT v.name FROM model_version AS v WHERE v.id = d.version), '') "                  \
    "FROM document AS d WHERE d.newest = 1 AND "
/* Within a form, what counts comes last: of versions the one published last, then the model's. */
#define DOCUMENT_ORDER " ORDER BY d.model, d.form, d.version IS NULL, d.time, d.id"

static px_overview_form *form_of(px_overview_model *model, px_str name)
{
    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++)
        if (px_str_eq(model->forms[i].form->name, name))
            return &model->forms[i];
    return NULL;
}

static void set_forms(px_overview_model *model)
{
    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++)
        model->forms[i].form = px_official_form_at(i);
}

/* The row of a query as above, past its model. */
static void read_document(px_query *query, px_arena *arena, px_overview_model *model)
{
    px_overview_form *form = form_of(model, px_query_next_str(query));

    if (!form)
        return;
    form->document = px_query_next_int(query);
    form->number = (int)px_query_next_int(query);
    form->day = px_query_next_text(query, arena);
    form->next_update = px_query_next_text(query, arena);
    form->of = px_query_next_int(query);
    form->version = px_query_next_text(query, arena);
}

int duty_state_documents(px_db *db, px_arena *arena, px_overview_model *model, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, DOCUMENT_SQL "d.provider = ? AND d.model = ?" DOCUMENT_ORDER,
                            &query, err);

    if (rc < 0)
        return rc;
    set_forms(model);
    px_query_int(&query, model->model.provider);
    px_query_int(&query, model->model.row);
    while ((rc = px_query_step(&query, err)) > 0) {
        (void)px_query_next_int(&query);
        read_document(&query, arena, model);
    }
    return rc;
}

/* ---- Reading */

typedef struct reading {
    px_house *house;
    px_db *db;
    px_arena *arena;
    px_str rules, today, soon; /* soon: the last day that is */
    px_overview_model *models; /* while they are read: by row */
    size_t count, room, n_counted;
} reading;

static int read_models(reading *r, int64_t provider, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        r->db,
        "SELECT m.id, m.provider, m.public_id, m.slug, m.name, m.family, p.slug, p.name, "
        "s.counted = s.changes AND s.rules = ?2, s.contradictions FROM model AS m "
        "JOIN provider AS p ON p.id = m.provider JOIN model_state AS s ON s.model = m.id "
        "WHERE ?1 IN (0, m.provider) ORDER BY m.id",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, provider);
    px_query_str(&query, r->rules);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_overview_model *m;

        r->models = px_arena_grow(r->arena, r->models, r->count, &r->room, sizeof(*r->models));
        m = &r->models[r->count++];
        *m = (px_overview_model){ .model.row = px_query_next_int(&query) };
        m->model.provider = px_query_next_int(&query);
        m->model.id = px_query_next_text(&query, r->arena);
        m->model.slug = px_query_next_text(&query, r->arena);
        m->model.name = px_query_next_text(&query, r->arena);
        m->model.family = px_query_next_text(&query, r->arena);
        m->model.provider_slug = px_query_next_text(&query, r->arena);
        m->model.provider_name = px_query_next_text(&query, r->arena);
        m->counted = px_query_next_int(&query) != 0;
        m->contradictions = (int)px_query_next_int(&query);
        m->unreadable = m->contradictions == DUTY_STATE_UNREADABLE;
        m->contradictions = PX_MAX(m->contradictions, 0);
        set_forms(m);
    }
    return rc;
}

/* Goes along with rows of a query that are ordered by model, as the models are from `at` on. */
static px_overview_model *next_model(reading *r, size_t *at, int64_t row)
{
    while (*at < r->count && r->models[*at].model.row < row)
        (*at)++;
    return *at < r->count && r->models[*at].model.row == row ? &r->models[*at] : NULL;
}

static int read_forms(reading *r, int64_t provider, size_t from, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(r->db,
                            "SELECT f.model, f.form, f.asked, f.missing, ifnull(f.changed, 0) FROM "
                            "model_form_state AS f WHERE ?1 = 0 OR f.model IN (SELECT m.id FROM "
                            "model AS m WHERE m.provider = ?1) ORDER BY f.model",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, provider);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_overview_model *model = next_model(r, &from, px_query_next_int(&query));
        px_overview_form *form = model ? form_of(model, px_query_next_str(&query)) : NULL;

        if (!form)
            continue;
        form->asked = (int)px_query_next_int(&query);
        form->missing = (int)px_query_next_int(&query);
        form->changed = (int)px_query_next_int(&query);
    }
    return rc;
}

static int read_documents(reading *r, int64_t provider, size_t from, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(r->db, DOCUMENT_SQL "?1 IN (0, d.provider)" DOCUMENT_ORDER, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, provider);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_overview_model *model = next_model(r, &from, px_query_next_int(&query));

        if (model)
            read_document(&query, r->arena, model);
    }
    return rc;
}

static int read_provider(reading *r, int64_t provider, px_error *err)
{
    size_t from = r->count;
    int rc = read_models(r, provider, err);

    if (rc >= 0)
        rc = read_forms(r, provider, from, err);
    if (rc >= 0)
        rc = read_documents(r, provider, from, err);
    for (size_t i = from; rc >= 0 && i < r->count && r->n_counted < PX_OVERVIEW_COUNT_MAX; i++) {
        if (r->models[i].counted)
            continue;
        rc = duty_state_count(r->house, r->db, &r->models[i], err);
        r->models[i].counted = rc >= 0;
        r->n_counted++;
    }
    return rc;
}

/* Every provider whose claims the person may read, once. */
static int read_granted(reading *r, const px_who *who, px_error *err)
{
    int rc = 0;

    if (px_may(who, PX_ACTION_READ_CLAIMS, px_scope_house()))
        return read_provider(r, 0, err);
    for (size_t i = 0; rc >= 0 && i < who->n_grants; i++) {
        const px_grant *grant = &who->grants[i];
        bool before = false;

        if (grant->scope.kind != PX_SCOPE_PROVIDER ||
            !px_right_has(grant->role, PX_ACTION_READ_CLAIMS))
            continue;
        for (size_t k = 0; k < i; k++)
            before |= who->grants[k].scope.kind == PX_SCOPE_PROVIDER &&
                      who->grants[k].scope.row == grant->scope.row &&
                      px_right_has(who->grants[k].role, PX_ACTION_READ_CLAIMS);
        if (!before)
            rc = read_provider(r, grant->scope.row, err);
    }
    return rc;
}

/* ---- What follows */

static void see_due(const reading *r, px_overview_model *m)
{
    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++) {
        px_overview_form *form = &m->forms[i];

        if (!form->next_update.len)
            continue;
        form->due = px_str_cmp(form->next_update, r->today) < 0   ? PX_DUE_OVERDUE
                    : px_str_cmp(form->next_update, r->soon) <= 0 ? PX_DUE_SOON
                                                                  : PX_DUE_LATER;
        if (!m->due_day.len || px_str_cmp(form->next_update, m->due_day) < 0) {
            m->due = form->due;
            m->due_day = form->next_update;
        }
    }
}

/* Whether the step is to be done for the form. */
static bool step_holds(px_next_step step, const px_overview_model *m, const px_overview_form *form)
{
    switch (step) {
    case PX_NEXT_UPDATE_OVERDUE:
        return form->due == PX_DUE_OVERDUE;
    case PX_NEXT_LOOK:
        return m->unreadable;
    case PX_NEXT_RESOLVE:
        return m->contradictions > 0;
    case PX_NEXT_FILL:
        return !form->number && form->missing > 0;
    case PX_NEXT_PUBLISH:
        return !form->number;
    case PX_NEXT_UPDATE:
        return form->changed > 0;
    case PX_NEXT_UPDATE_SOON:
        return form->due == PX_DUE_SOON;
    case PX_NEXT_FILL_MORE:
        return form->missing > 0;
    default:
        return true;
    }
}

/* The first step that is to be done, and for which form. */
static void see_next(px_overview_model *m)
{
    for (int step = 0; step < PX_NEXT_COUNT; step++)
        for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++)
            if (step_holds((px_next_step)step, m, &m->forms[i])) {
                m->next = (px_next_step)step;
                m->next_form = i;
                return;
            }
}

static int model_order(const void *a, const void *b)
{
    const px_overview_model *x = a, *y = b;
    int order = px_str_cmp(x->model.provider_name, y->model.provider_name);

    if (!order)
        order = px_str_cmp(x->model.name, y->model.name);
    return order ? order : x->model.row < y->model.row ? -1 : 1;
}

int px_overview_read(px_house *house, px_db *db, px_arena *arena, const px_who *who,
                     int64_t provider, px_str today, px_overview *ret_overview, px_error *err)
{
    reading r = { .house = house, .db = db, .arena = arena, .today = today };
    bool several = false;
    int rc;

    r.rules = duty_state_rules(arena);
    r.soon = px_document_due(arena, today, "summary-reminder");
    rc = provider ? read_provider(&r, provider, err) : read_granted(&r, who, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < r.count; i++) {
        see_due(&r, &r.models[i]);
        see_next(&r.models[i]);
        several |= r.models[i].model.provider != r.models[0].model.provider;
    }
    if (r.count)
        qsort(r.models, r.count, sizeof(*r.models), model_order);
    *ret_overview = (px_overview){ .models = r.models, .count = r.count, .several = several };
    return 0;
}
