// Four steps of whisper.cpp that it takes number by number, for eight numbers at once.
//
// The activation between two layers looks each number up in a table, the median filter of the alignment sorts
// seven numbers for each of a million, attention looks for the largest of 1500 one after the other in 36,000 rows, and
// the spectrum multiplies each number of a part with each wave. Why, and what it gave: docs/adr/0017, docs/measurements/voice.md.

#include "before_whisper.h"

#undef ggml_gelu
#undef ggml_map_custom1
#undef ggml_soft_max_ext

#include <immintrin.h>
#include <math.h>
#include <string.h>

// The engine asks for both before a model is loaded.
#define WIDE __attribute__((target("avx2,fma")))

// e to the power of each number, to a few units of the last place (the method of Cephes' expf).
WIDE static __m256 exponentials(__m256 given) {
    // Beyond these there is no finite or no normal number.
    given = _mm256_min_ps(_mm256_max_ps(given, _mm256_set1_ps(-87.0f)), _mm256_set1_ps(88.0f));
    const __m256 turns = _mm256_round_ps(_mm256_mul_ps(given, _mm256_set1_ps(1.44269504f)),
                                         _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    __m256 rest = _mm256_fnmadd_ps(turns, _mm256_set1_ps(0.693359375f), given);
    rest = _mm256_fnmadd_ps(turns, _mm256_set1_ps(-2.12194440e-4f), rest);
    __m256 sum = _mm256_set1_ps(1.9875691500e-4f);
    sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(1.3981999507e-3f));
    sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(8.3334519073e-3f));
    sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(4.1665795894e-2f));
    sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(1.6666665459e-1f));
    sum = _mm256_fmadd_ps(sum, rest, _mm256_set1_ps(5.0000001201e-1f));
    sum = _mm256_fmadd_ps(sum, _mm256_mul_ps(rest, rest), _mm256_add_ps(rest, _mm256_set1_ps(1.0f)));
    const __m256i shift = _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(turns), _mm256_set1_epi32(127)), 23);
    return _mm256_mul_ps(sum, _mm256_castsi256_ps(shift));
}

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

static int64_t reflected(int64_t at, int64_t count) {
    at = at < 0 ? -at : at;
    return at >= count ? 2 * (count - 1) - at : at;
}

// whisper.cpp's filter along the frames of the sound, for the tokens, which lie side by side, eight at once.
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
    const bool is_ours = given->type == GGML_TYPE_F32 && given->nb[1] == sizeof(float) && given->ne[2] > WIDTH &&
        given->ne[3] == 1 && *(const int *) width == WIDTH;
    return ggml_map_custom1(context, given, is_ours ? filter_medians : filter, tasks, width);
}

// The largest of `count` numbers.
WIDE static float largest(const float * from, int64_t count) {
    __m256 most[4];
    for (int part = 0; part < 4; ++part) {
        most[part] = _mm256_set1_ps(-INFINITY);
    }
    int64_t at = 0;
    for (; at + 32 <= count; at += 32) {
        for (int part = 0; part < 4; ++part) {
            most[part] = _mm256_max_ps(most[part], _mm256_loadu_ps(from + at + 8 * part));
        }
    }
    float lanes[8];
    _mm256_storeu_ps(lanes, _mm256_max_ps(_mm256_max_ps(most[0], most[1]), _mm256_max_ps(most[2], most[3])));
    float one = -INFINITY;
    for (int lane = 0; lane < 8; ++lane) {
        one = lanes[lane] > one ? lanes[lane] : one;
    }
    for (; at < count; ++at) {
        one = from[at] > one ? from[at] : one;
    }
    return one;
}

// Eight numbers from `from`, the further ones -infinity if there are fewer.
WIDE static __m256 some(const float * from, int64_t count) {
    float eight[8];
    for (int64_t at = 0; at < 8; ++at) {
        eight[at] = at < count ? from[at] : -INFINITY;
    }
    return _mm256_loadu_ps(eight);
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
    float lanes[8];
    _mm256_storeu_ps(lanes, _mm256_add_ps(sums[0], sums[1]));
    for (int lane = 0; lane < 8; ++lane) {
        sum += lanes[lane];
    }
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
