/* SPDX-License-Identifier: EUPL-1.2 */
#include <pthread.h>

#include "base/civil.h"

#include "base/banned.h"

enum { KEPT_MAX = 1024 };

static struct {
    pthread_mutex_t lock;
    px_zone *zones[KEPT_MAX];
    size_t count;
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* Under the lock. */
static int kept_find(const char *name, const px_zone **ret_zone, px_error *err)
{
    px_zone *zone;
    int rc;

    for (size_t i = 0; i < kept.count; i++)
        if (strcmp(px_zone_name(kept.zones[i]), name) == 0) {
            *ret_zone = kept.zones[i];
            return 0;
        }
    if (kept.count == KEPT_MAX)
        return px_fail(err, PX_ERR_TOO_MANY, N_("too many time zones are in use"), NULL);
    rc = px_zone_load(name, &zone, err);
    if (rc < 0)
        return rc;
    kept.zones[kept.count++] = zone;
    *ret_zone = zone;
    return 0;
}

int px_zone_kept(const char *name, const px_zone **ret_zone, px_error *err)
{
    int rc;

    (void)pthread_mutex_lock(&kept.lock);
    rc = kept_find(name, ret_zone, err);
    (void)pthread_mutex_unlock(&kept.lock);
    return rc;
}
