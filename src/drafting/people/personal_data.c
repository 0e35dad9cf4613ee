/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/personal_data.h"

#include "code/provision.h"
#include "drafting/people/personal_words.h"
#include "store/act.h"

#include "base/banned.h"

/* The name of what a row of grants or appointments is about. */
#define PERSONAL_CODE PX_CODE_NAME_SQL("g.scope")
#define PERSONAL_SCOPE                                                                             \
    "CASE g.scope_kind "                                                                           \
    "WHEN 'code' THEN " PERSONAL_CODE " "                                                          \
    "WHEN 'group' THEN (SELECT w.key FROM working_group AS w WHERE w.id = g.scope) "               \
    "WHEN 'organisation' THEN (SELECT o.name FROM organisation AS o WHERE o.id = g.scope) "        \
    "WHEN 'provider' THEN (SELECT n.name FROM scope_name AS n WHERE n.kind = 'provider' AND "      \
    "n.scope = g.scope) "                                                                          \
    "ELSE '' END"

/* Rows that hold the person's address as well as those that name the person. */
#define PERSONAL_OF(alias, address)                                                                \
    "(" alias ".person = ?1 OR " alias "." address " = (SELECT mail FROM person WHERE id = ?1))"

const px_personal_source px_personal_sources[] = {
    { "account",
      "person",
      "id",
      N_("Your account"),
      N_("to know you again, to write to you, and to show you as you wish"),
      "SELECT p.public_id, p.name, p.mail, o.name, p.category, p.country, p.language, p.zone, "
      "p.display, p.digest, p.state, p.generated, p.created, nullif(p.seen, 0), "
      "nullif(p.retain_until, 0) FROM person AS p LEFT JOIN organisation AS o "
      "ON o.id = p.organisation WHERE p.id = ?1",
      { { "id", N_("Public id"), PX_PERSONAL_TEXT },
        { "name", N_("Name"), PX_PERSONAL_TEXT },
        { "mail", N_("Mail address"), PX_PERSONAL_TEXT },
        { "organisation", N_("Organisation"), PX_PERSONAL_TEXT },
        { "category", N_("Category"), PX_PERSONAL_TEXT, px_word_category },
        { "country", N_("Country"), PX_PERSONAL_TEXT, px_word_country },
        { "language", N_("Language of mails"), PX_PERSONAL_TEXT, px_word_language },
        { "zone", N_("Time zone"), PX_PERSONAL_TEXT },
        { "display", N_("How contributions are signed"), PX_PERSONAL_TEXT, px_word_display },
        { "digest", N_("How often mails come"), PX_PERSONAL_TEXT, px_word_digest },
        { "state", N_("State"), PX_PERSONAL_TEXT, px_word_person_state },
        { "generated", N_("Made for a demonstration"), PX_PERSONAL_YES },
        { "created", N_("Account since"), PX_PERSONAL_TIME },
        { "seen", N_("Last sign-in"), PX_PERSONAL_TIME },
        { "retain_until", N_("Kept until"), PX_PERSONAL_TIME } } },
    { "roles",
      "grant_of_role",
      "person",
      N_("Roles, now and before"),
      N_("to know what you may do, and to keep a record of who could do what"),
      "SELECT g.role, g.scope_kind, " PERSONAL_SCOPE ", g.title, g.since, g.ended, g.act "
      "FROM grant_of_role AS g WHERE g.person = ?1 ORDER BY g.id",
      { { "role", N_("Role"), PX_PERSONAL_TEXT, px_word_role },
        { "scope_kind", N_("Where: kind"), PX_PERSONAL_TEXT, px_word_scope_kind },
        { "scope", N_("Where"), PX_PERSONAL_TEXT, px_word_scope },
        { "title", N_("Function"), PX_PERSONAL_TEXT },
        { "since", N_("Since"), PX_PERSONAL_TIME },
        { "ended", N_("Until"), PX_PERSONAL_TIME },
        { "act", N_("Act of the log"), PX_PERSONAL_TEXT } } },
    { "appointment_ends",
      "appointment_end",
      "person",
      N_("Planned ends of appointments"),
      N_("to end an appointment on the day that was set"),
      "SELECT e.role, w.key, e.until FROM appointment_end AS e JOIN working_group AS w "
      "ON w.id = e.working_group WHERE e.person = ?1 ORDER BY e.id",
      { { "role", N_("Role"), PX_PERSONAL_TEXT, px_word_role },
        { "working_group", N_("Working group"), PX_PERSONAL_TEXT, px_word_group },
        { "until", N_("Until"), PX_PERSONAL_TIME } } },
    { "applications",
      "application",
      "person",
      N_("Applications and candidacies"),
      N_("to decide on them, and to know what was decided"),
      "SELECT a.public_id, c.public_id, a.name, a.mail, a.language, a.organisation, a.category, "
      "a.country, a.register_number, a.motivation, a.expertise, a.groups, a.function, a.interests, "
      "a.consent_version, a.received, a.confirmed, a.late, a.state, a.decided, a.reason, a.act, "
      "a.words FROM application AS a JOIN call AS c ON c.id = a.call "
      "WHERE " PERSONAL_OF("a", "mail") " ORDER BY a.id",
      { { "application", N_("Application"), PX_PERSONAL_TEXT },
        { "call", N_("Call"), PX_PERSONAL_TEXT },
        { "name", N_("Name"), PX_PERSONAL_TEXT },
        { "mail", N_("Mail address"), PX_PERSONAL_TEXT },
        { "language", N_("Language of mails"), PX_PERSONAL_TEXT, px_word_language },
        { "organisation", N_("Organisation"), PX_PERSONAL_TEXT },
        { "category", N_("Category"), PX_PERSONAL_TEXT, px_word_category },
        { "country", N_("Country"), PX_PERSONAL_TEXT, px_word_country },
        { "register_number", N_("Number in the Transparency Register"), PX_PERSONAL_TEXT },
        { "motivation", N_("Motivation"), PX_PERSONAL_TEXT },
        { "expertise", N_("Expertise"), PX_PERSONAL_TEXT },
        { "groups", N_("Working groups wished for"), PX_PERSONAL_TEXT, px_word_groups },
        { "function", N_("Function"), PX_PERSONAL_TEXT, px_word_function },
        { "interests", N_("Declared interests"), PX_PERSONAL_TEXT },
        { "consent_version", N_("Version of the consent text"), PX_PERSONAL_NUMBER },
        { "received", N_("Received"), PX_PERSONAL_TIME },
        { "confirmed", N_("Address confirmed"), PX_PERSONAL_TIME },
        { "late", N_("After the deadline"), PX_PERSONAL_YES },
        { "state", N_("State"), PX_PERSONAL_TEXT, px_word_application_state },
        { "decided", N_("Decided"), PX_PERSONAL_TIME },
        { "reason", N_("Reason"), PX_PERSONAL_TEXT },
        { "act", N_("Act of the log"), PX_PERSONAL_TEXT },
        { "words", N_("Words by which it is found"), PX_PERSONAL_TEXT } } },
    { "decisions",
      "application",
      "decided_by",
      N_("Applications that you decided on"),
      N_("to know who decided"),
      "SELECT a.public_id, a.state, a.decided FROM application AS a WHERE a.decided_by = ?1 "
      "ORDER BY a.id",
      { { "application", N_("Application"), PX_PERSONAL_TEXT },
        { "state", N_("State"), PX_PERSONAL_TEXT, px_word_application_state },
        { "decided", N_("Decided"), PX_PERSONAL_TIME } } },
    { "interests",
      "interest",
      "person",
      N_("Declared interests"),
      N_("to show the interests of those who may write to everybody"),
      "SELECT text, declared, withdrawn FROM interest WHERE person = ?1 ORDER BY id",
      { { "text", N_("Interest"), PX_PERSONAL_TEXT },
        { "declared", N_("Declared"), PX_PERSONAL_TIME },
        { "withdrawn", N_("Withdrawn"), PX_PERSONAL_TIME } } },
    { "consents",
      "consent",
      "person",
      N_("What you agreed to"),
      N_("to prove that you agreed, and to what"),
      "SELECT c.purpose, c.version, c.given, c.withdrawn, (SELECT t.text FROM consent_text AS t "
      "WHERE t.purpose = c.purpose AND t.version = c.version ORDER BY t.language = "
      "(SELECT language FROM person WHERE id = ?1) DESC, t.language LIMIT 1) "
      "FROM consent AS c WHERE c.person = ?1 ORDER BY c.id",
      { { "purpose", N_("Purpose"), PX_PERSONAL_TEXT, px_word_consent },
        { "version", N_("Version"), PX_PERSONAL_NUMBER },
        { "given", N_("Agreed"), PX_PERSONAL_TIME },
        { "withdrawn", N_("Withdrawn"), PX_PERSONAL_TIME },
        { "text", N_("Text"), PX_PERSONAL_TEXT } } },
    { "credentials",
      "credential",
      "person",
      N_("Password and codes from an app"),
      N_("to let nobody sign in but you; the secrets themselves are not in this copy"),
      "SELECT password IS NOT NULL, totp IS NOT NULL FROM credential WHERE person = ?1",
      { { "password", N_("A password is set"), PX_PERSONAL_YES },
        { "codes", N_("Codes from an app are asked for"), PX_PERSONAL_YES } } },
    { "recovery_codes",
      "recovery_code",
      "person",
      N_("Recovery codes"),
      N_("to let you in without your app; the codes themselves are not kept"),
      "SELECT count(*) FROM recovery_code WHERE person = ?1 HAVING count(*) > 0",
      { { "left", N_("Codes that are left"), PX_PERSONAL_NUMBER } } },
    { "sessions",
      "session",
      "person",
      N_("Where you are signed in"),
      N_("to know you again from page to page"),
      "SELECT way, created, seen, expires FROM session WHERE person = ?1 ORDER BY id",
      { { "way", N_("Signed in by"), PX_PERSONAL_TEXT, px_word_way },
        { "created", N_("Since"), PX_PERSONAL_TIME },
        { "seen", N_("Last used"), PX_PERSONAL_TIME },
        { "expires", N_("Ends"), PX_PERSONAL_TIME } } },
    { "links",
      "mail_link",
      "person",
      N_("Links in mails that still work"),
      N_("to let you in once, or to confirm an address"),
      "SELECT purpose, detail, expires FROM mail_link WHERE person = ?1 ORDER BY id",
      { { "purpose", N_("Purpose"), PX_PERSONAL_TEXT, px_word_link },
        { "detail", N_("Detail"), PX_PERSONAL_TEXT },
        { "expires", N_("Ends"), PX_PERSONAL_TIME } } },
    { "identities",
      "identity",
      "person",
      N_("Accounts elsewhere"),
      N_("to let you sign in by them"),
      "SELECT issuer, subject FROM identity WHERE person = ?1 ORDER BY id",
      { { "issuer", N_("Provider"), PX_PERSONAL_TEXT },
        { "subject", N_("Account"), PX_PERSONAL_TEXT } } },
    { "mails",
      "mail",
      "person",
      N_("Mails to you"),
      N_("to send them, and to know what was sent; of links to sign in only that they were sent"),
      "SELECT m.public_id, m.kind, m.address, m.language, m.subject, "
      "CASE WHEN m.kind IN ('sign-in', 'account') THEN '' ELSE m.body END, m.state, m.created, "
      "m.sent, m.tries, m.reason FROM mail AS m WHERE " PERSONAL_OF("m",
                                                                    "address") " ORDER BY m.id",
      { { "mail", N_("Mail"), PX_PERSONAL_TEXT },
        { "kind", N_("Kind"), PX_PERSONAL_TEXT, px_word_mail_kind },
        { "address", N_("Mail address"), PX_PERSONAL_TEXT },
        { "language", N_("Language of mails"), PX_PERSONAL_TEXT, px_word_language },
        { "subject", N_("Subject"), PX_PERSONAL_TEXT },
        { "body", N_("Text"), PX_PERSONAL_TEXT },
        { "state", N_("State"), PX_PERSONAL_TEXT, px_word_mail_state },
        { "created", N_("Written"), PX_PERSONAL_TIME },
        { "sent", N_("Sent"), PX_PERSONAL_TIME },
        { "tries", N_("Tries"), PX_PERSONAL_NUMBER },
        { "reason", N_("Reason"), PX_PERSONAL_TEXT, px_word_message } } },
    { "comments",
      "comment",
      "author",
      N_("Comments"),
      N_("to take up and answer what you say; what was submitted is a part of the public record"),
      "SELECT c.public_id, " PX_CODE_NAME_SQL("c.code") ", " PX_VERSION_LABEL_SQL(
          "c.version") ", nullif(c.number, 0), c.state, c.kind, c.stance, c.lasting_id, b.exact, "
                       "b.text, "
                       "b.wording, o.name, c.category, c.country, c.display, c.late, c.created, "
                       "c.changed, "
                       "nullif(c.submitted, 0), nullif(c.withdrawn, 0), b.note, b.reason, c.act "
                       "FROM comment AS c JOIN comment_body AS b ON b.comment = c.id "
                       "LEFT JOIN organisation AS o ON o.id = c.organisation WHERE c.author = ?1 "
                       "ORDER BY c.id",
      { { "comment", N_("Comment"), PX_PERSONAL_TEXT },
        { "code", N_("Code"), PX_PERSONAL_TEXT, px_word_code },
        { "version", N_("Version"), PX_PERSONAL_TEXT },
        { "number", N_("Number"), PX_PERSONAL_NUMBER },
        { "state", N_("State"), PX_PERSONAL_TEXT, px_word_comment_state },
        { "kind", N_("Kind"), PX_PERSONAL_TEXT, px_word_comment_kind },
        { "stance", N_("Stance"), PX_PERSONAL_TEXT, px_word_comment_stance },
        { "lasting_id", N_("Provision"), PX_PERSONAL_TEXT },
        { "exact", N_("Words commented on"), PX_PERSONAL_TEXT },
        { "text", N_("Text"), PX_PERSONAL_TEXT },
        { "wording", N_("Proposed wording"), PX_PERSONAL_TEXT },
        { "organisation", N_("Organisation"), PX_PERSONAL_TEXT },
        { "category", N_("Category"), PX_PERSONAL_TEXT, px_word_category },
        { "country", N_("Country"), PX_PERSONAL_TEXT, px_word_country },
        { "display", N_("How it is signed"), PX_PERSONAL_TEXT, px_word_comment_display },
        { "late", N_("After the deadline"), PX_PERSONAL_YES },
        { "created", N_("Written"), PX_PERSONAL_TIME },
        { "changed", N_("Changed"), PX_PERSONAL_TIME },
        { "submitted", N_("Submitted"), PX_PERSONAL_TIME },
        { "withdrawn", N_("Withdrawn"), PX_PERSONAL_TIME },
        { "note", N_("Note of the contact point"), PX_PERSONAL_TEXT },
        { "reason", N_("Reason"), PX_PERSONAL_TEXT },
        { "act", N_("Act of the log"), PX_PERSONAL_TEXT } } },
    { "comment_files",
      "comment_attachment",
      NULL,
      N_("Files with your comments"),
      N_("to read them with the comment"),
      "SELECT c.public_id, f.name, f.media_type, f.size, f.hash FROM comment_attachment AS f "
      "JOIN comment AS c ON c.id = f.comment WHERE c.author = ?1 ORDER BY f.id",
      { { "comment", N_("Comment"), PX_PERSONAL_TEXT },
        { "name", N_("Name"), PX_PERSONAL_TEXT },
        { "media_type", N_("Media type"), PX_PERSONAL_TEXT },
        { "size", N_("Bytes"), PX_PERSONAL_NUMBER },
        { "hash", "SHA-256", PX_PERSONAL_TEXT } } },
    { "recorded_comments",
      "comment",
      "recorder",
      N_("Comments of others that you entered"),
      N_("to know who entered what was said in a meeting, or stood in another record"),
      "SELECT c.public_id, c.origin, nullif(c.number, 0), c.created FROM comment AS c "
      "WHERE c.recorder = ?1 ORDER BY c.id",
      { { "comment", N_("Comment"), PX_PERSONAL_TEXT },
        { "origin", N_("Origin"), PX_PERSONAL_TEXT, px_word_comment_origin },
        { "number", N_("Number"), PX_PERSONAL_NUMBER },
        { "created", N_("Written"), PX_PERSONAL_TIME } } },
    { "submissions",
      "submission",
      "person",
      N_("Submissions"),
      N_("to give you the receipt of what you submitted"),
      "SELECT s.public_id, " PX_CODE_NAME_SQL(
          "s.code") ", o.name, s.time FROM submission AS s "
                    "LEFT JOIN organisation AS o ON o.id = s.organisation WHERE s.person = ?1 "
                    "ORDER BY s.id",
      { { "submission", N_("Submission"), PX_PERSONAL_TEXT },
        { "code", N_("Code"), PX_PERSONAL_TEXT, px_word_code },
        { "organisation", N_("Organisation"), PX_PERSONAL_TEXT },
        { "time", N_("Time"), PX_PERSONAL_TIME } } },
    { "comment_places",
      "comment_place",
      "person",
      N_("Places of comments that you set"),
      N_("to know who said where a comment belongs in a later version"),
      "SELECT c.public_id, " PX_VERSION_LABEL_SQL(
          "p.version") ", p.lasting_id, p.reason, p.time, p.act FROM comment_place AS p "
                       "JOIN comment AS c ON c.id = p.comment WHERE p.person = ?1 ORDER BY p.id",
      { { "comment", N_("Comment"), PX_PERSONAL_TEXT },
        { "version", N_("Version"), PX_PERSONAL_TEXT },
        { "lasting_id", N_("Provision"), PX_PERSONAL_TEXT },
        { "reason", N_("Reason"), PX_PERSONAL_TEXT },
        { "time", N_("Time"), PX_PERSONAL_TIME },
        { "act", N_("Act of the log"), PX_PERSONAL_TEXT } } },
    { "comment_changes",
      "comment_change",
      "person",
      N_("Changes of the text that you made because of comments"),
      N_("to know how a comment changed the text"),
      "SELECT c.public_id, " PX_VERSION_LABEL_SQL(
          "h.version") ", h.lasting_id, h.way, h.time FROM comment_change AS h "
                       "JOIN comment AS c ON c.id = h.comment WHERE h.person = ?1 ORDER BY h.id",
      { { "comment", N_("Comment"), PX_PERSONAL_TEXT },
        { "version", N_("Version"), PX_PERSONAL_TEXT },
        { "lasting_id", N_("Provision"), PX_PERSONAL_TEXT },
        { "way", N_("Way"), PX_PERSONAL_TEXT, px_word_change_way },
        { "time", N_("Time"), PX_PERSONAL_TIME } } },
    { "answers",
      "answer",
      "person",
      N_("Answers that you wrote"),
      N_("to know who answered a comment"),
      "SELECT c.public_id, a.status, a.reason, a.state, a.changed, nullif(a.published, 0) "
      "FROM answer AS a JOIN comment AS c ON c.id = a.comment WHERE a.person = ?1 ORDER BY a.id",
      { { "comment", N_("Comment"), PX_PERSONAL_TEXT },
        { "status", N_("Status"), PX_PERSONAL_TEXT, px_word_status },
        { "reason", N_("Reason"), PX_PERSONAL_TEXT },
        { "state", N_("State"), PX_PERSONAL_TEXT, px_word_answer_state },
        { "changed", N_("Changed"), PX_PERSONAL_TIME },
        { "published", N_("Published"), PX_PERSONAL_TIME } } },
    { "answer_templates",
      "answer_template",
      "person",
      N_("Templates of answers that you wrote"),
      N_("to know who wrote words that are used for many answers"),
      "SELECT t.name, t.reason, t.changed FROM answer_template AS t WHERE t.person = ?1 "
      "ORDER BY t.id",
      { { "name", N_("Name"), PX_PERSONAL_TEXT },
        { "reason", N_("Reason"), PX_PERSONAL_TEXT },
        { "changed", N_("Changed"), PX_PERSONAL_TIME } } },
    { "opinions",
      "answer_opinion",
      "person",
      N_("What you said of answers"),
      N_("to know whether an answer satisfied you, and to deal with your objections"),
      "SELECT c.public_id, o.opinion, o.text, o.time, o.act FROM answer_opinion AS o "
      "JOIN answer AS a ON a.id = o.answer JOIN comment AS c ON c.id = a.comment "
      "WHERE o.person = ?1 ORDER BY o.id",
      { { "comment", N_("Comment"), PX_PERSONAL_TEXT },
        { "opinion", N_("Opinion"), PX_PERSONAL_TEXT, px_word_opinion },
        { "text", N_("Text"), PX_PERSONAL_TEXT },
        { "time", N_("Time"), PX_PERSONAL_TIME },
        { "act", N_("Act of the log"), PX_PERSONAL_TEXT } } },
    { "objections_dealt",
      "answer_opinion",
      "dealt_by",
      N_("Objections that you dealt with"),
      N_("to know who decided on an objection"),
      "SELECT c.public_id, o.dealt_reason, o.dealt, o.dealt_act FROM answer_opinion AS o "
      "JOIN answer AS a ON a.id = o.answer JOIN comment AS c ON c.id = a.comment "
      "WHERE o.dealt_by = ?1 ORDER BY o.id",
      { { "comment", N_("Comment"), PX_PERSONAL_TEXT },
        { "reason", N_("Reason"), PX_PERSONAL_TEXT },
        { "time", N_("Time"), PX_PERSONAL_TIME },
        { "act", N_("Act of the log"), PX_PERSONAL_TEXT } } },
    { "words",
      "person_word",
      "person",
      N_("Words by which you are found"),
      N_("to find you in the list of participants"),
      "SELECT word FROM person_word WHERE person = ?1 ORDER BY word",
      { { "word", N_("Word"), PX_PERSONAL_TEXT } } },
    { "acts",
      "act",
      NULL,
      N_("Acts by you or about you"),
      N_("to keep a record that everybody can check; the log holds no names, only commitments"),
      "WITH own (id, needle) AS MATERIALIZED (SELECT public_id, '\"person\":\"' || public_id || "
      "'\"' FROM person WHERE id = ?1 UNION ALL SELECT NULL, '\"application\":\"' || x.public_id "
      "|| "
      "'\"' FROM application AS x WHERE " PERSONAL_OF("x", "mail") ") " PX_ACT_OF_OWN_SQL,
      { { "act", N_("Act of the log"), PX_PERSONAL_TEXT },
        { "kind", N_("Kind"), PX_PERSONAL_TEXT, px_word_act },
        { "time", N_("Time"), PX_PERSONAL_TIME },
        { "by_you", N_("By you"), PX_PERSONAL_YES },
        { "content", N_("Content"), PX_PERSONAL_TEXT } } },
    { 0 },
};

