// Runs the kernels as they lie in the built library, and prints for each case how far they are from sums in 64 bits:
// the kind, the case, the mean error (root of the mean square) and the largest one, both as parts of the mean result.
//
// ../kernels.rs compiles it, knows the limits, and says why it is written in C.

#include "ggml.h"
#include "ggml-backend.h"
#include "ggml-cpu.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What before_whisper.h puts in the place of whisper.cpp's steps.
struct ggml_tensor * fieldproof_gelu(struct ggml_context * context, struct ggml_tensor * given);
struct ggml_tensor * fieldproof_medians(struct ggml_context * context, struct ggml_tensor * given,
                                        ggml_custom1_op_t filter, int tasks, void * width);
struct ggml_tensor * fieldproof_shares(struct ggml_context * context, struct ggml_tensor * given,
                                       struct ggml_tensor * mask, float factor, float bias);
struct ggml_tensor * fieldproof_mul_mat(struct ggml_context * context, struct ggml_tensor * a, struct ggml_tensor * b);
struct ggml_tensor * fieldproof_conv(struct ggml_context * context, struct ggml_tensor * weights,
                                     struct ggml_tensor * given, int step, int margin, int spread);
void fieldproof_spectrum(const float * given, float * out);

// What tokens.h asks for.
int64_t fieldproof_largest_at(const float * from, int64_t count);
void fieldproof_log_shares(const float * given, int64_t count, float * out);
void fieldproof_powers(const float * given, int64_t count, float * out);

// What select.c chooses from.
ggml_backend_reg_t fieldproof_cpu_reg_avx2(void);

// Enough for the tensors of the largest case, the words.
#define ROOM_BYTES ((size_t) 64 << 20)
// One more than the threads of the engine, so that shares do not come out even.
#define THREADS 3

