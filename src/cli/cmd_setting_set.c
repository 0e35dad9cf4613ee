/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "store/setting.h"

#include "base/banned.h"

static int set_check(const px_invocation *run, const px_setting *setting, px_error *err)
{
    bool file = px_invocation_option(run, "file") != NULL;

    if (setting && setting->file && run->n_operands > 1)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'{name}' is not written on the command line, where others can see it; "
                          "give a file with --file, or - for standard input"),
                       "name", setting->name, NULL);
    if ((run->n_operands > 1) == file)
        return px_fail(err, PX_ERR_USAGE, N_("give one value, or a file that holds it with --file"),
                       NULL);
    return 0;
}

static int setting_set_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_FREE char *text = NULL;
    const char *file = px_invocation_option(run, "file");
    const char *name = run->operands[0];
    const px_setting *setting = px_setting_find(px_str_of(name));
    size_t len = 0;
    px_str value;
    px_json json;
    int rc = set_check(run, setting, err);

    if (rc >= 0 && file)
        rc = px_file_read(file, PX_SETTING_MAX_FILE, &text, &len, err);
    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc < 0)
        return rc;
    value = file ? px_str_trim(px_str_n(text, len)) : px_str_of(run->operands[1]);
    rc = px_setting_set(house, name, value, err);
    if (text)
        explicit_bzero(text, len);
    if (rc < 0)
        return rc;
    px_say(run, N_("'{name}' is set; a running server follows at once"), "name", name, NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "name", name);
    px_json_pair_bool(&json, "set", true);
    return px_print_json_end(&json, err);
}

static const px_option setting_set_options[] = {
    { "file", N_("FILE"), N_("read the value from a file; - is standard input"), .letter = 'f' },
    { 0 },
};

static const px_example setting_set_examples[] = {
    { "setting set site.address https://code.example.eu", N_("says where the site is") },
    { "setting set mail.server smtp://mail.example.eu:587", N_("says which server takes mails") },
    { NULL, NULL },
};

const px_command px_cmd_setting_set = {
    .name = "setting set",
    .operands = N_("NAME [VALUE]"),
    .summary = N_("change a setting of the house"),
    .description =
        N_("Sets one setting; 'praxis setting list' shows them all. The value of a secret is read "
           "from a file or from standard input, so that it stands neither in the list of "
           "processes nor in the history of the shell:\n\n"
           "    praxis setting set mail.password --file -\n\n"
           "Secrets and certificates become files in the folder keys of the house, which only its "
           "owner may read. They are in a backup only with --keys."),
    .options = setting_set_options,
    .examples = setting_set_examples,
    .min_operands = 1,
    .max_operands = 2,
    .run = setting_set_run,
};
