/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Functions that must not be used, and what to use instead. Included last by every .c file of
 * src/ and tools/ (a test checks it), so that a use becomes a compile error that names the
 * replacement.
 */
#ifndef PX_BASE_BANNED_H
#define PX_BASE_BANNED_H

#define PX_BANNED(name, instead) banned_##name##_use_##instead

#undef strcpy
#define strcpy(d, s) PX_BANNED(strcpy, px_builder)
#undef strcat
#define strcat(d, s) PX_BANNED(strcat, px_builder)
#undef strncpy
#define strncpy(d, s, n) PX_BANNED(strncpy, px_builder)
#undef strncat
#define strncat(d, s, n) PX_BANNED(strncat, px_builder)
#undef sprintf
#define sprintf(...) PX_BANNED(sprintf, px_builder_format)
#undef vsprintf
#define vsprintf(...) PX_BANNED(vsprintf, px_builder_format)
#undef strtok
#define strtok(s, d) PX_BANNED(strtok, px_str_split)
#undef strtok_r
#define strtok_r(s, d, p) PX_BANNED(strtok_r, px_str_split)
#undef gets
#define gets(s) PX_BANNED(gets, px_file_read)
#undef atoi
#define atoi(s) PX_BANNED(atoi, px_parse_int)
#undef atol
#define atol(s) PX_BANNED(atol, px_parse_int)
#undef atoll
#define atoll(s) PX_BANNED(atoll, px_parse_int)
#undef atof
#define atof(s) PX_BANNED(atof, px_parse_real)
#undef strtol
#define strtol(s, e, b) PX_BANNED(strtol, px_parse_int)
#undef strtoul
#define strtoul(s, e, b) PX_BANNED(strtoul, px_parse_int)
#undef strtoll
#define strtoll(s, e, b) PX_BANNED(strtoll, px_parse_int)
#undef strtoull
#define strtoull(s, e, b) PX_BANNED(strtoull, px_parse_int)
#undef sscanf
#define sscanf(...) PX_BANNED(sscanf, px_parse_int)
#undef gmtime
#define gmtime(t) PX_BANNED(gmtime, px_civil_from_utc)
#undef localtime
#define localtime(t) PX_BANNED(localtime, px_civil_from_utc)
#undef localtime_r
#define localtime_r(t, r) PX_BANNED(localtime_r, px_civil_from_utc)
#undef mktime
#define mktime(t) PX_BANNED(mktime, px_civil_to_utc)
#undef ctime
#define ctime(t) PX_BANNED(ctime, px_civil_format)
#undef asctime
#define asctime(t) PX_BANNED(asctime, px_civil_format)
#undef strftime
#define strftime(s, n, f, t) PX_BANNED(strftime, px_civil_format)
#undef system
#define system(c) PX_BANNED(system, px_child_run)
#undef popen
#define popen(c, m) PX_BANNED(popen, px_child_run)
#undef alloca
#define alloca(n) PX_BANNED(alloca, px_arena_alloc)
#undef rand
#define rand() PX_BANNED(rand, px_random_bytes)
#undef random
#define random() PX_BANNED(random, px_random_bytes)
#undef tmpnam
#define tmpnam(s) PX_BANNED(tmpnam, mkstemp)
#undef mktemp
#define mktemp(s) PX_BANNED(mktemp, mkstemp)
#undef setlocale
#define setlocale(c, l) PX_BANNED(setlocale, px_locale)
#undef strerror
#define strerror(e) PX_BANNED(strerror, px_fail_errno)

#endif
