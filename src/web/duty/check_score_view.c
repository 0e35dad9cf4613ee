/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/check_score_view.h"

#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

/* "83.3 %"; empty where nothing counts. */
static px_str percent_of(const px_request *request, const px_score_sum *sum)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(256);
    const long long percent = px_score_percent(sum);
    px_arg arg = { "percent", px_str_of(px_arena_format(request->arena, "%lld.%lld", percent / 100,
                                                        percent % 100 / 10)) };

    if (percent < 0)
        return PX_STR("");
    if (px_str_is(px_part_tag(request), "fr"))
        arg.value = px_str_of(
            px_arena_format(request->arena, "%lld,%lld", percent / 100, percent % 100 / 10));
    px_message(&out, request->language, N_("{percent} %"), &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&out));
}

static px_str grade_of(const px_request *request, const px_score_sum *sum)
{
    const char *grade = px_score_grade(sum);

    return px_str_of(grade[0] ? grade : px_tr(request->language, N_("none")));
}

const px_view_check_grade *px_check_grades_show(const px_request *request, const px_score *score,
                                                size_t *ret_count)
{
    px_view_check_grade *rows = px_arena_array(request->arena, PX_GROUP_COUNT, sizeof(*rows));

    for (size_t i = 0; i < PX_GROUP_COUNT; i++)
        if (score->groups[i].counted)
            rows[(*ret_count)++] = (px_view_check_grade){
                .title =
                    px_str_of(px_tr(request->language, px_score_group_title((px_score_group)i))),
                .grade = grade_of(request, &score->groups[i]),
                .percent = percent_of(request, &score->groups[i]),
            };
    return rows;
}

static px_view_check_sum show_sum(const px_request *request, const char *title, bool group,
                                  const px_score_sum *sum)
{
    return (px_view_check_sum){
        .title = px_str_of(px_tr(request->language, title)),
        .group = group,
        .percent = percent_of(request, sum),
        .grade = sum->counted ? grade_of(request, sum) : PX_STR(""),
        .counted = (long long)sum->counted,
        .human = (long long)sum->human,
    };
}

static void show_criterion(const px_request *request, const px_criterion *criterion,
                           px_score_verdict verdict, px_view_check_criterion *ret_row)
{
    *ret_row = (px_view_check_criterion){
        .id = criterion->id,
        .words = px_bilingual_in(&criterion->words, px_part_tag(request)),
        .weight = criterion->weight,
        .verdict = px_str_of(px_score_verdict_name(verdict)),
        .verdict_title = px_str_of(px_tr(request->language, px_score_verdict_title(verdict))),
    };
}

static void show_criteria(const px_request *request, const px_score *score,
                          px_view_check_score *view)
{
    px_view_check_criterion *counted =
        px_arena_array(request->arena, PX_SCORE_CRITERIA_MAX, sizeof(*counted));
    px_view_check_criterion *human =
        px_arena_array(request->arena, PX_SCORE_CRITERIA_MAX, sizeof(*human));
    const px_criterion *criterion;

    for (size_t i = 0; (criterion = px_criterion_at(i)); i++) {
        const px_score_verdict verdict = score->verdicts[i];

        if (verdict == PX_SCORE_VERDICT_NOT_APPLICABLE)
            view->absent_count++;
        else
            show_criterion(request, criterion, verdict,
                           verdict == PX_SCORE_VERDICT_HUMAN ? &human[view->n_human++]
                                                             : &counted[view->n_counted++]);
    }
    view->counted = counted;
    view->counted_count = (long long)view->n_counted;
    view->human = human;
    view->human_count = (long long)view->n_human;
}

const px_view_check_score *px_check_score_show(const px_request *request, const px_score *score)
{
    px_view_check_score *view = px_arena_alloc(request->arena, sizeof(*view));
    px_view_check_sum *sums =
        px_arena_array(request->arena, PX_GROUP_COUNT + PX_SCORE_SECTIONS, sizeof(*sums));

    for (size_t i = 0; i < PX_GROUP_COUNT; i++)
        sums[view->n_sums++] =
            show_sum(request, px_score_group_title((px_score_group)i), true, &score->groups[i]);
    for (unsigned i = 0; i < PX_SCORE_SECTIONS; i++)
        sums[view->n_sums++] =
            show_sum(request, px_score_section_title(i), false, &score->sections[i]);
    view->sums = sums;
    show_criteria(request, score, view);
    return view;
}
