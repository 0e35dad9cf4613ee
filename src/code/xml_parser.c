/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/xml_parser.h"

#include <stdio.h>

#include "base/error.h"
#include "base/macro.h"
#include "base/message.h"
#include "base/str.h"

#include "base/banned.h"

XML_Parser px_xml_parser_new(void)
{
    XML_Parser parser = XML_ParserCreateNS(NULL, PX_XML_SEPARATOR);

    if (!parser)
        px_out_of_memory();
    /* Else expat asks for a random device, which the jail does not have. */
    (void)XML_SetHashSalt(parser, (unsigned long)px_str_hash(PX_STR("xml")) | 1);
    return parser;
}

px_xml_position px_xml_position_of(XML_Parser parser)
{
    px_xml_position position;

    (void)snprintf(position.line, sizeof(position.line), "%lu",
                   (unsigned long)XML_GetCurrentLineNumber(parser));
    (void)snprintf(position.column, sizeof(position.column), "%lu",
                   (unsigned long)XML_GetCurrentColumnNumber(parser) + 1);
    return position;
}

/* In expat's own words; the others appear as it has them. */
static const struct {
    enum XML_Error error;
    const char *words;
} common[] = {
    { XML_ERROR_SYNTAX, N_("syntax error") },
    { XML_ERROR_NO_ELEMENTS, N_("no element found") },
    { XML_ERROR_INVALID_TOKEN, N_("not well-formed (invalid token)") },
    { XML_ERROR_UNCLOSED_TOKEN, N_("unclosed token") },
    { XML_ERROR_PARTIAL_CHAR, N_("partial character") },
    { XML_ERROR_TAG_MISMATCH, N_("mismatched tag") },
    { XML_ERROR_DUPLICATE_ATTRIBUTE, N_("duplicate attribute") },
    { XML_ERROR_JUNK_AFTER_DOC_ELEMENT, N_("junk after document element") },
    { XML_ERROR_BAD_CHAR_REF, N_("reference to invalid character number") },
    { XML_ERROR_MISPLACED_XML_PI, N_("XML or text declaration not at start of entity") },
    { XML_ERROR_UNKNOWN_ENCODING, N_("unknown encoding") },
    { XML_ERROR_INCORRECT_ENCODING, N_("encoding specified in XML declaration is incorrect") },
    { XML_ERROR_UNCLOSED_CDATA_SECTION, N_("unclosed CDATA section") },
    { XML_ERROR_UNBOUND_PREFIX, N_("unbound prefix") },
    { XML_ERROR_XML_DECL, N_("XML declaration not well-formed") },
};

const char *px_xml_reason(enum XML_Error error)
{
    const char *words = XML_ErrorString(error);

    for (size_t i = 0; i < PX_COUNT(common); i++)
        if (common[i].error == error)
            return common[i].words;
    return words ? words : N_("unknown error");
}
