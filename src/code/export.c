/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/export.h"

#include "base/message.h"

#include "base/banned.h"

#define FORMATS_MAX 256

const px_exporter px_exporters[] = {
    { "md", N_("Markdown"), "text/markdown; charset=utf-8", "md", px_export_markdown },
    { "akn", N_("Akoma Ntoso"), "application/akn+xml; charset=utf-8", "xml", px_export_akn },
    { "html", N_("HTML"), "text/html; charset=utf-8", "html", px_export_html },
    { "json", N_("JSON"), "application/json; charset=utf-8", "json", px_export_json },
};
const size_t px_exporter_count = PX_COUNT(px_exporters);

int px_exporter_find(px_str format, const px_exporter **ret_exporter, px_error *err)
{
    PX_AUTO_BUILDER px_builder formats = PX_BUILDER_INIT(FORMATS_MAX);
    PX_AUTO_BUILDER px_builder named = PX_BUILDER_INIT(FORMATS_MAX);

    for (size_t i = 0; i < px_exporter_count; i++) {
        px_builder_format(&formats, "%s%s", i ? ", " : "", px_exporters[i].format);
        if (px_str_is(format, px_exporters[i].format)) {
            *ret_exporter = &px_exporters[i];
            return 0;
        }
    }
    px_builder_str(&named, px_str_sub(format, 0, FORMATS_MAX / 2));
    return px_fail(err, PX_ERR_INVALID, N_("the format '{format}' is not known; use one of {list}"),
                   "format", px_builder_cstr(&named), "list", px_builder_cstr(&formats), NULL);
}
