/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a manifest: what is taken has sources that answer for paths, in bounded time. */
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "corpus/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_CLOSE int fd = memfd_create("manifest", MFD_CLOEXEC);
    px_error err = PX_ERROR_INIT;
    px_manifest *manifest = NULL;
    char path[32];

    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    if (px_fd_write(fd, path, px_str_n((const char *)data, size), &err) < 0 ||
        px_manifest_read(path, &manifest, &err) < 0)
        return 0;
    for (size_t i = 0; i < manifest->count; i++)
        if (manifest->sources[i].name.len == 0 || !manifest->sources[i].paths[0])
            abort();
    (void)px_manifest_source_of(manifest, "/proc/self/fd/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
    px_manifest_free(manifest);
    return 0;
}
