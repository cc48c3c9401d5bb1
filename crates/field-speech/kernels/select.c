// Which of the two sets of ggml's kernels this processor can run; see variants.cmake.

typedef struct ggml_backend_reg * ggml_backend_reg_t;

ggml_backend_reg_t fieldproof_cpu_reg_avx2(void);
ggml_backend_reg_t fieldproof_cpu_reg_avx512(void);

// The library's other files are compiled with this name replaced.
#undef ggml_backend_cpu_reg
ggml_backend_reg_t ggml_backend_cpu_reg(void);

struct ggml_tensor;
typedef void attention(struct ggml_tensor *, const struct ggml_tensor *, const struct ggml_tensor *,
                       const struct ggml_tensor *, float, int, int);
attention fieldproof_attention_avx2, fieldproof_attention_avx512, fieldproof_attention;

static int has_all(void) {
    __builtin_cpu_init();
    // The compiler's library also asks whether the system saves the wide registers.
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni");
}

ggml_backend_reg_t ggml_backend_cpu_reg(void) {
    return has_all() ? fieldproof_cpu_reg_avx512() : fieldproof_cpu_reg_avx2();
}

// See products.c; asked by steps.c.
void fieldproof_attention(struct ggml_tensor * out, const struct ggml_tensor * k, const struct ggml_tensor * q,
                          const struct ggml_tensor * v, float factor, int task, int tasks) {
    (has_all() ? fieldproof_attention_avx512 : fieldproof_attention_avx2)(out, k, q, v, factor, task, tasks);
}
