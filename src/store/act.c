/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/act.h"

#include <sodium.h>
#include <stdlib.h>

#include "base/json_canonical.h"
#include "base/json_read.h"
#include "base/json_write.h"
#include "store/merkle.h"

#include "base/banned.h"

enum {
    ACT_MAX_NAME = 256, /* bytes of a code, a version or an author */
    ACT_MAX_CONTENT = 1024 * 1024,
    ACT_MAX_LIST = 1000,
};

/* ---- Kinds */

static const char *const fields_answer_judged[] = { "answer", "code",    "comment",
                                                    "digest", "opinion", NULL };
static const char *const fields_answers_published[] = { "code",    "count", "digest",
                                                        "process", "round", NULL };
static const char *const fields_application[] = { "application", "call", "code", "process", NULL };
static const char *const fields_application_decided[] = { "application", "call",    "code",
                                                          "decision",    "process", NULL };
static const char *const fields_application_erased[] = { "application", NULL };
static const char *const fields_application_received[] = { "application", "call",    "code",
                                                           "digest",      "process", NULL };
static const char *const fields_call_closed[] = { "call",    "closes", "code", "early",
                                                  "process", "reason", "zone", NULL };
static const char *const fields_call_extended[] = { "call",    "closes", "closes_before", "code",
                                                    "process", "reason", "zone",          NULL };
static const char *const fields_call_opened[] = { "call",  "closes", "code",  "consent",
                                                  "kind",  "late",   "opens", "process",
                                                  "texts", "zone",   NULL };
static const char *const fields_claims_made[] = { "claims", "digest", "provider", NULL };
static const char *const fields_comment_ended[] = { "code", "comment", "number", NULL };
static const char *const fields_comment_placed[] = { "code",  "comment", "lasting_id",
                                                     "state", "version", NULL };
static const char *const fields_comment_submitted[] = { "code",       "comment", "digest",
                                                        "lasting_id", "late",    "number",
                                                        "origin",     "process", "round",
                                                        "submission", "version", NULL };
static const char *const fields_comments_carried[] = { "changed",   "code",      "deleted", "moved",
                                                       "text_gone", "unchanged", "version", NULL };
static const char *const fields_comments_imported[] = { "code",   "count",   "digest",
                                                        "format", "version", NULL };
static const char *const fields_document_opened[] = { "document", "recipient", "view", NULL };
static const char *const fields_document_withdrawn[] = { "document", "reason", "recipient", "view",
                                                         NULL };
static const char *const fields_document_published[] = { "date",     "document", "domains",  "form",
                                                         "model",    "number",   "provider", "root",
                                                         "snapshot", NULL };
static const char *const fields_dossier[] = { "code", "digest", "entries", "part", NULL };
static const char *const fields_group_ended[] = {
    "code", "group", "key", "process", "reason", NULL
};
static const char *const fields_group_formed[] = { "chapters", "code",  "group", "key",
                                                   "process",  "texts", NULL };
static const char *const fields_group_renamed[] = {
    "code", "group", "key", "process", "texts", NULL
};
static const char *const fields_group_rescoped[] = { "chapters", "chapters_before", "code", "group",
                                                     "key",      "process",         NULL };
static const char *const fields_house_made[] = { "origin", "schema", "verifier", NULL };
static const char *const fields_log_rekeyed[] = { "verifier", NULL };
static const char *const fields_meeting_called[] = { "attend",  "body",   "code",    "ends",
                                                     "groups",  "kind",   "meeting", "papers",
                                                     "process", "starts", "step",    NULL };
static const char *const fields_meeting_cancelled[] = { "code", "meeting", "reason", NULL };
static const char *const fields_meeting_moved[] = { "code",   "ends",          "meeting", "reason",
                                                    "starts", "starts_before", NULL };
static const char *const fields_meeting_prepared[] = { "code", "digest", "meeting", "part", NULL };
static const char *const fields_meeting_published[] = { "agenda",    "attendance", "code",
                                                        "documents", "meeting",    "minutes",
                                                        "reason",    "record",     NULL };
static const char *const fields_model[] = { "family", "model", "name", "provider", "slug", NULL };
static const char *const fields_model_version[] = { "model", "name", "provider", "version", NULL };
static const char *const fields_objection_dealt[] = { "code", "comment", "digest", NULL };
static const char *const fields_person[] = { "person", NULL };
static const char *const fields_person_appointed[] = { "name",     "person", "role", "scope",
                                                       "scope_id", "title",  NULL };
