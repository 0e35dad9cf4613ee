/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/xml_reason.h"

#include "base/macro.h"
#include "base/message.h"

#include "base/banned.h"

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
