/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/element.h"

#include "base/macro.h"

#include "base/banned.h"

/* safetensors: src/tensor.rs, Dtype. */
static const px_element named[] = {
    { "BOOL", PX_ELEMENT_BOOL, 1, 1 },
    { "F4", PX_ELEMENT_REAL, 2, 1 },
    { "F6_E2M3", PX_ELEMENT_REAL, 4, 3 },
    { "F6_E3M2", PX_ELEMENT_REAL, 4, 3 },
    { "U8", PX_ELEMENT_BYTE, 1, 1 },
    { "I8", PX_ELEMENT_BYTE, 1, 1 },
    { "F8_E5M2", PX_ELEMENT_REAL, 1, 1 },
    { "F8_E4M3", PX_ELEMENT_REAL, 1, 1 },
    { "F8_E5M2FNUZ", PX_ELEMENT_REAL, 1, 1 },
    { "F8_E4M3FNUZ", PX_ELEMENT_REAL, 1, 1 },
    { "F8_E8M0", PX_ELEMENT_SCALE, 1, 1 },
    { "I16", PX_ELEMENT_INTEGER, 1, 2 },
    { "U16", PX_ELEMENT_INTEGER, 1, 2 },
    { "F16", PX_ELEMENT_REAL, 1, 2 },
    { "BF16", PX_ELEMENT_REAL, 1, 2 },
    { "I32", PX_ELEMENT_INTEGER, 1, 4 },
    { "U32", PX_ELEMENT_INTEGER, 1, 4 },
    { "F32", PX_ELEMENT_REAL, 1, 4 },
    { "C64", PX_ELEMENT_REAL, 1, 8 },
    { "F64", PX_ELEMENT_REAL, 1, 8 },
    { "I64", PX_ELEMENT_INTEGER, 1, 8 },
    { "U64", PX_ELEMENT_INTEGER, 1, 8 },
    /* only in other formats */
    { "C128", PX_ELEMENT_REAL, 1, 16 },
    { "I4", PX_ELEMENT_BYTE, 2, 1 },
    { "U4", PX_ELEMENT_BYTE, 2, 1 },
};

const px_element *px_element_named(px_str name)
{
    for (size_t i = 0; i < PX_COUNT(named); i++)
        if (px_str_is(name, named[i].name))
            return &named[i];
    return NULL;
}

/* ggml.h, enum ggml_type; the blocks of ggml-common.h. Types that were given up are there, too. */
static const px_element ggml[] = {
    [0] = { "F32", PX_ELEMENT_REAL, 1, 4 },
    [1] = { "F16", PX_ELEMENT_REAL, 1, 2 },
    [2] = { "Q4_0", PX_ELEMENT_BLOCK, 32, 18 },
    [3] = { "Q4_1", PX_ELEMENT_BLOCK, 32, 20 },
    [6] = { "Q5_0", PX_ELEMENT_BLOCK, 32, 22 },
    [7] = { "Q5_1", PX_ELEMENT_BLOCK, 32, 24 },
    [8] = { "Q8_0", PX_ELEMENT_BLOCK, 32, 34 },
    [9] = { "Q8_1", PX_ELEMENT_BLOCK, 32, 36 },
    [10] = { "Q2_K", PX_ELEMENT_BLOCK, 256, 84 },
    [11] = { "Q3_K", PX_ELEMENT_BLOCK, 256, 110 },
    [12] = { "Q4_K", PX_ELEMENT_BLOCK, 256, 144 },
    [13] = { "Q5_K", PX_ELEMENT_BLOCK, 256, 176 },
    [14] = { "Q6_K", PX_ELEMENT_BLOCK, 256, 210 },
    [15] = { "Q8_K", PX_ELEMENT_BLOCK, 256, 292 },
    [16] = { "IQ2_XXS", PX_ELEMENT_BLOCK, 256, 66 },
    [17] = { "IQ2_XS", PX_ELEMENT_BLOCK, 256, 74 },
    [18] = { "IQ3_XXS", PX_ELEMENT_BLOCK, 256, 98 },
    [19] = { "IQ1_S", PX_ELEMENT_BLOCK, 256, 50 },
    [20] = { "IQ4_NL", PX_ELEMENT_BLOCK, 32, 18 },
    [21] = { "IQ3_S", PX_ELEMENT_BLOCK, 256, 110 },
    [22] = { "IQ2_S", PX_ELEMENT_BLOCK, 256, 82 },
    [23] = { "IQ4_XS", PX_ELEMENT_BLOCK, 256, 136 },
    [24] = { "I8", PX_ELEMENT_INTEGER, 1, 1 },
    [25] = { "I16", PX_ELEMENT_INTEGER, 1, 2 },
    [26] = { "I32", PX_ELEMENT_INTEGER, 1, 4 },
    [27] = { "I64", PX_ELEMENT_INTEGER, 1, 8 },
    [28] = { "F64", PX_ELEMENT_REAL, 1, 8 },
    [29] = { "IQ1_M", PX_ELEMENT_BLOCK, 256, 56 },
    [30] = { "BF16", PX_ELEMENT_REAL, 1, 2 },
    [31] = { "Q4_0_4_4", PX_ELEMENT_BLOCK, 32, 18 },
    [32] = { "Q4_0_4_8", PX_ELEMENT_BLOCK, 32, 18 },
    [33] = { "Q4_0_8_8", PX_ELEMENT_BLOCK, 32, 18 },
    [34] = { "TQ1_0", PX_ELEMENT_BLOCK, 256, 54 },
    [35] = { "TQ2_0", PX_ELEMENT_BLOCK, 256, 66 },
    [36] = { "IQ4_NL_4_4", PX_ELEMENT_BLOCK, 32, 18 },
    [37] = { "IQ4_NL_4_8", PX_ELEMENT_BLOCK, 32, 18 },
    [38] = { "IQ4_NL_8_8", PX_ELEMENT_BLOCK, 32, 18 },
    [39] = { "MXFP4", PX_ELEMENT_BLOCK, 32, 17 },
    [40] = { "NVFP4", PX_ELEMENT_BLOCK, 64, 36 },
    [41] = { "Q1_0", PX_ELEMENT_BLOCK, 128, 18 },
};

