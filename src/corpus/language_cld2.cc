/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/language_cld2.h"

#include <climits>
#include <cstdio> // which the next header needs and does not include

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

const char *px_cld2_language(const char *text, size_t len)
{
    const CLD2::CLDHints none = { nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                                  CLD2::UNKNOWN_LANGUAGE };
    const int length = len > INT_MAX ? INT_MAX : static_cast<int>(len);
    CLD2::Language languages[3];
    int percents[3], text_bytes, valid_bytes;
    double scores[3];
    bool sure = false;
    CLD2::Language language =
        CLD2::ExtDetectLanguageSummaryCheckUTF8(text, length, true, &none, 0, languages, percents,
                                                scores, nullptr, &text_bytes, &sure, &valid_bytes);

    if (valid_bytes < length && valid_bytes > 0) // it looks at nothing then: at what is sound
        language = CLD2::ExtDetectLanguageSummary(text, valid_bytes, true, &none, 0, languages,
                                                  percents, scores, nullptr, &text_bytes, &sure);
    return sure && language != CLD2::UNKNOWN_LANGUAGE ? CLD2::LanguageCode(language) : nullptr;
}

const char *px_cld2_version(void)
{
    return CLD2::DetectLanguageVersion();
}
