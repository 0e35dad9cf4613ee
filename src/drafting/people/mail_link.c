/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/mail_link.h"

#include "base/banned.h"

static const char *const purposes[PX_LINK_PURPOSE_COUNT] = {
    [PX_LINK_SIGN_IN] = "sign-in",
    [PX_LINK_PASSWORD] = "password",
    [PX_LINK_MAIL] = "mail",
};

int px_mail_link_add(px_db *db, const px_mail_link *link, px_str token, px_error *err)
{
    px_token_hash hash = px_token_hash_of(token);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "INSERT INTO mail_link (hash, person, purpose, detail, expires) VALUES (?, ?, ?, ?, ?)",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, hash.bytes, sizeof(hash.bytes));
    px_query_int(&query, link->person);
    px_query_cstr(&query, purposes[link->purpose]);
    px_query_str(&query, link->detail.ptr ? link->detail : PX_STR(""));
    px_query_int(&query, link->expires);
    return px_query_run(&query, err);
}

int px_mail_link_find(px_db *db, px_arena *arena, px_str token, px_link_purpose purpose,
                      px_time now, px_mail_link *ret_link, px_error *err)
{
    px_token_hash hash = px_token_hash_of(token);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT l.person, l.detail, l.expires FROM mail_link l"
                            " JOIN person p ON p.id = l.person WHERE l.hash = ?"
                            " AND l.purpose = ? AND l.expires > ? AND p.state = 'active'",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, hash.bytes, sizeof(hash.bytes));
    px_query_cstr(&query, purposes[purpose]);
    px_query_int(&query, now);
    rc = px_token_is(token) ? px_query_step(&query, err) : 0;
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("this link was used already or has expired; ask for a new one"), NULL);
    ret_link->person = px_query_next_int(&query);
    ret_link->purpose = purpose;
    ret_link->detail = px_query_next_text(&query, arena);
    ret_link->expires = px_query_next_int(&query);
    return 0;
}

int px_mail_link_use(px_db *db, px_arena *arena, px_str token, px_link_purpose purpose, px_time now,
                     px_mail_link *ret_link, px_error *err)
{
    px_token_hash hash = px_token_hash_of(token);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_mail_link link;
    int rc = px_mail_link_find(db, arena, token, purpose, now, &link, err);

    if (rc >= 0)
        rc = px_query_start(db, "DELETE FROM mail_link WHERE hash = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_blob(&query, hash.bytes, sizeof(hash.bytes));
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    *ret_link = link;
    return 0;
}

int px_mail_link_end_all(px_db *db, int64_t person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM mail_link WHERE person = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    return px_query_run(&query, err);
}
