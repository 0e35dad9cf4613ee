/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws a timeline as SVG inside a page: colours come from the style sheet (timeline.css) by
 * classes, each mark is a link. */
#ifndef PX_WEB_TIMELINE_SVG_H
#define PX_WEB_TIMELINE_SVG_H

#include "base/message.h"
#include "web/timeline.h"

/* The name of a lane, a message id: "Drafts". */
const char *px_timeline_lane_title(px_timeline_lane lane);

/* Appends the names of the lanes as a picture of their own, which stays in view where the other is
 * scrolled, and the timeline with its title and description (plain text). Nothing for a timeline
 * without marks. */
void px_timeline_svg(px_builder *out, const px_language *language, const px_timeline *timeline,
                     px_str title, px_str description);

#endif
