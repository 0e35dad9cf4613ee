/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/plural.h"

#include "base/ascii.h"

#include "base/banned.h"

#define PLURAL_MAX_DEPTH 32
#define PLURAL_MAX_NUMBER 1000000000U

enum plural_op {
    OP_N,
    OP_NUMBER,
    OP_NOT,
    OP_CHOOSE, /* a ? b : c */
    OP_OR,
    OP_AND,
    OP_EQUAL,
    OP_UNEQUAL,
    OP_LESS_EQUAL,
    OP_GREATER_EQUAL,
    OP_LESS,
    OP_GREATER,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_REMAINDER
};

/* The binary operators of C, longer ones first; a higher level binds tighter. */
static const struct {
    const char *text;
    uint8_t level, op;
} operators[] = {
    { "||", 1, OP_OR },       { "&&", 2, OP_AND },        { "==", 3, OP_EQUAL },
    { "!=", 3, OP_UNEQUAL },  { "<=", 4, OP_LESS_EQUAL }, { ">=", 4, OP_GREATER_EQUAL },
    { "<", 4, OP_LESS },      { ">", 4, OP_GREATER },     { "+", 5, OP_ADD },
    { "-", 5, OP_SUBTRACT },  { "*", 6, OP_MULTIPLY },    { "/", 6, OP_DIVIDE },
    { "%", 6, OP_REMAINDER },
};

#define FIRST_LEVEL 1

typedef struct plural_parser {
    px_str rest;
    px_plural *plural;
    unsigned depth;
    const char *reason; /* message id of the first failure */
} plural_parser;

static void parser_fail(plural_parser *p, const char *reason)
{
    if (!p->reason)
        p->reason = reason;
}

static void parser_skip_space(plural_parser *p)
{
    while (p->rest.len && strchr(" \t\r\n", p->rest.ptr[0]))
        p->rest = px_str_sub(p->rest, 1, p->rest.len);
}

/* Takes the text when it comes next, after white space. */
static bool parser_take(plural_parser *p, const char *text)
{
    px_str wanted = px_str_of(text);

    parser_skip_space(p);
    if (!px_str_starts(p->rest, wanted))
        return false;
    p->rest = px_str_sub(p->rest, wanted.len, p->rest.len);
    return true;
}

static void parser_expect(plural_parser *p, const char *text)
{
    if (!parser_take(p, text))
        parser_fail(p, N_("the rule for plural forms does not follow its grammar"));
}

static uint32_t parser_number(plural_parser *p)
{
    uint32_t value = 0;
    size_t n = 0;

    parser_skip_space(p);
    for (; n < p->rest.len && px_is_digit(p->rest.ptr[n]); n++)
        if (value < PLURAL_MAX_NUMBER)
            value = value * 10 + (uint32_t)(p->rest.ptr[n] - '0');
    if (n == 0)
        parser_fail(p, N_("the rule for plural forms does not follow its grammar"));
    if (n > 9)
        parser_fail(p, N_("the rule for plural forms has a number that is too large"));
    p->rest = px_str_sub(p->rest, n, p->rest.len);
    return value;
}

static uint8_t parser_node(plural_parser *p, px_plural_node node)
{
    px_plural *plural = p->plural;

    if (plural->n_nodes == PX_PLURAL_MAX_NODES) {
        parser_fail(p, N_("the rule for plural forms is too long"));
        return 0;
    }
    plural->nodes[plural->n_nodes] = node;
    return (uint8_t)plural->n_nodes++;
}

static uint8_t parse_choice(plural_parser *p);

/* n, a number, a choice in parentheses, or ! before one of them. */
static uint8_t parse_operand(plural_parser *p)
{
    uint8_t node = 0;

    if (p->reason)
        return 0;
    if (++p->depth > PLURAL_MAX_DEPTH) {
        parser_fail(p, N_("the rule for plural forms is nested too deeply"));
    } else if (parser_take(p, "n")) {
        node = parser_node(p, (px_plural_node){ .op = OP_N });
    } else if (parser_take(p, "(")) {
        node = parse_choice(p);
        parser_expect(p, ")");
    } else if (parser_take(p, "!")) {
        node = parse_operand(p);
        node = parser_node(p, (px_plural_node){ .op = OP_NOT, .a = node });
    } else {
        node = parser_node(p, (px_plural_node){ .op = OP_NUMBER, .value = parser_number(p) });
    }
    p->depth--;
    return node;
}

/* Takes the next operator of at least this level: its place in the table, or -1. */
static int parser_operator(plural_parser *p, unsigned level)
{
    for (size_t i = 0; i < PX_COUNT(operators); i++) {
        plural_parser ahead = *p;

        if (!parser_take(&ahead, operators[i].text))
            continue;
        if (operators[i].level < level)
            return -1;
        p->rest = ahead.rest;
        return (int)i;
    }
    return -1;
}