static void must(bool is_right, const char * what) {
    if (!is_right) {
        fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

static struct ggml_context * room(void) {
    struct ggml_context * context = ggml_init((struct ggml_init_params) { ROOM_BYTES, NULL, false });
    must(context != NULL, "no memory");
    return context;
}

// The same numbers between -1 and 1 in every run.
static float number(void) {
    static uint32_t state = 20261130;
    state = state * 1664525u + 1013904223u;
    return (float) ((int32_t) state / 2147483648.0);
}

static void compute(ggml_backend_t backend, struct ggml_context * context, struct ggml_tensor * out) {
    struct ggml_cgraph * graph = ggml_new_graph(context);
    ggml_build_forward_expand(graph, out);
    must(ggml_backend_graph_compute(backend, graph) == GGML_STATUS_SUCCESS, "not computed");
}

static void print(const char * kind, const char * what, double errors, double worst, double results, int64_t count) {
    // Where every result is 0, so must be the errors: they are printed as they are.
    const double mean = results > 0.0 ? sqrt(results / count) : 1.0;
    printf("%s\t%s\t%.3e\t%.3e\n", kind, what, sqrt(errors / count) / mean, worst / mean);
}

enum fill { MIXED, LARGEST, ZERO };

// `rows` rows of `k` numbers in `type`, and the same numbers as they are after rounding to it.
static struct ggml_tensor * matrix(struct ggml_context * context, enum ggml_type type, int64_t k, int64_t rows,
                                   enum fill fill, float * exact) {
    struct ggml_tensor * made = ggml_new_tensor_2d(context, type, k, rows);
    for (int64_t at = 0; at < k * rows; ++at) {
        // The rows are of different size: each has a scale of its own.
        exact[at] = fill == ZERO ? 0.0f : fill == LARGEST ? 1.0f : number() * (1 + at / k % 5);
    }
    if (type == GGML_TYPE_F32) {
        memcpy(made->data, exact, k * rows * sizeof(float));
        return made;
    }
    ggml_quantize_chunk(type, exact, made->data, 0, rows, k, NULL);
    ggml_get_type_traits(type)->to_float(made->data, exact, k * rows);
    return made;
}

struct product {
    const char * kind;
    enum ggml_type a_type, b_type;
    int64_t m, n, k;
    enum fill fill;
    // Only each second row of the left matrix, as in attention, where heads lie between each other.
    bool apart;
};

static void multiply(ggml_backend_t backend, const char * set, const struct product * asked) {
    struct ggml_context * context = room();
    const int64_t m = asked->m, n = asked->n, k = asked->k, stride = asked->apart ? 2 : 1;
    float * left = calloc(m * stride * k, sizeof(float)), * right = calloc(n * k, sizeof(float));
    must(left != NULL && right != NULL, "no memory");
    struct ggml_tensor * a = matrix(context, asked->a_type, k, m * stride, asked->fill, left);
    if (asked->apart) {
        a = ggml_view_2d(context, a, k, m, 2 * a->nb[1], 0);
    }
    struct ggml_tensor * b = matrix(context, asked->b_type, k, n, asked->fill, right);
    struct ggml_tensor * out = ggml_mul_mat(context, a, b);
    compute(backend, context, out);
    double errors = 0.0, worst = 0.0, results = 0.0;
    // Of all words only the last row is worked out.
    const int64_t first = strcmp(asked->kind, "words") == 0 ? n - 1 : 0;
    for (int64_t row = first; row < n; ++row) {
        for (int64_t column = 0; column < m; ++column) {
            double sum = 0.0;
            for (int64_t at = 0; at < k; ++at) {
                sum += (double) left[column * stride * k + at] * right[row * k + at];
            }
            const double got = ((const float *) out->data)[row * m + column];
            must(isfinite(got), "not a number");
            const double error = fabs(got - sum);
            worst = error > worst ? error : worst;
            errors += error * error;
            results += sum * sum;
        }
    }
    char what[128];
    snprintf(what, sizeof(what), "%s %s by %s, %d by %d by %d", set, ggml_type_name(asked->a_type),
             ggml_type_name(asked->b_type), (int) m, (int) n, (int) k);
    // Without VNNI bytes are multiplied as 16 bits.
    const bool is_wide = strcmp(asked->kind, "bytes") == 0 && strcmp(set, "avx2") == 0;
    print(is_wide ? "weights" : asked->kind, what, errors, worst, results, (n - first) * m);
    free(left);
    free(right);
    ggml_free(context);
}

static void activate(ggml_backend_t backend) {
    struct ggml_context * context = room();
    const int64_t count = 4003;
    struct ggml_tensor * given = ggml_new_tensor_1d(context, GGML_TYPE_F32, count);
    float * values = given->data;
    for (int64_t at = 0; at < count; ++at) {
        values[at] = 24.0f * at / (count - 1) - 12.0f;
    }
    values[0] = -1000.0f;
    values[count - 1] = 1000.0f;
    struct ggml_tensor * out = fieldproof_gelu(context, given);
    must(out->op == GGML_OP_MAP_CUSTOM1, "ggml's own activation");
    compute(backend, context, out);
    double errors = 0.0, worst = 0.0;
    for (int64_t at = 0; at < count; ++at) {
        const double x = values[at];
        const double exact = 0.5 * x * (1.0 + tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x)));
        const double got = ((const float *) out->data)[at];
        must(isfinite(got), "not a number");
        // In parts of the number that was given.
        const double error = fabs(got - exact) / fmax(1.0, fabs(x));
        worst = error > worst ? error : worst;
        errors += error * error;
    }
    print("activation", "-1000 to 1000", errors, worst, 0.0, count);
    ggml_free(context);
}

static int by_size(const void * a, const void * b) {
    const float left = *(const float *) a, right = *(const float *) b;
    return (left > right) - (left < right);
}

// Stands for whisper.cpp's own filter, which is not to be asked.
static void no_filter(struct ggml_tensor * out, const struct ggml_tensor * given, int task, int tasks, void * width) {
    (void) out, (void) given, (void) task, (void) tasks, (void) width;
    must(false, "whisper.cpp's own filter");
}

// The place from which a filter that goes over an edge reads: there and back, as often as it takes.
static int turned_back(int at, int count) {
    while (count > 1 && (at < 0 || at >= count)) {
        at = at < 0 ? -at : 2 * (count - 1) - at;
    }
    return count > 1 ? at : 0;
}