static const char *const fields_person_granted[] = { "person",   "role",  "scope",
                                                     "scope_id", "title", NULL };
static const char *const fields_process_begun[] = { "code",    "from",  "groups",   "late",
                                                    "process", "steps", "template", "window_days",
                                                    "zone",    NULL };
static const char *const fields_process_ended[] = { "code", "process", "reason", NULL };
static const char *const fields_provider[] = { "name", "organisation", "provider", "slug", NULL };
static const char *const fields_provision[] = { "code", "from", "to", "version", NULL };
static const char *const fields_round_answered[] = { "code", "comments", "process", "round", NULL };
static const char *const fields_round_closed[] = { "closes", "code",  "early", "process",
                                                   "reason", "round", "zone",  NULL };
static const char *const fields_round_extended[] = { "closes", "closes_before", "code", "process",
                                                     "reason", "round",         "zone", NULL };
static const char *const fields_round_opened[] = { "closes",  "code",  "late", "opens",
                                                   "process", "round", "zone", NULL };
static const char *const fields_round_scheduled[] = { "closes", "code", "late", "opens", "process",
                                                      "round",  "step", "zone", NULL };
static const char *const fields_step_cancelled[] = { "code",   "kind", "process",
                                                     "reason", "step", NULL };
static const char *const fields_step_changed[] = { "code",     "cycle", "kind",  "process",
                                                   "required", "step",  "texts", NULL };
static const char *const fields_step_done[] = { "address", "code",    "document", "kind",
                                                "on",      "process", "step",     NULL };
static const char *const fields_step_moved[] = { "code",   "ends",          "ends_before",
                                                 "kind",   "process",       "reason",
                                                 "starts", "starts_before", "step",
                                                 NULL };
static const char *const fields_step_planned[] = { "code",     "cycle",  "ends", "kind",  "process",
                                                   "required", "starts", "step", "texts", NULL };
static const char *const fields_version_adopted[] = { "code",  "digest",  "process",
                                                      "steps", "version", NULL };
static const char *const fields_version_begun[] = { "code", "from", "version", NULL };
static const char *const fields_version_edited[] = { "code", "language", "lasting_id", "version",
                                                     NULL };
static const char *const fields_version_undone[] = { "code", "language", "version", NULL };
static const char *const fields_version_imported[] = { "code", "language", "outline_digest",
                                                       "version", NULL };
static const char *const fields_version_published[] = { "code", "digest", "languages", "version",
                                                        NULL };
static const char *const fields_wording_taken_over[] = { "code", "comment", "lasting_id", "version",
                                                         NULL };

