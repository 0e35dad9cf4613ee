/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/answer_reading.h"

#include "base/number.h"
#include "cli/process_reading.h"

#include "base/banned.h"

int px_answer_reading_open(px_invocation *run, px_house_mode mode, px_answer_reading *ret_reading,
                           px_error *err)
{
    const char *option = px_invocation_option(run, "lang");
    px_answer_reading *r = ret_reading;
    int rc = px_house_open(run->house, mode, &r->house, err);

    r->language = px_str_of(option ? option : px_language_tag(run->language));
    return rc < 0 ? rc : px_house_reader(r->house, &r->db, err);
}

int px_answer_reading_round(px_invocation *run, px_house_mode mode, px_answer_reading *ret_reading,
                            px_error *err)
{
    px_answer_reading *r = ret_reading;
    int number = 0, rc = 0;

    if (run->n_operands == 2)
        return px_fail(err, PX_ERR_USAGE,
                       N_("name the process and the number of its round, or neither"), NULL);
    if (run->n_operands > 2)
        rc = px_operand_number(run, 2, &number, err);
    if (rc >= 0)
        rc = px_answer_reading_open(run, mode, r, err);
    if (rc >= 0)
        rc = px_code_find(r->db, run->arena, px_str_of(run->operands[0]), r->language, &r->code,
                          err);
    if (rc < 0 || !number)
        return rc;
    rc = px_process_find(r->db, run->arena, &r->code, px_str_of(run->operands[1]), r->language,
                         &r->process, err);
    return rc < 0 ? rc : px_round_find(r->db, run->arena, &r->process, number, &r->round, err);
}

void px_answer_reading_close(px_answer_reading *reading)
{
    px_db_close(reading->db);
    px_house_close(reading->house);
}

int px_answer_reading_comment(px_invocation *run, const px_answer_reading *reading,
                              const char *operand, px_comment *ret_comment, px_error *err)
{
    px_str name = px_str_of(operand);
    size_t slash = px_str_find_char(name, '/');
    long long number;
    px_code code;
    int rc;

    if (slash >= name.len) {
        rc = px_comment_find(reading->db, run->arena, name, ret_comment, err);
        if (rc == -PX_ERR_NOT_FOUND && px_parse_int(name, 1, INT64_MAX / 2, &number, NULL) >= 0)
            return px_fail(err, PX_ERR_USAGE,
                           N_("comments are numbered in their code; write CODE/{number}"), "number",
                           operand, NULL);
        return rc;
    }
    if (px_parse_int(px_str_sub(name, slash + 1, name.len), 1, INT64_MAX / 2, &number, err) < 0)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'{value}' names no comment; write its id, or CODE/NUMBER"), "value",
                       operand, NULL);
    rc = px_code_find(reading->db, run->arena, px_str_sub(name, 0, slash), reading->language, &code,
                      err);
    if (rc < 0)
        return rc;
    return px_comment_find_number(reading->db, run->arena, &code, number, ret_comment, err);
}

int px_answer_option_status(const px_invocation *run, px_answer_status *ret_status, px_error *err)
{
    px_str name = px_option_str(run, "status");

    if (px_answer_status_find(name, ret_status))
        return 0;
    return px_fail(err, PX_ERR_USAGE,
                   N_("a status is accepted, accepted-with-modifications, partly-accepted, noted, "
                      "not-accepted or out-of-scope"),
                   NULL);
}

int px_answer_reading_template(px_invocation *run, const px_answer_reading *reading,
                               const px_code *code, px_str name, px_answer_template *ret_template,
                               px_error *err)
{
    px_answer_template *templates;
    size_t n;
    int rc = px_answer_template_list(reading->db, run->arena, code, &templates, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (!templates[i].retired && px_str_eq(templates[i].name, name)) {
            *ret_template = templates[i];
            return 0;
        }
    if (rc < 0)
        return rc;
    return px_fail(err, PX_ERR_NOT_FOUND, N_("the code has no template '{name}'"), "name",
                   px_arena_cstr(run->arena, name), NULL);
}