// A piece of speech may be over after one frame: the filter is then wider than what it goes over.
static void filter(ggml_backend_t backend, int frames) {
    enum { TOKENS = 13, HEADS = 3, WIDTH = 7 };
    struct ggml_context * context = room();
    struct ggml_tensor * whole = ggml_new_tensor_3d(context, GGML_TYPE_F32, TOKENS, frames, HEADS);
    float * values = whole->data;
    for (int at = 0; at < TOKENS * frames * HEADS; ++at) {
        // Some are the same.
        values[at] = roundf(number() * 20.0f);
    }
    int width = WIDTH;
    // As whisper.cpp gives it: heads, tokens, frames, and the tokens side by side.
    struct ggml_tensor * given = ggml_permute(context, whole, 1, 2, 0, 3);
    struct ggml_tensor * out = fieldproof_medians(context, given, no_filter, 1, &width);
    compute(backend, context, out);
    double worst = 0.0;
    for (int head = 0; head < HEADS; ++head) {
        for (int token = 0; token < TOKENS; ++token) {
            for (int frame = 0; frame < frames; ++frame) {
                float seven[WIDTH];
                for (int at = 0; at < WIDTH; ++at) {
                    const int from = turned_back(frame + at - WIDTH / 2, frames);
                    seven[at] = values[(head * frames + from) * TOKENS + token];
                }
                qsort(seven, WIDTH, sizeof(float), by_size);
                const float got = *(const float *) ((const char *) out->data + head * out->nb[0] +
                                                    token * out->nb[1] + frame * out->nb[2]);
                worst = fmax(worst, fabs(got - seven[WIDTH / 2]));
            }
        }
    }
    char what[48];
    snprintf(what, sizeof(what), "13 tokens, %d frames, 3 heads", frames);
    print("medians", what, worst, worst, 0.0, 1);
    ggml_free(context);
}

// Rows of `count` numbers from -20 to 20, their factor 1/8 as in attention over 64 numbers.
static void share_out(ggml_backend_t backend, int64_t count) {
    enum { ROWS = 7, HEADS = 2 };
    struct ggml_context * context = room();
    struct ggml_tensor * given = ggml_new_tensor_3d(context, GGML_TYPE_F32, count, ROWS, HEADS);
    float * values = given->data;
    double * exact = calloc(count * ROWS * HEADS, sizeof(double));
    must(exact != NULL, "no memory");
    const float factor = 0.125f;
    for (int64_t row = 0; row < ROWS * HEADS; ++row) {
        double sum = 0.0;
        for (int64_t at = row * count; at < (row + 1) * count; ++at) {
            values[at] = 20.0f * number();
            exact[at] = exp((double) factor * values[at]);
            sum += exact[at];
        }
        for (int64_t at = row * count; at < (row + 1) * count; ++at) {
            exact[at] /= sum;
        }
    }
    struct ggml_tensor * out = fieldproof_shares(context, given, NULL, factor, 0.0f);
    must(out->op == GGML_OP_MAP_CUSTOM1, "ggml's own shares");
    compute(backend, context, out);
    double errors = 0.0, worst = 0.0, results = 0.0;
    for (int64_t at = 0; at < count * ROWS * HEADS; ++at) {
        const double got = ((const float *) out->data)[at];
        must(isfinite(got), "not a number");
        const double error = fabs(got - exact[at]);
        worst = error > worst ? error : worst;
        errors += error * error;
        results += exact[at] * exact[at];
    }
    char what[64];
    snprintf(what, sizeof(what), "rows of %d", (int) count);
    print("shares", what, errors, worst, results, count * ROWS * HEADS);
    free(exact);
    ggml_free(context);
}

typedef void attention(struct ggml_tensor *, const struct ggml_tensor *, const struct ggml_tensor *,
                       const struct ggml_tensor *, float, int, int);
attention fieldproof_attention_avx2;

