// Products of matrices in whole numbers of 16 bits, in the place of ggml's for the shapes of Whisper's encoder.
//
// ggml multiplies weights of 8 bits with a scale for every 32 of them, and attention in 16-bit floating point that it
// converts again for every product. Here each row of both sides is brought to 12 bits and a sign with one scale of its
// own, and multiplied by the instruction that adds two products of 16 bits (`vpmaddwd`, with VNNI `vpdpwssd`): twice
// the products of floating point, and as many as with bytes on processors without VNNI. Why, and what it gave:
// docs/adr/0017, docs/measurements/voice.md.
//
// A few rows of the decoder are multiplied with ggml's blocks of weights as they are, several rows with each block at
// once. What is not known goes on to ggml's own.

#include "ggml-cpu-impl.h"
#include "ggml-impl.h"
#include "simd-mappings.h"

#define GGML_COMMON_DECL_C
#include "ggml-common.h"

#undef llamafile_sgemm
#include "llamafile/sgemm.h"

#include <immintrin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool fieldproof_products(const struct ggml_compute_params * params, int64_t m, int64_t n, int64_t k, const void * a,
                         int64_t a_step, const void * b, int64_t b_step, void * c, int64_t c_step, int a_type,
                         int b_type, int c_type);

// The largest whole number of a row: so many products of two of them fit into 32 bits as are added up between two
// conversions to floating point, 256 * 2895 * 2895 < 2^31.
#define LEVEL 2895.0f
#define DEPTH 256
// Fewer rows than these are not worth bringing the other side to whole numbers. Source: docs/measurements/voice.md.
#define ROWS_MIN 16
// Rows of the matrix of all words that a model knows: at least so many, and no other matrix has them.
#define WORDS_MIN 32768
// Room for a block of rows, in numbers: 128 KiB, so that it stays in a cache of 256 KiB.
#define BLOCK_NUMBERS (64 * 1024)

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
enum { FEW_LINES = 2 };
static inline __m256 folded(floats values) { return values; }
#endif

// Columns of a panel: two registers of sums.
enum { PANEL = 2 * LANES };

// One side of a product: rows that lie next to each other in the numbers of `type`.
struct side {
    const char * data;
    size_t row_bytes;
    int type;
};

static bool is_known(int type) { return type == GGML_TYPE_F32 || type == GGML_TYPE_F16 || type == GGML_TYPE_Q8_0; }

// The numbers of a row, in `room` unless they lie there as they are.
static const float * row_of(const struct side * side, int64_t row, int64_t k, float * room) {
    const char * data = side->data + row * side->row_bytes;
    if (side->type == GGML_TYPE_F32) {
        return (const float *) data;
    }
    if (side->type == GGML_TYPE_F16) {
        const ggml_half * halves = (const ggml_half *) data;
        int64_t at = 0;
        for (; at + 8 <= k; at += 8) {
            _mm256_storeu_ps(room + at, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) (halves + at))));
        }
        for (; at < k; ++at) {
            room[at] = _cvtsh_ss(halves[at]);
        }
        return room;
    }
    const block_q8_0 * blocks = (const block_q8_0 *) data;
    for (int64_t block = 0; block < k / QK8_0; ++block) {
        const __m256 scale = _mm256_set1_ps(_cvtsh_ss(blocks[block].d));
        for (int at = 0; at < QK8_0; at += 8) {
            const __m128i bytes = _mm_loadl_epi64((const __m128i *) (blocks[block].qs + at));
            const __m256 values = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes));
            _mm256_storeu_ps(room + block * QK8_0 + at, _mm256_mul_ps(values, scale));
        }
    }
    return room;
}

// Brings a row to whole numbers up to `level`, with a 0 behind an odd number of them; returns what one of them stands
// for.
static float whole_row(const float * row, int64_t k, float level, int16_t * out) {
    floats most0 = { 0.0f }, most1 = { 0.0f };
    int64_t at = 0;
    for (; at + 2 * LANES <= k; at += 2 * LANES) {
        most0 = larger(most0, row + at);
        most1 = larger(most1, row + at + LANES);
    }
    float most = largest_of(larger_of(most0, most1));
    for (; at < k; ++at) {
        most = fabsf(row[at]) > most ? fabsf(row[at]) : most;
    }
    const float factor = most > 0.0f ? level / most : 0.0f;
    for (at = 0; at + 16 <= k; at += 16) {
        whole(row + at, factor, out + at);
    }
    for (; at < k; ++at) {
        out[at] = (int16_t) lrintf(row[at] * factor);
    }
    if (k % 2 != 0) {
        out[k] = 0;
    }
    return most / level;
}

