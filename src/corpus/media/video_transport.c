/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * MPEG transport streams (ITU-T H.222.0), in packets of 188 bytes, or 192 with a time before each
 * (M2TS): from the first clock reference (PCR) near the head to the last one of the same stream
 * near the tail. The table of streams (PMT) says whether there are pictures.
 */
#include "corpus/bytes.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum {
    PACKET = 188,
    PACKETS_SURE = 4,
    SEARCH = 4 << 20, /* bytes at each end */
    PID_NONE = 0x1fff,
    PCR_PER_SECOND = 27000000
};

static const uint64_t pcr_wrap = (uint64_t)300 << 33;

typedef struct transport {
    px_look *l;
    unsigned distance, before; /* from packet to packet; bytes before the mark */
    unsigned pcr_pid, pmt_pid;
    bool has_pmt, has_video, has_audio;
} transport;

/* Distance of the packets; 0 where they are none. */
static unsigned packet_distance(px_str head, unsigned before, unsigned distance)
{
    for (unsigned i = 0; i < PACKETS_SURE; i++) {
        size_t at = before + (size_t)i * distance;

        if (at >= head.len || head.ptr[at] != 0x47)
            return 0;
    }
    return distance;
}

static bool is_transport(px_str head)
{
    return packet_distance(head, 0, 188) || packet_distance(head, 4, 192);
}

/* The clock reference of a packet. */
static bool read_pcr(px_str packet, unsigned *ret_pid, uint64_t *ret_pcr)
{
    const char *p = packet.ptr;

    if (*p != 0x47 || !(p[3] & 0x20) || (unsigned char)p[4] < 7 || !(p[5] & 0x10))
        return false;
    *ret_pid = px_be16(p + 1) & PID_NONE;
    *ret_pcr = (px_big(p + 6, 5) >> 7) * 300 + (px_big(p + 10, 2) & 0x1ff);
    return true;
}

/* ---- Tables */

static bool is_picture(unsigned type)
{
    return type == 0x01 || type == 0x02 || type == 0x10 || type == 0x1b || type == 0x20 ||
           type == 0x21 || type == 0x24 || type == 0x33 || type == 0x42 || type == 0xd1 ||
           type == 0xea;
}

/* The section that begins in the packet; what continues in others is not needed. */
static px_str section(px_str packet)
{
    size_t at = 4;

    if (!(packet.ptr[1] & 0x40) || !(packet.ptr[3] & 0x10))
        return PX_STR_NONE;
    if (packet.ptr[3] & 0x20)
        at += 1U + (unsigned char)packet.ptr[4];
    if (at >= packet.len)
        return PX_STR_NONE;
    at += 1U + (unsigned char)packet.ptr[at];
    packet = px_str_sub(packet, at, packet.len);
    return packet.len < 12 ? PX_STR_NONE
                           : px_str_sub(packet, 0, 3U + (px_be16(packet.ptr + 1) & 0xfff));
}

static void read_tables(transport *t, px_str packet)
{
    unsigned pid = px_be16(packet.ptr + 1) & PID_NONE;
    px_str table;

    if (t->has_pmt || (pid != 0 && pid != t->pmt_pid))
        return;
    table = section(packet);
    if (table.len < 16)
        return;
    if (pid == 0) { /* the first program that is one */
        for (size_t at = 8; at + 8 <= table.len && t->pmt_pid == PID_NONE; at += 4)
            if (px_be16(table.ptr + at) != 0)
                t->pmt_pid = px_be16(table.ptr + at + 2) & PID_NONE;
        return;
    }
    t->has_pmt = true;
    for (size_t at = 12U + (px_be16(table.ptr + 10) & 0xfff); at + 9 <= table.len;
         at += 5U + (px_be16(table.ptr + at + 3) & 0xfff)) {
        if (is_picture((unsigned char)table.ptr[at]))
            t->has_video = true;
        else
            t->has_audio = true;
    }
}

/* ---- Both ends */

static bool find_first(transport *t, uint64_t *ret_pcr)
{
    bool found = false;
    px_str packet;

    for (uint64_t at = t->before; at < SEARCH && px_look_all(t->l, at, PACKET, &packet);
         at += t->distance) {
        unsigned pid;
        uint64_t pcr;

        if (*packet.ptr != 0x47)
            break;
        read_tables(t, packet);
        if (!found && read_pcr(packet, &pid, &pcr)) {
            found = true;
            t->pcr_pid = pid;
            *ret_pcr = pcr;
        }
        if (found && t->has_pmt)
            break;
    }
    return found;
}

/* Packets may not stand where those of the head would let one think: the first mark with others
 * behind it is looked for. */
static bool find_last(transport *t, uint64_t *ret_pcr)
{
    uint64_t size = t->l->file->size, at = size > SEARCH ? size - SEARCH : 0;
    bool found = false;
    px_str bytes;

    while (px_look_all(t->l, at, PACKET, &bytes)) {
        unsigned pid;
        uint64_t pcr;
        const char *mark;

        if (*bytes.ptr == 0x47) {
            if (read_pcr(bytes, &pid, &pcr) && pid == t->pcr_pid) {
                found = true;
                *ret_pcr = pcr;
            }
            at += t->distance;
            continue;
        }
        mark = memchr(bytes.ptr, 0x47, bytes.len);
        at += mark ? (uint64_t)(mark - bytes.ptr) : PACKET;
    }
    return found;
}

static bool measure_transport(px_look *l, px_media *media)
{
    transport t = { .l = l, .pmt_pid = PID_NONE };
    px_str head = px_look_at(l, 0, 1024);
    uint64_t first, last;

    t.distance = packet_distance(head, 0, 188);
    if (!t.distance) {
        t.distance = packet_distance(head, 4, 192);
        t.before = 4;
    }
    if (!t.distance)
        return false;
    if (!find_first(&t, &first) || !find_last(&t, &last)) {
        media->trouble = PX_TROUBLE_NO_DURATION;
        return false;
    }
    if (t.has_audio && !t.has_video) {
        media->modality = PX_MODALITY_AUDIO;
        media->type = "audio/mp2t";
    }
    return px_media_lasts(media, last >= first ? last - first : last + pcr_wrap - first,
                          PCR_PER_SECOND) &&
           media->milliseconds > 0;
}

const px_media_format px_media_transport_stream = { "video/mp2t", PX_MODALITY_VIDEO, is_transport,
                                                    measure_transport };
