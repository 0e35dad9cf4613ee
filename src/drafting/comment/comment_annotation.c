/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/comment_annotation.h"

#include "base/banned.h"

static void add_body(px_json *json, px_str text, px_str language, const char *purpose)
{
    px_json_object(json);
    px_json_pair_cstr(json, "type", "TextualBody");
    px_json_pair_str(json, "value", text);
    px_json_pair_cstr(json, "format", "text/markdown");
    if (language.len)
        px_json_pair_str(json, "language", language);
    px_json_pair_cstr(json, "purpose", purpose);
    px_json_object_end(json);
}

/* The words within the provision; without words the whole of it. */
static void add_words(px_json *json, const px_anchor *anchor)
{
    if (!anchor->exact.len)
        return;
    px_json_key(json, "refinedBy");
    px_json_array(json);
    px_json_object(json);
    px_json_pair_cstr(json, "type", "TextQuoteSelector");
    px_json_pair_str(json, "exact", anchor->exact);
    px_json_pair_str(json, "prefix", anchor->prefix);
    px_json_pair_str(json, "suffix", anchor->suffix);
    px_json_object_end(json);
    px_json_object(json);
    px_json_pair_cstr(json, "type", "TextPositionSelector");
    px_json_pair_int(json, "start", (long long)anchor->start);
    px_json_pair_int(json, "end", (long long)anchor->end);
    px_json_object_end(json);
    px_json_array_end(json);
}

static void add_target(px_json *json, px_arena *arena, px_str site, const px_comment *c)
{
    px_json_key(json, "target");
    px_json_object(json);
    px_json_pair_str(json, "source",
                     px_str_of(px_arena_format(arena, "%.*s/%.*s/codes/%.*s/%.*s", PX_STR_ARG(site),
                                               PX_STR_ARG(c->language), PX_STR_ARG(c->code_id),
                                               PX_STR_ARG(c->version_label))));
    if (c->anchor.id.len) {
        px_json_key(json, "selector");
        px_json_object(json);
        px_json_pair_cstr(json, "type", "FragmentSelector");
        px_json_pair_cstr(json, "conformsTo", "http://tools.ietf.org/rfc/rfc3236");
        px_json_pair_str(json, "value", c->anchor.id);
        add_words(json, &c->anchor);
        px_json_object_end(json);
    }
    px_json_object_end(json);
}

void px_comment_annotation_pairs(px_json *json, px_arena *arena, px_str site,
                                 const px_comment *comment, px_str author)
{
    px_json_pair_str(json, "id",
                     px_str_of(px_arena_format(arena, "%.*s/comments/%.*s/annotation",
                                               PX_STR_ARG(site), PX_STR_ARG(comment->id))));
    px_json_pair_cstr(json, "type", "Annotation");
    px_json_key(json, "motivation");
    px_json_array(json);
    px_json_cstr(json, "commenting");
    if (comment->has_wording)
        px_json_cstr(json, "editing");
    px_json_array_end(json);
    px_json_pair_time(json, "created", comment->submitted);
    px_json_key(json, "creator");
    px_json_object(json);
    px_json_pair_str(json, "name", author);
    px_json_object_end(json);
    px_json_key(json, "body");
    px_json_array(json);
    add_body(json, comment->text, comment->text_language, "commenting");
    if (comment->has_wording)
        add_body(json, comment->wording, comment->language, "editing");
    px_json_array_end(json);
    add_target(json, arena, site, comment);
}
