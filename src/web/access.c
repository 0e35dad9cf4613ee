/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/access.h"

#include "base/banned.h"

static int access_refuse(const px_request *request, px_error *err)
{
    if (!request->session.who.person)
        return px_fail(err, PX_ERR_UNAUTHENTICATED, N_("this page is for those who have signed in"),
                       NULL);
    return px_fail(err, PX_ERR_FORBIDDEN, N_("your roles do not give the right to this page"),
                   NULL);
}

bool px_access_may(const px_request *request, px_action action, px_scope scope)
{
    return px_may(&request->session.who, action, scope);
}

int px_access_need(const px_request *request, px_action action, px_scope scope, px_error *err)
{
    return px_access_may(request, action, scope) ? 0 : access_refuse(request, err);
}

int px_access_hide(const px_request *request, px_action action, px_scope scope, px_error *err)
{
    if (px_access_may(request, action, scope))
        return 0;
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("there is no page at this address; it may have been mistyped"), NULL);
}

int px_access_route(const px_request *request, px_action action, px_error *err)
{
    return px_may_somewhere(&request->session.who, action) ? 0 : access_refuse(request, err);
}

bool px_access_working(const px_request *request, const px_code *code)
{
    return px_access_may(request, PX_ACTION_READ_WORKING, px_scope_code(code->row));
}

bool px_access_version(const px_request *request, const px_code *code, const px_version *version)
{
    return version->state != PX_VERSION_WORKING || px_access_working(request, code);
}
