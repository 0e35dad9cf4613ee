/* SPDX-License-Identifier: EUPL-1.2 */
/* Pieces of the JSON of dossiers. */
#ifndef PX_DOSSIER_JSON_TEXT_H
#define PX_DOSSIER_JSON_TEXT_H

#define SOURCES                                                                                    \
    "\"sources\":{\"page\":{\"title\":{\"en\":\"The page\",\"fr\":\"La page\"},"                   \
    "\"address\":\"https://example.eu/page\"},\"book\":{\"title\":{\"en\":\"A book\"}}}"
#define HEAD "\"dossier\":1,\"code\":\"test\",\"part\":\"history\",\"as_of\":\"2026-11-24\""
#define CITED "\"sources\":[{\"source\":\"page\",\"confidence\":\"primary\"}]"

/* A file with these entries. */
#define DOSSIER(entries) "{" HEAD "," SOURCES ",\"entries\":[" entries "]}"
#define STEP(key, date, more)                                                                      \
    "{\"kind\":\"step\",\"key\":\"" key "\",\"date\":\"" date "\",\"step\":\"plenary\","           \
    "\"title\":{\"en\":\"Plenary\",\"fr\":\"Plénière\"}," more CITED "}"

#endif
