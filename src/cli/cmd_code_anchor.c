/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/code_reading.h"
#include "cli/output.h"
#include "code/anchor.h"
#include "code/quote_search.h"

#include "base/banned.h"

enum { FEW_STARTS = 2 };

/* A version with its text as the comparison sees it. */
typedef struct read_version {
    px_version version;
    px_text text;
    px_match_side side;
} read_version;

typedef struct place {
    const px_version *version;
    const px_node *node; /* NULL: nothing is left of what the provision stood in */
    px_anchor_place at;
} place;

static int read_text(px_invocation *run, const px_code_reading *reading, const char *label,
                     read_version *ret_version, px_error *err)
{
    int rc = px_code_reading_compared(run, reading, label, &ret_version->version,
                                      &ret_version->text, err);

    if (rc < 0)
        return rc;
    return px_match_side_of_text(run->arena, &ret_version->text, true, &ret_version->side, err);
}

static int find_node(const px_invocation *run, const read_version *from, size_t *ret_node,
                     px_error *err)
{
    px_anchor named = { .id = px_str_of(run->operands[2]), .exact = PX_STR("") };
    int rc = px_anchor_find(&from->side, &named, ret_node, err);

    if (rc < 0)
        px_error_add(err, "id", run->operands[2]);
    return rc;
}

/* Where --quote stands; it must say which place it means. */
static int find_quote(px_invocation *run, px_str field, const char *quote, size_t *ret_start,
                      size_t *ret_end, px_error *err)
{
    px_points words = px_points_of(run->arena, px_str_of(quote));
    size_t starts[FEW_STARTS];
    size_t count = px_quote_find(words, px_points_of(run->arena, field), starts, FEW_STARTS);

    if (count == 0)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the provision does not say '{quote}'; copy the words from `praxis code "
                          "show`"),
                       "quote", quote, NULL);
    if (count > 1)
        return px_fail(err, PX_ERR_INVALID,
                       N_("the provision says '{quote}' {count} times; quote more of it, or give "
                          "--start and --end"),
                       "quote", quote, "count", px_arena_format(run->arena, "%zu", count), NULL);
    *ret_start = starts[0];
    *ret_end = starts[0] + words.count;
    return 0;
}

static int take_anchor(px_invocation *run, const read_version *from, size_t node,
                       px_anchor *ret_anchor, px_error *err)
{
    const char *quote = px_invocation_option(run, "quote");
    bool in_heading = px_invocation_option(run, "heading") != NULL;
    const px_match_node *n = &from->side.nodes[node];
    long long first = 0, last = 0;
    size_t start, end;
    int rc = px_invocation_int(run, "start", 0, INT32_MAX, 0, &first, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "end", 0, INT32_MAX, first, &last, err);
    start = (size_t)first;
    end = (size_t)last;
    if (rc >= 0 && quote)
        rc = find_quote(run, in_heading ? n->heading : n->text, quote, &start, &end, err);
    if (rc >= 0)
        rc = px_anchor_make(run->arena, from->version.label, &from->side, node, in_heading, start,
                            end, ret_anchor, err);
    if (rc >= 0)
        ret_anchor->eid = from->text.nodes[node].eid;
    return rc;
}

static void carry_to(px_invocation *run, const read_version *from, size_t node,
                     const px_anchor *anchor, const read_version *to, place *ret_place)
{
    px_comparison comparison;

    px_compare(run->arena, &from->side, &to->side, &comparison);
    px_anchor_carry(run->arena, &comparison, node, anchor, &ret_place->at);
    ret_place->version = &to->version;
    ret_place->node =
        ret_place->at.node == PX_OUTLINE_TOP ? NULL : &to->text.nodes[ret_place->at.node];
}

/* The version of --to, else all that are newer, oldest first. */
static int carry(px_invocation *run, const px_code_reading *reading, const read_version *from,
                 size_t node, const px_anchor *anchor, place **ret_places, size_t *ret_count,
                 px_error *err)
{
    const char *wanted = px_invocation_option(run, "to");
    px_version *versions;
    size_t n, count = 0, newer = 0;
    int rc = px_version_list(reading->db, run->arena, &reading->code, reading->language, false,
                             &versions, &n, err);

    if (rc < 0)
        return rc;
    while (newer < n && versions[newer].row != from->version.row)
        newer++;
    *ret_places = px_arena_array(run->arena, newer + 1, sizeof(**ret_places));
    for (size_t i = wanted ? 1 : newer; rc >= 0 && i > 0; i--) {
        read_version *to = px_arena_alloc(run->arena, sizeof(*to));

        rc = read_text(run, reading,
                       wanted ? wanted : px_arena_cstr(run->arena, versions[i - 1].label), to, err);
        if (rc >= 0)
            carry_to(run, from, node, anchor, to, &(*ret_places)[count++]);
    }
    *ret_count = count;
    return rc;
}

/* ---- Output */

static void selector_json(px_json *json, px_str exact, px_str prefix, px_str suffix, size_t start,
                          size_t end)
{
    px_json_key(json, "selector");
    px_json_array(json);
    px_json_object(json);
    px_json_pair_cstr(json, "type", "TextQuoteSelector");
    px_json_pair_str(json, "exact", exact);
    px_json_pair_str(json, "prefix", prefix);
    px_json_pair_str(json, "suffix", suffix);
    px_json_object_end(json);
    px_json_object(json);
    px_json_pair_cstr(json, "type", "TextPositionSelector");
    px_json_pair_int(json, "start", (long long)start);
    px_json_pair_int(json, "end", (long long)end);
    px_json_object_end(json);
    px_json_array_end(json);
}

