// Four steps of whisper.cpp that it takes number by number, for eight numbers at once.
//
// The activation between two layers looks each number up in a table, the median filter of the alignment sorts
// seven numbers for each of a million, attention looks for the largest of 1500 one after the other in 36,000 rows, and
// the spectrum multiplies each number of a part with each wave. Why, and what it gave: docs/adr/0017, docs/measurements/voice.md.

#include "before_whisper.h"

#undef ggml_gelu
#undef ggml_map_custom1
#undef ggml_soft_max_ext
#undef ggml_mul_mat
#undef ggml_conv_1d

#include "wide.h"

#include <math.h>
#include <string.h>

// ggml's formula, x/2 (1 + tanh u), written as x / (1 + exp(-2u)).
WIDE static __m256 activated(__m256 given) {
    const __m256 square = _mm256_mul_ps(given, given);
    const __m256 inner = _mm256_fmadd_ps(square, _mm256_set1_ps(0.044715f), _mm256_set1_ps(1.0f));
    const __m256 twice = _mm256_mul_ps(_mm256_mul_ps(given, inner), _mm256_set1_ps(-2.0f * 0.79788456f));
    return _mm256_div_ps(given, _mm256_add_ps(_mm256_set1_ps(1.0f), exponentials(twice)));
}

WIDE static void activate(struct ggml_tensor * out, const struct ggml_tensor * given, int task, int tasks, void * no) {
    (void) no;
    const int64_t count = ggml_nelements(given);
    const int64_t share = (count / tasks + 8) / 8 * 8;
    const int64_t start = share * task;
    const int64_t end = start + share < count ? start + share : count;
    const float * from = given->data;
    float * to = out->data;
    int64_t at = start;
    for (; at + 8 <= end; at += 8) {
        _mm256_storeu_ps(to + at, activated(_mm256_loadu_ps(from + at)));
    }
    if (at < end) {
        float last[8] = { 0.0f };
        for (int64_t one = at; one < end; ++one) {
            last[one - at] = from[one];
        }
        _mm256_storeu_ps(last, activated(_mm256_loadu_ps(last)));
        for (int64_t one = at; one < end; ++one) {
            to[one] = last[one - at];
        }
    }
}

struct ggml_tensor * fieldproof_gelu(struct ggml_context * context, struct ggml_tensor * given) {
    if (given->type != GGML_TYPE_F32 || !ggml_is_contiguous(given)) {
        return ggml_gelu(context, given);
    }
    return ggml_map_custom1(context, given, activate, GGML_N_TASKS_MAX, NULL);
}

enum { WIDTH = 7, HALF = WIDTH / 2 };

static inline __m256 WIDE smaller(__m256 * a, __m256 b) {
    const __m256 least = _mm256_min_ps(*a, b);
    *a = _mm256_max_ps(*a, b);
    return least;
}

// The middle one of seven: the largest of the first three or four that may still be it is put aside again and again.
WIDE static __m256 median(__m256 seven[WIDTH]) {
    for (int put_aside = 0; put_aside <= HALF; ++put_aside) {
        for (int at = WIDTH - 1; at > put_aside; --at) {
            seven[at - 1] = smaller(&seven[at], seven[at - 1]);
        }
    }
    return seven[HALF];
}

// There and back, as often as it takes: the filter may be wider than what it goes over.
static int64_t reflected(int64_t at, int64_t count) {
    while (count > 1 && (at < 0 || at >= count)) {
        at = at < 0 ? -at : 2 * (count - 1) - at;
    }
    return count > 1 ? at : 0;
}