// The rows of `side` as panels: pair by pair of numbers, those of PANEL rows side by side. `rows_room` has room for
// PANEL rows of `width` numbers.
static void fill_panels(const struct side * side, int64_t m, int64_t k, int64_t width, float * room,
                        int16_t * rows_room, int16_t * panels, float * scales) {
    for (int64_t first = 0; first < m; first += PANEL) {
        for (int64_t row = 0; row < PANEL; ++row) {
            int16_t * out = rows_room + row * width;
            if (first + row < m) {
                scales[first + row] = whole_row(row_of(side, first + row, k, room), k, LEVEL, out);
            } else {
                scales[first + row] = 0.0f;
                memset(out, 0, width * sizeof(int16_t));
            }
        }
        int16_t * panel = panels + first * width;
        for (int64_t at = 0; at < width; at += 2) {
            for (int64_t row = 0; row < PANEL; ++row) {
                memcpy(panel + (at * PANEL) + row * 2, rows_room + row * width + at, 2 * sizeof(int16_t));
            }
        }
    }
}

// Adds the products of ROWS rows and a panel over `depth` numbers to `out`, or sets it.
static void tile(const int16_t * rows, int64_t width, const int16_t * panel, int64_t depth,
                        const float * row_scales, const float * panel_scales, float * out, int64_t out_step,
                        bool is_first) {
    wholes sums[ROWS][2];
#pragma GCC unroll 12
    for (int row = 0; row < ROWS; ++row) {
        sums[row][0] = zero();
        sums[row][1] = zero();
    }
    for (int64_t at = 0; at < depth; at += 2) {
        const wholes left = load(panel + at * PANEL);
        const wholes right = load(panel + at * PANEL + 2 * LANES);
#pragma GCC unroll 12
        for (int row = 0; row < ROWS; ++row) {
            int32_t both;
            memcpy(&both, rows + row * width + at, sizeof(both));
            const wholes numbers = pair(both);
            sums[row][0] = add_products(sums[row][0], left, numbers);
            sums[row][1] = add_products(sums[row][1], right, numbers);
            // Row after row: otherwise the compiler loads several first, and the sums no longer fit into registers.
            __asm__ volatile("" : "+v"(sums[row][0]), "+v"(sums[row][1]));
        }
    }
#pragma GCC unroll 12
    for (int row = 0; row < ROWS; ++row) {
        float * to = out + row * out_step;
#pragma GCC unroll 2
        for (int half = 0; half < 2; ++half) {
            const floats scales = times(panel_scales + half * LANES, row_scales[row]);
            const floats values = scaled(sums[row][half], scales);
            store(to + half * LANES, is_first ? values : added(to + half * LANES, values));
        }
    }
}

// The products of a block of rows with all panels.
static void block_products(const int16_t * rows, const float * row_scales, int64_t row_count, int64_t width,
                           const int16_t * panels, const float * panel_scales, int64_t m, float * out,
                           int64_t out_step) {
    for (int64_t column = 0; column < m; column += PANEL) {
        for (int64_t at = 0; at < width; at += DEPTH) {
            const int64_t depth = width - at < DEPTH ? width - at : DEPTH;
            const int16_t * panel = panels + column * width + at * PANEL;
            for (int64_t row = 0; row < row_count; row += ROWS) {
                float * to = out + row * out_step + column;
                const int64_t rows_here = row_count - row < ROWS ? row_count - row : ROWS;
                const int64_t columns_here = m - column < PANEL ? m - column : PANEL;
                if (rows_here == ROWS && columns_here == PANEL) {
                    tile(rows + row * width + at, width, panel, depth, row_scales + row, panel_scales + column, to,
                         out_step, at == 0);
                    continue;
                }
                float edge[ROWS * PANEL];
                for (int64_t line = 0; at > 0 && line < rows_here; ++line) {
                    memcpy(edge + line * PANEL, to + line * out_step, columns_here * sizeof(float));
                }
                tile(rows + row * width + at, width, panel, depth, row_scales + row, panel_scales + column, edge,
                     PANEL, at == 0);
                for (int64_t line = 0; line < rows_here; ++line) {
                    memcpy(to + line * out_step, edge + line * PANEL, columns_here * sizeof(float));
                }
            }
        }
    }
}

static int64_t rounded_up(int64_t value, int64_t step) { return (value + step - 1) / step * step; }

