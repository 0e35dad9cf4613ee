/* SPDX-License-Identifier: EUPL-1.2 */
/* Files that go with comments, as they were handed over, and receipts. */
#include "drafting/comment/receipt.h"
#include "store/blob.h"
#include "web/comment/comment_view.h"
#include "web/process/meeting_view.h"
#include "web/route.h"

#include "base/banned.h"

/* Types that are taken, as constants. */
static const char *file_type(px_str media_type)
{
    static const px_upload_kind kinds[] = { PX_UPLOAD_PDF, PX_UPLOAD_DOCX, PX_UPLOAD_ODT };

    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (px_str_is(media_type, px_upload_media_type(kinds[i])))
            return px_upload_media_type(kinds[i]);
    return px_upload_media_type(PX_UPLOAD_UNKNOWN);
}

int px_web_comment_file(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    const px_comment_attachment *file = NULL;
    px_comment_view v;
    size_t len;
    int rc = px_comment_view_read(request, &v, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < v.comment.n_attachments; i++)
        if (px_str_eq(v.comment.attachments[i].id, request->params[1]))
            file = &v.comment.attachments[i];
    if (!file)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such file"), NULL);
    rc = px_blob_get(request->house, px_arena_cstr(request->arena, file->hash),
                     PX_COMMENT_ATTACHMENT_BYTES, &data, &len, err);
    if (rc < 0)
        return rc;
    reply->content_type = file_type(file->media_type);
    if (!v.comment.number)
        reply->cache_control = "no-store";
    px_file_header(request, reply, file->name);
    px_builder_str(&reply->body, px_str_n(data, len));
    return 0;
}

/* The receipt of one comment: what proves to anybody that it was handed in, and when. */
int px_web_comment_receipt(px_request *request, px_reply *reply, px_error *err)
{
    px_comment_view v;
    int rc = px_comment_view_read(request, &v, err);

    if (rc >= 0 && (!v.comment.number || !v.comment.submission))
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("this comment has no receipt"), NULL);
    if (rc >= 0)
        rc = px_receipt_write(request->db, request->arena, request->house, request->language, NULL,
                              &v.comment, &reply->body, err);
    if (rc < 0)
        return rc;
    reply->content_type = "text/plain; charset=utf-8";
    px_file_header(
        request, reply,
        px_str_of(px_arena_format(request->arena, "receipt-%.*s-%lld.txt",
                                  PX_STR_ARG(v.comment.code_id), (long long)v.comment.number)));
    return 0;
}
