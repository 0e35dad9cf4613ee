/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing out: ends the session here and in the house. */
#include "web/page_frame.h"
#include "web/route.h"
#include "web/session.h"

#include "base/banned.h"

int px_page_sign_out(px_request *request, px_reply *reply, px_error *err)
{
    int rc = px_session_close(request, reply, err);

    if (rc < 0)
        return rc;
    px_reply_see_other(reply, px_page_address(request, "/"));
    return 0;
}
