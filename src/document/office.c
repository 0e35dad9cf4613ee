/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/office.h"

#include <assert.h>

#include "base/embedded.h"

#include "base/banned.h"

void px_office_types_begin(px_builder *out)
{
    px_builder_add(out, PX_OFFICE_XML
                   "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                   "<Default Extension=\"rels\" "
                   "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                   "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    px_office_type(out, "/docProps/core.xml",
                   "application/vnd.openxmlformats-package.core-properties+xml");
    px_office_type(out, "/docProps/app.xml",
                   "application/vnd.openxmlformats-officedocument.extended-properties+xml");
}

void px_office_type(px_builder *out, const char *part, const char *type)
{
    px_builder_format(out, "<Override PartName=\"%s\" ContentType=\"%s\"/>", part, type);
}

void px_office_types_end(px_builder *out)
{
    px_builder_add(out, "</Types>");
}

static void write_property(px_builder *out, const char *element, px_str value)
{
    if (!value.len)
        return;
    px_builder_format(out, "<%s>", element);
    px_builder_html(out, value);
    px_builder_format(out, "</%s>", element);
}

static px_str core_properties(px_arena *arena, const px_document_head *head)
{
    static const char *const times[] = { "created", "modified" };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_add(
        &out, PX_OFFICE_XML
        "<cp:coreProperties "
        "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    write_property(&out, "dc:title", head->title);
    write_property(&out, "dc:subject", head->subtitle);
    write_property(&out, "dc:creator", head->author);
    write_property(&out, "cp:lastModifiedBy", head->author);
    write_property(&out, "dc:language", head->language);
    for (size_t i = 0; i < PX_COUNT(times); i++) {
        /* Programs want whole seconds. */
        const px_time seconds = head->date - (head->date % 1000 + 1000) % 1000;

        px_builder_format(&out, "<dcterms:%s xsi:type=\"dcterms:W3CDTF\">", times[i]);
        px_time_format(&out, seconds);
        px_builder_format(&out, "</dcterms:%s>", times[i]);
    }
    px_builder_add(&out, "</cp:coreProperties>");
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str package_relations(px_arena *arena, const char *main_part)
{
    return px_str_of(px_arena_format(
        arena,
        "%s<Relationships xmlns=\"" PX_OFFICE_PACKAGE_RELATIONS "\">"
        "<Relationship Id=\"rId1\" Type=\"" PX_OFFICE_RELATIONS "/officeDocument\" Target=\"%s\"/>"
        "<Relationship Id=\"rId2\" Type=\"" PX_OFFICE_PACKAGE_RELATIONS
        "/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"" PX_OFFICE_RELATIONS
        "/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>",
        PX_OFFICE_XML, main_part));
}

void px_office_add_common(px_package *package, px_arena *arena, const px_document_head *head,
                          const char *main_part)
{
    static const px_str application = PX_STR_INIT(
        PX_OFFICE_XML "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                      "extended-properties\"><Application>praxis</Application></Properties>");

    px_package_add(package, "_rels/.rels", package_relations(arena, main_part));
    px_package_add(package, "docProps/core.xml", core_properties(arena, head));
    px_package_add(package, "docProps/app.xml", application);
}

px_str px_office_part(const char *name)
{
    for (const px_embedded *file = px_embedded_office; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return px_embedded_str(file);
    assert(!"a part of data/office");
    return PX_STR("");
}
