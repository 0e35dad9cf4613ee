/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/picture.h"

#include "document/document_write.h"

#include "base/banned.h"

enum { HEAD = 24, SIDE_MAX = 20000 };

/* A number of the head of a PNG (PNG specification, 11.2.2: IHDR). */
static unsigned head_number(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

int px_doc_pixels_make(px_jail *jail, px_arena *arena, px_str svg, px_doc_pixels *ret_pixels,
                       px_error *err)
{
    static const px_str signature = PX_STR_INIT("\x89PNG\r\n\x1A\n");
    PX_AUTO_BUILDER px_builder png = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error why = PX_ERROR_INIT;
    px_doc_pixels pixels = { 0 };
    int rc = jail ? px_jail_tool_run(jail, PX_DOCUMENT_DRAWING_TOOL, svg, &png, &why)
                  : -PX_ERR_TOOL_MISSING;

    if (rc == -PX_ERR_TOOL_MISSING) {
        *ret_pixels = pixels;
        return 0;
    }
    if (rc < 0) {
        *err = why;
        return rc;
    }
    if (png.len > HEAD && px_str_starts(px_builder_view(&png), signature)) {
        pixels.png = px_arena_str(arena, px_builder_view(&png));
        pixels.width = head_number((const unsigned char *)pixels.png.ptr + 16);
        pixels.height = head_number((const unsigned char *)pixels.png.ptr + 20);
    }
    if (!pixels.width || !pixels.height || pixels.width > SIDE_MAX || pixels.height > SIDE_MAX)
        return px_fail(err, PX_ERR_PARSER, N_("'{tool}' drew no picture"), "tool",
                       PX_DOCUMENT_DRAWING_TOOL, NULL);
    *ret_pixels = pixels;
    return 0;
}
