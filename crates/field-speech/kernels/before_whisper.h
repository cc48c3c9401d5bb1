// Included before whisper.cpp; see variants.cmake and steps.c.
#pragma once
#include "ggml.h"

#ifdef __cplusplus
extern "C" {
#endif
struct ggml_tensor * fieldproof_gelu(struct ggml_context * context, struct ggml_tensor * given);
struct ggml_tensor * fieldproof_medians(struct ggml_context * context, struct ggml_tensor * given,
                                        ggml_custom1_op_t filter, int tasks, void * width);
#ifdef __cplusplus
}
#endif

#define ggml_gelu fieldproof_gelu
// whisper.cpp has a step of its own in one place alone: the median filter of the alignment.
#define ggml_map_custom1 fieldproof_medians
