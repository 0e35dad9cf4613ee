/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/invitation.h"

#include "base/words.h"
#include "drafting/mail/mail.h"
#include "drafting/people/country.h"
#include "drafting/people/mail_link.h"
#include "drafting/people/organisation.h"
#include "drafting/people/person_row.h"
#include "drafting/process/notice_args.h"
#include "drafting/process/plan_priv.h"

#include "base/banned.h"

#define INVITED_MS ((px_time)7 * 24 * 60 * 60 * 1000)

enum column {
    NAME,
    MAIL,
    ORGANISATION,
    CATEGORY,
    COUNTRY,
    REGISTER_NUMBER,
    LANGUAGE,
    ROLE,
    GROUP,
    COLUMNS
};

static const char *const columns[COLUMNS] = { "name",     "mail",    "organisation",
                                              "category", "country", "register_number",
                                              "language", "role",    "group" };

static const struct {
    const char *name, *title;
} states[PX_INVITATION_STATE_COUNT] = {
    [PX_INVITATION_NEW] = { "new", N_("new") },
    [PX_INVITATION_CHANGED] = { "changed", N_("changed") },
    [PX_INVITATION_KNOWN] = { "known", N_("known, nothing to do") },
    [PX_INVITATION_ERROR] = { "error", N_("error") },
};

PX_WORDS_SHOW(px_invitation_state, px_invitation_state, states)

typedef struct inviting {
    px_db *db;
    px_invitation *invitation;
    px_planned planned;
    px_group *groups;
    size_t n_groups;
    px_category *categories;
    size_t n_categories;
    size_t at[COLUMNS]; /* where each column stands; PX_CSV_MAX_COLUMNS: nowhere */
} inviting;

/* One row under way. */
typedef struct invited {
    px_arena *arena;
    px_str cells[COLUMNS];
    px_person person;
    px_grant grant;
    bool made, changed;
} invited;

/* ---- The header */

static int header_read(inviting *v, px_error *err)
{
    const px_csv_row *header = &v->invitation->table->header;
    char excerpt[PX_EXCERPT_SIZE];

    for (size_t i = 0; i < COLUMNS; i++)
        v->at[i] = PX_CSV_MAX_COLUMNS;
    for (size_t c = 0; c < header->count; c++) {
        px_str name = px_str_trim(header->cells[c]);
        size_t i = 0;

        while (i < COLUMNS && !px_str_eq_nocase(name, px_str_of(columns[i])))
            i++;
        if (i == COLUMNS)
            return px_fail(
                err, PX_ERR_MALFORMED,
                N_("the table has a column '{column}' that is not known; there are name, "
                   "mail, organisation, category, country, register_number, language, "
                   "role and group"),
                "column", px_str_excerpt(name, excerpt), NULL);
        if (v->at[i] != PX_CSV_MAX_COLUMNS)
            return px_fail(err, PX_ERR_MALFORMED, N_("the table has the column '{column}' twice"),
                           "column", columns[i], NULL);
        v->at[i] = c;
    }
    for (size_t i = NAME; i <= MAIL; i++)
        if (v->at[i] == PX_CSV_MAX_COLUMNS)
            return px_fail(err, PX_ERR_MALFORMED, N_("the table has no column '{column}'"),
                           "column", columns[i], NULL);
    return 0;
}

/* ---- Cells */

static int fail_cell(enum column column, const char *message, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", columns[column], NULL);
}

static bool is_observer(const inviting *v, px_str category)
{
    for (size_t i = 0; i < v->n_categories; i++)
        if (px_str_is(category, v->categories[i].key))
            return v->categories[i].observer;
    return false;
}

static int row_check(const invited *x, px_error *err)
{
    const px_str *cells = x->cells;

    if (!cells[NAME].len)
        return fail_cell(NAME, N_("this must be filled in"), err);
    if (!cells[MAIL].len)
        return fail_cell(MAIL, N_("this must be filled in"), err);
    if (cells[CATEGORY].len && !px_category_is(cells[CATEGORY]))
        return fail_cell(CATEGORY, N_("there is no such category"), err);
    if (cells[ORGANISATION].len && !cells[CATEGORY].len)
        return fail_cell(CATEGORY, N_("with an organisation, the category is needed"), err);
    if (cells[COUNTRY].len && !px_country_is(cells[COUNTRY]))
        return fail_cell(COUNTRY, N_("this is no code of a country; write it as in 'BE'"), err);
    if (cells[LANGUAGE].len && !px_language_find(cells[LANGUAGE]))
        return fail_cell(LANGUAGE, N_("there is no such language"), err);
    return 0;
}