// The encoder's attention as whisper.cpp asks for it, `count` numbers of three heads.
static void attend(ggml_backend_t backend, const char * set, attention * of_set, int64_t count) {
    enum { DEPTH = 64, HEADS = 3 };
    struct ggml_context * context = room();
    const int64_t all = DEPTH * HEADS;
    float * q = calloc(all * count, sizeof(float)), * k = calloc(all * count, sizeof(float));
    float * v = calloc(all * count, sizeof(float));
    double * likeness = calloc(count, sizeof(double));
    must(q != NULL && k != NULL && v != NULL && likeness != NULL, "no memory");
    struct ggml_tensor * given[3];
    float * const numbers[3] = { q, k, v };
    for (int which = 0; which < 3; ++which) {
        given[which] = matrix(context, GGML_TYPE_F32, all, count, MIXED, numbers[which]);
    }
    struct ggml_tensor * queries =
        ggml_permute(context, ggml_reshape_3d(context, given[0], DEPTH, HEADS, count), 0, 2, 1, 3);
    struct ggml_tensor * keys = ggml_permute(
        context, ggml_cast(context, ggml_reshape_3d(context, given[1], DEPTH, HEADS, count), GGML_TYPE_F16), 0, 2, 1, 3);
    struct ggml_tensor * values = ggml_cast(
        context, ggml_permute(context, ggml_reshape_3d(context, given[2], DEPTH, HEADS, count), 1, 2, 0, 3), GGML_TYPE_F16);
    struct ggml_tensor * shares =
        fieldproof_shares(context, ggml_mul_mat(context, keys, queries), NULL, 1.0f / sqrtf(DEPTH), 0.0f);
    struct ggml_tensor * out = fieldproof_mul_mat(context, values, shares);
    must(out->op == GGML_OP_CUSTOM, "ggml's own attention");
    compute(backend, context, out);
    for (int task = 0; of_set != NULL && task < THREADS; ++task) {
        of_set(out, keys, queries, values, 1.0f / sqrtf(DEPTH), task, THREADS);
    }
    double errors = 0.0, worst = 0.0, results = 0.0;
    for (int64_t row = 0; row < count * HEADS; ++row) {
        const int64_t head = row / count, query = row % count;
        double sum = 0.0;
        for (int64_t at = 0; at < count; ++at) {
            double product = 0.0;
            for (int64_t one = head * DEPTH; one < (head + 1) * DEPTH; ++one) {
                product += (double) q[query * all + one] * k[at * all + one];
            }
            likeness[at] = exp(product / sqrt(DEPTH));
            sum += likeness[at];
        }
        for (int64_t one = 0; one < DEPTH; ++one) {
            double found = 0.0;
            for (int64_t at = 0; at < count; ++at) {
                found += likeness[at] / sum * v[at * all + head * DEPTH + one];
            }
            const double got = ((const float *) out->data)[row * DEPTH + one];
            must(isfinite(got), "not a number");
            worst = fmax(worst, fabs(got - found));
            errors += (got - found) * (got - found);
            results += found * found;
        }
    }
    char what[64];
    snprintf(what, sizeof(what), "%s over %d numbers", set, (int) count);
    print("attention", what, errors, worst, results, count * all);
    free(q);
    free(k);
    free(v);
    free(likeness);
    ggml_free(context);
}

struct convolution {
    int64_t wide, channels, rows, length;
    int step, margin;
};

static void convolve(ggml_backend_t backend, const struct convolution * asked) {
    struct ggml_context * context = room();
    const int64_t count = asked->wide * asked->channels;
    float * weights = calloc(count * asked->rows, sizeof(float)), * numbers = calloc(asked->length * asked->channels, sizeof(float));
    must(weights != NULL && numbers != NULL, "no memory");
    struct ggml_tensor * rows = ggml_reshape_3d(
        context, matrix(context, GGML_TYPE_F16, count, asked->rows, MIXED, weights), asked->wide, asked->channels, asked->rows);
    struct ggml_tensor * given = matrix(context, GGML_TYPE_F32, asked->length, asked->channels, MIXED, numbers);
    struct ggml_tensor * out = fieldproof_conv(context, rows, given, asked->step, asked->margin, 1);
    must(out->op == GGML_OP_CUSTOM, "ggml's own convolution");
    compute(backend, context, out);
    double errors = 0.0, worst = 0.0, results = 0.0;
    for (int64_t row = 0; row < out->ne[1]; ++row) {
        for (int64_t place = 0; place < out->ne[0]; ++place) {
            double sum = 0.0;
            for (int64_t at = 0; at < count; ++at) {
                const int64_t from = place * asked->step + at % asked->wide - asked->margin;
                const double number = from < 0 || from >= asked->length ? 0.0 : numbers[at / asked->wide * asked->length + from];
                sum += number * weights[row * count + at];
            }
            const double error = fabs(((const float *) out->data)[row * out->ne[0] + place] - sum);
            worst = fmax(worst, error);
            errors += error * error;
            results += sum * sum;
        }
    }
    char what[64];
    snprintf(what, sizeof(what), "%d by %d, %d rows", (int) asked->wide, (int) asked->channels, (int) asked->rows);
    print("convolution", what, errors, worst, results, ggml_nelements(out));
    free(weights);
    free(numbers);
    ggml_free(context);
}

