/* SPDX-License-Identifier: EUPL-1.2 */
/* A mail as JSON, for twins and the command line. */
#include "drafting/mail/mail_queue.h"

#include "base/banned.h"

void px_mail_json(px_json *json, const px_mail_row *mail)
{
    px_json_pair_str(json, "id", mail->id);
    px_json_pair_cstr(json, "kind", px_mail_kind_at(mail->kind)->name);
    px_json_pair_cstr(json, "state", px_mail_state_name(mail->state));
    px_json_pair_str(json, "address", mail->address);
    px_json_pair_str(json, "person", mail->person_id.len ? mail->person_id : PX_STR_NONE);
    px_json_pair_str(json, "language", mail->language);
    px_json_pair_str(json, "subject", mail->subject);
    px_json_pair_time(json, "created", mail->created);
    px_json_pair_time(json, "due", mail->due);
    if (mail->sent != PX_TIME_NONE)
        px_json_pair_time(json, "sent", mail->sent);
    px_json_pair_int(json, "tries", mail->tries);
    px_json_pair_str(json, "reason", mail->reason.len ? mail->reason : PX_STR_NONE);
}
