/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The metadata of the export to Akoma Ntoso. The work is the code, the expression one version of it
 * in one language. What the house does not know stays unsaid: it knows no country, so the code of
 * ISO 3166-1 that is free for users stands there ("xx").
 */
#include "code/akn/export_akn_priv.h"

#include "code/language_code.h"

#include "base/banned.h"

#define WORK_URI "/akn/xx/doc/code/"
#define PRAXIS_NAMESPACE "urn:praxis:akn:1"

/* The addresses and the date that the three levels share. */
typedef struct identity {
    px_str code, label;
    const char *language;
    char date[16];
} identity;

static void add_date(char ret_date[16], px_time time)
{
    px_civil c = px_civil_from_utc(time);

    (void)snprintf(ret_date, 16, "%04d-%02d-%02d", c.year % 10000, c.month % 100, c.day % 100);
}

px_str px_export_akn_title(const px_akn_writer *akn)
{
    const px_version *version = akn->export->version;

    return px_str_eq(version->title, version->label) ? PX_STR("") : version->title;
}

/* "<element ATTRIBUTE="VALUE"/>" in a line of its own. */
static void add_value(px_akn_writer *akn, const char *element, const char *attribute, px_str value)
{
    px_export_akn_line(akn);
    px_builder_format(akn->out, "<%s", element);
    px_export_akn_attribute(akn, attribute, value);
    px_builder_add(akn->out, "/>");
}

/* The address of the work, of the expression, of the manifestation: each adds to the one before. */
static px_str address(const identity *id, px_builder *out, int level)
{
    px_builder_clear(out);
    px_builder_format(out, WORK_URI "%.*s", PX_STR_ARG(id->code));
    if (level > 0)
        px_builder_format(out, "/%s@ver_%.*s", id->language, PX_STR_ARG(id->label));
    if (level > 1)
        px_builder_add(out, ".xml");
    return px_builder_view(out);
}

static void open_level(px_akn_writer *akn, const identity *id, const char *element, int level)
{
    PX_AUTO_BUILDER px_builder uri = PX_BUILDER_INIT(1024);

    px_export_akn_line(akn);
    px_builder_format(akn->out, "<%s>", element);
    akn->level++;
    add_value(akn, "FRBRthis", "value", address(id, &uri, level));
    add_value(akn, "FRBRuri", "value", address(id, &uri, level));
    px_export_akn_line(akn);
    px_builder_format(akn->out, "<FRBRdate date=\"%s\" name=\"generation\"/>", id->date);
    px_export_akn_line(akn);
    px_builder_add(akn->out, "<FRBRauthor href=\"#editor\"/>");
}

static void add_identification(px_akn_writer *akn, identity *id)
{
    const px_version *version = akn->export->version;
    bool published = version->published != PX_TIME_NONE;

    px_export_akn_line(akn);
    px_builder_add(akn->out, "<identification source=\"#praxis\">");
    akn->level++;
    add_date(id->date, version->created);
    open_level(akn, id, "FRBRWork", 0);
    add_value(akn, "FRBRcountry", "value", PX_STR("xx"));
    if (px_export_akn_title(akn).len)
        add_value(akn, "FRBRname", "value", px_export_akn_title(akn));
    px_export_akn_close(akn, "FRBRWork");
    add_date(id->date, published ? version->published : version->created);
    open_level(akn, id, "FRBRExpression", 1);
    add_value(akn, "FRBRversionNumber", "value", id->label);
    add_value(akn, "FRBRlanguage", "language", px_str_of(id->language));
    px_export_akn_close(akn, "FRBRExpression");
    open_level(akn, id, "FRBRManifestation", 2);
    add_value(akn, "FRBRformat", "value", PX_STR("application/akn+xml"));
    px_export_akn_close(akn, "FRBRManifestation");
    px_export_akn_close(akn, "identification");
}

/* A published version: when, and by which act of the log. */
static void add_publication(px_akn_writer *akn, const identity *id)
{
    const px_version *version = akn->export->version;

    if (version->published == PX_TIME_NONE)
        return;
    px_export_akn_line(akn);
    px_builder_format(akn->out, "<publication date=\"%s\" name=\"log\" showAs=\"Log of acts\"",
                      id->date);
    px_export_akn_attribute(akn, "number", version->act);
    px_builder_add(akn->out, "/>");
}

static void add_lifecycle(px_akn_writer *akn, const identity *id)
{
    px_export_akn_line(akn);
    px_builder_add(akn->out, "<lifecycle source=\"#praxis\">");
    akn->level++;
    px_export_akn_line(akn);
    px_builder_format(akn->out,
                      "<eventRef eId=\"lifecycle__event_1\" date=\"%s\" source=\"#original\" "
                      "type=\"generation\"/>",
                      id->date);
    px_export_akn_close(akn, "lifecycle");
}

static void add_reference(px_akn_writer *akn, const char *element, const char *eid, px_str href,
                          px_str shown)
{
    px_export_akn_line(akn);
    px_builder_format(akn->out, "<%s eId=\"%s\"", element, eid);
    px_export_akn_attribute(akn, "href", href);
    px_export_akn_attribute(akn, "showAs", shown);
    px_builder_add(akn->out, "/>");
}

static void add_references(px_akn_writer *akn, const identity *id)
{
    PX_AUTO_BUILDER px_builder uri = PX_BUILDER_INIT(1024);

    px_export_akn_line(akn);
    px_builder_add(akn->out, "<references source=\"#praxis\">");
    akn->level++;
    add_reference(akn, "original", "original", address(id, &uri, 1), id->label);
    add_reference(akn, "TLCOrganization", "editor", PX_STR("/akn/ontology/organization/editor"),
                  PX_STR("Editor"));
    add_reference(akn, "TLCObject", "praxis", PX_STR("/akn/ontology/object/praxis"),
                  PX_STR("praxis"));
    px_export_akn_close(akn, "references");
}

/* What Akoma Ntoso has no place for, and by which the importer knows a file of ours. */
static void add_proprietary(px_akn_writer *akn)
{
    const px_version *version = akn->export->version;

    px_export_akn_line(akn);
    px_builder_add(akn->out, "<proprietary source=\"#praxis\">");
    akn->level++;
    px_export_akn_line(akn);
    px_builder_add(akn->out, "<px:version xmlns:px=\"" PRAXIS_NAMESPACE "\"");
    px_export_akn_attribute(akn, "code", akn->export->code->id);
    px_export_akn_attribute(akn, "label", version->label);
    px_export_akn_attribute(akn, "state", px_str_of(px_version_state_name(version->state)));
    px_export_akn_attribute(akn, "language", akn->export->text->language);
    px_export_akn_attribute(akn, "digest", version->digest);
    px_builder_char(akn->out, '>');
    akn->level++;
    if (px_export_akn_title(akn).len) {
        px_export_akn_line(akn);
        px_builder_add(akn->out, "<px:title>");
        px_export_akn_text(akn->out, px_export_akn_title(akn));
        px_builder_add(akn->out, "</px:title>");
    }
    px_export_akn_close(akn, "px:version");
    px_export_akn_close(akn, "proprietary");
}

void px_export_akn_meta(px_akn_writer *akn)
{
    identity id = {
        .code = akn->export->code->id,
        .label = akn->export->version->label,
        .language = px_language_code_3(akn->export->text->language),
    };

    px_export_akn_line(akn);
    px_builder_add(akn->out, "<meta>");
    akn->level++;
    add_identification(akn, &id);
    add_publication(akn, &id);
    add_lifecycle(akn, &id);
    add_references(akn, &id);
    add_proprietary(akn);
    px_export_akn_close(akn, "meta");
}
