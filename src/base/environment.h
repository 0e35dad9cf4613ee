/* SPDX-License-Identifier: EUPL-1.2 */
/* Environment variables, as POSIX has it: an empty one is as good as none. */
#ifndef PX_BASE_ENVIRONMENT_H
#define PX_BASE_ENVIRONMENT_H

/* The value of the first of these variables that is set and not empty, or NULL; names end with
 * NULL. It lasts until the variable changes. */
const char *px_environment_first(const char *const *names);

#endif