/* ---- Reading */

static void personal_value(px_query *query, px_arena *arena, px_personal_form form,
                           px_personal_value *ret_value)
{
    *ret_value = (px_personal_value){ .none = px_query_next_is_null(query) };
    if (form == PX_PERSONAL_TEXT) {
        ret_value->text = px_query_next_text(query, arena);
        ret_value->none |= !ret_value->text.len;
    } else {
        ret_value->number = px_query_next_int(query);
    }
}

static int personal_read(px_db *db, px_arena *arena, int64_t person, px_personal_part *part,
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0, n = 0;
    int rc = px_query_start(db, part->source->sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    while ((rc = px_query_step(&query, err)) > 0) {
        for (size_t i = 0; i < part->n_fields; i++) {
            part->values = px_arena_grow(arena, part->values, n, &room, sizeof(*part->values));
            personal_value(&query, arena, part->source->fields[i].form, &part->values[n++]);
        }
        part->n_rows++;
    }
    return rc;
}

int px_personal_data(px_db *db, px_arena *arena, const px_person *person,
                     px_personal_part **ret_parts, size_t *ret_count, px_error *err)
{
    px_personal_part *parts;
    size_t count = 0;

    while (px_personal_sources[count].name)
        count++;
    parts = px_arena_array(arena, count, sizeof(*parts));
    for (size_t i = 0; i < count; i++) {
        int rc;

        parts[i].source = &px_personal_sources[i];
        while (parts[i].n_fields < PX_PERSONAL_FIELDS_MAX &&
               parts[i].source->fields[parts[i].n_fields].name)
            parts[i].n_fields++;
        rc = personal_read(db, arena, person->row, &parts[i], err);
        if (rc < 0)
            return rc;
    }
    *ret_parts = parts;
    *ret_count = count;
    return 0;
}

/* ---- Writing */

static void personal_value_json(px_json *json, px_personal_form form,
                                const px_personal_value *value)
{
    if (value->none && form != PX_PERSONAL_TEXT)
        px_json_null(json);
    else if (form == PX_PERSONAL_TIME)
        px_json_time(json, value->number);
    else if (form == PX_PERSONAL_YES)
        px_json_bool(json, value->number != 0);
    else if (form == PX_PERSONAL_NUMBER)
        px_json_int(json, value->number);
    else
        px_json_str(json, value->text.ptr ? value->text : PX_STR(""));
}

static void personal_part_json(px_json *json, const px_personal_part *part)
{
    const px_personal_value *value = part->values;

    px_json_key(json, part->source->name);
    px_json_array(json);
    for (size_t row = 0; row < part->n_rows; row++) {
        px_json_object(json);
        for (size_t i = 0; i < part->n_fields; i++, value++) {
            px_json_key(json, part->source->fields[i].name);
            personal_value_json(json, part->source->fields[i].form, value);
        }
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

void px_personal_data_json(px_json *json, const px_person *person, const px_personal_part *parts,
                           size_t count)
{
    px_json_pair_str(json, "person", person->id);
    px_json_key(json, "data");
    px_json_object(json);
    for (size_t i = 0; i < count; i++)
        personal_part_json(json, &parts[i]);
    px_json_object_end(json);
}