// whisper.cpp's filter along the frames of the sound, for the tokens, which lie side by side, eight at once. whisper.cpp ends
// the program where there are no more frames than the filter is wide: words said in the last seventh of a second.
WIDE static void filter_medians(struct ggml_tensor * out, const struct ggml_tensor * given, int task, int tasks,
                                void * no) {
    (void) tasks;
    (void) no;
    if (task != 0) {
        return;
    }
    const int64_t heads = given->ne[0], tokens = given->ne[1], frames = given->ne[2];
    for (int64_t head = 0; head < heads; ++head) {
        for (int64_t frame = 0; frame < frames; ++frame) {
            const float * rows[WIDTH];
            for (int off = -HALF; off <= HALF; ++off) {
                const int64_t from = reflected(frame + off, frames);
                rows[off + HALF] = (const float *) ((const char *) given->data + head * given->nb[0] + from * given->nb[2]);
            }
            char * to = (char *) out->data + head * out->nb[0] + frame * out->nb[2];
            for (int64_t token = 0; token < tokens; token += 8) {
                const int64_t count = tokens - token < 8 ? tokens - token : 8;
                __m256 seven[WIDTH];
                for (int at = 0; at < WIDTH; ++at) {
                    float some[8] = { 0.0f };
                    for (int64_t one = 0; one < count; ++one) {
                        some[one] = rows[at][token + one];
                    }
                    seven[at] = _mm256_loadu_ps(some);
                }
                float middle[8];
                _mm256_storeu_ps(middle, median(seven));
                for (int64_t one = 0; one < count; ++one) {
                    *(float *) (to + (token + one) * out->nb[1]) = middle[one];
                }
            }
        }
    }
}

struct ggml_tensor * fieldproof_medians(struct ggml_context * context, struct ggml_tensor * given,
                                        ggml_custom1_op_t filter, int tasks, void * width) {
    const bool is_ours = given->type == GGML_TYPE_F32 && given->nb[1] == sizeof(float) && given->ne[2] > 0 &&
        given->ne[3] == 1 && *(const int *) width == WIDTH;
    return ggml_map_custom1(context, given, is_ours ? filter_medians : filter, tasks, width);
}

// A row's numbers as shares of one by their powers of e.
WIDE static void share_out(float * row, int64_t count, float factor) {
    const __m256 factors = _mm256_set1_ps(factor);
    const __m256 offset = _mm256_set1_ps(-factor * largest(row, count));
    __m256 sums[2] = { _mm256_setzero_ps(), _mm256_setzero_ps() };
    int64_t at = 0;
    for (; at + 16 <= count; at += 16) {
        for (int part = 0; part < 2; ++part) {
            const __m256 powers =
                exponentials(_mm256_fmadd_ps(_mm256_loadu_ps(row + at + 8 * part), factors, offset));
            sums[part] = _mm256_add_ps(sums[part], powers);
            _mm256_storeu_ps(row + at + 8 * part, powers);
        }
    }
    float sum = 0.0f;
    for (; at < count; at += 8) {
        float lanes[8];
        _mm256_storeu_ps(lanes, exponentials(_mm256_fmadd_ps(some(row + at, count - at), factors, offset)));
        for (int64_t one = at; one < at + 8 && one < count; ++one) {
            row[one] = lanes[one - at];
            sum += lanes[one - at];
        }
    }
    sum += sum_of(_mm256_add_ps(sums[0], sums[1]));
    const float part = 1.0f / sum;
    const __m256 parts = _mm256_set1_ps(part);
    for (at = 0; at + 8 <= count; at += 8) {
        _mm256_storeu_ps(row + at, _mm256_mul_ps(_mm256_loadu_ps(row + at), parts));
    }
    for (; at < count; ++at) {
        row[at] *= part;
    }
}

WIDE static void share_rows(struct ggml_tensor * out, const struct ggml_tensor * given, int task, int tasks,
                            void * factor_bits) {
    (void) given;
    const uint32_t bits = (uint32_t) (uintptr_t) factor_bits;
    float factor;
    memcpy(&factor, &bits, sizeof(factor));
    const int64_t rows = ggml_nrows(out);
    for (int64_t row = task; row < rows; row += tasks) {
        share_out((float *) out->data + row * out->ne[0], out->ne[0], factor);
    }
}

// ggml's softmax, where nothing is masked, in the place of what is given, which nobody else reads.
struct ggml_tensor * fieldproof_shares(struct ggml_context * context, struct ggml_tensor * given,
                                       struct ggml_tensor * mask, float factor, float bias) {
    if (mask != NULL || bias != 0.0f || factor <= 0.0f || given->type != GGML_TYPE_F32 || !ggml_is_contiguous(given)) {
        return ggml_soft_max_ext(context, given, mask, factor, bias);
    }
    // The graph is worked out after this returns, so the factor travels in the place of an address.
    uint32_t bits;
    memcpy(&bits, &factor, sizeof(bits));
    return ggml_map_custom1_inplace(context, given, share_rows, GGML_N_TASKS_MAX, (void *) (uintptr_t) bits);
}

