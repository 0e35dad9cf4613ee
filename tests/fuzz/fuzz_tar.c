/* SPDX-License-Identifier: EUPL-1.2 */
/* Archives from elsewhere: the reader comes to an end, and no name or size leaves its bounds. */
#include <stdlib.h>
#include <sys/mman.h>

#include "store/tar.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int fd = -1;
    px_tar_in in = { .path = "fuzz.tar" };
    px_tar_entry entry;
    char buffer[700];
    size_t len;

    if (fd < 0)
        fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
        return 0;
    in.fd = fd;
    (void)lseek(fd, 0, SEEK_SET);
    while (px_tar_next(&in, &entry, NULL) > 0) {
        demand(entry.name[0] != '\0' && memchr(entry.name, 0, sizeof(entry.name)));
        demand(in.left == entry.size);
        if (px_tar_read(&in, buffer, sizeof(buffer), &len, NULL) == 0)
            demand(len == (entry.size < sizeof(buffer) ? entry.size : sizeof(buffer)));
    }
    return 0;
}
