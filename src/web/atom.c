/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/atom.h"

#include "base/banned.h"

/* True for the characters of XML 1.0 (2.2, Char); text is UTF-8, so that surrogates are out. */
static bool atom_is_char(unsigned c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

static void atom_text(px_builder *out, px_str text)
{
    size_t from = 0, at = 0, len;

    while (at < text.len) {
        if (!atom_is_char(px_utf8_decode(px_str_sub(text, at, text.len), &len))) {
            px_builder_html(out, px_str_sub(text, from, at));
            from = at + len;
        }
        at += len;
    }
    px_builder_html(out, px_str_sub(text, from, text.len));
}

static void atom_element(px_builder *out, const char *name, px_str text)
{
    px_builder_format(out, "<%s>", name);
    atom_text(out, text);
    px_builder_format(out, "</%s>\n", name);
}

static void atom_time(px_builder *out, const char *name, px_time time)
{
    px_builder_format(out, "<%s>", name);
    px_time_format(out, time);
    px_builder_format(out, "</%s>\n", name);
}

static void atom_link(px_builder *out, const char *relation, const char *type, px_str address)
{
    px_builder_format(out, "<link rel=\"%s\" type=\"%s\" href=\"", relation, type);
    atom_text(out, address);
    px_builder_add(out, "\"/>\n");
}

void px_atom_start(px_builder *out, const px_atom_feed *feed)
{
    px_builder_add(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    atom_text(out, feed->language);
    px_builder_add(out, "\">\n");
    atom_element(out, "id", feed->id);
    atom_element(out, "title", feed->title);
    atom_time(out, "updated", feed->updated);
    px_builder_add(out, "<author>\n");
    atom_element(out, "name", feed->author);
    px_builder_add(out, "</author>\n");
    atom_link(out, "self", "application/atom+xml", feed->self);
    atom_link(out, "alternate", "text/html", feed->page);
    px_builder_format(out, "<generator version=\"%s\">praxis</generator>\n", PX_VERSION);
}

void px_atom_entry_add(px_builder *out, const px_atom_entry *entry)
{
    px_builder_add(out, "<entry>\n");
    atom_element(out, "id", entry->id);
    atom_element(out, "title", entry->title);
    atom_time(out, "updated", entry->updated);
    if (entry->published != PX_TIME_NONE)
        atom_time(out, "published", entry->published);
    atom_link(out, "alternate", "text/html", entry->link);
    if (entry->text.len) {
        px_builder_add(out, "<content type=\"text\">");
        atom_text(out, entry->text);
        px_builder_add(out, "</content>\n");
    }
    px_builder_add(out, "</entry>\n");
}

void px_atom_end(px_builder *out)
{
    px_builder_add(out, "</feed>\n");
}