const px_act_kind px_act_kinds[] = {
    { "answer.judged", true, N_("the author of a comment judged its answer"),
      fields_answer_judged },
    { "answers.published", true, N_("answers to comments were published"),
      fields_answers_published },
    { "application.changed", false, N_("an application was changed"), fields_application_received },
    { "application.decided", true, N_("an application was decided on"),
      fields_application_decided },
    { "application.erased", false, N_("an application was erased"), fields_application_erased },
    { "application.received", true, N_("an application was received"),
      fields_application_received },
    { "application.withdrawn", true, N_("an application was withdrawn"), fields_application },
    { "call.closed", true, N_("a call closed"), fields_call_closed },
    { "call.extended", true, N_("a call was extended"), fields_call_extended },
    { "call.opened", true, N_("a call was opened"), fields_call_opened },
    { "claims.made", false, N_("claims about a model or its provider were made"),
      fields_claims_made },
    { "comment.disowned", true, N_("a comment was withdrawn as falsely attributed"),
      fields_comment_ended },
    { "comment.placed", true, N_("a comment was given its place by hand"), fields_comment_placed },
    { "comment.submitted", true, N_("a comment was submitted"), fields_comment_submitted },
    { "comment.withdrawn", true, N_("a comment was withdrawn"), fields_comment_ended },
    { "comments.carried", true, N_("comments were carried over to a new version"),
      fields_comments_carried },
    { "comments.imported", true, N_("comments were taken over from another record"),
      fields_comments_imported },
    { "document.opened", true, N_("a view of a document of a model was made public"),
      fields_document_opened },
    { "document.published", true, N_("a document of a model was published"),
      fields_document_published },
    { "document.withdrawn", true, N_("a view of a document of a model was taken back"),
      fields_document_withdrawn },
    { "dossier.published", true, N_("a part of the dossier of a code was published"),
      fields_dossier },
    { "group.ended", true, N_("a working group ended"), fields_group_ended },
    { "group.formed", true, N_("a working group was formed"), fields_group_formed },
    { "group.renamed", true, N_("a working group got another name or subject"),
      fields_group_renamed },
    { "group.rescoped", true, N_("a working group got other chapters"), fields_group_rescoped },
    { PX_ACT_HOUSE_MADE, true, N_("the house was set up"), fields_house_made },
    { PX_ACT_LOG_REKEYED, true, N_("the log continues under a new key"), fields_log_rekeyed },
    { "meeting.called", true, N_("a meeting was called"), fields_meeting_called },
    { "meeting.cancelled", true, N_("a meeting was cancelled"), fields_meeting_cancelled },
    { "meeting.moved", true, N_("a meeting was moved"), fields_meeting_moved },
    { "meeting.prepared", false, N_("papers of a meeting were prepared"), fields_meeting_prepared },
    { "meeting.published", true, N_("the record of a meeting was published"),
      fields_meeting_published },
    { "model.changed", false, N_("what a model is called was changed"), fields_model },
    { "model.made", false, N_("a model was entered"), fields_model },
    { "model.version-made", false, N_("a version of a model was entered"), fields_model_version },
    { "objection.dealt", true, N_("an objection was dealt with"), fields_objection_dealt },
    { "person.appointed", true, N_("a person was appointed"), fields_person_appointed },
    { "person.dismissed", true, N_("an appointment ended"), fields_person_appointed },
    { "person.erased", false, N_("the data of a person were erased"), fields_person },
    { "person.granted", false, N_("a person was given a role"), fields_person_granted },
    { "person.resumed", false, N_("an account was given back its rights"), fields_person },
    { "person.suspended", false, N_("the rights of an account were suspended"), fields_person },
    { "person.ungranted", false, N_("a role of a person ended"), fields_person_granted },
    { "process.begun", true, N_("a process began"), fields_process_begun },
    { "process.ended", true, N_("a process ended"), fields_process_ended },
    { "provider.changed", false, N_("what a provider is called was changed"), fields_provider },
    { "provider.made", false, N_("a provider was entered"), fields_provider },
    { "provision.relinked", true, N_("a provision of a published version was relinked"),
      fields_provision },
    { "provision.settled", false, N_("a provision of a working version was settled"),
      fields_provision },
    { "round.answered", true, N_("all comments of a round were answered"), fields_round_answered },
    { "round.closed", true, N_("a round closed"), fields_round_closed },
    { "round.extended", true, N_("a round was extended"), fields_round_extended },
    { "round.opened", true, N_("a round opened"), fields_round_opened },
    { "round.scheduled", true, N_("a round was scheduled"), fields_round_scheduled },
    { "step.cancelled", true, N_("a step was cancelled"), fields_step_cancelled },
    { "step.changed", true, N_("a step was changed"), fields_step_changed },
    { "step.done", true, N_("a step was done"), fields_step_done },
    { "step.moved", true, N_("a step was moved"), fields_step_moved },
    { "step.planned", true, N_("a step was planned"), fields_step_planned },
    { "version.adopted", true, N_("a version was adopted"), fields_version_adopted },
    { "version.begun", false, N_("the next version was begun"), fields_version_begun },
    { "version.edited", false, N_("a provision of a working version was edited"),
      fields_version_edited },
    { "version.import-undone", false, N_("an import was taken back"), fields_version_undone },
    { "version.imported", false, N_("a version was imported"), fields_version_imported },
    { "version.published", true, N_("a version was published"), fields_version_published },
    { "wording.taken-over", false, N_("proposed wording was taken over into a working version"),
      fields_wording_taken_over },
};
const size_t px_act_kind_count = PX_COUNT(px_act_kinds);

const px_act_kind *px_act_kind_find(px_str name)
{
    for (size_t i = 0; i < px_act_kind_count; i++)
        if (px_str_is(name, px_act_kinds[i].name))
            return &px_act_kinds[i];
    return NULL;
}

/* ---- Content */

