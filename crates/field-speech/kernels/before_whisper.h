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
#include "whisper.h"

// whisper.cpp ends the program where it has to lay words over less than two of the model's frames, which it does where the model
// says that they were over after 0.02 s: in noise, now and then. They are laid over all of the sound then. It gives the first
// segment as a large number and takes it as a small one, so a function that takes it as it is given is the one that C++ chooses.
static void whisper_exp_compute_token_level_timestamps_dtw(
    whisper_context * context, whisper_state * state, whisper_full_params parameters, int segment, size_t segments,
    int from, int frames, int width, int threads);
static inline void whisper_exp_compute_token_level_timestamps_dtw(
    whisper_context * context, whisper_state * state, whisper_full_params parameters, size_t segment, int segments,
    int from, int frames, int width, int threads) {
    // Of the spectrum: two of them are one of the model.
    const int frames_min = 4, frames_max = 100 * WHISPER_CHUNK_SIZE;
    const int left = whisper_n_len_from_state(state) - from;
    whisper_exp_compute_token_level_timestamps_dtw(context, state, parameters, static_cast<int>(segment),
                                                   static_cast<size_t>(segments), from,
                                                   frames < frames_min ? std::min(left, frames_max) : frames, width, threads);
}

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
