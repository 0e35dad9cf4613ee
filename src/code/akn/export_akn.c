/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Export to Akoma Ntoso 3.0.
 *
 * The document type is <doc name="code">. <act> and <bill> say that a text is, or is to become,
 * law, which a code of practice is not; <doc> is the type for texts without one of their own, and
 * has the same parts: preface, preamble with citations and recitals, conclusions. Its main body
 * takes the elements of the hierarchy, so no provision needs another element than in an act.
 *
 * Annexes stay in the main body as hcontainers: an <attachment> is a document with metadata of its
 * own, an annex here is a provision of this text like any other.
 */
#include "code/akn/export_akn_priv.h"

#include "base/banned.h"

#define NAMESPACE "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

/* For each node, the index behind the last one below it. */
static size_t *make_ends(px_arena *arena, const px_text *text)
{
    size_t *ends = px_arena_array(arena, PX_MAX(text->count, 1), sizeof(*ends));

    for (size_t i = text->count; i-- > 0;) {
        ends[i] = i + 1;
        while (ends[i] < text->count && text->nodes[ends[i]].depth > text->nodes[i].depth)
            ends[i] = ends[ends[i]];
    }
    return ends;
}

/* Which nodes at the top are parts of the document and not of its main body. */
typedef struct frame {
    size_t body, conclusions; /* where each starts; count where there are none */
    bool preface;
} frame;

static bool is_part(const px_akn_writer *akn, size_t node, const char *name)
{
    const px_node *n = &akn->nodes[node];

    return node < akn->count && n->kind == PX_PROVISION_GROUP && px_str_is(n->extra, name) &&
           px_export_akn_part_fits(akn, node);
}

/* The main body must hold something, so the last part that is found is taken back into it where
 * nothing else would be there. */
static frame find_frame(const px_akn_writer *akn)
{
    static const char *const heads[] = { "coverPage", "preface", "preamble" };
    frame f = { .conclusions = akn->count };
    size_t last = 0;

    for (size_t i = 0; i < PX_COUNT(heads); i++)
        if (is_part(akn, f.body, heads[i]) && akn->ends[f.body] < akn->count) {
            f.preface = f.preface || i == 1;
            f.body = akn->ends[f.body];
        }
    for (size_t i = f.body; i < akn->count; i = akn->ends[i])
        last = i;
    if (last > f.body && is_part(akn, last, "conclusions"))
        f.conclusions = last;
    return f;
}

/* A text that has no preface of its own gets one that shows its title. */
static void add_title(px_akn_writer *akn)
{
    px_str title = px_export_akn_title(akn);

    if (!title.len)
        return;
    px_export_akn_line(akn);
    px_builder_add(akn->out, "<preface>");
    akn->level++;
    px_export_akn_line(akn);
    px_builder_add(akn->out, "<p><docTitle>");
    px_export_akn_text(akn->out, title);
    px_builder_add(akn->out, "</docTitle></p>");
    px_export_akn_close(akn, "preface");
}

static void add_heads(px_akn_writer *akn, const frame *f)
{
    bool titled = f->preface;

    for (size_t i = 0; i < f->body; i = akn->ends[i]) {
        if (!titled && px_str_is(akn->nodes[i].extra, "preamble")) {
            add_title(akn);
            titled = true;
        }
        px_export_akn_part(akn, i);
    }
    if (!titled)
        add_title(akn);
}

static void add_document(px_akn_writer *akn)
{
    frame f = find_frame(akn);

    px_export_akn_line(akn);
    px_builder_add(akn->out, "<doc name=\"code\" contains=\"singleVersion\">");
    akn->level++;
    px_export_akn_meta(akn);
    add_heads(akn, &f);
    px_export_akn_line(akn);
    px_builder_add(akn->out, "<mainBody");
    px_export_akn_attribute(akn, "xml:lang", akn->export->text->language);
    px_builder_char(akn->out, '>');
    akn->level++;
    for (size_t i = f.body; i < f.conclusions; i = akn->ends[i])
        px_export_akn_hier(akn, i);
    px_export_akn_close(akn, "mainBody");
    if (f.conclusions < akn->count)
        px_export_akn_part(akn, f.conclusions);
    px_export_akn_close(akn, "doc");
}

int px_export_akn(px_arena *arena, const px_export *export, px_builder *out, px_error *err)
{
    px_akn_targets ids = { 0 };
    px_akn_writer akn = {
        .export = export,
        .nodes = export->text->nodes,
        .count = export->text->count,
        .ends = make_ends(arena, export->text),
        .ids = &ids,
        .out = out,
        .err = err,
    };

    for (size_t i = 0; i < akn.count; i++)
        (void)px_akn_targets_put(&ids, akn.nodes[i].lasting_id, &export->text->nodes[i]);
    px_builder_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<akomaNtoso xmlns=\"" NAMESPACE "\">");
    akn.level++;
    add_document(&akn);
    px_export_akn_close(&akn, "akomaNtoso");
    px_builder_char(out, '\n');
    px_akn_targets_free(&ids);
    return akn.rc < 0 ? akn.rc : px_builder_check(out, err);
}
