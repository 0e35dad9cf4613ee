/* SPDX-License-Identifier: EUPL-1.2 */
/* Pixels, hours and samples, which only some corpora have. */
#include "base/macro.h"
#include "corpus/report_text_priv.h"

#include "base/banned.h"

enum { HOUR_MS = 60 * 60 * 1000 };

/* With three decimals: a thousandth of an hour is 3.6 seconds. */
static void put_hours(const px_text_report *t, const char *message, uint64_t ms)
{
    PX_AUTO_BUILDER px_builder whole = PX_BUILDER_INIT(64), hours = PX_BUILDER_INIT(128);
    uint64_t thousandths = (ms + HOUR_MS / 2000) / (HOUR_MS / 1000);
    char rest[8];
    px_arg args[2];

    if (ms == 0)
        return;
    px_text_digits(&whole, t, thousandths / 1000);
    (void)snprintf(rest, sizeof(rest), "%03u", (unsigned)(thousandths % 1000));
    args[0] = (px_arg){ "whole", px_builder_view(&whole) };
    args[1] = (px_arg){ "thousandths", px_str_of(rest) };
    px_message(&hours, t->language, N_("{whole}.{thousandths}"), args, 2);
    args[0] = (px_arg){ "hours", px_builder_view(&hours) };
    px_message(t->out, t->language, message, args, 1);
    px_builder_char(t->out, '\n');
}

static uint64_t samples(const px_result *result)
{
    const px_groups *kinds = &result->dimensions[PX_BY_KIND];
    uint64_t count = 0;

    for (size_t i = 0; i < kinds->count; i++)
        if (px_str_ends(kinds->items[i].key, PX_STR(" sample")))
            count += kinds->items[i].figures[PX_FIGURE_DOCUMENTS];
    return count;
}

void px_report_text_media(const px_text_report *t)
{
    const px_result *result = t->report->result;
    const uint64_t *images = result->modality[PX_MODALITY_IMAGE];
    uint64_t of_tar = samples(result);

    if (images[PX_FIGURE_PIXELS])
        px_text_sentence(t, N_("Images: {pixels} pixels"), "pixels", images[PX_FIGURE_PIXELS], NULL,
                         0);
    put_hours(t, N_("Audio: {hours} hours"),
              result->modality[PX_MODALITY_AUDIO][PX_FIGURE_MILLISECONDS]);
    put_hours(t, N_("Video: {hours} hours"),
              result->modality[PX_MODALITY_VIDEO][PX_FIGURE_MILLISECONDS]);
    if (of_tar)
        px_text_sentence(t, N_("Samples in tar archives, by their key: {count}"), "count", of_tar,
                         NULL, 0);
}