// `c` = the products of each row of `b` with each row of `a`, for the rows of `b` from `start` to `end`. False without
// memory.
static bool products(const struct side * a, const struct side * b, int64_t m, int64_t k, int64_t start, int64_t end,
                     float * c, int64_t c_step) {
    const int64_t width = rounded_up(k, 2);
    const int64_t columns = rounded_up(m, PANEL);
    int64_t block = BLOCK_NUMBERS / width / ROWS * ROWS;
    block = block < ROWS ? ROWS : block;
    block = block < rounded_up(end - start, ROWS) ? block : rounded_up(end - start, ROWS);
    const int64_t rows_room = block > PANEL ? block : PANEL;
    const size_t numbers = (columns + rows_room) * width;
    const size_t bytes = numbers * sizeof(int16_t) + (columns + block + width) * sizeof(float);
    int16_t * panels = aligned_alloc(64, rounded_up(bytes, 64));
    if (panels == NULL) {
        return false;
    }
    int16_t * rows = panels + columns * width;
    float * panel_scales = (float *) (panels + numbers);
    float * row_scales = panel_scales + columns;
    float * room = row_scales + block;
    fill_panels(a, m, k, width, room, rows, panels, panel_scales);
    for (int64_t first = start; first < end; first += block) {
        const int64_t count = end - first < block ? end - first : block;
        for (int64_t row = 0; row < count; ++row) {
            row_scales[row] = whole_row(row_of(b, first + row, k, room), k, LEVEL, rows + row * width);
        }
        // The last tile is whole: its further rows are multiplied and dropped.
        for (int64_t row = count; row < rounded_up(count, ROWS); ++row) {
            row_scales[row] = 0.0f;
            memset(rows + row * width, 0, width * sizeof(int16_t));
        }
        block_products(rows, row_scales, count, width, panels, panel_scales, m, c + first * c_step, c_step);
    }
    free(panels);
    return true;
}

// 2 to the power of each number, none of which is above 0: the series of e to the power of what is behind the point.
static inline floats powers(floats given) {
    const floats turns = rounded(given);
    const floats rest = times_plus(turns, -1.0f, given);
    floats sum = all(1.33335581e-3f);
    sum = multiplied_plus(sum, rest, 9.61812911e-3f);
    sum = multiplied_plus(sum, rest, 5.55041087e-2f);
    sum = multiplied_plus(sum, rest, 2.40226507e-1f);
    sum = multiplied_plus(sum, rest, 6.93147181e-1f);
    sum = multiplied_plus(sum, rest, 1.0f);
    return doubled(sum, turns);
}

// How large each number is beside the largest, which stands for LEVEL, if they are powers of 2: whole numbers, and how
// many of them there are in all. With a 0 behind an odd number of them.
static int32_t shares(const float * row, int64_t k, int16_t * out) {
    floats most_lanes = all(-INFINITY);
    int64_t at = 0;
    for (; at + LANES <= k; at += LANES) {
        most_lanes = larger_of(most_lanes, loaded(row + at));
    }
    float most = largest_of(most_lanes);
    for (; at < k; ++at) {
        most = row[at] > most ? row[at] : most;
    }
    wholes sums = zero();
    int32_t sum = 0;
    for (at = 0; at < k; at += 16) {
        float last[16];
        const float * from = row + at;
        if (at + 16 > k) {
            for (int64_t one = 0; one < 16; ++one) {
                last[one] = at + one < k ? from[one] : -INFINITY;
            }
            from = last;
        }
        wholes parts[PARTS_OF_16];
        for (int part = 0; part < PARTS_OF_16; ++part) {
            const floats below = times_plus(all(most), -1.0f, loaded(from + part * LANES));
            parts[part] = nearest(multiplied(powers(larger_of(below, all(-100.0f))), LEVEL));
        }
        int16_t sixteen[16];
        const bool is_last = at + 16 > k;
        sums = plus(sums, narrow(parts, is_last ? sixteen : out + at));
        if (is_last) {
            memcpy(out + at, sixteen, rounded_up(k - at, 2) * sizeof(int16_t));
        }
    }
    int32_t whole_lanes[LANES];
    memcpy(whole_lanes, &sums, sizeof(sums));
    for (int lane = 0; lane < LANES; ++lane) {
        sum += whole_lanes[lane];
    }
    return sum;
}

#if defined(__AVX512F__) && defined(__AVX512VNNI__)
// The largest whole number of bytes.
#define BYTE_LEVEL 127.0f
// So many numbers of a row have a scale of their own, so that one large number does not make the whole row coarse.
// A multiple of the numbers of a block of weights.
enum { GROUP = 192 };