static void anchor_json(px_json *json, const px_anchor *anchor)
{
    px_json_key(json, "anchor");
    px_json_object(json);
    px_json_pair_str(json, "version", anchor->version);
    px_json_pair_str(json, "id", anchor->id);
    px_json_pair_str(json, "eid", anchor->eid);
    px_json_pair_bool(json, "in_heading", anchor->in_heading);
    selector_json(json, anchor->exact, anchor->prefix, anchor->suffix, anchor->start, anchor->end);
    px_json_object_end(json);
}

static void place_json(px_json *json, const place *p)
{
    px_json_object(json);
    px_json_pair_str(json, "version", p->version->label);
    px_json_pair_cstr(json, "state", px_anchor_state_name(p->at.state));
    px_json_pair_int(json, "score_percent", (long long)(p->at.score * 100 + 0.5));
    px_json_pair_bool(json, "same_words", p->at.same_words);
    px_json_pair_str(json, "id", p->node ? p->node->lasting_id : PX_STR_NONE);
    px_json_pair_str(json, "eid", p->node ? p->node->eid : PX_STR_NONE);
    px_json_pair_str(json, "exact", p->at.exact);
    px_json_pair_int(json, "start", (long long)p->at.start);
    px_json_pair_int(json, "end", (long long)p->at.end);
    px_json_object_end(json);
}

static int print_json(const px_anchor *anchor, const place *places, size_t count, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    anchor_json(&json, anchor);
    px_json_key(&json, "places");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++)
        place_json(&json, &places[i]);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static void print_words(px_builder *out, px_str words)
{
    PX_AUTO_BUILDER px_builder quoted = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (!words.len)
        return;
    px_builder_format(&quoted, "\"%.*s\"", PX_STR_ARG(words));
    px_wrap(out, px_builder_view(&quoted), 2, PX_TEXT_WIDTH);
}

static void print_place(px_builder *out, const px_language *language, const place *p)
{
    bool around = p->at.state == PX_ANCHOR_CHANGED && p->at.same_words;

    px_builder_str(out, p->version->label);
    px_builder_add(out, px_tr(language, N_(": ")));
    px_builder_add(out, px_tr(language, around ? N_("the same words in a changed provision")
                                               : px_anchor_state_title(p->at.state)));
    if (p->at.state == PX_ANCHOR_CHANGED && !around)
        px_builder_format(out, " (%d %%)", (int)(p->at.score * 100 + 0.5));
    if (p->node)
        px_builder_format(out, ", [%.*s] %.*s", PX_STR_ARG(p->node->lasting_id),
                          PX_STR_ARG(p->node->eid));
    px_builder_char(out, '\n');
    print_words(out, p->at.exact);
}

static void print_text(px_invocation *run, const px_anchor *anchor, const place *places,
                       size_t count)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_str(&out, anchor->version);
    px_builder_add(&out, px_tr(run->language, N_(": ")));
    px_builder_format(&out, "[%.*s] %.*s, %zu-%zu\n", PX_STR_ARG(anchor->id),
                      PX_STR_ARG(anchor->eid), anchor->start, anchor->end);
    print_words(&out, anchor->exact);
    for (size_t i = 0; i < count; i++)
        print_place(&out, run->language, &places[i]);
    px_print(px_builder_view(&out));
}

static int code_anchor_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading reading = { 0 };
    read_version from = { 0 };
    px_anchor anchor;
    place *places = NULL;
    size_t node = 0, count = 0;
    int rc = px_code_reading_open(run, &reading, err);

    if (rc >= 0)
        rc = read_text(run, &reading, run->operands[1], &from, err);
    if (rc >= 0)
        rc = find_node(run, &from, &node, err);
    if (rc >= 0)
        rc = take_anchor(run, &from, node, &anchor, err);
    if (rc >= 0)
        rc = carry(run, &reading, &from, node, &anchor, &places, &count, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return print_json(&anchor, places, count, err);
    print_text(run, &anchor, places, count);
    return 0;
}

static const px_option code_anchor_options[] = {
    { "quote", N_("WORDS"), N_("the words, as they stand in the provision once") },
    { "start", N_("N"), N_("or their first character, counted from 0 in the plain text") },
    { "end", N_("N"), N_("and the one behind their last") },
    { "heading", NULL, N_("the words stand in the heading") },
    { "to", N_("LABEL"), N_("where to look for them (default: in all newer versions)") },
    { "lang", N_("TAG"), N_("language of the text (default: that of the messages)") },
    { 0 },
};

static const px_example code_anchor_examples[] = {
    { "code anchor gpai draft-1 k3v7q0m2d0 --quote \"within two weeks\"",
      N_("follows the words through all newer drafts") },
    { "code anchor gpai draft-1 k3v7q0m2d0 --to draft-3 --json",
      N_("the provision as a whole, as data") },
    { NULL, NULL },
};

const px_command px_cmd_code_anchor = {
    .name = "code anchor",
    .operands = N_("ID LABEL LASTING-ID"),
    .summary = N_("follow words from one version to others"),
    .description =
        N_("Takes an anchor on words of a provision, or on the whole provision, and says where it "
           "is in other versions: unchanged, moved, changed (with how much of the words is there), "
           "the words are gone, or the provision was deleted (then with the nearest provision that "
           "it stood in and that is still there). No place is guessed: of words that are less than "
           "half there it says that they are gone.\n\n"
           "With --json the anchor has the selectors of the W3C Web Annotation Data Model. "
           "Characters are code points of the plain form of the text."),
    .options = code_anchor_options,
    .examples = code_anchor_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = code_anchor_run,
};