// See select.c.
void fieldproof_attention(struct ggml_tensor * out, const struct ggml_tensor * k, const struct ggml_tensor * q,
                          const struct ggml_tensor * v, float factor, int task, int tasks);

static void attend(struct ggml_tensor * out, int task, int tasks, void * no) {
    (void) no;
    const float depth = (float) out->src[0]->ne[0];
    fieldproof_attention(out, out->src[0], out->src[1], out->src[2], 1.0f / sqrtf(depth), task, tasks);
}

// ggml's product of matrices; but where it ends the encoder's attention, all of that is one step: likeness, shares and what
// they find, without 1500 by 1500 numbers for each head in between. whisper.cpp gives the factor 1/sqrt(depth) there.
struct ggml_tensor * fieldproof_mul_mat(struct ggml_context * context, struct ggml_tensor * a, struct ggml_tensor * b) {
    const struct ggml_tensor * likeness = b->op == GGML_OP_MAP_CUSTOM1 ? b->src[0] : NULL;
    // In the decoder values are looked at in its memory; here they come from a copy to 16 bits.
    if (likeness == NULL || likeness->op != GGML_OP_MUL_MAT || likeness->ne[0] != likeness->ne[1] ||
        a->op != GGML_OP_CPY || a->type != GGML_TYPE_F16 || likeness->src[0]->type != GGML_TYPE_F16 ||
        likeness->src[1]->type != GGML_TYPE_F32 || likeness->ne[3] != 1) {
        return ggml_mul_mat(context, a, b);
    }
    struct ggml_tensor * given[] = { likeness->src[0], likeness->src[1], a };
    return ggml_custom_4d(context, GGML_TYPE_F32, a->ne[1], b->ne[1], b->ne[2], 1, given, 3, attend, GGML_N_TASKS_MAX, NULL);
}

// The detector of speech looks at 512 samples at a time, so its convolutions have one to four places in all.
enum { PLACES_MAX = 4, PATCH_MAX = 512 };

// What two rows of 16-bit weights make of the numbers around each place. Inlined, so that the sums stay in registers.
WIDE static inline __attribute__((always_inline)) void convolve_two(const ggml_fp16_t * const * rows, int64_t count,
                                                                    float patches[PLACES_MAX][PATCH_MAX], int places,
                                                                    float * const * out) {
    __m256 sums[2][PLACES_MAX];
    for (int row = 0; row < 2; ++row) {
        for (int place = 0; place < places; ++place) {
            sums[row][place] = _mm256_setzero_ps();
        }
    }
    int64_t at = 0;
    for (; at + 8 <= count; at += 8) {
        for (int row = 0; row < 2; ++row) {
            const __m256 weights = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) (rows[row] + at)));
            for (int place = 0; place < places; ++place) {
                const __m256 numbers = _mm256_loadu_ps(patches[place] + at);
                sums[row][place] = _mm256_fmadd_ps(weights, numbers, sums[row][place]);
            }
        }
    }
    for (int row = 0; row < 2; ++row) {
        for (int place = 0; place < places; ++place) {
            float sum = sum_of(sums[row][place]);
            for (int64_t one = at; one < count; ++one) {
                sum += _cvtsh_ss(rows[row][one]) * patches[place][one];
            }
            out[row][place] = sum;
        }
    }
}