// A row as bytes from -127 to 127; and what one of them stands for in each group, `scale_step` apart.
static void byte_row(const float * row, int64_t k, int8_t * out, float * scales, int64_t scale_step) {
    for (int64_t first = 0; first < k; first += GROUP, scales += scale_step) {
        int16_t room[GROUP];
        const int64_t count = k - first < GROUP ? k - first : GROUP;
        *scales = whole_row(row + first, count, BYTE_LEVEL, room);
        for (int64_t at = 0; at < count; at += QK8_0) {
            _mm256_storeu_si256((__m256i *) (out + first + at), _mm512_cvtepi16_epi8(load(room + at)));
        }
    }
}

// The rows of `side` as panels of bytes, four numbers of PANEL rows side by side, and what each sum begins with: the
// other side is brought from -127..127 to 1..255, as the instruction takes one side without signs.
static void fill_byte_panels(const struct side * side, int64_t m, int64_t k, int64_t columns, float * room,
                             int8_t * rows_room, int8_t * panels, float * scales, int32_t * starts) {
    for (int64_t first = 0; first < m; first += PANEL) {
        for (int64_t row = 0; row < PANEL; ++row) {
            // Behind the last row it is taken again and dropped.
            const int64_t here = first + row < m ? first + row : m - 1;
            int8_t * out = rows_room + row * k;
            byte_row(row_of(side, here, k, room), k, out, scales + first + row, columns);
            for (int64_t group = 0; group * GROUP < k; ++group) {
                int32_t sum = 0;
                for (int64_t at = group * GROUP; at < k && at < (group + 1) * GROUP; ++at) {
                    sum += out[at];
                }
                starts[group * columns + first + row] = -128 * sum;
            }
        }
        int8_t * panel = panels + first * k;
        for (int64_t at = 0; at < k; at += 4) {
            for (int64_t row = 0; row < PANEL; ++row) {
                memcpy(panel + at * PANEL + row * 4, rows_room + row * k + at, 4);
            }
        }
    }
}

// Adds the products of ROWS rows and a panel over a group of `depth` numbers to `out`, or sets it.
static void byte_tile(const int8_t * rows, int64_t width, const int8_t * panel, int64_t depth, const int32_t * starts,
                      const float * row_scales, const float * panel_scales, float * out, int64_t out_step,
                      bool is_first) {
    wholes sums[ROWS][2];
#pragma GCC unroll 12
    for (int row = 0; row < ROWS; ++row) {
        sums[row][0] = _mm512_loadu_si512(starts);
        sums[row][1] = _mm512_loadu_si512(starts + LANES);
    }
    for (int64_t at = 0; at < depth; at += 4) {
        const wholes left = _mm512_loadu_si512(panel + at * PANEL);
        const wholes right = _mm512_loadu_si512(panel + at * PANEL + 4 * LANES);
#pragma GCC unroll 12
        for (int row = 0; row < ROWS; ++row) {
            int32_t four;
            memcpy(&four, rows + row * width + at, sizeof(four));
            const wholes numbers = pair(four);
            sums[row][0] = _mm512_dpbusd_epi32(sums[row][0], numbers, left);
            sums[row][1] = _mm512_dpbusd_epi32(sums[row][1], numbers, right);
            __asm__ volatile("" : "+v"(sums[row][0]), "+v"(sums[row][1]));
        }
    }
#pragma GCC unroll 12
    for (int row = 0; row < ROWS; ++row) {
        for (int half = 0; half < 2; ++half) {
            float * to = out + row * out_step + half * LANES;
            const floats values = scaled(sums[row][half], times(panel_scales + half * LANES, row_scales[row]));
            store(to, is_first ? values : added(to, values));
        }
    }
}

