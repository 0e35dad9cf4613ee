/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The table of routes: path, method, right, handler. It drives dispatch, the OpenAPI description
 * (/openapi.json), the test that tries every role on every route, and the test that every page has
 * its JSON twin.
 *
 * Path: "/codes/:code/:version"; a ":name" part matches one non-empty segment. Routes with
 * PX_ROUTE_LOCAL live under /en/ and /fr/ and redirect from the bare path; the others are the same
 * for all languages. A GET route with PX_ROUTE_TWIN also answers at its path + ".json".
 */
#ifndef PX_WEB_ROUTE_H
#define PX_WEB_ROUTE_H

#include "web/reply.h"
#include "web/request.h"
#include "web/request_head.h"

typedef int px_handler_fn(px_request *request, px_reply *reply, px_error *err);

enum {
    PX_ROUTE_LOCAL = 1,   /* has a language in front */
    PX_ROUTE_TWIN = 2,    /* has a JSON twin */
    PX_ROUTE_FORM = 4,    /* POST: checks the CSRF token of the form field "csrf" first */
    PX_ROUTE_FILE = 8,    /* answers a file for programs, and no page */
    PX_ROUTE_UPLOAD = 16, /* POST: takes forms with files too, up to PX_UPLOAD_MAX_BODY */
    PX_ROUTE_SLOW = 32,   /* hashes passwords (POST), or asks others: outside of any transaction, so
                             that each read of its handler sees the house as it is then. POST runs
                             on workers of its own */
    PX_ROUTE_KEEP = 64,   /* POST: what was typed is shown again where it is refused because the
                             visitor is no longer signed in; for forms without secrets */
    PX_ROUTE_LARGE = 256, /* POST: with PX_ROUTE_UPLOAD, up to PX_UPLOAD_LARGE_BODY */
    PX_ROUTE_LINKED = 128 /* GET: leads whoever prefers linked data (request->linked) to it */
};

typedef struct px_route {
    const char *path;
    px_method method;
    px_action action;
    unsigned flags;
    px_handler_fn *handler;
    const char *summary; /* message id, for the API description */
} px_route;

extern const px_route px_routes[];
extern const size_t px_route_count;

/* Finds the route of request->page and method and fills route and params. NOT_FOUND, or METHOD
 * with the argument "allow" where only another method has the path. */
int px_route_find(px_request *request, px_error *err) PX_MUST_CHECK;

/* Whether a route has that path, so that pages lead only to what is there. */
bool px_route_has(const char *path);

/* How many bytes of body the address takes, told from the head alone: PX_UPLOAD_LARGE_BODY where
 * the route has PX_ROUTE_LARGE, PX_UPLOAD_MAX_BODY where it has PX_ROUTE_UPLOAD, else
 * PX_REQUEST_MAX_BODY. Works in the arena. */
size_t px_route_max_body(px_arena *arena, const px_request_head *head);

/* Whether the address has PX_ROUTE_SLOW, told from the head alone. Works in the arena. */
bool px_route_is_slow(px_arena *arena, const px_request_head *head);

/* Handlers: one page, one file page_NAME.c. */
px_handler_fn px_page_home, px_page_code, px_page_history, px_page_process, px_page_version,
    px_page_provision, px_page_search, px_page_log, px_page_act, px_page_about, px_page_preference,
    px_page_compare, px_page_compare_choice, px_page_reports, px_page_report;
/* Of those who take part, in src/web/people and src/web/process. */
px_handler_fn px_page_one_process, px_page_process_begin, px_page_cycle, px_page_group,
    px_page_group_form, px_page_group_change, px_page_plan, px_page_plan_add, px_page_plan_step,
    px_page_round, px_page_draft_publish, px_page_desk, px_page_me;
/* Of drafts that are worked on, in src/web/edit. */
px_handler_fn px_page_begin, px_page_edit, px_page_comment_place, px_page_comment_take;
/* Of signing in, in src/web/people. */
px_handler_fn px_page_sign_in, px_page_sign_in_ask, px_page_sign_in_code, px_page_sign_in_link,
    px_page_sign_out, px_page_security, px_page_security_password, px_page_security_password_end,
    px_page_security_app, px_page_security_app_end, px_page_security_codes,
    px_page_security_session, px_page_security_identity;
/* Of people, in src/web/people. */
px_handler_fn px_page_people, px_page_person, px_page_organisation_change, px_page_my_data,
    px_page_my_data_erase, px_page_my_address, px_page_my_address_link, px_page_my_consent;
px_handler_fn px_page_mail, px_page_mail_one, px_page_my_mail, px_page_unsubscribe;
px_handler_fn px_page_calls, px_page_call, px_page_call_open, px_page_call_window,
    px_page_applications, px_page_application, px_page_application_change,
    px_page_application_decision, px_page_chairs, px_page_invitations;
/* Of accounts elsewhere and of a demonstration, in src/web/people. */
px_handler_fn px_page_oidc_begin, px_page_oidc_back, px_page_demonstration;
/* Meetings and adoption, in src/web/process. */
px_handler_fn px_page_meetings, px_page_meeting, px_page_meeting_call, px_page_meeting_write,
    px_page_meeting_manage, px_web_meeting_document, px_web_meeting_calendar, px_page_adoption,
    px_page_adoption_step, px_web_adoption_document;
/* Comments, in src/web/comment. */
px_handler_fn px_page_comments_export, px_page_comments_import;
px_handler_fn px_page_comments, px_page_comment, px_page_comment_new, px_page_comment_edit,
    px_page_comment_withdraw, px_page_comment_disown, px_web_comment_file, px_web_comment_receipt,
    px_web_annotation, px_page_my_comments, px_page_submit, px_page_submission,
    px_page_organisation, px_page_oral;
/* Of answers, in src/web/comment. */
px_handler_fn px_page_answers, px_page_answer_write, px_page_answer_templates,
    px_page_answers_publish, px_page_round_answers, px_page_answer_opinion, px_page_objection;
/* Of providers and their models, in src/web/duty. */
px_handler_fn px_page_providers, px_page_provider, px_page_provider_add, px_page_model,
    px_page_model_add, px_page_version_add, px_page_import, px_page_field, px_page_facts,
    px_web_evidence, px_page_register, px_page_register_domains, px_web_register_table,
    px_web_register_feed, px_page_summary, px_page_form, px_page_form_withdraw,
    px_page_register_verify, px_page_document_draft, px_web_summary_domains, px_page_duty_check,
    px_page_check, px_web_model_feed, px_web_document, px_web_document_domains,
    px_web_document_feed;
/* Not pages: health.c, openapi.c, asset.c, page_log.c (checkpoint and proofs as text),
 * source.c, version_export.c, feed.c, calendar.c. */
px_handler_fn px_web_feed, px_web_code_feed, px_web_calendar, px_web_calendar_event,
    px_web_version_export, px_web_health, px_web_openapi, px_web_asset, px_web_checkpoint,
    px_web_proof, px_web_robots, px_web_source;

/* The page for an error (page_error.c): HTML in the page frame. The server itself writes
 * application/problem+json (RFC 9457) where the JSON twin was asked for. Never fails: what goes
 * wrong in it gives a plain sentence. */
void px_page_error(const px_request *request, px_reply *reply, const px_error *err);

#endif
