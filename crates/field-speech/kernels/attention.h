// The encoder's attention in one step. Part of products.c.
#pragma once

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
