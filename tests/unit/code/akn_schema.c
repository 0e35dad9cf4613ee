/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/code/akn_schema.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "unit/testing.h"

#define SCHEMA PX_SHARED_DATA "/akoma-ntoso/schemas/akomantoso30.xsd"

void px_test_schema_needed(void)
{
    const char *argv[] = { "xmllint", "--version", NULL };
    px_child_spec spec = { .argv = argv };
    px_child_result result = { 0 };
    px_error err = PX_ERROR_INIT;

    if (!px_path_exists(SCHEMA)) {
        print_message("no schema here: " SCHEMA "\n");
        skip();
    }
    if (px_child_run(&spec, &result, &err) < 0) {
        print_message("xmllint is not installed\n");
        skip();
    }
    px_child_result_free(&result);
}

void px_test_schema_write(const char *path, px_str xml)
{
    static const px_str name = PX_STR_INIT("legaldocml/ns/akn/3.0\"");
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t at = px_str_find(xml, name) + name.len - 1;
    px_error err = PX_ERROR_INIT;
    int fd;

    px_builder_str(&text, px_str_sub(xml, 0, at));
    px_builder_add(&text, "/WD17");
    px_builder_str(&text, px_str_sub(xml, at, xml.len));
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_ok(px_fd_write(fd, path, px_builder_view(&text), &err), &err);
    (void)close(fd);
}

void px_test_schema_validate(const char *const *paths, size_t count)
{
    const char *argv[SCHEMA_BATCH + 6] = { "xmllint", "--nonet", "--noout", "--schema", SCHEMA };
    px_child_spec spec = { .argv = argv, .max_output = 1 << 22 };
    px_child_result result = { 0 };
    px_error err = PX_ERROR_INIT;

    for (size_t i = 0; i < count; i++)
        argv[5 + i] = paths[i];
    assert_ok(px_child_run(&spec, &result, &err), &err);
    if (result.exit_status)
        print_error("%s\n", px_builder_cstr(&result.err));
    assert_int_equal(result.exit_status, 0);
    px_child_result_free(&result);
}