// As `products`, for weights of 8 bits, in bytes: twice the products of 16 bits.
static bool byte_products(const struct side * a, const struct side * b, int64_t m, int64_t k, int64_t start, int64_t end,
                          float * c, int64_t c_step) {
    const int64_t columns = rounded_up(m, PANEL), groups = (k + GROUP - 1) / GROUP;
    int64_t block = 2 * BLOCK_NUMBERS / k / ROWS * ROWS;
    block = block < ROWS ? ROWS : block;
    block = block < rounded_up(end - start, ROWS) ? block : rounded_up(end - start, ROWS);
    const int64_t rows_room = block > PANEL ? block : PANEL;
    // What is multiplied for the edges is added up in whole tiles as well.
    const size_t fours = groups * (2 * columns + block) + k + ROWS * PANEL;
    char * const memory = aligned_alloc(64, rounded_up(fours * 4 + (columns + rows_room) * k, 64));
    if (memory == NULL) {
        return false;
    }
    float * const panel_scales = (float *) memory;
    int32_t * const starts = (int32_t *) (panel_scales + groups * columns);
    float * const row_scales = (float *) (starts + groups * columns);
    float * const room = row_scales + groups * block;
    float * const edge = room + k;
    int8_t * const panels = (int8_t *) (edge + ROWS * PANEL);
    int8_t * const rows = panels + columns * k;
    fill_byte_panels(a, m, k, columns, room, rows, panels, panel_scales, starts);
    for (int64_t first = start; first < end; first += block) {
        const int64_t count = end - first < block ? end - first : block;
        for (int64_t row = 0; row < rounded_up(count, ROWS); ++row) {
            // The last tile is whole: its further rows are the last one again, and dropped.
            const int64_t here = row < count ? first + row : end - 1;
            int8_t * to = rows + row * k;
            byte_row(row_of(b, here, k, room), k, to, row_scales + row, block);
            for (int64_t at = 0; at < k; ++at) {
                to[at] = (int8_t) (to[at] ^ -128);
            }
        }
        for (int64_t column = 0; column < m; column += PANEL) {
            const int64_t columns_here = m - column < PANEL ? m - column : PANEL;
            for (int64_t row = 0; row < count; row += ROWS) {
                const int64_t rows_here = count - row < ROWS ? count - row : ROWS;
                const bool is_whole = rows_here == ROWS && columns_here == PANEL;
                float * const to = c + (first + row) * c_step + column;
                for (int64_t group = 0; group < groups; ++group) {
                    const int64_t at = group * GROUP, depth = k - at < GROUP ? k - at : GROUP;
                    byte_tile(rows + row * k + at, k, panels + column * k + at * PANEL, depth,
                              starts + group * columns + column, row_scales + group * block + row,
                              panel_scales + group * columns + column, is_whole ? to : edge,
                              is_whole ? c_step : PANEL, group == 0);
                }
                for (int64_t line = 0; !is_whole && line < rows_here; ++line) {
                    memcpy(to + line * c_step, edge + line * PANEL, columns_here * sizeof(float));
                }
            }
        }
    }
    free(memory);
    return true;
}
#else
// Without VNNI bytes are multiplied no quicker than 16 bits.
static bool byte_products(const struct side * a, const struct side * b, int64_t m, int64_t k, int64_t start, int64_t end,
                          float * c, int64_t c_step) {
    return products(a, b, m, k, start, end, c, c_step);
}
#endif

// A part of attention: what each query finds in the values, by its likeness to their keys. `factor` is in front of the
// likeness. The likenesses of some queries at a time stay in the cache. False without memory.
static bool attention(const struct side * keys, const struct side * queries, const struct side * values, int64_t count,
                      int64_t depth, float factor, int64_t start, int64_t end, float * out, int64_t out_step) {
    enum { AT_ONCE = 2 * ROWS };
    const int64_t width = rounded_up(count, 2), columns = rounded_up(count, PANEL);
    const int64_t depth_width = rounded_up(depth, 2), depth_columns = rounded_up(depth, PANEL);
    const size_t wholes_count = columns * depth_width + depth_columns * width + AT_ONCE * depth_width +
        (AT_ONCE > PANEL ? AT_ONCE : PANEL) * (width > depth_width ? width : depth_width);
    const size_t floats_count = columns + depth_columns + 2 * AT_ONCE + AT_ONCE * columns + (count > depth ? count : depth);
    char * const memory = aligned_alloc(64, rounded_up(wholes_count * sizeof(int16_t) + floats_count * sizeof(float) + 64, 64));
    if (memory == NULL) {
        return false;
    }
    float * const key_scales = (float *) memory;
    float * const value_scales = key_scales + columns;
    float * const query_scales = value_scales + depth_columns;
    float * const share_scales = query_scales + AT_ONCE;
    float * const likenesses = share_scales + AT_ONCE;
    float * const room = likenesses + AT_ONCE * columns;
    int16_t * const key_panels = (int16_t *) (key_scales + rounded_up(floats_count, 2));
    int16_t * const value_panels = key_panels + columns * depth_width;
    int16_t * const query_rows = value_panels + depth_columns * width;
    int16_t * const share_rows = query_rows + AT_ONCE * depth_width;
    fill_panels(keys, count, depth, depth_width, room, share_rows, key_panels, key_scales);
    fill_panels(values, depth, count, width, room, share_rows, value_panels, value_scales);
    for (int64_t first = start; first < end; first += AT_ONCE) {
        const int64_t rows = end - first < AT_ONCE ? end - first : AT_ONCE;
        for (int64_t row = 0; row < AT_ONCE; ++row) {
            // Behind the last one it is taken again and dropped.
            const int64_t here = row < rows ? first + row : end - 1;
            const float * numbers = row_of(queries, here, depth, room);
            query_scales[row] = factor * whole_row(numbers, depth, LEVEL, query_rows + row * depth_width);
        }
        block_products(query_rows, query_scales, AT_ONCE, depth_width, key_panels, key_scales, columns, likenesses, columns);
        for (int64_t row = 0; row < AT_ONCE; ++row) {
            share_scales[row] = 1.0f / (float) shares(likenesses + row * columns, count, share_rows + row * width);
        }
        block_products(share_rows, share_scales, rows, width, value_panels, value_scales, depth, out + first * out_step,
                       out_step);
    }
    free(memory);
    return true;
}

