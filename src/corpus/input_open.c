/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/input_open.h"

#include <errno.h>
#include <fcntl.h>

#include "base/macro.h"

#include "base/banned.h"

void px_opener_close(px_opener *opener)
{
    if (opener->is_open)
        (void)close(opener->fd);
    *opener = (px_opener){ 0 };
}

/* The folder is opened for the second input in a row that lies in it. */
static void enter(px_opener *opener, const char *name, size_t len)
{
    char folder[4096];

    if (!opener->folder || opener->len != len || memcmp(opener->folder, name, len) != 0) {
        px_opener_close(opener);
        opener->folder = name;
        opener->len = len;
    } else if (!opener->is_open && len > 0 && len < sizeof(folder)) {
        memcpy(folder, name, len);
        folder[len] = '\0';
        opener->fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
        opener->is_open = opener->fd >= 0;
    }
}

int px_input_open(px_opener *opener, const px_input *input, int *ret_fd, px_error *err)
{
    const char *slash = strrchr(input->name, '/');
    size_t len = slash ? (size_t)(slash + 1 - input->name) : 0;
    int fd;

    if (strcmp(input->name, "-") == 0) {
        fd = dup(STDIN_FILENO);
    } else {
        enter(opener, input->name, len);
        fd = opener->is_open
                 ? openat(opener->fd, input->name + len, O_RDONLY | O_CLOEXEC | O_NOCTTY)
                 : open(input->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    }
    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", input->name,
                             NULL);
    *ret_fd = fd;
    return 0;
}