static int row_role(const inviting *v, invited *x, px_error *err)
{
    px_role usual = is_observer(v, x->cells[CATEGORY]) ? PX_ROLE_OBSERVER : PX_ROLE_MEMBER;
    px_str name = x->cells[ROLE];

    x->grant = (px_grant){ .role = usual, .scope = px_scope_code(v->planned.code.row) };
    if (name.len && (!px_role_find(name, &x->grant.role) || x->grant.role < PX_ROLE_DELEGATE ||
                     x->grant.role > PX_ROLE_EDITOR))
        return fail_cell(ROLE,
                         N_("the role is one of delegate, contact-point, observer, member and "
                            "editor"),
                         err);
    if (!x->cells[GROUP].len)
        return 0;
    for (size_t i = 0; i < v->n_groups; i++)
        if (px_str_eq(v->groups[i].key, x->cells[GROUP])) {
            x->grant.scope = px_scope_group(v->groups[i].row, v->groups[i].code);
            return 0;
        }
    return fail_cell(GROUP, N_("there is no such working group"), err);
}

/* ---- Person and role */

static int row_organisation(const inviting *v, invited *x, int64_t *ret_row, px_error *err)
{
    px_organisation organisation = { 0 };
    int rc;

    *ret_row = 0;
    if (!x->cells[ORGANISATION].len)
        return 0;
    rc = px_organisation_find_name(v->db, x->arena, x->cells[ORGANISATION], &organisation, err);
    if (rc == -PX_ERR_NOT_FOUND) {
        organisation = (px_organisation){ .name = x->cells[ORGANISATION],
                                          .category = x->cells[CATEGORY],
                                          .country = x->cells[COUNTRY],
                                          .register_number = x->cells[REGISTER_NUMBER] };
        rc = px_organisation_add(v->db, x->arena, &organisation, err);
    }
    if (rc >= 0)
        *ret_row = organisation.row;
    return rc;
}

/* What the person says already stays, what was empty is filled. */
static void row_fill(invited *x, int64_t organisation)
{
    px_person *person = &x->person;

    if (!person->organisation && organisation) {
        person->organisation = organisation;
        x->changed = true;
    }
    if (!person->category.len && x->cells[CATEGORY].len) {
        person->category = x->cells[CATEGORY];
        x->changed = true;
    }
    if (!person->country.len && x->cells[COUNTRY].len) {
        person->country = x->cells[COUNTRY];
        x->changed = true;
    }
}

static int row_person(const inviting *v, invited *x, px_error *err)
{
    int64_t organisation = 0;
    px_str key;
    int rc = px_mail_address_key(x->arena, x->cells[MAIL], &key, err);

    if (rc < 0) {
        px_error_add(err, "field", "mail");
        return rc;
    }
    rc = row_organisation(v, x, &organisation, err);
    if (rc < 0)
        return rc;
    rc = px_person_find_mail(v->db, x->arena, key, &x->person, err);
    if (rc == -PX_ERR_NOT_FOUND) {
        x->made = true;
        x->person = (px_person){ .name = x->cells[NAME],
                                 .mail = key,
                                 .organisation = organisation,
                                 .category = x->cells[CATEGORY],
                                 .country = x->cells[COUNTRY],
                                 .language = x->cells[LANGUAGE] };
        return px_person_add(v->db, x->arena, &x->person, err);
    }
    if (rc < 0)
        return rc;
    row_fill(x, organisation);
    return x->changed ? px_person_change(v->db, &x->person, err) : 0;
}

static int row_give(const inviting *v, invited *x, const px_grant *grant, px_error *err)
{
    px_grant_row *held;
    size_t n;
    int rc = px_grant_list(v->db, x->arena, x->person.row, &held, &n, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < n; i++)
        if (held[i].ended == PX_TIME_NONE && held[i].grant.role == grant->role &&
            held[i].grant.scope.kind == grant->scope.kind &&
            held[i].grant.scope.row == grant->scope.row)
            return 0;
    x->changed = true;
    return px_grant_give(v->db, &x->person, grant, PX_STR(""), v->invitation->author, err);
}

/* Who writes for an organisation has the role there, and where the organisation takes part. */
static int row_grant(const inviting *v, invited *x, px_error *err)
{
    px_grant there = x->grant;
    int rc = 0;

    if (x->grant.role == PX_ROLE_DELEGATE || x->grant.role == PX_ROLE_CONTACT_POINT) {
        if (!x->person.organisation)
            return fail_cell(ORGANISATION, N_("for this role, the organisation is needed"), err);
        there.scope = (px_scope){ .kind = PX_SCOPE_ORGANISATION, .row = x->person.organisation };
        rc = row_give(v, x, &there, err);
    }
    return rc < 0 ? rc : row_give(v, x, &x->grant, err);
}