void fieldproof_attention_of_set(struct ggml_tensor * out, const struct ggml_tensor * k, const struct ggml_tensor * q,
                                 const struct ggml_tensor * v, float factor, int task, int tasks);

// All heads of attention where each number of `q` looks at all of `k`.
void fieldproof_attention_of_set(struct ggml_tensor * out, const struct ggml_tensor * k, const struct ggml_tensor * q,
                                 const struct ggml_tensor * v, float factor, int task, int tasks) {
    const int64_t count = q->ne[1];
    const int64_t share = rounded_up((count + tasks - 1) / tasks, ROWS);
    const int64_t start = share * task;
    const int64_t end = start + share < count ? start + share : count;
    for (int64_t head = 0; head < q->ne[2] && start < end; ++head) {
        const struct side keys = { (const char *) k->data + head * k->nb[2], k->nb[1], k->type };
        const struct side queries = { (const char *) q->data + head * q->nb[2], q->nb[1], q->type };
        const struct side values = { (const char *) v->data + head * v->nb[2], v->nb[1], v->type };
        // Powers of 2 are quicker than those of e.
        if (!attention(&keys, &queries, &values, k->ne[1], k->ne[0], factor * 1.44269504f, start, end,
                       (float *) ((char *) out->data + head * out->nb[2]), out->nb[1] / sizeof(float))) {
            GGML_ABORT("no memory for attention");
        }
    }
}

// The four sums of four registers.
static inline __m128 sums_of(const __m256 * four) {
    const __m256 pairs = _mm256_hadd_ps(_mm256_hadd_ps(four[0], four[1]), _mm256_hadd_ps(four[2], four[3]));
    return _mm_add_ps(_mm256_castps256_ps128(pairs), _mm256_extractf128_ps(pairs, 1));
}

// Rows, or parts of one, side by side.
enum { SIDE_BY_SIDE = 4 };
// Numbers in a row of the largest model's matrix of words.
enum { ROW_MAX = 1280 };

// The products of `count` rows with SIDE_BY_SIDE rows of 16-bit floating point. Inlined, so that sums stay in registers.
static inline __attribute__((always_inline)) void row_tile(const ggml_half * const * halves, int64_t k,
                                                           const float * const * rows, int count,
                                                           float out[][SIDE_BY_SIDE]) {
    __m256 sums[2][SIDE_BY_SIDE];
    for (int row = 0; row < count; ++row) {
        for (int line = 0; line < SIDE_BY_SIDE; ++line) {
            sums[row][line] = _mm256_setzero_ps();
        }
    }
    for (int64_t at = 0; at < k; at += 8) {
        for (int line = 0; line < SIDE_BY_SIDE; ++line) {
            const __m256 more = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) (halves[line] + at)));
            for (int row = 0; row < count; ++row) {
                sums[row][line] = _mm256_fmadd_ps(more, _mm256_loadu_ps(rows[row] + at), sums[row][line]);
            }
        }
    }
    for (int row = 0; row < count; ++row) {
        _mm_storeu_ps(out[row], sums_of(sums[row]));
    }
}

// The products of one row or two with rows of 16-bit floating point, as the decoder asks for them: `k` is a multiple of 8.
static void row_products(const struct side * a, int64_t start, int64_t end, int64_t k, const float * const * rows,
                         int count, float * const * out) {
    for (int64_t first = start; first < end; first += SIDE_BY_SIDE) {
        const ggml_half * halves[SIDE_BY_SIDE];
        for (int line = 0; line < SIDE_BY_SIDE; ++line) {
            // Behind the last row it is multiplied again and dropped.
            const int64_t here = first + line < end ? first + line : end - 1;
            halves[line] = (const ggml_half *) (a->data + here * a->row_bytes);
        }
        float all[2][SIDE_BY_SIDE];
        if (count == 2) {
            row_tile(halves, k, rows, 2, all);
        } else {
            row_tile(halves, k, rows, 1, all);
        }
        for (int row = 0; row < count; ++row) {
            for (int line = 0; line < SIDE_BY_SIDE && first + line < end; ++line) {
                out[row][first + line] = all[row][line];
            }
        }
    }
}

