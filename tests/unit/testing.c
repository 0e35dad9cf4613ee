/* SPDX-License-Identifier: EUPL-1.2 */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit/testing.h"

char *px_test_directory(void)
{
    const char *base = getenv("TMPDIR");
    char path[4096];

    (void)snprintf(path, sizeof(path), "%s/praxis-test-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(path)) {
        perror(path);
        abort();
    }
    return px_strdup(path);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void px_test_remove(char *directory)
{
    (void)nftw(directory, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    free(directory);
}
