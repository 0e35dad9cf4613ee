/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/plan_view.h"

#include "web/page_part.h"

#include "base/banned.h"

typedef struct plan_trial {
    const px_request *request;
    const px_process *process;
    px_write_fn *deed;
    void *arg;
    px_plan_warning *warnings;
    size_t n_warnings;
} plan_trial;

px_str px_plan_view_words(const px_request *request, const px_plan_warning *warning)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(16 * 1024);

    px_plan_warning_words(&words, request->language, warning);
    return px_arena_str(request->arena, px_builder_view(&words));
}

static int trial_run(px_db *db, void *arg, px_error *err)
{
    plan_trial *t = arg;
    int rc = t->deed(db, t->arg, err);

    if (rc < 0)
        return rc;
    return px_plan_check(db, t->request->arena, t->process, px_part_tag(t->request),
                         t->request->now, &t->warnings, &t->n_warnings, err);
}

static bool plan_has(const px_plan_warning *warnings, size_t n, const px_plan_warning *warning)
{
    for (size_t i = 0; i < n; i++)
        if (warnings[i].rule == warning->rule && warnings[i].step == warning->step &&
            warnings[i].figure == warning->figure &&
            warnings[i].holiday.first == warning->holiday.first)
            return true;
    return false;
}

int px_plan_view_try(px_form_page *page, px_form *form, const px_process_view *view,
                     px_write_fn *deed, void *arg, px_error *err)
{
    const px_request *request = page->request;
    plan_trial trial = { .request = request, .process = &view->process, .deed = deed, .arg = arg };
    px_plan_warning *before;
    size_t n_before;
    bool done;
    int rc = px_plan_check(request->db, request->arena, &view->process, px_part_tag(request),
                           request->now, &before, &n_before, err);

    if (rc >= 0)
        rc = px_form_deed_try(form, trial_run, &trial, &done, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; done && i < trial.n_warnings; i++) {
        const px_plan_warning *warning = &trial.warnings[i];

        if (!plan_has(before, n_before, warning))
            px_form_page_warn(page, px_part_headed(request, warning->step_title,
                                                   px_plan_view_words(request, warning)));
    }
    return 0;
}
