/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Walls around a process: Landlock for files and TCP, seccomp for system calls, limits on
 * resources.
 *
 * Landlock binds the calling thread and those it starts later, so a process calls these before
 * its first thread. Where the kernel knows less of Landlock the wall is as high as it can be;
 * px_sandbox_landlock_abi tells (0: none), and /healthz shows it.
 *
 * Sanitizer builds (PX_SANITIZED) get a looser seccomp filter: what is named as forbidden is
 * forbidden there too, but calls that nobody named pass.
 */
#ifndef PX_BASE_SANDBOX_H
#define PX_BASE_SANDBOX_H

#include "base/error.h"

/* The Landlock version of the running kernel; 0 where there is none. */
int px_sandbox_landlock_abi(void);

/* For a parser child: no new files at all, no network, no processes, no signals to others; only
 * the calls that computing needs (reading and writing what is open, memory, time, exit). Forbidden
 * calls fail with EPERM; others end the process. memory_bytes bounds the address space (0, or a
 * sanitizer build: no bound), cpu_seconds the processor time. */
int px_sandbox_enter_parser(unsigned long long memory_bytes, unsigned cpu_seconds,
                            px_error *err) PX_MUST_CHECK;

/* For an external tool, before its exec: reads and runs the system's programs, writes only below
 * scratch, reaches no network by TCP. Bounds as of px_sandbox_enter_parser. */
int px_sandbox_enter_tool(const char *scratch, unsigned long long memory_bytes,
                          unsigned cpu_seconds, px_error *err) PX_MUST_CHECK;

/* For the courier and its children: reads what resolving names and checking certificates need,
 * connects to others, forks; writes no file, listens on nothing, starts no program. */
int px_sandbox_enter_courier(px_error *err) PX_MUST_CHECK;

/* For the web process: reads and writes below house, reads the listed paths (NULL-terminated;
 * those that are not there are passed over), uses the sockets it has and starts threads; no exec,
 * no child processes, no new network sockets, no ptrace, mount and the like. */
int px_sandbox_enter_web(const char *house, const char *const *readable,
                         px_error *err) PX_MUST_CHECK;

#endif
