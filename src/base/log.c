/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>

#include "base/ascii.h"
#include "base/builder.h"
#include "base/civil.h"

#include "base/banned.h"

/* A line is written by one write(2) and is not longer than PIPE_BUF, so lines of many threads and
 * processes do not mix, in a pipe neither. */
#define LINE_MAX_LEN ((size_t)4096)
#define VALUE_MAX_LEN ((size_t)1024)

static const char cut_mark[] = " cut=yes";

static _Atomic px_log_level log_level = PX_LOG_WARNING;

void px_log_set_level(px_log_level level)
{
    atomic_store_explicit(&log_level, level, memory_order_relaxed);
}

static bool is_plain(px_str s)
{
    static const char others[] = "_./:@%+,-";

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];

        if (!px_is_alnum(c) && !(c && strchr(others, c)))
            return false;
    }
    return s.len > 0;
}

/* Controls, line separators and what turns the direction of writing: nothing that a terminal or a
 * reader of lines acts on. */
static bool is_hidden(unsigned c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

/* Appends the code point at the head of s, escaped where need be; returns its bytes. */
static size_t log_character(px_builder *line, px_str s)
{
    size_t len = 1;
    unsigned c = (unsigned char)s.ptr[0];

    /* the longest well-formed sequence at the head, if there is one */
    while (c >= 0x80 && len <= 4 && len <= s.len && !px_utf8_valid(px_str_sub(s, 0, len), NULL))
        len++;
    if (len > 4 || len > s.len) {
        px_builder_format(line, "\\x%02x", c);
        return 1;
    }
    c = px_utf8_decode(s, &len);
    if (c == '"' || c == '\\')
        px_builder_format(line, "\\%c", (int)c);
    else if (c == '\n')
        px_builder_add(line, "\\n");
    else if (is_hidden(c))
        px_builder_format(line, c < 0x80 ? "\\x%02x" : "\\u%04x", c);
    else
        px_builder_str(line, px_str_sub(s, 0, len));
    return len;
}

/* Appends " name=value". A long value is cut between characters and ends with "...". */
static void log_pair(px_builder *line, const char *name, const char *text)
{
    size_t length = text ? strnlen(text, VALUE_MAX_LEN + 1) : 0;
    px_str value = px_utf8_head(px_str_n(text, length), VALUE_MAX_LEN);

    px_builder_format(line, " %s=", name);
    if (length <= VALUE_MAX_LEN && is_plain(value)) {
        px_builder_str(line, value);
        return;
    }
    px_builder_char(line, '"');
    while (value.len > 0)
        value = px_str_sub(value, log_character(line, value), value.len);
    px_builder_add(line, length > VALUE_MAX_LEN ? "...\"" : "\"");
}

/* Adds a pair to the line if there is room; otherwise says that something is missing. */
static bool line_add(px_builder *line, const char *name, const char *value)
{
    PX_AUTO_BUILDER px_builder pair = PX_BUILDER_INIT(8 * VALUE_MAX_LEN);

    log_pair(&pair, name, value);
    if (line->len + pair.len + sizeof(cut_mark) > LINE_MAX_LEN) {
        px_builder_add(line, cut_mark);
        return false;
    }
    px_builder_str(line, px_builder_view(&pair));
    return true;
}

/* Starts a line; false when the level is not logged. */
static bool line_begin(px_builder *line, px_log_level level, const char *room, const char *event)
{
    static const char *const levels[] = { "error", "warning", "info", "debug" };
    px_civil c;

    if (level > atomic_load_explicit(&log_level, memory_order_relaxed))
        return false;
    c = px_civil_from_utc(px_now());
    px_builder_format(line, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ %s %s %s", c.year, c.month, c.day,
                      c.hour, c.minute, c.second, c.millisecond, levels[level], room, event);
    return true;
}

/* Nobody is left to tell when standard error itself fails. */
static void line_end(px_builder *line)
{
    ssize_t n;

    px_builder_char(line, '\n');
    do
        n = write(STDERR_FILENO, px_builder_cstr(line), line->len);
    while (n < 0 && errno == EINTR);
}

void px_log(px_log_level level, const char *room, const char *event, ...)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(LINE_MAX_LEN);
    bool more = true;
    va_list args;

    if (!line_begin(&line, level, room, event))
        return;
    va_start(args, event);
    while (more) {
        const char *name = va_arg(args, const char *);

        more = name && line_add(&line, name, va_arg(args, const char *));
    }
    va_end(args);
    line_end(&line);
}

void px_log_error(const char *room, const char *event, const px_error *err)
{
    /* Arguments that name a thing of the machine; others may hold what a person has written. */
    static const char *const harmless[] = {
        "path", "reason", "tool", "limit", "line", "status", "signal", "port", "version", "zone",
    };
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(LINE_MAX_LEN);

    if (!line_begin(&line, PX_LOG_ERROR, room, event))
        return;
    (void)line_add(&line, "code", px_error_kind_of(err->code)->stable_name);
    if (err->message)
        (void)line_add(&line, "message", err->message);
    for (size_t i = 0; i < PX_COUNT(harmless); i++) {
        const char *value = px_error_arg(err, harmless[i]);

        if (value && !line_add(&line, harmless[i], value))
            break;
    }
    line_end(&line);
}