static void transform(void) {
    enum { PART = 25 };
    float given[PART], out[2 * PART];
    double errors = 0.0, worst = 0.0, results = 0.0;
    for (int at = 0; at < PART; ++at) {
        given[at] = number();
    }
    fieldproof_spectrum(given, out);
    for (int wave = 0; wave < PART; ++wave) {
        double exact[2] = { 0.0, 0.0 };
        for (int at = 0; at < PART; ++at) {
            const double turn = 2.0 * 3.14159265358979323846 * at * wave / PART;
            exact[0] += given[at] * cos(turn);
            exact[1] -= given[at] * sin(turn);
        }
        for (int half = 0; half < 2; ++half) {
            const double error = fabs(out[2 * wave + half] - exact[half]);
            worst = error > worst ? error : worst;
            errors += error * error;
            results += exact[half] * exact[half];
        }
    }
    print("spectrum", "25 numbers", errors, worst, results, 2 * PART);
}

// `count` tokens, each third one of which may not come.
static void judge(int64_t count) {
    float * given = calloc(count, sizeof(float)), * logs = calloc(count, sizeof(float));
    float * shares = calloc(count, sizeof(float));
    must(given != NULL && logs != NULL && shares != NULL, "no memory");
    double sum = 0.0;
    int64_t most_at = 1;
    for (int64_t at = 0; at < count; ++at) {
        given[at] = at % 3 == 0 ? -INFINITY : 30.0f * number();
        // Of two equal ones the first is the largest.
        given[at] = at == count - 1 ? given[most_at] : given[at];
        most_at = given[at] > given[most_at] ? at : most_at;
        sum += exp((double) given[at]);
    }
    must(fieldproof_largest_at(given, count) == most_at, "another token is the largest");
    fieldproof_log_shares(given, count, logs);
    fieldproof_powers(logs, count, shares);
    double errors = 0.0, worst = 0.0;
    for (int64_t at = 0; at < count; ++at) {
        const double exact = (double) given[at] - log(sum);
        must(isinf(given[at]) ? isinf(logs[at]) && shares[at] == 0.0f : isfinite(logs[at]), "an impossible token");
        const double error = isinf(given[at]) ? 0.0 : fmax(fabs(logs[at] - exact), fabs(shares[at] - exp(exact)));
        worst = error > worst ? error : worst;
        errors += error * error;
    }
    char what[64];
    snprintf(what, sizeof(what), "%d tokens", (int) count);
    print("tokens", what, errors, worst, 0.0, count);
    free(given);
    free(logs);
    free(shares);
}

static ggml_backend_t started(ggml_backend_reg_t set) {
    ggml_backend_t backend = ggml_backend_dev_init(ggml_backend_reg_dev_get(set, 0), NULL);
    must(backend != NULL, "the kernels do not start");
    ggml_backend_set_n_threads_t set_threads =
        (ggml_backend_set_n_threads_t) ggml_backend_reg_get_proc_address(set, "ggml_backend_set_n_threads");
    must(set_threads != NULL, "no threads can be set");
    set_threads(backend, THREADS);
    return backend;
}