WIDE static void convolve(struct ggml_tensor * out, int task, int tasks, void * step_and_margin) {
    (void) tasks;
    if (task != 0) {
        return;
    }
    const struct ggml_tensor * weights = out->src[0], * given = out->src[1];
    const int64_t step = (intptr_t) step_and_margin >> 8, margin = (intptr_t) step_and_margin & 255;
    const int64_t wide = weights->ne[0], channels = weights->ne[1], length = given->ne[0], places = out->ne[0];
    float patches[PLACES_MAX][PATCH_MAX];
    for (int64_t place = 0; place < places; ++place) {
        for (int64_t channel = 0; channel < channels; ++channel) {
            for (int64_t at = 0; at < wide; ++at) {
                const int64_t from = place * step + at - margin;
                const float * row = (const float *) ((const char *) given->data + channel * given->nb[1]);
                patches[place][channel * wide + at] = from >= 0 && from < length ? row[from] : 0.0f;
            }
        }
    }
    const int64_t rows = weights->ne[2];
    for (int64_t row = 0; row < rows; row += 2) {
        // Behind the last one it is taken again.
        const int64_t both[2] = { row, row + 1 < rows ? row + 1 : row };
        const ggml_fp16_t * from[2];
        float * to[2];
        for (int one = 0; one < 2; ++one) {
            from[one] = (const ggml_fp16_t *) ((const char *) weights->data + both[one] * weights->nb[2]);
            to[one] = (float *) ((char *) out->data + both[one] * out->nb[1]);
        }
        switch (places) {
            case 4: convolve_two(from, wide * channels, patches, 4, to); break;
            case 2: convolve_two(from, wide * channels, patches, 2, to); break;
            default: convolve_two(from, wide * channels, patches, 1, to); break;
        }
    }
}

// ggml's convolution, without the copies of 16 bits that it makes of what is given.
struct ggml_tensor * fieldproof_conv(struct ggml_context * context, struct ggml_tensor * weights,
                                     struct ggml_tensor * given, int step, int margin, int spread) {
    const int64_t places = (given->ne[0] + 2 * margin - weights->ne[0]) / step + 1;
    const bool is_few = places == 1 || places == 2 || places == PLACES_MAX;
    if (!is_few || weights->type != GGML_TYPE_F16 || given->type != GGML_TYPE_F32 || spread != 1 || margin > 255 ||
        given->ne[2] != 1 || given->nb[0] != sizeof(float) || !ggml_is_contiguous(weights) ||
        weights->ne[0] * weights->ne[1] > PATCH_MAX || weights->ne[1] != given->ne[1]) {
        return ggml_conv_1d(context, weights, given, step, margin, spread);
    }
    struct ggml_tensor * both[] = { weights, given };
    return ggml_custom_4d(context, GGML_TYPE_F32, places, weights->ne[2], 1, 1, both, 2, convolve, 1,
                          (void *) (intptr_t) (step << 8 | margin));
}

// Numbers of a part of a spectrum, and those of its waves that are not mirrors of others, in whole registers.
enum { PART = 25, WAVES = PART / 2 + 1, WAVES_ROOM = 16 };

struct waves {
    float cosines[PART][WAVES_ROOM];
    float sines[PART][WAVES_ROOM];
};

static struct waves all_waves;

// Before main, as there is no other moment at which one thread is alone.
__attribute__((constructor)) static void fill_waves(void) {
    for (int at = 0; at < PART; ++at) {
        for (int wave = 0; wave < WAVES; ++wave) {
            const double turn = 2.0 * 3.14159265358979323846 * (at * wave % PART) / PART;
            all_waves.cosines[at][wave] = (float) cos(turn);
            all_waves.sines[at][wave] = (float) -sin(turn);
        }
    }
}

// The discrete Fourier transform of 25 real numbers: 25 pairs of a real and an imaginary part.
WIDE void fieldproof_spectrum(const float * given, float * out) {
    __m256 sums[4] = { _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps() };
    for (int at = 0; at < PART; ++at) {
        const __m256 value = _mm256_set1_ps(given[at]);
        for (int half = 0; half < 2; ++half) {
            sums[half] = _mm256_fmadd_ps(value, _mm256_loadu_ps(all_waves.cosines[at] + 8 * half), sums[half]);
            sums[2 + half] = _mm256_fmadd_ps(value, _mm256_loadu_ps(all_waves.sines[at] + 8 * half), sums[2 + half]);
        }
    }
    float real[WAVES_ROOM], imaginary[WAVES_ROOM];
    for (int half = 0; half < 2; ++half) {
        _mm256_storeu_ps(real + 8 * half, sums[half]);
        _mm256_storeu_ps(imaginary + 8 * half, sums[2 + half]);
    }
    for (int wave = 0; wave < WAVES; ++wave) {
        out[2 * wave] = real[wave];
        out[2 * wave + 1] = imaginary[wave];
    }
    // The further waves of real numbers are mirrors of these.
    for (int wave = WAVES; wave < PART; ++wave) {
        out[2 * wave] = real[PART - wave];
        out[2 * wave + 1] = -imaginary[PART - wave];
    }
}
