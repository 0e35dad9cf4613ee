/* SPDX-License-Identifier: EUPL-1.2 */
/* Dossiers in a house: files in, entries out. */
#ifndef PX_DOSSIER_FIXTURE_H
#define PX_DOSSIER_FIXTURE_H

#include "drafting/dossier.h"
#include "unit/drafting/dossier_json_text.h"
#include "unit/house_fixture.h"

static inline int dossier_import(fixture *f, const char *text, px_dossier_import *ret_import)
{
    px_dossier_import import = {
        .bytes = px_str_of(text),
        .source = "test.json",
        .author = "operator",
    };
    int rc = px_dossier_import_into_house(f->house, &import, &f->err);

    if (ret_import)
        *ret_import = import;
    return rc;
}

static inline px_code dossier_code(fixture *f, const char *id)
{
    px_code code;

    assert_ok(px_code_find(f->reader, f->arena, px_str_of(id), PX_STR("en"), &code, &f->err),
              &f->err);
    return code;
}

static inline px_dossier dossier_of(fixture *f, const char *language)
{
    px_code code = dossier_code(f, "test");
    px_dossier dossier;

    assert_ok(px_dossier_load(f->reader, f->arena, &code, px_str_of(language), &dossier, &f->err),
              &f->err);
    return dossier;
}

#endif
