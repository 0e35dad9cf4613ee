/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/migration.h"

#include "base/ascii.h"
#include "base/builder.h"
#include "base/embedded.h"
#include "store/search_index.h"

#include "base/banned.h"

/* The number in front of a migration's file name: four digits and a hyphen, or 0. */
static int number_of(const char *name)
{
    int number = 0;

    for (int i = 0; i < 4; i++) {
        if (!px_is_digit(name[i]))
            return 0;
        number = number * 10 + (name[i] - '0');
    }
    return name[4] == '-' ? number : 0;
}

int px_migration_last(void)
{
    int last = 0;

    for (const px_embedded *file = px_embedded_migrations; file->name; file++)
        last = number_of(file->name);
    return last;
}

int px_migration_version(px_db *db, int *ret_version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "PRAGMA user_version", &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_version = (int)px_query_next_int(&query);
    return 0;
}

/* Runs the migration, unless another process was faster: the number is read in the transaction. */
static int migrate_inside(px_db *db, const px_embedded *file, px_error *err)
{
    PX_AUTO_BUILDER px_builder pragma = PX_BUILDER_INIT(64);
    int number = number_of(file->name), version;
    int rc = px_migration_version(db, &version, err);

    if (rc < 0 || version >= number)
        return rc;
    rc = px_db_exec(db, (const char *)file->data, err);
    if (rc < 0) {
        px_error_add(err, "migration", file->name);
        return rc;
    }
    px_builder_format(&pragma, "PRAGMA user_version=%d", number);
    return px_db_exec(db, px_builder_cstr(&pragma), err);
}

static int migrate_one(px_db *db, const px_embedded *file, px_error *err)
{
    int rc = px_db_exec(db, "BEGIN IMMEDIATE", err);

    if (rc < 0)
        return rc;
    rc = migrate_inside(db, file, err);
    if (rc >= 0)
        rc = px_db_exec(db, "COMMIT", err);
    if (rc < 0)
        px_db_rollback(db);
    return rc;
}

int px_migrate(px_db *db, px_error *err)
{
    int version;
    int rc = px_migration_version(db, &version, err);

    if (rc < 0)
        return rc;
    if (version > px_migration_last())
        return px_fail(err, PX_ERR_NEWER,
                       N_("the house was made by a newer praxis; update this program"), NULL);
    for (const px_embedded *file = px_embedded_migrations; file->name; file++) {
        if (number_of(file->name) <= version)
            continue;
        rc = migrate_one(db, file, err);
        if (rc < 0)
            return rc;
    }
    return px_search_refresh(db, err);
}
