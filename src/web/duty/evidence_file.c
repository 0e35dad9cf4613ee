/* SPDX-License-Identifier: EUPL-1.2 */
/* A file that a claim rests on, as it was handed over, for the people of the provider. */
#include "store/blob.h"
#include "web/access.h"
#include "web/duty/duty_view.h"
#include "web/process/meeting_view.h"
#include "web/route.h"

#include "base/banned.h"

enum { EVIDENCE_MAX = PX_BUILDER_LARGE };

int px_web_evidence(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    const px_evidence *found = NULL;
    px_provider provider;
    px_claim claim;
    size_t len;
    int rc = px_provider_find(request->db, request->arena, request->params[0], &provider, err);

    if (rc >= 0)
        rc = px_access_hide(request, PX_ACTION_READ_CLAIMS, px_scope_provider(provider.row), err);
    if (rc >= 0)
        rc = px_claim_find(request->db, request->arena, request->params[1], &claim, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; claim.subject.provider == provider.row && i < claim.n_evidence; i++)
        if (claim.evidence[i].kept && px_str_eq(claim.evidence[i].hash, request->params[2]))
            found = &claim.evidence[i];
    if (!found)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the claim rests on no such file of the house"),
                       NULL);
    rc = px_blob_get(request->house, px_arena_cstr(request->arena, found->hash), EVIDENCE_MAX,
                     &data, &len, err);
    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    reply->content_type = px_upload_media_type(px_upload_kind_of(px_str_n(data, len)));
    px_file_header(request, reply, found->name);
    px_builder_str(&reply->body, px_str_n(data, len));
    return 0;
}