// Room for a few rows of the decoder as whole numbers: of five ways that it keeps open in the small model, 32 KiB.
#define FEW_NUMBERS (16 * 1024)
// The largest whole number of such a row. Four products of it and of a weight fit into 32 bits.
#define FEW_LEVEL 32767.0f
// So many rows are multiplied with the same weights at once: the ways that the decoder keeps open (`BEAMS_IN_DOUBT`
// in engine.rs). FEW_LINES times as many sums fit into the registers.
enum { FEW_AT_ONCE = 5 };
// So far ahead weights are asked for, in bytes. Source: docs/measurements/voice.md.
#define FEW_AHEAD 2048

// The products of `count` rows with FEW_LINES rows of weights. Inlined, so that the sums stay in registers.
static inline __attribute__((always_inline)) void few_tile(const block_q8_0 * const * lines, int64_t blocks,
                                                           const int16_t * rows, int64_t width, int count,
                                                           float out[FEW_AT_ONCE][SIDE_BY_SIDE]) {
    floats sums[FEW_LINES][FEW_AT_ONCE];
    for (int line = 0; line < FEW_LINES; ++line) {
        for (int row = 0; row < count; ++row) {
            sums[line][row] = (floats) { 0.0f };
        }
    }
    for (int64_t block = 0; block < blocks; ++block) {
        for (int line = 0; line < FEW_LINES; ++line) {
            __builtin_prefetch((const char *) (lines[line] + block) + FEW_AHEAD);
            const weights16 weights = weights_of(lines[line][block].qs);
            // Looked up, as what computes is waited for here: converting takes the very units that multiply.
            uint16_t half;
            memcpy(&half, &lines[line][block].d, sizeof(half));
            const float factor = ggml_table_f32_f16[half];
            for (int row = 0; row < count; ++row) {
                sums[line][row] = add_block(sums[line][row], weights, rows + row * width + block * QK8_0, factor);
            }
        }
    }
    for (int row = 0; row < count; ++row) {
        __m256 four[SIDE_BY_SIDE] = { _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps() };
        for (int line = 0; line < FEW_LINES; ++line) {
            four[line] = folded(sums[line][row]);
        }
        _mm_storeu_ps(out[row], sums_of(four));
    }
}

// The products of a few rows with rows of 8-bit weights, as the decoder asks for them. False where they do not fit.
static bool few_products(const struct side * a, int64_t start, int64_t end, int64_t k, const struct side * b, int64_t n,
                         float * c, int64_t c_step) {
    const int64_t width = rounded_up(k, 2);
    if (n * width > FEW_NUMBERS) {
        return false;
    }
    int16_t rows[FEW_NUMBERS];
    float row_scales[ROWS_MIN];
    for (int64_t row = 0; row < n; ++row) {
        row_scales[row] = whole_row((const float *) (b->data + row * b->row_bytes), k, FEW_LEVEL, rows + row * width);
    }
    for (int64_t first = start; first < end; first += FEW_LINES) {
        const block_q8_0 * lines[FEW_LINES];
        for (int line = 0; line < FEW_LINES; ++line) {
            // Behind the last row it is multiplied again and dropped.
            const int64_t here = first + line < end ? first + line : end - 1;
            lines[line] = (const block_q8_0 *) (a->data + here * a->row_bytes);
        }
        for (int64_t row = 0; row < n;) {
            const int count = n - row >= FEW_AT_ONCE ? FEW_AT_ONCE : n - row >= 2 ? 2 : 1;
            const int16_t * from = rows + row * width;
            float sums[FEW_AT_ONCE][SIDE_BY_SIDE];
            if (count == FEW_AT_ONCE) {
                few_tile(lines, k / QK8_0, from, width, FEW_AT_ONCE, sums);
            } else if (count == 2) {
                few_tile(lines, k / QK8_0, from, width, 2, sums);
            } else {
                few_tile(lines, k / QK8_0, from, width, 1, sums);
            }
            for (int at = 0; at < count; ++at) {
                for (int line = 0; line < FEW_LINES && first + line < end; ++line) {
                    c[(row + at) * c_step + first + line] = sums[at][line] * row_scales[row + at];
                }
            }
            row += count;
        }
    }
    return true;
}