// Two registers of sums hold 16 or 32 columns, tiles have 6 or 12 rows, and sums go to floating point every 256 numbers:
// sizes on both sides of each.
static const struct product PRODUCTS[] = {
    { "bytes", GGML_TYPE_Q8_0, GGML_TYPE_F32, 384, 40, 384, MIXED, false },
    { "bytes", GGML_TYPE_Q8_0, GGML_TYPE_F32, 32, 16, 32, MIXED, false },
    { "bytes", GGML_TYPE_Q8_0, GGML_TYPE_F32, 41, 19, 1536, MIXED, false },
    { "bytes", GGML_TYPE_Q8_0, GGML_TYPE_F32, 33, 100, 288, MIXED, true },
    // Every number is the largest of its row.
    { "bytes", GGML_TYPE_Q8_0, GGML_TYPE_F32, 33, 17, 1536, LARGEST, false },
    { "products", GGML_TYPE_F16, GGML_TYPE_F32, 500, 61, 64, MIXED, true },
    { "products", GGML_TYPE_F16, GGML_TYPE_F32, 64, 37, 500, MIXED, false },
    { "products", GGML_TYPE_F16, GGML_TYPE_F32, 47, 17, 333, MIXED, false },
    { "products", GGML_TYPE_F16, GGML_TYPE_F16, 63, 25, 258, MIXED, false },
    { "products", GGML_TYPE_F32, GGML_TYPE_F32, 35, 29, 257, MIXED, false },
    { "products", GGML_TYPE_F32, GGML_TYPE_F32, 65, 16, 241, MIXED, false },
    { "products", GGML_TYPE_F32, GGML_TYPE_F32, 32, 16, 1, MIXED, false },
    // Every number is the largest of its row: the sums in 32 bits come as near to their end as they can.
    { "products", GGML_TYPE_F32, GGML_TYPE_F32, 33, 17, 1537, LARGEST, false },
    { "zeros", GGML_TYPE_F32, GGML_TYPE_F32, 33, 17, 65, ZERO, false },
    { "rows", GGML_TYPE_F16, GGML_TYPE_F32, 1500, 1, 64, MIXED, true },
    { "rows", GGML_TYPE_F16, GGML_TYPE_F32, 5, 15, 8, MIXED, false },
    { "rows", GGML_TYPE_F16, GGML_TYPE_F32, 64, 2, 1488, MIXED, false },
    { "rows", GGML_TYPE_F16, GGML_TYPE_F16, 1491, 5, 64, MIXED, true },
    { "few", GGML_TYPE_Q8_0, GGML_TYPE_F32, 384, 1, 384, MIXED, false },
    { "few", GGML_TYPE_Q8_0, GGML_TYPE_F32, 41, 5, 1536, MIXED, true },
    { "few", GGML_TYPE_Q8_0, GGML_TYPE_F32, 3, 14, 32, MIXED, false },
    { "words", GGML_TYPE_Q8_0, GGML_TYPE_F32, 32769, 17, 384, MIXED, false },
    { "words", GGML_TYPE_F16, GGML_TYPE_F32, 32768, 16, 64, MIXED, false },
};

static const int64_t SHARED[] = { 1488, 1500, 37, 5, 1 };

static const int64_t ATTENDED[] = { 208, 333, 29, 97 };

// As in the detector of speech, and an odd number of rows and of weights.
static const struct convolution CONVOLUTIONS[] = {
    { 256, 1, 258, 640, 128, 0 }, { 3, 129, 128, 4, 1, 1 }, { 3, 128, 64, 4, 2, 1 }, { 3, 64, 65, 2, 2, 1 }, { 1, 131, 1, 1, 1, 0 },
};

int main(void) {
    ggml_backend_reg_t chosen = ggml_backend_cpu_reg();
    ggml_backend_reg_t least = fieldproof_cpu_reg_avx2();
    const bool is_least = chosen == least;
    ggml_backend_t backends[2] = { started(least), is_least ? NULL : started(chosen) };
    for (int set = 0; set < 2 && backends[set] != NULL; ++set) {
        for (size_t at = 0; at < sizeof(PRODUCTS) / sizeof(PRODUCTS[0]); ++at) {
            multiply(backends[set], set == 0 ? "avx2" : "avx512", &PRODUCTS[at]);
        }
        activate(backends[set]);
        const int frames[] = { 29, 7, 3, 2, 1 };
        for (size_t at = 0; at < sizeof(frames) / sizeof(*frames); ++at) {
            filter(backends[set], frames[at]);
        }
        // Whole registers, some numbers behind them, fewer than a register holds, and one.
        for (size_t at = 0; at < sizeof(SHARED) / sizeof(SHARED[0]); ++at) {
            share_out(backends[set], SHARED[at]);
        }
        // Uneven for tiles and panels, fewer than a panel, and one more than a whole number of both.
        for (size_t at = 0; at < sizeof(ATTENDED) / sizeof(ATTENDED[0]); ++at) {
            attend(backends[set], set == 0 ? "avx2" : "avx512", set == 0 ? fieldproof_attention_avx2 : NULL, ATTENDED[at]);
        }
        for (size_t at = 0; at < sizeof(CONVOLUTIONS) / sizeof(CONVOLUTIONS[0]); ++at) {
            convolve(backends[set], &CONVOLUTIONS[at]);
        }
        ggml_backend_free(backends[set]);
    }
    transform();
    judge(51864);
    judge(51865 + 2);
    judge(5);
    return 0;
}
