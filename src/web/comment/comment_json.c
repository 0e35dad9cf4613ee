/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/comment_json.h"

#include "web/comment/answer_view.h"

#include "base/banned.h"

static void json_text(px_json *json, const char *key, px_str value)
{
    px_json_pair_str(json, key, value.len ? value : PX_STR_NONE);
}

static void json_time(px_json *json, const char *key, px_time time)
{
    px_json_key(json, key);
    if (time == PX_TIME_NONE)
        px_json_null(json);
    else
        px_json_time(json, time);
}

/* The names of the W3C Web Annotation Data Model (docs/anchors.md). */
static void json_anchor(px_json *json, const px_comment *c)
{
    px_json_key(json, "anchor");
    px_json_object(json);
    json_text(json, "id", c->anchor.id);
    json_text(json, "eid", c->anchor.eid);
    px_json_pair_bool(json, "in_heading", c->anchor.in_heading);
    px_json_pair_int(json, "start", (long long)c->anchor.start);
    px_json_pair_int(json, "end", (long long)c->anchor.end);
    px_json_pair_str(json, "exact", c->anchor.exact);
    px_json_pair_str(json, "prefix", c->anchor.prefix);
    px_json_pair_str(json, "suffix", c->anchor.suffix);
    px_json_pair_str(json, "language", c->language);
    px_json_object_end(json);
}

static void json_files(px_json *json, const px_comment *c)
{
    px_json_key(json, "attachments");
    px_json_array(json);
    for (size_t i = 0; i < c->n_attachments; i++) {
        px_json_object(json);
        px_json_pair_str(json, "id", c->attachments[i].id);
        px_json_pair_str(json, "name", c->attachments[i].name);
        px_json_pair_str(json, "media_type", c->attachments[i].media_type);
        px_json_pair_int(json, "bytes", (long long)c->attachments[i].size);
        px_json_pair_str(json, "sha256", c->attachments[i].hash);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

void px_comment_json_pairs(px_json *json, const px_comment *c, px_str author)
{
    px_json_pair_str(json, "id", c->id);
    px_json_key(json, "number");
    if (c->number)
        px_json_int(json, c->number);
    else
        px_json_null(json);
    px_json_pair_str(json, "code", c->code_id);
    px_json_pair_str(json, "version", c->version_label);
    json_text(json, "process", c->process_key);
    px_json_key(json, "round");
    if (c->round_number)
        px_json_int(json, c->round_number);
    else
        px_json_null(json);
    px_json_pair_cstr(json, "state", px_comment_state_name(c->state));
    px_json_pair_cstr(json, "origin", px_comment_origin_name(c->origin));
    px_json_pair_str(json, "author", author);
    json_text(json, "category", c->category);
    json_text(json, "country", c->country);
    json_anchor(json, c);
    json_text(json, "chapter", c->chapter);
    px_json_pair_cstr(json, "kind", px_comment_kind_name(c->kind));
    json_text(json, "stance", px_str_of(px_comment_stance_name(c->stance)));
    px_json_pair_str(json, "text", c->text);
    json_text(json, "text_language", c->text_language);
    px_json_pair_str(json, "wording", c->has_wording ? c->wording : PX_STR_NONE);
    json_files(json, c);
    json_text(json, "meeting", c->meeting_id);
    json_text(json, "minute", c->minute);
    px_json_pair_bool(json, "late", c->late);
    json_time(json, "submitted", c->submitted);
    json_time(json, "withdrawn", c->withdrawn);
    json_text(json, "reason", c->reason);
    json_text(json, "act", c->act);
    json_text(json, "end_act", c->end_act);
}

void px_comment_json_line(px_json *json, const px_comment_line *line)
{
    px_json_object(json);
    px_comment_json_pairs(json, &line->comment, line->author);
    px_json_pair_bool(json, "cut", line->cut);
    px_json_key(json, "answer");
    px_answer_json(json, &line->answer);
    px_json_object_end(json);
}
