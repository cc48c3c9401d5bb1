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
// The second cache, as __builtin_prefetch names it.
#define SECOND_CACHE 2
// So far ahead rows of 16-bit floating point are asked for, in numbers. Source: docs/measurements/voice.md.
#define HALVES_AHEAD 4096
// Room for a block of rows, in numbers: 128 KiB, so that it stays in a cache of 256 KiB.
#define BLOCK_NUMBERS (64 * 1024)

#include "instructions.h"

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

#include "bytes.h"
#include "attention.h"

// The four sums of four registers.
static inline __m128 sums_of(const __m256 * four) {
    const __m256 pairs = _mm256_hadd_ps(_mm256_hadd_ps(four[0], four[1]), _mm256_hadd_ps(four[2], four[3]));
    return _mm_add_ps(_mm256_castps256_ps128(pairs), _mm256_extractf128_ps(pairs, 1));
}

// Rows, or parts of one, side by side.
enum { SIDE_BY_SIDE = 4 };
// Numbers in a row of the largest model's matrix of words.
enum { ROW_MAX = 1280 };

// The products of `count` rows with SIDE_BY_SIDE rows of 16-bit floating point, while those `ahead` bytes further are
// asked for. Inlined, so that sums stay in registers.
static inline __attribute__((always_inline)) void row_tile(const ggml_half * const * halves, int64_t k, int64_t ahead,
                                                           const float * const * rows, int count,
                                                           float out[][SIDE_BY_SIDE]) {
    floats sums[2][SIDE_BY_SIDE];
    for (int row = 0; row < count; ++row) {
        for (int line = 0; line < SIDE_BY_SIDE; ++line) {
            sums[row][line] = all(0.0f);
        }
    }
    int64_t at = 0;
    for (; at + LANES <= k; at += LANES) {
        for (int line = 0; line < SIDE_BY_SIDE; ++line) {
            __builtin_prefetch((const char *) (halves[line] + at) + ahead, 0, SECOND_CACHE);
            const floats more = from_halves(halves[line] + at);
            for (int row = 0; row < count; ++row) {
                sums[row][line] = products_plus(sums[row][line], more, rows[row] + at);
            }
        }
    }
    for (int row = 0; row < count; ++row) {
        __m256 four[SIDE_BY_SIDE];
        for (int line = 0; line < SIDE_BY_SIDE; ++line) {
            four[line] = folded(sums[row][line]);
            for (int64_t rest = at; rest < k; rest += 8) {
                const __m256 more = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) (halves[line] + rest)));
                four[line] = _mm256_fmadd_ps(more, _mm256_loadu_ps(rows[row] + rest), four[line]);
            }
        }
        _mm_storeu_ps(out[row], sums_of(four));
    }
}

// The products of one row or two with rows of 16-bit floating point, as the decoder asks for them: `k` is a multiple of 8.
static void row_products(const struct side * a, int64_t start, int64_t end, int64_t k, const float * const * rows,
                         int count, float * const * out) {
    // Whole tiles: those behind ask for the same columns.
    const int64_t ahead = rounded_up((HALVES_AHEAD + k - 1) / k, SIDE_BY_SIDE) * a->row_bytes;
    for (int64_t first = start; first < end; first += SIDE_BY_SIDE) {
        const ggml_half * halves[SIDE_BY_SIDE];
        for (int line = 0; line < SIDE_BY_SIDE; ++line) {
            // Behind the last row it is multiplied again and dropped.
            const int64_t here = first + line < end ? first + line : end - 1;
            halves[line] = (const ggml_half *) (a->data + here * a->row_bytes);
        }
        float all[2][SIDE_BY_SIDE];
        if (count == 2) {
            row_tile(halves, k, ahead, rows, 2, all);
        } else {
            row_tile(halves, k, ahead, rows, 1, all);
        }
        for (int row = 0; row < count; ++row) {
            for (int line = 0; line < SIDE_BY_SIDE && first + line < end; ++line) {
                out[row][first + line] = all[row][line];
            }
        }
    }
}

#include "few.h"

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
