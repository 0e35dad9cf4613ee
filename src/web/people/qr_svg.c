/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/people/qr_svg.h"

#include <qrencode.h>

#include "base/banned.h"

enum { QUIET = 4 };

static void qr_free(QRcode **code)
{
    QRcode_free(*code);
}

int px_qr_svg(px_builder *out, const char *text, px_str label, px_error *err)
{
    PX_CLEANUP(qr_free) QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    int size;

    if (!code)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the text is too long for a QR code"), NULL);
    size = code->width + 2 * QUIET;
    px_builder_format(out, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" ",
                      size, size, 4 * size, 4 * size);
    px_builder_add(out, "role=\"img\" aria-label=\"");
    px_builder_html(out, label);
    px_builder_format(out, "\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"",
                      size, size);
    for (int y = 0; y < code->width; y++)
        for (int x = 0, end; x < code->width; x = end + 1) {
            for (end = x; end < code->width && (code->data[y * code->width + end] & 1); end++)
                continue;
            if (end > x)
                px_builder_format(out, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, end - x, end - x);
        }
    px_builder_add(out, "\"/></svg>");
    return 0;
}
