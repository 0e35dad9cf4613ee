/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Walls around a process: Landlock for files, seccomp for system calls, limits on resources.
 *
 * Landlock binds the calling thread and those it starts later, so a process calls these before
 * its first thread. Where the kernel knows less of Landlock the wall is as high as it can be;
 * px_sandbox_landlock_abi tells (0: none), and `praxis check` and /healthz show it.
 */
#ifndef PX_BASE_SANDBOX_H
#define PX_BASE_SANDBOX_H

#include "base/error.h"

int px_sandbox_landlock_abi(void);

/* No new files at all (empty rule set), no network, and a seccomp list of calls that computing
 * needs: read, write and close on what is open, memory, time, exit. Limits: memory_bytes of
 * address space (0: none, for sanitizer builds), cpu_seconds, no core, no new files or processes.
 */
int px_sandbox_enter_parser(unsigned long long memory_bytes, unsigned cpu_seconds,
                            px_error *err) PX_MUST_CHECK;

/* The web process: may read and write below house, read the listed paths (NULL-terminated; those
 * that are not there are passed over), use its sockets and threads; no exec, no new listening
 * sockets, no ptrace, mount and the like. */
int px_sandbox_enter_web(const char *house, const char *const *readable,
                         px_error *err) PX_MUST_CHECK;

#endif
