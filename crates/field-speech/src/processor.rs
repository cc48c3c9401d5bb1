//! Whether this machine's processor can run the engine at all.

/// Whether the processor has what whisper.cpp was built for.
///
/// On x86-64 the build takes AVX2, FMA, F16C and BMI2 as given (every processor since Intel's Haswell
/// of 2013 and AMD's Excavator of 2015); without them the program would die by an illegal
/// instruction. What only newer ones have, AVX-512 with VNNI, is asked for by `kernels/select.c` when
/// the engine starts. Elsewhere the build takes nothing beyond the architecture.
pub(crate) fn is_new_enough() -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        std::is_x86_feature_detected!("avx2")
            && std::is_x86_feature_detected!("fma")
            && std::is_x86_feature_detected!("f16c")
            && std::is_x86_feature_detected!("bmi2")
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        true
    }
}