/* True when the object has exactly the fields. */
static bool content_has_fields(const json_t *object, const char *const *fields)
{
    size_t count = 0;

    for (; fields[count]; count++)
        if (!json_object_get(object, fields[count]))
            return false;
    return json_object_size(object) == count;
}

/* Content must be the canonical form of an object with the kind's fields: what a commitment is
 * made over must be one byte sequence, whoever writes it. */
static int content_check(const px_act_kind *kind, px_str content, px_error *err)
{
    PX_AUTO_BUILDER px_builder again = PX_BUILDER_INIT(ACT_MAX_CONTENT);
    PX_AUTO_JSON json_t *object = NULL;
    int rc = px_json_parse(content, "content", ACT_MAX_CONTENT, &object, err);

    if (rc < 0)
        return px_fail(err, PX_ERR_INVALID, N_("the content of the act '{kind}' is not JSON"),
                       "kind", kind->name, NULL);
    if (!json_is_object(object) || !content_has_fields(object, kind->fields))
        return px_fail(err, PX_ERR_INVALID,
                       N_("the content of the act '{kind}' does not have the fields of its kind"),
                       "kind", kind->name, NULL);
    if (px_json_canonical(&again, object, NULL) < 0 || !px_str_eq(px_builder_view(&again), content))
        return px_fail(err, PX_ERR_INVALID,
                       N_("the content of the act '{kind}' is not canonical JSON"), "kind",
                       kind->name, NULL);
    return 0;
}

/* ---- Leaves */

void px_act_commit(px_act_part part, const unsigned char salt[32], px_str bytes,
                   unsigned char ret_commitment[32])
{
    static const px_str domains[] = {
        [PX_ACT_CONTENT] = PX_STR_INIT("praxis/act/content/1"),
        [PX_ACT_AUTHOR] = PX_STR_INIT("praxis/act/author/1"),
    };
    px_str domain = domains[part];
    crypto_hash_sha256_state state;

    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)domain.ptr, domain.len + 1);
    crypto_hash_sha256_update(&state, salt, 32);
    if (bytes.len)
        crypto_hash_sha256_update(&state, (const unsigned char *)bytes.ptr, bytes.len);
    crypto_hash_sha256_final(&state, ret_commitment);
}

/* "2026-11-24T15:18:38.123Z": always 24 characters, unlike px_time_format. False for a time that
 * is not of the years 1 to 9999, where civil time stops. */
static bool leaf_time(px_builder *out, px_time time)
{
    px_civil c = px_civil_from_utc(time);

    px_builder_format(out, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year, c.month, c.day, c.hour,
                      c.minute, c.second, c.millisecond);
    return px_civil_to_utc(&c) == time;
}

