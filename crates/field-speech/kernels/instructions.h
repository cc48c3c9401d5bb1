// The instructions of a set of kernels by the same names: those of AVX-512 with VNNI, or those of AVX2. For products.c.
#pragma once

#include <immintrin.h>
#include <stdint.h>

#if defined(__AVX512F__) && defined(__AVX512VNNI__)
typedef __m512i wholes;
typedef __m512 floats;
enum { LANES = 16, ROWS = 12 };
static inline wholes zero(void) { return _mm512_setzero_si512(); }
static inline wholes load(const int16_t * at) { return _mm512_loadu_si512(at); }
static inline wholes pair(int32_t both) { return _mm512_set1_epi32(both); }
static inline wholes add_products(wholes sum, wholes a, wholes b) { return _mm512_dpwssd_epi32(sum, a, b); }
static inline floats scaled(wholes sum, floats scales) { return _mm512_mul_ps(_mm512_cvtepi32_ps(sum), scales); }
static inline floats times(const float * at, float factor) {
    return _mm512_mul_ps(_mm512_loadu_ps(at), _mm512_set1_ps(factor));
}
static inline floats added(const float * at, floats more) { return _mm512_add_ps(_mm512_loadu_ps(at), more); }
static inline void store(float * at, floats values) { _mm512_storeu_ps(at, values); }
// The larger ones of `most` and of the numbers from `at`, without their signs.
static inline floats larger(floats most, const float * at) {
    return _mm512_max_ps(most, _mm512_abs_ps(_mm512_loadu_ps(at)));
}
// 16 numbers times `factor` as whole ones.
static inline void whole(const float * at, float factor, int16_t * out) {
    const wholes values = _mm512_cvtps_epi32(times(at, factor));
    _mm256_storeu_si256((__m256i *) out, _mm512_cvtsepi32_epi16(values));
}
// A block of weights as whole numbers of 16 bits.
typedef wholes weights16;
static inline weights16 weights_of(const int8_t * bytes) {
    return _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *) bytes));
}
// `sum` and the products of a block of weights with the whole numbers from `row`, times `factor`.
static inline floats add_block(floats sum, weights16 weights, const int16_t * row, float factor) {
    return _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_madd_epi16(weights, load(row))), _mm512_set1_ps(factor), sum);
}
static inline floats rounded(floats values) {
    return _mm512_roundscale_ps(values, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
static inline floats times_plus(floats a, float b, floats c) { return _mm512_fmadd_ps(a, _mm512_set1_ps(b), c); }
static inline floats multiplied_plus(floats a, floats b, float c) { return _mm512_fmadd_ps(a, b, _mm512_set1_ps(c)); }
// `values` times 2 to the power of `turns`, whole numbers.
static inline floats doubled(floats values, floats turns) { return _mm512_scalef_ps(values, turns); }
static inline wholes nearest(floats values) { return _mm512_cvtps_epi32(values); }
static inline wholes plus(wholes a, wholes b) { return _mm512_add_epi32(a, b); }
static inline floats loaded(const float * at) { return _mm512_loadu_ps(at); }
static inline floats all(float value) { return _mm512_set1_ps(value); }
static inline floats larger_of(floats a, floats b) { return _mm512_max_ps(a, b); }
static inline float largest_of(floats values) { return _mm512_reduce_max_ps(values); }
static inline floats multiplied(floats a, float b) { return _mm512_mul_ps(a, _mm512_set1_ps(b)); }
// 16 whole numbers of 32 bits as ones of 16 bits; their sums in lanes.
enum { PARTS_OF_16 = 1 };
static inline wholes narrow(const wholes * parts, int16_t * out) {
    _mm256_storeu_si256((__m256i *) out, _mm512_cvtsepi32_epi16(parts[0]));
    return parts[0];
}
static inline floats from_halves(const void * at) { return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *) at)); }
static inline floats products_plus(floats sum, floats a, const float * b) { return _mm512_fmadd_ps(a, loaded(b), sum); }
enum { FEW_LINES = 4 };
static inline __m256 folded(floats values) {
    return _mm256_add_ps(_mm512_castps512_ps256(values), _mm512_extractf32x8_ps(values, 1));
}
#else
typedef __m256i wholes;
typedef __m256 floats;
enum { LANES = 8, ROWS = 6 };
static inline wholes zero(void) { return _mm256_setzero_si256(); }
static inline wholes load(const int16_t * at) { return _mm256_loadu_si256((const __m256i *) at); }
static inline wholes pair(int32_t both) { return _mm256_set1_epi32(both); }
static inline wholes add_products(wholes sum, wholes a, wholes b) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(a, b));
}
static inline floats scaled(wholes sum, floats scales) { return _mm256_mul_ps(_mm256_cvtepi32_ps(sum), scales); }
static inline floats times(const float * at, float factor) {
    return _mm256_mul_ps(_mm256_loadu_ps(at), _mm256_set1_ps(factor));
}
static inline floats added(const float * at, floats more) { return _mm256_add_ps(_mm256_loadu_ps(at), more); }
static inline void store(float * at, floats values) { _mm256_storeu_ps(at, values); }
static inline floats larger(floats most, const float * at) {
    return _mm256_max_ps(most, _mm256_andnot_ps(_mm256_set1_ps(-0.0f), _mm256_loadu_ps(at)));
}
static inline void whole(const float * at, float factor, int16_t * out) {
    const wholes low = _mm256_cvtps_epi32(times(at, factor));
    const wholes high = _mm256_cvtps_epi32(times(at + LANES, factor));
    _mm256_storeu_si256((__m256i *) out, _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xd8));
}
typedef struct { wholes low, high; } weights16;
static inline weights16 weights_of(const int8_t * bytes) {
    return (weights16) { _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *) bytes)),
                         _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *) (bytes + 16))) };
}
static inline floats add_block(floats sum, weights16 weights, const int16_t * row, float factor) {
    const wholes both = add_products(_mm256_madd_epi16(weights.low, load(row)), weights.high, load(row + 16));
    return _mm256_fmadd_ps(_mm256_cvtepi32_ps(both), _mm256_set1_ps(factor), sum);
}
static inline floats rounded(floats values) {
    return _mm256_round_ps(values, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
static inline floats times_plus(floats a, float b, floats c) { return _mm256_fmadd_ps(a, _mm256_set1_ps(b), c); }
static inline floats multiplied_plus(floats a, floats b, float c) { return _mm256_fmadd_ps(a, b, _mm256_set1_ps(c)); }
static inline floats doubled(floats values, floats turns) {
    // Beyond this there is no normal number, and nothing is left in whole ones.
    const __m256i power = _mm256_cvtps_epi32(_mm256_max_ps(turns, _mm256_set1_ps(-126.0f)));
    return _mm256_mul_ps(values, _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(power, _mm256_set1_epi32(127)), 23)));
}
static inline wholes nearest(floats values) { return _mm256_cvtps_epi32(values); }
static inline wholes plus(wholes a, wholes b) { return _mm256_add_epi32(a, b); }
static inline floats loaded(const float * at) { return _mm256_loadu_ps(at); }
static inline floats all(float value) { return _mm256_set1_ps(value); }
static inline floats larger_of(floats a, floats b) { return _mm256_max_ps(a, b); }
static inline float largest_of(floats values) {
    const __m128 four = _mm_max_ps(_mm256_castps256_ps128(values), _mm256_extractf128_ps(values, 1));
    const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
}
static inline floats multiplied(floats a, float b) { return _mm256_mul_ps(a, _mm256_set1_ps(b)); }
enum { PARTS_OF_16 = 2 };
static inline wholes narrow(const wholes * parts, int16_t * out) {
    const wholes both = _mm256_packs_epi32(parts[0], parts[1]);
    _mm256_storeu_si256((__m256i *) out, _mm256_permute4x64_epi64(both, 0xd8));
    return plus(parts[0], parts[1]);
}
static inline floats from_halves(const void * at) { return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) at)); }
static inline floats products_plus(floats sum, floats a, const float * b) { return _mm256_fmadd_ps(a, loaded(b), sum); }
enum { FEW_LINES = 2 };
static inline __m256 folded(floats values) { return values; }
#endif
