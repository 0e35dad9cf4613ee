/* SPDX-License-Identifier: EUPL-1.2 */
/* Comments in twins: one object each, with the keys that every twin has. */
#ifndef PX_WEB_COMMENT_JSON_H
#define PX_WEB_COMMENT_JSON_H

#include "base/json_write.h"
#include "drafting/comment/comment_list.h"
#include "web/request.h"

/* The pairs of a comment, inside of an object. author: words. Of what is withdrawn or disowned no
 * word is there to be written. */
void px_comment_json_pairs(px_json *json, const px_comment *comment, px_str author);

/* A line of a list as an object. */
void px_comment_json_line(px_json *json, const px_comment_line *line);

#endif
