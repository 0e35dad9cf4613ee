/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/mail/mail_message.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "drafting/mail/mail_queue.h"

#include "base/banned.h"

enum {
    MESSAGE_LINE = 76,         /* characters of a line of text */
    MESSAGE_WORD = 39,         /* bytes in one encoded word: 52 of base64 and 12 around them */
    MESSAGE_PLAIN = 60,        /* the longest subject or name that stands as it is */
    MESSAGE_ADDRESS_MAX = 900, /* a line may have 998 bytes */
    MESSAGE_TEXT_MAX = 1 << 20
};

/* ---- Clean text */

/* The code point at the head as UTF-8 without line ends and control characters; malformed bytes
 * are one '?' each. Returns how many bytes it took. */
static size_t message_take(px_str text, char ret_bytes[5], size_t *ret_len)
{
    unsigned char c = (unsigned char)text.ptr[0];
    size_t len = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    px_str one = px_str_sub(text, 0, len);

    if (c == 0 || !px_utf8_valid(one, NULL)) {
        ret_bytes[0] = '?';
        *ret_len = 1;
        return 1;
    }
    memcpy(ret_bytes, one.ptr, one.len);
    if (c < 0x20 || c == 0x7f || (c == 0xc2 && (unsigned char)one.ptr[1] < 0xa0)) {
        ret_bytes[0] = ' ';
        *ret_len = 1;
        return one.len;
    }
    *ret_len = one.len;
    return one.len;
}

static void message_clean(px_builder *out, px_str text)
{
    while (text.len) {
        char bytes[5];
        size_t len, taken = message_take(text, bytes, &len);

        px_builder_str(out, px_str_n(bytes, len));
        text = px_str_sub(text, taken, text.len);
    }
}