// The products of one row with rows of any numbers that are known.
static void words_products(const struct side * a, int64_t start, int64_t end, int64_t k, const float * row, float * out) {
    float room[ROW_MAX];
    for (int64_t line = start; line < end; ++line) {
        const float * numbers = row_of(a, line, k, room);
        __m256 sums[SIDE_BY_SIDE] = { _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps() };
        for (int64_t at = 0; at < k; at += 8 * SIDE_BY_SIDE) {
            for (int part = 0; part < SIDE_BY_SIDE; ++part) {
                const int64_t here = at + 8 * part;
                sums[part] = _mm256_fmadd_ps(_mm256_loadu_ps(numbers + here), _mm256_loadu_ps(row + here), sums[part]);
            }
        }
        float all[SIDE_BY_SIDE];
        _mm_storeu_ps(all, sums_of(sums));
        out[line] = all[0] + all[1] + all[2] + all[3];
    }
}

bool fieldproof_products(const struct ggml_compute_params * params, int64_t m, int64_t n, int64_t k, const void * a,
                         int64_t a_step, const void * b, int64_t b_step, void * c, int64_t c_step, int a_type,
                         int b_type, int c_type) {
    const int64_t numbers = k * ggml_blck_size(a_type);
    if (c_type == GGML_TYPE_F32 && is_known(a_type) && b_type == GGML_TYPE_F32 && m >= WORDS_MIN && n >= ROWS_MIN &&
        numbers <= ROW_MAX && numbers % (8 * SIDE_BY_SIDE) == 0) {
        // So many words at once are given to the decoder before it listens or to align them, never as ways that it
        // keeps open (8 at most), and whisper.cpp reads what may follow on the last of them alone.
        const struct side left = { a, a_step * ggml_type_size(a_type), a_type };
        const int64_t share = (m + params->nth - 1) / params->nth;
        const int64_t start = share * params->ith;
        const int64_t end = start + share < m ? start + share : m;
        words_products(&left, start, end, numbers, (const float *) b + (n - 1) * b_step, (float *) c + (n - 1) * c_step);
        return true;
    }
    if (c_type == GGML_TYPE_F32 && a_type == GGML_TYPE_F16 && (b_type == GGML_TYPE_F32 || b_type == GGML_TYPE_F16) &&
        n < ROWS_MIN && k % 8 == 0 && (b_type == GGML_TYPE_F32 || k <= ROW_MAX)) {
        const struct side left = { a, a_step * sizeof(ggml_half), a_type };
        const struct side right = { b, b_step * ggml_type_size(b_type), b_type };
        const int64_t share = (m + params->nth - 1) / params->nth;
        const int64_t start = share * params->ith;
        const int64_t end = start + share < m ? start + share : m;
        for (int64_t row = 0; row < n; row += 2) {
            float room[2][ROW_MAX];
            const int count = n - row >= 2 ? 2 : 1;
            const float * rows[2] = { row_of(&right, row, k, room[0]),
                                      count == 2 ? row_of(&right, row + 1, k, room[1]) : NULL };
            float * const out[2] = { (float *) c + row * c_step, (float *) c + (row + 1) * c_step };
            row_products(&left, start, end, k, rows, count, out);
        }
        return true;
    }
    if (c_type == GGML_TYPE_F32 && a_type == GGML_TYPE_Q8_0 && b_type == GGML_TYPE_F32 && n < ROWS_MIN) {
        const struct side left = { a, a_step * ggml_type_size(a_type), a_type };
        const struct side right = { b, b_step * ggml_type_size(b_type), b_type };
        const int64_t share = (m + params->nth - 1) / params->nth;
        const int64_t start = share * params->ith;
        const int64_t end = start + share < m ? start + share : m;
        if (few_products(&left, start, end, numbers, &right, n, (float *) c, c_step)) {
            return true;
        }
    }
    const bool is_ours = c_type == GGML_TYPE_F32 && is_known(a_type) &&
        (b_type == GGML_TYPE_F32 || b_type == GGML_TYPE_F16) && m >= PANEL && n >= ROWS_MIN;
    if (is_ours) {
        const struct side left = { a, a_step * ggml_type_size(a_type), a_type };
        const struct side right = { b, b_step * ggml_type_size(b_type), b_type };
        const int64_t share = rounded_up((n + params->nth - 1) / params->nth, ROWS);
        const int64_t start = share * params->ith;
        const int64_t end = start + share < n ? start + share : n;
        if (start >= end ||
            (a_type == GGML_TYPE_Q8_0 ? byte_products : products)(&left, &right, m, numbers, start, end, (float *) c,
                                                                  c_step)) {
            return true;
        }
        // Each thread has a part of its own; where there is no memory for it nothing else will run either.
        GGML_ABORT("no memory for a product of matrices");
    }
    return llamafile_sgemm(params, m, n, k, a, a_step, b, b_step, c, c_step, a_type, b_type, c_type);
}