static int row_tell(const inviting *v, invited *x, px_error *err)
{
    const px_mail_to to = { .person = x->person.row };
    px_notice_args args = { 0 };
    px_mail_text text = {
        .subject = N_("{process}: you are invited"),
        .body = N_("Hello {name},\n\nyou were invited to take part in the process “{process}”. The "
                   "link below signs you in, once, within 7 days. Afterwards you get a new one on "
                   "the page for signing in, with this address."),
        .args = args.list,
    };
    px_mail_link link = { .person = x->person.row,
                          .purpose = PX_LINK_SIGN_IN,
                          .detail = PX_STR(""),
                          .expires = px_now() + INVITED_MS };
    char token[PX_TOKEN_LEN + 1];
    int rc;

    px_token_make(token);
    rc = px_mail_link_add(v->db, &link, px_str_n(token, PX_TOKEN_LEN), err);
    if (rc >= 0)
        rc = px_notice_arg_process(v->db, x->arena, &args, v->planned.process.row, err);
    if (rc < 0)
        return rc;
    px_notice_arg(&args, "name", x->person.name);
    text.n_args = args.count;
    text.link = px_arena_format(x->arena, "/sign-in/%s", token);
    return px_mail_add(v->db, x->arena, PX_MAIL_ACCOUNT, &to, &text, err);
}

static int row_run(const inviting *v, invited *x, px_error *err)
{
    int rc = row_check(x, err);

    if (rc >= 0)
        rc = row_role(v, x, err);
    if (rc >= 0)
        rc = row_person(v, x, err);
    if (rc >= 0)
        rc = row_grant(v, x, err);
    return rc < 0 || !x->made ? rc : row_tell(v, x, err);
}

/* What whoever made the table can mend, as a row of the report; all else goes up. */
static bool is_of_row(const px_error *err)
{
    return err->code == PX_ERR_INVALID || err->code == PX_ERR_CONFLICT ||
           err->code == PX_ERR_EXISTS || err->code == PX_ERR_NOT_FOUND;
}

static const char *column_of(const px_error *err)
{
    const char *field = px_error_arg(err, "field");

    for (size_t i = 0; field && i < COLUMNS; i++)
        if (strcmp(columns[i], field) == 0)
            return columns[i];
    return NULL;
}

static int row_invite(const inviting *v, const px_csv_row *row, px_invitation_row *report,
                      px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    invited x = { .arena = arena };
    int rc;

    for (size_t i = 0; i < COLUMNS; i++)
        x.cells[i] = px_str_trim(px_csv_cell(row, v->at[i]));
    *report = (px_invitation_row){ .line = row->line,
                                   .name = px_arena_str(v->invitation->arena, x.cells[NAME]),
                                   .mail = px_arena_str(v->invitation->arena, x.cells[MAIL]) };
    rc = row_run(v, &x, err);
    if (rc < 0 && !is_of_row(err))
        return rc;
    if (rc < 0) {
        report->error = *err;
        report->state = PX_INVITATION_ERROR;
        report->column = column_of(err);
        *err = PX_ERROR_INIT;
        return 0;
    }
    report->state = x.made      ? PX_INVITATION_NEW
                    : x.changed ? PX_INVITATION_CHANGED
                                : PX_INVITATION_KNOWN;
    return 0;
}

/* ---- The deed */

static int invitation_start(inviting *v, px_arena *arena, px_error *err)
{
    int rc = header_read(v, err);

    if (rc >= 0)
        rc = px_planned_open(v->db, arena, v->invitation->code, v->invitation->process, &v->planned,
                             err);
    if (rc >= 0)
        rc = px_group_list(v->db, arena, &v->planned.process, PX_STR(""), PX_TIME_NONE, &v->groups,
                           &v->n_groups, err);
    if (rc >= 0)
        rc = px_category_list(arena, PX_STR("en"), &v->categories, &v->n_categories, err);
    return rc;
}

int px_invitation_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_invitation *invitation = arg;
    inviting v = { .db = db, .invitation = invitation };
    char number[24];
    int rc = invitation_start(&v, arena, err);

    if (rc < 0)
        return rc;
    invitation->ret_count = invitation->table->count;
    invitation->ret_rows =
        px_arena_array(invitation->arena, invitation->ret_count, sizeof(*invitation->ret_rows));
    memset(invitation->ret_states, 0, sizeof(invitation->ret_states));
    for (size_t i = 0; rc >= 0 && i < invitation->ret_count; i++) {
        rc = row_invite(&v, &invitation->table->rows[i], &invitation->ret_rows[i], err);
        if (rc >= 0)
            invitation->ret_states[invitation->ret_rows[i].state]++;
    }
    if (rc < 0 || !invitation->ret_states[PX_INVITATION_ERROR])
        return rc;
    (void)snprintf(number, sizeof(number), "%zu", invitation->ret_states[PX_INVITATION_ERROR]);
    return px_fail(err, PX_ERR_INVALID,
                   N_("rows of the table have errors ({count}), and nothing of it was taken over"),
                   "count", number, NULL);
}