const px_element *px_element_ggml(uint32_t type)
{
    return type < PX_COUNT(ggml) && ggml[type].name ? &ggml[type] : NULL;
}

/* onnx.proto, TensorProto.DataType. */
const px_element *px_element_onnx(uint64_t type)
{
    static const char *const names[] = {
        [1] = "F32",          [2] = "U8",       [3] = "I8",           [4] = "U16",
        [5] = "I16",          [6] = "I32",      [7] = "I64",          [9] = "BOOL",
        [10] = "F16",         [11] = "F64",     [12] = "U32",         [13] = "U64",
        [14] = "C64",         [15] = "C128",    [16] = "BF16",        [17] = "F8_E4M3",
        [18] = "F8_E4M3FNUZ", [19] = "F8_E5M2", [20] = "F8_E5M2FNUZ", [21] = "U4",
        [22] = "I4",          [23] = "F4",      [24] = "F8_E8M0",
    };

    return type < PX_COUNT(names) && names[type] ? px_element_named(px_str_of(names[type])) : NULL;
}

const px_element *px_element_torch(px_str name)
{
    static const struct {
        const char *storage, *type, *name;
    } types[] = {
        { "FloatStorage", "float32", "F32" },
        { "DoubleStorage", "float64", "F64" },
        { "HalfStorage", "float16", "F16" },
        { "BFloat16Storage", "bfloat16", "BF16" },
        { "CharStorage", "int8", "I8" },
        { "ByteStorage", "uint8", "U8" },
        { "UntypedStorage", "uint8", "U8" },
        { "ShortStorage", "int16", "I16" },
        { "IntStorage", "int32", "I32" },
        { "LongStorage", "int64", "I64" },
        { "BoolStorage", "bool", "BOOL" },
        { "ComplexFloatStorage", "complex64", "C64" },
        { "ComplexDoubleStorage", "complex128", "C128" },
        { "QInt8Storage", "qint8", "I8" },
        { "QUInt8Storage", "quint8", "U8" },
        { "QInt32Storage", "qint32", "I32" },
        { NULL, "float8_e4m3fn", "F8_E4M3" },
        { NULL, "float8_e5m2", "F8_E5M2" },
        { NULL, "float8_e4m3fnuz", "F8_E4M3FNUZ" },
        { NULL, "float8_e5m2fnuz", "F8_E5M2FNUZ" },
        { NULL, "float8_e8m0fnu", "F8_E8M0" },
        { NULL, "uint16", "U16" },
        { NULL, "uint32", "U32" },
        { NULL, "uint64", "U64" },
    };

    for (size_t i = 0; i < PX_COUNT(types); i++)
        if ((types[i].storage && px_str_is(name, types[i].storage)) ||
            px_str_is(name, types[i].type))
            return px_element_named(px_str_of(types[i].name));
    return NULL;
}

bool px_element_bytes(const px_element *element, uint64_t count, uint64_t *ret_bytes)
{
    return count % element->block == 0 &&
           !__builtin_mul_overflow(count / element->block, (uint64_t)element->bytes, ret_bytes);
}
