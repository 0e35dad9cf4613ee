/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of commands. Each is defined in the file cmd_NAME.c. */
#include "cli/command.h"

#include "base/banned.h"

extern const px_command px_cmd_backup, px_cmd_check, px_cmd_code_anchor, px_cmd_code_diff,
    px_cmd_code_doubts, px_cmd_code_export, px_cmd_code_import, px_cmd_code_lineage,
    px_cmd_code_list, px_cmd_code_publish, px_cmd_code_relink, px_cmd_code_show, px_cmd_code_undo,
    px_cmd_completion, px_cmd_help, px_cmd_init, px_cmd_ledger_checkpoint, px_cmd_ledger_prove,
    px_cmd_ledger_verify, px_cmd_manual, px_cmd_restore, px_cmd_serve;

const px_command *const px_commands[] = {
    &px_cmd_backup,
    &px_cmd_check,
    &px_cmd_code_anchor,
    &px_cmd_code_diff,
    &px_cmd_code_doubts,
    &px_cmd_code_export,
    &px_cmd_code_import,
    &px_cmd_code_lineage,
    &px_cmd_code_list,
    &px_cmd_code_publish,
    &px_cmd_code_relink,
    &px_cmd_code_show,
    &px_cmd_code_undo,
    &px_cmd_completion,
    &px_cmd_help,
    &px_cmd_init,
    &px_cmd_ledger_checkpoint,
    &px_cmd_ledger_prove,
    &px_cmd_ledger_verify,
    &px_cmd_manual,
    &px_cmd_restore,
    &px_cmd_serve,
    NULL,
};