/* Precedence climbing; all operators group to the left. */
static uint8_t parse_binary(plural_parser *p, unsigned level)
{
    uint8_t left = parse_operand(p);
    int i;

    while (!p->reason && (i = parser_operator(p, level)) >= 0) {
        uint8_t right = parse_binary(p, operators[i].level + 1U);

        left = parser_node(p, (px_plural_node){ .op = operators[i].op, .a = left, .b = right });
    }
    return left;
}

static uint8_t parse_choice(plural_parser *p)
{
    uint8_t condition = parse_binary(p, FIRST_LEVEL), yes, no;

    if (p->reason || !parser_take(p, "?"))
        return condition;
    if (++p->depth > PLURAL_MAX_DEPTH) {
        parser_fail(p, N_("the rule for plural forms is nested too deeply"));
        return 0;
    }
    yes = parse_choice(p);
    parser_expect(p, ":");
    no = parse_choice(p);
    p->depth--;
    return parser_node(p, (px_plural_node){ .op = OP_CHOOSE, .a = condition, .b = yes, .c = no });
}

int px_plural_parse(px_str text, px_plural *ret_plural, px_error *err)
{
    px_plural plural = { 0 };
    plural_parser p = { .rest = text, .plural = &plural };

    parser_expect(&p, "nplurals");
    parser_expect(&p, "=");
    plural.n_forms = parser_number(&p);
    parser_expect(&p, ";");
    parser_expect(&p, "plural");
    parser_expect(&p, "=");
    plural.root = parse_choice(&p);
    (void)parser_take(&p, ";");
    parser_skip_space(&p);
    if (p.rest.len > 0)
        parser_fail(&p, N_("the rule for plural forms does not follow its grammar"));
    if (plural.n_forms < 1 || plural.n_forms > PX_PLURAL_MAX_FORMS)
        parser_fail(&p, N_("the number of plural forms is out of range"));
    if (p.reason)
        return px_fail(err, PX_ERR_MALFORMED, N_("a message catalogue is not valid: {reason}"),
                       "reason", p.reason, NULL);
    *ret_plural = plural;
    return 0;
}

px_plural px_plural_germanic(void)
{
    return (px_plural){
        .n_forms = 2,
        .n_nodes = 3,
        .root = 2,
        .nodes = { { .op = OP_N },
                   { .op = OP_NUMBER, .value = 1 },
                   { .op = OP_UNEQUAL, .a = 0, .b = 1 } },
    };
}

typedef struct plural_run {
    const px_plural *plural;
    unsigned long long n;
    bool divided_by_zero;
} plural_run;

static bool plural_compare(unsigned op, unsigned long long a, unsigned long long b)
{
    switch (op) {
    case OP_EQUAL:
        return a == b;
    case OP_UNEQUAL:
        return a != b;
    case OP_LESS_EQUAL:
        return a <= b;
    case OP_GREATER_EQUAL:
        return a >= b;
    case OP_LESS:
        return a < b;
    default:
        return a > b;
    }
}

static unsigned long long plural_calculate(plural_run *run, unsigned op, unsigned long long a,
                                           unsigned long long b)
{
    switch (op) {
    case OP_ADD:
        return a + b;
    case OP_SUBTRACT:
        return a - b;
    case OP_MULTIPLY:
        return a * b;
    default:
        if (b == 0) {
            run->divided_by_zero = true;
            return 0;
        }
        return op == OP_DIVIDE ? a / b : a % b;
    }
}

/* Recursion ends: operands stand before their operators, so it is no deeper than the nodes. */
static unsigned long long plural_evaluate(plural_run *run, uint8_t at)
{
    const px_plural_node *node = &run->plural->nodes[at];
    unsigned long long a, b;

    if (node->op == OP_N)
        return run->n;
    if (node->op == OP_NUMBER)
        return node->value;
    a = plural_evaluate(run, node->a);
    switch (node->op) {
    case OP_NOT:
        return !a;
    case OP_CHOOSE:
        return plural_evaluate(run, a ? node->b : node->c);
    case OP_OR:
        return a || plural_evaluate(run, node->b);
    case OP_AND:
        return a && plural_evaluate(run, node->b);
    default:
        b = plural_evaluate(run, node->b);
        return node->op >= OP_ADD ? plural_calculate(run, node->op, a, b)
                                  : plural_compare(node->op, a, b);
    }
}

unsigned px_plural_form(const px_plural *plural, unsigned long long n)
{
    plural_run run = { .plural = plural, .n = n };
    unsigned long long form = plural_evaluate(&run, plural->root);

    return run.divided_by_zero || form >= plural->n_forms ? 0 : (unsigned)form;
}
