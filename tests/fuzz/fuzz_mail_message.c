/* SPDX-License-Identifier: EUPL-1.2 */
/* Whatever stands in the fields of a mail: no header is added, every line is short and ASCII. The
 * fields are set apart by NUL. */
#include <stdint.h>

#include "drafting/mail/mail_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static size_t check_lines(px_str rest, bool plain_addresses)
{
    size_t headers = 0;
    bool head = true;
    px_str line;

    while (px_str_split(&rest, '\n', &line)) {
        demand(rest.len == 0 || (line.len && line.ptr[line.len - 1] == '\r'));
        demand(line.len <= 999);
        for (size_t i = 0; i + 1 < line.len && plain_addresses; i++)
            demand(line.ptr[i] >= ' ' && line.ptr[i] < 0x7f);
        head &= line.len > 1;
        headers += head && line.ptr[0] != ' ';
    }
    return headers;
}

static bool is_ascii(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 22);
    px_str rest = px_str_n((const char *)data, size);
    px_mail_message m = { .id = PX_STR("x"), .date = (px_time)size * 1000003 };
    px_str *const fields[] = { &m.from_name, &m.from,    &m.to_name, &m.to,         &m.reply_to,
                               &m.language,  &m.subject, &m.body,    &m.unsubscribe };
    size_t wanted = 9;

    if (size > 1 << 16)
        return 0;
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (!px_str_split(&rest, '\0', fields[i]))
            break;
    if (px_mail_message_print(&m, &out, NULL) < 0)
        return 0;
    wanted += (m.reply_to.len > 0) + (m.language.len > 0) + 2 * (size_t)(m.unsubscribe.len > 0);
    demand(check_lines(px_builder_view(&out),
                       is_ascii(m.from) && is_ascii(m.to) && is_ascii(m.reply_to)) == wanted);
    return 0;
}
