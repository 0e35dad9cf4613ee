/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/provision_kind.h"

#include "base/message.h"

#include "base/banned.h"

const px_provision_kind_def px_provision_kinds[PX_PROVISION_KIND_COUNT] = {
    [PX_PROVISION_SECTION] = { "section", N_("section"), "sec", "section", true },
    [PX_PROVISION_CHAPTER] = { "chapter", N_("chapter"), "chp", "chapter", true },
    [PX_PROVISION_RECITAL] = { "recital", N_("recital"), "rec", "recital", false },
    [PX_PROVISION_COMMITMENT] = { "commitment", N_("commitment"), "commitment", NULL, true },
    [PX_PROVISION_MEASURE] = { "measure", N_("measure"), "measure", NULL, true },
    [PX_PROVISION_SUBMEASURE] = { "submeasure", N_("sub-measure"), "submeasure", NULL, true },
    [PX_PROVISION_PARAGRAPH] = { "paragraph", N_("paragraph"), "para", "paragraph", false },
    [PX_PROVISION_LIST] = { "list", N_("list"), "list", "list", false },
    [PX_PROVISION_POINT] = { "point", N_("point"), "point", "point", false },
    [PX_PROVISION_DEFINITION] = { "definition", N_("definition"), "def", NULL, false },
    [PX_PROVISION_ANNEX] = { "annex", N_("annex"), "annex", NULL, true },
    [PX_PROVISION_APPENDIX] = { "appendix", N_("appendix"), "appendix", NULL, true },
    [PX_PROVISION_TABLE] = { "table", N_("table"), "table", NULL, false },
    [PX_PROVISION_CODE_BLOCK] = { "code-block", N_("code block"), "code", NULL, false },
    [PX_PROVISION_GROUP] = { "group", N_("group"), "group", NULL, false },
    [PX_PROVISION_PART] = { "part", N_("part"), "part", "part", true },
    [PX_PROVISION_TITLE] = { "title", N_("title"), "title", "title", true },
    [PX_PROVISION_ARTICLE] = { "article", N_("article"), "art", "article", true },
    [PX_PROVISION_SUBSECTION] = { "subsection", N_("subsection"), "subsec", "subsection", false },
    [PX_PROVISION_SUBPARAGRAPH] = { "subparagraph", N_("subparagraph"), "subpara", "subparagraph",
                                    false },
    [PX_PROVISION_CITATION] = { "citation", N_("citation"), "cit", "citation", false },
    [PX_PROVISION_NOTE] = { "note", N_("note"), "note", NULL, false },
};

const char *px_provision_kind_name(px_provision_kind kind)
{
    return px_provision_kinds[(unsigned)kind < PX_PROVISION_KIND_COUNT ? kind : 0].name;
}

const char *px_provision_kind_title(px_provision_kind kind)
{
    return px_provision_kinds[(unsigned)kind < PX_PROVISION_KIND_COUNT ? kind : 0].title;
}

bool px_provision_kind_find(px_str name, px_provision_kind *ret_kind)
{
    for (int kind = 0; kind < PX_PROVISION_KIND_COUNT; kind++)
        if (px_str_is(name, px_provision_kinds[kind].name)) {
            *ret_kind = (px_provision_kind)kind;
            return true;
        }
    return false;
}
