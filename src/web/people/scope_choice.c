/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/people/scope_choice.h"

#include "drafting/people/scope.h"
#include "drafting/process/process.h"
#include "web/page_part.h"

#include "base/banned.h"

typedef struct choosing {
    const px_request *request;
    px_form_choice *choices;
    size_t count, room;
} choosing;

static void add(choosing *c, const char *kind, px_str id, px_str title)
{
    px_arena *arena = c->request->arena;

    c->choices = px_arena_grow(arena, c->choices, c->count, &c->room, sizeof(*c->choices));
    c->choices[c->count++] = (px_form_choice){
        .value = px_str_of(px_arena_format(arena, id.len ? "%s:%.*s" : "%s", kind, PX_STR_ARG(id))),
        .title = title,
    };
}

static int add_groups(choosing *c, const px_code *code, px_str title, px_error *err)
{
    const px_request *request = c->request;
    px_process *processes;
    px_group *groups;
    size_t n = 0, n_groups;
    int rc = px_process_list(request->db, request->arena, code, px_part_tag(request), &processes,
                             &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        rc = px_group_list(request->db, request->arena, &processes[i], px_part_tag(request),
                           PX_TIME_NONE, &groups, &n_groups, err);
        for (size_t k = 0; rc >= 0 && k < n_groups; k++)
            add(c, "group", groups[k].id, px_part_headed(request, title, groups[k].name));
    }
    return rc;
}

int px_scope_choices(const px_request *request, bool house, px_form_choice **ret_choices,
                     size_t *ret_count, px_error *err)
{
    choosing c = { .request = request };
    px_code *codes;
    size_t n = 0;
    int rc = px_code_list(request->db, request->arena, px_part_tag(request), &codes, &n, err);

    if (rc >= 0 && house)
        add(&c, "house", PX_STR(""), px_str_of(px_tr(request->language, N_("The whole house"))));
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_str title = codes[i].title.len ? codes[i].title : codes[i].id;

        add(&c, "code", codes[i].id, title);
        rc = add_groups(&c, &codes[i], title, err);
    }
    if (rc < 0)
        return rc;
    *ret_choices = c.choices;
    *ret_count = c.count;
    return 0;
}

int px_scope_words(const px_request *request, px_scope scope, px_str *ret_words, px_error *err)
{
    px_str title, code = PX_STR_NONE;
    int rc = px_scope_title(request->db, request->arena, scope, px_part_tag(request), &title, err);

    if (rc >= 0 && scope.kind == PX_SCOPE_GROUP)
        rc = px_scope_title(request->db, request->arena, px_scope_code(scope.code),
                            px_part_tag(request), &code, err);
    if (rc < 0)
        return rc;
    if (scope.kind == PX_SCOPE_HOUSE)
        title = px_str_of(px_tr(request->language, N_("the whole house")));
    *ret_words = code.len ? px_part_headed(request, code, title) : title;
    return 0;
}
