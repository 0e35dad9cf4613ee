/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/provision_kind.h"

#include "base/macro.h"

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

const char *px_provision_group_title(px_str extra)
{
    static const struct {
        const char *extra, *title;
    } groups[] = {
        { "preface", N_("preface") },   { "preamble", N_("preamble") },
        { "recitals", N_("recitals") }, { "citations", N_("citations") },
        { "body", N_("body") },         { "conclusions", N_("conclusions") },
        { "quote", N_("quotation") },
    };

    for (size_t i = 0; i < PX_COUNT(groups); i++)
        if (px_str_is(extra, groups[i].extra))
            return groups[i].title;
    return NULL;
}

void px_provision_kind_words(px_builder *out, const px_language *language, px_provision_kind kind,
                             px_str extra)
{
    const char *title = px_provision_group_title(extra);
    px_arg args[] = { { "name", title ? px_str_of(px_tr(language, title)) : extra } };

    if (kind != PX_PROVISION_GROUP || !extra.len)
        px_builder_add(out, px_tr(language, px_provision_kind_title(kind)));
    else if (px_str_is(extra, "quote"))
        px_builder_str(out, args[0].value);
    else
        px_message(out, language, N_("group ({name})"), args, PX_COUNT(args));
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