int px_act_leaf_print(const px_act_leaf *leaf, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder time = PX_BUILDER_INIT(64);
    px_json json;

    if (!leaf_time(&time, leaf->time))
        return px_fail(err, PX_ERR_INVALID, N_("the time of an act must be of the years 1 to 9999"),
                       NULL);
    px_json_start(&json, out, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "act", leaf->kind);
    px_json_pair_hex(&json, "author", leaf->author, sizeof(leaf->author));
    px_json_pair_str(&json, "code", leaf->code);
    px_json_pair_hex(&json, "content", leaf->content, sizeof(leaf->content));
    px_json_pair_str(&json, "id", leaf->id);
    px_json_pair_str(&json, "time", px_builder_view(&time));
    px_json_pair_int(&json, "v", 1);
    px_json_pair_str(&json, "version", leaf->version);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- Appending */

/* A name is NULL (where that is allowed) or a short text of one line. */
static int act_check_name(const char *name, bool needed, const char *message, px_error *err)
{
    px_str s = px_str_of(name);
    bool good = name ? s.len > 0 && s.len <= ACT_MAX_NAME && px_utf8_valid(s, NULL) : !needed;

    for (size_t i = 0; good && i < s.len; i++)
        good = (unsigned char)s.ptr[i] >= 0x20;
    if (!good)
        return px_fail(err, PX_ERR_INVALID, message, NULL);
    return 0;
}

static int act_check(const px_act *act, const px_act_kind **ret_kind, px_error *err)
{
    const px_act_kind *kind = px_act_kind_find(px_str_of(act->kind));
    int rc;

    if (!kind)
        return px_fail(err, PX_ERR_INVALID, N_("there is no kind of act named '{kind}'"), "kind",
                       act->kind, NULL);
    rc = act_check_name(act->code, false, N_("the code of an act must be a short text"), err);
    if (rc == 0)
        rc = act_check_name(act->version, false, N_("the version of an act must be a short text"),
                            err);
    if (rc == 0)
        rc =
            act_check_name(act->author, true, N_("the author of an act must be a short text"), err);
    if (rc == 0)
        rc = content_check(kind, act->content, err);
    *ret_kind = kind;
    return rc;
}

/* Now, but never before the last act: the log's times do not go backwards, even where the clock
 * was set back. */
static int act_time(px_db *db, px_time *ret_time, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_time now = px_now(), last;
    int rc = px_query_start(db, "SELECT time FROM act ORDER BY id DESC LIMIT 1", &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    last = rc > 0 ? px_query_next_int(&query) : now;
    *ret_time = PX_MAX(now, last);
    return 0;
}

/* What of an act is stored besides what the caller gave. */
typedef struct act_made {
    px_act_receipt receipt;
    unsigned char content_salt[32], author_salt[32];
    px_str leaf; /* ptr NULL for internal acts */
} act_made;

/* Makes salts and leaf, and puts the leaf into the tree. */
static int act_log(px_db *db, const px_act *act, act_made *made, px_builder *leaf, px_error *err)
{
    px_act_leaf parts = {
        .kind = px_str_of(act->kind),
        .code = px_str_of(act->code),
        .version = px_str_of(act->version),
        .id = px_str_of(made->receipt.id),
        .time = made->receipt.time,
    };
    px_hash hash;
    uint64_t index;
    int rc;

    px_random_bytes(made->content_salt, sizeof(made->content_salt));
    px_random_bytes(made->author_salt, sizeof(made->author_salt));
    px_act_commit(PX_ACT_CONTENT, made->content_salt, act->content, parts.content);
    px_act_commit(PX_ACT_AUTHOR, made->author_salt, px_str_of(act->author), parts.author);
    rc = px_act_leaf_print(&parts, leaf, err);
    if (rc < 0)
        return rc;
    made->leaf = px_builder_view(leaf);
    px_merkle_leaf(made->leaf, &hash);
    rc = px_merkle_append(db, &hash, &index, err);
    made->receipt.leaf_index = (int64_t)index;
    return rc;
}

static int act_insert(px_db *db, const px_act *act, const act_made *made, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO act(public_id, kind, code, version, time, leaf_index, "
                            "leaf, content, content_salt, author, author_salt) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, made->receipt.id);
    px_query_cstr(&query, act->kind);
    px_query_cstr(&query, act->code);
    px_query_cstr(&query, act->version);
    px_query_int(&query, made->receipt.time);
    if (made->leaf.ptr)
        px_query_int(&query, made->receipt.leaf_index);
    else
        px_query_null(&query);
    px_query_blob(&query, made->leaf.ptr, made->leaf.len);
    px_query_blob(&query, act->content.ptr, act->content.len);
    px_query_blob(&query, made->leaf.ptr ? made->content_salt : NULL, sizeof(made->content_salt));
    px_query_cstr(&query, act->author);
    px_query_blob(&query, made->leaf.ptr ? made->author_salt : NULL, sizeof(made->author_salt));
    return px_query_run(&query, err);
}

int px_act_append(px_db *db, const px_act *act, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder leaf = PX_BUILDER_INIT(16 * ACT_MAX_NAME);
    act_made made = { .receipt.leaf_index = -1 };
    const px_act_kind *kind;
    int rc = act_check(act, &kind, err);

    if (rc < 0)
        return rc;
    rc = act_time(db, &made.receipt.time, err);
    if (rc < 0)
        return rc;
    px_random_public_id(made.receipt.id);
    if (kind->logged) {
        rc = act_log(db, act, &made, &leaf, err);
        if (rc < 0)
            return rc;
    }
    rc = act_insert(db, act, &made, err);
    if (rc < 0)
        return rc;
    if (ret_receipt)
        *ret_receipt = made.receipt;
    return 0;
}

int px_act_append_json(px_db *db, px_act *act, px_json *content, px_act_receipt *ret_receipt,
                       px_error *err)
{
    int rc;

    px_json_object_end(content);
    rc = px_json_finish(content, err);
    if (rc < 0)
        return rc;
    act->content = px_builder_view(content->out);
    return px_act_append(db, act, ret_receipt, err);
}

/* ---- Erasure */

static bool kind_has_field(const px_act_kind *kind, const char *key)
{
    for (size_t i = 0; kind->fields[i]; i++)
        if (strcmp(kind->fields[i], key) == 0)
            return true;
    return false;
}

int px_act_erase_contents(px_db *db, const char *key, px_str value, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE act SET content = NULL, content_salt = NULL WHERE kind = ?1 "
                            "AND content IS NOT NULL "
                            "AND json_extract(CAST(content AS TEXT), '$.' || ?2) = ?3",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < px_act_kind_count; i++) {
        if (!kind_has_field(&px_act_kinds[i], key))
            continue;
        px_query_again(&query);
        px_query_cstr(&query, px_act_kinds[i].name);
        px_query_cstr(&query, key);
        px_query_str(&query, value);
        rc = px_query_run(&query, err);
    }
    return rc;
}

int px_act_erase_content(px_db *db, px_str id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "UPDATE act SET content = NULL, content_salt = NULL WHERE public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return px_query_run(&query, err);
}

int px_act_erase_author(px_db *db, px_str author, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "UPDATE act SET author = NULL, author_salt = NULL WHERE author = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, author);
    return px_query_run(&query, err);
}

/* ---- Reading */

#define ACT_COLUMNS                                                                                \
    "coalesce(leaf_index, -1), public_id, kind, code, version, leaf, content, time, "              \
    "content_salt, author_salt"

static void act_read_salt(px_query *query, unsigned char salt[32])
{
    px_str bytes = px_query_next_str(query);

    if (bytes.len == 32)
        memcpy(salt, bytes.ptr, bytes.len);
}

static void act_read(px_query *query, px_arena *arena, px_act_row *ret_row)
{
    *ret_row = (px_act_row){ 0 };
    ret_row->leaf_index = px_query_next_int(query);
    ret_row->id = px_query_next_text(query, arena);
    ret_row->kind = px_query_next_text(query, arena);
    ret_row->code = px_query_next_text(query, arena);
    ret_row->version = px_query_next_text(query, arena);
    ret_row->leaf = px_query_next_text(query, arena);
    ret_row->content = px_query_next_text(query, arena);
    ret_row->time = px_query_next_int(query);
    act_read_salt(query, ret_row->content_salt);
    act_read_salt(query, ret_row->author_salt);
}

/* The row of a query that gives one at most. */
static int act_read_one(px_query *query, px_arena *arena, px_act_row *ret_row, px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such act"), NULL);
    act_read(query, arena, ret_row);
    return 0;
}

int px_act_find(px_db *db, px_arena *arena, px_str id, px_act_row *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT " ACT_COLUMNS " FROM act WHERE public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return act_read_one(&query, arena, ret_row, err);
}

int px_act_find_last(px_db *db, px_arena *arena, const char *kind, const char *code,
                     const char *version, px_act_row *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT " ACT_COLUMNS " FROM act WHERE kind = ?1 "
                            "AND leaf_index >= 0 AND (?2 IS NULL OR code = ?2) "
                            "AND (?3 IS NULL OR version = ?3) ORDER BY leaf_index DESC LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_cstr(&query, code);
    px_query_cstr(&query, version);
    return act_read_one(&query, arena, ret_row, err);
}

int px_act_list(px_db *db, px_arena *arena, int64_t before, size_t max, px_act_row **ret_rows,
                size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_act_row *rows;
    size_t count = 0;
    int rc = px_query_start(db,
                            "SELECT " ACT_COLUMNS " FROM act WHERE leaf_index < ? "
                            "ORDER BY leaf_index DESC LIMIT ?",
                            &query, err);

    if (rc < 0)
        return rc;
    max = PX_MIN(max, (size_t)ACT_MAX_LIST);
    rows = px_arena_array(arena, max, sizeof(*rows));
    px_query_int(&query, before < 0 ? INT64_MAX : before);
    px_query_int(&query, (int64_t)max);
    while (count < max && (rc = px_query_step(&query, err)) > 0)
        act_read(&query, arena, &rows[count++]);
    if (rc < 0)
        return rc;
    *ret_rows = rows;
    *ret_count = count;
    return 0;
}
