// Which of the two sets of ggml's kernels this processor can run; see variants.cmake.

typedef struct ggml_backend_reg * ggml_backend_reg_t;

ggml_backend_reg_t fieldproof_cpu_reg_avx2(void);
ggml_backend_reg_t fieldproof_cpu_reg_avx512(void);

// The library's other files are compiled with this name replaced.
#undef ggml_backend_cpu_reg
ggml_backend_reg_t ggml_backend_cpu_reg(void);

ggml_backend_reg_t ggml_backend_cpu_reg(void) {
    __builtin_cpu_init();
    // The compiler's library also asks whether the system saves the wide registers.
    const int has_all = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni");
    return has_all ? fieldproof_cpu_reg_avx512() : fieldproof_cpu_reg_avx2();
}
