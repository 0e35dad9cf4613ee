/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/iso_parts.h"

#include "base/macro.h"

#include "base/banned.h"

#define PACKAGE "http://schemas.openxmlformats.org/package/2006"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml"
#define CORE "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

#define STYLE(id, name)                                                                            \
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"" id "\"><w:name w:val=\"" name \
    "\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:before=\"210\" w:line=\"210\" "          \
    "w:lineRule=\"exact\"/><w:jc w:val=\"left\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/></w:rPr>"      \
    "</w:style>"

/* A paragraph of the footer with these tabs; a run of it; a field. */
#define NOTE(tabs, runs)                                                                           \
    "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:tabs>" tabs "</w:tabs><w:spacing w:before=\"20\" " \
    "w:after=\"20\"/><w:jc w:val=\"left\"/></w:pPr>" runs "</w:p>"
#define TAB(at) "<w:tab w:val=\"left\" w:pos=\"" at "\"/>"
#define RUN(properties, words)                                                                     \
    "<w:r><w:rPr>" properties "<w:sz w:val=\"16\"/></w:rPr><w:t xml:space=\"preserve\">" words     \
    "</w:t></w:r>"
#define BOLD "<w:b/>"
#define GAP "<w:r><w:rPr><w:sz w:val=\"16\"/></w:rPr><w:tab/></w:r>"
#define FIELD(name) "<w:fldSimple w:instr=\" " name " \">" RUN("", "1") "</w:fldSimple>"

const px_iso_part px_iso_parts[] = {
    { "[Content_Types].xml", PX_ISO_XML
      "<Types xmlns=\"" PACKAGE "/content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD
      ".document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" WORD
      ".styles+xml\"/><Override PartName=\"/word/settings.xml\" ContentType=\"" WORD
      ".settings+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"" WORD
      ".header+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"" WORD
      ".footer+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
      "vnd.openxmlformats-package.core-properties+xml\"/></Types>" },
    { "_rels/.rels",
      PX_ISO_XML "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"rId1\" "
                 "Type=\"" PX_ISO_OFFICE "/officeDocument\" Target=\"word/document.xml\"/>"
                 "<Relationship Id=\"rId2\" Type=\"" PACKAGE "/relationships/metadata/"
                 "core-properties\" Target=\"docProps/core.xml\"/></Relationships>" },
    { "docProps/core.xml",
      PX_ISO_XML "<cp:coreProperties xmlns:cp=\"" CORE "\" xmlns:dc=\"http://purl.org/dc/elements/"
                 "1.1/\"><dc:title>Template for comments and secretariat observations</dc:title>"
                 "<dc:language>en-GB</dc:language></cp:coreProperties>" },
    { "word/_rels/document.xml.rels",
      PX_ISO_XML "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"rId1\" "
                 "Type=\"" PX_ISO_OFFICE "/styles\" Target=\"styles.xml\"/><Relationship "
                 "Id=\"rId2\" Type=\"" PX_ISO_OFFICE "/settings\" Target=\"settings.xml\"/>"
                 "<Relationship Id=\"rId3\" Type=\"" PX_ISO_OFFICE "/header\" "
                 "Target=\"header1.xml\"/><Relationship Id=\"rId4\" Type=\"" PX_ISO_OFFICE
                 "/footer\" Target=\"footer1.xml\"/></Relationships>" },
    { "word/settings.xml",
      PX_ISO_XML "<w:settings " PX_ISO_NAMESPACES "><w:defaultTabStop w:val=\"851\"/><w:compat>"
                 "<w:compatSetting w:name=\"compatibilityMode\" "
                 "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
                 "</w:settings>" },
    { "word/styles.xml", PX_ISO_XML
      "<w:styles " PX_ISO_NAMESPACES "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts "
      "w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:lang w:val=\"en-GB\"/></w:rPr>"
      "</w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" "
      "w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr><w:jc w:val=\"both\"/></w:pPr>"
      "<w:rPr><w:sz w:val=\"22\"/></w:rPr></w:style><w:style w:type=\"paragraph\" "
      "w:styleId=\"Footer\"><w:name w:val=\"footer\"/><w:basedOn w:val=\"Normal\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Header\"><w:name w:val=\"header\"/><w:basedOn "
      "w:val=\"Footer\"/></w:style>" STYLE("ISOMB", "ISO_MB") STYLE("ISOClause", "ISO_Clause")
          STYLE("ISOParagraph", "ISO_Paragraph") STYLE("ISOCommType", "ISO_Comm_Type")
              STYLE("ISOComments", "ISO_Comments") STYLE("ISOChange", "ISO_Change")
                  STYLE("ISOSecretObservations", "ISO_Secret_Observations") "</w:styles>" },
    { "word/footer1.xml",
      PX_ISO_XML "<w:ftr " PX_ISO_NAMESPACES ">" NOTE(
          TAB("284"),
          RUN("", "1") GAP RUN(BOLD, "MB") RUN("", " = Member body / ") RUN(BOLD, "NC") RUN(
              "", " = National Committee (enter the ISO 3166 two-letter country code, e.g. CN for "
                  "China; comments from the ISO/CS editing unit are identified by ") RUN(BOLD, "**")
              RUN("", ")"))
          NOTE(
              TAB("284") TAB("1843") TAB("3119") TAB("4395"),
              RUN("", "2") GAP RUN(BOLD, "Type of comment:") GAP RUN(BOLD, "ge") RUN(
                  "", " = general") GAP RUN(BOLD, "te") RUN("", " = technical ") GAP RUN(BOLD, "ed")
                  RUN("", " = editorial ")) "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc "
                                            "w:val=\"right\"/></w:pPr>" RUN("", "page ")
                                                FIELD("PAGE") RUN("", " of ") FIELD(
                                                    "NUMPAGES") "</w:p><w:p><w:pPr><w:pStyle "
                                                                "w:val=\"Footer\"/><w:jc "
                                                                "w:val=\"left\"/></w:pPr>" RUN(
                                                                    "<w:i/>",
                                                                    "ISO/IEC/CEN/CENELEC "
                                                                    "electronic balloting "
                                                                    "commenting template/version "
                                                                    "2012-03") "</w:p></w:ftr>" },
};
const size_t px_iso_part_count = PX_COUNT(px_iso_parts);
