// Included before whisper.cpp; see variants.cmake, steps.c and tokens.h.
#pragma once
#include "ggml.h"

#ifdef __cplusplus
extern "C" {
#endif
struct ggml_tensor * fieldproof_gelu(struct ggml_context * context, struct ggml_tensor * given);
struct ggml_tensor * fieldproof_medians(struct ggml_context * context, struct ggml_tensor * given,
                                        ggml_custom1_op_t filter, int tasks, void * width);
struct ggml_tensor * fieldproof_shares(struct ggml_context * context, struct ggml_tensor * given,
                                       struct ggml_tensor * mask, float factor, float bias);
struct ggml_tensor * fieldproof_mul_mat(struct ggml_context * context, struct ggml_tensor * a, struct ggml_tensor * b);
struct ggml_tensor * fieldproof_conv(struct ggml_context * context, struct ggml_tensor * weights,
                                     struct ggml_tensor * given, int step, int margin, int spread);
void fieldproof_spectrum(const float * given, float * out);
#ifdef __cplusplus
}
#endif

#define ggml_gelu fieldproof_gelu
// whisper.cpp has a step of its own in one place alone: the median filter of the alignment.
#define ggml_map_custom1 fieldproof_medians
#define ggml_soft_max_ext fieldproof_shares
#define ggml_mul_mat fieldproof_mul_mat
// The detector of speech alone asks for it: the encoder has another one.
#define ggml_conv_1d fieldproof_conv

#ifdef __cplusplus
#include "tokens.h"

// whisper.cpp works out the spectrum of a frame of 400 numbers as 16 parts of 25, and each of these number by number.
// It gives them as numbers that may be changed and takes them as numbers that may not, so a function that takes them
// as they are given is the one that C++ chooses.
static void dft(const float * given, int count, float * out);
static inline void dft(float * given, int count, float * out) {
    if (count == 25) {
        fieldproof_spectrum(given, out);
    } else {
        dft(static_cast<const float *>(given), count, out);
    }
}
#endif
