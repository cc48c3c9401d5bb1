// A few rows of the decoder by ggml's blocks of weights. Part of products.c.
#pragma once

// Room for a few rows of the decoder as whole numbers: of five ways that it keeps open in the small model, 32 KiB.
#define FEW_NUMBERS (16 * 1024)
// The largest whole number of such a row. Four products of it and of a weight fit into 32 bits.
#define FEW_LEVEL 32767.0f
// So many rows are multiplied with the same weights at once: the ways that the decoder keeps open (`BEAMS_IN_DOUBT`
// in engine.rs). FEW_LINES times as many sums fit into the registers.
enum { FEW_AT_ONCE = 5 };
// So far ahead weights are asked for, in bytes, and into which cache: the second, as the first has 32 KiB on older
// processors. Source: docs/measurements/voice.md.
#define FEW_AHEAD (16 * 1024)

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
            __builtin_prefetch((const char *) (lines[line] + block) + FEW_AHEAD, 0, SECOND_CACHE);
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
