// Products by 8-bit weights in bytes. Part of products.c.
#pragma once

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
