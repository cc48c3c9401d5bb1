// Eight numbers at once, for steps.c and tokens.c.
#pragma once

#include <immintrin.h>
#include <math.h>
#include <stdint.h>

// The engine asks for all of them before a model is loaded.
#define WIDE __attribute__((target("avx2,fma,f16c")))

// e to the power of each number, to a few units of the last place (the method of Cephes' expf).
WIDE static inline __m256 exponentials(__m256 given) {
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

// The same, and 0 where there is no normal number.
WIDE static inline __m256 powers_of(__m256 given) {
    const __m256 is_normal = _mm256_cmp_ps(given, _mm256_set1_ps(-87.0f), _CMP_GE_OQ);
    return _mm256_and_ps(exponentials(given), is_normal);
}

// The largest of `count` numbers.
WIDE static inline float largest(const float * from, int64_t count) {
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
WIDE static inline __m256 some(const float * from, int64_t count) {
    float eight[8];
    for (int64_t at = 0; at < 8; ++at) {
        eight[at] = at < count ? from[at] : -INFINITY;
    }
    return _mm256_loadu_ps(eight);
}

WIDE static inline float sum_of(__m256 values) {
    float lanes[8];
    _mm256_storeu_ps(lanes, values);
    float sum = 0.0f;
    for (int lane = 0; lane < 8; ++lane) {
        sum += lanes[lane];
    }
    return sum;
}
