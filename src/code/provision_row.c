/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/provision_row.h"

#include "code/outline.h"

#include "base/banned.h"

int px_provision_row_find(px_db *db, int64_t code, px_str id, int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT id FROM provision WHERE code = ? AND lasting_id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_row = rc > 0 ? px_query_next_int(&query) : 0;
    return 0;
}

int px_provision_row_insert(px_db *db, int64_t code, px_str id, int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "INSERT INTO provision (code, lasting_id) VALUES (?, ?)", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    px_query_str(&query, id);
    rc = px_query_run(&query, err);
    *ret_row = px_db_last_id(db);
    return rc;
}

int px_provision_row_new(px_db *db, int64_t code, char ret_id[PX_LASTING_ID_LEN + 1],
                         int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "INSERT INTO provision (code, lasting_id) VALUES (?, ?) ON CONFLICT DO NOTHING", &query,
        err);

    if (rc < 0)
        return rc;
    do {
        px_lasting_id_make(ret_id);
        px_query_again(&query);
        px_query_int(&query, code);
        px_query_cstr(&query, ret_id);
        rc = px_query_run(&query, err);
    } while (rc >= 0 && px_db_changes(db) == 0);
    *ret_row = px_db_last_id(db);
    return rc;
}

int px_provision_row_forget_unused(px_db *db, int64_t code, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "DELETE FROM provision WHERE code = ? "
        "AND NOT EXISTS (SELECT 1 FROM node WHERE node.provision = provision.id) "
        "AND NOT EXISTS (SELECT 1 FROM lineage WHERE lineage.provision = provision.id) "
        "AND NOT EXISTS (SELECT 1 FROM lineage WHERE lineage.ancestor = provision.id) "
        "AND NOT EXISTS (SELECT 1 FROM relink WHERE relink.provision = provision.id) "
        "AND NOT EXISTS (SELECT 1 FROM relink WHERE relink.target = provision.id)",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    return px_query_run(&query, err);
}
