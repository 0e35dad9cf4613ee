/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as an index of web archives: each extent is found again where it was said to be. */
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "corpus/cdx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_CLOSE int fd = memfd_create("cdx", MFD_CLOEXEC);
    px_error err = PX_ERROR_INIT;
    px_cdx *cdx = NULL;
    px_extents extents;
    char path[32];
    const char *paths[] = { path };

    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    if (px_fd_write(fd, path, px_str_n((const char *)data, size), &err) < 0 ||
        px_cdx_read(paths, 1, &cdx, &err) < 0)
        return 0;
    extents = px_cdx_of(cdx, PX_STR("folder/a.warc.gz"));
    for (size_t i = 0; i < extents.count; i++) {
        bool first = i == 0 || extents.items[i - 1].offset < extents.items[i].offset;

        if (first && px_extents_length(extents, extents.items[i].offset) != extents.items[i].length)
            abort();
    }
    px_cdx_free(cdx);
    return 0;
}