static bool message_is_ascii(px_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

/* ---- Headers */

/* Whether a clean text can stand in a header as it is. */
static bool message_is_plain(px_str text)
{
    return message_is_ascii(text) && text.len <= MESSAGE_PLAIN &&
           px_str_find(text, PX_STR("=?")) == text.len && px_str_eq(text, px_str_trim(text));
}

/* Encoded words, each of whole characters, one a line. */
static void message_encode(px_builder *out, px_str text)
{
    for (bool first = true; text.len; first = false) {
        size_t len = PX_MIN(text.len, (size_t)MESSAGE_WORD);

        while (len < text.len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
            len--;
        px_builder_add(out, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        px_base64_print(out, text.ptr, len);
        px_builder_add(out, "?=");
        text = px_str_sub(text, len, text.len);
    }
}

static void message_subject(px_builder *out, px_str subject)
{
    PX_AUTO_BUILDER px_builder clean = PX_BUILDER_INIT(MESSAGE_TEXT_MAX);
    px_str text;

    message_clean(&clean, subject);
    text = px_builder_view(&clean);
    px_builder_add(out, "Subject: ");
    if (message_is_plain(text))
        px_builder_str(out, text);
    else
        message_encode(out, text);
    px_builder_add(out, "\r\n");
}

/* A name before an address: quoted where it is plain, else encoded. */
static void message_name(px_builder *out, px_str name)
{
    PX_AUTO_BUILDER px_builder clean = PX_BUILDER_INIT(MESSAGE_TEXT_MAX);
    px_str text;

    message_clean(&clean, name);
    text = px_str_trim(px_builder_view(&clean));
    if (!text.len)
        return;
    if (!message_is_plain(text)) {
        message_encode(out, text);
        px_builder_add(out, "\r\n ");
        return;
    }
    px_builder_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\')
            px_builder_char(out, '\\');
        px_builder_char(out, text.ptr[i]);
    }
    px_builder_add(out, "\" ");
}

static void message_mailbox(px_builder *out, const char *header, px_str name, px_str address)
{
    px_builder_format(out, "%s: ", header);
    message_name(out, name);
    px_builder_format(out, "<%.*s>\r\n", PX_STR_ARG(address));
}

static void message_date(px_builder *out, px_time date)
{
    static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    px_civil c = px_civil_from_utc(date);

    px_builder_format(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n",
                      days[px_civil_weekday(&c) - 1], c.day, months[c.month - 1], c.year, c.hour,
                      c.minute, c.second);
}

/* Only printable ASCII without angle brackets: it stands between them. */
static bool message_is_link(px_str link)
{
    for (size_t i = 0; i < link.len; i++)
        if (link.ptr[i] <= ' ' || link.ptr[i] >= 0x7f || link.ptr[i] == '<' || link.ptr[i] == '>')
            return false;
    return link.len <= MESSAGE_ADDRESS_MAX;
}

static bool message_is_word(px_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!px_is_alnum(word.ptr[i]) && word.ptr[i] != '-')
            return false;
    return word.len <= 64;
}

static int message_check(const px_mail_message *m, px_error *err)
{
    if (!px_mail_address_is_plain(m->from) || !px_mail_address_is_plain(m->to) ||
        (m->reply_to.len && !px_mail_address_is_plain(m->reply_to)) ||
        !message_is_link(m->unsubscribe) || !message_is_word(m->language) ||
        !message_is_word(m->id) || !m->id.len)
        return px_fail(err, PX_ERR_INVALID, N_("an address of a mail is not valid"), NULL);
    return 0;
}

static void message_head(px_builder *out, const px_mail_message *m)
{
    size_t at = px_str_find_char(m->from, '@');

    message_date(out, m->date);
    message_mailbox(out, "From", m->from_name, m->from);
    message_mailbox(out, "To", m->to_name, m->to);
    if (m->reply_to.len)
        message_mailbox(out, "Reply-To", PX_STR_NONE, m->reply_to);
    message_subject(out, m->subject);
    px_builder_format(out, "Message-ID: <%.*s%.*s>\r\n", PX_STR_ARG(m->id),
                      PX_STR_ARG(px_str_sub(m->from, at, m->from.len)));
    if (m->language.len)
        px_builder_format(out, "Content-Language: %.*s\r\n", PX_STR_ARG(m->language));
    px_builder_add(out, "Auto-Submitted: auto-generated\r\n");
    if (m->unsubscribe.len)
        px_builder_format(out,
                          "List-Unsubscribe:\r\n <%.*s>\r\n"
                          "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                          PX_STR_ARG(m->unsubscribe));
    px_builder_add(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n");
}

/* ---- Text */

/* One line of text, broken at spaces; a word that is too long (an address) stays whole. */
static void message_wrap(px_builder *out, px_str line)
{
    size_t width = 0;
    px_str word;

    while (px_str_split(&line, ' ', &word)) {
        size_t len = px_utf8_count(word);

        if (width && width + 1 + len > MESSAGE_LINE) {
            px_builder_char(out, '\n');
            width = 0;
        } else if (width) {
            px_builder_char(out, ' ');
            width++;
        }
        px_builder_str(out, word);
        width += len;
    }
    px_builder_char(out, '\n');
}

/* The text without control characters, its lines broken. */
static void message_lines(px_builder *out, px_str body)
{
    px_str line;

    while (px_str_line(&body, &line)) {
        PX_AUTO_BUILDER px_builder clean = PX_BUILDER_INIT(MESSAGE_TEXT_MAX);

        message_clean(&clean, line);
        if (clean.len)
            message_wrap(out, px_builder_view(&clean));
        else
            px_builder_char(out, '\n');
    }
}

/* Quoted-printable (RFC 2045, 6.7): lines of at most 76 characters, soft breaks in between. */
static void message_quote_line(px_builder *out, px_str line)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t width = 0;

    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.ptr[i];
        bool last = i + 1 == line.len;
        bool plain = c > ' ' && c < 0x7f && c != '=';

        plain |= c == ' ' && !last;
        if (width + (plain ? 1 : 3) > MESSAGE_LINE - 1) {
            px_builder_add(out, "=\r\n");
            width = 0;
        }
        if (plain) {
            px_builder_char(out, (char)c);
        } else {
            px_builder_char(out, '=');
            px_builder_char(out, digits[c >> 4]);
            px_builder_char(out, digits[c & 15]);
        }
        width += plain ? 1 : 3;
    }
    px_builder_add(out, "\r\n");
}

static bool message_is_short(px_str text)
{
    px_str line;

    while (px_str_line(&text, &line))
        if (line.len > MESSAGE_ADDRESS_MAX)
            return false;
    return true;
}

static void message_body(px_builder *out, px_str body)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(MESSAGE_TEXT_MAX);
    px_str text, line;
    bool plain;

    message_lines(&lines, body);
    text = px_builder_view(&lines);
    plain = message_is_ascii(text) && message_is_short(text);
    px_builder_format(out, "Content-Transfer-Encoding: %s\r\n\r\n",
                      plain ? "7bit" : "quoted-printable");
    while (px_str_line(&text, &line)) {
        if (plain) {
            px_builder_str(out, line);
            px_builder_add(out, "\r\n");
        } else {
            message_quote_line(out, line);
        }
    }
}

int px_mail_message_print(const px_mail_message *message, px_builder *out, px_error *err)
{
    int rc = message_check(message, err);

    if (rc < 0)
        return rc;
    message_head(out, message);
    message_body(out, message->body);
    return px_builder_check(out, err);
}
