/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/import.h"

#include "store/blob.h"

#include "base/banned.h"

int px_import_parse(px_jail *jail, const char *format, const char *name, px_str file,
                    px_str options, px_builder *outline, const px_importer **ret_importer,
                    px_error *err)
{
    const px_importer *importer = NULL;
    int rc = px_importer_find(format, name, file, &importer, err);

    if (rc < 0)
        return rc;
    rc = px_jail_run(jail, importer->format, file, options, outline, err);
    if (rc < 0) {
        px_error_add(err, "file", name);
        return rc;
    }
    *ret_importer = importer;
    return 0;
}

int px_import_into_house(px_house *house, px_import *import, px_str file, bool preview,
                         px_error *err)
{
    char hash[65];
    int rc;

    import->source.hash = NULL;
    import->house = NULL;
    if (preview)
        return px_house_try(house, px_import_store, import, err);
    rc = px_blob_put(house, file, hash, err); /* the file first, then the deed that names it */
    if (rc < 0)
        return rc;
    import->house = house;
    import->source.hash = hash;
    import->source.bytes = file.len;
    rc = px_house_write(house, px_import_store, import, err);
    import->source.hash = NULL;
    return rc;
}
